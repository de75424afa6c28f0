//! German writes numbers, and some lengths of time, as one word.

use super::calendar::Span;
use super::word::{Measure, Word};

const UNITS: [&str; 9] = [
    "ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun",
];

const TENS: [&str; 8] = [
    "zwanzig", "dreissig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig",
];

const TEENS: [&str; 10] = [
    "zehn", "elf", "zwolf", "dreizehn", "vierzehn", "funfzehn", "sechzehn", "siebzehn", "achtzehn",
    "neunzehn",
];

/// The numbers from 21 to 99 that are put together, and those of them that a month has, as ordinals.
pub(super) fn numbers() -> Vec<(String, Word)> {
    let mut all = Vec::new();
    for (ten, tens) in (2..).zip(TENS) {
        for (one, units) in (1..).zip(UNITS) {
            let value = 10 * ten + one;
            let word = format!("{units}und{tens}");
            if value <= 31 {
                for ending in ["te", "ten", "ter", "tes"] {
                    all.push((format!("{word}s{ending}"), Word::Ordinal(value)));
                }
            }
            all.push((word, Word::Cardinal(value)));
        }
    }
    all
}

/// A number from a hundred on, or an adjective such as `dreijährig`.
pub(super) fn compound(word: &str) -> Option<Word> {
    const LENGTHS: [(&str, Measure); 5] = [
        ("jahrig", Measure::Span(Span::Year)),
        ("monatig", Measure::Span(Span::Month)),
        ("wochig", Measure::Span(Span::Week)),
        ("tagig", Measure::Span(Span::Day)),
        ("stundig", Measure::Hour),
    ];
    if word.contains("hundert") || word.contains("tausend") {
        return number(word).map(Word::Cardinal);
    }
    if let Some(whole) = word.strip_suffix("einhalb") {
        let whole = if whole.is_empty() { 0 } else { number(whole)? };
        return Some(Word::Halves(2 * whole + 1));
    }
    // A cheap look before the list, because it is made of every word that is not known.
    if !word.contains("ig") {
        return None;
    }
    LENGTHS.iter().find_map(|(suffix, measure)| {
        let (count, _) = word.split_once(suffix)?;
        Some(Word::Length(*measure, number(count)?))
    })
}

fn number(word: &str) -> Option<i64> {
    if let Some((thousands, rest)) = word.split_once("tausend") {
        let thousands = if thousands.is_empty() {
            1
        } else {
            number(thousands)?
        };
        return Some(thousands * 1_000 + part(rest)?);
    }
    if let Some((hundreds, rest)) = word.split_once("hundert") {
        let hundreds = if hundreds.is_empty() {
            1
        } else {
            small(hundreds)?
        };
        return Some(hundreds * 100 + part(rest)?);
    }
    small(word)
}

/// What stands behind hundreds or thousands; nothing there is zero.
fn part(word: &str) -> Option<i64> {
    let word = word.strip_prefix("und").unwrap_or(word);
    if word.is_empty() {
        Some(0)
    } else {
        number(word)
    }
}

fn small(word: &str) -> Option<i64> {
    let listed = |words: &[&str]| {
        let at = words.iter().position(|token| *token == word)?;
        i64::try_from(at).ok()
    };
    if word == "eins" {
        return Some(1);
    }
    let plain = listed(&UNITS)
        .map(|at| at + 1)
        .or_else(|| listed(&TEENS).map(|at| at + 10))
        .or_else(|| listed(&TENS).map(|at| 10 * at + 20));
    plain.or_else(|| {
        let (units, tens) = word.split_once("und")?;
        let (units, tens) = (small(units)?, small(tens)?);
        (units < 10 && tens >= 20 && tens % 10 == 0).then_some(units + tens)
    })
}
