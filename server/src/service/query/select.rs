//! Which facts a question is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use dossier::v1::{Facet, Fact};
use dossier::{Collection, FactKind};
use dossier_check::filter::Filter;
use dossier_check::model::record::Record;

use crate::error::ServiceError;
use crate::service::descriptor;
use crate::service::select::{candidates, states};
use crate::snapshot::Snapshot;

/// A filter over facts and the states that are wanted.
pub(super) struct Selection {
    filter: Filter,
    show: Vec<i32>,
}

impl Selection {
    pub(super) fn new(filter: &str, show: &[i32]) -> Result<Self, ServiceError> {
        let filter = Filter::parse(filter, &descriptor(Collection::Facts)?)?;
        let show = states(show);
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
        let all = candidates(&self.filter, snapshot, Collection::Facts);
        all.filter_map(|record| Some((record, self.fact(record)?)))
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
        let kind = fact.kind().map_or("", FactKind::as_str);
        *self.kinds.entry(kind).or_default() += 1;
        for topic in &fact.topics {
            *self.topics.entry(topic.clone()).or_default() += 1;
        }
    }

    /// The counts, the most first.
    pub(super) fn facets(self) -> Facets {
        let kinds = self.kinds.into_iter();
        Facets::new(
            kinds.map(|(kind, count)| (kind.to_owned(), count)),
            self.topics,
        )
    }
}

/// How many facts have each kind and each topic, the most first.
pub(super) struct Facets {
    pub(super) kinds: Vec<Facet>,
    pub(super) topics: Vec<Facet>,
}

impl Facets {
    /// Of counts in the order of what is counted, which equals keep.
    pub(super) fn new(
        kinds: impl IntoIterator<Item = (String, i32)>,
        topics: impl IntoIterator<Item = (String, i32)>,
    ) -> Self {
        let mut topics = most_first(topics);
        topics.truncate(TOPICS_MAX);
        Self {
            kinds: most_first(kinds),
            topics,
        }
    }
}

fn most_first(counts: impl IntoIterator<Item = (String, i32)>) -> Vec<Facet> {
    let counts = counts.into_iter();
    let mut facets: Vec<Facet> = counts
        .map(|(value, count)| Facet { value, count })
        .collect();
    // The sort is stable, so equals stay by value.
    facets.sort_by_key(|facet| std::cmp::Reverse(facet.count));
    facets
}
