//! The operator's own port: metrics, probes, and which build this is. It is for the machine's own network,
//! asks nobody who he is, and says nothing of the content.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};

use super::scrape::{self, Sources};

/// A few scrapers and probes; more are somebody's mistake.
const CONNECTIONS_MAX: usize = 64;

/// How long a client may take for the headers of a request, and be silent between two.
const HEADERS: Duration = Duration::from_secs(30);

/// How long a connection may stay: a client that takes no answer would stay for ever.
const AGE: Duration = Duration::from_mins(5);

/// How long to wait when connections cannot be accepted.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// Answers the operator until told to stop. Blocks.
pub(super) fn serve(
    socket: TcpListener,
    sources: Sources,
    stopping: watch::Receiver<bool>,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(accept(socket, Admin { sources, stopping }))
}

async fn accept(socket: TcpListener, admin: Admin) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(socket)?;
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut stopping = admin.stopping.clone();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.wait_for(|stopping| *stopping) => return Ok(()),
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
    fn answer<B>(&self, request: &Request<B>) -> Response<Full<Bytes>> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return plain(StatusCode::METHOD_NOT_ALLOWED, "use GET on this port\n");
        }
        match request.uri().path() {
            "/metrics" => self.metrics(),
            "/healthz" => plain(StatusCode::OK, "ok\n"),
            "/readyz" => self.ready(),
            "/buildinfo" => {
                let build = serde_json::json!({
                    "program": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "contract": "dossier.v1",
                });
                typed(StatusCode::OK, "application/json", format!("{build}\n"))
            }
            _ => plain(
                StatusCode::NOT_FOUND,
                "this port serves /metrics, /healthz, /readyz and /buildinfo\n",
            ),
        }
    }

    fn metrics(&self) -> Response<Full<Bytes>> {
        match scrape::text(&self.sources) {
            Ok(text) => {
                let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
                typed(StatusCode::OK, kind, text)
            }
            Err(_) => plain(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the metrics cannot be written\n",
            ),
        }
    }

    /// Whether calls should come here. Reads go on whatever happens to the store, so only a stop says no.
    fn ready(&self) -> Response<Full<Bytes>> {
        if *self.stopping.borrow() {
            return plain(StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
        }
        let commits = self
            .sources
            .api
            .ledger()
            .condition()
            .borrow()
            .takes_commits();
        plain(
            StatusCode::OK,
            if commits {
                "ready\n"
            } else {
                "ready for reads\n"
            },
        )
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    typed(status, "text/plain; charset=utf-8", text.to_owned())
}

fn typed(status: StatusCode, kind: &'static str, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(text.into()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
