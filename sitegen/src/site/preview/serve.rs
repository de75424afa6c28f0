//! Answers browsers: pages as a build prints them, the preview's own page, and news.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, HeaderValue,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::host::Hosts;
use super::{Now, Shown, shell};
use crate::url::{Route, served};

/// How often a stream says that it is still there, so that one nobody reads any more is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How long a browser may take to send what it asks for.
const HEADER: Duration = Duration::from_secs(10);

/// How long to wait where the system has no room for another connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Which of the sites a page is of, for the preview's own page.
const SITE: HeaderName = HeaderName::from_static("preview-site");

type Body = UnsyncBoxBody<Bytes, Infallible>;
type Answer = Response<Body>;

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct Preview {
    /// What is shown.
    pub(crate) now: watch::Receiver<Now>,
    /// The names that are answered to.
    pub(crate) hosts: Hosts,
}

/// Answers whoever connects. Does not end.
pub(crate) async fn serve(listener: TcpListener, preview: Preview) -> Infallible {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(open(stream, preview.clone()))),
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// The address as a browser reaches it from this machine.
pub(crate) fn address(listening: SocketAddr) -> String {
    let mut address = listening;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    format!("http://{address}/")
}

async fn open(stream: TcpStream, preview: Preview) {
    stream.set_nodelay(true).ok();
    let answer = |request: Request<Incoming>| {
        let preview = preview.clone();
        async move { Ok::<_, Infallible>(answer(&request, preview).await) }
    };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER)
        .serve_connection(TokioIo::new(stream), service_fn(answer));
    // Who goes away in the middle is no error of ours.
    connection.await.ok();
}

async fn answer(request: &Request<Incoming>, preview: Preview) -> Answer {
    let host = request.headers().get(HOST).map(HeaderValue::to_str);
    let host = host.and_then(Result::ok).unwrap_or_default();
    let named = request
        .uri()
        .authority()
        .map_or(host, |named| named.as_str());
    if !preview.hosts.admits(host) || !preview.hosts.admits(named) {
        return text(
            StatusCode::MISDIRECTED_REQUEST,
            "The preview does not answer to this name; use its IP address, or allow the name with --allow-host.\n",
        );
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let mut answer = text(StatusCode::METHOD_NOT_ALLOWED, "Pages can only be read.\n");
        answer
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    match request.uri().path() {
        "/" => own(shell::PAGE, "text/html; charset=utf-8"),
        "/_preview/shell.js" => own(shell::SCRIPT, "text/javascript; charset=utf-8"),
        "/_preview/shell.css" => own(shell::STYLE, "text/css; charset=utf-8"),
        "/_preview/events" => events(preview.now),
        path => page(path, preview.now).await,
    }
}

/// A file of the site.
async fn page(path: &str, mut now: watch::Receiver<Now>) -> Answer {
    // Whoever asks before anything was read waits for it.
    let ready = now.wait_for(|now| now.number > 0).await;
    let (site, shown) = ready.map_or((0, None), |now| (now.site, now.shown.clone()));
    let Some(shown) = shown else {
        return text(
            StatusCode::SERVICE_UNAVAILABLE,
            "There is nothing to show yet: the content has errors, or no server answers.\n",
        );
    };
    let path = served(path.trim_start_matches('/'));
    let work = move || print(&shown, &path);
    let mut answer = match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(_) => text(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The page could not be printed; that is a bug in sitegen.\n",
        ),
    };
    answer.headers_mut().insert(SITE, HeaderValue::from(site));
    answer
}

/// Prints the file at a path, or the page that says there is none.
fn print(shown: &Shown, path: &str) -> Answer {
    let missing = Route::NotFound.path();
    let found = shown.file(path);
    let (status, file) = match found {
        Ok(Some(file)) => (StatusCode::OK, Ok(Some(file))),
        Ok(None) => (StatusCode::NOT_FOUND, shown.file(&missing)),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, Err(error)),
    };
    match file {
        Ok(Some(file)) => {
            let kind = kind(&file.path);
            finished(status, kind, file.bytes.into())
        }
        Ok(None) => text(status, "There is no such page.\n"),
        Err(error) => text(
            StatusCode::INTERNAL_SERVER_ERROR,
            &format!("The page could not be printed: {error}\n"),
        ),
    }
}

/// What a file is, by the end of its name.
fn kind(path: &str) -> &'static str {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    match end {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "text/plain; charset=utf-8",
    }
}

/// A file of the preview itself.
fn own(body: &'static str, kind: &'static str) -> Answer {
    let mut answer = finished(StatusCode::OK, kind, Bytes::from_static(body.as_bytes()));
    let policy = HeaderValue::from_static(shell::POLICY);
    answer.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    answer
}

fn text(status: StatusCode, body: &str) -> Answer {
    let body = Bytes::copy_from_slice(body.as_bytes());
    finished(status, "text/plain; charset=utf-8", body)
}

fn finished(status: StatusCode, kind: &'static str, body: Bytes) -> Answer {
    with_headers(status, kind, Full::new(body).boxed_unsync())
}

/// News as they come, the present state first.
fn events(now: watch::Receiver<Now>) -> Answer {
    let news = stream::unfold((now, true), |(mut now, first)| async move {
        let changed = async {
            if first {
                return Ok(());
            }
            now.changed().await
        };
        let text = match tokio::time::timeout(HEARTBEAT, changed).await {
            Ok(Ok(())) => shell::event(&now.borrow_and_update()),
            Ok(Err(_)) => return None,
            Err(_) => ":\n\n".to_owned(),
        };
        Some((Ok(Frame::data(Bytes::from(text))), (now, false)))
    });
    let body = StreamBody::new(news).boxed_unsync();
    with_headers(StatusCode::OK, "text/event-stream", body)
}

fn with_headers(status: StatusCode, kind: &'static str, body: Body) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    let isolation = HeaderName::from_static("cross-origin-resource-policy");
    for (name, value) in [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Drafts are nobody else's to show.
        (X_FRAME_OPTIONS, "SAMEORIGIN"),
        (isolation, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}
