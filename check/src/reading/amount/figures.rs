//! Numbers that are written in digits: `3,700`, `3 700`, `2,5`, `1½`, `3/4`.

use rust_decimal::Decimal;

use super::lexicon::Role;
use super::scan::Scan;

/// Fractions of print have these below the line; `9/11` and `24/7` are no fractions.
const UNDER: [u32; 12] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 100];

/// A number in digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    pub(super) value: Decimal,
    /// The token behind it.
    pub(super) next: usize,
    /// Whether it has neither marks nor a fraction, so that it may be a year.
    pub(super) plain: bool,
    pub(super) fraction: bool,
}

/// The number that begins at a token.
pub(super) fn figure(scan: &Scan<'_>, at: usize) -> Option<Figure> {
    if let Some(value) = sign(scan.word(at)) {
        return Some(Figure {
            value,
            next: at + 1,
            plain: false,
            fraction: true,
        });
    }
    if let Some(figure) = pointed(scan, at) {
        return Some(figure);
    }
    if !scan.is_digits(at) {
        return None;
    }
    if let Some((value, next)) = ratio(scan, at) {
        return Some(Figure {
            value,
            next,
            plain: false,
            fraction: true,
        });
    }
    let whole = whole(scan, at)?;
    Some(with_fraction(scan, whole))
}

/// `.08`, which stands behind a space.
fn pointed(scan: &Scan<'_>, at: usize) -> Option<Figure> {
    let mark = scan.word(at);
    let decimal = scan.lexicon.decimal?;
    let begins = mark.chars().eq([decimal]) && !scan.is_attached(at);
    if !begins || !scan.is_digits(at + 1) || !scan.is_attached(at + 1) {
        return None;
    }
    let value = number(&["0"], Some(scan.word(at + 1)))?;
    Some(Figure {
        value,
        next: at + 2,
        plain: false,
        fraction: false,
    })
}

/// Digits with all marks and gaps that belong to the number.
fn whole(scan: &Scan<'_>, at: usize) -> Option<Figure> {
    let gaps = gaps(scan, at);
    if gaps.len() > 1 {
        let mut next = at + gaps.len();
        let mut decimals = None;
        if is_decimal_mark(scan.word(next)) && is_inside(scan, next) {
            decimals = Some(scan.word(next + 1));
            next += 2;
        }
        let value = number(&gaps, decimals)?;
        let (plain, fraction) = (false, false);
        return Some(Figure {
            value,
            next,
            plain,
            fraction,
        });
    }
    let mut groups = vec![scan.word(at)];
    let mut marks = Vec::new();
    let mut next = at + 1;
    while is_inside(scan, next) && is_mark(scan.word(next)) {
        marks.push(scan.word(next));
        groups.push(scan.word(next + 1));
        next += 2;
    }
    let plain = marks.is_empty();
    let (value, used) = marked(&groups, &marks, scan.lexicon.decimal)?;
    Some(Figure {
        value,
        next: at + 1 + 2 * used,
        plain,
        fraction: false,
    })
}

/// Digits in groups of three with spaces between them: `40 000`.
fn gaps<'t>(scan: &Scan<'t>, at: usize) -> Vec<&'t str> {
    let first = scan.word(at);
    let mut groups = vec![first];
    if first.len() > 3 || first.starts_with('0') {
        return groups;
    }
    let mut next = at + 1;
    while scan.is_digits(next) && scan.word(next).len() == 3 && is_one_space(scan, next) {
        groups.push(scan.word(next));
        next += 1;
    }
    groups
}

/// Whether one space stands before a token, and not a line break or several.
fn is_one_space(scan: &Scan<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| scan.token(before));
    let range = before
        .zip(scan.token(at))
        .map(|(left, right)| left.end..right.start);
    let gap = range.and_then(|range| scan.text.get(range));
    gap.is_some_and(|gap| gap.chars().count() == 1 && gap != "\n")
}

/// Whether a mark stands between digits, without spaces.
fn is_inside(scan: &Scan<'_>, at: usize) -> bool {
    scan.is_attached(at) && scan.is_digits(at + 1) && scan.is_attached(at + 1)
}

fn is_mark(mark: &str) -> bool {
    is_decimal_mark(mark) || matches!(mark, "'" | "’" | "٬" | "_")
}

fn is_decimal_mark(mark: &str) -> bool {
    matches!(mark, "." | "," | "٫" | "،")
}

