//! A forecast, and how many days after it was made it would come true.

use dossier::v1::{Fact, Forecast, Resolution, TimeExpression};

use crate::chart::draw::rows::Words;
use crate::chart::draw::scale::{day, days, first_of, month_number};
use crate::context::PageContext;
use crate::locale::format;
use crate::url::Route;

/// A forecast, and how many days after it was made it would come true.
pub(super) struct Outlook {
    pub(super) words: Words,
    pub(super) name: String,
    /// From, and up to; the latter is missing where there is no end.
    pub(super) range: Option<(i64, Option<i64>)>,
    pub(super) dated: bool,
    pub(super) resolution: Resolution,
}

impl Outlook {
    /// How far it looks.
    pub(super) fn reach(&self) -> Option<i64> {
        let (from, to) = self.range?;
        Some(to.unwrap_or(from))
    }

    pub(super) fn endless(&self) -> bool {
        matches!(self.range, Some((_, None)))
    }

    pub(super) fn class(&self) -> &'static str {
        match (self.resolution, self.dated) {
            (Resolution::Occurred, _) => "known",
            (Resolution::Expired, true) => "lapsed",
            (Resolution::Expired, false) => "lapsed undated",
            (_, true) => "planned",
            (_, false) => "planned undated",
        }
    }
}

pub(super) fn outlook(context: &PageContext<'_>, fact: &Fact, forecast: &Forecast) -> Outlook {
    let resolution = match forecast.resolution() {
        Resolution::Unspecified => Resolution::Open,
        other => other,
    };
    let range = from_horizon(forecast).or_else(|| from_window(forecast));
    // Without a day of statement there is no window.
    let dated = forecast.window.is_some()
        || forecast
            .made_on
            .as_ref()
            .is_some_and(|made| !made.earliest.is_empty());
    let who: String = if forecast.forecasters.is_empty() {
        context.words.label.the_author.to_owned()
    } else {
        let names = context.entities(&forecast.forecasters);
        names.into_iter().map(|inline| inline.text).collect()
    };
    let outcome = context.words.term(resolution.as_str_name());
    let calendar = calendar(context, forecast, range.is_some());
    let aside = [Some(outcome.to_owned()), calendar, Some(who)];
    Outlook {
        words: Words {
            when: when(context, forecast),
            statement: context.text(&fact.statement).text,
            aside: aside.into_iter().flatten().collect(),
            href: context.link(Route::Fact(&fact.name)),
        },
        name: fact.name.clone(),
        range,
        dated,
        resolution,
    }
}

fn from_horizon(forecast: &Forecast) -> Option<(i64, Option<i64>)> {
    let horizon = forecast.horizon.as_ref()?;
    let (from, to) = (days(&horizon.minimum), days(&horizon.maximum));
    (from.is_some() || to.is_some()).then(|| (from.unwrap_or(0), to))
}

/// A window counted from the day on which it was made.
fn from_window(forecast: &Forecast) -> Option<(i64, Option<i64>)> {
    let window = forecast.window.as_ref()?;
    let made = day(&forecast.made_on.as_ref()?.earliest)?;
    let away = |text: &str| day(text).map(|day| (day - made).max(0));
    let (from, to) = (away(&window.earliest), away(&window.latest));
    (from.is_some() || to.is_some()).then(|| (from.unwrap_or(0), to))
}

/// When it would come true, as it was said.
fn when(context: &PageContext<'_>, forecast: &Forecast) -> String {
    if let Some(horizon) = &forecast.horizon {
        return format::horizon(context.words, horizon);
    }
    let Some(window) = &forecast.window else {
        return String::new();
    };
    let made = forecast.made_on.as_ref().map(|made| &made.earliest);
    match window.edtf.split_once('/') {
        // A window that begins when it is announced is a deadline.
        Some((_, last)) if made == Some(&window.earliest) && !last.is_empty() && last != ".." => {
            (context.words.charts.time.by)(&format::date(context.words, last))
        }
        _ => format::date(context.words, &window.edtf),
    }
}

/// What is known of the calendar.
fn calendar(context: &PageContext<'_>, forecast: &Forecast, timed: bool) -> Option<String> {
    let made = forecast
        .made_on
        .as_ref()
        .filter(|made| !made.edtf.is_empty());
    match (&forecast.window, made) {
        (Some(window), _) if forecast.horizon.is_some() => {
            let short = shorter(window);
            let edtf = short.as_deref().unwrap_or(&window.edtf);
            Some(format::date(context.words, edtf))
        }
        (_, Some(made)) => {
            let day = format::date(context.words, &made.edtf);
            Some((context.words.charts.time.made_on)(&day))
        }
        (_, None) => timed.then(|| context.words.charts.time.undated.to_owned()),
    }
}

/// A window that is counted from a month, not from a day, begins and ends with a month; one that has
/// one day only is that day.
fn shorter(window: &TimeExpression) -> Option<String> {
    let (first, last) = (day(&window.earliest)?, day(&window.latest)?);
    let whole =
        first == first_of(month_number(first)) && last + 1 == first_of(month_number(last) + 1);
    let (one, other) = (window.earliest.get(..7)?, window.latest.get(..7)?);
    match (whole, window.earliest == window.latest) {
        (true, _) => Some(format!("{one}/{other}")),
        (false, true) => Some(window.earliest.clone()),
        (false, false) => None,
    }
}
