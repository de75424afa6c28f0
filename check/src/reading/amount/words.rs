//! The words of numbers at a place, with words such as `dreiundzwanzig` taken apart.

use super::lexicon::{Atom, Lexicon, Role};
use super::scan::{Found, Scan};
use crate::reading::token::{Token, TokenKind};

/// No word of a number has fewer characters and is made of several.
const COMPOUND_MIN: usize = 6;

/// No piece of a compound number is longer.
const PIECE_MAX: usize = 14;

/// The pieces of a number that a word or phrase stands for.
pub(super) fn atoms(scan: &Scan<'_>, at: usize) -> Option<Found<Vec<Atom>>> {
    if !scan.is_word(at) {
        return None;
    }
    let lexicon = scan.lexicon;
    if let Some(found) = scan.find(&lexicon.values, at) {
        return Some(Found {
            value: vec![*found.value],
            next: found.next,
            joined: found.joined,
        });
    }
    Some(Found {
        value: scan.compound(at)?.to_vec(),
        next: at + 1,
        joined: false,
    })
}

/// The pieces of a number that is written as one word.
pub(super) fn compound(lexicon: &Lexicon, token: &Token) -> Option<Vec<Atom>> {
    let word = &token.text;
    if token.kind != TokenKind::Word || word.len() < COMPOUND_MIN {
        return None;
    }
    let mut pieces = Vec::new();
    split(lexicon, word, &mut pieces).then_some(pieces)
}

/// Whether a word is an ordinal with an ending, in a language that writes numbers as one word.
pub(super) fn is_inflected(scan: &Scan<'_>, at: usize) -> bool {
    let compounds = scan.lexicon.grammar.compounds && scan.is_word(at);
    compounds && ordinal_word(scan.lexicon, scan.word(at)).is_some()
}

/// Takes a word apart into pieces of a number, the longest ones first; all of it or nothing.
fn split(lexicon: &Lexicon, word: &str, pieces: &mut Vec<Atom>) -> bool {
    if word.is_empty() {
        return pieces.len() > 1;
    }
    let ends = word.char_indices().map(|(at, one)| at + one.len_utf8());
    let mut ends: Vec<usize> = ends.take(PIECE_MAX).collect();
    ends.reverse();
    for end in ends {
        let Some((piece, rest)) = word.split_at_checked(end) else {
            continue;
        };
        let Some(atom) = piece_of(lexicon, piece, rest.is_empty()) else {
            continue;
        };
        pieces.push(atom);
        if split(lexicon, rest, pieces) {
            return true;
        }
        pieces.pop();
    }
    false
}

/// What a piece of a compound stands for; ordinals and parts only at its end.
fn piece_of(lexicon: &Lexicon, piece: &str, last: bool) -> Option<Atom> {
    if let Some((atom, _)) = lexicon.values.find(&[], 0, piece) {
        return Some(*atom);
    }
    let role = |role| {
        lexicon
            .role(role)
            .is_some_and(|words| words.find(&[], 0, piece).is_some())
    };
    if !last {
        return role(Role::And).then_some(Atom::And);
    }
    if piece == "einhalb" {
        return Some(Atom::Half);
    }
    if let Some((part, _)) = lexicon.parts.find(&[], 0, piece) {
        return Some(Atom::Part(*part));
    }
    ordinal_word(lexicon, piece).map(Atom::Ordinal)
}

/// The number of a word that is an ordinal, in any of its forms.
fn ordinal_word(lexicon: &Lexicon, word: &str) -> Option<rust_decimal::Decimal> {
    let ordinals = &lexicon.ordinals;
    let bare = lexicon
        .inflections
        .iter()
        .find_map(|ending| word.strip_suffix(ending.as_str()));
    let forms = [Some(word), bare];
    let mut forms = forms.into_iter().flatten();
    forms.find_map(|form| ordinals.find(&[], 0, form).map(|(value, _)| *value))
}

/// The ordinal that begins at a place, without number words before it.
pub(super) fn ordinal(scan: &Scan<'_>, at: usize) -> Option<Found<rust_decimal::Decimal>> {
    if let Some(found) = scan.find(&scan.lexicon.ordinals, at) {
        return Some(Found {
            value: *found.value,
            next: found.next,
            joined: found.joined,
        });
    }
    let value = ordinal_word(scan.lexicon, scan.word(at))?;
    Some(Found {
        value,
        next: at + 1,
        joined: false,
    })
}

/// How many parts a word names: `tercios`, `veintiunavos`.
pub(super) fn part(scan: &Scan<'_>, at: usize) -> Option<Found<rust_decimal::Decimal>> {
    if let Some(found) = scan.find(&scan.lexicon.parts, at) {
        return Some(Found {
            value: *found.value,
            next: found.next,
            joined: found.joined,
        });
    }
    let word = scan.word(at);
    let endings = scan.lexicon.part_endings.iter();
    let mut stems = endings.filter_map(|ending| word.strip_suffix(ending.as_str()));
    stems.find_map(|stem| {
        let forms = ["", "o", "e", "a"].map(|last| format!("{stem}{last}"));
        let values = &scan.lexicon.values;
        let found = forms.iter().find_map(|form| values.find(&[], 0, form));
        match found {
            Some((Atom::Value(value), _)) => Some(Found {
                value: *value,
                next: at + 1,
                joined: false,
            }),
            _ => None,
        }
    })
}
