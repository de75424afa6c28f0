//! Which facts a question is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use dossier::v1::{Facet, Fact, LifecycleState, fact::Body};
use dossier_check::filter::Filter;
use dossier_check::model::contract;
use dossier_check::model::record::Record;

use crate::error::ServiceError;
use crate::service::select::candidates;
use crate::snapshot::Snapshot;

/// A filter over facts and the states that are wanted.
pub(super) struct Selection {
    filter: Filter,
    show: Vec<i32>,
}

impl Selection {
    pub(super) fn new(filter: &str, show: &[i32]) -> Result<Self, ServiceError> {
        let descriptor = contract::resource_type("facts").ok_or(ServiceError::Internal)?;
        let filter = Filter::parse(filter, &descriptor)?;
        let published = LifecycleState::Published.into();
        let show = match show {
            [] => vec![published],
            show => show.to_vec(),
        };
        Ok(Self { filter, show })
    }

    /// The fact of a record, if it is one that is wanted.
    pub(super) fn fact(&self, record: &Record) -> Option<Fact> {
        let wanted = self.show.contains(&record.state.into()) && self.filter.matches(record);
        wanted.then(|| record.fact())?
    }

    /// All facts that are wanted, by name.
    pub(super) fn facts<'s>(
        &'s self,
        snapshot: &'s Snapshot,
    ) -> impl Iterator<Item = (&'s Arc<Record>, Fact)> {
        let all = candidates(&self.filter, snapshot, "facts");
        all.filter_map(|record| Some((record, self.fact(record)?)))
    }
}

/// The field name of a fact's body.
pub(super) fn kind(fact: &Fact) -> &'static str {
    match &fact.body {
        Some(Body::Event(_)) => "event",
        Some(Body::Agreement(_)) => "agreement",
        Some(Body::Transfer(_)) => "transfer",
        Some(Body::Role(_)) => "role",
        Some(Body::Membership(_)) => "membership",
        Some(Body::Capability(_)) => "capability",
        Some(Body::Measurement(_)) => "measurement",
        Some(Body::Quote(_)) => "quote",
        Some(Body::Claim(_)) => "claim",
        Some(Body::Forecast(_)) => "forecast",
        Some(Body::Definition(_)) => "definition",
        None => "",
    }
}

/// How many topics are counted out in an answer.
const TOPICS_MAX: usize = 50;

/// Counts facts by kind and topic.
#[derive(Default)]
pub(super) struct Counts {
    kinds: BTreeMap<&'static str, i32>,
    topics: BTreeMap<String, i32>,
}

impl Counts {
    pub(super) fn add(&mut self, fact: &Fact) {
        *self.kinds.entry(kind(fact)).or_default() += 1;
        for topic in &fact.topics {
            *self.topics.entry(topic.clone()).or_default() += 1;
        }
    }

    /// Kinds and topics, the most first.
    pub(super) fn facets(self) -> (Vec<Facet>, Vec<Facet>) {
        let kinds = self
            .kinds
            .into_iter()
            .map(|(kind, count)| (kind.to_owned(), count));
        let mut topics = facets(self.topics.into_iter());
        topics.truncate(TOPICS_MAX);
        (facets(kinds), topics)
    }
}

fn facets(counts: impl Iterator<Item = (String, i32)>) -> Vec<Facet> {
    let mut facets: Vec<Facet> = counts
        .map(|(value, count)| Facet { value, count })
        .collect();
    // The sort is stable, so equals stay by value.
    facets.sort_by_key(|facet| std::cmp::Reverse(facet.count));
    facets
}
