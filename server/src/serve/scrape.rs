//! What `/metrics` says: names, words and values. docs/operating.md lists them (`tests/it/metrics.rs`).
//!
//! Calls are named as the semantic conventions for RPC name them, everything of our own begins with
//! `dossier_`. No label holds a name of a resource, an address, or anything else that a client chooses.

use std::fmt::Error;
use std::sync::Arc;

use dossier::Collection;
use dossier::v1::LifecycleState;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text;
use prometheus_client::encoding::{DescriptorEncoder, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::registry::{Registry, Unit};
use tokio::sync::Semaphore;

use super::budget::Peers;
use super::method;
use super::metrics::{BUCKETS, CODE_NAMES, Event, Form, Metrics};
use crate::error;
use crate::service::Api;

/// The method of calls to what there is not (semantic conventions for RPC).
const OTHER: &str = "_OTHER";

/// Every state that a resource may be in.
const STATES: [LifecycleState; 5] = [
    LifecycleState::Unspecified,
    LifecycleState::Draft,
    LifecycleState::Published,
    LifecycleState::Superseded,
    LifecycleState::Retracted,
];

/// All that can be looked at.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    pub(super) metrics: Metrics,
    pub(super) api: Api,
    pub(super) peers: Peers,
    /// The places for connections, and how many there are.
    pub(super) connections: (Arc<Semaphore>, usize),
}

/// The text of all metrics.
///
/// # Errors
///
/// Where they cannot be written.
pub(super) fn text(sources: &Sources) -> Result<String, Error> {
    let mut registry = Registry::default();
    registry.register_collector(Box::new(sources.clone()));
    let mut written = String::new();
    text::encode(&mut written, &registry)?;
    Ok(written)
}

type Encoder<'e> = DescriptorEncoder<'e>;

impl Collector for Sources {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), Error> {
        self.calls(&mut encoder)?;
        self.requests(&mut encoder)?;
        self.connections(&mut encoder)?;
        self.state(&mut encoder)?;
        process(&mut encoder)
    }
}

/// One number without labels.
fn gauge(encoder: &mut Encoder<'_>, name: &str, help: &str, value: i64) -> Result<(), Error> {
    let mut metric = encoder.encode_descriptor(name, help, None, MetricType::Gauge)?;
    metric.encode_gauge(&value)
}

/// Numbers that differ by one label.
fn gauges(
    encoder: &mut Encoder<'_>,
    (name, help): (&str, &str),
    label: &'static str,
    values: impl IntoIterator<Item = (String, i64)>,
) -> Result<(), Error> {
    let mut metric = encoder.encode_descriptor(name, help, None, MetricType::Gauge)?;
    for (value, number) in values {
        let labels = [(label, value)];
        metric.encode_family(&labels)?.encode_gauge(&number)?;
    }
    Ok(())
}

