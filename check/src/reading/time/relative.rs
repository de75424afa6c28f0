//! Times relative to another one: "last January", "two years ago", "the past decade".

use super::calendar::Span;
use super::date::{date, day, month};
use super::lasting::{lasting, of_one_unit, so_many, unit};
use super::length::Lasting;
use super::number::count;
use super::point::{Anchor, Base, Parts, Rest};
use super::shift::{chosen, season_name, shifted, which, which_behind};
use super::span::span;
use super::view::{Read, View};
use super::word::{Key, Measure, Word};

/// A time that is said beside the day of publication, or beside a time that the text around names.
pub(super) fn relative(view: &View<'_>, at: usize) -> Read<Base> {
    let found = [
        day_beside(view, at),
        shifted_or_past(view, at),
        definite(view, at),
        ending(view, at),
        week_of(view, at),
        nearest(view, at),
        window(view, at),
        offset(view, at),
        rest(view, at),
        context(view, at),
    ];
    found.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// "Yesterday", "tomorrow", "now".
fn day_beside(view: &View<'_>, at: usize) -> Read<Base> {
    if is_loose(view, at) {
        return None;
    }
    let (count, next) = view.find(at, |word| match word {
        Word::Offset(count) => Some(count),
        Word::Key(Key::Now) => Some(0),
        _ => None,
    })?;
    Some((Base::Shifted(Span::Day, count), next))
}

/// "Last year"; "the past year" may also be the last twelve months, and so may a decade.
fn shifted_or_past(view: &View<'_>, at: usize) -> Read<Base> {
    let (base, next) = shifted(view, at)?;
    let Base::Shifted(span, -1) = base else {
        return Some((base, next));
    };
    let is_long = matches!(span, Span::Decade | Span::Century);
    let is_past = (at..next).any(|at| view.key(at, &[Key::Past]).is_some());
    if !is_long && !is_past {
        return Some((base, next));
    }
    let lasting = so_many(Measure::Span(span), 1_000)?;
    let window = Base::Window(lasting.amounts, -1, None);
    Some((Base::Either(Box::new(base), Box::new(window)), next))
}

/// "The three months to October", "the year to September".
fn ending(view: &View<'_>, at: usize) -> Read<Base> {
    let start = view.skip(at, &[Key::The]);
    let whole = || {
        let (measure, next) = unit(view, start)?;
        let fits = matches!(
            measure,
            Measure::Span(Span::Month | Span::Quarter | Span::Half | Span::Year)
        );
        Some((so_many(measure, 1_000).filter(|_| fits)?, next))
    };
    let (lasting, next) = lasting(view, start).or_else(whole)?;
    let lead = view.key(next, &[Key::To, Key::Ending])?;
    let lead = view.skip(view.skip(lead, &[Key::On]), &[Key::The]);
    let lead = view.skip(lead, &[Key::Late]);
    let (base, next) = date(view, lead)?;
    let has_month = matches!(&base, Base::Parts(parts) if parts.month.is_some());
    has_month.then_some((Base::Ending(lasting.amounts, Box::new(base)), next))
}

/// "The weekend", "in the year": the one about the day of publication, or the one before it.
fn definite(view: &View<'_>, at: usize) -> Read<Base> {
    let lead = view.key(at, &[Key::The]).or_else(|| {
        let cued = view.ends_before(at, &[Key::On, Key::The]);
        cued.then_some(at)
    })?;
    let (Measure::Span(span), next) = unit(view, lead)? else {
        return None;
    };
    // "Year on year" has no article.
    let article = lead > at || view.ends_before(at, &[Key::The]);
    if !article && span != Span::Weekend {
        return None;
    }
    let whole = matches!(span, Span::Weekend | Span::Week | Span::Month | Span::Year);
    let counted = view.is_digits(next)
        || view
            .key(next, &[Key::Of, Key::Before, Key::After])
            .is_some();
    (whole && !counted).then_some((Base::About(span), next))
}

/// "The week of 18 May", "la semaine du 4 mars".
fn week_of(view: &View<'_>, at: usize) -> Read<Base> {
    let next = view.key(at, &[Key::WeekOf])?;
    let lead = view.skip(next, &[Key::The]);
    let dated = date(view, lead)
        .filter(|(base, _)| matches!(base, Base::Parts(parts) if parts.day.is_some()));
    let alone = || {
        let (day, next) = day(view, lead).filter(|(_, next)| !view.is_followed(*next))?;
        Some((Base::date(None, None, Some(day)), next))
    };
    let (base, next) = dated.or_else(alone)?;
    Some((Base::WeekOf(Box::new(base)), next))
}

/// A month, a season, a day of the week or a quarter: "last January", "vendredi prochain".
fn nearest(view: &View<'_>, at: usize) -> Read<Base> {
    let named = |at: usize| {
        let season = season_name(view, at).map(|(season, next)| (Base::Season(season, None), next));
        let feast = view.find(at, |word| match word {
            Word::Feast(feast) => Some(Base::Feast(feast, None)),
            _ => None,
        });
        let parts = date_named(view, view.skip(at, &[Key::DayLead]));
        season.or(feast).or(parts)
    };
    let start = view.skip(at, &[Key::The]);
    let before = [at, start].into_iter().find_map(|start| {
        let (count, next) = which(view, start)?;
        let (base, next) = named(next)?;
        Some((Base::Nearest(count.signum(), Box::new(base)), next))
    });
    let behind = || {
        let (base, next) = named(start)?;
        let (count, next) = which_behind(view, next)?;
        Some((Base::Nearest(count.signum(), Box::new(base)), next))
    };
    before.or_else(behind)
}

/// A month or a day of the week without more.
fn date_named(view: &View<'_>, at: usize) -> Read<Base> {
    let weekday = view.find(at, |word| match word {
        Word::Weekday(weekday) => Some(weekday),
        _ => None,
    });
    if let Some((weekday, next)) = weekday {
        let parts = Parts {
            weekday: Some(weekday),
            ..Parts::default()
        };
        return Some((Base::Parts(parts), next));
    }
    let (month, next) = month(view, view.skip(at, &[Key::MonthLead]))?;
    Some((Base::date(None, Some(month), None), next))
}

/// "The past two decades", "the next 3 days", "les trois derniers mois", "in the last few weeks".
fn window(view: &View<'_>, at: usize) -> Read<Base> {
    let start = view.skip(at, &[Key::The]);
    let words = [(Key::Last, -1), (Key::Next, 1), (Key::Within, 1)];
    let before = |start: usize| {
        let (sign, next) = chosen(view, start, &words)?;
        let again = view.skip(next, &[Key::The]);
        let (sign, next) = chosen(view, again, &words).unwrap_or((sign, next));
        let whole = lasting(view, next)?;
        // "For the last 3 months and 2 days ago" says two times.
        let ago = view.key(whole.1, &[Key::Ago, Key::Before]).is_some();
        let (lasting, next) = if ago { of_one_unit(view, next)? } else { whole };
        let behind = [(Key::LastBehind, -1), (Key::NextBehind, 1)];
        let (sign, next) = chosen(view, next, &behind).unwrap_or((sign, next));
        Some((Base::Window(lasting.amounts, sign, lasting.spans), next))
    };
    let between = || {
        let (number, next) = count(view, start)?;
        let (sign, next) = chosen(view, next, &words)?;
        let (measure, next) = unit(view, next)?;
        agree(view, number.thousandths, next)?;
        let lasting = so_many(measure, number.thousandths)?;
        Some((Base::Window(lasting.amounts, sign, lasting.spans), next))
    };
    let behind = || {
        let (lasting, next) = counted_behind(view, start)?;
        let words = [(Key::LastBehind, -1), (Key::NextBehind, 1)];
        let (sign, next) = chosen(view, next, &words)?;
        let count = lasting.spans.map_or(2, |(_, count)| count);
        agree(view, count * 1_000, next)?;
        Some((Base::Window(lasting.amounts, sign, lasting.spans), next))
    };
    let found = [before(at), before(start), between(), behind()];
    found.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// Whether the word that ends here is a plural where several are counted, in the languages that show it
/// with an s: "23 next month" are no months, and "23 mois prochain" are none either.
fn agree(view: &View<'_>, thousandths: i64, next: usize) -> Option<()> {
    let shown = view.table.is_plain() && thousandths != 1_000;
    let plural = view
        .before(next)
        .is_some_and(|token| token.text.ends_with('s'));
    (!shown || plural).then_some(())
}

/// A length before its word, with the number before the unit or, as in Arabic, behind it.
fn counted_behind(view: &View<'_>, at: usize) -> Read<Lasting> {
    lasting(view, at).or_else(|| {
        let (measure, next) = unit(view, at)?;
        let (number, next) = count(view, next)?;
        Some((so_many(measure, number.thousandths)?, next))
    })
}

/// "Two years ago", "il y a deux ans", "in two weeks", "three days later", "two days before 5 May".
fn offset(view: &View<'_>, at: usize) -> Read<Base> {
    if let Some((sign, next)) = chosen(view, at, &[(Key::AgoBefore, -1), (Key::InLength, 1)]) {
        let (lasting, next) = lasting(view, view.skip(next, &[Key::About]))?;
        let next = view.skip(next, &[Key::Hence, Key::Ago]);
        return Some((beside(lasting, sign, Anchor::Published), next));
    }
    let (lasting, next) = lasting(view, at)?;
    let published = [(Key::Ago, -1), (Key::Hence, 1)];
    if let Some((sign, next)) = chosen(view, next, &published) {
        return Some((beside(lasting, sign, Anchor::Published), next));
    }
    let around = [(Key::Before, -1), (Key::After, 1), (Key::From, 1)];
    if let Some((sign, lead)) = chosen(view, next, &around) {
        let anchor = anchor(view, view.skip(lead, &[Key::The]));
        if let Some((anchor, next)) = anchor {
            let anchor = Anchor::Time(Box::new(anchor));
            return Some((beside(lasting, sign, anchor), next));
        }
    }
    let (sign, next) = chosen(view, next, &[(Key::Earlier, -1), (Key::Later, 1)])?;
    // "30 minutes later this week" does not count from the text around.
    let this = view.skip(next, &[Key::On, Key::Of]);
    if view.key(this, &[Key::This]).is_some() {
        return None;
    }
    Some((beside(lasting, sign, Anchor::Context), next))
}

fn beside(lasting: Lasting, sign: i64, anchor: Anchor) -> Base {
    Base::Offset(lasting.amounts, sign, anchor)
}

/// The time from which a length is counted.
fn anchor(view: &View<'_>, at: usize) -> Read<Base> {
    let found = [
        day_beside(view, at),
        shifted(view, at),
        nearest(view, at),
        date(view, at),
        span(view, at),
    ];
    found.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// "The rest of the year", "the year to date".
fn rest(view: &View<'_>, at: usize) -> Read<Base> {
    let stretch = |at: usize| {
        let start = view.skip(at, &[Key::The]);
        let start = view.skip(start, &[Key::This]);
        let (measure, next) = unit(view, start)?;
        let Measure::Span(span) = measure else {
            return None;
        };
        Some((span, view.skip(next, &[Key::ThisBehind])))
    };
    let lead = |at: usize| view.skip(view.skip(at, &[Key::Of]), &[Key::On]);
    let parts = [
        (Rest::Left, Key::Rest),
        (Rest::Later, Key::LaterIn),
        (Rest::Earlier, Key::PassedLead),
    ];
    for (part, key) in parts {
        if let Some(next) = view.key(at, &[key]) {
            let (span, next) = stretch(lead(next))?;
            return Some((Base::Rest(span, part), next));
        }
    }
    let (span, next) = stretch(at)?;
    let next = view.key(next, &[Key::Passed])?;
    Some((Base::Rest(span, Rest::Passed), next))
}

/// Whether a word such as "then" or "now" stands without one that makes it the end of a time.
fn is_loose(view: &View<'_>, at: usize) -> bool {
    let leads = [
        Key::Since,
        Key::Until,
        Key::By,
        Key::Before,
        Key::After,
        Key::From,
        Key::To,
        Key::Between,
        Key::And,
        Key::Hence,
    ];
    let weak = view
        .token(at)
        .is_some_and(|token| view.table.is_weak(&token.text));
    weak && !view.ends_before(at, &leads)
}

/// "Then", "the same week".
fn context(view: &View<'_>, at: usize) -> Read<Base> {
    if let Some(next) = view.key(at, &[Key::Then]).filter(|_| !is_loose(view, at)) {
        return Some((Base::Context, next));
    }
    let (_, next) = unit(view, view.key(at, &[Key::Same])?)?;
    Some((Base::Context, next))
}
