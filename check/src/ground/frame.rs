//! Who does what to whom: the roles that a sentence gives to the names in it.
//!
//! Around a verb in the language's table, names have roles by their order and by the prepositions before
//! them: "Holm lends Marland 12 dredgers", "12 dredgers were lent to Marland by Holm". Only clear cases
//! are read. A name that belongs to another noun ("Marland's ports"), or is an adjective ("Iranian
//! drones"), has no role, and neither has one beside an unknown verb.

mod clause;
mod party;
mod role;
mod speaker;
mod title;

use std::collections::BTreeSet;

use super::names::Names;
use crate::model::field_path::FieldPath;
use crate::reading::{Cue, Mention, Reader, tokens};
use clause::Clauses;
pub(super) use role::Role;

/// A name in a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cast {
    pub(super) role: Role,
    /// Whose name it is; mostly one.
    pub(super) entities: Vec<String>,
    /// The name as the sentence has it.
    pub(super) words: String,
}

/// Everybody to whom some sentences give a role.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    all: Vec<Cast>,
    /// Giver where a verb of giving or getting has a subject that was not read; Agent where another has.
    unread: BTreeSet<Role>,
}

impl Roles {
    /// Reads a sentence in a language, and adds what it says.
    pub(super) fn read(&mut self, reader: Reader, names: &Names, sentence: &str) {
        let tokens = tokens(sentence);
        let signs = reader.role_signs(&tokens);
        let cues: Vec<Mention<Cue>> = reader.cues(sentence);
        let parties = party::parties(names, reader.word_order(), &tokens, &signs, sentence);
        if parties.is_empty() {
            return;
        }
        let clauses = Clauses {
            reader,
            tokens: &tokens,
            signs: &signs,
            cues: &cues,
            parties: &parties,
        };
        let (mut found, unread) = clauses.roles();
        self.unread.extend(unread);
        found.extend(title::roles(&clauses, names));
        found.extend(clauses.speakers());
        self.all
            .extend(found.into_iter().filter_map(|(role, number)| {
                let party = parties.get(number)?;
                Some(Cast {
                    role,
                    entities: party.entities.clone(),
                    words: party.words.to_owned(),
                })
            }));
    }

    /// The names that are given a role.
    pub(super) fn with_role(&self, role: Role) -> impl Iterator<Item = &Cast> {
        self.all.iter().filter(move |cast| cast.role == role)
    }

    /// Whether somebody is given a role.
    pub(super) fn gives(&self, role: Role, entity: &str) -> bool {
        let mut names = self.with_role(role).flat_map(|cast| &cast.entities);
        names.any(|name| name == entity)
    }

    /// Who has a role in which a fact has somebody else, if the sentences are plain about it; empty where
    /// nobody has.
    ///
    /// A sentence may tell of more than the fact does. So somebody is only said to be in a wrong role
    /// where the words give them the opposite one, or give the role to another of their kind to whom the
    /// fact does not refer, and where the other end of the fact fits that.
    pub(super) fn contradiction(
        &self,
        role: Role,
        entity: &str,
        fact: &InFact<'_>,
        names: &Names,
    ) -> Option<String> {
        let end = role.opposite();
        if self.gives(role, entity) || self.is_partial(role) {
            return None;
        }
        let mut said: Vec<&str> = self
            .with_role(role)
            .map(|cast| cast.words.as_str())
            .collect();
        said.dedup();
        let said = said.join(", ");
        let others: Vec<&String> = fact.with_role(end).collect();
        if self.gives(end, entity) {
            // What is given has one way; who acts upon whom may be told of two deeds.
            let is_turned = others.iter().any(|other| self.gives(role, other));
            let is_way = matches!(role, Role::Giver | Role::Receiver);
            return (is_turned || is_way).then_some(said);
        }
        let is_other = |cast: &Cast| {
            let mut entities = cast.entities.iter();
            entities
                .all(|name| names.are_of_one_kind(name, entity) && !fact.referred.contains(name))
        };
        let fits = others.iter().any(|other| self.gives(end, other));
        (!said.is_empty() && fits && self.with_role(role).all(is_other)).then_some(said)
    }

    /// Whether the sentences have a verb of this kind whose subject was not read.
    fn is_partial(&self, role: Role) -> bool {
        match role {
            Role::Giver | Role::Receiver => self.unread.contains(&Role::Giver),
            Role::Agent | Role::Patient => self.unread.contains(&Role::Agent),
            Role::Holder | Role::Principal | Role::Speaker => false,
        }
    }
}

/// To whom a fact gives roles.
#[derive(Debug)]
pub(super) struct InFact<'f> {
    /// Each name with its role.
    pub(super) roles: &'f [(FieldPath, Role, String)],
    /// Everybody and everything that the fact refers to, but for where it happens.
    pub(super) referred: &'f BTreeSet<String>,
}

impl InFact<'_> {
    fn with_role(&self, role: Role) -> impl Iterator<Item = &String> {
        let same = self
            .roles
            .iter()
            .filter(move |(_, assigned, _)| *assigned == role);
        same.map(|(.., name)| name)
    }
}

#[cfg(test)]
mod tests;
