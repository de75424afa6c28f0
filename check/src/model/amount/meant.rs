//! What may an amount that was not read have meant?
//!
//! Nothing here decides what is stored. A text is taken apart leniently, and each possible reading is
//! written as the strict reader requires.

use dossier::duration::Duration;
use iso_currency::Currency;

use super::exact::{self, in_order};
use super::table::{ATTACHED, COMPARATORS, OF, PER, PERIODS, TO, scales};
use crate::model::number::{self, Reading};
use crate::model::{currency, unit};

/// More readings than that help nobody.
const MEANT_MAX: usize = 4;

/// Something that an amount may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// As written in authoring files.
    pub write: String,
    /// Under which condition; empty if it can hardly mean anything else.
    pub when: String,
}

/// What stands behind the digits: a power of ten, and a unit.
struct Ending {
    exponent: i32,
    unit: String,
    when: String,
}

/// The amounts that a text may mean.
pub(super) fn amounts(text: &str) -> Vec<Meant> {
    let plain = number::plain(text);
    let quotes = ['"', '“', '”', '„', '«', '»', '‘', '`', ' '];
    let (mark, rest) = comparator(plain.trim_matches(quotes));
    let (codes, rest) = money(rest);
    let (mark, rest) = if mark.is_empty() {
        comparator(rest)
    } else {
        (mark, rest)
    };
    let Some((figures, rest)) = figures(rest) else {
        return Vec::new();
    };
    let endings = endings(rest, !codes.is_empty());
    let mut meant = Vec::new();
    for figure in &figures {
        for ending in &endings {
            let number = scaled(&figure.number, ending.exponent);
            for (money, currency) in named(&codes) {
                let write = match (money, ending.unit.as_str()) {
                    ("", "") => format!("{mark}{number}"),
                    ("", unit) => format!("{mark}{number} {unit}"),
                    (money, _) => format!("{mark}{money} {number}"),
                };
                let when = [figure.when, &ending.when, &currency];
                let when: Vec<&str> = when.into_iter().filter(|when| !when.is_empty()).collect();
                let when = when.join(" and ");
                meant.push(Meant { write, when });
            }
        }
    }
    meant.retain(|meant| exact::quantity(&meant.write).is_some());
    meant.truncate(MEANT_MAX);
    settled(meant)
}

/// What may be meant, without a condition where there is no choice.
fn settled(mut meant: Vec<Meant>) -> Vec<Meant> {
    if let [only] = meant.as_mut_slice() {
        only.when.clear();
    }
    meant
}

/// The numbers that a text may mean, where only a number may stand.
pub(super) fn numbers(text: &str) -> Vec<Meant> {
    let mut meant = amounts(text);
    meant.retain(|meant| number::decimal(&meant.write).is_some());
    settled(meant)
}

/// The rates that a text may mean.
pub(super) fn rates(text: &str) -> Vec<Meant> {
    for per in PER {
        let Some((amount, period)) = text.rsplit_once(per) else {
            continue;
        };
        let Some(period) = iso_period(period.trim()) else {
            continue;
        };
        let amount = amount.trim();
        let amounts = if exact::quantity(amount).is_some() {
            let (write, when) = (amount.to_owned(), String::new());
            vec![Meant { write, when }]
        } else {
            amounts(amount)
        };
        let with_period = |meant: Meant| Meant {
            write: format!("{} / {period}", meant.write),
            ..meant
        };
        return amounts.into_iter().map(with_period).collect();
    }
    Vec::new()
}

fn iso_period(text: &str) -> Option<&str> {
    if Duration::parse(text).is_some() {
        return Some(text);
    }
    let lower = text.to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    let of = |(_, names): &&(&str, &[&str])| {
        names.contains(&lower.as_str()) || names.contains(&singular)
    };
    PERIODS.iter().find(of).map(|(period, _)| *period)
}

fn comparator(text: &str) -> (&'static str, &str) {
    let text = text.trim();
    let lower = text.to_lowercase();
    // Only where the lower case has the same bytes can the text be cut at the same place.
    let same = lower.len() == text.len();
    let found = COMPARATORS
        .iter()
        .find(|(mark, _)| same && lower.starts_with(mark));
    let rest = found.and_then(|(mark, _)| text.get(mark.len()..));
    match (found, rest) {
        (Some((_, mark)), Some(rest)) => (mark, rest.trim()),
        _ => ("", text),
    }
}

fn money(text: &str) -> (Vec<&'static str>, &str) {
    currency::at_start(text)
        .or_else(|| currency::at_end(text))
        .unwrap_or((Vec::new(), text))
}

