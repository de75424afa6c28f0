//! What `/metrics` says of a watch: names, words and values. docs/publishing.md lists them
//! (`tests/it/publish/metrics.rs`).
//!
//! Everything begins with `sitegen_`. No label holds a path, an address, or anything else of the content.

use std::fmt::Error;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use dossier_publish::Outcome;
use prometheus_client::encoding::text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use crate::cli::build::Done;
use crate::cli::publish::{Published, Reason};

/// Seconds, or seconds since 1970.
type Seconds = Gauge<f64, AtomicU64>;

/// Counts that differ by one label.
type Counts = Family<[(&'static str, &'static str); 1], Counter>;

/// What is counted. Copies count the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Metrics {
    seen_revision: Gauge,
    published_revision: Gauge,
    published_time: Seconds,
    files: Gauge,
    built_files: Counts,
    sent_files: Counter,
    sent_bytes: Counter,
    deleted_files: Counter,
    publications: Counter,
    build_time: Seconds,
    publication_time: Seconds,
    failures: Counts,
    failed_attempts: Gauge,
    retry_delay: Seconds,
}

/// What a build does with files, in the words of the label.
const PRINTED: &str = "printed";
const WRITTEN: &str = "written";
const REMOVED: &str = "removed";

impl Metrics {
    /// Metrics that show what can be counted from the start, as zero.
    pub(super) fn new() -> Self {
        let metrics = Self::default();
        for action in [PRINTED, WRITTEN, REMOVED] {
            metrics.built(action, 0);
        }
        for reason in Reason::PASSING {
            metrics.failure(reason, 0);
        }
        metrics
    }

    /// A revision that the server has told of.
    pub(super) fn saw(&self, revision: i64) {
        let newest = self.seen_revision.get().max(revision);
        self.seen_revision.set(newest);
    }

    /// A build that took this long.
    pub(super) fn count_build(&self, done: &Done, took: Duration) {
        self.saw(done.revision().parse().unwrap_or_default());
        self.build_time.set(took.as_secs_f64());
        if let Some(built) = &done.built {
            self.built(PRINTED, built.printed);
            self.built(WRITTEN, built.changes.written.len());
            self.built(REMOVED, built.changes.removed.len());
        }
    }

    /// A publication of a revision, or that there was nothing to publish, at a time in seconds since 1970.
    pub(super) fn count_publication(&self, revision: i64, published: &Published, now: f64) {
        let Published { outcome, took, .. } = published;
        let Outcome { plan, before, .. } = outcome;
        self.published_revision.set(revision);
        self.published_time.set(now);
        self.publication_time.set(took.as_secs_f64());
        self.files.set(whole(plan.files));
        self.sent_files.inc_by(count(plan.puts.len()));
        self.sent_bytes.inc_by(plan.bytes());
        self.deleted_files.inc_by(count(plan.deletes.len()));
        let is_new = before.as_ref().map(|origin| origin.revision) != Some(revision);
        if is_new || !plan.is_empty() {
            self.publications.inc();
        }
        self.failed_attempts.set(0);
    }

    /// Something that failed, and how long it will take until it is tried again.
    pub(super) fn count_failure(&self, reason: Reason, delay: Duration) {
        self.failure(reason, 1);
        self.failed_attempts.inc();
        self.retry_delay.set(delay.as_secs_f64());
    }

    /// A command that was to be told of a publication and failed, which nobody tries again.
    pub(super) fn count_untold(&self) {
        self.failure(Reason::Command, 1);
    }

    /// What failed is tried again now.
    pub(super) fn count_retry(&self) {
        self.retry_delay.set(0.0);
    }

    /// How many attempts have failed since the last publication.
    pub(super) fn failed_attempts(&self) -> i64 {
        self.failed_attempts.get()
    }

