//! Dates of the calendar: days, months, years and their combinations.

use super::super::TokenKind;
use super::calendar::full_year;
use super::number::{cardinal, ordinal};
use super::numeric;
use super::point::{Base, Parts};
use super::view::{DASHES, Read, View};
use super::word::{Key, Word};

/// What joins the parts of a date: "19 of June", "19-Jun", "19/Jun".
const JOINTS: [&str; 4] = ["-", "/", ".", ","];

/// A date with at least a month, a year or a day of the week.
pub(super) fn date(view: &View<'_>, at: usize) -> Read<Base> {
    let found = [
        numeric::date(view, at),
        weekday_date(view, at),
        day_month(view, at).map(based),
        month_day(view, at).map(based),
        month_year(view, at).map(based),
        year_month(view, at).map(based),
        lone_month(view, at).map(based),
        lone_year(view, at),
    ];
    found.into_iter().flatten().max_by_key(|(_, next)| *next)
}

fn based((parts, next): (Parts, usize)) -> (Base, usize) {
    (Base::Parts(parts), next)
}

/// A day of the week, alone or before its date: "Monday 12 January", "Thursday the 21st".
fn weekday_date(view: &View<'_>, at: usize) -> Read<Base> {
    let (weekday, next) = weekday(view, at)?;
    let comma = view.mark(next, &[",", "،", "(", "-"]).unwrap_or(next);
    let lead = view.skip(view.skip(comma, &[Key::On]), &[Key::The]);
    let dated = numeric::date(view, lead)
        .or_else(|| day_month(view, lead).map(based))
        .or_else(|| month_day(view, lead).map(based));
    if let Some((base, behind)) = dated.filter(|(base, _)| has_day(base)) {
        let closed = view.mark(comma, &[]).unwrap_or(behind);
        let closed = if view.mark(next, &["("]).is_some() {
            view.mark(behind, &[")"]).unwrap_or(closed)
        } else {
            closed
        };
        return Some((with_weekday(base, weekday), closed));
    }
    let tight = view.skip(next, &[Key::The]);
    if let Some((day, behind)) = day(view, tight).filter(|_| !has_month(view, tight)) {
        let counted = tight == next && view.is_followed(behind);
        let ordinal = ordinal(view, tight).is_some() || tight > next;
        let counted = counted || numeric::names_unit(view, behind);
        if !numeric::names_unit(view, behind)
            && (ordinal || (view.is_digits(tight) && !counted && tight == next))
        {
            let mut parts = Parts {
                day: Some(day),
                ..Parts::default()
            };
            parts.weekday = Some(weekday);
            return Some((Base::Parts(parts), behind));
        }
    }
    let alone = !view
        .token(at)
        .is_some_and(|token| view.table.is_weak(&token.text));
    let parts = Parts {
        weekday: Some(weekday),
        ..Parts::default()
    };
    alone.then_some((Base::Parts(parts), next))
}

fn has_day(base: &Base) -> bool {
    match base {
        Base::Parts(parts) => parts.day.is_some(),
        Base::Either(one, _) => has_day(one),
        _ => false,
    }
}

fn with_weekday(base: Base, weekday: i64) -> Base {
    match base {
        Base::Parts(parts) => Base::Parts(Parts {
            weekday: Some(weekday),
            ..parts
        }),
        base => base,
    }
}

/// Whether a date with a month starts here.
fn has_month(view: &View<'_>, at: usize) -> bool {
    day_month(view, at).is_some()
}

fn weekday(view: &View<'_>, at: usize) -> Read<i64> {
    let (weekday, next) = view.find(at, |word| match word {
        Word::Weekday(weekday) => Some(weekday),
        _ => None,
    })?;
    Some((weekday, stopped(view, at, next)))
}

/// A month, with the full stop of one that is shortened.
pub(super) fn month(view: &View<'_>, at: usize) -> Read<i64> {
    let at = view.skip(at, &[Key::MonthLead]);
    let named = |at: usize| {
        view.find(at, |word| match word {
            Word::Month(month) => Some(month),
            _ => None,
        })
    };
    let (month, next) = named(at)?;
    // Arabic often gives both names: آذار/مارس.
    let again = view.joined(next, &["/"]).and_then(named);
    match again {
        Some((other, next)) if other == month => Some((month, next)),
        _ => Some((month, stopped(view, at, next))),
    }
}

