//! Which way does a figure move?
//!
//! A sentence may tell of two figures: "output was flat, whereas sales slipped 0.4 per cent". So the words of
//! the clause in which the figure stands count, and those of another clause only where nothing parts the two.

use std::ops::Range;

use super::wanted::Wanted;
use crate::reading::{Amount, Cue, Mention, Reader, Token, TokenKind, tokens};

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

/// Words that part two clauses which may tell of two figures, folded.
const PARTING: [&str; 46] = [
    "whereas",
    "while",
    "but",
    "although",
    "though",
    "because",
    "since",
    "after",
    "having",
    "despite",
    "even",
    "wahrend",
    "wohingegen",
    "aber",
    "dagegen",
    "hingegen",
    "jedoch",
    "obwohl",
    "weil",
    "da",
    "nachdem",
    "sondern",
    "trotz",
    "doch",
    "mais",
    "tandis",
    "alors",
    "car",
    "parce",
    "puisque",
    "apres",
    "malgre",
    "quoique",
    "pero",
    "mientras",
    "aunque",
    "porque",
    "sino",
    "tras",
    "pues",
    "لكن",
    "بينما",
    "رغم",
    "لان",
    "فيما",
    "whilst",
];

/// Words that join two clauses, or two figures, folded.
const JOINING: [&str; 6] = ["and", "und", "et", "y", "e", "sowie"];

/// Words right behind an amount that say which way it differs, folded.
const BEHIND: [(&str, Cue); 44] = [
    ("more", Cue::Up),
    ("higher", Cue::Up),
    ("dearer", Cue::Up),
    ("costlier", Cue::Up),
    ("longer", Cue::Up),
    ("faster", Cue::Up),
    ("larger", Cue::Up),
    ("bigger", Cue::Up),
    ("heavier", Cue::Up),
    ("above", Cue::Up),
    ("up", Cue::Up),
    ("less", Cue::Down),
    ("fewer", Cue::Down),
    ("lower", Cue::Down),
    ("cheaper", Cue::Down),
    ("shorter", Cue::Down),
    ("slower", Cue::Down),
    ("smaller", Cue::Down),
    ("lighter", Cue::Down),
    ("below", Cue::Down),
    ("down", Cue::Down),
    ("mehr", Cue::Up),
    ("hoher", Cue::Up),
    ("teurer", Cue::Up),
    ("langer", Cue::Up),
    ("schneller", Cue::Up),
    ("grosser", Cue::Up),
    ("schwerer", Cue::Up),
    ("weniger", Cue::Down),
    ("niedriger", Cue::Down),
    ("billiger", Cue::Down),
    ("gunstiger", Cue::Down),
    ("kurzer", Cue::Down),
    ("langsamer", Cue::Down),
    ("kleiner", Cue::Down),
    ("de plus", Cue::Up),
    ("plus cher", Cue::Up),
    ("plus long", Cue::Up),
    ("de moins", Cue::Down),
    ("moins cher", Cue::Down),
    ("mas", Cue::Up),
    ("menos", Cue::Down),
    ("اكثر", Cue::Up),
    ("اقل", Cue::Down),
];

/// A text in which the way of a figure is looked for.
struct Telling<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    amounts: &'t [Mention<Amount>],
    cues: Vec<&'t Mention<Cue>>,
    wanted: Cue,
}

