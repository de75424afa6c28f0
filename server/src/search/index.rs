//! The full-text index of one revision (tantivy), and how it follows the next ones.

mod fields;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dossier::Collection;
use dossier_check::model::record::Record;
use imbl::Vector;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use self::fields::{Fields, kind_number, schema, state_number};
pub use self::view::{Found, IndexView, SearchError, Slice};
use super::texts::{FactText, texts};
use super::words::{Endings, tokens};
use crate::commit::Sight;
use crate::snapshot::Snapshot;
use crate::states::News;

/// The memory of the writer; above the least that tantivy takes, and enough for a commit.
const WRITER_BYTES: usize = 50_000_000;

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
