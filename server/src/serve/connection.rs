//! One connection: what it speaks, its limits, and its end.
//!
//! HTTP/2 and HTTP/1.1 come to the same port. Which of them a client speaks is told by its first bytes,
//! also over TLS, because a client may agree on one and speak the other.

mod io;

use std::error::Error;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use self::io::{Spoken, WriteLimit, sniff};
use super::budget::Line;
use super::routes::{Connected, Routes};
use super::settings::{DRAIN, Settings};
use super::stop::Stop;
use super::tls::names;

/// More than one client needs at once. tonic would set no limit, and take away hyper's.
const STREAMS_MAX: u32 = 256;

/// The limit that closes RUSTSEC-2024-0003.
const RESETS_MAX: usize = 1024;

/// Names, tokens and a deadline need far less, and a message in a URL little more.
const HEADER_BYTES_MAX: u32 = 16 * 1024;

/// The same for HTTP/1.1, whose library counts in another type.
const HTTP1_HEADER_BYTES_MAX: usize = 16 * 1024;

/// How much of a connection of HTTP/1.1 is buffered in each direction. The library's own limit is six
/// times as much.
const HTTP1_BUFFER_BYTES: usize = 64 * 1024;

/// How long a client may take to say what it speaks.
const PREFACE: Duration = Duration::from_secs(10);

/// When to ask a silent client whether it is still there, and how long to wait for the answer.
const KEEP_ALIVE: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(10));

/// How long a client of HTTP/1.1 may be silent between two requests, and how long it may take for all
/// headers of one.
const HTTP1_HEADERS: Duration = Duration::from_secs(30);

type Ended = Result<(), Box<dyn Error + Send + Sync>>;

/// Serves an accepted connection until it ends.
pub(super) async fn open(
    stream: TcpStream,
    (routes, line): (Routes, Line),
    settings: &Settings,
    mut stop: Stop,
) -> Ended {
    stream.set_nodelay(true)?;
    let handshake = settings.tls.as_ref().map(|_| line.handshake());
    match &settings.tls {
        None => serve(stream, routes.on(line, Arc::default()), settings, stop).await,
        Some(tls) => {
            let Some(Some(handshake)) = handshake else {
                return Err("the peer has too many handshakes in progress".into());
            };
            let stream = tokio::select! {
                shaken = tls.accept(stream) => shaken?,
                () = stop.comes() => return Ok(()),
            };
            drop(handshake);
            let names = names(stream.get_ref().1);
            serve(stream, routes.on(line, names), settings, stop).await
        }
    }
}

/// Serves a connection in the version of HTTP that its client speaks.
async fn serve<S: AsyncRead + AsyncWrite + Send + Unpin + 'static>(
    stream: S,
    routes: Connected,
    settings: &Settings,
    mut stop: Stop,
) -> Ended {
    let (spoken, stream) = tokio::select! {
        read = tokio::time::timeout(PREFACE, sniff(stream)) => read??,
        () = stop.comes() => return Ok(()),
    };
    let age = settings.connection_age;
    match spoken {
        Spoken::Http2 => {
            let connection = http2::Builder::new(TokioExecutor::new())
                .timer(TokioTimer::new())
                .max_concurrent_streams(STREAMS_MAX)
                .max_local_error_reset_streams(RESETS_MAX)
                .max_header_list_size(HEADER_BYTES_MAX)
                .keep_alive_interval(KEEP_ALIVE.0)
                .keep_alive_timeout(KEEP_ALIVE.1)
                .serve_connection(TokioIo::new(stream), routes);
            hold(connection, age, stop).await
        }
        Spoken::Http1 => {
            // It has no pings that would tell of a client which takes nothing any more.
            let stream = WriteLimit::new(stream, settings.send_timeout);
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HTTP1_HEADERS)
                .max_header_size(HTTP1_HEADER_BYTES_MAX)
                .max_buf_size(HTTP1_BUFFER_BYTES)
                .serve_connection(TokioIo::new(stream), routes);
            hold(connection, age, stop).await
        }
        Spoken::Else => Err("not HTTP".into()),
    }
}

/// Told to stop, or old enough, a connection lets open calls end and takes no new ones.
async fn hold<C>(connection: C, age: Option<Duration>, mut stop: Stop) -> Ended
where
    C: GracefulConnection,
    C::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let mut connection = pin!(connection);
    let aged = async {
        match age {
            Some(age) => tokio::time::sleep(spread(age)).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = connection.as_mut() => return ended.map_err(Into::into),
        () = stop.comes() => {}
        () = aged => {}
    }
    connection.as_mut().graceful_shutdown();
    let ended = tokio::time::timeout(DRAIN, connection).await?;
    ended.map_err(Into::into)
}

/// A time, give or take a tenth: connections that were opened together shall not end together.
fn spread(time: Duration) -> Duration {
    let mut byte = [0];
    // Without randomness they do end together, which is no error.
    getrandom::fill(&mut byte).ok();
    let [byte] = byte;
    let share = u32::from(byte) + 9 * 255 / 2;
    // 1147 to 1402 of 1275: from nine tenths to eleven, in numbers that cannot overflow.
    (time / 1275).saturating_mul(share)
}
