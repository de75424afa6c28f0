//! A sentence or more with what it denies, and what it shares with another one.

use std::collections::BTreeSet;

use super::tables::{
    AMBIGUOUS, COMPARING, CONTRASTS, FINE, GRAMMAR, IRREGULAR, NOUNS, NUMBERS, ONLY, OPEN,
    REFUSING, WEAK,
};
use crate::reading::{Cue, Mention, Reader, Token, TokenKind, WordOrder, tokens};

/// How far behind a "not" they may stand: "ne paiera pas seulement".
pub(super) const ONLY_WITHIN: usize = 3;

/// How many characters of a word are compared: endings differ.
pub(super) const STEM: usize = 5;

/// How many words on either side of a denied one tell whether the other side speaks of the same matter.
pub(super) const BESIDE: usize = 3;

/// Shorter words mostly belong to the grammar.
pub(super) const WORD_MIN: usize = 4;

/// How many short words may stand between "not" and what it denies: "has not yet been".
pub(super) const BETWEEN_MAX: usize = 2;

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
        let is_negation = |cue: &&Mention<Cue>| {
            cue.value == Cue::Negation && !restricts(reader, &side.tokens, text, cue)
        };
        let negations: Vec<&Mention<Cue>> = cues.iter().filter(is_negation).collect();
        for cue in negations {
            side.denies = true;
            let is_also = |value: Cue| {
                let mut others = cues.iter();
                others.any(|other| other.start == cue.start && other.value == value)
            };
            let end = side.tokens.iter().position(|token| token.start >= cue.end);
            let word = text.get(cue.start..cue.end).unwrap_or_default();
            if !is_also(Cue::Saying) && !is_weak(word) {
                let found = side.denied_after(end, reader.word_order());
                let is_noun = denies_noun(reader, word) || side.is_partitive(word, end);
                side.denied.extend(found.map(|(stem, range)| Denied {
                    stem,
                    range: range.start.min(cue.start)..range.end.max(cue.end),
                    is_noun,
                }));
                let is_only = side.is_only(end);
                let verb = side.verb_before(cue.start, reader.word_order());
                let verb = verb.filter(|_| !is_only);
                side.denied.extend(verb.map(|(stem, range)| Denied {
                    stem,
                    range: range.start..cue.end,
                    is_noun,
                }));
            }
        }
        side.refuse();
        side
    }

    /// Whether what follows a "not" makes it no denial: "not only".
    pub(super) fn is_only(&self, end: Option<usize>) -> bool {
        let following = end.map(|end| self.tokens.iter().skip(end).take(ONLY_WITHIN));
        let mut following = following.into_iter().flatten();
        following.any(|token| ONLY.contains(&token.text.as_str()))
    }

    /// Whether "pas" and what follows deny a noun: "n'a pas de vaccins".
    pub(super) fn is_partitive(&self, word: &str, end: Option<usize>) -> bool {
        let next = end.and_then(|end| self.tokens.get(end));
        let is_de = next.is_some_and(|token| matches!(token.text.as_str(), "de" | "d"));
        is_de && matches!(word.to_lowercase().as_str(), "pas" | "jamais" | "plus")
    }

    /// The verb that a German "nicht" denies though it stands before other words: "liefert nicht jedes Jahr".
    pub(super) fn verb_before(
        &self,
        start: usize,
        order: WordOrder,
    ) -> Option<(String, std::ops::Range<usize>)> {
        if order != WordOrder::VerbSecond {
            return None;
        }
        let before = self.tokens.iter().rev().filter(|token| token.end <= start);
        let mut before = before.take_while(|token| token.kind != TokenKind::Mark);
        let is_small = |token: &&Token| {
            let raw = self.text.get(token.start..token.end).unwrap_or_default();
            raw.starts_with(char::is_lowercase) && !is_grammar(&token.text)
        };
        let verb = before.find(is_small)?;
        Some((stem(verb)?, verb.start..verb.end))
    }

    /// Adds what somebody refuses or fails to do.
    pub(super) fn refuse(&mut self) {
        let words: Vec<&str> = self
            .tokens
            .iter()
            .map(|token| token.text.as_str())
            .collect();
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
        if self.is_only(Some(end)) {
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
        let shared = self.shared_with(other);
        let own = self.telling().len();
        shared > 1 && 2 * (shared - 1) >= own - 1
    }

    /// What it tells: stems and numbers, without the words that every sentence has.
    pub(super) fn telling(&self) -> BTreeSet<String> {
        let tokens = self.tokens.iter().filter(|token| !is_grammar(&token.text));
        let told = |token: &Token| match token.kind {
            TokenKind::Digits => Some(token.text.clone()),
            _ => stem(token),
        };
        tokens.filter_map(told).collect()
    }

    /// How much of what it tells another side tells too.
    pub(super) fn shared_with(&self, other: &Self) -> usize {
        let is_told = |figure: &&String| {
            let mut numbers = other
                .tokens
                .iter()
                .filter(|token| token.kind == TokenKind::Digits);
            numbers.any(|number| number.text == **figure) || other.says(figure).is_some()
        };
        self.telling().iter().filter(is_told).count()
    }

    /// The bytes of the clause around a place.
    pub(super) fn clause(&self, at: usize) -> std::ops::Range<usize> {
        self.part(at, false)
    }

    /// The same; with `is_fine` only up to a comma or an "and".
    pub(super) fn part(&self, at: usize, is_fine: bool) -> std::ops::Range<usize> {
        let ends = |token: &&Token| {
            is_fine && FINE.contains(&token.text.as_str()) && !is_in_number(&self.tokens, token)
                || CONTRASTS.contains(&token.text.as_str())
                || matches!(
                    token.text.as_str(),
                    ";" | ":" | "." | "!" | "?" | "“" | "”" | "\"" | "«" | "»" | "„" | "؛"
                ) && !is_in_number(&self.tokens, token)
        };
        let before = self.tokens.iter().rev().filter(|token| token.end <= at);
        let after = self.tokens.iter().filter(|token| token.start >= at);
        let start = before.clone().find(ends).map_or(0, |token| token.end);
        let end = after
            .clone()
            .find(ends)
            .map_or(self.text.len(), |token| token.start);
        start..end
    }

    /// Whether something is denied in the clause around a word, or that does not say that something is so.
    pub(super) fn is_open_around(&self, reader: Reader, token: &Token) -> bool {
        let clause = self.clause(token.start);
        let words = self.text.get(clause).unwrap_or_default();
        let mut all = tokens(words).into_iter();
        denying(reader, words).next().is_some()
            || all.any(|token| OPEN.contains(&token.text.as_str()))
    }

    /// Whether a word is a verb that denies, and nothing else in its clause does: "denied", and not "did not
    /// deny".
    pub(super) fn is_lone_denial(&self, reader: Reader, token: &Token) -> bool {
        let clause = self.clause(token.start);
        let words = self.text.get(clause.clone()).unwrap_or_default();
        let cues = reader.cues(self.text);
        let here = cues.iter().filter(|cue| cue.start == token.start);
        let values: Vec<Cue> = here.map(|cue| cue.value).collect();
        let is_verb = values.contains(&Cue::Denial)
            || values.contains(&Cue::Negation) && values.contains(&Cue::Saying);
        let inside = cues.iter().filter(|cue| clause.contains(&cue.start));
        let mut others = inside.filter(|cue| cue.start != token.start);
        is_verb
            && !others.any(|cue| matches!(cue.value, Cue::Negation | Cue::Denial))
            && !words.is_empty()
    }

    /// Whether another side has three quarters of this one's words.
    pub(super) fn is_nearly_repeated_by(&self, other: &Self) -> bool {
        let tokens = self.tokens.iter();
        let tokens = tokens.filter(|token| !NOUNS.contains(&token.text.as_str()));
        let stems: BTreeSet<String> = tokens.filter_map(stem).collect();
        let shared = stems
            .iter()
            .filter(|stem| other.says(stem).is_some())
            .count();
        4 * shared >= 3 * stems.len()
    }

    /// Whether it has what another side denies: the first word of some length, or the first number, behind
    /// its "not".
    pub(super) fn affirms(&self, other: &Self, after: usize) -> bool {
        let behind = other.tokens.iter().filter(|token| token.start >= after);
        let told = |token: &&Token| {
            let is_number = token
                .text
                .chars()
                .any(|character| character.is_ascii_digit());
            token.kind != TokenKind::Mark && (is_number || token.text.chars().count() >= SHORTEST)
        };
        let Some(denied) = behind.take(BETWEEN_MAX + 1).find(told) else {
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
        let outside = |token: &&Token| token.end <= range.start || range.end <= token.start;
        let mut tokens = self.tokens.iter().filter(outside);
        tokens.any(|token| stem(token).is_some_and(|own| is_same(&own, wanted)))
    }

    /// The stems of the nearest longer words on both sides of a place.
    pub(super) fn beside(&self, start: usize, end: usize) -> Vec<String> {
        // What stands beyond a "but" is another matter.
        let is_near = |token: &&Token| !CONTRASTS.contains(&token.text.as_str());
        let before = self.tokens.iter().rev().filter(|token| token.end <= start);
        let before = before.take_while(is_near);
        let after = self.tokens.iter().filter(|token| token.start >= end);
        let after = after.take_while(is_near);
        let before = before.filter_map(stem).take(BESIDE);
        before.chain(after.filter_map(stem).take(BESIDE)).collect()
    }
}

/// Whether a mark stands within a number: "45.000".
pub(super) fn is_in_number(tokens: &[Token], mark: &Token) -> bool {
    let is_digits = |token: &Token| token.kind == TokenKind::Digits;
    let mut before = tokens.iter().filter(|token| token.end == mark.start);
    let mut after = tokens.iter().filter(|token| token.start == mark.end);
    before.any(is_digits) && after.any(is_digits)
}

pub(super) fn is_grammar(word: &str) -> bool {
    GRAMMAR.contains(&word)
}

/// Whether the French "ne" goes with "que", so that it affirms: "ne compte (plus) que six membres"; so does the
/// Spanish "no … más que".
pub(super) fn restricts(reader: Reader, tokens: &[Token], text: &str, cue: &Mention<Cue>) -> bool {
    let word = text.get(cue.start..cue.end).unwrap_or_default();
    let word = dossier::words::fold(word);
    let (que, others): (&[&str], &[&str]) = match word.as_str() {
        "ne" | "n" if reader.gets_with_to() => (
            &["que", "qu"],
            &[
                "pas", "jamais", "aucun", "aucune", "rien", "personne", "guere", "ni", "point",
            ],
        ),
        "no" if !reader.has_no_for_nouns() => (&["que", "sino"], &["nunca", "nada", "nadie", "ni"]),
        _ => return false,
    };
    let behind = tokens.iter().filter(|token| token.start >= cue.end);
    let behind = behind.take_while(|token| {
        token.kind != TokenKind::Mark || matches!(token.text.as_str(), "'" | "-")
    });
    let behind: Vec<&str> = behind
        .take(RESTRICTED_WITHIN)
        .map(|token| token.text.as_str())
        .collect();
    let Some(at) = behind.iter().position(|word| que.contains(word)) else {
        return false;
    };
    let before = behind.get(..at).unwrap_or_default();
    let (last, next) = (before.last().copied(), behind.get(at + 1).copied());
    let is_more = matches!(last, Some("plus" | "mas"));
    let is_number = next.is_some_and(|word| {
        word.starts_with(|character: char| character.is_ascii_digit())
            || NUMBERS.contains(&word)
            || word == "'"
    });
    let is_sino = behind.get(at).is_some_and(|word| *word == "sino");
    let is_french = word != "no";
    !before.iter().any(|word| others.contains(word))
        && (is_more && is_number || !is_more && is_french || is_sino && is_number)
}

/// How far behind "ne" its "que" may stand.
pub(super) const RESTRICTED_WITHIN: usize = 8;

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

/// Words of fewer letters are articles and the like.
pub(super) const SHORTEST: usize = 3;

/// How far behind the word that denies they may stand: "no es más de".
pub(super) const COMPARED_WITHIN: usize = 2;

/// The words that deny; "not only" and "not more than" do not.
pub(super) fn denying(reader: Reader, text: &str) -> impl Iterator<Item = Mention<Cue>> {
    let tokens = tokens(text);
    let cues = reader.cues(text).into_iter();
    cues.filter(move |cue| {
        let word = text.get(cue.start..cue.end).unwrap_or_default();
        let behind = tokens.iter().filter(|token| token.start >= cue.end);
        let mut next = behind.clone().take(COMPARED_WITHIN);
        let is_compared = next.any(|token| COMPARING.contains(&token.text.as_str()));
        matches!(cue.value, Cue::Negation | Cue::Denial)
            && !AMBIGUOUS.contains(&word.to_lowercase().as_str())
            && !restricts(reader, &tokens, text, cue)
            && !is_compared
            && !behind
                .clone()
                .take(ONLY_WITHIN)
                .any(|token| ONLY.contains(&token.text.as_str()))
    })
}
