//! `SearchFacts`: facts by words.

use std::sync::Arc;

use dossier::serve::Encoded;
use dossier::v1::{SearchFactsRequest, SearchFactsResponse, SearchHit};
use tonic::Response;

use super::select::{Counts, Facets, Selection};
use crate::commit::Sight;
use crate::error::{Bug, ServiceError};
use crate::search::{Found, IndexView, Query, SearchError, snippets};
use crate::service::page::{Page, total_size};
use crate::service::room::fitting;
use crate::service::select::states;
use crate::service::{Api, encoded};
use crate::snapshot::Snapshot;

impl Api {
    pub(super) async fn search(
        &self,
        sight: Sight,
        request: SearchFactsRequest,
    ) -> Result<Response<Encoded<SearchFactsResponse>>, ServiceError> {
        let (view, page) = self.page(sight, &request).await?;
        let (api, state) = (self.clone(), view.clone());
        let work = move || {
            let query = Query::parse(&request.query);
            let query = query.map_err(|error| ServiceError::field("query", error.to_string()))?;
            let selection = Selection::new(&request.filter, &request.show)?;
            let searched = Searched {
                query,
                view: api.index(&state).map_err(failed)?,
                snapshot: &state,
            };
            let (found, facets) = if request.filter.is_empty() {
                searched.all(&states(&request.show), &page)?
            } else {
                searched.chosen(&states(&request.show), &page, &selection)?
            };
            Ok(searched.response(found, facets, &page))
        };
        Ok(encoded(&view, &self.heavy(work).await?))
    }
}

/// A query, and what it is looked for in.
struct Searched<'s> {
    query: Query,
    view: Arc<IndexView>,
    snapshot: &'s Snapshot,
}

impl Searched<'_> {
    /// A page of all facts in some states that match: the index knows how many there are.
    fn all(&self, show: &[i32], page: &Page) -> Result<(Found, Facets), ServiceError> {
        let found = self.view.search(&self.query, show, page.slice());
        let mut found = found.map_err(failed)?;
        let (kinds, topics) = (
            std::mem::take(&mut found.kinds),
            std::mem::take(&mut found.topics),
        );
        Ok((found, Facets::new(kinds, topics)))
    }

    /// A page of those that a selection lets through as well, which the index does not know.
    fn chosen(
        &self,
        show: &[i32],
        page: &Page,
        selection: &Selection,
    ) -> Result<(Found, Facets), ServiceError> {
        let mut chosen = Vec::new();
        let mut counts = Counts::default();
        for (name, score) in self.view.all(&self.query, show).map_err(failed)? {
            let record = self.snapshot.record(&name);
            if let Some(fact) = record.and_then(|record| selection.fact(record)) {
                counts.add(&fact);
                chosen.push((name, score));
            }
        }
        let found = Found {
            total: chosen.len(),
            hits: page.slice().cut(chosen.into_iter()).collect(),
            ..Found::default()
        };
        Ok((found, counts.facets()))
    }

    fn response(&self, found: Found, facets: Facets, page: &Page) -> SearchFactsResponse {
        let hits = found.hits.into_iter().map(|(name, score)| {
            let fact = self.snapshot.record(&name)?.fact()?;
            Some(SearchHit {
                score,
                snippets: snippets(&fact, &self.query),
                fact: Some(fact),
            })
        });
        let (hits, places) = fitting(hits);
        SearchFactsResponse {
            hits,
            next_page_token: page.next(places, found.total),
            total_size: total_size(found.total),
            kinds: facets.kinds,
            topics: facets.topics,
        }
    }
}

fn failed(error: SearchError) -> ServiceError {
    Bug::from(error).into()
}
