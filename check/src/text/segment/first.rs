//! The profile `dossier-segment/1`: UAX #29 with a few documented joins, alike for all languages.
//!
//! It is kept as it was, because places and digests of articles that were scanned with it depend on
//! its every cut. What it does wrong is mended in [`second`](super::second).
//!
//! UAX #29 breaks after every full stop that is followed by a space and a capital. That is wrong
//! after an abbreviation or an initial, and inside a quotation whose mark stands alone. The profile
//! therefore starts from its breaks and takes some away; it never adds one.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

/// Abbreviations after which a sentence goes on, without their last full stop, in lower case.
const ABBREVIATIONS: [&str; 46] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "gen", "col", "lt", "sgt", "capt", "adm",
    "sen", "rep", "gov", "hon", "rev", "vs", "no", "vol", "fig", "eq", "al", "cf", "e.g", "i.e",
    "approx", "est", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "m", "mm", "mme", "mlle",
    "art", "p", "pp", "ch", "av",
];

/// The sentences of a normalised block, as half-open ranges in bytes, without surrounding spaces.
pub(super) fn sentences(block: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, piece) in block.split_sentence_bound_indices() {
        let piece_start = start + (piece.len() - piece.trim_start().len());
        let piece_end = start + piece.trim_end().len();
        if piece_start >= piece_end {
            continue;
        }
        let piece = piece.trim();
        match found.last_mut() {
            Some(last) if splits(block, piece_start) || continues(block, last, piece) => {
                last.end = piece_end;
            }
            _ => found.push(piece_start..piece_end),
        }
    }
    found
}

/// Whether a place is inside of what people see as one character: a mark may sit on a space.
pub(super) fn splits(block: &str, offset: usize) -> bool {
    !GraphemeCursor::new(offset, block.len(), true)
        .is_boundary(block, 0)
        .unwrap_or(false)
}

fn continues(block: &str, last: &Range<usize>, piece: &str) -> bool {
    block
        .get(last.clone())
        .is_some_and(|before| joins(before, piece))
}

/// Whether two pieces that UAX #29 parts are one sentence.
fn joins(before: &str, after: &str) -> bool {
    let Some(first) = after.chars().next() else {
        return true;
    };
    // A piece without a letter or digit is the end of the sentence before it: a lone quotation mark
    // or full stop, a dash.
    if !after.chars().any(char::is_alphanumeric) {
        return true;
    }
    // A sentence does not start with what closes or continues one, nor in lower case.
    if first.is_lowercase() || matches!(first, ',' | ';' | ':' | ')' | ']' | '»' | '”' | '’') {
        return true;
    }
    ends_in_abbreviation(before)
}

/// Whether a block ends as a sentence does, perhaps with a closing mark after its full stop.
pub(super) fn ends_sentence(block: &str) -> bool {
    let closing = ['"', '”', '’', '\'', '»', ')', ']', ' ', '」', '』'];
    block
        .trim_end_matches(closing)
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', ':', '۔'])
}

fn ends_in_abbreviation(text: &str) -> bool {
    let Some(text) = text.strip_suffix('.') else {
        return false;
    };
    let word = text
        .rsplit([' ', '(', '“', '«', '"', '\u{2019}'])
        .next()
        .unwrap_or(text);
    let mut letters = word.chars();
    // An initial, as in `J. Smith`, and initials in a row, as in `U.S. Army`.
    let initial = match (letters.next(), letters.next()) {
        (Some(letter), None) => letter.is_uppercase() && letter.is_alphabetic(),
        (Some(letter), Some('.')) => letter.is_uppercase(),
        _ => false,
    };
    initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}