/// The codes with what makes it each of them; one empty code where there is no money.
fn named(codes: &[&'static str]) -> Vec<(&'static str, String)> {
    let name = |code: &str| {
        let currency = Currency::from_code(code);
        currency.map_or_else(String::new, |currency| currency.name().to_owned())
    };
    match codes {
        [] => vec![("", String::new())],
        [code] => vec![(code, String::new())],
        codes => {
            let when = |code| format!("{} is meant", name(code));
            codes.iter().map(|code| (*code, when(code))).collect()
        }
    }
}

/// The number or range that a text starts with, in each reading, and what stands behind it.
fn figures(text: &str) -> Option<(Vec<Reading>, &str)> {
    let (first, rest) = digits(text.trim_start())?;
    let after = rest.trim_start();
    let second = TO.iter().find_map(|to| {
        let tail = after.strip_prefix(to)?;
        digits(tail.trim_start())
    });
    let Some((second, rest)) = second else {
        return Some((readings(first), rest));
    };
    Some((ranges(&readings(first), &readings(second)), rest))
}

/// The ranges from one reading to another that is read in the same way, and not below it.
fn ranges(lower: &[Reading], upper: &[Reading]) -> Vec<Reading> {
    let mut ranges = Vec::new();
    for least in lower {
        let alike = |most: &&Reading| {
            least.when.is_empty() || most.when.is_empty() || least.when == most.when
        };
        for most in upper.iter().filter(alike) {
            if in_order(&least.number, &most.number) {
                let when = if least.when.is_empty() {
                    most.when
                } else {
                    least.when
                };
                let number = format!("{}..{}", least.number, most.number);
                ranges.push(Reading { number, when });
            }
        }
    }
    ranges
}

/// The readings of one number, with its exponent if it has one.
fn readings(text: &str) -> Vec<Reading> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent = exponent.parse().unwrap_or_default();
    let mut found = number::readings(mantissa);
    // Two groups with a gap may have lost the dash between them.
    if let (Some((lower, upper)), [reading]) = (mantissa.split_once(' '), found.as_mut_slice())
        && in_order(lower, upper)
    {
        reading.when = "it is one number";
        let number = format!("{lower}..{upper}");
        let when = "it is a range";
        found.push(Reading { number, when });
    }
    for reading in &mut found {
        reading.number = scaled(&reading.number, exponent);
    }
    found
}

/// A number, or both ends of a range, times a power of ten.
fn scaled(number: &str, exponent: i32) -> String {
    if exponent == 0 {
        return number.to_owned();
    }
    let one = |number: &str| {
        let (mantissa, own) = number.split_once('e').unwrap_or((number, "0"));
        let own: i32 = own.parse().unwrap_or_default();
        format!("{mantissa}e{}", own.saturating_add(exponent))
    };
    match number.split_once("..") {
        Some((lower, upper)) => format!("{}..{}", one(lower), one(upper)),
        None => one(number),
    }
}

/// The digits that a text starts with, with all marks between them, and what stands behind.
fn digits(text: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut seen = false;
    for (at, character) in text.char_indices() {
        let tail = text.get(at + character.len_utf8()..).unwrap_or_default();
        let next_is_digit = tail.starts_with(|character: char| character.is_ascii_digit());
        let inside = match character {
            '0'..='9' => {
                seen = true;
                true
            }
            '-' | '+' => at == 0,
            ' ' => seen && is_group(tail),
            'e' | 'E' => seen && is_exponent(tail),
            mark => seen && number::is_mark(mark) && next_is_digit,
        };
        let signed = matches!(character, '-' | '+') && ends_in_exponent(text, at);
        if !inside && !signed {
            break;
        }
        end = at + character.len_utf8();
    }
    text.split_at_checked(end).filter(|_| seen)
}

/// Whether three digits and no fourth follow.
fn is_group(tail: &str) -> bool {
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

fn is_exponent(tail: &str) -> bool {
    let digits = tail.strip_prefix(['-', '+']).unwrap_or(tail);
    digits.starts_with(|character: char| character.is_ascii_digit())
}

/// Whether a sign at this place belongs to an exponent.
fn ends_in_exponent(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at..).unwrap_or_default();
    before.ends_with(['e', 'E']) && is_exponent(after)
}

/// What may stand behind the digits: nothing, a power of ten, a unit, or both.
fn endings(rest: &str, money: bool) -> Vec<Ending> {
    let attached = !rest.starts_with(' ');
    let text = rest.trim();
    let (word, tail) = text.split_once(' ').unwrap_or((text, ""));
    let ending = |exponent: i32, when: &str| {
        let (unit, when) = (String::new(), when.to_owned());
        Ending {
            exponent,
            unit,
            when,
        }
    };
    if let Some(scales) = scales(word) {
        let scales = scales
            .iter()
            .map(|(exponent, when)| ending(*exponent, when));
        return with_units(scales.collect(), tail, money);
    }
    let letter = ATTACHED
        .iter()
        .find(|(letter, _)| attached && *letter == word);
    let Some((letter, exponent)) = letter else {
        return with_units(vec![ending(0, "")], text, money);
    };
    if money || !tail.is_empty() || !unit::is_unit(letter) {
        return with_units(vec![ending(*exponent, "")], tail, money);
    }
    let large = if *exponent == 9 { "billion" } else { "million" };
    let mut both = vec![ending(*exponent, &format!("`{letter}` means {large}"))];
    let as_unit = vec![ending(0, &format!("`{letter}` is the unit"))];
    both.extend(with_units(as_unit, letter, money));
    both
}

/// The endings with each unit that a text may mean; none where it can be no unit.
fn with_units(endings: Vec<Ending>, text: &str, money: bool) -> Vec<Ending> {
    let text = OF
        .iter()
        .find_map(|of| text.strip_prefix(of))
        .unwrap_or(text);
    if text.is_empty() {
        return endings;
    }
    if money {
        return Vec::new();
    }
    let units = unit::meant(text);
    let mut all = Vec::new();
    for ending in &endings {
        for unit in &units {
            let several = if units.len() > 1 {
                format!("`{unit}` is meant")
            } else {
                String::new()
            };
            let when = [ending.when.as_str(), &several];
            let when: Vec<&str> = when.into_iter().filter(|when| !when.is_empty()).collect();
            all.push(Ending {
                exponent: ending.exponent,
                unit: unit.clone(),
                when: when.join(" and "),
            });
        }
    }
    all
}
