//! One connection: its limits, and its end.

use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::server::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::budget::Line;
use super::routes::{Connected, Routes};
use super::settings::{DRAIN, Settings};

/// More than one client needs at once. tonic would set no limit, and take away hyper's.
const STREAMS_MAX: u32 = 256;

/// The limit that closes RUSTSEC-2024-0003.
const RESETS_MAX: usize = 1024;

/// Names, tokens and a deadline need far less.
const HEADER_BYTES_MAX: u32 = 16 * 1024;

/// How long a client may take to say that it speaks HTTP/2.
const PREFACE: Duration = Duration::from_secs(10);

/// When to ask a silent client whether it is still there, and how long to wait for the answer.
const KEEP_ALIVE: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(10));

/// What every HTTP/2 connection begins with (RFC 9113, 3.4).
const PREFACE_BYTES: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// How often at most to read 1 KiB of what a client of HTTP/1 sends behind its first bytes.
const LEFT_OVER_READS: usize = 64;

type Ended = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// Serves an accepted connection until it ends.
pub(super) async fn open(
    stream: TcpStream,
    (routes, line): (Routes, Line),
    settings: &Settings,
    stopping: watch::Receiver<bool>,
) -> Ended {
    stream.set_nodelay(true)?;
    let handshake = settings.tls.as_ref().map(|_| line.handshake());
    let routes = routes.on(line);
    match &settings.tls {
        None => serve(stream, routes, settings.connection_age, stopping).await,
        Some(tls) => {
            let mut stopped = stopping.clone();
            let Some(Some(handshake)) = handshake else {
                return Err("the peer has too many handshakes under way".into());
            };
            let stream = tokio::select! {
                shaken = tls.accept(stream) => shaken?,
                _ = stopped.wait_for(|stopping| *stopping) => return Ok(()),
            };
            drop(handshake);
            serve(stream, routes, settings.connection_age, stopping).await
        }
    }
}

/// Told to stop, or old enough, it lets open calls end and takes no new ones.
async fn serve<S: AsyncRead + AsyncWrite + Send + Unpin + 'static>(
    mut stream: S,
    routes: Connected,
    age: Option<Duration>,
    mut stopping: watch::Receiver<bool>,
) -> Ended {
    let spoken = tokio::select! {
        read = tokio::time::timeout(PREFACE, preface(&mut stream)) => read??,
        _ = stopping.wait_for(|stopping| *stopping) => return Ok(()),
    };
    match spoken {
        Spoken::Http2 => {}
        Spoken::Http1 => {
            tokio::time::timeout(PREFACE, turn_away(&mut stream)).await??;
            return Err("HTTP/1".into());
        }
        Spoken::Else => return Err("not HTTP/2".into()),
    }
    let io = TokioIo::new(Prefaced { sent: 0, stream });
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_local_error_reset_streams(RESETS_MAX)
        .max_header_list_size(HEADER_BYTES_MAX)
        .keep_alive_interval(KEEP_ALIVE.0)
        .keep_alive_timeout(KEEP_ALIVE.1)
        .serve_connection(io, routes);
    let mut connection = pin!(connection);
    let aged = async {
        match age {
            Some(age) => tokio::time::sleep(spread(age)).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = connection.as_mut() => return Ok(ended?),
        _ = stopping.wait_for(|stopping| *stopping) => {}
        () = aged => {}
    }
    connection.as_mut().graceful_shutdown();
    Ok(tokio::time::timeout(DRAIN, connection).await??)
}

/// What a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spoken {
    Http2,
    Http1,
    Else,
}

/// Reads what a connection begins with, no further than it is HTTP/2's.
async fn preface<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<Spoken> {
    for (number, wanted) in PREFACE_BYTES.iter().enumerate() {
        let met = stream.read_u8().await?;
        if met != *wanted {
            // Methods are words in capitals, and `P` begins some of them (RFC 9110, 9.1).
            let method = met.is_ascii_uppercase() && number < 3;
            return Ok(if method { Spoken::Http1 } else { Spoken::Else });
        }
    }
    Ok(Spoken::Http2)
}

/// What a client of HTTP/1 is told: curl, or a person with a browser.
const HTTP_1_ANSWER: &[u8] = b"HTTP/1.1 505 HTTP Version Not Supported\r\n\
content-type: text/plain; charset=utf-8\r\nconnection: close\r\n\r\n\
This server speaks gRPC, over HTTP/2 only. Try:\ngrpcurl -plaintext HOST:PORT list dossier.v1.FactService\n";

/// Tells a client of HTTP/1 what is spoken here, and lets it read that: what it still sends is read,
/// because closing a connection with unread bytes takes the answer back.
async fn turn_away<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) -> io::Result<()> {
    stream.write_all(HTTP_1_ANSWER).await?;
    stream.shutdown().await?;
    let mut sink = [0; 1024];
    for _ in 0..LEFT_OVER_READS {
        if stream.read(&mut sink).await? == 0 {
            break;
        }
    }
    Ok(())
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

/// A stream whose preface was read already, and is given once more to who wants to read it.
struct Prefaced<S> {
    sent: usize,
    stream: S,
}

impl<S: AsyncRead + Unpin> AsyncRead for Prefaced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let rest = PREFACE_BYTES.get(self.sent..).unwrap_or_default();
        if rest.is_empty() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let count = rest.len().min(buffer.remaining());
        buffer.put_slice(rest.get(..count).unwrap_or_default());
        self.sent += count;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Prefaced<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