/// The number of groups with marks between them, and how many of the marks belong to it; nothing where
/// a language is not known and two readings are.
fn marked(groups: &[&str], marks: &[&str], decimal: Option<char>) -> Option<(Decimal, usize)> {
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
        return Some((number(groups, None)?, 0));
    };
    let same = marks.iter().all(|mark| mark == first);
    let (end, whole) = groups.split_last()?;
    if same && *first == "٫" {
        return Some((number(groups.get(..1)?, groups.get(1).copied())?, 1));
    }
    if same && is_grouped(groups) {
        let decimal_mark = decimal.is_some_and(|decimal| first.chars().eq([decimal]));
        let points = is_decimal_mark(first);
        if marks.len() > 1 || (!decimal_mark && decimal.is_some()) || !points {
            return Some((number(groups, None)?, marks.len()));
        }
        return decimal.and_then(|_| Some((number(whole, Some(end))?, 1)));
    }
    if same && marks.len() == 1 && is_decimal_mark(first) {
        return Some((number(whole, Some(end))?, 1));
    }
    let alone = marks.iter().filter(|mark| *mark == last).count() == 1;
    let inner = marks.get(..marks.len() - 1).unwrap_or_default();
    let inner_same = inner.iter().all(|mark| Some(mark) == inner.first());
    if alone && inner_same && is_decimal_mark(last) && is_grouped(whole) {
        return Some((number(whole, Some(end))?, marks.len()));
    }
    // A list without spaces, `22,24,26`: the first one is a number of its own.
    let commas = same && *first == ",";
    commas
        .then(|| number(groups.get(..1)?, None))
        .flatten()
        .map(|value| (value, 0))
}

/// Groups of three behind a first one; or of two before the last three, as in India.
fn is_grouped(groups: &[&str]) -> bool {
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    let Some((last, inner)) = rest.split_last() else {
        return false;
    };
    let of = |size: usize| inner.iter().all(|group| group.len() == size);
    let thousands = first.len() <= 3 && of(3);
    let lakhs = first.len() <= 2 && of(2) && !inner.is_empty();
    last.len() == 3 && !first.starts_with('0') && (thousands || lakhs)
}

fn number(groups: &[&str], decimals: Option<&str>) -> Option<Decimal> {
    let whole = groups.concat();
    let text = match decimals {
        Some(decimals) => format!("{whole}.{decimals}"),
        None => whole,
    };
    let value: Decimal = text.parse().ok()?;
    Some(value.normalize())
}

/// `3/4`, and nothing that may be a date.
fn ratio(scan: &Scan<'_>, at: usize) -> Option<(Decimal, usize)> {
    let slash = matches!(scan.word(at + 1), "/" | "⁄") && is_inside(scan, at + 1);
    let more = matches!(scan.word(at + 3), "/" | "-") && is_inside(scan, at + 3);
    if !slash || more {
        return None;
    }
    let over: u32 = scan.word(at).parse().ok()?;
    let under: u32 = scan.word(at + 2).parse().ok()?;
    if !UNDER.contains(&under) || over == 0 || over >= under {
        return None;
    }
    let value = Decimal::from(over).checked_div(Decimal::from(under))?;
    Some((value, at + 3))
}

/// A fraction of one sign, which folds to digits around a slash.
fn sign(word: &str) -> Option<Decimal> {
    let (over, under) = word.split_once('⁄')?;
    let over: Decimal = over.parse().ok()?;
    over.checked_div(under.parse().ok()?)
}

/// `1½` and `10 1/2` as one number.
fn with_fraction(scan: &Scan<'_>, whole: Figure) -> Figure {
    if !whole.plain {
        return whole;
    }
    let rest = sign(scan.word(whole.next)).map(|value| (value, whole.next + 1));
    let spaced = !scan.is_attached(whole.next);
    let rest = rest.or_else(|| ratio(scan, whole.next).filter(|_| spaced));
    let sum = rest.and_then(|(value, next)| Some((whole.value.checked_add(value)?, next)));
    sum.map_or(whole, |(value, next)| Figure {
        value,
        next,
        plain: false,
        fraction: false,
    })
}

/// Whether a number in digits is an ordinal, and the token behind its ending: `3rd`, `am 3.`
pub(super) fn ordinal_ending(scan: &Scan<'_>, at: usize, next: usize) -> Option<usize> {
    let unit = scan.find(&scan.lexicon.units, next).is_some();
    if scan.is_attached(next)
        && !unit
        && let Some(behind) = scan.role(Role::OrdinalEnding, next)
    {
        return Some(behind)
            .filter(|behind| !scan.is_digits(*behind) || !scan.is_attached(*behind));
    }
    let point = scan.word(next) == "." && scan.is_attached(next) && !scan.is_attached(next + 1);
    let goes_on = scan.is_word(next + 1);
    (point && goes_on && scan.is_role_before(Role::OrdinalPointBefore, at)).then_some(next + 1)
}
