//! One of two sentences that are compared: which words does it deny, and which does it share?

use std::collections::BTreeSet;

use super::tables::{CONTRASTS, IRREGULAR, NOUNS, ONLY, REFUSING, WEAK};
use crate::reading::{Cue, Reader, Token, TokenKind, WordOrder, tokens};

/// How far behind a "not" the words of [`ONLY`] may stand: "ne paiera pas seulement".
pub(super) const ONLY_WITHIN: usize = 3;

/// How many characters of a word are compared: endings differ.
const STEM: usize = 5;

/// How many words on either side of a denied one tell whether the other side speaks of the same matter.
const BESIDE: usize = 3;

/// Shorter words mostly belong to the grammar.
const WORD_MIN: usize = 4;

/// How many short words may stand between "not" and what it denies: "has not yet been".
const BETWEEN_MAX: usize = 2;

/// Words of fewer letters are articles and the like.
const SHORTEST: usize = 3;

/// A sentence or more, with what it denies.
pub(super) struct Side<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    pub(super) denies: bool,
    pub(super) denied: Vec<Denied>,
}

/// What is denied.
pub(super) struct Denied {
    /// The stem that a "not" stands right before.
    pub(super) stem: String,
    /// From the "not" to the end of the word.
    pub(super) range: std::ops::Range<usize>,
    /// Whether it is a noun, of which there is none: "no deal".
    pub(super) is_noun: bool,
}

impl<'t> Side<'t> {
    pub(super) fn new(reader: Reader, text: &'t str) -> Self {
        let mut side = Self {
            text,
            tokens: tokens(text),
            denies: false,
            denied: Vec::new(),
        };
        let cues = reader.cues(text);
        for cue in cues.iter().filter(|cue| cue.value == Cue::Negation) {
            side.denies = true;
            let is_also = |value: Cue| {
                let mut others = cues.iter();
                others.any(|other| other.start == cue.start && other.value == value)
            };
            let end = side.tokens.iter().position(|one| one.start >= cue.end);
            let word = text.get(cue.start..cue.end).unwrap_or_default();
            if !is_also(Cue::Saying) && !is_weak(word) {
                let found = side.denied_after(end, reader.word_order());
                side.denied.extend(found.map(|(stem, range)| Denied {
                    stem,
                    range: range.start.min(cue.start)..range.end.max(cue.end),
                    is_noun: denies_noun(reader, word),
                }));
            }
        }
        side.refuse();
        side
    }

    /// Adds what somebody refuses or fails to do.
    pub(super) fn refuse(&mut self) {
        let words: Vec<&str> = self.tokens.iter().map(|one| one.text.as_str()).collect();
        let is_refusal = |pair: &[&str]| match pair {
            [verb, lead] => REFUSING
                .iter()
                .any(|(verbs, other)| verbs.contains(verb) && other == lead),
            _ => false,
        };
        let places = words.windows(2).enumerate();
        let places: Vec<usize> = places
            .filter(|(_, pair)| is_refusal(pair))
            .map(|(at, _)| at)
            .collect();
        for at in places {
            self.denies = true;
            let (Some(verb), Some(denied)) = (self.tokens.get(at), self.tokens.get(at + 2)) else {
                continue;
            };
            let range = verb.start..denied.end;
            self.denied.extend(stem(denied).map(|stem| Denied {
                stem,
                range,
                is_noun: false,
            }));
        }
    }

    /// What stands right after a "not"; in German, where it may end the clause, also what stands before.
    pub(super) fn denied_after(
        &self,
        end: Option<usize>,
        order: WordOrder,
    ) -> Option<(String, std::ops::Range<usize>)> {
        let end = end?;
        let at = |number: usize| {
            let token = self.tokens.get(number)?;
            Some((stem(token)?, token.start..token.end))
        };
        let next = self.tokens.get(end)?;
        let mut following = self.tokens.iter().skip(end).take(ONLY_WITHIN);
        if following.any(|token| ONLY.contains(&token.text.as_str())) {
            return None;
        }
        if next.kind == TokenKind::Mark && order == WordOrder::VerbSecond {
            return at(end.checked_sub(2)?);
        }
        let mut near = (end..=end + BETWEEN_MAX).map_while(|number| {
            let token = self.tokens.get(number)?;
            (token.kind == TokenKind::Word || token.text == "'").then_some(number)
        });
        near.find_map(at)
    }

