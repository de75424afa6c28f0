//! A text as the grammar sees it: its tokens, and what each of them may say.

use std::cell::RefCell;

use super::super::{Token, TokenKind};
use super::length::Lasting;
use super::point::{Base, Point};
use super::table::Table;
use super::word::{Key, Word};

/// A text with the meanings of its words.
pub(super) struct View<'a> {
    pub(super) table: &'static Table,
    text: &'a str,
    pub(super) tokens: &'a [Token],
    words: Vec<Vec<(Word, usize)>>,
    /// For each token, the marks of the keys that stand there.
    keys: Vec<u128>,
    pub(super) bases: Memo<Base>,
    pub(super) lengths: Memo<Lasting>,
    pub(super) points: Memo<Point>,
}

/// How many tokens a time may begin with before one that bears it: "at the beginning of the year".
const REACH: usize = 7;

/// What was read, and the place behind it.
pub(super) type Read<T> = Option<(T, usize)>;

/// What was read at each place: a grammar asks for the same many times.
pub(super) struct Memo<T> {
    places: RefCell<Vec<Option<Read<T>>>>,
}

impl<T: Clone> Memo<T> {
    fn new(length: usize) -> Self {
        Self {
            places: RefCell::new(vec![None; length]),
        }
    }

    /// What was read here before, or what is read now.
    pub(super) fn once(&self, at: usize, read: impl Fn() -> Read<T>) -> Read<T> {
        let known = self.places.borrow().get(at).cloned().flatten();
        known.unwrap_or_else(|| {
            let found = read();
            if let Some(place) = self.places.borrow_mut().get_mut(at) {
                *place = Some(found.clone());
            }
            found
        })
    }
}

