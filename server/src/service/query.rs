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

use dossier::serve::Encoded;
use dossier::serve::query_service_server::QueryService;
use dossier::v1;
use prost::Message as _;
use tonic::{Request, Response, Status};

use super::room::Room;
use super::view::opened;
use super::{Api, encoded};
use crate::commit::Sight;
use crate::error::ServiceError;
use crate::snapshot::Snapshot;

/// How many names one call resolves at most.
const NAMES_MAX: usize = 100;

/// How many candidates a name has if nobody says, and at most.
const CANDIDATES: (usize, usize) = (5, 20);

impl Api {
    async fn resolve(
        &self,
        sight: Sight,
        request: v1::ResolveEntitiesRequest,
    ) -> Result<Response<Encoded<v1::ResolveEntitiesResponse>>, ServiceError> {
        let count = request.names.len();
        if count == 0 {
            return Err(ServiceError::field(
                "names",
                "at least one name is required",
            ));
        }
        if count > NAMES_MAX {
            return Err(ServiceError::BatchTooLarge {
                count,
                most: NAMES_MAX,
            });
        }
        let most = match usize::try_from(request.max_candidates) {
            Err(_) => {
                return Err(ServiceError::field(
                    "max_candidates",
                    "must not be negative",
                ));
            }
            Ok(0) => CANDIDATES.0,
            Ok(most) => most.min(CANDIDATES.1),
        };
        let view = self.at(sight, request.read_revision).await?;
        let (api, state) = (self.clone(), view.clone());
        let work = move || {
            let names = api.names(&state);
            let mut resolutions = Vec::with_capacity(count);
            let mut room = Room::new();
            for name in request.names {
                let resolution = v1::NameResolution {
                    candidates: names.resolve(&name, &request.kinds, most),
                    name,
                };
                if !room.take(resolution.encoded_len()) {
                    let fitting = resolutions.len();
                    return Err(ServiceError::BatchTooHeavy { fitting });
                }
                resolutions.push(resolution);
            }
            Ok(v1::ResolveEntitiesResponse { resolutions })
        };
        Ok(encoded(&view, &self.heavy(work).await?))
    }
}

#[tonic::async_trait]
impl QueryService for Api {
    async fn coverage_report(
        &self,
        request: Request<v1::CoverageReportRequest>,
    ) -> Result<Response<Encoded<v1::CoverageReportResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let revision = request.read_revision;
        let question = move |snapshot: &Snapshot| text::coverage(snapshot, &request);
        Ok(self.answer(sight, revision, question).await?)
    }

    async fn verify_article(
        &self,
        request: Request<v1::VerifyArticleRequest>,
    ) -> Result<Response<Encoded<v1::VerifyArticleResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let revision = request.read_revision;
        let question = move |snapshot: &Snapshot| text::verify(snapshot, &request);
        Ok(self.answer(sight, revision, question).await?)
    }

    async fn search_facts(
        &self,
        request: Request<v1::SearchFactsRequest>,
    ) -> Result<Response<Encoded<v1::SearchFactsResponse>>, Status> {
        let (sight, request) = opened(request)?;
        Ok(self.search(sight, request).await?)
    }

    async fn query_timeline(
        &self,
        request: Request<v1::QueryTimelineRequest>,
    ) -> Result<Response<Encoded<v1::QueryTimelineResponse>>, Status> {
        Ok(self
            .answer_page(opened(request)?, timeline::timeline)
            .await?)
    }

    async fn explore_neighborhood(
        &self,
        request: Request<v1::ExploreNeighborhoodRequest>,
    ) -> Result<Response<Encoded<v1::ExploreNeighborhoodResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let revision = request.read_revision;
        let question = move |snapshot: &Snapshot| neighborhood::neighborhood(snapshot, &request);
        Ok(self.answer(sight, revision, question).await?)
    }

    async fn summarize_transfers(
        &self,
        request: Request<v1::SummarizeTransfersRequest>,
    ) -> Result<Response<Encoded<v1::SummarizeTransfersResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let revision = request.read_revision;
        let question = move |snapshot: &Snapshot| transfers::transfers(snapshot, &request);
        Ok(self.answer(sight, revision, question).await?)
    }

    async fn list_dependents(
        &self,
        request: Request<v1::ListDependentsRequest>,
    ) -> Result<Response<Encoded<v1::ListDependentsResponse>>, Status> {
        Ok(self
            .answer_page(opened(request)?, dependents::dependents)
            .await?)
    }

    async fn resolve_entities(
        &self,
        request: Request<v1::ResolveEntitiesRequest>,
    ) -> Result<Response<Encoded<v1::ResolveEntitiesResponse>>, Status> {
        let (sight, request) = opened(request)?;
        Ok(self.resolve(sight, request).await?)
    }

    async fn get_stats(
        &self,
        request: Request<v1::GetStatsRequest>,
    ) -> Result<Response<Encoded<v1::GetStatsResponse>>, Status> {
        let (sight, request) = opened(request)?;
        let revision = request.read_revision;
        let question = |snapshot: &Snapshot| Ok(stats::stats(snapshot));
        Ok(self.answer(sight, revision, question).await?)
    }
}
