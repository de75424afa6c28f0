//! Numbers that are written as one word, such as `dreiundzwanzig`, taken apart.

use super::lexicon::{Atom, Lexicon, Role};
use crate::reading::token::{Token, TokenKind};

/// No word of a number has fewer characters and is made of several.
const COMPOUND_MIN: usize = 6;

/// No piece of a compound number is longer.
const PIECE_MAX: usize = 14;

/// The pieces of a number that is written as one word.
pub(super) fn compound(lexicon: &Lexicon, token: &Token) -> Option<Vec<Atom>> {
    let word = &token.text;
    if token.kind != TokenKind::Word || word.len() < COMPOUND_MIN {
        return None;
    }
    let mut pieces = Vec::new();
    split(lexicon, word, &mut pieces).then_some(pieces)
}

/// Takes a word apart into pieces of a number, the longest ones first; all of it or nothing.
fn split(lexicon: &Lexicon, word: &str, pieces: &mut Vec<Atom>) -> bool {
    if word.is_empty() {
        return pieces.len() > 1;
    }
    let ends = word
        .char_indices()
        .map(|(at, character)| at + character.len_utf8());
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
pub(super) fn ordinal_word(lexicon: &Lexicon, word: &str) -> Option<rust_decimal::Decimal> {
    let ordinals = &lexicon.ordinals;
    let bare = lexicon
        .inflections
        .iter()
        .find_map(|ending| word.strip_suffix(ending.as_str()));
    let forms = [Some(word), bare];
    let mut forms = forms.into_iter().flatten();
    forms.find_map(|form| ordinals.find(&[], 0, form).map(|(value, _)| *value))
}
