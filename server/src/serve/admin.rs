//! The operator's own port: metrics, probes, and which build this is. It is for the machine's own network,
//! asks nobody who he is, and says nothing of the content. It is there until the last call has ended, so that
//! probes see a server stop.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use http::header::CACHE_CONTROL;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};
use tonic::body::Body;

use super::plain;
use super::scrape::{self, Sources};

/// A few scrapers and probes; more are somebody's mistake.
const CONNECTIONS_MAX: usize = 64;

/// How long a client may take for the headers of a request, and be silent between two.
const HEADERS: Duration = Duration::from_secs(30);

/// How long a connection may stay: a client that takes no answer would stay for ever.
const AGE: Duration = Duration::from_mins(5);

/// How long to wait when connections cannot be accepted.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// Answers the operator until `ended` has no sender any more; from `stopping` on with a refusal where it is
/// asked whether calls should come here. Blocks.
pub(super) fn serve(
    socket: TcpListener,
    sources: Sources,
    (stopping, ended): (watch::Receiver<bool>, watch::Receiver<bool>),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(accept(socket, Admin { sources, stopping }, ended))
}

async fn accept(
    socket: TcpListener,
    admin: Admin,
    mut ended: watch::Receiver<bool>,
) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(socket)?;
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = ended.wait_for(|ended| *ended) => return Ok(()),
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(EXHAUSTED).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            continue;
        };
        let admin = admin.clone();
        tokio::spawn(async move {
            // How a connection ends concerns nobody but its client.
            tokio::time::timeout(AGE, hold(stream, admin)).await.ok();
            drop(place);
        });
    }
}

async fn hold(stream: TcpStream, admin: Admin) {
    let answer = service_fn(move |request: Request<Incoming>| {
        let response = admin.answer(&request);
        async move { Ok::<_, Infallible>(response) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .serve_connection(TokioIo::new(stream), answer)
        .await
        .ok();
}

#[derive(Clone)]
struct Admin {
    sources: Sources,
    stopping: watch::Receiver<bool>,
}

impl Admin {
    fn answer<B>(&self, request: &Request<B>) -> Response<Body> {
        let mut response = match *request.method() {
            Method::GET | Method::HEAD => self.page(request.uri().path()),
            _ => plain::not_allowed(plain::OPERATOR),
        };
        let never = HeaderValue::from_static("no-store");
        response.headers_mut().insert(CACHE_CONTROL, never);
        response
    }

    fn page(&self, path: &str) -> Response<Body> {
        match path {
            "/metrics" => self.metrics(),
            "/healthz" => plain::text(StatusCode::OK, "ok\n"),
            "/readyz" => self.ready(),
            "/buildinfo" => {
                let build = serde_json::json!({
                    "program": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "contract": "dossier.v1",
                });
                let text = format!("{build}\n").into();
                plain::with_type(StatusCode::OK, "application/json", text)
            }
            _ => plain::text(
                StatusCode::NOT_FOUND,
                "this port serves /metrics, /healthz, /readyz and /buildinfo\n",
            ),
        }
    }

    fn metrics(&self) -> Response<Body> {
        match scrape::text(&self.sources) {
            Ok(text) => {
                let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
                plain::with_type(StatusCode::OK, kind, text.into())
            }
            Err(_) => plain::text(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the metrics cannot be written\n",
            ),
        }
    }

    /// Whether calls should come here. Reads go on whatever happens to the store, so only a stop says no.
    fn ready(&self) -> Response<Body> {
        if *self.stopping.borrow() {
            return plain::text(StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
        }
        let commits = self
            .sources
            .api
            .ledger()
            .condition()
            .borrow()
            .takes_commits();
        plain::text(
            StatusCode::OK,
            if commits {
                "ready\n"
            } else {
                "ready for reads\n"
            },
        )
    }
}
