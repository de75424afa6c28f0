//! Streams of bytes: what a connection begins with, and a client that takes nothing.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Buf as _, Bytes};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// What every HTTP/2 connection begins with (RFC 9113, 3.4).
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// What a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spoken {
    Http2,
    Http1,
    Else,
}

/// Reads what a connection begins with, no further than it is HTTP/2's.
pub(super) async fn sniff<S: AsyncRead + Unpin>(mut stream: S) -> io::Result<(Spoken, Sniffed<S>)> {
    let mut head = Vec::with_capacity(PREFACE.len());
    let mut spoken = Spoken::Http2;
    for (number, wanted) in PREFACE.iter().enumerate() {
        let met = stream.read_u8().await?;
        head.push(met);
        if met != *wanted {
            // Methods are words in capitals, and `P` begins some of them (RFC 9110, 9.1).
            let method = met.is_ascii_uppercase() && number < 3;
            spoken = if method { Spoken::Http1 } else { Spoken::Else };
            break;
        }
    }
    let head = head.into();
    Ok((spoken, Sniffed { head, stream }))
}

/// A stream whose first bytes were read already, and are given once more to who wants to read them.
pub(super) struct Sniffed<S> {
    head: Bytes,
    stream: S,
}

impl<S: AsyncRead + Unpin> AsyncRead for Sniffed<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.head.is_empty() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let count = self.head.len().min(buffer.remaining());
        buffer.put_slice(self.head.get(..count).unwrap_or_default());
        self.head.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Sniffed<S> {
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

/// How much of what a client still sends is read when a connection of HTTP/1.1 ends, and for how long:
/// closing it with unread bytes would take back the answer that says why.
const LINGER: (usize, Duration) = (1024 * 1024, Duration::from_secs(2));

/// A stream that fails when its other end takes nothing for too long, and lets it read the last answer.
pub(super) struct WriteLimit<S> {
    stream: S,
    limit: Duration,
    /// How much may still be read and thrown away; nothing before the end.
    lingers: Option<usize>,
    /// Made at the first wait, and used again at each that follows.
    sleep: Option<Pin<Box<Sleep>>>,
    /// Whether the last write is still waiting.
    waits: bool,
}

impl<S> WriteLimit<S> {
    pub(super) fn new(stream: S, limit: Duration) -> Self {
        Self {
            stream,
            limit,
            lingers: None,
            sleep: None,
            waits: false,
        }
    }

    /// Passes on what came of a write, or fails where it has come to nothing for too long.
    fn limited<T>(
        &mut self,
        written: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waits = false;
            return written;
        }
        let limit = self.limit;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep(limit)));
        if !self.waits {
            self.waits = true;
            // A time that cannot be said is the one that the sleep was made with.
            if let Some(at) = Instant::now().checked_add(limit) {
                sleep.as_mut().reset(at);
            }
        }
        let late = || Err(io::Error::from(io::ErrorKind::TimedOut));
        sleep.as_mut().poll(context).map(|()| late())
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for WriteLimit<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for WriteLimit<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.limited(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.limited(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.limited(flushed, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.lingers.is_none() {
            let shut = Pin::new(&mut self.stream).poll_shutdown(context);
            std::task::ready!(self.limited(shut, context))?;
            self.lingers = Some(LINGER.0);
            self.limit = LINGER.1;
        }
        let left = self.left_over(context);
        // Whoever goes on sending has had time enough.
        self.limited(left, context).map(|_| Ok(()))
    }
}

impl<S: AsyncRead + Unpin> WriteLimit<S> {
    /// Reads what the client still sends, until it ends or was enough.
    fn left_over(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut sink = [0; 4096];
        while let Some(left) = self.lingers.filter(|left| *left > 0) {
            let mut buffer = ReadBuf::new(&mut sink);
            std::task::ready!(Pin::new(&mut self.stream).poll_read(context, &mut buffer))?;
            let read = buffer.filled().len();
            self.lingers = Some(if read == 0 {
                0
            } else {
                left.saturating_sub(read)
            });
        }
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt as _;

    use super::*;

    #[tokio::test]
    async fn what_is_spoken_is_told_by_the_first_bytes_and_all_are_given_on() {
        for (sent, expected) in [
            (&PREFACE[..], Spoken::Http2),
            (b"GET / HTTP/1.1\r\n\r\n", Spoken::Http1),
            (b"POST / HTTP/1.1\r\n\r\n", Spoken::Http1),
            (b"PUT / HTTP/1.1\r\n\r\n", Spoken::Http1),
            (b"PROPFIND / HTTP/1.1\r\n\r\n", Spoken::Http1),
            (b"PRI / HTTP/1.1\r\n\r\n", Spoken::Else),
            (b"PRI * HTTP/1.1\r\n\r\n", Spoken::Else),
            (b"get / HTTP/1.1\r\n\r\n", Spoken::Else),
            (&[0x16, 3, 1, 0, 5], Spoken::Else),
        ] {
            let (spoken, mut stream) = sniff(sent).await.unwrap();
            assert_eq!(spoken, expected, "{sent:?}");
            let mut all = Vec::new();
            stream.read_to_end(&mut all).await.unwrap();
            assert_eq!(all, sent);
        }
        assert!(sniff(&PREFACE[..10]).await.is_err());
    }

    #[tokio::test]
    async fn a_client_that_takes_nothing_is_waited_for_a_while() {
        let (near, mut far) = tokio::io::duplex(8);
        let limit = Duration::from_millis(400);
        let mut stream = WriteLimit::new(near, limit);
        for _ in 0..3 {
            // It takes what was sent, slowly.
            stream.write_all(&[7; 8]).await.unwrap();
            let write = async {
                let written = stream.write_all(&[7; 8]).await;
                written.unwrap();
            };
            let read = async {
                sleep(limit / 2).await;
                far.read_exact(&mut [0; 16]).await.unwrap();
            };
            tokio::join!(write, read);
        }
        stream.write_all(&[7; 8]).await.unwrap();
        let start = Instant::now();
        let error = stream.write_all(&[7; 8]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(start.elapsed() >= limit, "{:?}", start.elapsed());
    }

    #[tokio::test]
    async fn what_a_client_still_sends_does_not_take_its_answer_back() {
        let (near, mut far) = tokio::io::duplex(64);
        let mut stream = WriteLimit::new(near, Duration::from_secs(30));
        let ends = async { stream.shutdown().await.unwrap() };
        let sends = async {
            far.write_all(&[7; 10_000]).await.unwrap();
            let mut rest = Vec::new();
            far.read_to_end(&mut rest).await.unwrap();
            drop(far);
        };
        tokio::join!(ends, sends);
    }
}