    /// Why the target may lag behind the server; nothing where it does not.
    pub(super) fn trouble(&self) -> Option<&'static str> {
        if self.failed_attempts() > 0 {
            Some("the last attempt failed, and is repeated")
        } else if self.published_time.get() > 0.0 {
            None
        } else {
            Some("nothing is published yet")
        }
    }

    fn built(&self, action: &'static str, files: usize) {
        let labels = [("action", action)];
        self.built_files
            .get_or_create_owned(&labels)
            .inc_by(count(files));
    }

    fn failure(&self, reason: Reason, failures: u64) {
        let labels = [("reason", reason.name())];
        self.failures.get_or_create_owned(&labels).inc_by(failures);
    }

    /// The text of all metrics.
    ///
    /// # Errors
    ///
    /// Where they cannot be written.
    pub(super) fn text(&self) -> Result<String, Error> {
        let mut text = String::new();
        text::encode(&mut text, &self.registry())?;
        Ok(text)
    }

    fn registry(&self) -> Registry {
        let mut all = Registry::with_prefix("sitegen");
        self.register_state(&mut all);
        self.register_work(&mut all);
        let help = "The version of the program";
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        all.register("build", help, version);
        all
    }

    /// What is so now.
    fn register_state(&self, all: &mut Registry) {
        let help = "The newest revision that the server has told of";
        all.register("seen_revision", help, self.seen_revision.clone());
        let help = "The revision that the target shows";
        all.register("published_revision", help, self.published_revision.clone());
        let help = "When the target was last brought to that revision or found at it, in seconds since 1970";
        let time = self.published_time.clone();
        all.register("published_timestamp_seconds", help, time);
        let help = "Files of the site at the target";
        all.register("site_files", help, self.files.clone());
        let help = "Duration of the last build";
        all.register("last_build_duration_seconds", help, self.build_time.clone());
        let help = "Duration of the last publication, without the build";
        let time = self.publication_time.clone();
        all.register("last_publication_duration_seconds", help, time);
        let help = "Attempts that have failed since the last publication";
        all.register("failed_attempts", help, self.failed_attempts.clone());
        let help = "How long is waited now before the next attempt; 0 where nothing failed";
        all.register("retry_delay_seconds", help, self.retry_delay.clone());
    }

    /// What was done since the start.
    fn register_work(&self, all: &mut Registry) {
        let help = "Publications that changed the target";
        all.register("publications", help, self.publications.clone());
        let help = "Files that builds printed, wrote and removed";
        all.register("built_files", help, self.built_files.clone());
        let help = "Files that were sent to the target";
        all.register("sent_files", help, self.sent_files.clone());
        let help = "Bytes of the files that were sent, before they are packed";
        all.register("sent_bytes", help, self.sent_bytes.clone());
        let help = "Files that were deleted at the target";
        all.register("deleted_files", help, self.deleted_files.clone());
        let help = "Failures by reason";
        all.register("failures", help, self.failures.clone());
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A publication that found everything at the target already, or nothing.
    fn published(revision_before: Option<i64>) -> Published {
        let before = revision_before.map(|revision| dossier_publish::Origin {
            store: None,
            revision,
        });
        Published {
            outcome: Outcome {
                plan: dossier_publish::Plan::default(),
                before,
                generation: 1,
            },
            target: "live".to_owned(),
            took: Duration::from_millis(1500),
        }
    }

    #[test]
    fn the_text_follows_what_happened() {
        let metrics = Metrics::new();
        let says = |line: &str| {
            let text = metrics.text().unwrap();
            assert!(text.lines().any(|found| found == line), "{line}: {text}");
        };
        assert_eq!(metrics.trouble(), Some("nothing is published yet"));
        says("sitegen_published_revision 0");
        metrics.saw(7);
        metrics.saw(5);
        says("sitegen_seen_revision 7");
        metrics.count_failure(Reason::Target, Duration::from_secs(4));
        says("sitegen_failures_total{reason=\"target\"} 1");
        says("sitegen_failures_total{reason=\"server\"} 0");
        says("sitegen_failed_attempts 1");
        says("sitegen_retry_delay_seconds 4.0");
        metrics.count_retry();
        says("sitegen_retry_delay_seconds 0.0");
        assert!(metrics.trouble().is_some_and(|why| why.contains("failed")));
        metrics.count_publication(7, &published(Some(5)), 1_700_000_000.25);
        assert_eq!(metrics.trouble(), None);
        says("sitegen_published_revision 7");
        says("sitegen_published_timestamp_seconds 1700000000.25");
        says("sitegen_last_publication_duration_seconds 1.5");
        says("sitegen_publications_total 1");
        says("sitegen_failed_attempts 0");
        // Where the target has the revision already, nothing was published.
        metrics.count_publication(7, &published(Some(7)), 1_700_000_001.0);
        says("sitegen_publications_total 1");
        metrics.count_untold();
        says("sitegen_failures_total{reason=\"command\"} 1");
        assert_eq!(metrics.trouble(), None);
    }
}
