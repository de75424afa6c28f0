//! `SearchFacts`: facts by words.

use std::collections::BTreeMap;
use std::sync::Arc;

use dossier::serve::Encoded;
use dossier::v1::{Facet, SearchFactsRequest, SearchFactsResponse, SearchHit};
use imbl::Vector;
use tonic::Response;

use super::scope;
use super::select::{Counts, Selection};
use crate::commit::Commit;
use crate::error::ServiceError;
use crate::search::{Found, Query, Search, SearchError, snippets};
use crate::service::select::states;
use crate::service::{Api, encoded};
use crate::snapshot::Snapshot;

/// How many hits a page has if nobody says, and at most: each brings its whole fact.
const PAGE: (usize, usize) = (20, 100);

/// How many topics are counted out.
const TOPICS_MAX: usize = 50;

impl Api {
    pub(super) async fn search(
        &self,
        request: SearchFactsRequest,
    ) -> Result<Response<Encoded<SearchFactsResponse>>, ServiceError> {
        let size = match usize::try_from(request.page_size) {
            Err(_) => return Err(ServiceError::InvalidPageSize(request.page_size)),
            Ok(0) => PAGE.0,
            Ok(size) => size.min(PAGE.1),
        };
        let scope = scope(&SearchFactsRequest {
            page_size: 0,
            page_token: String::new(),
            read_revision: 0,
            ..request.clone()
        });
        let start = self.start(&request.page_token, &scope, request.read_revision)?;
        let snapshot = self.at(start.revision).await?;
        let (state, search) = (Arc::clone(&snapshot), Arc::clone(&self.search));
        let news = self.ledger.head().news.clone();
        let page = (start.offset, size);
        let answer = self
            .heavy(move || found((&search, &state, &news), &request, page))
            .await?;
        let next_page_token = self.rest(answer.total_size, page, snapshot.revision(), &scope);
        Ok(encoded(
            &snapshot,
            &SearchFactsResponse {
                next_page_token,
                ..answer
            },
        ))
    }
}

/// What is searched: the indexes, a state, and recent commits.
type Place<'p> = (&'p Search, &'p Snapshot, &'p Vector<Arc<Commit>>);

fn found(
    (search, snapshot, news): Place<'_>,
    request: &SearchFactsRequest,
    page: (usize, usize),
) -> Result<SearchFactsResponse, ServiceError> {
    let query = Query::parse(&request.query);
    let query = query.map_err(|error| ServiceError::field("query", error.to_string()))?;
    let selection = Selection::new(&request.filter, &request.show)?;
    let view = search.view(snapshot, news).map_err(failed)?;
    let show = &states(&request.show);
    if request.filter.is_empty() {
        let found = view.search(&query, show, page).map_err(failed)?;
        return Ok(response(snapshot, &query, found));
    }
    let mut chosen = Vec::new();
    let mut counts = Counts::default();
    for (name, score) in view.all(&query, show).map_err(failed)? {
        let fact = snapshot
            .record(&name)
            .and_then(|record| selection.fact(record));
        if let Some(fact) = fact {
            counts.add(&fact);
            chosen.push((name, score));
        }
    }
    let total = chosen.len();
    let hits = chosen.into_iter().skip(page.0).take(page.1).collect();
    let (kinds, topics) = counts.facets();
    let found = Found {
        hits,
        total,
        ..Found::default()
    };
    Ok(SearchFactsResponse {
        kinds,
        topics,
        ..response(snapshot, &query, found)
    })
}

fn response(snapshot: &Snapshot, query: &Query, found: Found) -> SearchFactsResponse {
    let hits = found.hits.into_iter().filter_map(|(name, score)| {
        let fact = snapshot.record(&name)?.fact()?;
        Some(SearchHit {
            score,
            snippets: snippets(&fact, query),
            fact: Some(fact),
        })
    });
    let mut topics = facets(found.topics);
    topics.truncate(TOPICS_MAX);
    SearchFactsResponse {
        hits: hits.collect(),
        next_page_token: String::new(),
        total_size: i32::try_from(found.total).unwrap_or(i32::MAX),
        kinds: facets(found.kinds),
        topics,
    }
}

fn facets(counts: BTreeMap<String, i32>) -> Vec<Facet> {
    let mut facets: Vec<Facet> = counts
        .into_iter()
        .map(|(value, count)| Facet { value, count })
        .collect();
    facets.sort_by_key(|facet| std::cmp::Reverse(facet.count));
    facets
}

fn failed(_: SearchError) -> ServiceError {
    ServiceError::Internal
}
