//! `QueryTimeline`: facts in the order of time, with dates that may be spans.

use std::collections::BTreeMap;

use dossier::edtf::{Date, Precision, Qualifier};
use dossier::v1::{
    QueryTimelineRequest, QueryTimelineResponse, TimelineBucket, TimelineGranularity, TimelineItem,
};
use dossier::{Bounds, Day, Edtf, FactTime};

use super::select::Selection;
use crate::error::ServiceError;
use crate::service::page::{Page, total_size};
use crate::service::room::fitting;
use crate::snapshot::Snapshot;

/// A dated fact, before it is known whether it is on the page.
struct Dated {
    name: String,
    days: Bounds,
}

/// A page of a timeline.
pub(super) fn timeline(
    snapshot: &Snapshot,
    request: &QueryTimelineRequest,
    page: &Page,
) -> Result<QueryTimelineResponse, ServiceError> {
    let selection = Selection::new(&request.filter, &request.show)?;
    let wanted = wanted(request)?;
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
    found.sort_by(|left, right| (left.days, &left.name).cmp(&(right.days, &right.name)));
    response.total_size = total_size(found.len());
    response.buckets = buckets(&found, request.granularity());
    let shown = page.slice().cut(found.iter());
    let (items, places) = fitting(shown.map(|dated| item(snapshot, &dated.name)));
    response.items = items;
    response.next_page_token = page.next(places, found.len());
    Ok(response)
}

/// The days that are asked for.
fn wanted(request: &QueryTimelineRequest) -> Result<Bounds, ServiceError> {
    let (from, until) = (&request.from, &request.until);
    let wanted = Bounds {
        earliest: bound("from", from)?.earliest,
        latest: bound("until", until)?.latest,
    };
    if wanted.is_reversed() {
        let message = format!("`{until}` ends before `from` (`{from}`) starts");
        return Err(ServiceError::field("until", message));
    }
    Ok(wanted)
}

/// The days of a bound; open where there is none.
fn bound(field: &str, text: &str) -> Result<Bounds, ServiceError> {
    if text.is_empty() {
        return Ok(Bounds::default());
    }
    let read = Edtf::parse(text).map(|read| read.bounds());
    read.map_err(|error| ServiceError::field(field, error.to_string()))
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
    for day in found.iter().filter_map(|dated| dated.days.earliest) {
        let period = period(day);
        *counts
            .entry((period.bounds(), period.to_string()))
            .or_default() += 1;
    }
    let bucket = |((_, period), count)| TimelineBucket { period, count };
    counts.into_iter().map(bucket).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_that_ends_before_it_starts_is_refused() {
        for (from, until, refused) in [
            ("2025", "2024", true),
            ("2024-06-19", "2024-06-18", true),
            ("2024-07", "2024-06", true),
            ("2024~", "2023?", true),
            ("2025/..", "../2024", true),
            ("2024-07", "2024", false),
            ("2024", "2024", false),
            ("2024", "2024-01-01", false),
            ("2025", "", false),
            ("", "2024", false),
            ("../2025", "2024/..", false),
        ] {
            let request = QueryTimelineRequest {
                from: from.to_owned(),
                until: until.to_owned(),
                ..QueryTimelineRequest::default()
            };
            assert_eq!(wanted(&request).is_err(), refused, "{from} {until}");
        }
    }

    #[test]
    fn buckets_are_in_the_order_of_their_days() {
        let written = [
            "2024-06-19",
            "-0043-03",
            "-0044",
            "2024-06",
            "/2024",
            "0000",
            "2024-12?",
            "2023-24",
            "9999-12-31",
        ];
        let dated = |text: &str| Dated {
            name: text.to_owned(),
            days: Edtf::parse(text).expect(text).bounds(),
        };
        let found: Vec<Dated> = written.into_iter().map(dated).collect();
        let counted = |granularity| {
            let buckets = buckets(&found, granularity);
            let periods = buckets
                .iter()
                .map(|bucket| format!("{} {}", bucket.period, bucket.count));
            periods.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(counted(TimelineGranularity::Unspecified), "");
        assert_eq!(
            counted(TimelineGranularity::Year),
            "-0044 1, -0043 1, 0000 1, 2023 1, 2024 3, 9999 1"
        );
        assert_eq!(
            counted(TimelineGranularity::Month),
            "-0044-01 1, -0043-03 1, 0000-01 1, 2023-12 1, 2024-06 2, 2024-12 1, 9999-12 1"
        );
        assert_eq!(
            counted(TimelineGranularity::Day),
            "-0044-01-01 1, -0043-03-01 1, 0000-01-01 1, 2023-12-01 1, 2024-06-01 1, 2024-06-19 1, \
             2024-12-01 1, 9999-12-31 1"
        );
    }
}
