//! What goes over the wire, frame by frame: what clients that are not tonic need to read an error, what
//! is no gRPC, and what a client can make the server hold.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use bytes::{BufMut as _, Bytes, BytesMut};
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::{GetFactRequest, ListFactsRequest};
use h2::client::{ResponseFuture, SendRequest};
use http::{HeaderMap, Method, Request};
use prost::Message as _;

use crate::connections::{TlsFiles, trusting};
use crate::sizes;
use crate::support::{CONTENT, PREFACE, SETTINGS, Server, run, stdout, token_line};

/// Kinds of frames (RFC 9113, 6).
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const END_STREAM: u8 = 1;

/// A message as gRPC frames it.
fn framed(message: &[u8]) -> Vec<u8> {
    let mut framed = vec![0];
    framed.put_u32(u32::try_from(message.len()).expect("short"));
    framed.extend(message);
    framed
}

fn frame(kind: u8, flags: u8, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("short").to_be_bytes();
    let head = [length[1], length[2], length[3], kind, flags, 0, 0, 0, 1];
    [&head, payload].concat()
}

/// Headers without any compression (RFC 7541, 6.2.2).
fn headers(fields: &[(&str, &str)]) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in fields {
        block.push(0);
        for text in [name, value] {
            block.push(u8::try_from(text.len()).expect("under 127"));
            block.extend(text.as_bytes());
        }
    }
    block
}

/// The kinds and flags of the frames that answer one call on a new connection.
fn frames(address: &str, path: &str, message: &[u8]) -> Vec<(u8, u8)> {
    let mut socket = TcpStream::connect(address).expect("a connection");
    let timeout = Some(Duration::from_secs(10));
    socket.set_read_timeout(timeout).expect("a timeout");
    let fields = [
        (":method", "POST"),
        (":scheme", "http"),
        (":path", path),
        (":authority", address),
        ("content-type", "application/grpc"),
        ("te", "trailers"),
    ];
    let call = [
        PREFACE,
        &SETTINGS,
        &frame(HEADERS, 4, &headers(&fields)),
        &frame(DATA, END_STREAM, &framed(message)),
    ];
    socket.write_all(&call.concat()).expect("written");
    let mut seen = Vec::new();
    while seen.last().is_none_or(|(_, flags)| flags & END_STREAM == 0) {
        let mut head = [0; 9];
        socket.read_exact(&mut head).expect("a frame");
        let length = usize::from(head[0]) << 16 | usize::from(head[1]) << 8 | usize::from(head[2]);
        let mut payload = vec![0; length];
        socket.read_exact(&mut payload).expect("a payload");
        if matches!(head[3], DATA | HEADERS) {
            seen.push((head[3], head[4]));
        }
    }
    seen
}

#[test]
fn every_method_says_an_error_in_one_frame_of_headers() {
    let server = Server::start();
    let mut paths: Vec<String> = dossier::descriptors::pool()
        .services()
        .flat_map(|service| service.methods().collect::<Vec<_>>())
        .map(|method| format!("/{}/{}", method.parent_service().full_name(), method.name()))
        .collect();
    assert!(paths.len() > 20, "{paths:?}");
    paths.push("/grpc.health.v1.Health/Check".to_owned());
    paths.push("/dossier.v1.FactService/NoSuchMethod".to_owned());
    paths.push("/no.such.Service/Method".to_owned());
    for path in paths {
        // An unfinished varint, which no message may be.
        let seen = frames(server.address(), &path, &[0xff]);
        assert_eq!(seen.len(), 1, "{path}: {seen:?}");
        assert_eq!(seen[0].0, HEADERS, "{path}: {seen:?}");
    }
}

#[test]
fn errors_of_streaming_methods_are_said_in_one_frame_of_headers() {
    let server = Server::start();
    let watch = dossier::v1::WatchCommitsRequest {
        after_revision: 1_000_000,
        ..Default::default()
    };
    let export = dossier::v1::ExportSnapshotRequest {
        base_revision: -1,
        ..Default::default()
    };
    let commits = dossier::v1::ListCommitsRequest {
        page_token: "x".to_owned(),
        ..Default::default()
    };
    for (method, message) in [
        ("WatchCommits", watch.encode_to_vec()),
        ("ExportSnapshot", export.encode_to_vec()),
        ("ListCommits", commits.encode_to_vec()),
    ] {
        let path = format!("/dossier.v1.SyncService/{method}");
        let seen = frames(server.address(), &path, &message);
        assert_eq!(seen.len(), 1, "{method}: {seen:?}");
        assert_eq!(seen[0].0, HEADERS, "{method}: {seen:?}");
    }
}

/// A connection of a client that gives each answer so much room, in bytes.
async fn connection(server: &Server, window: u32) -> SendRequest<Bytes> {
    let stream = tokio::net::TcpStream::connect(server.address()).await;
    let (client, connection) = h2::client::Builder::new()
        .initial_window_size(window)
        .initial_connection_window_size(1 << 20)
        .handshake(stream.expect("a connection"))
        .await
        .expect("HTTP/2");
    tokio::spawn(connection);
    client.ready().await.expect("ready")
}

