//! Whom do our own statements name?
//!
//! A statement says in prose what the typed fields say by names of entities. If a name is exchanged in a
//! field, the old one is still in the statement, but the fact no longer refers to it: finding that needs
//! no grammar, so it works in every language.

use std::collections::BTreeSet;

use dossier::v1::LocalizedText;

use super::frame::{Cast, InFact, Role, Roles};
use super::names::{NameMention, Names};
use crate::reading::Reader;

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
    roles: Roles,
}

/// Somebody or something that a statement names.
#[derive(Debug)]
pub(super) struct Other<'f> {
    /// As the statement has it.
    pub(super) words: &'f str,
    /// Whether the statement begins with it, but for an article.
    pub(super) begins: bool,
}

impl<'f> Stated<'f> {
    /// Looks for names in all statements of a fact, and for their roles if asked to.
    pub(super) fn read(
        statements: &'f [LocalizedText],
        names: &'f Names,
        wants_roles: bool,
    ) -> Self {
        let sentences = statements.iter().map(|statement| {
            let LocalizedText {
                text,
                language_code,
            } = statement;
            let mut roles = Roles::default();
            if wants_roles {
                roles.read(Reader::new(language_code), names, text);
            }
            Sentence {
                text,
                mentions: names.find(text),
                roles,
            }
        });
        Self {
            names,
            sentences: sentences.collect(),
        }
    }

    /// Another of the same kind whom a statement names in place of an entity: no statement has the
    /// entity, and the fact refers to that other nowhere. The words are those of the statement.
    pub(super) fn other(&self, entity: &str, referred: &BTreeSet<String>) -> Option<&'f str> {
        if self.names(entity) {
            return None;
        }
        let mut others = self.sentences.iter();
        others.find_map(|sentence| {
            self.unclaimed(sentence, entity, referred)
                .map(|(_, words)| words)
        })
    }

    /// A person whom a statement names, where a body is to speak that no statement names; those who speak
    /// by the fact are not meant.
    pub(super) fn person(&self, body: &str, speakers: &BTreeSet<String>) -> Option<&'f str> {
        if self.names.is_person(body) || self.names(body) {
            return None;
        }
        let is_person = |mention: &&NameMention| {
            let mut entities = mention.entities.iter();
            entities.all(|name| self.names.is_person(name) && !speakers.contains(name))
        };
        let mut sentences = self.sentences.iter();
        sentences.find_map(|sentence| {
            let person = sentence.mentions.iter().find(is_person)?;
            sentence.text.get(person.start..person.end)
        })
    }

    /// Somebody of any kind with whom the first statement begins, where somebody else is to speak whom no
    /// statement names, and the fact refers to the former nowhere: "Norvolt intends to", and no Norvolt.
    pub(super) fn other_speaker(
        &self,
        entity: &str,
        referred: &BTreeSet<String>,
    ) -> Option<&'f str> {
        if self.names(entity) {
            return None;
        }
        let sentence = self.sentences.first()?;
        let first = sentence.mentions.first()?;
        let before = sentence.text.get(..first.start)?;
        let mut entities = first.entities.iter();
        let is_other = entities.all(|name| self.names.can_speak(name) && !referred.contains(name));
        let begins = before.split_whitespace().count() <= 1;
        let words = sentence.text.get(first.start..first.end);
        words.filter(|_| is_other && begins)
    }

    /// Somebody of the same kind through whom a statement has what it says, and nobody else: "according to
    /// Ann Lee". Those who speak by the fact are not meant.
    pub(super) fn other_source(&self, entity: &str, speakers: &BTreeSet<String>) -> Option<&str> {
        let mut sentences = self.sentences.iter();
        sentences.find_map(|sentence| {
            let casts: Vec<&Cast> = sentence.roles.with_role(Role::Speaker).collect();
            let names = |cast: &&Cast| cast.entities.iter().any(|name| speakers.contains(name));
            if casts.iter().any(names) || self.has(sentence, entity) {
                return None;
            }
            let is_alike = |cast: &&&Cast| {
                let mut entities = cast.entities.iter();
                entities.all(|name| self.names.are_of_one_kind(name, entity))
            };
            casts.iter().find(is_alike).map(|cast| cast.words.as_str())
        })
    }

    /// Another of the same kind whom the first statement names before an entity, though it is to be about
    /// that, and the fact refers to the other nowhere.
    pub(super) fn other_before(
        &self,
        entity: &str,
        referred: &BTreeSet<String>,
    ) -> Option<Other<'f>> {
        let sentence = self.sentences.first()?;
        let (start, words) = self.unclaimed(sentence, entity, referred)?;
        let mut mentions = sentence.mentions.iter();
        let own = mentions.find(|mention| mention.entities.iter().any(|name| name == entity))?;
        let before = sentence.text.get(..start)?;
        (start < own.start).then(|| Other {
            words,
            begins: before.split_whitespace().count() <= 1,
        })
    }

    /// The first of the same kind as an entity to whom the fact does not refer.
    fn unclaimed(
        &self,
        sentence: &Sentence<'f>,
        entity: &str,
        referred: &BTreeSet<String>,
    ) -> Option<(usize, &'f str)> {
        let mut mentions = sentence.mentions.iter();
        let other = mentions.find(|mention| {
            let mut entities = mention.entities.iter();
            entities
                .all(|name| self.names.are_of_one_kind(name, entity) && !referred.contains(name))
        })?;
        let words = sentence.text.get(other.start..other.end)?;
        Some((other.start, words))
    }

    /// Whether a statement has a name of an entity, or a short form of one.
    pub(super) fn names(&self, entity: &str) -> bool {
        let mut sentences = self.sentences.iter();
        sentences.any(|sentence| self.has(sentence, entity))
    }

    /// Whom a statement gives the role of an entity, if it gives that to somebody else.
    pub(super) fn other_in_role(
        &self,
        role: Role,
        entity: &str,
        in_fact: &InFact<'_>,
    ) -> Option<String> {
        let mut sentences = self.sentences.iter();
        sentences.find_map(|sentence| {
            sentence
                .roles
                .contradiction(role, entity, in_fact, self.names)
        })
    }

    /// Whether a statement has a name of an entity, or a short form of one.
    fn has(&self, sentence: &Sentence<'_>, entity: &str) -> bool {
        let mut entities = sentence
            .mentions
            .iter()
            .flat_map(|mention| &mention.entities);
        entities.any(|name| name == entity) || self.names.has_short_form(entity, sentence.text)
    }
}
