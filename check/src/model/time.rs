//! When a fact is: the date that places it, and whether uncertain dates meet.

use dossier::v1::{Fact, TimeExpression, fact::Body};

use super::edtf;
use super::values::ValueError;

/// Days from the first to the last, `YYYY-MM-DD`; empty where that end is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub earliest: String,
    /// The last day.
    pub latest: String,
}

impl Span {
    /// Whether a date may lie, or lie in part, within these days.
    pub fn meets(&self, time: &TimeExpression) -> bool {
        let open = |one: &str, other: &str| one.is_empty() || other.is_empty();
        (open(&self.earliest, &time.latest) || time.latest >= self.earliest)
            && (open(&self.latest, &time.earliest) || time.earliest <= self.latest)
    }
}

/// The first and the last day of a date (EDTF).
pub fn days(text: &str) -> Result<Span, ValueError> {
    let (earliest, latest) = edtf::days(text)?;
    let shown = |day: Option<edtf::Day>| day.map_or_else(String::new, |day| day.to_string());
    Ok(Span {
        earliest: shown(earliest),
        latest: shown(latest),
    })
}

/// The date that places a fact, and its field: that of what it tells, else when it holds.
pub fn placed(fact: &Fact) -> Option<(&'static str, &TimeExpression)> {
    let own = match &fact.body {
        Some(Body::Event(event)) => event.when.as_ref().map(|time| ("event.when", time)),
        Some(Body::Agreement(agreement)) => {
            let parties = agreement.parties.iter();
            let actions = parties.flat_map(|party| &party.actions);
            let dated = actions.filter_map(|action| action.when.as_ref());
            let first = dated
                .filter(|time| is_dated(time))
                .min_by_key(|time| &time.earliest);
            first.map(|time| ("agreement.parties.actions.when", time))
        }
        Some(Body::Transfer(one)) => one.period.as_ref().map(|time| ("transfer.period", time)),
        Some(Body::Role(one)) => {
            let end = || one.end.as_ref().map(|time| ("role.end", time));
            one.start
                .as_ref()
                .map(|time| ("role.start", time))
                .or_else(end)
        }
        Some(Body::Membership(one)) => {
            let end = || one.end.as_ref().map(|time| ("membership.end", time));
            one.start
                .as_ref()
                .map(|time| ("membership.start", time))
                .or_else(end)
        }
        Some(Body::Measurement(one)) => {
            one.period.as_ref().map(|time| ("measurement.period", time))
        }
        Some(Body::Quote(one)) => one.when.as_ref().map(|time| ("quote.when", time)),
        Some(Body::Forecast(one)) => {
            let made = || one.made_on.as_ref().map(|time| ("forecast.made_on", time));
            one.window
                .as_ref()
                .map(|time| ("forecast.window", time))
                .or_else(made)
        }
        _ => None,
    };
    let valid = || fact.valid.as_ref().map(|time| ("valid", time));
    let as_of = || fact.as_of.as_ref().map(|time| ("as_of", time));
    let dated = |found: &(&'static str, &TimeExpression)| is_dated(found.1);
    let own = own.filter(dated);
    own.or_else(|| valid().filter(dated))
        .or_else(|| as_of().filter(dated))
}

fn is_dated(time: &TimeExpression) -> bool {
    !time.earliest.is_empty() || !time.latest.is_empty()
}