/// Counts that differ by one label.
fn counters(
    encoder: &mut Encoder<'_>,
    (name, help): (&str, &str),
    label: &'static str,
    values: impl IntoIterator<Item = (String, u64)>,
) -> Result<(), Error> {
    let mut metric = encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
    for (value, count) in values {
        let labels = [(label, value)];
        let mut one = metric.encode_family(&labels)?;
        one.encode_counter::<NoLabelSet, _, u64>(&count, None)?;
    }
    Ok(())
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Sources {
    fn calls(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        let help = "Duration of calls, from their headers to the last byte of the answer";
        let (name, unit) = ("rpc_server_call_duration", Unit::Seconds);
        let mut metric =
            encoder.encode_descriptor(name, help, Some(&unit), MetricType::Histogram)?;
        let names = method::all().iter().map(method_name);
        for (place, name) in names.chain([OTHER.to_owned()]).enumerate() {
            for (code, status) in CODE_NAMES.into_iter().enumerate() {
                let sum = self.metrics.calls(place, code);
                // What never happened has no series: there are hundreds of pairs.
                if sum.count() == 0 {
                    continue;
                }
                let ends = BUCKETS.into_iter().chain([f64::INFINITY]);
                let buckets: Vec<_> = ends.zip(sum.buckets).collect();
                let labels = [
                    ("rpc_method", name.clone()),
                    ("rpc_status_code", status.to_owned()),
                ];
                metric
                    .encode_family(&labels)?
                    .encode_histogram::<NoLabelSet>(sum.seconds, sum.count(), &buckets, None)?;
            }
        }
        let open = method::all().iter().map(|method| {
            let open = i64::try_from(self.metrics.open(method.number)).unwrap_or(i64::MAX);
            (method_name(method), open)
        });
        let help = "Calls that are open now, such as watches";
        gauges(encoder, ("dossier_open_calls", help), "rpc_method", open)
    }

    fn requests(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        let forms = Form::ALL.iter().enumerate();
        let forms = forms.map(|(place, (_, name))| ((*name).to_owned(), self.metrics.asked(place)));
        let help = "Requests by protocol";
        counters(encoder, ("dossier_requests", help), "form", forms)?;
        let help = "Errors by reason (dossier.v1.ErrorReason)";
        counters(
            encoder,
            ("dossier_refused", help),
            "reason",
            error::refusals(),
        )
    }

    fn connections(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        let events = Event::ALL.iter().enumerate();
        let events =
            events.map(|(place, (_, name))| ((*name).to_owned(), self.metrics.connections(place)));
        let help = "Connections by outcome";
        counters(encoder, ("dossier_connections", help), "event", events)?;
        let (places, most) = &self.connections;
        let open = most.saturating_sub(places.available_permits());
        let help = "Connections that are open now";
        gauge(encoder, "dossier_open_connections", help, whole(open))?;
        let (used, most) = self.peers.in_flight();
        let help = "Bytes of requests and answers in flight";
        gauge(encoder, "dossier_in_flight_bytes", help, whole(used))?;
        let help = "Limit on the bytes in flight";
        gauge(encoder, "dossier_in_flight_limit_bytes", help, whole(most))
    }

    fn state(&self, encoder: &mut Encoder<'_>) -> Result<(), Error> {
        let ledger = self.api.ledger();
        let snapshot = ledger.snapshot();
        let help = "The newest revision that is shown";
        gauge(encoder, "dossier_revision", help, snapshot.revision())?;
        let help = "When the newest revision was committed, in seconds since 1970";
        let seconds = snapshot.commit_time().seconds;
        gauge(encoder, "dossier_revision_timestamp_seconds", help, seconds)?;
        let counts = Collection::ALL.map(|collection| {
            let count = snapshot.count(collection, &STATES.map(i32::from));
            (collection.plural().to_owned(), whole(count))
        });
        let help = "Resources, drafts and retracted ones included";
        gauges(encoder, ("dossier_resources", help), "collection", counts)?;
        let condition = *ledger.condition().borrow();
        let help = "1 if the store takes commits";
        gauge(
            encoder,
            "dossier_takes_commits",
            help,
            condition.takes_commits().into(),
        )?;
        let help = "1 if the server follows the store";
        gauge(
            encoder,
            "dossier_follows_store",
            help,
            condition.follows().into(),
        )?;
        let version = [("version", env!("CARGO_PKG_VERSION"))];
        let help = "The version of the program";
        let mut metric =
            encoder.encode_descriptor("dossier_build", help, None, MetricType::Info)?;
        metric.encode_info(&version)
    }
}

/// The name of a method as the semantic conventions have it.
fn method_name(method: &method::Method) -> String {
    method.path.trim_start_matches('/').to_owned()
}

/// What the system says of the process; nothing where it does not say it.
fn process(encoder: &mut Encoder<'_>) -> Result<(), Error> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let resident = resident.and_then(|rest| rest.split_whitespace().next());
    if let Some(kibibytes) = resident.and_then(|number| number.parse::<i64>().ok()) {
        let help = "Memory in use";
        gauge(
            encoder,
            "process_resident_memory_bytes",
            help,
            kibibytes * 1024,
        )?;
    }
    if let Ok(files) = std::fs::read_dir("/proc/self/fd") {
        let help = "Open file descriptors";
        gauge(encoder, "process_open_fds", help, whole(files.count()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_reason_of_the_contract_and_every_state_is_counted() {
        let pool = dossier::descriptors::pool();
        let names = |kind: &str, prefix: &str| -> BTreeSet<String> {
            let kind = pool.get_enum_by_name(kind).unwrap();
            let values = kind.values().filter(|value| value.number() > 0);
            let names = values.map(|value| value.name().trim_start_matches(prefix).to_owned());
            names.collect()
        };
        let reasons = error::refusals().into_iter().map(|(name, _)| name);
        let expected = names("dossier.v1.ErrorReason", "ERROR_REASON_");
        assert_eq!(reasons.collect::<BTreeSet<_>>(), expected);
        let states = STATES.iter().skip(1);
        let states: BTreeSet<_> = states.map(|state| state.as_str_name().to_owned()).collect();
        assert_eq!(states, names("dossier.v1.LifecycleState", "none"));
    }
}
