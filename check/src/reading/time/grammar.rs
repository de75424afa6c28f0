//! The whole of a time: a point with its modifiers, a range of two, or a length.

use super::calendar::Span;
use super::date::{date, day, lone_day, month};
use super::lasting::{length, unit};
use super::number::ordinal;
use super::point::{Anchor, Base, Parts, Point, Stage};
use super::relative::relative;
use super::said::{Said, Time};
use super::shift::shifted;
use super::span::span;
use super::view::{DASHES, Read, View};
use super::word::{Key, Measure};

/// The longest time that starts here.
pub(super) fn time(view: &View<'_>, at: usize) -> Read<Time> {
    let found = [
        length(view, at).map(|(length, next)| (Said::For(length), next)),
        range(view, at),
        open(view, at),
        point(view, at).map(|(point, next)| (Said::At(point), next)),
    ];
    // Of two that are equally long the last one is taken.
    let longest = found.into_iter().flatten().max_by_key(|(_, next)| *next);
    let (said, next) = longest?;
    let from_context = (at..next).any(|at| view.key(at, &[Key::FromContext]).is_some());
    let before = view.key(at, &[Key::Before]);
    let is_before = matches!(said, Said::Between(None, Some(_)))
        && before.is_some()
        && before > view.key(at, &[Key::Until, Key::By]);
    let is_denied = matches!(said, Said::Between(None, Some(_))) && is_denied(view, at);
    let time = Time {
        said,
        from_context,
        is_before,
        is_denied,
    };
    Some((time, next))
}

/// How far before "before" and "until" a "not" may stand.
const DENIED_DISTANCE: usize = 5;

/// Whether a "not" stands shortly before a place, in the same clause: "will not open before 2028".
fn is_denied(view: &View<'_>, at: usize) -> bool {
    let before = (1..=DENIED_DISTANCE).map_while(|back| at.checked_sub(back));
    let inside = |at: &usize| view.is_word(*at) || view.mark(*at, &["'"]).is_some();
    let mut inside = before.take_while(inside);
    view.key(at, &[Key::Not]).is_some() || inside.any(|at| view.key(at, &[Key::Not]).is_some())
}

/// A time with its modifiers: "around 2010", "early 2024", "the 20th of next month".
fn point(view: &View<'_>, at: usize) -> Read<Point> {
    view.points.once(at, || modified(view, at))
}

fn modified(view: &View<'_>, at: usize) -> Read<Point> {
    let about = view.key(at, &[Key::About]);
    let start = about.unwrap_or(at);
    let (stage, lead) =
        stage(view, start).map_or((None, start), |(stage, next)| (Some(stage), next));
    let staged = || {
        let lead = view.skip(lead, &[Key::The]);
        let (Measure::Span(span), next) = unit(view, lead)? else {
            return None;
        };
        stage.map(|_| (Base::Shifted(span, 0), view.skip(next, &[Key::ThisBehind])))
    };
    let plain = |lead: usize| base(view, lead);
    let found = [plain(lead), staged(), plain(view.skip(lead, &[Key::The]))];
    let best = found.into_iter().flatten().max_by_key(|(_, next)| *next);
    let whole = plain(start).filter(|_| stage.is_some());
    // "Later": a word that is no stage where more is read without it.
    let (stage, (base, next)) = match (best, whole) {
        (Some(best), Some(whole)) if whole.1 >= best.1 || is_counted(&best.0) => (None, whole),
        (Some(best), None) if stage.is_some() && is_counted(&best.0) => return None,
        (Some(best), _) => (stage, best),
        (None, whole) => (None, whole?),
    };
    let point = Point {
        base,
        stage,
        approximate: about.is_some(),
    };
    Some((point, next))
}

/// Whether a time is counted from another one, which has no early and no late part.
fn is_counted(base: &Base) -> bool {
    matches!(base, Base::Window(..) | Base::Offset(..) | Base::Rest(..))
}

