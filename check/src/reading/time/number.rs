//! Numbers in times: how many, and which one.

use super::view::{DASHES, Read, View};
use super::word::{Key, Word};

/// A number that counts a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) thousandths: i64,
    /// Whether it is not meant exactly: "a few".
    pub(super) vague: bool,
}

/// A number in digits or in words.
pub(super) fn count(view: &View<'_>, at: usize) -> Read<Count> {
    let loose = view.find(at, |word| match word {
        Word::Vague(value) => Some(value),
        _ => None,
    });
    if let Some((value, next)) = loose {
        let count = Count {
            thousandths: value * 1_000,
            vague: true,
        };
        return Some((count, next));
    }
    let doubled = view.find(at, |word| match word {
        Word::Halves(count) => Some(count),
        _ => None,
    });
    let exact = |thousandths| Count {
        thousandths,
        vague: false,
    };
    if let Some((count, next)) = doubled {
        return Some((exact(count * 500), next));
    }
    let number = decimal(view, at).or_else(|| {
        let (number, next) = cardinal(view, at)?;
        Some((number.checked_mul(1_000)?, next))
    });
    let (thousandths, next) = number?;
    let half = view.key(next, &[Key::AndHalf]).map(|next| (500, next));
    let part = half.or_else(|| Some((250, view.key(next, &[Key::AndQuarter])?)));
    Some(part.map_or((exact(thousandths), next), |(part, next)| {
        (exact(thousandths + part), next)
    }))
}

/// Digits with the marks of the language, in thousandths.
fn decimal(view: &View<'_>, at: usize) -> Read<i64> {
    let token = view.token(at).filter(|_| view.is_digits(at))?;
    let mut whole = token.text.clone();
    let mut next = at + 1;
    let behind = |next: usize, marks: &[&str]| {
        let digits = view.joined(next, marks)?;
        let fits = view.is_digits(digits) && view.is_tight(digits);
        fits.then(|| view.token(digits))?
    };
    while let Some(digits) = behind(next, &view.table.groups).filter(|token| token.text.len() == 3)
    {
        whole.push_str(&digits.text);
        next += 2;
    }
    let mut fraction = String::new();
    if let Some(digits) = behind(next, &view.table.decimals) {
        fraction.clone_from(&digits.text);
        next += 2;
    }
    if whole.len() > 7 || !whole.is_ascii() || !fraction.is_ascii() {
        return None;
    }
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    let thousandths = format!("{whole}{fraction}").parse().ok()?;
    Some((thousandths, next))
}

/// A number in words: "twenty-one", "mil novecientos", "vingt et un".
pub(super) fn cardinal(view: &View<'_>, at: usize) -> Read<i64> {
    let (mut total, mut current) = (0_i64, 0_i64);
    let mut next = at;
    let mut started = false;
    loop {
        let start = if started { joint(view, next) } else { next };
        let word = view.find(start, |word| match word {
            Word::Cardinal(_) | Word::Scale(_) => Some(word),
            _ => None,
        });
        let Some((word, behind)) = word else { break };
        match word {
            Word::Cardinal(value) if fits(current, value, view.table.joins()) => current += value,
            Word::Scale(1_000) if total == 0 => {
                total = current.max(1) * 1_000;
                current = 0;
            }
            Word::Scale(scale) if scale < 1_000 && current < 100 => {
                current = current.max(1) * scale;
            }
            _ => break,
        }
        started = true;
        next = behind;
    }
    started.then_some((total + current, next))
}

/// The place behind a hyphen or an "and" between two words of a number.
fn joint(view: &View<'_>, at: usize) -> usize {
    let hyphen = view.joined(at, &DASHES).filter(|next| view.is_tight(*next));
    let joined = hyphen.or_else(|| view.key(at, &[Key::And])).unwrap_or(at);
    // French: vingt-et-un.
    let again = view.key(joined, &[Key::And]).unwrap_or(joined);
    view.joined(again, &DASHES).unwrap_or(again)
}

/// Whether a number goes on with another one: twenty-one, soixante-dix, and ثلاثة وعشرون where a language
/// has its units first.
fn fits(current: i64, value: i64, units_first: bool) -> bool {
    let (tens, units) = (current % 100, current % 10);
    match value {
        _ if current == 0 => true,
        1..=9 => units == 0,
        10..=19 => matches!(tens, 0 | 60 | 80),
        20..=99 => tens == 0 || (units_first && tens < 10 && value % 10 == 0),
        100..=999 => current % 1_000 == 0,
        _ => false,
    }
}

/// A number that says which one, in digits or words.
pub(super) fn ordinal(view: &View<'_>, at: usize) -> Read<i64> {
    if let Some(((value, length), next)) = view.digits(at) {
        // Spanish: 18.º
        let next = view
            .joined(next, &["."])
            .filter(|next| view.is_tight(*next) && view.key(*next, &[Key::OrdinalMark]).is_some())
            .unwrap_or(next);
        let tight = view.is_tight(next);
        let marked = view.key(next, &[Key::OrdinalMark]).filter(|_| tight);
        let dotted = view.joined(next, &["."]).filter(|_| view.table.dotted());
        return (length <= 2).then(|| Some((value, marked.or(dotted)?)))?;
    }
    let single = |at: usize| {
        view.find(at, |word| match word {
            Word::Ordinal(value) => Some(value),
            _ => None,
        })
    };
    let tens = |at: usize| {
        view.find(at, |word| match word {
            Word::Cardinal(value) | Word::Ordinal(value) if value >= 20 && value % 10 == 0 => {
                Some(value)
            }
            _ => None,
        })
    };
    // Twenty-first, vigésimo segundo.
    if let Some((ten, next)) = tens(at) {
        let next = joint(view, next);
        if let Some((unit, next)) = single(next).filter(|(unit, _)| *unit < 10) {
            return Some((ten + unit, next));
        }
    }
    let (unit, next) = single(at)?;
    // الحادي والعشرون.
    let more = tens(next).filter(|_| unit < 10 && view.table.joins());
    Some(more.map_or((unit, next), |(ten, next)| (ten + unit, next)))
}

/// A Roman number, as centuries have them: `XIX`, `XIXe`.
pub(super) fn roman(view: &View<'_>, at: usize) -> Read<i64> {
    let token = view.token(at).filter(|_| view.is_word(at))?;
    let bare = ["eme", "e"]
        .iter()
        .find_map(|suffix| token.text.strip_suffix(suffix));
    let text = bare.unwrap_or(&token.text);
    let mut value = 0;
    let mut last = 0;
    for letter in text.chars().rev() {
        let value_of = match letter {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            _ => return None,
        };
        value += if value_of < last { -value_of } else { value_of };
        last = last.max(value_of);
    }
    (1..=29).contains(&value).then_some((value, at + 1))
}
