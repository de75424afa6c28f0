//! `QueryTimeline`: facts in the order of time, with dates that may be spans.

use std::collections::BTreeMap;

use dossier::FactTime;
use dossier::v1::{
    QueryTimelineRequest, QueryTimelineResponse, TimelineBucket, TimelineGranularity, TimelineItem,
};
use dossier_check::model::time::{self, Span};

use super::select::Selection;
use crate::error::ServiceError;
use crate::service::page::{Page, total_size};
use crate::snapshot::Snapshot;

/// A dated fact, before it is known whether it is on the page.
struct Dated {
    name: String,
    earliest: String,
    latest: String,
}

/// A page of a timeline.
pub(super) fn timeline(
    snapshot: &Snapshot,
    request: &QueryTimelineRequest,
    page: &Page,
) -> Result<QueryTimelineResponse, ServiceError> {
    let selection = Selection::new(&request.filter, &request.show)?;
    let span = Span {
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
        if span.meets(time) {
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
    response.total_size = total_size(found.len());
    response.next_page_token = page.next(found.len());
    response.buckets = buckets(&found, request.granularity());
    let shown = page.slice().cut(found.iter());
    response.items = shown
        .filter_map(|dated| item(snapshot, &dated.name))
        .collect();
    Ok(response)
}

/// The days of a bound; open where there is none.
fn bound(field: &str, text: &str) -> Result<Span, ServiceError> {
    if text.is_empty() {
        return Ok(Span::default());
    }
    time::days(text).map_err(|error| ServiceError::field(field, error.to_string()))
}

fn item(snapshot: &Snapshot, name: &str) -> Option<TimelineItem> {
    let fact = snapshot.record(name)?.fact()?;
    let FactTime { field, time } = fact.time()?;
    let time = time.clone();
    Some(TimelineItem {
        exact: !time.earliest.is_empty() && time.earliest == time.latest,
        field: field.to_owned(),
        time: Some(time),
        fact: Some(fact),
    })
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
