//! Lengths of time: "five years", "an hour and a half", "48 hours", "five to eight years".

use dossier::duration::Unit;

use super::calendar::Span;
use super::length::{Amounts, Lasting, Length};
use super::number::{Count, count};
use super::view::{DASHES, Read, View};
use super::word::{Key, Measure, Word};

/// A unit as the contract counts it: how many of which.
pub(super) const fn counted(measure: Measure) -> (Unit, i64) {
    match measure {
        Measure::Second => (Unit::Second, 1),
        Measure::Minute => (Unit::Minute, 1),
        Measure::Hour => (Unit::Hour, 1),
        Measure::Millennium => (Unit::Year, 1_000),
        Measure::Span(span) => match span {
            Span::Day => (Unit::Day, 1),
            Span::Weekend => (Unit::Day, 2),
            Span::Week => (Unit::Week, 1),
            Span::Fortnight => (Unit::Week, 2),
            Span::Month => (Unit::Month, 1),
            Span::Quarter => (Unit::Month, 3),
            Span::Half => (Unit::Month, 6),
            Span::Year => (Unit::Year, 1),
            Span::Decade => (Unit::Year, 10),
            Span::Century => (Unit::Year, 100),
        },
    }
}

/// So many thousandths of a measure, as a length.
pub(super) fn so_many(measure: Measure, thousandths: i64) -> Option<Lasting> {
    let spans = match measure {
        Measure::Span(span) if thousandths % 1_000 == 0 => Some((span, thousandths / 1_000)),
        _ => None,
    };
    Some(Lasting {
        amounts: amounts(measure, thousandths)?,
        vague: false,
        spans,
    })
}

/// So many thousandths of a measure.
fn amounts(measure: Measure, thousandths: i64) -> Option<Amounts> {
    let (unit, factor) = counted(measure);
    let mut amounts = Amounts::default();
    amounts.add(unit, thousandths.checked_mul(factor)?)?;
    Some(amounts)
}

/// A length of one unit or several: "1 year and 6 months".
pub(super) fn lasting(view: &View<'_>, at: usize) -> Read<Lasting> {
    view.lengths.once(at, || whole_length(view, at))
}

fn whole_length(view: &View<'_>, at: usize) -> Read<Lasting> {
    let (mut whole, mut next) = of_one_unit(view, at)?;
    while let Some((more, behind)) = further(view, next) {
        let mut joined = whole.amounts.clone();
        let known = |unit| whole.amounts.parts().any(|(part, _)| part == unit);
        if more.amounts.parts().any(|(unit, _)| known(unit)) {
            break;
        }
        for (unit, count) in more.amounts.parts() {
            joined.add(unit, count)?;
        }
        whole.amounts = joined;
        whole.spans = None;
        next = behind;
    }
    Some((whole, next))
}

/// One more part of a length: it has a number of its own.
fn further(view: &View<'_>, at: usize) -> Read<Lasting> {
    let lead = view.mark(at, &[","]).unwrap_or(at);
    let lead = view.skip(lead, &[Key::And]);
    if view.key(lead, &[Key::One, Key::Whole]).is_some() {
        return None;
    }
    of_one_unit(view, lead)
}

/// A length of one unit.
pub(super) fn of_one_unit(view: &View<'_>, at: usize) -> Read<Lasting> {
    let found = [
        whole(view, at),
        bare(view, at),
        dual(view, at),
        half(view, at),
        numbered(view, at),
    ];
    found.into_iter().flatten().max_by_key(|(_, next)| *next)
}

pub(super) fn unit(view: &View<'_>, at: usize) -> Read<Measure> {
    view.find(at, |word| match word {
        Word::Unit(measure) => Some(measure),
        _ => None,
    })
}

/// "Five years", "3-day", "an hour", "an hour and a half", "3h".
fn numbered(view: &View<'_>, at: usize) -> Read<Lasting> {
    let article = view.key(at, &[Key::One]).map(|next| {
        let single = Count {
            thousandths: 1_000,
            vague: false,
        };
        (single, next)
    });
    let single = article.is_some();
    let (count, next) = count(view, at)
        .filter(|(_, next)| unit_behind(view, *next).is_some())
        .or(article)?;
    let (measure, end) = unit_behind(view, next)?;
    // One letter is a unit only where it is joined to digits or a number stands before it.
    let lettered = view
        .token(end - 1)
        .is_some_and(|token| token.text.len() == 1);
    if lettered && (single || !view.is_digits(next.saturating_sub(1))) {
        return None;
    }
    // "A second strike" is no second, and "300 a month" no month.
    let second = measure == Measure::Second && view.is_followed(end);
    let rate = single && is_rate(view, at);
    let calendar = matches!(
        measure,
        Measure::Span(Span::Half | Span::Weekend | Span::Quarter)
    );
    if single && (second || rate || calendar) {
        return None;
    }
    let half = view.key(end, &[Key::AndHalf]).map(|next| (500, next));
    let part = half.or_else(|| Some((250, view.key(end, &[Key::AndQuarter])?)));
    let (more, end) = part.unwrap_or((0, end));
    let mut lasting = so_many(measure, count.thousandths + more)?;
    lasting.vague = count.vague;
    Some((lasting, end))
}

