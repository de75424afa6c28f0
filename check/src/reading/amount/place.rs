//! Which digits are not amounts: those of names, dates, times of day, versions and telephone numbers.

use rust_decimal::Decimal;

use super::cardinal::{Numeral, scale_at};
use super::figures;
use super::lexicon::Role;
use super::measures;
use super::scan::Scan;
use super::words;
use crate::reading::token::TokenKind;

/// Years of news; a number of four digits outside is an amount.
const YEARS: [u32; 2] = [1100, 2099];

/// The token behind digits at a place that are no amount; nothing where they may be one.
pub(super) fn no_amount(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !scan.is_digits(at) {
        return None;
    }
    chain(scan, at)
        .or_else(|| telephone(scan, at))
        .or_else(|| name(scan, at))
        .or_else(|| clock(scan, at))
        .or_else(|| date(scan, at))
        .or_else(|| labelled(scan, at))
}

/// Digits in three and more runs with marks between them: `1.0.2`, `2026-11-30`, `222-2222-2222`.
fn chain(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut next = at + 1;
    let mut marks: Vec<&str> = Vec::new();
    let mut lengths = vec![scan.word(at).len()];
    while scan.kind(next) == Some(TokenKind::Mark)
        && scan.is_attached(next)
        && scan.is_digits(next + 1)
        && scan.is_attached(next + 1)
    {
        marks.push(scan.word(next));
        lengths.push(scan.word(next + 1).len());
        next += 2;
    }
    let first = *marks.first()?;
    let same = marks.iter().all(|mark| *mark == first);
    let thousands = lengths.iter().skip(1).all(|length| *length == 3);
    let lakhs = lengths.last() == Some(&3);
    let slashes = marks
        .iter()
        .filter(|mark| matches!(**mark, "/" | "-" | "‐"))
        .count();
    let points = first == "." && same && marks.len() > 1 && !thousands;
    let pair = first == "-" && marks.len() == 1;
    let month = pair && lengths == [4, 2];
    let date = slashes > 1 && !marks.contains(&".") && !marks.contains(&",");
    let clock = first == ":";
    let comma_chain = first == "." && lakhs;
    let pair = first == "/" && marks.len() == 1;
    let unread = figures::figure(scan, at).is_none_or(|figure| pair && !figure.fraction);
    let no = points && !comma_chain || date || clock || month || unread;
    no.then_some(next)
}

/// Groups of digits behind a plus: `+44 20 7946 0958`.
fn telephone(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let plus = scan.is_attached(at) && at.checked_sub(1).is_some_and(|plus| scan.word(plus) == "+");
    let mut next = at + 1;
    while scan.is_digits(next) || scan.is_hyphen(next) && scan.is_digits(next + 1) {
        next += 1;
    }
    (plus && next > at + 1).then_some(next)
}

/// Digits that are written at letters: `F-16`, `A320`, `5G`, `1990s`.
fn name(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1);
    let attached = scan.is_attached(at);
    let letters = attached && before.is_some_and(|before| scan.is_word(before));
    let prefix = |before: usize| {
        scan.lexicon
            .prefixes
            .iter()
            .any(|prefix| prefix == scan.word(before))
    };
    let known = |before: usize| is_money(scan, before) || prefix(before);
    let letters = letters && !before.is_some_and(known);
    let hyphened = attached
        && before.is_some_and(|before| scan.is_dash(before) && scan.is_attached(before))
        && at.checked_sub(2).is_some_and(|word| is_name(scan, word));
    // `magnitude-6.9` is no name.
    let hyphened = hyphened && figures::figure(scan, at).is_some_and(|figure| figure.plain);
    let tail = scan.is_attached(at + 1) && scan.is_word(at + 1);
    // `737s` and `1990s` are no seconds.
    let several = scan.word(at + 1) == "s";
    let degrees = matches!(scan.raw(at + 1), "C" | "F");
    let known = tail && !several && (degrees || is_known_tail(scan, at + 1));
    let digits_behind = tail && scan.is_attached(at + 2) && scan.is_digits(at + 2);
    let power =
        digits_behind && matches!(scan.word(at + 2), "2" | "3") && !scan.is_attached(at + 3);
    if letters || hyphened || tail && !known || digits_behind && !power {
        return Some(scan.behind_name(at + 1));
    }
    None
}

/// Whether a word before digits is a currency: `USD50`, `Rs500`.
fn is_money(scan: &Scan<'_>, at: usize) -> bool {
    measures::money_before(scan, at).is_some_and(|money| money.next == at + 1)
}

/// Whether a word with a hyphen behind it makes a name of the digits that follow; a number and a
/// month do not.
fn is_name(scan: &Scan<'_>, at: usize) -> bool {
    let month = scan.role(Role::Month, at).is_some();
    let number = words::atoms(scan, at).is_some();
    // `5k-20k` is a range.
    let behind_digits = scan.is_attached(at)
        && at
            .checked_sub(1)
            .is_some_and(|digits| scan.is_digits(digits));
    scan.is_word(at) && !month && !number && !behind_digits && !is_money(scan, at)
}

/// Whether the letters behind digits are a scale, a unit, an ordinal's ending or a currency.
fn is_known_tail(scan: &Scan<'_>, at: usize) -> bool {
    scan.lexicon.letters.contains_key(scan.raw(at))
        || scale_at(scan, at).is_some()
        || measures::behind(scan, at).is_some()
        || scan.role(Role::OrdinalEnding, at).is_some()
        || scan.role(Role::ClockBehind, at).is_some()
}

