//! Does a body speak, or somebody who belongs to it?
//!
//! A president and his state are tied, but a quotation belongs to one of them. If the words name a person
//! as the speaker, that person is meant, and no tie makes it the state, the ministry or the firm. If they
//! name only one of the two, the tie is enough.

use super::article::{ArticleText, Selection};
use super::frame::{Cast, Role, Roles};
use super::role::Named;
use crate::model::field_path::FieldPath;
use crate::reading::{Cue, Token, tokens};

/// Pronouns that stand for a person, folded: those of English alone. Where things have a gender, "elle" may
/// be the agency.
const PERSONAL: [&str; 2] = ["he", "she"];

/// How many words and marks may stand between a name and its title: "Ann Lee, the director".
const BESIDE: usize = 2;

/// The person who speaks by the words, where a field of the fact has a body to which that person belongs,
/// or any other. Nothing where the words do not tell.
pub(super) fn person(
    field: &FieldPath,
    entity: &str,
    fact: &Named,
    (text, roles): (&ArticleText<'_>, &Roles),
    selection: &Selection,
) -> Option<String> {
    if text.names.is_person(entity) || text.own.contains(entity) {
        return None;
    }
    // Who speaks by the body of a fact, and through whom it came, are told apart.
    let group = if field.as_str().starts_with("evidence") {
        &fact.speakers
    } else {
        &fact.in_body
    };
    let is_ours = |cast: &Cast| cast.entities.iter().any(|name| group.contains(name));
    let mut speakers = roles.with_role(Role::Speaker).peekable();
    if speakers.peek().is_some() {
        let speakers: Vec<&Cast> = speakers.collect();
        let is_person = |cast: &&&Cast| cast.entities.iter().all(|name| text.names.is_person(name));
        let person = speakers.iter().find(is_person)?;
        return (!speakers.iter().any(|speaker| is_ours(speaker))).then(|| person.words.clone());
    }
    let words = text.selected_words(selection);
    let holder = holder(text, selection, entity)?;
    (!is_ours(&holder.cast) && holder.is_meant(text, &words, entity)).then_some(holder.cast.words)
}

/// Somebody who was said before to hold an office.
struct Holder {
    cast: Cast,
    /// The words for the office, folded.
    titles: Vec<String>,
}

/// The person whom the nearest sentence before calls the holder of an office of a body.
fn holder(text: &ArticleText<'_>, selection: &Selection, body: &str) -> Option<Holder> {
    let mut sentences = text.sentences_before(selection, body);
    sentences.find_map(|sentence| {
        let mut roles = Roles::default();
        roles.read(text.reader, text.names, sentence);
        if !roles.gives(Role::Principal, body) {
            return None;
        }
        let mut holders = roles.with_role(Role::Holder);
        let is_person = |cast: &&Cast| cast.entities.iter().all(|name| text.names.is_person(name));
        let cast = holders.find(is_person)?.clone();
        // "Ann Lee, the director of Norvolt, an energy group": the group is not her.
        let tokens = tokens(sentence);
        let mut names = text.names.find(sentence).into_iter();
        let person = names.find(|name| name.entities == cast.entities)?;
        let is_beside = |start: usize, end: usize| {
            let (from, to) = (end.min(person.end), start.max(person.start));
            let between = tokens
                .iter()
                .filter(|token| from <= token.start && token.end <= to);
            between.count() <= BESIDE
        };
        let cues = text.reader.cues(sentence).into_iter();
        let titles = cues.filter(|cue| cue.value == Cue::Title && is_beside(cue.start, cue.end));
        let titles = titles.filter_map(|cue| sentence.get(cue.start..cue.end));
        Some(Holder {
            cast,
            titles: titles.map(dossier::words::fold).collect(),
        })
    })
}

impl Holder {
    /// Whether words speak of this person: by a pronoun, or by the title.
    fn is_meant(&self, text: &ArticleText<'_>, words: &str, body: &str) -> bool {
        let tokens = tokens(words);
        let cues = text.reader.cues(words);
        let is_english = text.language.starts_with("en");
        let is_pronoun = |token: &Token| is_english && PERSONAL.contains(&token.text.as_str());
        let names = text.names.find(words);
        let is_named = names
            .iter()
            .any(|mention| mention.entities.iter().any(|name| name == body));
        if is_named {
            // "He said that Marland would pay": whoever stands beside the verb.
            return cues
                .iter()
                .filter(|cue| cue.value == Cue::Saying)
                .any(|cue| {
                    let before = tokens.iter().rev().find(|token| token.end <= cue.start);
                    let after = tokens.iter().find(|token| token.start >= cue.end);
                    before.into_iter().chain(after).any(is_pronoun)
                });
        }
        let has_title = tokens.iter().any(|token| self.titles.contains(&token.text));
        has_title || tokens.iter().any(is_pronoun)
    }
}