/// Whether a number shortly before makes "a month" the period of a rate: "300 drones a month".
fn is_rate(view: &View<'_>, at: usize) -> bool {
    let mut back = (1..=3).map_while(|back| at.checked_sub(back));
    let number = |at: usize| {
        let words = !view.is_word(at) && !view.is_digits(at) && view.mark(at, &["%"]).is_none();
        if words {
            return Some(false);
        }
        let found = view.is_digits(at) || view.mark(at, &["%"]).is_some();
        found.then_some(true)
    };
    back.find_map(number).unwrap_or(false)
}

/// A unit behind its number, with a hyphen or a word such as "of" between them.
fn unit_behind(view: &View<'_>, at: usize) -> Read<Measure> {
    let hyphen = view.joined(at, &DASHES).filter(|next| view.is_tight(*next));
    let found = unit(view, hyphen.unwrap_or(at));
    found.or_else(|| {
        let (measure, next) = unit(view, view.key(at, &[Key::Of])?)?;
        Some((measure, next))
    })
}

/// Two of a unit in one word.
fn dual(view: &View<'_>, at: usize) -> Read<Lasting> {
    let ((measure, count), next) = view.find(at, |word| match word {
        Word::Length(measure, count) => Some((measure, count)),
        _ => None,
    })?;
    let half = view.key(next, &[Key::AndHalf]);
    let more = half.map_or(0, |_| 500);
    let lasting = so_many(measure, count * 1_000 + more)?;
    Some((lasting, half.unwrap_or(next)))
}

/// One of a unit without a number, as Arabic has it: `قبل شهر`, `ساعة ونصف`, `أسبوع كامل`.
fn bare(view: &View<'_>, at: usize) -> Read<Lasting> {
    if !view.table.joins() {
        return None;
    }
    let (measure, next) = unit(view, at)?;
    let half = view.key(next, &[Key::AndHalf]);
    let single = view.key(next, &[Key::OneBehind]);
    let leads = [Key::AgoBefore, Key::InLength, Key::Lasting];
    let cued = view.ends_before(at, &leads);
    if !(cued || half.is_some() || single.is_some()) {
        return None;
    }
    let more = half.map_or(0, |_| 500);
    let lasting = so_many(measure, 1_000 + more)?;
    Some((lasting, half.or(single).unwrap_or(next)))
}

/// "Half a year", "half an hour".
fn half(view: &View<'_>, at: usize) -> Read<Lasting> {
    let start = view.skip(at, &[Key::One]);
    let next = view.key(start, &[Key::HalfOf])?;
    let next = view.joined(next, &DASHES).unwrap_or(next);
    let (measure, next) = unit(view, view.skip(next, &[Key::One]))?;
    let lasting = so_many(measure, 500)?;
    Some((lasting, next))
}

/// "The whole year", "all day".
fn whole(view: &View<'_>, at: usize) -> Read<Lasting> {
    let next = view.key(at, &[Key::Whole])?;
    let next = view.joined(next, &DASHES).unwrap_or(next);
    let (measure, next) = unit(view, view.skip(next, &[Key::The]))?;
    let lasting = so_many(measure, 1_000)?;
    Some((lasting, next))
}

/// A length, or a range of two that share a unit: "five to eight years", "between 5 and 8 years".
pub(super) fn length(view: &View<'_>, at: usize) -> Read<Length> {
    let about = view.key(at, &[Key::About]);
    let start = about.unwrap_or(at);
    let ranged = range(view, start);
    let single = || {
        // A word for "about" may also be a vague number: "unos días".
        let (lasting, next) = lasting(view, start).or_else(|| lasting(view, at))?;
        let mut length = Length::new(&lasting.amounts);
        length.approximate = lasting.vague;
        Some((length, next))
    };
    let (mut length, next) = ranged.or_else(single)?;
    length.approximate |= about.is_some();
    Some((length, next))
}

fn range(view: &View<'_>, at: usize) -> Read<Length> {
    let lead = view.key(at, &[Key::Between, Key::From]);
    let (least, next) = count(view, lead.unwrap_or(at))?;
    let own = unit_behind(view, next);
    let behind = own.map_or(next, |(_, next)| next);
    let joint = view
        .mark(behind, &DASHES)
        .or_else(|| view.key(behind, &[Key::To, Key::Or]))
        .or_else(|| view.key(behind, &[Key::And]).filter(|_| lead.is_some()))?;
    let (most, next) = count(view, joint)?;
    let (measure, next) = unit_behind(view, next)?;
    let first = own.map_or(measure, |(measure, _)| measure);
    let (low, high) = (
        amounts(first, least.thousandths)?,
        amounts(measure, most.thousandths)?,
    );
    let length = Length {
        least: low.to_string(),
        most: Some(high.to_string()),
        approximate: least.vague || most.vague,
    };
    (least.thousandths <= most.thousandths || first != measure).then_some((length, next))
}
