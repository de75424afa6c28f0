//! The services, and the one way to call them: who calls is decided from the headers, before a body is
//! read, and everything that is asked, in whatever form, is asked of the same services.

use std::convert::Infallible;
use std::error::Error;
use std::future::{Ready, ready};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use dossier::serve::editorial_service_server::EditorialServiceServer;
use dossier::serve::fact_service_server::FactServiceServer;
use dossier::serve::query_service_server::QueryServiceServer;
use dossier::serve::sync_service_server::SyncServiceServer;
use futures_util::future::Either;
use http::{Request, Response};
use tokio::sync::watch;
use tonic::body::Body;
use tonic::codegen::{BoxFuture, Service as _};
use tonic_health::pb::health_server::HealthServer;
use tonic_reflection::server::{v1, v1alpha};

use super::budget::{Lease, Line};
use super::call::{self, Called, GRPC, Guarded, Terms, Times};
use super::health::Health;
use super::method::{Kind, Method};
use super::metrics::Counters;
use super::reflection::Reflection;
use super::request::{GRPC_ENCODING, Metered, refusal, uncompressed};
use super::sender;
use super::settings::Settings;
use super::stall::StreamReaper;
use super::translation::Translations;
use crate::access::Access;
use crate::error::ServiceError;
use crate::service::Api;

/// What a service answers with, in a while or at once.
pub(super) type Answer =
    Either<BoxFuture<Response<Body>, Infallible>, Ready<Result<Response<Body>, Infallible>>>;

/// All services.
#[derive(Clone, Debug)]
pub(super) struct Services {
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
}

impl Services {
    fn new(api: &Api, stopping: &watch::Receiver<bool>) -> Self {
        let small = Kind::Facts.request_bytes_max();
        let reflection = Reflection::new();
        let health = Health::new(api.ledger().condition(), stopping.clone());
        Self {
            facts: FactServiceServer::new(api.clone()).max_decoding_message_size(small),
            queries: QueryServiceServer::new(api.clone()).max_decoding_message_size(small),
            texts: QueryServiceServer::new(api.clone())
                .max_decoding_message_size(Kind::Texts.request_bytes_max()),
            editorial: EditorialServiceServer::new(api.clone())
                .max_decoding_message_size(Kind::Editorial.request_bytes_max()),
            sync: SyncServiceServer::new(api.clone()).max_decoding_message_size(small),
            health: HealthServer::new(health).max_decoding_message_size(small),
            reflection: v1::ServerReflectionServer::new(reflection.clone())
                .max_decoding_message_size(small),
            reflection_alpha: v1alpha::ServerReflectionServer::new(reflection)
                .max_decoding_message_size(small),
            access: Arc::clone(api.access()),
        }
    }

    /// Decides who calls a service, before the body is read: eight megabytes are not taken from somebody
    /// who may not commit. Health and the contract are open to all. `names`: those of the client's
    /// certificate, which do not count for a page of another origin, because its browser shows it unasked.
    ///
    /// # Errors
    ///
    /// Why the caller is turned away.
    fn admit<B>(
        &self,
        kind: Kind,
        request: &mut Request<B>,
        names: &[String],
    ) -> Result<(), ServiceError> {
        match kind {
            Kind::Facts | Kind::Queries | Kind::Texts | Kind::Editorial | Kind::Sync => {
                let near = || sender::is_near(request);
                let names = match names {
                    [] => names,
                    _ if sender::is_of_foreign_page(request) => &[],
                    _ => names,
                };
                let caller = self.access.admit(request.headers(), names, near)?;
                if kind == Kind::Editorial {
                    self.access.may_propose(&caller)?;
                    sender::may_write(request, &caller)
                        .inspect_err(|_| self.access.deny("a page"))?;
                }
                request.extensions_mut().insert(caller);
            }
            Kind::Health | Kind::Reflection | Kind::ReflectionAlpha => {}
        }
        Ok(())
    }

    /// Gives a call that was admitted to its service.
    pub(super) fn call<B>(
        &self,
        kind: Kind,
        request: Request<B>,
    ) -> BoxFuture<Response<Body>, Infallible>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>> + Send + 'static,
    {
        // Each service is shared, so that a clone of it is a pointer.
        match kind {
            Kind::Facts => self.facts.clone().call(request),
            Kind::Queries => self.queries.clone().call(request),
            Kind::Texts => self.texts.clone().call(request),
            Kind::Editorial => self.editorial.clone().call(request),
            Kind::Sync => self.sync.clone().call(request),
            Kind::Health => self.health.clone().call(request),
            Kind::Reflection => self.reflection.clone().call(request),
            Kind::ReflectionAlpha => self.reflection_alpha.clone().call(request),
        }
    }
}

