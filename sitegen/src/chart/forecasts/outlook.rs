//! What does a forecast say of when: its range, its words, and what became of it?

use dossier::v1::{Fact, Forecast, Resolution, TimeExpression};
use dossier::{Edtf, edtf};

use crate::chart::draw::rows::Words;
use crate::chart::draw::scale::{day, days};
use crate::context::PageContext;
use crate::locale::{date, format};
use crate::url::Route;

/// A horizon that is so many times as long as the middle one lies beyond the axis, or all others would
/// be squeezed to nothing.
pub(super) const FAR: i64 = 4;

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
    let resolution = forecast.effective_resolution();
    let range = from_horizon(forecast).or_else(|| from_window(forecast));
    // Without a day of statement there is no window.
    let dated = forecast.window.is_some()
        || forecast
            .made_on
            .as_ref()
            .is_some_and(|made| !made.earliest.is_empty());
    let outcome = context.words.term(resolution.as_str_name());
    let calendar = calendar(context, forecast, range.is_some());
    let aside = [
        Some(outcome.to_owned()),
        calendar,
        Some(who(context, forecast)),
    ];
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

/// Whose forecast it is.
fn who(context: &PageContext<'_>, forecast: &Forecast) -> String {
    if forecast.forecasters.is_empty() {
        return context.words.label.the_author.to_owned();
    }
    let names = context.entities(&forecast.forecasters);
    names.into_iter().map(|inline| inline.text).collect()
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
    let made = forecast.made_on.as_ref().map(TimeExpression::bounds);
    let begins = made.unwrap_or_default().earliest;
    match Edtf::parse(&window.edtf) {
        // A window that begins when it is announced is a deadline.
        Ok(Edtf::Interval(interval)) if begins.is_some() && begins == window.bounds().earliest => {
            match interval.end() {
                edtf::End::Date(last) => {
                    (context.words.charts.time.by)(&date::single(context.words, &last))
                }
                edtf::End::Open | edtf::End::Unknown => date::date(context.words, &window.edtf),
            }
        }
        _ => date::date(context.words, &window.edtf),
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
            Some(date::date(context.words, &window.edtf))
        }
        (_, Some(made)) => {
            let day = date::date(context.words, &made.edtf);
            Some((context.words.charts.time.made_on)(&day))
        }
        (_, None) => timed.then(|| context.words.charts.time.undated.to_owned()),
    }
}
