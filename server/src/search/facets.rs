//! How many of the facts that a search finds have each kind and each topic.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Counts kinds and topics of everything that matches.
#[derive(Debug)]
pub(super) struct Facets;

/// The counts of one segment.
pub(super) struct SegmentFacets {
    kind: Column<u64>,
    topic: Column<u64>,
    counts: FacetCounts,
}

/// How many there are, by the numbers that the index has for them.
#[derive(Debug, Default)]
pub(super) struct FacetCounts {
    pub(super) kinds: BTreeMap<u64, i32>,
    pub(super) topics: BTreeMap<u64, i32>,
}

impl Collector for Facets {
    type Fruit = FacetCounts;
    type Child = SegmentFacets;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentFacets> {
        Ok(SegmentFacets {
            kind: segment.fast_fields().u64("kind")?,
            topic: segment.fast_fields().u64("topic")?,
            counts: FacetCounts::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<FacetCounts>) -> tantivy::Result<FacetCounts> {
        let mut all = FacetCounts::default();
        for segment in segments {
            for (kind, count) in segment.kinds {
                *all.kinds.entry(kind).or_default() += count;
            }
            for (topic, count) in segment.topics {
                *all.topics.entry(topic).or_default() += count;
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentFacets {
    type Fruit = FacetCounts;

    fn collect(&mut self, document: DocId, _: Score) {
        for kind in self.kind.values_for_doc(document) {
            *self.counts.kinds.entry(kind).or_default() += 1;
        }
        for topic in self.topic.values_for_doc(document) {
            *self.counts.topics.entry(topic).or_default() += 1;
        }
    }

    fn harvest(self) -> FacetCounts {
        self.counts
    }
}
