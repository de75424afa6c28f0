//! The operator's port of a watch: metrics, probes, and which build this is. It is for the machine's own
//! network, asks nobody who he is, and says nothing of the content.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use super::metrics::Metrics;

/// A few scrapers and probes; more are somebody's mistake.
const CONNECTIONS_MAX: usize = 64;

/// How long a client may take for the headers of a request, and be silent between two.
const HEADERS: Duration = Duration::from_secs(30);

/// How long a connection may stay: a client that takes no answer would stay for ever.
const AGE: Duration = Duration::from_mins(5);

/// How long to wait when connections cannot be accepted.
const EXHAUSTED: Duration = Duration::from_millis(100);

const TEXT: &str = "text/plain; charset=utf-8";

type Answer = Response<Full<Bytes>>;

/// Why there is no such port.
#[derive(Debug, thiserror::Error)]
#[error("could not serve metrics at {address}: {source}")]
pub(in crate::cli) struct PortError {
    address: SocketAddr,
    source: io::Error,
}

/// Answers at an address as long as the program runs; where that is.
pub(super) fn start(address: SocketAddr, metrics: Metrics) -> Result<SocketAddr, PortError> {
    let started = || {
        let socket = TcpListener::bind(address)?;
        socket.set_nonblocking(true)?;
        let listening = socket.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(socket)?
        };
        thread::Builder::new()
            .name("metrics".to_owned())
            .spawn(move || runtime.block_on(accept(&listener, metrics)))?;
        Ok(listening)
    };
    started().map_err(|source| PortError { address, source })
}

async fn accept(listener: &tokio::net::TcpListener, metrics: Metrics) -> Infallible {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(EXHAUSTED).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            continue;
        };
        let metrics = metrics.clone();
        tokio::spawn(async move {
            // How a connection ends concerns nobody but its client.
            tokio::time::timeout(AGE, hold(stream, metrics)).await.ok();
            drop(place);
        });
    }
}

async fn hold(stream: TcpStream, metrics: Metrics) {
    let answer = service_fn(move |request: Request<Incoming>| {
        let answer = answer(request.method(), request.uri().path(), &metrics);
        async move { Ok::<_, Infallible>(answer) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .serve_connection(TokioIo::new(stream), answer)
        .await
        .ok();
}

fn answer(method: &Method, path: &str, metrics: &Metrics) -> Answer {
    if ![Method::GET, Method::HEAD].contains(method) {
        let mut refusal = with_type(
            StatusCode::METHOD_NOT_ALLOWED,
            TEXT,
            "this port answers GET and HEAD\n".to_owned(),
        );
        let allowed = HeaderValue::from_static("GET, HEAD");
        refusal.headers_mut().insert(ALLOW, allowed);
        return refusal;
    }
    match path {
        "/metrics" => text(metrics),
        "/healthz" => with_type(StatusCode::OK, TEXT, "ok\n".to_owned()),
        "/readyz" => ready(metrics),
        "/buildinfo" => {
            let build = serde_json::json!({
                "program": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "contract": "dossier.v1",
            });
            with_type(StatusCode::OK, "application/json", format!("{build}\n"))
        }
        _ => with_type(
            StatusCode::NOT_FOUND,
            TEXT,
            "this port serves /metrics, /healthz, /readyz and /buildinfo\n".to_owned(),
        ),
    }
}

fn text(metrics: &Metrics) -> Answer {
    match metrics.text() {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            with_type(StatusCode::OK, kind, text)
        }
        Err(_) => with_type(
            StatusCode::INTERNAL_SERVER_ERROR,
            TEXT,
            "the metrics cannot be written\n".to_owned(),
        ),
    }
}

/// Whether the target has what the server has, as far as is known.
fn ready(metrics: &Metrics) -> Answer {
    match metrics.trouble() {
        None => with_type(StatusCode::OK, TEXT, "ready\n".to_owned()),
        Some(trouble) => with_type(
            StatusCode::SERVICE_UNAVAILABLE,
            TEXT,
            format!("{trouble}\n"),
        ),
    }
}

fn with_type(status: StatusCode, kind: &'static str, body: String) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