fn request(method: Method, path: &str, fields: &[(&'static str, &str)]) -> Request<()> {
    let mut request = Request::builder()
        .method(method)
        .uri(format!("http://localhost{path}"));
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    request.body(()).expect("a request")
}

const GRPC: (&str, &str) = ("content-type", "application/grpc");
const GET_FACT: &str = "/dossier.v1.FactService/GetFact";
const COMMIT: &str = "/dossier.v1.EditorialService/Commit";

/// Sends a whole request.
fn send(client: &mut SendRequest<Bytes>, request: Request<()>, body: Vec<u8>) -> ResponseFuture {
    let (answer, mut stream) = client.send_request(request, false).expect("sent");
    stream.send_data(body.into(), true).expect("sent");
    answer
}

fn text(headers: &HeaderMap, name: &str) -> String {
    let value = headers.get(name).map(|value| value.to_str().expect("text"));
    value.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_is_no_grpc_reaches_no_method() {
    let server = Server::start();
    let mut client = connection(&server, 65_535).await;
    let post = Method::POST;
    for (method, fields, status) in [
        (post.clone(), &[][..], 415),
        (post.clone(), &[("content-type", "text/plain")], 415),
        (
            post.clone(),
            &[("content-type", "application/grpc+json")],
            415,
        ),
        (
            post.clone(),
            &[("content-type", "application/grpc+proto")],
            200,
        ),
        (post.clone(), &[GRPC], 200),
        (Method::PUT, &[GRPC], 405),
        (Method::DELETE, &[], 405),
    ] {
        let asked = format!("{method} {fields:?}");
        let message = GetFactRequest {
            name: "facts/canal-treaty".to_owned(),
            ..GetFactRequest::default()
        };
        let body = framed(&message.encode_to_vec());
        let answer = send(&mut client, request(method, GET_FACT, fields), body);
        let (parts, mut body) = answer.await.expect("an answer").into_parts();
        assert_eq!(parts.status, status, "{asked}");
        let first = body.data().await.expect("a body").expect("data");
        if status != 200 {
            let words = String::from_utf8(first.to_vec()).expect("UTF-8");
            assert!(words.contains("application/json"), "{asked}: {words}");
        }
    }
}

#[tokio::test]
async fn a_compressed_request_is_refused_by_name() {
    let server = Server::start();
    let mut client = connection(&server, 65_535).await;
    for encoding in ["gzip", "deflate", "zstd", "made-up"] {
        let fields = [GRPC, ("grpc-encoding", encoding)];
        let mut body = framed(b"anything");
        body[0] = 1;
        let answer = send(&mut client, request(Method::POST, GET_FACT, &fields), body);
        let parts = answer.await.expect("an answer").into_parts().0;
        assert_eq!(text(&parts.headers, "grpc-status"), "12", "{encoding}");
        assert_eq!(text(&parts.headers, "grpc-accept-encoding"), "identity");
        let message = text(&parts.headers, "grpc-message");
        assert!(message.contains(encoding), "{message}");
    }
}

/// The memory of a process that is in use, in MiB.
fn resident(server: &Server) -> u64 {
    let path = format!("/proc/{}/status", server.pid());
    let status = std::fs::read_to_string(path).expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.expect("a number").parse::<u64>().expect("KiB") / 1024
}

/// Asks for many large pages on one connection and takes none of them.
async fn unread(client: &mut SendRequest<Bytes>, calls: usize) -> Vec<ResponseFuture> {
    let page = ListFactsRequest {
        page_size: 500,
        ..ListFactsRequest::default()
    };
    let mut answers = Vec::new();
    for _ in 0..calls {
        let mut ready = client.clone().ready().await.expect("ready");
        let list = request(Method::POST, "/dossier.v1.FactService/ListFacts", &[GRPC]);
        answers.push(send(&mut ready, list, framed(&page.encode_to_vec())));
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_nobody_reads_stay_within_a_budget_and_are_taken_away() {
    let content = tempfile::tempdir().expect("a folder");
    sizes::write(content.path(), 1_000);
    let folder = content.path().to_str().expect("UTF-8");
    let server = Server::with(&["serve", "--content", folder, "--send-timeout", "2"]);
    let before = resident(&server);
    let mut connections = Vec::new();
    let mut refused = 0;
    for window in [0, 1] {
        let mut client = connection(&server, window).await;
        let mut held = Vec::new();
        for answer in unread(&mut client, 250).await {
            let (parts, body) = answer.await.expect("headers").into_parts();
            refused += usize::from(text(&parts.headers, "grpc-status") == "8");
            held.push(body);
        }
        connections.push((client, held));
    }
    let most = resident(&server);
    assert!(refused > 0, "nothing was refused, {before} to {most} MiB");
    assert!(most < before + 110, "{before} to {most} MiB");
    // Who does read is served meanwhile, and those who do not have lost theirs after a while.
    let other = FactServiceClient::connect(server.url.clone()).await;
    let mut other = other.expect("a connection");
    let page = ListFactsRequest {
        page_size: 100,
        ..ListFactsRequest::default()
    };
    other.list_facts(page).await.expect("a page");
    tokio::time::sleep(Duration::from_secs(4)).await;
    let (client, held) = &mut connections[0];
    let mut again = unread(client, 1).await;
    let answer = again.remove(0).await.expect("headers");
    assert_eq!(text(answer.headers(), "grpc-status"), "", "not refused");
    drop(held.split_off(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn unfinished_uploads_stay_within_a_budget() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("UTF-8");
    let server = Server::with(&["serve", "--data", data]);
    let before = resident(&server);
    let mut client = connection(&server, 65_535).await;
    let mut calls = Vec::new();
    for _ in 0..64 {
        client = client.ready().await.expect("ready");
        let commit = request(Method::POST, COMMIT, &[GRPC]);
        let (answer, mut stream) = client.send_request(commit, false).expect("sent");
        // Eight megabytes are declared, and four sent.
        let mut part = BytesMut::from(&[0][..]);
        part.put_u32(8 * 1024 * 1024);
        part.resize(4 * 1024 * 1024, 0);
        stream.send_data(part.freeze(), false).expect("sent");
        calls.push((answer, stream));
    }
    let mut refused = 0;
    for (answer, _) in &mut calls {
        let waited = tokio::time::timeout(Duration::from_millis(200), answer).await;
        if let Ok(Ok(response)) = waited {
            refused += 1;
            assert_eq!(text(response.headers(), "grpc-status"), "8");
        }
    }
    let most = resident(&server);
    assert!(refused >= 60, "{refused} were refused");
    assert!(most < before + 60, "{before} to {most} MiB");
    drop(calls);
    let mut client = connection(&server, 65_535).await;
    let answer = send(
        &mut client,
        request(Method::POST, COMMIT, &[GRPC]),
        framed(&[]),
    );
    let answer = answer.await.expect("an answer");
    assert_eq!(
        text(answer.headers(), "grpc-status"),
        "3",
        "read and refused"
    );
}

#[tokio::test]
async fn who_may_not_commit_is_told_before_the_body_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data").display().to_string();
    let tokens = folder.path().join("tokens");
    std::fs::write(&tokens, token_line("editor", "secret", "Mara Lind")).expect("written");
    let tokens = tokens.display().to_string();
    let server = Server::with(&["serve", "--data", &data, "--token-file", &tokens]);
    let client = connection(&server, 65_535).await;
    let with = |value: &str| request(Method::POST, COMMIT, &[GRPC, ("authorization", value)]);
    for refused in [
        request(Method::POST, COMMIT, &[GRPC]),
        with("Bearer wrong"),
        with("Basic secret"),
    ] {
        let mut client = client.clone().ready().await.expect("ready");
        // Nothing of the body is ever sent.
        let (answer, _stream) = client.send_request(refused, false).expect("sent");
        let answer = tokio::time::timeout(Duration::from_secs(5), answer).await;
        let answer = answer.expect("before the body").expect("an answer");
        assert_eq!(text(answer.headers(), "grpc-status"), "16");
    }
    let mut client = client.clone().ready().await.expect("ready");
    let (answer, _stream) = client
        .send_request(with("Bearer secret"), false)
        .expect("sent");
    let answer = tokio::time::timeout(Duration::from_millis(500), answer).await;
    answer.expect_err("who may commit is waited for");
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_connections_hold_up_nobodys_handshake() {
    let files = TlsFiles::new();
    let tls = files.arguments();
    let tls: Vec<&str> = tls.iter().map(String::as_str).collect();
    let server = Server::with(&[&["serve", "--content", CONTENT][..], &tls].concat());
    let target: SocketAddr = server.address().parse().expect("an address");
    let mut silent = Vec::new();
    // From another address of this machine, and some from the client's own.
    for number in 0..320 {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        let last = if number < 300 { 2 } else { 1 };
        let own = SocketAddr::from((Ipv4Addr::new(127, 0, 0, last), 0));
        socket.bind(own).expect("bound");
        silent.push(socket.connect(target).await.expect("connected"));
    }
    let start = Instant::now();
    let channel = trusting(&server, files.authority()).await.expect("TLS");
    let fact = GetFactRequest {
        name: "facts/canal-treaty".to_owned(),
        ..GetFactRequest::default()
    };
    let fact = FactServiceClient::new(channel).get_fact(fact).await;
    fact.expect("a fact");
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    drop(silent);
}

#[test]
fn a_second_server_on_a_port_is_refused() {
    let server = Server::start();
    let again = ["serve", "--content", CONTENT, "--listen", server.address()];
    let output = run("dossier-server", &again);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.contains("cannot listen on"), "{message}");
}

#[test]
fn times_that_nobody_means_are_refused() {
    for option in ["--connection-age", "--send-timeout"] {
        for value in ["0", "18446744073709551615", "1e3"] {
            let arguments = ["serve", "--content", CONTENT, option, value];
            let output = run("dossier-server", &arguments);
            assert_eq!(output.status.code(), Some(2), "{option} {value}");
        }
    }
}
