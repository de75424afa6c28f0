//! Offices: "Ivo Brandt, the president of Marland", "Marland's president Ivo Brandt".

use super::super::names::Names;
use super::clause::Clauses;
use super::role::Role;
use crate::reading::{Cue, RoleSign};

/// How many words may stand between a title and a name: "prime", "deputy", "of the", "republic of".
const BESIDE_MAX: usize = 3;

/// Who holds an office, and for whom, by each title that has just one person and one body beside it.
pub(super) fn roles(clauses: &Clauses<'_>, names: &Names) -> Vec<(Role, usize)> {
    let mut found = Vec::new();
    let titles = clauses.cues.iter().filter(|cue| cue.value == Cue::Title);
    for title in titles {
        let tokens = clauses.tokens;
        let Some(first) = tokens.iter().position(|token| token.start == title.start) else {
            continue;
        };
        let end = tokens.iter().position(|token| token.start >= title.end);
        let end = end.unwrap_or(tokens.len());
        let is_person = |number: &usize| {
            let party = clauses.parties.get(*number);
            party.is_some_and(|party| party.entities.iter().any(|name| names.is_person(name)))
        };
        let (before, after) = (clauses.just_before(first), clauses.just_after(end));
        let behind = after.and_then(|number| {
            let end = clauses.parties.get(number)?.end;
            clauses.just_after(end)
        });
        // The body follows with "of", or stands before; the person is the nearest on the other side.
        let beside = before.zip(after);
        let pairs = [beside, after.zip(behind)].into_iter().flatten();
        let mut offices = pairs.filter(|(left, right)| is_person(left) != is_person(right));
        let Some((one, other)) = offices.next() else {
            continue;
        };
        let (holder, principal) = if is_person(&one) {
            (one, other)
        } else {
            (other, one)
        };
        found.extend([(Role::Holder, holder), (Role::Principal, principal)]);
    }
    found
}

impl Clauses<'_> {
    /// The party that ends right before a token, but for a comma, articles and a word or two.
    fn just_before(&self, token: usize) -> Option<usize> {
        let mut parties = self.parties.iter();
        let number = parties.rposition(|party| party.end <= token)?;
        let party = self.parties.get(number)?;
        self.is_beside(party.end, token).then_some(number)
    }

    /// The party that begins right after a token.
    fn just_after(&self, token: usize) -> Option<usize> {
        let number = self.parties.iter().position(|party| party.first >= token)?;
        let party = self.parties.get(number)?;
        self.is_beside(token, party.first).then_some(number)
    }

    /// Whether nothing between two tokens parts a title from a name.
    fn is_beside(&self, start: usize, end: usize) -> bool {
        let tokens = self.tokens.get(start..end).unwrap_or_default();
        let signs = self.signs.get(start..end).unwrap_or_default();
        let words = tokens.iter().filter(|token| token.text.chars().count() > 1);
        let parts = |text: &str| matches!(text, ";" | ":" | "." | "(" | ")" | "\"");
        words.count() <= BESIDE_MAX
            && !tokens.iter().any(|token| parts(&token.text))
            && !signs
                .iter()
                .any(|(sign, _)| sign.is_verb() || sign.has(RoleSign::And))
    }
}