/// "Early", "mid-", "at the end of".
fn stage(view: &View<'_>, at: usize) -> Read<Stage> {
    let words = [
        (Key::Early, Stage::Early),
        (Key::Mid, Stage::Mid),
        (Key::Late, Stage::Late),
    ];
    let found = words
        .into_iter()
        .filter_map(|(key, stage)| Some((stage, view.key(at, &[key])?)));
    let (stage, next) = found.max_by_key(|(_, next)| *next)?;
    let next = view.joined(next, &DASHES).unwrap_or(next);
    let next = view.skip(next, &[Key::Of]);
    Some((stage, view.skip(next, &[Key::On])))
}

/// A time without modifiers; a date in a longer time is put together here.
fn base(view: &View<'_>, at: usize) -> Read<Base> {
    view.bases.once(at, || joined(view, at))
}

fn joined(view: &View<'_>, at: usize) -> Read<Base> {
    let Some(simple) = simple(view, at) else {
        return within(view, at, None);
    };
    let joined = [within(view, at, Some(&simple)), reversed(view, &simple)];
    let longest = joined.into_iter().flatten().max_by_key(|(_, next)| *next);
    let longer = longest.filter(|(_, next)| *next > simple.1);
    Some(longer.unwrap_or(simple))
}

fn simple(view: &View<'_>, at: usize) -> Read<Base> {
    let found = [
        lone_day(view, at),
        date(view, at),
        span(view, at),
        relative(view, at),
    ];
    found.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// "The 20th of next month", "Friday next week", "June of last year".
fn within(view: &View<'_>, at: usize, simple: Option<&(Base, usize)>) -> Read<Base> {
    let numbered = || {
        let ordinal = ordinal(view, at).is_some();
        let (day, next) = day(view, at).filter(|_| ordinal || view.is_digits(at))?;
        Some((
            Parts {
                day: Some(day),
                ..Parts::default()
            },
            next,
        ))
    };
    let (parts, next) = match simple {
        Some((Base::Parts(parts), next)) if parts.year.is_none() => (*parts, *next),
        _ => numbered()?,
    };
    let lead = view.mark(next, &[",", "-"]).unwrap_or(next);
    let lead = view.skip(lead, &[Key::Of, Key::On]);
    let lead = view.skip(lead, &[Key::Of]);
    // "The third this month" is no day.
    if lead == next && !view.is_digits(at) && parts.is_day() {
        return None;
    }
    let (outer, next) = shifted(view, lead)?;
    fits(parts, &outer).then(|| (Base::Within(parts, Box::new(outer)), next))
}

/// "Next week on Friday", "this month on the 4th".
fn reversed(view: &View<'_>, simple: &(Base, usize)) -> Read<Base> {
    let (outer, next) = (simple.0.stretch()?, &simple.1);
    let lead = view.mark(*next, &["-", ",", "("]).unwrap_or(*next);
    let lead = view.skip(lead, &[Key::On]);
    let lead = view.skip(view.skip(lead, &[Key::The]), &[Key::DayLead]);
    let (Base::Parts(parts), next) = date(view, lead)? else {
        return None;
    };
    let fits = parts.year.is_none() && fits(parts, outer);
    fits.then(|| (Base::Within(parts, Box::new(outer.clone())), next))
}

/// Whether a stretch can have a date of these parts.
fn fits(parts: Parts, outer: &Base) -> bool {
    let Base::Shifted(span, _) = outer else {
        return false;
    };
    match span {
        Span::Week => parts.weekday.is_some() && parts.month.is_none(),
        Span::Weekend => parts.weekday.is_some_and(|day| day >= 6),
        Span::Month => parts.month.is_none() && parts.day.is_some(),
        Span::Year => parts.month.is_some(),
        _ => false,
    }
}

/// "Since 2008", "until 2029", "before May 2024", "2012 or later".
fn open(view: &View<'_>, at: usize) -> Read<Said> {
    let starting = view.key(at, &[Key::Since, Key::After]);
    let ending = view.key(at, &[Key::Until, Key::By, Key::Before]);
    let onward = || {
        let lead = view.key(at, &[Key::From, Key::Since]);
        let start = lead.unwrap_or(at);
        let (point, next) = point(view, view.skip(start, &[Key::The]))?;
        let next = view.mark(next, &[","]).unwrap_or(next);
        let from = || {
            view.key(next, &[Key::OnBehindFrom])
                .filter(|_| lead.is_some())
        };
        let next = view.key(next, &[Key::OnBehind]).or_else(from)?;
        Some((Said::Between(Some(point), None), next))
    };
    let ended = |next: usize| {
        let lead = view.skip(view.skip(next, &[Key::On]), &[Key::The]);
        point(view, next).max_by_next(point(view, lead))
    };
    let start = starting.and_then(|next| {
        let (point, next) = ended(next).filter(|(point, _)| is_dated(point))?;
        let next = view.skip(next, &[Key::OnBehind]);
        Some((Said::Between(Some(point), None), next))
    });
    let end = ending.and_then(|next| {
        let (point, next) = ended(next).filter(|(point, _)| is_dated(point))?;
        Some((Said::Between(None, Some(point)), next))
    });
    let found = [onward(), start, end, compared(view, at)];
    found.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// "More than two weeks after today", "less than three days ago".
fn compared(view: &View<'_>, at: usize) -> Read<Said> {
    let more = view.key(at, &[Key::More]);
    let lead = more.or_else(|| view.key(at, &[Key::Less]))?;
    let (point, next) = point(view, lead)?;
    let Base::Offset(_, sign, anchor) = &point.base else {
        return None;
    };
    let sign = *sign;
    let from = match anchor {
        Anchor::Published => Base::Shifted(Span::Day, 0),
        Anchor::Context => Base::Context,
        Anchor::Time(base) => Base::clone(base),
    };
    let from = more.is_none().then(|| Point::new(from));
    let ends = if sign > 0 {
        (from, Some(point))
    } else {
        (Some(point), from)
    };
    let (start, end) = if more.is_some() {
        (ends.1, ends.0)
    } else {
        ends
    };
    Some((Said::Between(start, end), next))
}

/// The longer of two readings.
trait Longer: Sized {
    fn max_by_next(self, other: Self) -> Self;
}

impl<T> Longer for Read<T> {
    fn max_by_next(self, other: Self) -> Self {
        let found = [self, other];
        found.into_iter().flatten().max_by_key(|(_, next)| *next)
    }
}

/// Whether a time can be the end of an open one: "after two years" counts from something else.
fn is_dated(point: &Point) -> bool {
    !matches!(point.base, Base::Window(..))
}

/// "From 2010 to 2015", "between March and May 2024", "19-20 November", "2010–2015".
fn range(view: &View<'_>, at: usize) -> Read<Said> {
    let lead = view.key(at, &[Key::Between, Key::From]);
    let within = leading(view, at);
    let both = lead.is_some_and(|_| view.key(at, &[Key::Between]).is_some());
    let start = lead
        .or(within.as_ref().map(|(_, next)| *next))
        .unwrap_or(at);
    let cued = lead.is_some() || within.is_some();
    let firsts = firsts(view, start);
    let ranges = firsts.into_iter().filter_map(|(first, next)| {
        let dash = view.mark(next, &DASHES);
        let word = || view.key(next, &[Key::To, Key::Until]);
        let and = || view.and(next).filter(|_| both || within.is_some());
        let joint = dash.or_else(word).or_else(and)?;
        let (second, next) = second(view, joint)?;
        let outer = within.as_ref().map(|(outer, _)| outer);
        let (start, end) = shared(first, second, outer)?;
        let bare = |point: &Point| {
            matches!(
                point.base,
                Base::Parts(Parts {
                    month: None,
                    year: None,
                    weekday: None,
                    ..
                })
            )
        };
        let loose = bare(&start) || bare(&end);
        (cued || !loose).then_some((Said::Between(Some(start), Some(end)), next))
    });
    ranges.max_by_key(|(_, next)| *next)
}

/// A stretch before its days: "this week from Tuesday to Thursday", "in November between 19 and 20".
fn leading(view: &View<'_>, at: usize) -> Read<Base> {
    let month = || month(view, at).map(|(month, next)| (Base::date(None, Some(month), None), next));
    let (outer, next) = shifted(view, at).or_else(month)?;
    let next = view.skip(next, &[Key::On]);
    Some((outer, view.key(next, &[Key::Between, Key::From])?))
}

/// What a range may start with: a time, or the number of a day.
fn firsts(view: &View<'_>, at: usize) -> Vec<(Point, usize)> {
    let article = view.skip(at, &[Key::The]);
    let numbered = day(view, view.skip(article, &[Key::DayLead]));
    let numbered =
        numbered.map(|(day, next)| (Point::new(Base::date(None, None, Some(day))), next));
    [point(view, at), point(view, article), numbered]
        .into_iter()
        .flatten()
        .collect()
}

/// The end of a range.
fn second(view: &View<'_>, at: usize) -> Read<Point> {
    let lead = view.skip(at, &[Key::On]);
    let article = view.skip(lead, &[Key::The]);
    let numbered = || {
        let (day, next) = day(view, view.skip(article, &[Key::DayLead]))?;
        let free = !view.is_followed(next) || ordinal(view, article).is_some();
        free.then(|| (Point::new(Base::date(None, None, Some(day))), next))
    };
    let found = point(view, at)
        .max_by_next(point(view, lead))
        .max_by_next(point(view, article));
    found.or_else(numbered)
}

/// What the ends of a range have in common is said once: "from 4 to 22 January", "Jan-Feb 2017".
fn shared(first: Point, second: Point, outer: Option<&Base>) -> Option<(Point, Point)> {
    let (mut first, mut second) = (first, second);
    match (&mut first.base, &mut second.base) {
        // "September 2020-23" is no range.
        (Base::Parts(one), Base::Parts(other))
            if (other.is_day() && one.day.is_none())
                || (one.is_day() && other.day.is_none() && other.month.is_some()) =>
        {
            return None;
        }
        (Base::Parts(one), Base::Parts(other)) => share(one, other, outer),
        (Base::Parts(one), Base::Within(_, outer)) if one.year.is_none() => {
            let outer = Box::clone(outer);
            let parts = *one;
            first.base = Base::Within(parts, outer);
        }
        (
            Base::Season(..) | Base::Months(..),
            Base::Season(_, Some(year)) | Base::Months(_, _, Some(year)),
        ) => {
            let year = *year;
            match &mut first.base {
                Base::Season(_, own) | Base::Months(_, _, own) => *own = own.or(Some(year)),
                _ => {}
            }
        }
        (Base::Parts(one), _)
            if one.month.is_none() && one.year.is_none() && one.weekday.is_none() =>
        {
            return None;
        }
        (_, Base::Parts(other))
            if other.month.is_none() && other.year.is_none() && other.weekday.is_none() =>
        {
            return None;
        }
        _ => {}
    }
    for end in [&mut first, &mut second] {
        if let (Base::Parts(parts), Some(outer @ Base::Shifted(..))) = (&end.base, outer) {
            end.base = Base::Within(*parts, Box::new(outer.clone()));
        }
    }
    Some((first, second))
}

fn share(one: &mut Parts, other: &mut Parts, outer: Option<&Base>) {
    if let Some(Base::Parts(outer)) = outer {
        for end in [&mut *one, &mut *other] {
            end.month = end.month.or(outer.month);
        }
    }
    if other.month.is_none() && other.day.is_some() {
        other.month = one.month;
    }
    if one.month.is_none() && one.day.is_some() {
        one.month = other.month;
    }
    // "The 3rd of May to 2024" shares nothing.
    if one.year.is_none() && one.month.is_some() && other.month.is_some() {
        one.year = other.year.map(|year| {
            let before = (one.month, one.day) > (other.month, other.day);
            let day = one.day.is_none() || other.day.is_none();
            let before = if day { one.month > other.month } else { before };
            year - i64::from(before)
        });
    }
    if other.year.is_none() && other.month.is_some() && one.year.is_some() {
        other.year = one
            .year
            .map(|year| year + i64::from(other.month < one.month));
    }
}
