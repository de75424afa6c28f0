//! `QueryTimeline`: facts in the order of time, with dates that may be spans.

use std::collections::BTreeMap;

use dossier::v1::{
    Fact, QueryTimelineRequest, QueryTimelineResponse, TimeExpression, TimelineBucket,
    TimelineGranularity, TimelineItem, fact::Body,
};

use super::select::Selection;
use crate::check::edtf;
use crate::error::ServiceError;
use crate::snapshot::Snapshot;

/// A dated fact, before it is known whether it is on the page.
struct Dated {
    name: String,
    earliest: String,
    latest: String,
}

/// A page of a timeline: so many items from a place on. The token is left to the caller.
pub(super) fn timeline(
    snapshot: &Snapshot,
    asked: &QueryTimelineRequest,
    (offset, size): (usize, usize),
) -> Result<QueryTimelineResponse, ServiceError> {
    let selection = Selection::new(&asked.filter, &asked.show)?;
    let from = bound("from", &asked.from)?.0;
    let until = bound("until", &asked.until)?.1;
    let mut response = QueryTimelineResponse::default();
    let mut found = Vec::new();
    for (_, fact) in selection.facts(snapshot) {
        let Some((_, time)) = placed(&fact) else {
            response.undated_count += 1;
            continue;
        };
        let after = from.is_empty() || time.latest.is_empty() || time.latest >= from;
        let before = until.is_empty() || time.earliest.is_empty() || time.earliest <= until;
        if after && before {
            found.push(Dated {
                earliest: time.earliest.clone(),
                latest: time.latest.clone(),
                name: fact.name,
            });
        }
    }
    // An open end lies after every day, an open start before.
    let open = |day: &str| (day.is_empty(), day.to_owned());
    found.sort_by_cached_key(|one| (one.earliest.clone(), open(&one.latest), one.name.clone()));
    response.total_size = i32::try_from(found.len()).unwrap_or(i32::MAX);
    response.buckets = buckets(&found, asked.granularity());
    let page = found.iter().skip(offset).take(size);
    response.items = page.filter_map(|one| item(snapshot, &one.name)).collect();
    Ok(response)
}

/// The first and last day of a bound; empty where there is none.
fn bound(field: &str, text: &str) -> Result<(String, String), ServiceError> {
    if text.is_empty() {
        return Ok((String::new(), String::new()));
    }
    let days = edtf::days(text).map_err(|error| ServiceError::field(field, error.to_string()))?;
    let shown = |day: Option<edtf::Day>| day.map_or_else(String::new, |day| day.to_string());
    Ok((shown(days.0), shown(days.1)))
}

fn item(snapshot: &Snapshot, name: &str) -> Option<TimelineItem> {
    let fact = snapshot.record(name)?.fact()?;
    let (field, time) = placed(&fact).map(|(field, time)| (field, time.clone()))?;
    Some(TimelineItem {
        exact: !time.earliest.is_empty() && time.earliest == time.latest,
        field: field.to_owned(),
        time: Some(time),
        fact: Some(fact),
    })
}

/// The date that places a fact, and its field: that of what it tells, else when it holds.
fn placed(fact: &Fact) -> Option<(&'static str, &TimeExpression)> {
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

fn buckets(found: &[Dated], granularity: TimelineGranularity) -> Vec<TimelineBucket> {
    let length = match granularity {
        TimelineGranularity::Unspecified => return Vec::new(),
        TimelineGranularity::Day => 10,
        TimelineGranularity::Month => 7,
        TimelineGranularity::Year => 4,
    };
    let mut counts: BTreeMap<&str, i32> = BTreeMap::new();
    for one in found {
        if let Some(period) = one.earliest.get(..length) {
            *counts.entry(period).or_default() += 1;
        }
    }
    let bucket = |(period, count): (&str, i32)| TimelineBucket {
        period: period.to_owned(),
        count,
    };
    counts.into_iter().map(bucket).collect()
}