/// The services, and who looks after their answers: the same on all connections of a thread.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    services: Services,
    reaper: StreamReaper,
    counters: Arc<Counters>,
    /// From when on a call is told to be slow.
    slow: Duration,
    translations: Translations,
    keeps_revisions: bool,
}

impl Shared {
    pub(super) fn new(
        api: &Api,
        settings: &Settings,
        counters: Arc<Counters>,
        stopping: &watch::Receiver<bool>,
    ) -> Self {
        Self {
            services: Services::new(api, stopping),
            reaper: StreamReaper::new(settings.send_timeout),
            counters,
            slow: settings.slow_call,
            translations: Translations::new(),
            keeps_revisions: settings.keeps_revisions,
        }
    }

    /// What is counted on this thread.
    pub(super) fn counters(&self) -> &Arc<Counters> {
        &self.counters
    }

    /// The streams that are open.
    pub(super) fn reaper(&self) -> &StreamReaper {
        &self.reaper
    }

    /// The same services for a connection, to which its bytes are charged, and whose client has shown a
    /// certificate with these names.
    pub(super) fn on(self, line: Line, names: Arc<[String]>) -> Calls {
        Calls {
            shared: self,
            line,
            names,
        }
    }
}

/// The services as one connection has them.
#[derive(Clone, Debug)]
pub(super) struct Calls {
    shared: Shared,
    line: Line,
    names: Arc<[String]>,
}

impl Calls {
    /// Decides who calls, as [`Services::admit`] does.
    pub(super) fn admit<B>(
        &self,
        kind: Kind,
        request: &mut Request<B>,
    ) -> Result<(), ServiceError> {
        self.services().admit(kind, request, &self.names)
    }

    /// The services.
    pub(super) fn services(&self) -> &Services {
        &self.shared.services
    }

    /// What is counted on this thread.
    pub(super) fn counters(&self) -> &Arc<Counters> {
        &self.shared.counters
    }

    /// Where messages of JSON are translated.
    pub(super) fn translations(&self) -> &Translations {
        &self.shared.translations
    }

    /// Whether what was asked at a revision is the same after a restart.
    pub(super) fn keeps_revisions(&self) -> bool {
        self.shared.keeps_revisions
    }

    /// A call that begins now, whose errors are told in these terms.
    pub(super) fn called<B>(
        &self,
        method: Option<&'static Method>,
        request: &Request<B>,
        terms: Terms,
    ) -> Called {
        let shared = &self.shared;
        Called::begin(request, terms, (&shared.counters, method), shared.slow)
    }

    /// Nothing yet, to be charged to the connection for a request.
    pub(super) fn lease(&self) -> Arc<Lease> {
        Arc::new(self.line.lease())
    }

    /// Watches over a call: its times, its answer, its panics. `lease` is that of the request.
    pub(super) fn guard(
        &self,
        answer: Answer,
        called: Called,
        times: Times,
        lease: Arc<Lease>,
    ) -> Guarded<Answer> {
        let leases = (lease, self.line.lease());
        Guarded::new(answer, called, times, self.shared.reaper.clone(), leases)
    }

    /// Answers a gRPC call.
    pub(super) fn grpc<B>(
        &self,
        method: Option<&'static Method>,
        mut request: Request<B>,
    ) -> Guarded<Answer>
    where
        B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let deadline = call::timeout(request.headers_mut());
        let called = self.called(method, &request, GRPC);
        let lease = self.lease();
        let limit = method.map_or(Kind::Facts, |method| method.kind).time_max();
        let times = Times { deadline, limit };
        // A refusal is logged as one of this call.
        let entered = called.span().clone().entered();
        let answer = match self.begin(method, request, &lease) {
            Ok(answer) => Either::Left(answer),
            Err(error) => Either::Right(ready(Ok(refusal(error)))),
        };
        drop(entered);
        self.guard(answer, called, times, lease)
    }

    fn begin<B>(
        &self,
        method: Option<&'static Method>,
        mut request: Request<B>,
        lease: &Arc<Lease>,
    ) -> Result<BoxFuture<Response<Body>, Infallible>, ServiceError>
    where
        B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        uncompressed(request.headers(), &GRPC_ENCODING)?;
        let unknown = || ServiceError::UnknownMethod(request.uri().path().to_owned());
        let method = method.ok_or_else(unknown)?;
        self.admit(method.kind, &mut request)?;
        let most = method.kind.request_bytes_max();
        let request = request.map(|body| Metered::new(body, Arc::clone(lease), most));
        Ok(self.services().call(method.kind, request))
    }
}
