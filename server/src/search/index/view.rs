//! How is an index searched?

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query as Matches, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value as _};
use tantivy::{DocAddress, Score, Searcher, TantivyDocument, Term};

use super::fields::{Fields, kind_name, state_number};
use crate::search::facets::Facets;
use crate::search::query::{self, Query};
use crate::search::words::{Asked, Endings};

/// How much more a word weighs in the statement than elsewhere.
const STATEMENT_WEIGHT: Score = 3.0;

/// How many states a fact can be in.
const STATES: std::ops::Range<u64> = 0..5;

/// Why a search failed.
#[derive(Debug, thiserror::Error)]
#[error("the index of words failed")]
pub struct SearchError(#[from] tantivy::TantivyError);

/// The facts of one revision, ready to be searched.
pub struct IndexView {
    pub(super) revision: i64,
    pub(super) fields: Fields,
    pub(super) searcher: Searcher,
    pub(super) topics: Vec<String>,
    /// Of all texts.
    pub(super) languages: BTreeSet<Endings>,
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

    pub(super) fn name(&self, address: DocAddress) -> Result<String, SearchError> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let name = document.get_first(self.fields.name);
        Ok(name
            .and_then(|name| name.as_str())
            .unwrap_or_default()
            .to_owned())
    }

    pub(super) fn matches(&self, query: &Query, show: &[i32]) -> BooleanQuery {
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
        for state in STATES.filter(|state| !show.iter().any(|shown| state_number(*shown) == *state))
        {
            let term = Term::from_field_u64(self.fields.state, state);
            let query: Box<dyn Matches> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
            parts.push((Occur::MustNot, query));
        }
        BooleanQuery::new(parts)
    }

    /// Whether a term is a word that says nothing beside others.
    pub(super) fn is_stop_word(&self, term: &query::Term) -> bool {
        match term {
            query::Term::Words(words) => {
                matches!(words.as_slice(), [one] if one.is_stop_word(&self.languages))
            }
            query::Term::Prefix(_) => false,
        }
    }

    pub(super) fn term(&self, term: &query::Term) -> Box<dyn Matches> {
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

    pub(super) fn in_field(&self, field: Field, term: &query::Term) -> Box<dyn Matches> {
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
    pub(super) fn word(&self, field: Field, word: &Asked) -> Box<dyn Matches> {
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
    pub(super) fn phrase(&self, field: Field, words: &[Asked]) -> Box<dyn Matches> {
        let languages = self.languages.iter();
        let phrases: BTreeSet<Vec<String>> = languages
            .flat_map(|endings| phrases(words, *endings))
            .collect();
        any_of(phrases.into_iter().map(|phrase| -> Box<dyn Matches> {
            let terms = phrase.iter().map(|word| Term::from_field_text(field, word));
            Box::new(PhraseQuery::new(terms.collect()))
        }))
    }
}

/// How many phrases one that is asked for may stand for in a language: four abbreviations, which may be
/// plurals or none.
const PHRASES_MAX: usize = 16;

/// The phrases that words may mean in texts with such endings, in every combination of their forms. Where
/// those are too many, further words have only their first form.
fn phrases(words: &[Asked], endings: Endings) -> Vec<Vec<String>> {
    let mut phrases = vec![Vec::new()];
    for word in words {
        let forms: Vec<String> = word.forms(endings).collect();
        let possible = PHRASES_MAX / phrases.len();
        let longer = phrases.iter().flat_map(|phrase: &Vec<String>| {
            let forms = forms.iter().take(possible.max(1)).cloned();
            forms.map(|form| phrase.iter().cloned().chain([form]).collect())
        });
        phrases = longer.collect();
    }
    phrases
}

/// What matches any of these; the best of them counts.
fn any_of(queries: impl Iterator<Item = Box<dyn Matches>>) -> Box<dyn Matches> {
    Box::new(DisjunctionMaxQuery::new(queries.collect()))
}
