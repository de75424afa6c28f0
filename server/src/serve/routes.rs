//! Which service a path belongs to, and how long and how large a call to it may be.

use std::convert::Infallible;
use std::future::{Ready, ready};
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

use super::budget::Line;
use super::call::{self, Called, Guarded, Times};
use super::health::Health;
use super::reflection::Reflection;
use super::request::{Metered, unfit};
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

/// The method that takes a text.
const TEXT_METHOD: &str = "VerifyArticle";

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
    /// The same, for requests that carry a text.
    texts: QueryServiceServer<Api>,
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
            queries: QueryServiceServer::new(api.clone()).max_decoding_message_size(small),
            texts: QueryServiceServer::new(api.clone())
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

    /// The same services for a connection, to which its bytes are charged.
    pub(super) fn on(self, line: Line) -> Connected {
        Connected { routes: self, line }
    }

    /// Decides who calls a service, before the body is read: eight megabytes are not taken from somebody
    /// who may not commit. Health and the contract are open to all.
    fn admit<B>(&self, kind: Kind, request: &mut Request<B>) -> Result<(), ServiceError> {
        match kind {
            Kind::Facts | Kind::Queries | Kind::Texts | Kind::Editorial | Kind::Sync => {
                let caller = self.access.admit(request.headers())?;
                if matches!(kind, Kind::Editorial) {
                    self.access.may_propose(&caller)?;
                }
                request.extensions_mut().insert(caller);
            }
            Kind::Health | Kind::Reflection | Kind::ReflectionAlpha | Kind::Unknown => {}
        }
        Ok(())
    }

    /// Gives a call to the service that its path names.
    fn dispatch(&self, kind: Kind, mut request: Request<Metered<Incoming>>) -> Answer {
        if let Err(error) = self.admit(kind, &mut request) {
            return Either::Right(ready(Ok(call::refusal(error))));
        }
        // Each service is shared, so that a clone of it is a pointer.
        Either::Left(match kind {
            Kind::Facts => self.facts.clone().call(request),
            Kind::Queries => self.queries.clone().call(request),
            Kind::Texts => self.texts.clone().call(request),
            Kind::Editorial => self.editorial.clone().call(request),
            Kind::Sync => self.sync.clone().call(request),
            Kind::Health => self.health.clone().call(request),
            Kind::Reflection => self.reflection.clone().call(request),
            Kind::ReflectionAlpha => self.reflection_alpha.clone().call(request),
            Kind::Unknown => {
                let unknown = ServiceError::UnknownMethod(request.uri().path().to_owned());
                return Either::Right(ready(Ok(call::refusal(unknown))));
            }
        })
    }
}

/// Which service a call is to.
#[derive(Clone, Copy)]
enum Kind {
    Facts,
    Queries,
    Texts,
    Editorial,
    Sync,
    Health,
    Reflection,
    ReflectionAlpha,
    Unknown,
}

impl Kind {
    /// The service and method of a path.
    fn of(path: &str) -> Self {
        let (service, method) = path
            .get(1..)
            .and_then(|path| path.split_once('/'))
            .unwrap_or_default();
        match service {
            FACTS => Self::Facts,
            QUERIES if method == TEXT_METHOD => Self::Texts,
            QUERIES => Self::Queries,
            EDITORIAL => Self::Editorial,
            SYNC => Self::Sync,
            HEALTH => Self::Health,
            REFLECTION => Self::Reflection,
            REFLECTION_ALPHA => Self::ReflectionAlpha,
            _ => Self::Unknown,
        }
    }

    /// How long a call may take until its answer begins, and how large its request may be, in bytes.
    fn limits(self) -> (Duration, usize) {
        match self {
            Self::Facts | Self::Queries | Self::Health | Self::Unknown => (READ, REQUEST_BYTES_MAX),
            Self::Texts => (READ, TEXT_REQUEST_BYTES_MAX),
            Self::Editorial => (COMMIT, COMMIT_BYTES_MAX),
            Self::Sync | Self::Reflection | Self::ReflectionAlpha => (BEGIN, REQUEST_BYTES_MAX),
        }
    }
}

/// What a service answers with, in a while or at once.
type Answer =
    Either<BoxFuture<Response<Body>, Infallible>, Ready<Result<Response<Body>, Infallible>>>;

/// All services as one connection has them.
#[derive(Clone, Debug)]
pub(super) struct Connected {
    routes: Routes,
    line: Line,
}

impl hyper::service::Service<Request<Incoming>> for Connected {
    type Response = Response<call::Reply>;
    type Error = Infallible;
    type Future = Guarded<Answer>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        let deadline = call::timeout(request.headers_mut());
        let kind = Kind::of(request.uri().path());
        let called = Called::at(request.uri().clone());
        let (limit, most) = kind.limits();
        let lease = Arc::new(self.line.lease());
        // A refusal is logged as one of this call.
        let entered = called.span.clone().entered();
        let answer = if let Some(refused) = unfit(&request) {
            Either::Right(ready(Ok(refused)))
        } else {
            let metered = |body| Metered::new(body, Arc::clone(&lease), most);
            self.routes.dispatch(kind, request.map(metered))
        };
        drop(entered);
        let times = Times { deadline, limit };
        let leases = (lease, self.line.lease());
        Guarded::new(answer, called, times, self.routes.reaper.clone(), leases)
    }
}
