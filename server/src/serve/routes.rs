//! In which form a request asks, and who answers it: one port for every client.
//!
//! A gRPC call goes straight to its service; everything else is looked at here, and asks the same
//! services in the end.

use std::convert::Infallible;
use std::sync::Arc;

use futures_util::future::Either;
use http::header::{ACCESS_CONTROL_REQUEST_METHOD, ALLOW};
use http::{HeaderValue, Method as Verb, Request, Response, StatusCode, Version};
use hyper::body::Incoming;
use tokio::sync::watch;
use tonic::body::Body;
use tonic::codegen::BoxFuture;

use super::budget::Line;
use super::call::{Guarded, Reply};
use super::connect::{self, Asked};
use super::cors::Cors;
use super::method::{self, Kind, Method};
use super::metrics::{self, Counters};
use super::page;
use super::plain::{self, Allowed};
use super::request::{Form, is_grpc};
use super::services::{Answer, Calls, Shared};
use super::settings::Settings;
use super::stall::StreamReaper;
use super::web;
use crate::service::Api;

/// All that a thread answers from.
#[derive(Clone, Debug)]
pub(super) struct Routes {
    shared: Shared,
    cors: Arc<Cors>,
}

impl Routes {
    pub(super) fn new(
        api: &Api,
        settings: &Settings,
        counters: Arc<Counters>,
        stopping: &watch::Receiver<bool>,
    ) -> Self {
        Self {
            shared: Shared::new(api, settings, counters, stopping),
            cors: Arc::new(Cors::new(settings.cors_origins.clone())),
        }
    }

    /// What is counted on this thread.
    pub(super) fn counters(&self) -> &Arc<Counters> {
        self.shared.counters()
    }

    /// The streams that are open on these routes.
    pub(super) fn reaper(&self) -> &StreamReaper {
        self.shared.reaper()
    }

    /// The same for a connection, to which its bytes are charged, and whose client has shown a certificate
    /// with these names.
    pub(super) fn on(self, line: Line, names: Arc<[String]>) -> Connected {
        Connected {
            calls: self.shared.on(line, names),
            cors: self.cors,
        }
    }
}

/// What one connection is answered from.
#[derive(Clone, Debug)]
pub(super) struct Connected {
    calls: Calls,
    cors: Arc<Cors>,
}

impl hyper::service::Service<Request<Incoming>> for Connected {
    type Response = Response<Reply>;
    type Error = Infallible;
    type Future = Either<Guarded<Answer>, BoxFuture<Self::Response, Infallible>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let method = method::find(request.uri().path());
        if is_grpc(&request) {
            self.calls.counters().asked(metrics::Form::Grpc);
            return Either::Left(self.calls.grpc(method, request));
        }
        let this = self.clone();
        Either::Right(Box::pin(
            async move { Ok(this.answer(method, request).await) },
        ))
    }
}

impl Connected {
    /// Answers what is no plain gRPC call, and tells browsers who may read it.
    async fn answer(
        self,
        method: Option<&'static Method>,
        request: Request<Incoming>,
    ) -> Response<Reply> {
        self.calls.counters().asked(counted_form(method, &request));
        let allowed = self.cors.allowed(request.headers());
        let cors = Arc::clone(&self.cors);
        let is_preflight = request.method() == Verb::OPTIONS;
        let mut response = if is_preflight {
            let asks = request
                .headers()
                .contains_key(ACCESS_CONTROL_REQUEST_METHOD);
            let asks = asks && allowed.is_some();
            self.options(method, request.uri().path(), asks)
                .map(Reply::plain)
        } else {
            self.ask(method, request).await
        };
        cors.dress(allowed, response.headers_mut());
        response
    }

    /// Says what may be sent; `asks`: a browser asks for a page that may read. No page is told that it
    /// may send a commit, because it may not.
    fn options(&self, method: Option<&Method>, path: &str, asks: bool) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        let headers = response.headers_mut();
        let verbs = allowed(method, path).verbs;
        headers.insert(ALLOW, HeaderValue::from_static(verbs));
        if asks && method.is_none_or(|method| method.kind != Kind::Editorial) {
            self.cors.consent(verbs, headers);
        }
        response
    }

    async fn ask(
        self,
        method: Option<&'static Method>,
        request: Request<Incoming>,
    ) -> Response<Reply> {
        let allowed = allowed(method, request.uri().path());
        match *request.method() {
            Verb::POST if allowed != plain::PAGE => self.post(method, request).await,
            Verb::GET | Verb::HEAD => self.get(method, request).await,
            _ if method.is_none() && allowed != plain::PAGE => {
                page::answer(&request).map(Reply::plain)
            }
            _ => plain::not_allowed(allowed).map(Reply::plain),
        }
    }

    async fn post(
        self,
        method: Option<&'static Method>,
        request: Request<Incoming>,
    ) -> Response<Reply> {
        let asked = match Form::from_headers(request.headers()) {
            Some(Form::Grpc) if request.version() < Version::HTTP_2 => {
                return plain::needs_http_2().map(Reply::plain);
            }
            Some(Form::Grpc) => {
                let Ok(response) = self.calls.grpc(method, request).await;
                return response;
            }
            Some(Form::GrpcWeb(kind)) => {
                let response = web::answer(self.calls, method, kind, request).await;
                return response.map(Reply::plain);
            }
            Some(Form::ConnectJson) => Asked::PostJson,
            Some(Form::ConnectProto) => Asked::PostProto,
            Some(Form::ConnectStream) | None => {
                return plain::unsupported().map(Reply::plain);
            }
        };
        let Ok(response) = connect::call(&self.calls, method, asked, request).await;
        response
    }

    /// What a person asks from an address bar, and a cache for many.
    async fn get(
        self,
        method: Option<&'static Method>,
        request: Request<Incoming>,
    ) -> Response<Reply> {
        let only_head = request.method() == Verb::HEAD;
        let response = match method {
            Some(method) if !method.reads => plain::not_allowed(plain::CALLING).map(Reply::plain),
            Some(_) => {
                let Ok(response) = connect::call(&self.calls, method, Asked::Get, request).await;
                response
            }
            None => page::answer(&request).map(Reply::plain),
        };
        if only_head {
            return response.map(|_| Reply::plain(Body::empty()));
        }
        response
    }
}

/// What may be sent to a path, and to the method that is there.
fn allowed(method: Option<&Method>, path: &str) -> Allowed {
    match method {
        Some(method) if method.reads => plain::READING,
        None if page::is_at(path) => plain::PAGE,
        // The server as a whole (RFC 9110, 9.3.7).
        None if path == "*" => plain::READING,
        _ => plain::CALLING,
    }
}

/// As what a request is counted that is no plain gRPC call.
fn counted_form<B>(method: Option<&Method>, request: &Request<B>) -> metrics::Form {
    let is_post = request.method() == Verb::POST;
    match Form::from_headers(request.headers()) {
        Some(Form::Grpc) if is_post => metrics::Form::Grpc,
        Some(Form::GrpcWeb(_)) if is_post => metrics::Form::GrpcWeb,
        Some(Form::ConnectJson | Form::ConnectProto) if is_post => metrics::Form::ConnectPost,
        _ if request.method() == Verb::GET && method.is_some() => metrics::Form::ConnectGet,
        _ => metrics::Form::Other,
    }
}
