//! Which way does a figure move?
//!
//! A sentence may tell of two figures: "output was flat, whereas sales slipped 0.4 per cent". So the words of
//! the clause in which the figure stands count, and those of another clause only where nothing parts the two.

use std::ops::Range;

use super::wanted::Wanted;
use crate::reading::{Amount, ClauseWords, Cue, Mention, Reader, Token, TokenKind, tokens};

/// What words say about the way of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It is the one that is wanted.
    Same,
    /// It is another one, with the words for that.
    Other(String),
    /// They do not tell.
    Unknown,
}

/// A text in which the way of a figure is looked for.
struct Telling<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    amounts: &'t [Mention<Amount>],
    cues: Vec<&'t Mention<Cue>>,
    wanted: Cue,
    words: &'static ClauseWords,
}

/// Which way an amount moves by a text. Nothing where the text has no such amount.
pub(crate) fn way(
    (reader, text): (Reader, &str),
    amounts: &[Mention<Amount>],
    cues: &[Mention<Cue>],
    (wanted, amount, is_change): (Cue, &Wanted<'_>, bool),
) -> Option<Way> {
    let of_figure = amounts
        .iter()
        .filter(|mention| amount.is_said_by(&mention.value));
    let places: Vec<&Mention<Amount>> = of_figure.collect();
    if places.is_empty() {
        return None;
    }
    let words = reader.clause_words()?;
    let is_way = |cue: &&Mention<Cue>| matches!(cue.value, Cue::Up | Cue::Down | Cue::Steady);
    let telling = Telling {
        text,
        tokens: tokens(text),
        amounts,
        cues: cues.iter().filter(is_way).collect(),
        wanted,
        words,
    };
    // Of several places the one that bears the fact out.
    let mut ways = places
        .into_iter()
        .map(|place| telling.way(place, is_change));
    let first = ways.next()?;
    Some(ways.fold(first, |left, right| match (&left, &right) {
        (Way::Same, _) => left,
        (_, Way::Same) | (Way::Other(_), Way::Unknown) => right,
        _ => left,
    }))
}

impl Telling<'_> {
    fn way(&self, amount: &Mention<Amount>, is_change: bool) -> Way {
        let at = self
            .tokens
            .iter()
            .position(|token| token.start >= amount.start)
            .unwrap_or(0);
        let parts = self.clause(at, true);
        let clause = self.clause(at, false);
        if is_change && let Some((cue, words)) = self.behind(amount, &clause) {
            return self.way_of_cues([(cue, words)].into_iter());
        }
        for range in [&parts, &clause] {
            let inside = self.cues_in(range);
            if !inside.is_empty() {
                return self.way_of_cues(inside.into_iter());
            }
        }
        self.beside(&clause)
    }

    /// What the words of several cues come to.
    fn way_of_cues<'w>(&self, cues: impl Iterator<Item = (Cue, &'w str)>) -> Way {
        let (mut same, mut other) = (false, None);
        for (cue, words) in cues {
            if cue == self.wanted {
                same = true;
            } else {
                other = other.or(Some(words));
            }
        }
        match (same, other) {
            (true, None) => Way::Same,
            (false, Some(words)) => Way::Other(words.to_owned()),
            _ => Way::Unknown,
        }
    }

    /// The word right behind an amount that says which way it differs. Beside a verb that says so, it may
    /// compare with what somebody expected: "fell by 2% more than".
    fn behind(&self, amount: &Mention<Amount>, clause: &Range<usize>) -> Option<(Cue, &str)> {
        let from = self
            .tokens
            .partition_point(|token| token.start < amount.end);
        let behind = self.tokens.get(from..)?;
        let words: Vec<&str> = behind
            .iter()
            .take(2)
            .map(|token| token.text.as_str())
            .collect();
        let (cue, count) = self.words.behind(&words)?;
        let (first, last) = (behind.first()?, behind.get(count - 1)?);
        let next = behind.get(count);
        let compares = next.is_some_and(|token| self.words.is_than(&token.text));
        let verb = |cue: &&&Mention<Cue>| cue.end <= amount.start;
        let clause = self.bytes(clause);
        let mut cues = self.cues.iter().filter(verb);
        if compares && cues.any(|cue| clause.contains(&cue.start)) {
            return None;
        }
        Some((cue, self.text.get(first.start..last.end)?))
    }

    /// The tokens around one that belong to its clause; with `is_fine` only up to an "and".
    fn clause(&self, at: usize, is_fine: bool) -> Range<usize> {
        let ends = |at: &usize| self.parts(*at) || is_fine && self.joins(*at);
        let start = (0..at).rev().find(ends).map_or(0, |at| at + 1);
        let end = (at + 1..self.tokens.len()).find(ends);
        start..end.unwrap_or(self.tokens.len())
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text.as_str())
    }

    fn joins(&self, at: usize) -> bool {
        self.words.joins(self.word(at))
    }

    /// Whether a token ends a clause: a word that parts two, or a mark that is in no number and no word.
    fn parts(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return true;
        };
        if token.kind != TokenKind::Mark {
            return self.is_parting(at);
        }
        let mut amounts = self.amounts.iter();
        let is_inside =
            amounts.any(|amount| amount.start <= token.start && token.start < amount.end);
        let is_mark = matches!(
            token.text.as_str(),
            "," | ";" | ":" | "." | "!" | "?" | "(" | ")" | "–" | "—" | "،" | "؛" | "“" | "”"
        );
        is_mark && !is_inside && !self.is_in_number(at)
    }

    fn is_in_number(&self, at: usize) -> bool {
        let is_digits = |token: &Token| token.kind == TokenKind::Digits;
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let after = self.tokens.get(at + 1);
        before.is_some_and(is_digits)
            && after.is_some_and(|token| is_digits(token) && !token.spaced)
    }

    /// The bytes of some tokens.
    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(range.start).map_or(0, |token| token.start);
        let last = range.end.checked_sub(1).and_then(|at| self.tokens.get(at));
        start..last.map_or(0, |token| token.end)
    }

    fn cues_in(&self, range: &Range<usize>) -> Vec<(Cue, &str)> {
        let Range { start, end } = self.bytes(range);
        let inside = self
            .cues
            .iter()
            .filter(|cue| start <= cue.start && cue.end <= end);
        inside
            .filter_map(|cue| Some((cue.value, self.text.get(cue.start..cue.end)?)))
            .collect()
    }

    /// What the clauses beside one say in which nothing tells the way: those that have no figure of their
    /// own, and no word that makes them another matter.
    fn beside(&self, clause: &Range<usize>) -> Way {
        let mut told = Vec::new();
        let mut ends = Vec::new();
        if let Some(before) = clause.start.checked_sub(2) {
            ends.push((self.clause(before, false), clause.start));
        }
        if clause.end + 1 < self.tokens.len() {
            let next = self.clause(clause.end + 1, false);
            ends.push((next.clone(), next.start));
        }
        for (range, joint) in ends {
            let is_other = self.words.is_aside(self.word(range.start))
                || (range.start..range.end).any(|at| self.parts(at))
                || range
                    .start
                    .checked_sub(1)
                    .is_some_and(|at| self.is_parting(at))
                || self.is_parting(joint.saturating_sub(1))
                || self.joins(joint)
                || self.ends_sentence(joint.saturating_sub(1))
                || self.has_amount(&range);
            if is_other {
                if !self.cues_in(&range).is_empty() {
                    return Way::Unknown;
                }
            } else {
                told.extend(self.cues_in(&range));
            }
        }
        self.way_of_cues(told.into_iter())
    }

    fn is_parting(&self, at: usize) -> bool {
        let word = self.word(at);
        self.words.parts(word) || self.words.parts_before_verbs(word) && self.tells_way(at + 1)
    }

    /// Whether a way is told from a token on before a mark or an "and".
    fn tells_way(&self, from: usize) -> bool {
        let is_end = |at: &usize| {
            let is_mark = self
                .tokens
                .get(*at)
                .is_none_or(|token| token.kind == TokenKind::Mark);
            is_mark || self.joins(*at)
        };
        let end = (from..self.tokens.len()).find(is_end);
        !self
            .cues_in(&(from..end.unwrap_or(self.tokens.len())))
            .is_empty()
    }

    fn ends_sentence(&self, at: usize) -> bool {
        matches!(self.word(at), "." | "!" | "?" | ";" | ":" | "؛")
    }

    fn has_amount(&self, range: &Range<usize>) -> bool {
        let Range { start, end } = self.bytes(range);
        let mut amounts = self.amounts.iter();
        amounts.any(|amount| {
            start <= amount.start
                && amount.end <= end
                && !matches!(
                    amount.value.form,
                    crate::reading::Form::Article | crate::reading::Form::Ordinal
                )
        })
    }
}