/// The place behind the full stop of a short word, where a date goes on behind it.
fn stopped(view: &View<'_>, at: usize, next: usize) -> usize {
    let short = view
        .token(at)
        .is_some_and(|token| token.text.chars().count() <= 4);
    let Some(behind) = view.joined(next, &["."]) else {
        return next;
    };
    let goes_on = view.is_digits(behind) || (short && view.is_known(behind));
    let comma = view
        .mark(behind, &[","])
        .is_some_and(|comma| view.is_digits(comma));
    if goes_on || (short && comma) {
        behind
    } else {
        next
    }
}

/// A day of a month: 19, 19th, 19., nineteenth.
pub(super) fn day(view: &View<'_>, at: usize) -> Read<i64> {
    // "6,107.31" and "$ 12" are no days.
    let marks = [".", ",", "$", "£", "€"];
    let before = view
        .before(at)
        .is_some_and(|token| marks.contains(&token.text.as_str()));
    let sign = view
        .before(at)
        .is_some_and(|token| !matches!(token.text.as_str(), "." | ","));
    let grouped = view.is_tight(at) && at > 1 && view.is_digits(at - 2);
    if before && (sign || grouped) {
        return None;
    }
    let found = ordinal(view, at)
        .or_else(|| {
            let ((value, length), next) = view.digits(at)?;
            let grouped = view
                .joined(next, &[".", ","])
                .is_some_and(|digits| view.is_digits(digits) && view.is_tight(digits));
            // "1 200".
            let spaced = view
                .token(next)
                .is_some_and(|token| view.is_digits(next) && token.text.len() == 3);
            (length <= 2 && !grouped && !spaced).then_some((value, next))
        })
        .or_else(|| cardinal(view, at));
    found.filter(|(day, _)| (1..=31).contains(day))
}

/// "19 June 2024", "the 19th of June", "19-Jun-2024".
fn day_month(view: &View<'_>, at: usize) -> Read<Parts> {
    let (day, next) = day(view, at)?;
    let tight = view
        .joined(next, &["-", "/"])
        .filter(|next| view.is_tight(*next));
    let next = view.skip(view.mark(next, &JOINTS).unwrap_or(next), &[Key::Of]);
    // German also counts months: "am 27. 11.", "am siebten vierten".
    let counted = || {
        ordinal(view, at).filter(|_| view.table.dotted())?;
        let found = ordinal(view, next).filter(|(month, _)| (1..=12).contains(month));
        found.filter(|(_, next)| !view.is_followed(*next))
    };
    let (month, next) = month(view, next).or_else(counted)?;
    // "4-Jul-95".
    let short = || {
        let next = view
            .joined(tight.map(|_| next)?, &["-", "/"])
            .filter(|next| view.is_tight(*next))?;
        let found = view.digits(next).filter(|((_, length), _)| *length == 2);
        found.map(|((year, _), next)| (Some(full_year(year)), next))
    };
    let (year, next) = short().unwrap_or_else(|| year_behind(view, next));
    Some((parts(year, Some(month), Some(day)), next))
}

/// "June 19, 2024", "Jun-19".
fn month_day(view: &View<'_>, at: usize) -> Read<Parts> {
    let (month, next) = month(view, at)?;
    let comma = view.mark(next, &[","]);
    let lead = view.mark(next, &["-", "/", "."]).or(comma).unwrap_or(next);
    let lead = view.skip(lead, &[Key::The]);
    let (day, next) = day(view, lead)?;
    let (year, behind) = year_behind(view, next);
    let ordinal = ordinal(view, lead).is_some();
    let counted = view.is_followed(next) || (comma.is_some() && !ordinal);
    if !ordinal && year.is_none() && counted {
        return None;
    }
    // Two digits that no month has as a day are a year.
    Some((parts(year, Some(month), Some(day)), behind))
}

/// "June 2024", "June of 2024", "Jun-2024", "August 99".
fn month_year(view: &View<'_>, at: usize) -> Read<Parts> {
    let (month, next) = month(view, at)?;
    let (year, behind) = year_behind(view, next);
    year.map(|year| (parts(Some(year), Some(month), None), behind))
}

