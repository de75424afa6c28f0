//! `QueryTimeline`: facts in the order of time, with dates that may be spans.

use std::collections::BTreeMap;

use dossier::edtf::{Date, Precision, Qualifier};
use dossier::v1::{
    QueryTimelineRequest, QueryTimelineResponse, TimelineBucket, TimelineGranularity, TimelineItem,
};
use dossier::{Bounds, Day, FactTime};
use dossier_check::model::time;

use super::select::Selection;
use crate::error::ServiceError;
use crate::snapshot::Snapshot;

/// A dated fact, before it is known whether it is on the page.
struct Dated {
    name: String,
    days: Bounds,
}

/// A page of a timeline: so many items from a place on. The token is left to the caller.
pub(super) fn timeline(
    snapshot: &Snapshot,
    request: &QueryTimelineRequest,
    (offset, size): (usize, usize),
) -> Result<QueryTimelineResponse, ServiceError> {
    let selection = Selection::new(&request.filter, &request.show)?;
    let wanted = Bounds {
        earliest: bound("from", &request.from)?.earliest,
        latest: bound("until", &request.until)?.latest,
    };
    let mut response = QueryTimelineResponse::default();
    let mut found = Vec::new();
    for (_, fact) in selection.facts(snapshot) {
        let Some(FactTime { time, .. }) = fact.time() else {
            response.undated_count += 1;
            continue;
        };
        let days = time.bounds();
        if wanted.meets(&days) {
            let name = fact.name;
            found.push(Dated { name, days });
        }
    }
    found.sort_by(|one, other| (one.days, &one.name).cmp(&(other.days, &other.name)));
    response.total_size = i32::try_from(found.len()).unwrap_or(i32::MAX);
    response.buckets = buckets(&found, request.granularity());
    let page = found.iter().skip(offset).take(size);
    response.items = page.filter_map(|one| item(snapshot, &one.name)).collect();
    Ok(response)
}

/// The days of a bound; open where there is none.
fn bound(field: &str, text: &str) -> Result<Bounds, ServiceError> {
    if text.is_empty() {
        return Ok(Bounds::default());
    }
    time::days(text).map_err(|error| ServiceError::field(field, error.to_string()))
}

fn item(snapshot: &Snapshot, name: &str) -> Option<TimelineItem> {
    let fact = snapshot.record(name)?.fact()?;
    let FactTime { field, time } = fact.time()?;
    let time = time.clone();
    Some(TimelineItem {
        exact: time.is_exact(),
        field: field.to_owned(),
        time: Some(time),
        fact: Some(fact),
    })
}

fn buckets(found: &[Dated], granularity: TimelineGranularity) -> Vec<TimelineBucket> {
    let precision = match granularity {
        TimelineGranularity::Unspecified => return Vec::new(),
        TimelineGranularity::Day => Precision::Day,
        TimelineGranularity::Month => Precision::Month,
        TimelineGranularity::Year => Precision::Year,
    };
    let period = |day: Day| Date::around(day, precision, Qualifier::Certain);
    // By the first day of the period, so that years before 0 are in their order too.
    let mut counts: BTreeMap<(Bounds, String), i32> = BTreeMap::new();
    for day in found.iter().filter_map(|one| one.days.earliest) {
        let period = period(day);
        *counts
            .entry((period.bounds(), period.to_string()))
            .or_default() += 1;
    }
    let bucket = |((_, period), count)| TimelineBucket { period, count };
    counts.into_iter().map(bucket).collect()
}
