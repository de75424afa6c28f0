//! The full-text index of one revision (tantivy), and how it follows the next ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dossier::v1::Fact;
use dossier::{Collection, FactKind};
use dossier_check::model::record::Record;
use imbl::Vector;
use tantivy::collector::{Collector, Count, DocSetCollector, SegmentCollector, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::{
    BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query as Matches, TermQuery,
};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing,
    TextOptions, Value as _,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{
    DocAddress, DocId, IndexReader, IndexWriter, ReloadPolicy, Score, Searcher, SegmentOrdinal,
    SegmentReader, TantivyDocument, Term,
};

use super::query::{self, Query};
use super::texts::texts;
use super::words::words;
use crate::commit::Commit;
use crate::snapshot::Snapshot;

/// The memory of the writer; above the least that tantivy takes, and enough for a commit.
const WRITER_BYTES: usize = 50_000_000;

/// How much more a word weighs in the statement than elsewhere.
const STATEMENT_WEIGHT: Score = 3.0;

/// How many states a fact can be in.
const STATES: std::ops::Range<u64> = 0..5;

/// Why a search failed.
#[derive(Debug, thiserror::Error)]
#[error("the index of words failed")]
pub struct SearchError(#[from] tantivy::TantivyError);

#[derive(Clone, Copy, Debug)]
struct Fields {
    name: Field,
    statement: Field,
    other: Field,
    kind: Field,
    topic: Field,
    state: Field,
}

/// An index that can follow.
pub(super) struct Index {
    revision: i64,
    fields: Fields,
    writer: IndexWriter,
    reader: IndexReader,
    topics: BTreeMap<String, u64>,
    view: Arc<View>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let revision = self.revision;
        formatter
            .debug_struct("Index")
            .field("revision", &revision)
            .finish_non_exhaustive()
    }
}

/// The facts of one revision, ready to be searched.
pub struct View {
    revision: i64,
    fields: Fields,
    searcher: Searcher,
    topics: Vec<String>,
}

impl std::fmt::Debug for View {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let revision = self.revision;
        formatter
            .debug_struct("View")
            .field("revision", &revision)
            .finish_non_exhaustive()
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Names of facts with their scores, the best first: those that were asked for.
    pub hits: Vec<(String, f64)>,
    /// How many there are in all.
    pub total: usize,
    /// How many of all have each kind of body.
    pub kinds: BTreeMap<String, i32>,
    /// How many of all have each topic.
    pub topics: BTreeMap<String, i32>,
}

/// A part of what is in order: so many after so many.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    /// How many come before it.
    pub offset: usize,
    /// How many it has at most.
    pub size: usize,
}

impl Slice {
    /// The part of what comes in order.
    pub fn cut<I: Iterator>(self, all: I) -> impl Iterator<Item = I::Item> {
        all.skip(self.offset).take(self.size)
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        name: schema.add_text_field("name", STRING | STORED),
        statement: schema.add_text_field("statement", text.clone()),
        other: schema.add_text_field("other", text),
        kind: schema.add_u64_field("kind", FAST),
        topic: schema.add_u64_field("topic", FAST),
        state: schema.add_u64_field("state", INDEXED),
    };
    (schema.build(), fields)
}

impl Index {
    /// Makes the index of a snapshot.
    pub(super) fn build(snapshot: &Snapshot) -> Result<Self, SearchError> {
        let (schema, fields) = schema();
        let index = tantivy::Index::create_in_ram(schema);
        let writer = index.writer_with_num_threads(1, WRITER_BYTES)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let view = Arc::new(View {
            revision: 0,
            fields,
            searcher: reader.searcher(),
            topics: Vec::new(),
        });
        let mut index = Self {
            revision: snapshot.revision(),
            fields,
            writer,
            reader,
            topics: BTreeMap::new(),
            view,
        };
        for record in snapshot.collection(Collection::Facts) {
            index.add(record)?;
        }
        index.show()?;
        Ok(index)
    }

