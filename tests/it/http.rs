//! The port as clients of HTTP/1.1 have it: curl, scripts, browsers behind proxies.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::support::{CONTENT, Server};

/// A connection of HTTP/1.1.
pub(crate) struct Http1(TcpStream);

/// An answer, as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map_or("", |(_, value)| value)
    }

    /// The names of the headers.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().map(|(name, _)| name.as_str())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }
}

impl Http1 {
    pub(crate) fn connect(server: &Server) -> Self {
        Self::to(server.address())
    }

    /// A connection to an address.
    pub(crate) fn to(address: &str) -> Self {
        let socket = TcpStream::connect(address).expect("a connection");
        let timeout = Some(Duration::from_secs(20));
        socket.set_read_timeout(timeout).expect("a timeout");
        Self(socket)
    }

    /// Sends a request with a body and these headers, and reads the answer.
    pub(crate) fn send(&mut self, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let head = head(line, headers, body);
        let whole = [head.as_bytes(), body].concat();
        self.0.write_all(&whole).expect("written");
        self.read(line.starts_with("HEAD"))
    }

    /// Sends half of a request, and reads the answer.
    pub(crate) fn send_half(
        &mut self,
        line: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        self.begin(line, headers, body);
        self.read(false)
    }

    /// Sends half of a request, and leaves it at that.
    pub(crate) fn begin(&mut self, line: &str, headers: &[(&str, &str)], body: &[u8]) {
        let head = head(line, headers, body);
        let (half, _) = body.split_at(body.len() / 2);
        let part = [head.as_bytes(), half].concat();
        self.0.write_all(&part).expect("written");
    }

    /// Sends a request some times, reads nothing for four seconds, and then all that is still to be had;
    /// its length.
    pub(crate) fn leave_unread(
        &mut self,
        line: &str,
        headers: &[(&str, &str)],
        body: &[u8],
        times: usize,
    ) -> usize {
        let head = head(line, headers, body);
        let whole = [head.as_bytes(), body].concat();
        self.0.write_all(&whole.repeat(times)).expect("written");
        std::thread::sleep(Duration::from_secs(4));
        let mut rest = Vec::new();
        // Closed or reset.
        self.0.read_to_end(&mut rest).ok();
        rest.len()
    }

    fn line(&mut self) -> String {
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") {
            let mut byte = [0];
            self.0.read_exact(&mut byte).expect("a line");
            line.push(byte[0]);
        }
        let text = String::from_utf8(line).expect("UTF-8");
        text.trim_end().to_owned()
    }

    fn read(&mut self, only_head: bool) -> Answer {
        let line = self.line();
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut answer = Answer {
            status: status.expect(&line),
            headers: Vec::new(),
            body: Vec::new(),
        };
        loop {
            let line = self.line();
            let Some((name, value)) = line.split_once(": ") else {
                break;
            };
            answer.headers.push((name.to_owned(), value.to_owned()));
        }
        if only_head || [204, 304].contains(&answer.status) {
            return answer;
        }
        if answer.header("transfer-encoding") == "chunked" {
            loop {
                let size = usize::from_str_radix(&self.line(), 16).expect("a size");
                let mut chunk = vec![0; size + 2];
                self.0.read_exact(&mut chunk).expect("a chunk");
                if size == 0 {
                    break;
                }
                chunk.truncate(size);
                answer.body.extend(chunk);
            }
        } else {
            let size = answer.header("content-length").parse().expect("a length");
            answer.body.resize(size, 0);
            self.0.read_exact(&mut answer.body).expect("a body");
        }
        answer
    }

    /// Whether the server closes the connection within a time.
    pub(crate) fn closed_within(&mut self, time: Duration) -> bool {
        self.0.set_read_timeout(Some(time)).expect("a timeout");
        matches!(self.0.read(&mut [0]), Ok(0))
    }
}

fn head(line: &str, headers: &[(&str, &str)], body: &[u8]) -> String {
    let has_host = headers.iter().any(|(name, _)| *name == "host");
    let host = if has_host { "" } else { "host: localhost\r\n" };
    let fields = headers.iter();
    let fields = fields.map(|(name, value)| [*name, ": ", *value, "\r\n"].concat());
    let fields: String = fields.collect();
    let length = if line.starts_with("POST") {
        format!("content-length: {}\r\n", body.len())
    } else {
        String::new()
    };
    format!("{line} HTTP/1.1\r\n{host}{fields}{length}\r\n")
}

const GET_FACT: &str = "POST /dossier.v1.FactService/GetFact";

#[test]
fn one_connection_carries_many_requests_and_a_large_head_is_refused() {
    let server = Server::start();
    let mut client = Http1::connect(&server);
    for _ in 0..3 {
        let answer = client.send(GET_FACT, &[("content-type", "application/grpc")], b"");
        assert_eq!(answer.status, 505, "gRPC needs HTTP/2");
        assert!(answer.text().contains("HTTP/2"), "{answer:?}");
    }
    let large = "x".repeat(20_000);
    let answer = client.send("GET /", &[("x-large", &large)], b"");
    assert_eq!(answer.status, 431, "{answer:?}");
}

#[test]
fn what_is_no_http_is_let_go() {
    let server = Server::start();
    for sent in [
        &b"get / HTTP/1.1\r\n\r\n"[..],
        b"PRI * HTTP/1.1\r\n\r\n",
        &[0x16, 3, 1, 0, 200, 1],
    ] {
        let mut client = Http1::connect(&server);
        client.0.write_all(sent).expect("written");
        let mut rest = Vec::new();
        // Closed or reset, but not kept, and not answered.
        client.0.read_to_end(&mut rest).ok();
        assert!(rest.is_empty(), "{sent:?}");
    }
}

#[test]
fn an_idle_connection_ends_with_its_age_and_holds_no_stop() {
    let server = Server::with(&["serve", "--content", CONTENT, "--connection-age", "1"]);
    let mut client = Http1::connect(&server);
    client.send(GET_FACT, &[("content-type", "application/grpc")], b"");
    assert!(client.closed_within(Duration::from_secs(5)), "of age");

    let server = Server::start();
    let mut client = Http1::connect(&server);
    client.send(GET_FACT, &[("content-type", "application/grpc")], b"");
    let start = Instant::now();
    server.terminate();
    assert!(client.closed_within(Duration::from_secs(5)), "stopped");
    assert!(start.elapsed() < Duration::from_secs(5));
}
