//! Who expects what, and when.

use dossier::v1::fact::Body;
use dossier::v1::{Fact, Forecast};

use crate::context::PageContext;
use crate::html::{Inline, Inlines};
use crate::locale::date::When;
use crate::locale::format;
use crate::part::card::{Card, card};

/// What somebody expects.
#[derive(Clone, Debug)]
pub(crate) struct Expectation {
    pub(crate) who: Inlines,
    pub(crate) made_on: Option<When>,
    pub(crate) horizon: String,
    pub(crate) window: Option<When>,
    pub(crate) likelihood: &'static str,
    pub(crate) resolution: &'static str,
    pub(crate) settled_by: Option<Inline>,
    pub(crate) card: Card,
}

/// The forecasts among some facts.
pub(crate) fn forecasts(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Expectation> {
    let forecasts = facts.iter().filter_map(|fact| match &fact.body {
        Some(Body::Forecast(forecast)) => Some(expectation(context, fact, forecast)),
        _ => None,
    });
    forecasts.collect()
}

fn expectation(context: &PageContext<'_>, fact: &Fact, forecast: &Forecast) -> Expectation {
    let term = |value: &'static str| {
        if value.ends_with("_UNSPECIFIED") {
            ""
        } else {
            context.words.term(value)
        }
    };
    let who = if forecast.forecasters.is_empty() {
        vec![Inline::plain(context.words.label.the_author)]
    } else {
        context.entities(&forecast.forecasters)
    };
    let horizon = forecast.horizon.as_ref();
    Expectation {
        who,
        made_on: context.time(forecast.made_on.as_ref()),
        horizon: horizon
            .map(|horizon| format::horizon(context.words, horizon))
            .unwrap_or_default(),
        window: context.time(forecast.window.as_ref()),
        likelihood: term(forecast.likelihood().as_str_name()),
        resolution: term(forecast.resolution().as_str_name()),
        settled_by: (!forecast.resolved_by.is_empty()).then(|| context.fact(&forecast.resolved_by)),
        card: card(context, fact),
    }
}