    pub(super) fn revision(&self) -> i64 {
        self.revision
    }

    pub(super) fn view(&self) -> Arc<View> {
        Arc::clone(&self.view)
    }

    /// Follows to a later snapshot.
    pub(super) fn update(
        &mut self,
        snapshot: &Snapshot,
        news: &Vector<Arc<Commit>>,
    ) -> Result<(), SearchError> {
        let (known, newest) = (self.revision, snapshot.revision());
        if known == newest {
            return Ok(());
        }
        let news_reaches_back = news
            .front()
            .is_some_and(|commit| commit.revision <= known + 1);
        let changed: BTreeSet<&str> = if news_reaches_back {
            let between = |commit: &&Arc<Commit>| (known + 1..=newest).contains(&commit.revision);
            let commits = news.iter().filter(between);
            commits
                .flat_map(|commit| &commit.changes)
                .map(|change| &*change.name)
                .collect()
        } else {
            let later = snapshot
                .collection(Collection::Facts)
                .filter(|record| record.revision > known);
            let gone = snapshot.deleted().filter(|(_, revision)| *revision > known);
            later
                .map(|record| &*record.name)
                .chain(gone.map(|(name, _)| &**name))
                .collect()
        };
        for name in changed
            .into_iter()
            .filter(|name| Collection::Facts.contains(name))
        {
            self.writer
                .delete_term(Term::from_field_text(self.fields.name, name));
            if let Some(record) = snapshot.record(name) {
                self.add(record)?;
            }
        }
        self.revision = newest;
        self.show()
    }

    fn add(&mut self, record: &Record) -> Result<(), SearchError> {
        let Some(fact) = record.fact() else {
            return Ok(());
        };
        let mut document = TantivyDocument::new();
        document.add_text(self.fields.name, &record.name);
        document.add_u64(self.fields.state, state_number(record.state.into()));
        document.add_u64(self.fields.kind, kind_number(&fact));
        for (field, text) in texts(&fact) {
            let target = if field.starts_with("statement") {
                self.fields.statement
            } else {
                self.fields.other
            };
            document.add_pre_tokenized_text(target, tokenized(text));
        }
        for topic in &fact.topics {
            let next = self.topics.len() as u64;
            let number = *self.topics.entry(topic.clone()).or_insert(next);
            document.add_u64(self.fields.topic, number);
        }
        self.writer.add_document(document)?;
        Ok(())
    }

    fn show(&mut self) -> Result<(), SearchError> {
        self.writer.commit()?;
        self.reader.reload()?;
        let mut topics: Vec<(&String, &u64)> = self.topics.iter().collect();
        topics.sort_by_key(|(_, number)| **number);
        self.view = Arc::new(View {
            revision: self.revision,
            fields: self.fields,
            searcher: self.reader.searcher(),
            topics: topics.into_iter().map(|(topic, _)| topic.clone()).collect(),
        });
        Ok(())
    }
}

fn tokenized(text: &str) -> PreTokenizedString {
    let tokens = words(text).into_iter().map(|word| Token {
        offset_from: word.start,
        offset_to: word.end,
        position: word.position,
        text: word.text,
        position_length: 1,
    });
    PreTokenizedString {
        // It is not stored, only its words are indexed.
        text: String::new(),
        tokens: tokens.collect(),
    }
}

fn state_number(state: i32) -> u64 {
    u64::try_from(state).unwrap_or_default()
}

/// The number of a fact's kind in the index: 0 where it has no body.
fn kind_number(fact: &Fact) -> u64 {
    fact.kind().map_or(0, |kind| kind as u64 + 1)
}

/// The name of the kind with a number in the index.
fn kind_name(number: u64) -> &'static str {
    let place = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    let kind = place.and_then(|place| FactKind::ALL.get(place));
    kind.map_or("", |kind| kind.as_str())
}

