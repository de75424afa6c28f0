//! The words of numbers at a place.

use super::compound::ordinal_word;
use super::lexicon::Atom;
use super::scan::{Found, Scan};

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

/// Whether a word is an ordinal with an ending, in a language that writes numbers as one word.
pub(super) fn is_inflected(scan: &Scan<'_>, at: usize) -> bool {
    let compounds = scan.lexicon.grammar.compounds && scan.is_word(at);
    compounds && ordinal_word(scan.lexicon, scan.word(at)).is_some()
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
