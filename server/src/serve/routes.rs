//! Which service a path belongs to, and how long and how large a call to it may be.

use std::convert::Infallible;
use std::future::Ready;
use std::sync::Arc;
use std::time::Duration;

use dossier::serve::editorial_service_server::EditorialServiceServer;
use dossier::serve::fact_service_server::FactServiceServer;
use dossier::serve::query_service_server::QueryServiceServer;
use dossier::serve::sync_service_server::SyncServiceServer;
use futures_util::future::Either;
use http::{Request, Response};
use hyper::body::Incoming;
use tokio::sync::watch;
use tonic::body::Body;
use tonic::codegen::{BoxFuture, Service as _};
use tonic::server::NamedService as _;
use tonic_health::pb::health_server::HealthServer;
use tonic_reflection::server::{v1, v1alpha};

use super::call::{self, Guarded, Times};
use super::health::Health;
use super::reflection::Reflection;
use super::stall::StreamReaper;
use crate::access::Access;
use crate::error::ServiceError;
use crate::service::Api;

const FACTS: &str = FactServiceServer::<Api>::NAME;
const QUERIES: &str = QueryServiceServer::<Api>::NAME;
const EDITORIAL: &str = EditorialServiceServer::<Api>::NAME;
const SYNC: &str = SyncServiceServer::<Api>::NAME;
const HEALTH: &str = HealthServer::<Health>::NAME;
const REFLECTION: &str = v1::ServerReflectionServer::<Reflection>::NAME;
const REFLECTION_ALPHA: &str = v1alpha::ServerReflectionServer::<Reflection>::NAME;

/// The largest request of the reading services: a name, a filter, a batch of 500 names.
const REQUEST_BYTES_MAX: usize = 64 * 1024;

/// The largest request that carries a text: 1 MiB and what surrounds it.
const TEXT_REQUEST_BYTES_MAX: usize = 2 * 1024 * 1024;

/// The largest commit.
const COMMIT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// How long a call that reads may take, whatever its client would wait.
const READ: Duration = Duration::from_secs(10);

/// How long a commit may take: a check of ten thousand edits, and the queue before it.
const COMMIT: Duration = Duration::from_mins(1);

/// How long a stream may take to begin; it may go on as long as its client's deadline allows.
const BEGIN: Duration = Duration::from_secs(30);

/// All services.
#[derive(Clone, Debug)]
pub(super) struct Routes {
    facts: FactServiceServer<Api>,
    queries: QueryServiceServer<Api>,
    editorial: EditorialServiceServer<Api>,
    sync: SyncServiceServer<Api>,
    health: HealthServer<Health>,
    reflection: v1::ServerReflectionServer<Reflection>,
    reflection_alpha: v1alpha::ServerReflectionServer<Reflection>,
    access: Arc<Access>,
    reaper: StreamReaper,
}

impl Routes {
    /// `send_timeout`: how long a client may leave the next part of a stream unread.
    pub(super) fn new(api: &Api, send_timeout: Duration, stopping: &watch::Receiver<bool>) -> Self {
        let small = REQUEST_BYTES_MAX;
        let reflection = Reflection::new();
        let health = Health::new(api.ledger().condition(), stopping.clone());
        Self {
            facts: FactServiceServer::new(api.clone()).max_decoding_message_size(small),
            queries: QueryServiceServer::new(api.clone())
                .max_decoding_message_size(TEXT_REQUEST_BYTES_MAX),
            editorial: EditorialServiceServer::new(api.clone())
                .max_decoding_message_size(COMMIT_BYTES_MAX),
            sync: SyncServiceServer::new(api.clone()).max_decoding_message_size(small),
            health: HealthServer::new(health).max_decoding_message_size(small),
            reflection: v1::ServerReflectionServer::new(reflection.clone())
                .max_decoding_message_size(small),
            reflection_alpha: v1alpha::ServerReflectionServer::new(reflection)
                .max_decoding_message_size(small),
            access: Arc::clone(api.access()),
            reaper: StreamReaper::new(send_timeout),
        }
    }

    /// The streams that are open on these routes.
    pub(super) fn reaper(&self) -> &StreamReaper {
        &self.reaper
    }

    /// Decides who calls a service, before the body is read. Health and the contract are open to all.
    fn admit(&self, service: &str, request: &mut Request<Incoming>) -> Result<(), ServiceError> {
        if matches!(service, FACTS | QUERIES | EDITORIAL | SYNC) {
            let caller = self.access.admit(request.headers())?;
            if service == EDITORIAL {
                self.access.may_propose(&caller)?;
            }
            request.extensions_mut().insert(caller);
        }
        Ok(())
    }

    /// Gives a call to the service that its path names.
    fn dispatch(&self, mut request: Request<Incoming>) -> Call {
        let uri = request.uri().clone();
        let path = uri.path();
        let service = path.get(1..).and_then(|path| path.split_once('/'));
        let name = service.map_or("", |(service, _)| service);
        if let Err(error) = self.admit(name, &mut request) {
            let answer = std::future::ready(Ok(call::refusal(error)));
            return Call {
                limit: READ,
                answer: Either::Right(answer),
            };
        }
        // Each service is shared, so that a clone of it is a pointer.
        let (limit, answer) = match name {
            FACTS => (READ, self.facts.clone().call(request)),
            QUERIES => (READ, self.queries.clone().call(request)),
            EDITORIAL => (COMMIT, self.editorial.clone().call(request)),
            SYNC => (BEGIN, self.sync.clone().call(request)),
            HEALTH => (READ, self.health.clone().call(request)),
            REFLECTION => (BEGIN, self.reflection.clone().call(request)),
            REFLECTION_ALPHA => (BEGIN, self.reflection_alpha.clone().call(request)),
            _ => {
                let unknown = ServiceError::UnknownMethod(path.to_owned());
                let answer = std::future::ready(Ok(call::refusal(unknown)));
                return Call {
                    limit: READ,
                    answer: Either::Right(answer),
                };
            }
        };
        Call {
            limit,
            answer: Either::Left(answer),
        }
    }
}

/// A call that was given to its service.
struct Call {
    /// How long it may take until its answer begins.
    limit: Duration,
    answer: Answer,
}

/// What a service answers with, in a while or at once.
type Answer =
    Either<BoxFuture<Response<Body>, Infallible>, Ready<Result<Response<Body>, Infallible>>>;

impl hyper::service::Service<Request<Incoming>> for Routes {
    type Response = Response<call::Reply>;
    type Error = Infallible;
    type Future = Guarded<Answer>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        let deadline = call::timeout(request.headers_mut());
        let path = request.uri().clone();
        // The only answers that can be larger than what a client takes at once.
        let service = path.path().get(1..).unwrap_or_default();
        let reaper = service.starts_with(SYNC).then(|| self.reaper.clone());
        let Call { limit, answer } = self.dispatch(request);
        let times = Times { deadline, limit };
        Guarded::new(answer, path, times, reaper)
    }
}
