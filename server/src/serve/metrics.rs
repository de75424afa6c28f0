//! What is counted of calls and connections.
//!
//! Each thread that answers calls has counters of its own, an array with a place for each method and
//! code, and only a scrape adds them up: counting is a few additions without a lock, and no name that a
//! client made up can become a label. Counting starts before anybody looks at a call and ends with its
//! last byte, so that what is refused at the door is counted too.

mod counted;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

pub(super) use self::counted::Counted;
use super::method;
use crate::coalesced::Coalesced;

/// The codes that a call may end with (`tonic::Code`).
const CODES: usize = 17;

/// The upper ends of the histogram's buckets, in seconds. Those of the semantic conventions begin at
/// 5 milliseconds, by when nearly every read of ours is over.
pub(super) const BUCKETS: [f64; 14] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// Durations that were counted.
#[derive(Debug, Default)]
pub(super) struct Histogram {
    /// How many were up to each end, and how many beyond all of them.
    buckets: [AtomicU64; BUCKETS.len() + 1],
    nanoseconds: AtomicU64,
}

impl Histogram {
    fn add(&self, time: Duration) {
        let seconds = time.as_secs_f64();
        let place = BUCKETS.iter().position(|end| seconds <= *end);
        if let Some(bucket) = self.buckets.get(place.unwrap_or(BUCKETS.len())) {
            bucket.fetch_add(1, Ordering::Relaxed);
        }
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
    }
}

/// What histograms add up to.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    pub(super) buckets: [u64; BUCKETS.len() + 1],
    pub(super) seconds: f64,
}

impl Sum {
    fn add(&mut self, histogram: &Histogram) {
        for (sum, bucket) in self.buckets.iter_mut().zip(&histogram.buckets) {
            *sum += bucket.load(Ordering::Relaxed);
        }
        let time = Duration::from_nanos(histogram.nanoseconds.load(Ordering::Relaxed));
        self.seconds += time.as_secs_f64();
    }

    pub(super) fn count(&self) -> u64 {
        self.buckets.iter().sum()
    }
}

/// In which form requests come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Grpc,
    GrpcWeb,
    ConnectPost,
    ConnectGet,
    /// A page, a question of a browser, or what is refused because of its form.
    Other,
}

impl Form {
    /// All, with the names that they have as labels.
    pub(super) const ALL: [(Self, &'static str); 5] = [
        (Self::Grpc, "grpc"),
        (Self::GrpcWeb, "grpc_web"),
        (Self::ConnectPost, "connect_post"),
        (Self::ConnectGet, "connect_get"),
        (Self::Other, "other"),
    ];
}

/// What happens to connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Accepted,
    TurnedAway,
    /// Ended by an error: no TLS, no HTTP, nothing in time, cut off.
    Failed,
}

impl Event {
    /// All, with the names that they have as labels.
    pub(super) const ALL: [(Self, &'static str); 3] = [
        (Self::Accepted, "accepted"),
        (Self::TurnedAway, "turned_away"),
        (Self::Failed, "failed"),
    ];
}

/// The counters of one thread.
#[derive(Debug)]
pub(super) struct Counters {
    /// By method, and at the end those of unknown methods; in each by code.
    calls: Vec<[Histogram; CODES]>,
    /// By method: those that began, and those that ended.
    begun: Vec<AtomicU64>,
    ended: Vec<AtomicU64>,
    forms: [AtomicU64; Form::ALL.len()],
    connections: [AtomicU64; Event::ALL.len()],
    slow: Arc<SlowCalls>,
}

impl Counters {
    fn new(slow: Arc<SlowCalls>) -> Self {
        let places = method::all().len() + 1;
        let zeros = || {
            std::iter::repeat_with(AtomicU64::default)
                .take(places)
                .collect()
        };
        Self {
            calls: std::iter::repeat_with(Default::default)
                .take(places)
                .collect(),
            begun: zeros(),
            ended: zeros(),
            forms: Default::default(),
            connections: Default::default(),
            slow,
        }
    }