    /// Whether another side has half of this one's words, besides one that is denied.
    pub(super) fn is_repeated_by(&self, other: &Self) -> bool {
        let stems: BTreeSet<String> = self.tokens.iter().filter_map(stem).collect();
        let shared = stems.iter().filter(|one| other.says(one).is_some()).count();
        shared > 1 && 2 * (shared - 1) >= stems.len() - 1
    }

    /// Whether another side has three quarters of this one's words.
    pub(super) fn is_nearly_repeated_by(&self, other: &Self) -> bool {
        let tokens = self.tokens.iter();
        let tokens = tokens.filter(|one| !NOUNS.contains(&one.text.as_str()));
        let stems: BTreeSet<String> = tokens.filter_map(stem).collect();
        let shared = stems.iter().filter(|one| other.says(one).is_some()).count();
        4 * shared >= 3 * stems.len()
    }

    /// Whether it has what another side denies: the first word of some length, or the first number, behind
    /// its "not".
    pub(super) fn affirms(&self, other: &Self, after: usize) -> bool {
        let behind = other.tokens.iter().filter(|one| one.start >= after);
        let is_denied = |one: &&Token| {
            let is_number = one.text.chars().any(|one| one.is_ascii_digit());
            one.kind != TokenKind::Mark && (is_number || one.text.chars().count() >= SHORTEST)
        };
        let Some(denied) = behind.take(BETWEEN_MAX + 1).find(is_denied) else {
            return false;
        };
        let is_there = |own: &Token| match (stem(own), stem(denied)) {
            (Some(own), Some(wanted)) => is_same(&own, &wanted),
            _ => own.text == denied.text,
        };
        self.tokens.iter().any(is_there)
    }

    /// Where a word with a stem stands.
    pub(super) fn says(&self, wanted: &str) -> Option<&Token> {
        let mut tokens = self.tokens.iter();
        tokens.find(|token| stem(token).is_some_and(|own| is_same(&own, wanted)))
    }

    /// Whether a stem stands outside of a range too.
    pub(super) fn says_beside(&self, wanted: &str, range: &std::ops::Range<usize>) -> bool {
        let outside = |one: &&Token| one.end <= range.start || range.end <= one.start;
        let mut tokens = self.tokens.iter().filter(outside);
        tokens.any(|token| stem(token).is_some_and(|own| is_same(&own, wanted)))
    }

    /// The stems of the nearest longer words on both sides of a place.
    pub(super) fn beside(&self, start: usize, end: usize) -> Vec<String> {
        // What stands beyond a "but" is another matter.
        let is_near = |one: &&Token| !CONTRASTS.contains(&one.text.as_str());
        let before = self.tokens.iter().rev().filter(|one| one.end <= start);
        let before = before.take_while(is_near);
        let after = self.tokens.iter().filter(|one| one.start >= end);
        let after = after.take_while(is_near);
        let before = before.filter_map(stem).take(BESIDE);
        before.chain(after.filter_map(stem).take(BESIDE)).collect()
    }
}

/// Whether a word denies the noun behind it. English "no" does, and the Spanish one denies verbs.
pub(super) fn denies_noun(reader: Reader, word: &str) -> bool {
    let word = dossier::words::fold(word);
    NOUNS.contains(&word.as_str()) || word == "no" && reader.has_no_for_nouns()
}

/// Whether a word denies only some of what follows, or may mean something else.
pub(super) fn is_weak(word: &str) -> bool {
    WEAK.contains(&word.to_lowercase().as_str())
}

pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

pub(super) fn stem(token: &Token) -> Option<String> {
    let mut irregular = IRREGULAR.iter();
    if let Some((_, verb)) = irregular.find(|(form, _)| *form == token.text) {
        return Some((*verb).to_owned());
    }
    let is_long = token.kind == TokenKind::Word && token.text.chars().count() >= WORD_MIN;
    is_long.then(|| token.text.chars().take(STEM).collect())
}
