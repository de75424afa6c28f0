//! `QueryService`: questions that span several resources. Each is answered by a file of its own, on a
//! thread that answers no other calls.

mod dependents;
mod neighborhood;
mod search;
mod select;
mod stats;
mod text;
mod timeline;
mod transfers;

use std::sync::Arc;

use dossier::serve::Encoded;
use dossier::serve::query_service_server::QueryService;
use dossier::v1;
use tonic::{Request, Response, Status};

use super::list::page_size;
use super::{Reader, encoded};
use crate::error::ServiceError;

/// How many names one call resolves at most.
const NAMES_MAX: usize = 100;

/// How many candidates a name has if nobody says, and at most.
const CANDIDATES: (usize, usize) = (5, 20);

impl Reader {
    /// The token for what is left after a page.
    fn rest(
        &self,
        total: i32,
        (offset, size): (usize, usize),
        revision: i64,
        walk: &str,
    ) -> String {
        let next = offset + size;
        let more = usize::try_from(total).is_ok_and(|total| next < total);
        self.next(
            more,
            (revision, i64::try_from(next).unwrap_or(i64::MAX)),
            walk,
        )
    }

    async fn resolve(
        &self,
        asked: v1::ResolveEntitiesRequest,
    ) -> Result<Response<Encoded<v1::ResolveEntitiesResponse>>, ServiceError> {
        let count = asked.names.len();
        if count == 0 {
            return Err(ServiceError::field("names", "at least one name is wanted"));
        }
        if count > NAMES_MAX {
            return Err(ServiceError::BatchTooLarge {
                count,
                most: NAMES_MAX,
            });
        }
        let most = match usize::try_from(asked.max_candidates) {
            Err(_) => {
                return Err(ServiceError::field(
                    "max_candidates",
                    "a number is not negative",
                ));
            }
            Ok(0) => CANDIDATES.0,
            Ok(most) => most.min(CANDIDATES.1),
        };
        let snapshot = self.at(asked.read_revision).await?;
        let (of, search) = (Arc::clone(&snapshot), Arc::clone(&self.search));
        let work = move || {
            let names = search.names(&of);
            let resolutions = asked.names.into_iter().map(|name| v1::NameResolution {
                candidates: names.resolve(&name, &asked.kinds, most),
                name,
            });
            Ok(v1::ResolveEntitiesResponse {
                resolutions: resolutions.collect(),
            })
        };
        let answer = self.heavy(work).await?;
        Ok(encoded(&snapshot, &answer))
    }
}

/// The arguments of a walk over pages, which must not change between them.
fn walk(arguments: &impl prost::Message) -> String {
    dossier_check::text::digest_bytes(&arguments.encode_to_vec())
}

/// A page of the answer to a question whose pages are counted from the start. Requests and replies of
/// such questions have the same fields under the same names, and no common type.
macro_rules! page {
    ($reader:expr, $request:expr, $Request:ident, $answer:expr) => {{
        let asked = $request.into_inner();
        let size = page_size(asked.page_size)?;
        let walk = walk(&v1::$Request {
            page_size: 0,
            page_token: String::new(),
            read_revision: 0,
            ..asked.clone()
        });
        let start = $reader.start(&asked.page_token, &walk, asked.read_revision)?;
        let snapshot = $reader.at(start.revision).await?;
        let (of, page) = (Arc::clone(&snapshot), (start.offset, size));
        let mut answer = $reader.heavy(move || $answer(&of, &asked, page)).await?;
        answer.next_page_token = $reader.rest(answer.total_size, page, snapshot.revision(), &walk);
        Ok(encoded(&snapshot, &answer))
    }};
}

/// Questions without pages differ in their types only.
macro_rules! question {
    ($reader:expr, $request:expr, $answer:expr) => {{
        let asked = $request.into_inner();
        let snapshot = $reader.at(asked.read_revision).await?;
        let of = Arc::clone(&snapshot);
        let answer = $reader.heavy(move || $answer(&of, &asked)).await?;
        Ok(encoded(&snapshot, &answer))
    }};
}

#[tonic::async_trait]
impl QueryService for Reader {
    async fn coverage_report(
        &self,
        request: Request<v1::CoverageReportRequest>,
    ) -> Result<Response<Encoded<v1::CoverageReportResponse>>, Status> {
        question!(self, request, text::coverage)
    }

    async fn verify_article(
        &self,
        request: Request<v1::VerifyArticleRequest>,
    ) -> Result<Response<Encoded<v1::VerifyArticleResponse>>, Status> {
        question!(self, request, text::verify)
    }

    async fn search_facts(
        &self,
        request: Request<v1::SearchFactsRequest>,
    ) -> Result<Response<Encoded<v1::SearchFactsResponse>>, Status> {
        Ok(self.search(request.into_inner()).await?)
    }

    async fn query_timeline(
        &self,
        request: Request<v1::QueryTimelineRequest>,
    ) -> Result<Response<Encoded<v1::QueryTimelineResponse>>, Status> {
        page!(self, request, QueryTimelineRequest, timeline::timeline)
    }

    async fn explore_neighborhood(
        &self,
        request: Request<v1::ExploreNeighborhoodRequest>,
    ) -> Result<Response<Encoded<v1::ExploreNeighborhoodResponse>>, Status> {
        question!(self, request, neighborhood::neighborhood)
    }

    async fn summarize_transfers(
        &self,
        request: Request<v1::SummarizeTransfersRequest>,
    ) -> Result<Response<Encoded<v1::SummarizeTransfersResponse>>, Status> {
        question!(self, request, transfers::transfers)
    }

    async fn list_dependents(
        &self,
        request: Request<v1::ListDependentsRequest>,
    ) -> Result<Response<Encoded<v1::ListDependentsResponse>>, Status> {
        page!(self, request, ListDependentsRequest, dependents::dependents)
    }

    async fn resolve_entities(
        &self,
        request: Request<v1::ResolveEntitiesRequest>,
    ) -> Result<Response<Encoded<v1::ResolveEntitiesResponse>>, Status> {
        Ok(self.resolve(request.into_inner()).await?)
    }

    async fn get_stats(
        &self,
        request: Request<v1::GetStatsRequest>,
    ) -> Result<Response<Encoded<v1::GetStatsResponse>>, Status> {
        let snapshot = self.at(request.get_ref().read_revision).await?;
        let of = Arc::clone(&snapshot);
        let answer = self.heavy(move || Ok(stats::stats(&of))).await?;
        Ok(encoded(&snapshot, &answer))
    }
}