/// Which way an amount moves by a text. Nothing where the text has no such amount.
pub(crate) fn way(
    (reader, text): (Reader, &str),
    amounts: &[Mention<Amount>],
    cues: &[Mention<Cue>],
    (wanted, amount, is_change): (Cue, &Wanted<'_>, bool),
) -> Option<Way> {
    let of_figure = amounts.iter().filter(|one| amount.is_said_by(&one.value));
    let places: Vec<&Mention<Amount>> = of_figure.collect();
    if places.is_empty() || !reader.is_complete() {
        return None;
    }
    let is_way = |cue: &&Mention<Cue>| matches!(cue.value, Cue::Up | Cue::Down | Cue::Steady);
    let telling = Telling {
        text,
        tokens: tokens(text),
        amounts,
        cues: cues.iter().filter(is_way).collect(),
        wanted,
    };
    // Of several places the one that bears the fact out.
    let mut ways = places.into_iter().map(|one| telling.of(one, is_change));
    let first = ways.next()?;
    Some(ways.fold(first, |one, other| match (&one, &other) {
        (Way::Same, _) => one,
        (_, Way::Same) | (Way::Other(_), Way::Unknown) => other,
        _ => one,
    }))
}

impl Telling<'_> {
    fn of(&self, amount: &Mention<Amount>, is_change: bool) -> Way {
        if is_change && let Some((cue, words)) = self.behind(amount) {
            return self.told([(cue, words)].into_iter());
        }
        let at = self
            .tokens
            .iter()
            .position(|token| token.start >= amount.start)
            .unwrap_or(0);
        let parts = self.clause(at, true);
        let clause = self.clause(at, false);
        for range in [&parts, &clause] {
            let inside = self.cues_in(range);
            if !inside.is_empty() {
                return self.told(inside.into_iter());
            }
        }
        self.beside(&clause)
    }

    /// What the words of several cues come to.
    fn told<'w>(&self, cues: impl Iterator<Item = (Cue, &'w str)>) -> Way {
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

    /// The word right behind an amount that says which way it differs.
    fn behind(&self, amount: &Mention<Amount>) -> Option<(Cue, &str)> {
        let mut behind = self.tokens.iter().filter(|token| token.start >= amount.end);
        let (first, second) = (behind.next()?, behind.next());
        let pair = second.map(|second| format!("{} {}", first.text, second.text));
        let is = |phrase: &str| first.text == phrase || pair.as_deref() == Some(phrase);
        let (phrase, cue) = BEHIND.iter().find(|(phrase, _)| is(phrase))?;
        let last = second.filter(|_| phrase.contains(' ')).unwrap_or(first);
        Some((*cue, self.text.get(first.start..last.end)?))
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
        JOINING.contains(&self.word(at))
    }

    /// Whether a token ends a clause: a word that parts two, or a mark that is in no number and no word.
    fn parts(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return true;
        };
        if token.kind != TokenKind::Mark {
            return PARTING.contains(&token.text.as_str());
        }
        let mut amounts = self.amounts.iter();
        let is_inside = amounts.any(|one| one.start <= token.start && token.start < one.end);
        let is_mark = matches!(
            token.text.as_str(),
            "," | ";" | ":" | "." | "!" | "?" | "(" | ")" | "–" | "—" | "،" | "؛" | "“" | "”"
        );
        is_mark && !is_inside && !self.is_in_number(at)
    }

    fn is_in_number(&self, at: usize) -> bool {
        let is_digits = |one: &Token| one.kind == TokenKind::Digits;
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let after = self.tokens.get(at + 1);
        before.is_some_and(is_digits) && after.is_some_and(|one| is_digits(one) && !one.spaced)
    }

    fn cues_in(&self, range: &Range<usize>) -> Vec<(Cue, &str)> {
        let start = self.tokens.get(range.start).map_or(0, |one| one.start);
        let last = range.end.checked_sub(1).and_then(|at| self.tokens.get(at));
        let end = last.map_or(0, |one| one.end);
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
            let is_other = (range.start..range.end).any(|at| self.parts(at))
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
        self.told(told.into_iter())
    }

    fn is_parting(&self, at: usize) -> bool {
        PARTING.contains(&self.word(at))
    }

    fn ends_sentence(&self, at: usize) -> bool {
        matches!(self.word(at), "." | "!" | "?" | ";" | ":" | "؛")
    }

    fn has_amount(&self, range: &Range<usize>) -> bool {
        let start = self.tokens.get(range.start).map_or(0, |one| one.start);
        let last = range.end.checked_sub(1).and_then(|at| self.tokens.get(at));
        let end = last.map_or(0, |one| one.end);
        let mut amounts = self.amounts.iter();
        amounts.any(|one| {
            start <= one.start
                && one.end <= end
                && !matches!(
                    one.value.form,
                    crate::reading::Form::Article | crate::reading::Form::Ordinal
                )
        })
    }
}
