//! The full-text index of one revision (tantivy), and how it follows the next ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dossier::v1::Fact;
use dossier::{Collection, FactKind};
use dossier_check::model::record::Record;
use imbl::Vector;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query as Matches, TermQuery,
};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing,
    TextOptions, Value as _,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{
    DocAddress, IndexReader, IndexWriter, ReloadPolicy, Score, Searcher, TantivyDocument, Term,
};

use super::facets::Facets;
use super::query::{self, Query};
use super::texts::{FactText, texts};
use super::words::{Asked, Endings, tokens};
use crate::commit::Sight;
use crate::snapshot::Snapshot;
use crate::states::News;

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
    languages: BTreeSet<Endings>,
    view: Arc<IndexView>,
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
pub struct IndexView {
    revision: i64,
    fields: Fields,
    searcher: Searcher,
    topics: Vec<String>,
    /// Of all texts.
    languages: BTreeSet<Endings>,
}

impl std::fmt::Debug for IndexView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let revision = self.revision;
        formatter
            .debug_struct("IndexView")
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
        let view = Arc::new(IndexView {
            revision: 0,
            fields,
            searcher: reader.searcher(),
            topics: Vec::new(),
            languages: BTreeSet::new(),
        });
        let mut index = Self {
            revision: snapshot.revision(),
            fields,
            writer,
            reader,
            topics: BTreeMap::new(),
            languages: BTreeSet::from([Endings::default()]),
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

    pub(super) fn view(&self) -> Arc<IndexView> {
        Arc::clone(&self.view)
    }

    /// Follows to a later snapshot.
    pub(super) fn update(
        &mut self,
        snapshot: &Snapshot,
        news: &Vector<News>,
        sight: Sight,
    ) -> Result<(), SearchError> {
        let (known, newest) = (self.revision, snapshot.revision());
        if known == newest {
            return Ok(());
        }
        let news_reaches_back = news
            .front()
            .is_some_and(|news| news.all.revision <= known + 1);
        let changed: BTreeSet<&str> = if news_reaches_back {
            let between = |news: &&News| (known + 1..=newest).contains(&news.all.revision);
            let commits = news.iter().filter(between).map(|news| news.seen(sight));
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
        for text in texts(&fact) {
            let target = if text.field.starts_with("statement") {
                self.fields.statement
            } else {
                self.fields.other
            };
            document.add_pre_tokenized_text(target, tokenized(&text));
            self.languages.insert(text.endings);
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
        self.view = Arc::new(IndexView {
            revision: self.revision,
            fields: self.fields,
            searcher: self.reader.searcher(),
            topics: topics.into_iter().map(|(topic, _)| topic.clone()).collect(),
            languages: self.languages.clone(),
        });
        Ok(())
    }
}

fn tokenized(text: &FactText<'_>) -> PreTokenizedString {
    let tokens = tokens(text.text, text.endings).into_iter();
    let tokens = tokens.map(|token| Token {
        offset_from: token.start,
        offset_to: token.end,
        position: token.position,
        text: token.text,
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

impl IndexView {
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
        let telling = query.wanted.iter().filter(|term| !self.is_stop_word(term));
        let mut telling = telling.peekable();
        let wanted: Vec<_> = if telling.peek().is_some() {
            telling
                .map(|term| (Occur::Should, self.term(term)))
                .collect()
        } else {
            let all = query.wanted.iter();
            all.map(|term| (Occur::Should, self.term(term))).collect()
        };
        let any: Box<dyn Matches> = Box::new(BooleanQuery::new(wanted));
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

    /// Whether a term is a word that says nothing beside others.
    fn is_stop_word(&self, term: &query::Term) -> bool {
        match term {
            query::Term::Words(words) => {
                matches!(words.as_slice(), [one] if one.is_stop_word(&self.languages))
            }
            query::Term::Prefix(_) => false,
        }
    }

    fn term(&self, term: &query::Term) -> Box<dyn Matches> {
        let statement = Box::new(BoostQuery::new(
            self.in_field(self.fields.statement, term),
            STATEMENT_WEIGHT,
        ));
        let other = self.in_field(self.fields.other, term);
        Box::new(BooleanQuery::new(vec![
            (Occur::Should, statement),
            (Occur::Should, other),
        ]))
    }

    fn in_field(&self, field: Field, term: &query::Term) -> Box<dyn Matches> {
        let exact = |word: &String| Term::from_field_text(field, word);
        match term {
            query::Term::Prefix(start) => {
                Box::new(FuzzyTermQuery::new_prefix(exact(start), 0, true))
            }
            query::Term::Words(words) => match words.as_slice() {
                [word] => self.word(field, word),
                words => self.phrase(field, words),
            },
        }
    }

    /// A word, by the endings of every language; what is spelt nearly so where no text has it.
    fn word(&self, field: Field, word: &Asked) -> Box<dyn Matches> {
        let stems = word.stems(&self.languages);
        let terms = stems.iter().map(|stem| Term::from_field_text(field, stem));
        let is_known = |term: &Term| self.searcher.doc_freq(term).is_ok_and(|count| count > 0);
        let near = word.near(&self.languages);
        let elsewhere = [self.fields.statement, self.fields.other]
            .into_iter()
            .any(|field| {
                let mut terms = stems.iter().map(|stem| Term::from_field_text(field, stem));
                terms.any(|term| is_known(&term))
            });
        if !near.is_empty() && !elsewhere {
            return any_of(near.iter().map(|(form, errors)| -> Box<dyn Matches> {
                let term = Term::from_field_text(field, form);
                Box::new(FuzzyTermQuery::new(term, *errors, true))
            }));
        }
        any_of(terms.map(|term| -> Box<dyn Matches> {
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        }))
    }

    /// Words that follow one another, by the endings of each language.
    fn phrase(&self, field: Field, words: &[Asked]) -> Box<dyn Matches> {
        let languages = self.languages.iter();
        let phrases: BTreeSet<Vec<String>> = languages
            .map(|endings| words.iter().map(|word| word.stem(*endings)).collect())
            .collect();
        any_of(phrases.into_iter().map(|phrase| -> Box<dyn Matches> {
            let terms = phrase.iter().map(|word| Term::from_field_text(field, word));
            Box::new(PhraseQuery::new(terms.collect()))
        }))
    }
}

/// What matches any of these; the best of them counts.
fn any_of(queries: impl Iterator<Item = Box<dyn Matches>>) -> Box<dyn Matches> {
    Box::new(DisjunctionMaxQuery::new(queries.collect()))
}