/// "2024 June", "2024-Jun-19".
fn year_month(view: &View<'_>, at: usize) -> Read<Parts> {
    let (year, next) = plain_year(view, at)?;
    let next = view.mark(next, &[",", "-", "/"]).unwrap_or(next);
    let (month, next) = month(view, next)?;
    let lead = view.joined(next, &["-", "/"]);
    let day = lead.and_then(|lead| day(view, lead));
    Some(match day {
        Some((day, next)) => (parts(Some(year), Some(month), Some(day)), next),
        None => (parts(Some(year), Some(month), None), next),
    })
}

/// A month without a year. Words that are also others need a cue before or behind them.
fn lone_month(view: &View<'_>, at: usize) -> Read<Parts> {
    let (number, next) = month(view, at)?;
    let token = view.token(at)?;
    // French "sept" is seven, and short for a month with a point or a day beside it.
    if cardinal(view, at).is_some() && view.mark(next, &["."]).is_none() {
        return None;
    }
    if view.table.is_weak(&token.text) {
        // "To march" is no month, but for one that ends a range.
        let ends = view.ends_before(at, &[Key::To]);
        let begins = || (1..4).any(|back| at > back && month(view, at - back - 1).is_some());
        if ends && !view.is_capital(at) && !begins() {
            return None;
        }
        let leads = [
            Key::On,
            Key::Of,
            Key::Since,
            Key::Until,
            Key::By,
            Key::Before,
            Key::After,
            Key::From,
            Key::To,
            Key::Between,
            Key::This,
            Key::Last,
            Key::Next,
            Key::Early,
            Key::Mid,
            Key::Late,
            Key::About,
            Key::MonthLead,
        ];
        let behind = [Key::LastBehind, Key::NextBehind, Key::ThisBehind];
        let lead = if view
            .before(at)
            .is_some_and(|token| DASHES.contains(&token.text.as_str()))
        {
            at - 1
        } else {
            at
        };
        let ranged = || {
            let joint = view
                .mark(next, &DASHES)
                .or_else(|| view.key(next, &[Key::To, Key::Until]));
            joint.is_some_and(|joint| month(view, joint).is_some())
        };
        let cued = view.ends_before(lead, &leads) || view.key(next, &behind).is_some() || ranged();
        if !cued {
            return None;
        }
    }
    Some((parts(None, Some(number), None), next))
}

/// A year that is said behind a month or a day: ", 2024", "of 2024", "'24", "99".
fn year_behind(view: &View<'_>, at: usize) -> (Option<i64>, usize) {
    let marked = view.mark(at, &[",", "،", "-", "/", "."]).unwrap_or(at);
    let lead = view.skip(marked, &[Key::Of]);
    let lead = view.skip(lead, &[Key::The]);
    let named = view.skip(lead, &[Key::YearLead]);
    if let Some((year, next)) = plain_year(view, named).or_else(|| spelled_year(view, named)) {
        return (Some(year), next);
    }
    let apostrophe = view.mark(at, &["'", "’"]);
    let start = apostrophe.unwrap_or_else(|| view.skip(at, &[Key::Of]));
    if let Some(((value, 2), next)) = view.digits(start) {
        let alone = apostrophe.is_some() || value > 31;
        let dotted = view
            .joined(next, &[".", ",", ":", "-", "/"])
            .is_some_and(|next| view.is_digits(next));
        if alone && !dotted && !view.is_followed(next) {
            return (Some(full_year(value)), next);
        }
    }
    (None, at)
}

/// Four digits that may be a year.
pub(super) fn plain_year(view: &View<'_>, at: usize) -> Read<i64> {
    let ((year, length), next) = view.digits(at)?;
    let grouped = view
        .joined(next, &[".", ",", ":", "٬"])
        .is_some_and(|digits| view.is_digits(digits) && view.is_tight(digits));
    let fits = length == 4 && (1000..=2999).contains(&year) && !grouped;
    fits.then_some((year, next))
}

/// "Two thousand and fourteen", "nineteen eighty-four".
fn spelled_year(view: &View<'_>, at: usize) -> Read<i64> {
    let whole = cardinal(view, at).filter(|(value, _)| (1000..=2999).contains(value));
    let pair = || {
        let (century, next) = view.find(at, |word| match word {
            Word::Cardinal(value @ 10..=20) => Some(value),
            _ => None,
        })?;
        let joined = view.joined(next, &DASHES).unwrap_or(next);
        let (rest, next) = cardinal(view, joined).filter(|(value, _)| (10..100).contains(value))?;
        Some((century * 100 + rest, next))
    };
    whole.or_else(pair)
}