/// Times of day: `6 pm`, `15 Uhr`, `a las 15`.
fn clock(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let hour: u32 = scan.word(at).parse().ok()?;
    let mut next = at + 1;
    if matches!(scan.word(next), "." | ":") && scan.is_attached(next) && scan.is_digits(next + 1) {
        next += 2;
    }
    let behind = scan.role(Role::ClockBehind, next).filter(|_| hour <= 24);
    if let Some(behind) = behind {
        return Some(if scan.is_digits(behind) && scan.is_attached(behind) {
            behind + 1
        } else {
            behind
        });
    }
    let before = (1..=2).any(|words| {
        let from = at.checked_sub(words);
        from.is_some_and(|from| scan.role(Role::ClockBefore, from) == Some(at))
    });
    let bare = !scan.is_word(next) || scan.role(Role::Stop, next).is_some();
    let alone = !(scan.is_digits(next + 1) && scan.is_attached(next + 1) && scan.is_attached(next));
    let hours = scan
        .find(&scan.lexicon.units, next)
        .is_some_and(|unit| unit.value.iter().any(|code| code == "h"));
    // "Stood at 6.1 %".
    let measured = !hours && measures::behind(scan, next).is_some();
    (before && hour <= 24 && (bare || hours) && alone && !measured).then_some(next)
}

/// Whether a month stands right before a place, perhaps with a stop behind it.
fn is_after_month(scan: &Scan<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| match scan.word(before) {
        "." => before.saturating_sub(1),
        _ => before,
    });
    before.is_some_and(|before| month(scan, before).is_some_and(|end| end == at || end + 1 == at))
}

/// Days of months: `15 March`, `March 15`, `15. März`, `15 de marzo`.
fn date(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let day: u32 = scan.word(at).parse().ok()?;
    let is_day = (1..=31).contains(&day);
    let mut next = at + 1;
    if let Some(behind) = scan
        .role(Role::OrdinalEnding, next)
        .filter(|_| scan.is_attached(next))
    {
        next = behind;
    }
    let bare = next;
    if scan.word(next) == "." && scan.is_attached(next) {
        next += 1;
    }
    if let Some(of) = scan.role(Role::Of, next) {
        next = of;
    }
    if is_day && let Some(month) = month(scan, next) {
        return Some(behind_year(scan, month));
    }
    let free = !scan.is_attached(at) && measures::behind(scan, bare).is_none();
    (is_day && is_after_month(scan, at) && free).then(|| behind_year(scan, bare))
}

/// The token behind the name of a month; `may` and `march` are verbs unless they have a capital.
fn month(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let next = scan.role(Role::Month, at)?;
    let verb = matches!(scan.raw(at), "may" | "march" | "mai" | "mars");
    let cased = scan.lexicon.decimal == Some('.') && verb;
    (!cased || at + 1 == scan.tokens.len()).then_some(next)
}

/// The token behind the year of a date.
fn behind_year(scan: &Scan<'_>, at: usize) -> usize {
    let mut next = at;
    if scan.word(next) == "," {
        next += 1;
    }
    if let Some(of) = scan.role(Role::Of, next) {
        next = of;
    }
    if is_year_like(scan, next) {
        next + 1
    } else {
        at
    }
}

/// Whether a token is four digits that may be a year.
fn is_year_like(scan: &Scan<'_>, at: usize) -> bool {
    let [first, last] = YEARS;
    let year = scan
        .word(at)
        .parse::<u32>()
        .is_ok_and(|year| (first..=last).contains(&year));
    year && scan.word(at).len() == 4
}

/// Numbers of pages, rooms and the like: `No. 5`, `Route 66`.
fn labelled(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let label = (1..=3).any(|words| {
        let from = at.checked_sub(words);
        from.is_some_and(|from| scan.role(Role::Label, from) == Some(at))
    });
    let point = scan.word(at.saturating_sub(1)) == "."
        && at
            .checked_sub(2)
            .is_some_and(|word| scan.role(Role::Label, word) == Some(at - 1));
    let measured = measures::behind(scan, at + 1).is_some();
    ((label || point) && !measured).then_some(at + 1)
}

/// What a number that may be a year comes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// Words that compare it.
    Compared,
    /// Words that it may count.
    Words,
    /// Neither.
    Nothing,
}

/// Whether a number is a year, which the reader of dates reads: four digits without a measure, behind
/// a word that leads to a year or before none that is counted.
pub(super) fn is_year(scan: &Scan<'_>, at: usize, numeral: &Numeral, counted: Counted) -> bool {
    let [first, last] = YEARS.map(Decimal::from);
    let four = numeral.plain && numeral.value >= first && numeral.value <= last;
    if !four || scan.word(at).len() != 4 {
        return false;
    }
    let led = at == 0
        || scan.is_role_before(Role::YearBefore, at)
        || scan.is_role_before(Role::Month, at)
        || !scan.is_word(at - 1);
    match counted {
        Counted::Compared => scan.is_role_before(Role::YearBefore, at),
        Counted::Words => led,
        Counted::Nothing => led || numeral.value >= Decimal::from(1900),
    }
}
