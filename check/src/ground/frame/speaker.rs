//! Who speaks: the subject of a verb of saying, or whoever is named after "according to".

use super::clause::{Clauses, Verb};
use super::party::Marker;
use super::role::Role;
use crate::reading::{Cue, RoleSign, TokenKind, WordOrder};

/// Auxiliaries before an inverted verb are short: "a", "ont", "had".
const AUXILIARY_MAX: usize = 3;

/// How many words may stand between "according to" and a name: an article, a title.
const BETWEEN_MAX: usize = 2;

impl Clauses<'_> {
    /// The parties that speak, by their numbers.
    pub(super) fn speakers(&self) -> Vec<(Role, usize)> {
        let mut found = Vec::new();
        for cue in self.cues {
            let start = self
                .tokens
                .iter()
                .position(|token| token.start == cue.start);
            let Some(start) = start else { continue };
            let end = self.tokens.iter().position(|token| token.start >= cue.end);
            let verb = self.verb(start, end.unwrap_or(self.tokens.len()));
            let speakers = match cue.value {
                Cue::Saying => self.who_says(&verb),
                Cue::According => self.according_to(&verb),
                _ => continue,
            };
            found.extend(speakers.into_iter().map(|number| (Role::Speaker, number)));
        }
        found
    }

    /// The subject of a verb of saying. After the verb it stands where a quotation or another clause
    /// comes first, and in languages that begin with the verb; "told Brandt" has its object there.
    fn who_says(&self, verb: &Verb) -> Vec<usize> {
        if self.is_noun(verb) {
            return Vec::new();
        }
        let objects = self.objects(verb, &[]);
        if self.is_passive(verb, &objects) {
            let by = |number: &usize| {
                let marker = self.parties.get(*number).map(|party| party.marker);
                matches!(marker, Some(Marker::Preposition(sign)) if sign.has(RoleSign::By))
            };
            return objects.into_iter().filter(by).collect();
        }
        let before = || self.before(verb);
        let after = || self.after(verb);
        let speaker = match self.reader.word_order() {
            WordOrder::SubjectFirst if self.is_inverted(verb) => before().or_else(after),
            WordOrder::VerbSecond if self.is_told(verb) => self.first_told(verb),
            WordOrder::VerbSecond if self.is_second(verb) => before().or_else(after),
            WordOrder::SubjectFirst | WordOrder::VerbSecond => before(),
            WordOrder::VerbFirst => after().or_else(before),
        };
        speaker.map_or_else(Vec::new, |number| self.list(number))
    }

    /// Whether what looks like an English verb is a noun after a name: "the Marland report", "Marland claim".
    /// After one name a verb has an "s".
    fn is_noun(&self, verb: &Verb) -> bool {
        let Some(word) = self.tokens.get(verb.start).map(|token| token.text.as_str()) else {
            return false;
        };
        let number = self
            .parties
            .iter()
            .position(|party| party.end == verb.start);
        let Some(party) = number.and_then(|number| self.parties.get(number)) else {
            return false;
        };
        let before = party.first.checked_sub(1);
        let before = before.and_then(|at| self.tokens.get(at));
        let has_article =
            before.is_some_and(|token| matches!(token.text.as_str(), "the" | "a" | "this"));
        let is_bare = matches!(word, "report" | "claim" | "note" | "call" | "estimate");
        let is_plural = matches!(word, "reports" | "claims" | "notes" | "calls" | "estimates");
        !party.is_joined && (is_bare || is_plural && has_article)
    }

    /// Whether a verb stands first, or right after a mark, but for an auxiliary: "…”, said", "», a dit".
    fn is_inverted(&self, verb: &Verb) -> bool {
        let is_mark = |at: usize| {
            let token = self.tokens.get(at);
            token.is_some_and(|token| token.kind == TokenKind::Mark && token.text != "'")
        };
        let is_auxiliary = |at: usize| {
            let token = self.tokens.get(at);
            let is_short = token.is_some_and(|token| token.text.chars().count() <= AUXILIARY_MAX);
            is_short && !self.sign(at).has(RoleSign::Block)
        };
        match verb.start {
            0 => true,
            1 => is_mark(0) || is_auxiliary(0),
            at => is_mark(at - 1) || is_auxiliary(at - 1) && is_mark(at - 2),
        }
    }

    /// Whether nothing stands before a verb in its clause that may be its subject: nothing, one word that
    /// is no pronoun, or a time or place with a preposition.
    fn is_second(&self, verb: &Verb) -> bool {
        let has_pronoun = (verb.from..verb.start).any(|at| self.sign(at).has(RoleSign::Block));
        let is_short = verb.start - verb.from <= 1 || self.sign(verb.from).is_preposition();
        is_short && !has_pronoun
    }

    /// Whether a verb ends a German clause of the source: "wie die Behörde am Montag mitteilte".
    fn is_told(&self, verb: &Verb) -> bool {
        let first = self.tokens.get(verb.from);
        verb.start > verb.from && first.is_some_and(|token| token.text == "wie")
    }

    /// The first name of such a clause that stands without a preposition.
    fn first_told(&self, verb: &Verb) -> Option<usize> {
        self.parties
            .iter()
            .position(|party| party.is_bare() && verb.from < party.first && party.end <= verb.start)
    }

    /// Who stands after "according to", or right before "zufolge".
    fn according_to(&self, verb: &Verb) -> Vec<usize> {
        let after = self
            .parties
            .iter()
            .position(|party| party.first >= verb.end);
        let after = after.filter(|number| {
            let Some(party) = self.parties.get(*number) else {
                return false;
            };
            let mut between = verb.end..party.first;
            let is_other = |at: usize| {
                let sign = self.sign(at);
                sign.is_preposition() && !sign.has(RoleSign::Of)
            };
            // "Nach Angaben des Ministeriums".
            let before = party
                .first
                .checked_sub(1)
                .and_then(|at| self.tokens.get(at));
            let is_genitive =
                before.is_some_and(|token| matches!(token.text.as_str(), "des" | "der"));
            (party.is_free || is_genitive) && between.len() <= BETWEEN_MAX && !between.any(is_other)
        });
        let before = || {
            self.parties
                .iter()
                .position(|party| party.end == verb.start)
        };
        after
            .or_else(before)
            .map_or_else(Vec::new, |number| self.list(number))
    }
}