/// A year by itself. Four digits are one unless a measure follows, and in words one needs a cue.
fn lone_year(view: &View<'_>, at: usize) -> Read<Base> {
    if let Some(lead) = view.key(at, &[Key::YearLead]) {
        let lead = view.skip(lead, &[Key::Of]);
        let early = || {
            let ((year, length), next) = view.digits(lead)?;
            (length == 3 && !view.is_followed(next)).then_some((year, next))
        };
        let found = plain_year(view, lead).or_else(|| spelled_year(view, lead));
        if let Some((year, next)) = found.or_else(early) {
            return Some((Base::date(Some(year), None, None), next));
        }
    }
    let leads = [
        Key::YearCue,
        Key::On,
        Key::Of,
        Key::Since,
        Key::Until,
        Key::By,
        Key::Before,
        Key::After,
        Key::From,
        Key::To,
        Key::Between,
        Key::Early,
        Key::Mid,
        Key::Late,
        Key::The,
    ];
    let cued = view.ends_before(at, &leads);
    if !cued && !is_free(view, at) {
        return None;
    }
    let Some((year, next)) = plain_year(view, at) else {
        let (year, next) = spelled_year(view, at).filter(|_| cued)?;
        return (!view.is_followed(next)).then_some((Base::date(Some(year), None, None), next));
    };
    if view.mark(next, &["%", "°", "€", "$", "£"]).is_some() {
        return None;
    }
    let behind = view.is_followed(next) || numeric::names_unit(view, next);
    let joined = view.is_tight(next) && view.is_word(next);
    // "Up to 1200 jobs", and not "since 1200 the Church".
    let plural = view
        .token(next)
        .is_some_and(|token| token.text.ends_with('s') && !view.is_known(next));
    let compares = view.ends_before(at, &[Key::UpTo, Key::UpToMany]);
    let counts = plural || behind && view.ends_before(at, &[Key::UpTo]);
    let is_amount = compares && (counts || year < FIRST_BOUND);
    if joined || is_amount || (behind && !cued) {
        return None;
    }
    Some((Base::date(Some(year), None, None), next))
}

/// The first number that is more likely a year than an amount behind words that may compare.
const FIRST_BOUND: i64 = 1900;

/// Whether digits here belong to nothing that stands before them: no sign of a currency, no mark of a
/// number.
fn is_free(view: &View<'_>, at: usize) -> bool {
    let Some(before) = view.before(at).filter(|_| view.is_tight(at)) else {
        return true;
    };
    // Arabic joins an "and".
    if at > 0 && view.key(at - 1, &[Key::And]) == Some(at) {
        return true;
    }
    let opens = [
        "(", "[", "“", "\"", "«", "„", "‘", "'", "¿", "¡", "|", "—", "–",
    ];
    // The second year of "2014-2018".
    let ranged = at > 1
        && view
            .digits(at - 2)
            .is_some_and(|((_, length), _)| length == 4);
    // And "mid-2024".
    let staged = at > 1
        && view
            .key(at - 2, &[Key::Early, Key::Mid, Key::Late])
            .is_some();
    if (ranged || staged) && DASHES.contains(&before.text.as_str()) {
        return true;
    }
    before.kind == TokenKind::Mark && opens.contains(&before.text.as_str())
}

/// A day of a month that is not named: "on the 15th". It needs an ordinal or an article behind a cue.
pub(super) fn lone_day(view: &View<'_>, at: usize) -> Read<Base> {
    let (day, next) = day(view, at)?;
    let cued = view.ends_before(at, &[Key::On, Key::The, Key::DayLead]);
    let ordinal = ordinal(view, at).is_some();
    let tight =
        view.joined(next, &["%", ":"]).is_some() || (view.is_word(next) && view.is_tight(next));
    let free = !view.is_followed(next) && !tight && !numeric::names_unit(view, next);
    // "The first" is seldom a day.
    let ordinal = ordinal && day > 3 && view.ends_before(view.back(at), &[Key::On]);
    let fits = cued && free && (ordinal || view.is_digits(at));
    fits.then(|| (Base::date(None, None, Some(day)), next))
}

const fn parts(year: Option<i64>, month: Option<i64>, day: Option<i64>) -> Parts {
    Parts {
        year,
        month,
        day,
        weekday: None,
    }
}
