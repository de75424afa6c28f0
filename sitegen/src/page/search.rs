//! The page of the search: a field for those with scripts, and an index in letters for everybody.

use std::collections::BTreeMap;

use askama::Template;

use super::frame::{Frame, Setting, trail};
use crate::desk::{Desk, Run};
use crate::index::{fold, words};
use crate::library::stands;
use crate::text::{Html, script};
use crate::url::{Place, stamped};

/// How many names the page lists; one is read whole, and more would be slow to.
const NAMES_MAX: usize = 500;

/// The search, and the lists for those who cannot, or will not, search.
#[derive(Debug, Template)]
#[template(path = "page/search.html")]
pub(crate) struct SearchPage {
    frame: Frame,
    places: Vec<Run>,
    letters: Vec<Letter>,
    /// That the letters have not all names; else empty.
    note: String,
    /// The head of what the search looks through.
    index: String,
    /// The script that looks.
    engine: String,
    /// The script that shows.
    drawing: String,
    /// What the scripts say.
    words: String,
    script: Html,
}

/// The names that begin with a letter.
#[derive(Debug)]
struct Letter {
    id: String,
    heading: String,
    names: Vec<Name>,
}

/// A name, with the name under which it is known where that is another.
#[derive(Debug)]
struct Name {
    run: Run,
    known_as: Option<Run>,
}

impl SearchPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting, stamp: &str) -> Self {
        let site = &desk.words.site;
        let title = desk.words.search.title;
        let places = [
            (site.facts, Place::Facts),
            (site.entities, Place::Entities),
            (site.articles, Place::Articles),
            (site.corrections, Place::Corrections),
        ];
        let dossiers = desk.library.dossiers().filter(|one| stands(one.state()));
        let dossiers = dossiers.map(|one| Run {
            href: desk.link(Place::Dossier(&one.name)),
            ..desk.text(&one.title)
        });
        let places = places.map(|(text, place)| Run::link(text, desk.link(place)));
        let own = trail(desk, Vec::new(), Run::plain(title));
        let (letters, note) = letters(desk);
        Self {
            frame: Frame::new(desk, setting, own, desk.words.search.label),
            places: places.into_iter().chain(dossiers).collect(),
            letters,
            note,
            index: stamped(&desk.link(Place::SearchHead), stamp),
            engine: desk.link(Place::SearchEngine),
            drawing: desk.link(Place::SearchDrawing),
            words: desk.words.of_search().to_string(),
            script: script(&desk.link(Place::SearchScript)),
        }
    }
}

/// Names by their first letter, and what to say where they are not all.
fn letters(desk: &Desk<'_>) -> (Vec<Letter>, String) {
    let entities = desk.library.entities().filter(|one| stands(one.state()));
    let mut entities: Vec<_> = entities
        .map(|one| (desk.library.facts_about(&one.name).count(), one))
        .collect();
    let mut note = String::new();
    if entities.len() > NAMES_MAX {
        entities.sort_by_key(|(facts, one)| (std::cmp::Reverse(*facts), &one.name));
        entities.truncate(NAMES_MAX);
        note = (desk.words.search.most_named)(NAMES_MAX);
    }
    let mut found: BTreeMap<String, Vec<(String, Name)>> = BTreeMap::new();
    for (_, entity) in entities {
        let known_as = desk.entity(&entity.name);
        let (own, place) = initial(&known_as.text);
        for name in &entity.names {
            // Another name stands here where nobody would find the first one.
            let (letter, sorted) = initial(&name.text);
            let lang = desk.lang(&name.language_code);
            if letter == own || !lang.is_empty() {
                continue;
            }
            let name = Name {
                run: Run::link(&name.text, &known_as.href),
                known_as: Some(Run {
                    href: String::new(),
                    ..known_as.clone()
                }),
            };
            found.entry(letter).or_default().push((sorted, name));
        }
        let name = Name {
            run: known_as,
            known_as: None,
        };
        found.entry(own).or_default().push((place, name));
    }
    let letters = found
        .into_iter()
        .enumerate()
        .map(|(number, (letter, mut names))| {
            names.sort_by(|(one, _), (other, _)| one.cmp(other));
            Letter {
                id: format!("letter-{}", number + 1),
                heading: letter,
                names: names.into_iter().map(|(_, name)| name).collect(),
            }
        });
    (letters.collect(), note)
}

/// The letter under which a name stands, and what it is sorted by there.
fn initial(name: &str) -> (String, String) {
    // Without an Arabic article, and without what hangs on by an apostrophe.
    let first = words(name).into_iter().next().unwrap_or_default();
    let letter = first.chars().next().unwrap_or('—');
    let letter = if letter.is_numeric() {
        "0–9".to_owned()
    } else {
        letter.to_uppercase().collect()
    };
    (letter, fold(name))
}