    /// Counts a request in the form in which it came.
    pub(super) fn asked(&self, form: Form) {
        let all = Form::ALL.iter().zip(&self.forms);
        for (_, count) in all.filter(|(known, _)| known.0 == form) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Counts what happened to a connection.
    pub(super) fn connection(&self, event: Event) {
        let all = Event::ALL.iter().zip(&self.connections);
        for (_, count) in all.filter(|(known, _)| known.0 == event) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The counters of all threads.
#[derive(Clone, Debug, Default)]
pub(super) struct Metrics {
    threads: Arc<Mutex<Vec<Arc<Counters>>>>,
    slow: Arc<SlowCalls>,
}

/// The slow calls of all threads, of which the log is told together, by method.
#[derive(Debug)]
struct SlowCalls {
    start: Instant,
    calls: Coalesced<usize>,
}

impl Default for SlowCalls {
    fn default() -> Self {
        Self {
            start: Instant::now(),
            calls: Coalesced::default(),
        }
    }
}

impl SlowCalls {
    /// Counts one to the method at a place; how many to tell of now.
    fn count(&self, place: usize) -> Option<u64> {
        let now = i64::try_from(self.start.elapsed().as_secs());
        self.calls.count(place, now.unwrap_or(i64::MAX))
    }
}

impl Metrics {
    /// Counters for one more thread.
    pub(super) fn thread(&self) -> Arc<Counters> {
        let counters = Arc::new(Counters::new(Arc::clone(&self.slow)));
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.push(Arc::clone(&counters));
        counters
    }

    fn each(&self, mut look: impl FnMut(&Counters)) {
        let threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        for counters in threads.iter() {
            look(counters);
        }
    }

    fn total(&self, of: impl Fn(&Counters) -> Option<&AtomicU64>) -> u64 {
        let mut total = 0;
        self.each(|counters| {
            total += of(counters).map_or(0, |count| count.load(Ordering::Relaxed));
        });
        total
    }

    /// The durations of calls to the method at a place that ended with a code.
    pub(super) fn calls(&self, place: usize, code: usize) -> Sum {
        let mut sum = Sum::default();
        self.each(|counters| {
            let histogram = counters.calls.get(place).and_then(|codes| codes.get(code));
            if let Some(histogram) = histogram {
                sum.add(histogram);
            }
        });
        sum
    }

    /// How many calls to the method at a place are open.
    pub(super) fn open(&self, place: usize) -> u64 {
        // What ended is read first, so that no difference is negative.
        let ended = self.total(|counters| counters.ended.get(place));
        let begun = self.total(|counters| counters.begun.get(place));
        begun.saturating_sub(ended)
    }

    /// How many requests came in the form at a place of [`Form::ALL`].
    pub(super) fn asked(&self, place: usize) -> u64 {
        self.total(|counters| counters.forms.get(place))
    }

    /// How often the event at a place of [`Event::ALL`] happened.
    pub(super) fn connections(&self, place: usize) -> u64 {
        self.total(|counters| counters.connections.get(place))
    }
}

/// The names of codes, by their numbers.
pub(super) const CODE_NAMES: [&str; CODES] = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

#[cfg(test)]
mod tests {
    use tonic::Code;
    use tracing::Span;

    use super::*;
    use crate::waiting::Waited;

    #[test]
    fn calls_are_counted_by_method_and_code_over_all_threads() {
        let metrics = Metrics::default();
        let threads = [metrics.thread(), metrics.thread()];
        let method = method::find("/dossier.v1.FactService/GetFact");
        let place = method.unwrap().number;
        for (thread, code) in [(0, Some(Code::Ok)), (1, Some(Code::Ok)), (1, None)] {
            let hour = Duration::from_hours(1);
            let mut counted = Counted::begin(&threads[thread], method, hour, Span::none());
            assert_eq!(metrics.open(place), 1);
            counted.code = code;
        }
        let count = |code: Code| metrics.calls(place, usize::try_from(i32::from(code)).unwrap());
        assert_eq!(count(Code::Ok).count(), 2);
        assert_eq!(
            count(Code::Cancelled).count(),
            1,
            "nobody said how it ended"
        );
        assert_eq!(count(Code::NotFound).count(), 0);
        assert_eq!(metrics.open(place), 0);
        let unknown = Counted::begin(&threads[0], None, Duration::MAX, Span::none());
        drop(unknown);
        assert_eq!(metrics.calls(method::all().len(), 1).count(), 1);
    }

    #[test]
    fn who_went_away_or_waited_on_purpose_was_not_served_slowly() {
        let metrics = Metrics::default();
        let thread = metrics.thread();
        let seconds = Duration::from_secs;
        for (path, code, waited, time, slow) in [
            ("FactService/GetFact", Some(Code::Ok), 0, 1, Some(1)),
            ("FactService/GetFact", Some(Code::Ok), 0, 0, None),
            (
                "FactService/GetFact",
                Some(Code::DeadlineExceeded),
                0,
                10,
                Some(10),
            ),
            ("FactService/GetFact", Some(Code::OutOfRange), 2, 2, None),
            ("FactService/GetFact", Some(Code::Ok), 2, 4, Some(2)),
            ("FactService/GetFact", Some(Code::Cancelled), 0, 60, None),
            ("FactService/GetFact", None, 0, 60, None),
            ("SyncService/WatchCommits", Some(Code::Ok), 0, 60, None),
        ] {
            let method = method::find(&format!("/dossier.v1.{path}"));
            let mut counted = Counted::begin(&thread, method, seconds(1), Span::none());
            counted.code = code;
            let (ended, goes_on) = (seconds(waited / 2), seconds(waited / 2));
            for ended in [ended, Duration::ZERO] {
                counted.waits(Waited { ended, goes_on });
            }
            assert_eq!(
                counted.slow(seconds(time)),
                slow.map(seconds),
                "{path} {code:?}"
            );
        }
        let place = method::find("/dossier.v1.FactService/GetFact").map(|method| method.number);
        let other = metrics.thread();
        let counts = [&thread, &other].map(|thread| thread.slow.count(place.unwrap()));
        assert_eq!(counts, [Some(1), None], "one line for all threads");
    }

    #[test]
    fn a_duration_falls_into_the_bucket_that_ends_at_or_after_it() {
        for (micros, place) in [
            (0, 0),
            (500, 0),
            (501, 1),
            (9_999, 4),
            (10_000, 4),
            (10_000_000, 13),
            (11_000_000, 14),
        ] {
            let histogram = Histogram::default();
            histogram.add(Duration::from_micros(micros));
            let mut sum = Sum::default();
            sum.add(&histogram);
            assert_eq!(
                sum.buckets.iter().position(|count| *count == 1),
                Some(place),
                "{micros}"
            );
        }
    }

    #[test]
    fn the_names_of_codes_are_in_the_order_of_their_numbers() {
        for (number, name) in (0..).zip(CODE_NAMES) {
            let code = format!("{:?}", Code::from_i32(number));
            let plain = name.replace('_', "");
            assert!(plain.eq_ignore_ascii_case(&code), "{name} {code}");
        }
    }
}