impl View {
    /// The revision that is searched.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// Searches the facts in some states: so many hits from a place on, and counts of all.
    pub fn search(&self, query: &Query, show: &[i32], slice: Slice) -> Result<Found, SearchError> {
        let matches = self.matches(query, show);
        let best = TopDocs::with_limit(slice.size.max(1))
            .and_offset(slice.offset)
            .order_by_score();
        let collectors = (best, Count, Facets);
        let (best, total, counts) = self.searcher.search(&matches, &collectors)?;
        let mut found = Found {
            total,
            ..Found::default()
        };
        for (score, address) in best.into_iter().take(slice.size) {
            found.hits.push((self.name(address)?, f64::from(score)));
        }
        for (number, count) in counts.kinds {
            found.kinds.insert(kind_name(number).to_owned(), count);
        }
        for (number, count) in counts.topics {
            let topic = usize::try_from(number)
                .ok()
                .and_then(|number| self.topics.get(number));
            found
                .topics
                .extend(topic.map(|topic| (topic.clone(), count)));
        }
        Ok(found)
    }

    /// The names of all facts that match, for a filter to choose from.
    pub fn all(&self, query: &Query, show: &[i32]) -> Result<Vec<(String, f64)>, SearchError> {
        let matches = self.matches(query, show);
        let count = self.searcher.search(&matches, &DocSetCollector)?.len();
        let best = TopDocs::with_limit(count.max(1)).order_by_score();
        let best = self.searcher.search(&matches, &best)?;
        let named = best.into_iter().map(|(score, address)| {
            let name = self.name(address)?;
            Ok((name, f64::from(score)))
        });
        named.collect()
    }

    fn name(&self, address: DocAddress) -> Result<String, SearchError> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let name = document.get_first(self.fields.name);
        Ok(name
            .and_then(|name| name.as_str())
            .unwrap_or_default()
            .to_owned())
    }

    fn matches(&self, query: &Query, show: &[i32]) -> BooleanQuery {
        let wanted = query
            .wanted
            .iter()
            .map(|term| (Occur::Should, self.term(term)));
        let any: Box<dyn Matches> = Box::new(BooleanQuery::new(wanted.collect()));
        let mut parts = vec![(Occur::Must, any)];
        let unwanted = query.unwanted.iter();
        parts.extend(unwanted.map(|term| (Occur::MustNot, self.term(term))));
        for state in STATES.filter(|state| !show.iter().any(|one| state_number(*one) == *state)) {
            let term = Term::from_field_u64(self.fields.state, state);
            let query: Box<dyn Matches> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
            parts.push((Occur::MustNot, query));
        }
        BooleanQuery::new(parts)
    }

    fn term(&self, term: &query::Term) -> Box<dyn Matches> {
        let statement = Box::new(BoostQuery::new(
            in_field(self.fields.statement, term),
            STATEMENT_WEIGHT,
        ));
        let other = in_field(self.fields.other, term);
        Box::new(BooleanQuery::new(vec![
            (Occur::Should, statement),
            (Occur::Should, other),
        ]))
    }
}

fn in_field(field: Field, term: &query::Term) -> Box<dyn Matches> {
    let exact = |word: &String| Term::from_field_text(field, word);
    match term {
        query::Term::Prefix(start) => Box::new(FuzzyTermQuery::new_prefix(exact(start), 0, true)),
        query::Term::Words(words) => match words.as_slice() {
            [word] => Box::new(TermQuery::new(exact(word), IndexRecordOption::WithFreqs)),
            words => Box::new(PhraseQuery::new(words.iter().map(exact).collect())),
        },
    }
}

/// Counts kinds and topics of everything that matches.
struct Facets;

struct SegmentFacets {
    kind: Column<u64>,
    topic: Column<u64>,
    counts: FacetCounts,
}

#[derive(Default)]
struct FacetCounts {
    kinds: BTreeMap<u64, i32>,
    topics: BTreeMap<u64, i32>,
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