impl<'a> View<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token], table: &'static Table) -> Self {
        let texts = |at: usize| tokens.iter().skip(at).map(|token| token.text.as_str());
        let words = tokens
            .iter()
            .enumerate()
            .map(|(at, token)| match token.kind {
                // "1. Advent"; no other phrase begins with a number.
                TokenKind::Digits if token.text.len() > 1 => Vec::new(),
                TokenKind::Digits | TokenKind::Word | TokenKind::Mark => {
                    table.look(&token.text, &texts(at + 1))
                }
            });
        let mut words: Vec<Vec<(Word, usize)>> = words.collect();
        for at in 0..words.len() {
            let none = words.get(at).into_iter().flatten();
            let none = none
                .filter(|(word, _)| *word == Word::Nothing)
                .map(|(_, length)| *length);
            let none = none.max().unwrap_or(0);
            words.iter_mut().skip(at).take(none).for_each(Vec::clear);
        }
        let keys = words.iter().map(|words| {
            let keys = words.iter().filter_map(|(word, _)| match word {
                Word::Key(key) => Some(key.mark()),
                _ => None,
            });
            keys.fold(0, |all, mark| all | mark)
        });
        Self {
            table,
            text,
            tokens,
            keys: keys.collect(),
            words,
            bases: Memo::new(tokens.len()),
            lengths: Memo::new(tokens.len()),
            points: Memo::new(tokens.len()),
        }
    }

    pub(super) fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    pub(super) fn before(&self, at: usize) -> Option<&'a Token> {
        at.checked_sub(1).and_then(|at| self.tokens.get(at))
    }

    /// Whether a time may begin here: a word that is known stands here, and one of substance soon.
    pub(super) fn begins(&self, at: usize) -> bool {
        let words = |at: usize| self.words.get(at).into_iter().flatten();
        if self.is_digits(at) || self.is_roman(at) {
            return true;
        }
        if !words(at).any(|(word, _)| word.may_begin()) {
            return false;
        }
        // A time has no word that is not known.
        for at in at..at + REACH {
            if words(at).any(|(word, _)| word.is_bearing())
                || self.is_digits(at)
                || self.is_roman(at)
            {
                return true;
            }
            if self.is_word(at) && !self.is_known(at) && !self.is_inside(at) {
                return false;
            }
        }
        false
    }

    /// Whether a token belongs to a phrase that starts before it.
    fn is_inside(&self, at: usize) -> bool {
        let starts = at.saturating_sub(REACH)..at;
        starts.into_iter().any(|start| {
            let words = self.words.get(start).into_iter().flatten();
            words.into_iter().any(|(_, length)| start + length > at)
        })
    }

    /// Whether something that a grammar knows stands here.
    pub(super) fn is_known(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|words| !words.is_empty())
    }

    /// Whether a word that no date knows stands here: then what stands before counts it.
    pub(super) fn is_followed(&self, at: usize) -> bool {
        // German nouns have a capital.
        let small = || self.table.dotted() && !self.is_capital(at);
        self.is_word(at) && !self.is_known(at) && !small()
    }

    /// Whether a token starts with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let first = |token: &Token| self.text.get(token.start..)?.chars().next();
        self.token(at)
            .and_then(first)
            .is_some_and(char::is_uppercase)
    }

    pub(super) fn is_digits(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|token| token.kind == TokenKind::Digits)
    }

    /// Whether what may be a Roman number stands before a word that is known: "XIXe siècle".
    pub(super) fn is_roman(&self, at: usize) -> bool {
        let roman = |token: &Token| token.text.starts_with(['i', 'v', 'x']);
        self.is_known(at + 1) && self.token(at).is_some_and(roman)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// The longest phrase here that means what is wanted.
    pub(super) fn find<T>(&self, at: usize, wanted: impl Fn(Word) -> Option<T>) -> Read<T> {
        let words = self.words.get(at)?.iter();
        let fitting = words.filter_map(|(word, length)| Some((wanted(*word)?, at + length)));
        fitting.max_by_key(|(_, next)| *next)
    }

    /// The place behind one of some words; nothing where none of them stands here.
    pub(super) fn key(&self, at: usize, keys: &[Key]) -> Option<usize> {
        // Most keys stand at no place that is asked for, and their marks say so at once.
        let wanted = keys.iter().fold(0, |all, key| all | key.mark());
        if self.keys.get(at)? & wanted == 0 {
            return None;
        }
        let found = self.find(at, |word| match word {
            Word::Key(key) if keys.contains(&key) => Some(()),
            _ => None,
        });
        found.map(|((), next)| next)
    }

    /// The place behind one of some words, or this place.
    pub(super) fn skip(&self, at: usize, keys: &[Key]) -> usize {
        self.key(at, keys).unwrap_or(at)
    }

    /// The place behind an "and"; where it is joined to the next word, as in Arabic, that word's place.
    pub(super) fn and(&self, at: usize) -> Option<usize> {
        let joined = || {
            let token = self.token(at).filter(|_| self.table.joins())?;
            let known = token.text.starts_with('و') && self.is_known(at);
            known.then_some(at)
        };
        self.key(at, &[Key::And]).or_else(joined)
    }

    /// Whether one of some words ends before this place.
    pub(super) fn ends_before(&self, at: usize, keys: &[Key]) -> bool {
        let starts = at.saturating_sub(4)..at;
        starts
            .into_iter()
            .any(|start| self.key(start, keys) == Some(at))
    }

    /// The place of the article that ends before this place, or this place.
    pub(super) fn back(&self, at: usize) -> usize {
        let start = (1..=3).filter_map(|back| at.checked_sub(back));
        let mut article = start.filter(|start| self.key(*start, &[Key::The]) == Some(at));
        article.next().unwrap_or(at)
    }

    /// The place behind one of some marks.
    pub(super) fn mark(&self, at: usize, marks: &[&str]) -> Option<usize> {
        let token = self
            .token(at)
            .filter(|token| token.kind == TokenKind::Mark)?;
        marks.contains(&token.text.as_str()).then_some(at + 1)
    }

    /// The place behind one of some marks that is joined to what stands before it.
    pub(super) fn joined(&self, at: usize, marks: &[&str]) -> Option<usize> {
        let spaced = self.token(at).is_none_or(|token| token.spaced);
        if spaced { None } else { self.mark(at, marks) }
    }

    /// Whether the token is joined to the one before it.
    pub(super) fn is_tight(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| !token.spaced)
    }

    /// A number of at most four digits, and how many digits it has.
    pub(super) fn digits(&self, at: usize) -> Read<(i64, usize)> {
        let token = self
            .token(at)
            .filter(|token| token.kind == TokenKind::Digits)?;
        let plain = token.text.len() <= 4 && token.text.bytes().all(|byte| byte.is_ascii_digit());
        let value = plain.then(|| token.text.parse().ok())??;
        Some(((value, token.text.len()), at + 1))
    }
}

/// The dashes that stand between the ends of a range.
pub(super) const DASHES: [&str; 6] = ["-", "–", "—", "‑", "‐", "~"];
