//! Spans of the calendar that have a name or a number: seasons, quarters, weeks, decades, centuries,
//! and what is counted within a longer time.

use super::calendar::{self, Span};
use super::date::{date, plain_year};
use super::lasting::{lasting, unit};
use super::number::{cardinal, ordinal, roman};
use super::point::{Base, Counted};
use super::shift::{season_name, shifted};
use super::view::{Read, View};
use super::word::{Key, Measure, Word};

/// A stretch without a word for this, last or next.
pub(super) fn span(view: &View<'_>, at: usize) -> Read<Base> {
    let found = [
        season(view, at),
        numbered(view, at),
        several(view, at),
        feast(view, at),
        lettered(view, at),
        decade(view, at),
        century(view, at),
        week(view, at),
        years(view, at),
    ];
    found.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// The year behind a stretch: "of 2024", "2024", ", 2024".
fn year_of(view: &View<'_>, at: usize) -> (Option<i64>, usize) {
    let lead = view.mark(at, &[",", "-", "/"]).unwrap_or(at);
    let lead = view.skip(lead, &[Key::Of, Key::On]);
    let lead = view.skip(lead, &[Key::The]);
    let lead = view.skip(lead, &[Key::YearLead]);
    plain_year(view, lead).map_or((None, at), |(year, next)| (Some(year), next))
}

fn season(view: &View<'_>, at: usize) -> Read<Base> {
    let (season, next) = season_name(view, at)?;
    let (year, behind) = year_of(view, next);
    let token = view.token(at)?;
    let leads = [
        Key::On,
        Key::The,
        Key::This,
        Key::Last,
        Key::Next,
        Key::Since,
        Key::Early,
        Key::Mid,
        Key::Late,
    ];
    let cued = view.ends_before(at, &leads);
    let weak = view.table.is_weak(&token.text);
    if year.is_none() && (weak || !cued) {
        return None;
    }
    // Winter 2023/24, and 2024 before the season.
    let behind = year.map_or(behind, |_| short_year(view, behind));
    Some((Base::Season(season, year), behind))
}

/// The place behind the last two digits of the year in which a winter or a school year ends.
fn short_year(view: &View<'_>, at: usize) -> usize {
    let slash = view.joined(at, &["/", "-", "–"]);
    let digits = slash
        .and_then(|next| view.digits(next))
        .filter(|((_, length), _)| *length == 2);
    digits.map_or(at, |(_, next)| next)
}

/// What can be counted.
fn counted_unit(view: &View<'_>, at: usize) -> Read<Counted> {
    view.find(at, |word| match word {
        Word::Weekday(weekday) => Some(Counted::Weekday(weekday)),
        Word::Unit(Measure::Span(span)) => Some(Counted::Span(span)),
        _ => None,
    })
}

/// Which one: "the first", "the last".
fn index(view: &View<'_>, at: usize) -> Read<i64> {
    ordinal(view, at)
        .or_else(|| roman(view, at).filter(|_| view.is_known(at + 1)))
        .or_else(|| Some((-1, view.key(at, &[Key::Last])?)))
}

/// "The first Friday of July", "the third quarter of 2024", "الربع الثالث".
fn numbered(view: &View<'_>, at: usize) -> Read<Base> {
    let before = index(view, at).and_then(|(index, next)| {
        let next = view.skip(next, &[Key::DayLead]);
        let (what, next) = counted_unit(view, next)?;
        Some(((index, what), next))
    });
    let behind = || {
        let (what, next) = counted_unit(view, at)?;
        let (index, next) = ordinal(view, next)
            .filter(|_| view.is_word(next))
            .or_else(|| Some((-1, view.key(next, &[Key::LastBehind])?)))?;
        Some(((index, what), next))
    };
    let ((index, what), next) = before.or_else(behind)?;
    let whole = match what {
        Counted::Span(Span::Quarter) => Some((3, 4)),
        Counted::Span(Span::Half) => Some((6, 2)),
        _ => None,
    };
    let outer = outer(view, next);
    let Some((count, most)) = whole else {
        // "The second Sunday" is one of this month.
        let weekday = matches!(what, Counted::Weekday(_)) && index > 0 && !view.is_followed(next);
        let month = weekday.then_some((Base::Shifted(Span::Month, 0), next));
        let (outer, next) = outer.or(month)?;
        return Some((Base::Counted(index, what, Box::new(outer)), next));
    };
    let index = if index < 0 { most } else { index };
    if index > most {
        return None;
    }
    let first = (index - 1) * count + 1;
    match outer {
        Some((Base::Parts(parts), next)) if parts.month.is_none() => {
            Some((Base::Months(first, count, parts.year), next))
        }
        Some((Base::About(Span::Year), next)) => Some((Base::Months(first, count, None), next)),
        Some((outer @ (Base::Shifted(..) | Base::About(_) | Base::Fixed(_)), next)) => {
            Some((Base::Counted(index, what, Box::new(outer)), next))
        }
        _ => Some((Base::Months(first, count, None), next)),
    }
}

/// "The first six months of 2024", "the last four weeks of this year".
fn several(view: &View<'_>, at: usize) -> Read<Base> {
    let start = view.skip(at, &[Key::The]);
    let (index, next) = index(view, start)?;
    let sign = match index {
        1 => 1,
        -1 => -1,
        _ => return None,
    };
    let (lasting, next) = lasting(view, next)?;
    let (span, count) = lasting.spans?;
    let (outer, next) = outer(view, next)?;
    let whole = matches!(span, Span::Day | Span::Week | Span::Month | Span::Year);
    whole.then(|| (Base::Several(sign, count, span, Box::new(outer)), next))
}

/// "Christmas", "Easter Monday 2024".
fn feast(view: &View<'_>, at: usize) -> Read<Base> {
    let (feast, next) = view.find(at, |word| match word {
        Word::Feast(feast) => Some(feast),
        _ => None,
    })?;
    let (year, behind) = year_of(view, next);
    Some((Base::Feast(feast, year), behind))
}

/// A unit in which shorter ones are counted: "month", "century".
fn long_unit(view: &View<'_>, at: usize) -> Read<Base> {
    let (Measure::Span(span), next) = unit(view, at)? else {
        return None;
    };
    let fits = matches!(
        span,
        Span::Month | Span::Year | Span::Quarter | Span::Decade | Span::Century
    );
    fits.then_some((Base::About(span), next))
}

/// The longer time in which something is counted: "of July", "of next year", "of the month".
fn outer(view: &View<'_>, at: usize) -> Read<Base> {
    let lead = view.mark(at, &[","]).unwrap_or(at);
    let lead = view.skip(lead, &[Key::Of, Key::On]);
    let lead = view.skip(lead, &[Key::On]);
    let article = view.skip(lead, &[Key::The]);
    let year_at = |at: usize| {
        let (year, next) = plain_year(view, view.skip(at, &[Key::YearLead]))?;
        Some((Base::date(Some(year), None, None), next))
    };
    let found = [
        shifted(view, lead),
        date(view, article).filter(|(base, _)| is_long(base)),
        decade(view, article),
        century(view, article),
        long_unit(view, article).filter(|_| lead > at),
        year_at(article),
    ];
    found.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// Whether a time is longer than a day.
fn is_long(base: &Base) -> bool {
    match base {
        Base::Parts(parts) => parts.day.is_none() && parts.weekday.is_none(),
        _ => false,
    }
}

/// "Q3 2024", "2024 Q3", "H1 2024", "T2 2024".
fn lettered(view: &View<'_>, at: usize) -> Read<Base> {
    let leading = plain_year(view, at)
        .map(|(year, next)| (year, view.mark(next, &["-", "/"]).unwrap_or(next)));
    let start = leading.map_or(at, |(_, next)| next);
    let quarter = view
        .key(start, &[Key::QuarterNumber])
        .map(|next| (next, 3, 4));
    let half = || view.key(start, &[Key::HalfNumber]).map(|next| (next, 6, 2));
    let (next, count, most) = quarter.or_else(half)?;
    let ((index, 1), next) = view.digits(next).filter(|_| view.is_tight(next))? else {
        return None;
    };
    if !(1..=most).contains(&index) {
        return None;
    }
    let (year, next) = match leading {
        Some((year, _)) => (Some(year), next),
        None => year_of(view, next),
    };
    Some((Base::Months((index - 1) * count + 1, count, year), next))
}

/// "The 1980s", "les années 80", "die 1980er Jahre", "the eighties", "ثمانينيات القرن الماضي".
fn decade(view: &View<'_>, at: usize) -> Read<Base> {
    let named = view.find(at, |word| match word {
        Word::Decade(start) => Some(start),
        _ => None,
    });
    if let Some((start, next)) = named {
        let century = century(view, view.skip(next, &[Key::Of]));
        let last = || {
            let lead = view.skip(next, &[Key::Of]);
            let (base, next) = shifted(view, lead)?;
            matches!(base, Base::Shifted(Span::Century, _)).then_some((Some(base), next))
        };
        return match (century, last()) {
            (Some((Base::Fixed(century), behind)), _) => {
                let first = century.bounds().earliest?.parts().0;
                let decade = calendar::decade(first.div_euclid(100) * 100 + start)?;
                Some((Base::Fixed(decade), behind))
            }
            (_, Some((_, behind))) => Some((Base::Decade(start), behind)),
            _ => Some((Base::Decade(start), next)),
        };
    }
    let lead = view.key(at, &[Key::DecadeLead]);
    let start = lead.unwrap_or(at);
    let quoted = view.mark(start, &["'", "’", "‘"]).unwrap_or(start);
    let number = view
        .digits(quoted)
        .map(|((value, length), next)| (value, length, next));
    let number = number.or_else(|| {
        let (value, next) = cardinal(view, quoted).filter(|_| lead.is_some())?;
        Some((value, if value < 100 { 2 } else { 4 }, next))
    });
    let (value, length, next) = number?;
    let apostrophe = view.joined(next, &["'", "’"]).unwrap_or(next);
    let marked = view
        .key(apostrophe, &[Key::DecadeMark])
        .filter(|_| view.is_tight(next));
    if (lead.is_none() && marked.is_none()) || value % 10 != 0 {
        return None;
    }
    let plain = next;
    let next = marked.unwrap_or(next);
    let next = view.find(next, |word| {
        (word == Word::Unit(Measure::Span(Span::Year))).then_some(())
    });
    let behind = marked.or(next.map(|((), next)| next));
    let end = next.map_or_else(|| behind.unwrap_or(plain), |((), next)| next);
    let base = match length {
        2 => Base::Decade(value),
        4 if (1000..=2990).contains(&value) => Base::Fixed(calendar::decade(value)?),
        _ => return None,
    };
    Some((base, end))
}

/// "The 19th century", "XIXe siècle", "siglo XIX", "القرن التاسع عشر".
fn century(view: &View<'_>, at: usize) -> Read<Base> {
    let is_century = |at: usize| {
        let found = view.find(at, |word| {
            (word == Word::Unit(Measure::Span(Span::Century))).then_some(())
        });
        found.map(|((), next)| next)
    };
    let before = || {
        let (number, next) = ordinal(view, at).or_else(|| roman(view, at))?;
        let joined = view.joined(next, &["-"]).unwrap_or(next);
        Some((number, is_century(joined)?))
    };
    let behind = || {
        let next = is_century(at)?;
        roman(view, next).or_else(|| ordinal(view, next))
    };
    let (number, next) = before().or_else(behind)?;
    let base = Base::Fixed(calendar::century((number - 1) * 100)?);
    (1..=29).contains(&number).then_some((base, next))
}

/// "Week 31", "KW 31 2024".
fn week(view: &View<'_>, at: usize) -> Read<Base> {
    let next = view.key(at, &[Key::WeekNumber])?;
    let ((number, length), next) = view.digits(next)?;
    let fits = (1..=53).contains(&number) && length <= 2;
    let (year, behind) = year_of(view, next);
    fits.then_some((Base::Week(number, year), behind))
}

/// "2023/24": a season, a school year, a financial year.
fn years(view: &View<'_>, at: usize) -> Read<Base> {
    let (year, next) = plain_year(view, at)?;
    let slash = view.joined(next, &["/", "–", "-"])?;
    let dashed = view.mark(next, &["/"]).is_none();
    let ((short, 2), next) = view.digits(slash).filter(|_| view.is_tight(slash))? else {
        return None;
    };
    let follows = short == (year + 1) % 100;
    let more = view
        .joined(next, &["-", "/", "."])
        .is_some_and(|next| view.is_digits(next));
    let ranged = dashed && short > year % 100 && short > 12;
    if more || view.is_tight(at) && view.before(at).is_some_and(|token| token.text == "-") {
        return None;
    }
    let fits = (follows && (short > 12 || short == 0)) || ranged;
    let last = year.div_euclid(100) * 100 + short;
    let last = if last < year { last + 100 } else { last };
    let base = Base::Fixed(calendar::years(year, last).filter(|_| fits)?);
    Some((base, next))
}
