//! The page of the search: a field for those with scripts, and an index in letters for everybody.

use std::collections::BTreeMap;

use askama::Template;
use dossier::words::words;

use crate::context::{PageContext, Setting};
use crate::frame::{Frame, trail};
use crate::html::{Html, Inline, script};
use crate::url::{Route, stamped};

/// How many names the page lists; one is read whole, and more would be slow to.
const NAMES_MAX: usize = 500;

/// The search, and the lists for those who cannot, or will not, search.
#[derive(Debug, Template)]
#[template(path = "page/search.html")]
pub(crate) struct SearchPage {
    frame: Frame,
    places: Vec<Inline>,
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
    inline: Inline,
    known_as: Option<Inline>,
}

impl SearchPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting, stamp: &str) -> Self {
        let title = context.words.search.title;
        let own = trail(context, Vec::new(), Inline::plain(title));
        let (letters, note) = letters(context);
        Self {
            frame: Frame::new(context, setting, own, context.words.search.label),
            places: places(context),
            letters,
            note,
            index: stamped(&context.link(Route::SearchHead), stamp),
            engine: context.link(Route::SearchEngine),
            drawing: context.link(Route::SearchDrawing),
            words: context.words.of_search().to_string(),
            script: script(&context.link(Route::SearchScript)),
        }
    }
}

/// Where to go without a search: the lists, and the stories.
fn places(context: &PageContext<'_>) -> Vec<Inline> {
    let site = &context.words.site;
    let lists = [
        (site.facts, Route::Facts),
        (site.entities, Route::Entities),
        (site.articles, Route::Articles),
        (site.corrections, Route::Corrections),
    ];
    let lists = lists.map(|(text, place)| Inline::link(text, context.link(place)));
    let dossiers = context
        .catalog
        .dossiers()
        .filter(|dossier| dossier.state().is_current());
    let dossiers = dossiers.map(|dossier| Inline {
        href: context.link(Route::Dossier(&dossier.name)),
        ..context.text(&dossier.title)
    });
    lists.into_iter().chain(dossiers).collect()
}

/// Names by their first letter, and what to say where they are not all.
fn letters(context: &PageContext<'_>) -> (Vec<Letter>, String) {
    let entities = context
        .catalog
        .entities()
        .filter(|entity| entity.state().is_current());
    let mut entities: Vec<_> = entities
        .map(|entity| (context.catalog.facts_about(&entity.name).count(), entity))
        .collect();
    let mut note = String::new();
    if entities.len() > NAMES_MAX {
        entities.sort_by_key(|(facts, entity)| (std::cmp::Reverse(*facts), &entity.name));
        entities.truncate(NAMES_MAX);
        note = (context.words.search.most_named)(NAMES_MAX);
    }
    let mut found: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for (_, entity) in entities {
        let known_as = context.entity(&entity.name);
        let own = initial(&known_as.text);
        for name in &entity.names {
            // Another name stands here where nobody would find the first one.
            let letter = initial(&name.text);
            let lang = context.lang(&name.language_code);
            if letter == own || !lang.is_empty() {
                continue;
            }
            let name = Name {
                inline: Inline::link(&name.text, &known_as.href),
                known_as: Some(Inline {
                    href: String::new(),
                    ..known_as.clone()
                }),
            };
            found.entry(letter).or_default().push(name);
        }
        let name = Name {
            inline: known_as,
            known_as: None,
        };
        found.entry(own).or_default().push(name);
    }
    let order = context.words.order();
    let mut found: Vec<(String, Vec<Name>)> = found.into_iter().collect();
    found.sort_by(|(left, _), (right, _)| order.compare(left, right));
    let letters = found
        .into_iter()
        .zip(1..)
        .map(|((heading, mut names), number)| {
            names.sort_by(|left, right| order.compare(&left.inline.text, &right.inline.text));
            Letter {
                id: format!("letter-{number}"),
                heading,
                names,
            }
        });
    (letters.collect(), note)
}

/// The letter under which a name stands.
fn initial(name: &str) -> String {
    // Without an Arabic article, and without what hangs on by an apostrophe.
    let first = words(name)
        .into_iter()
        .next()
        .map(|word| word.text)
        .unwrap_or_default();
    let letter = first.chars().next().unwrap_or('—');
    if letter.is_numeric() {
        "0–9".to_owned()
    } else {
        letter.to_uppercase().collect()
    }
}
