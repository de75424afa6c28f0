//! Whom do our own statements name?
//!
//! A statement says in prose what the typed fields say by names of entities. A name that was exchanged
//! in a field still stands in the statement, and then the fact refers to nobody of that name: this
//! needs no grammar, and so holds in every language.

use std::collections::BTreeSet;

use dossier::v1::LocalizedText;

use super::names::{NameMention, Names};

/// The statements of a fact, with the names in them.
#[derive(Debug)]
pub(super) struct Stated<'f> {
    names: &'f Names,
    sentences: Vec<Sentence<'f>>,
}

#[derive(Debug)]
struct Sentence<'f> {
    text: &'f str,
    mentions: Vec<NameMention>,
}

impl<'f> Stated<'f> {
    /// Looks for names in all statements of a fact.
    pub(super) fn of(statements: &'f [LocalizedText], names: &'f Names) -> Self {
        let sentences = statements.iter().map(|statement| Sentence {
            text: &statement.text,
            mentions: names.find(&statement.text),
        });
        Self {
            names,
            sentences: sentences.collect(),
        }
    }

    /// Another of the same kind whom a statement names in place of an entity: no statement has the
    /// entity, and the fact refers to that other nowhere. The words are those of the statement.
    pub(super) fn other(&self, entity: &str, referred: &BTreeSet<String>) -> Option<&'f str> {
        if self.sentences.iter().any(|one| self.has(one, entity)) {
            return None;
        }
        let mut others = self.sentences.iter().filter_map(|sentence| {
            let mut mentions = sentence.mentions.iter();
            let other = mentions.find(|mention| {
                let mut entities = mention.entities.iter();
                entities.all(|name| {
                    self.names.are_of_one_kind(name, entity) && !referred.contains(name)
                })
            })?;
            sentence.text.get(other.start..other.end)
        });
        others.next()
    }

    /// Whether a statement has a name of an entity, or a short form of one.
    fn has(&self, sentence: &Sentence<'_>, entity: &str) -> bool {
        let mut entities = sentence.mentions.iter().flat_map(|one| &one.entities);
        entities.any(|name| name == entity) || self.names.has_short_form(entity, sentence.text)
    }
}
