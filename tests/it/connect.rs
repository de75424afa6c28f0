//! Every method as JSON over plain HTTP: what curl, a script or a page gets, and what it may not.

use std::fs;
use std::time::{Duration, Instant};

use base64::Engine as _;
use dossier::v1::editorial_service_client::EditorialServiceClient;
use prost_reflect::prost::Message as _;
use serde_json::Value;
use tonic::Request;

use crate::api::{call, masks_as_texts, parts};
use crate::http::{Answer, Http1};
use crate::sizes;
use crate::support::{CONTENT, Server, person, repository, token_line};

const JSON: (&str, &str) = ("content-type", "application/json");
const GET_FACT: &str = "POST /dossier.v1.FactService/GetFact";
const COMMIT: &str = "POST /dossier.v1.EditorialService/Commit";
const TREATY: &[u8] = br#"{"name":"facts/canal-treaty"}"#;

fn body(answer: &Answer) -> Value {
    let text = answer.text();
    serde_json::from_str(&text).expect(&text)
}

/// A text as it stands in a URL.
fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A store with a person that everybody sees and one that is a draft, and a server of it.
struct Newsroom {
    server: Server,
    _folder: tempfile::TempDir,
}

impl Newsroom {
    async fn open(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name).display().to_string();
        let (data, tokens) = (path("data"), path("tokens"));
        let lines = token_line("editor", "ink", "Mara Lind") + &token_line("reader", "eye", "Ann");
        fs::write(&tokens, lines).expect("written");
        let start = ["serve", "--data", &data, "--token-file", &tokens];
        let server = Server::with(&[&start[..], more].concat());
        let client = EditorialServiceClient::connect(server.url.clone()).await;
        let mut client = client.expect("a connection");
        let mut both = person("entities/open", "Open");
        let mut draft = person("entities/draft", "Draft");
        for edit in &mut draft.edits {
            if let Some(dossier::v1::edit::Edit::Put(put)) = &mut edit.edit
                && let Some(dossier::v1::resource::Resource::Entity(entity)) = &mut put.resource
            {
                entity.state = dossier::v1::LifecycleState::Draft.into();
            }
        }
        both.edits.append(&mut draft.edits);
        let mut request = Request::new(both);
        let token = "Bearer ink".parse().expect("a value");
        request.metadata_mut().insert("authorization", token);
        client.commit(request).await.expect("committed");
        Self {
            server,
            _folder: folder,
        }
    }
}

#[test]
fn a_fact_is_one_line_of_curl_away() {
    let server = Server::start();
    let mut client = Http1::connect(&server);
    let answer = client.send(GET_FACT, &[JSON], TREATY);
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("dossier-revision"), "1");
    assert_eq!(body(&answer)["name"], "facts/canal-treaty");
    // What only gRPC says is not told here, and not listened to.
    assert!(
        answer.names().all(|name| !name.starts_with("grpc-")),
        "{answer:?}"
    );
    let grpc = [JSON, ("grpc-encoding", "gzip"), ("grpc-timeout", "1n")];
    assert_eq!(client.send(GET_FACT, &grpc, TREATY).status, 200);
    // At the address bar the rest of the protocol may be left out.
    let url = format!(
        "GET /dossier.v1.FactService/GetFact?message={}",
        escaped("{\"name\":\"facts/canal-treaty\"}")
    );
    assert_eq!(client.send(&url, &[], b"").body, answer.body);
    let head = client.send(&url.replace("GET /", "HEAD /"), &[], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), answer.body.len().to_string());
    let check = "POST /grpc.health.v1.Health/Check";
    assert_eq!(
        body(&client.send(check, &[JSON], b"{}"))["status"],
        "SERVING"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_of_the_docs_says_the_same_in_json_and_in_grpc() {
    let text = fs::read_to_string(repository().join("docs/api.md")).expect("docs/api.md");
    let server = Server::with(&["serve", "--content", "content"]);
    let channel = tonic::transport::Channel::from_shared(server.url.clone()).expect("a URL");
    let channel = channel.connect().await.expect("connected");
    let mut client = Http1::connect(&server);
    let mut calls = 0;
    for line in text.lines().filter(|line| line.starts_with("grpcurl ")) {
        let Some((json, path)) = parts(line) else {
            continue;
        };
        let json = masks_as_texts(&json);
        let message = camel(&json);
        let answer = client.send(&format!("POST /{path}"), &[JSON], message.as_bytes());
        let (service, name) = path.split_once('/').expect("service/method");
        let pool = dossier::descriptors::pool();
        let service = pool.get_service_by_name(service).expect("a service");
        let method = service.methods().find(|method| method.name() == name);
        let method = method.expect("a method");
        if method.is_server_streaming() {
            assert_eq!(answer.status, 501, "{line}");
            assert!(answer.text().contains("stream"), "{answer:?}");
            continue;
        }
        assert_eq!(answer.status, 200, "{line}: {answer:?}");
        let replies = call(&channel, &path, &json).await.expect(line);
        let mut json = serde_json::Deserializer::from_slice(&answer.body);
        let read = prost_reflect::DynamicMessage::deserialize(method.output(), &mut json);
        let read = read.expect(line).encode_to_vec();
        assert_eq!(read, replies[0], "{line}");
        let get = format!(
            "GET /{path}?connect=v1&encoding=json&message={}",
            escaped(&message)
        );
        assert_eq!(client.send(&get, &[], b"").body, answer.body, "{line}");
        let proto = ("content-type", "application/proto");
        let empty = client.send(&format!("POST /{path}"), &[proto], b"\xff");
        assert_eq!(empty.status, 400, "{line}");
        calls += 1;
    }
    assert!(calls >= 15, "{calls} calls");
}

/// The masks of a request with their fields in camel case, as JSON has them.
fn camel(json: &str) -> String {
    let mut request: Value = serde_json::from_str(json).expect(json);
    if let Some(mask) = request.get_mut("read_mask") {
        let mut words = mask.as_str().expect("a mask").split('_');
        let first = words.next().unwrap_or_default().to_owned();
        let rest = words.map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_uppercase() + rest
        });
        *mask = (first + &rest.collect::<String>()).into();
    }
    request.to_string()
}

type Headers = &'static [(&'static str, &'static str)];

/// Calls that are refused: line, headers, body, status and code.
const REFUSED: &[(&str, Headers, &[u8], u16, &str)] = &[
    (
        GET_FACT,
        &[JSON],
        br#"{"name":"facts/none"}"#,
        404,
        "not_found",
    ),
    (
        GET_FACT,
        &[JSON],
        br#"{"name":"none"}"#,
        400,
        "invalid_argument",
    ),
    (
        GET_FACT,
        &[JSON],
        br#"{"nam":"x"}"#,
        400,
        "invalid_argument",
    ),
    (GET_FACT, &[JSON], b"", 400, "invalid_argument"),
    (
        GET_FACT,
        &[JSON],
        br#"{"name":"facts/canal-treaty","readRevision":9}"#,
        400,
        "out_of_range",
    ),
    (
        GET_FACT,
        &[JSON, ("content-encoding", "gzip")],
        b"x",
        501,
        "unimplemented",
    ),
    (
        GET_FACT,
        &[JSON, ("connect-protocol-version", "2")],
        b"{}",
        400,
        "invalid_argument",
    ),
    (
        GET_FACT,
        &[("content-type", "application/proto")],
        b"\xff",
        400,
        "invalid_argument",
    ),
    (
        "POST /dossier.v1.FactService/GetFoo",
        &[JSON],
        b"{}",
        501,
        "unimplemented",
    ),
    ("POST /x", &[JSON], b"{}", 501, "unimplemented"),
    (
        "POST /dossier.v1.SyncService/WatchCommits",
        &[JSON],
        b"{}",
        501,
        "unimplemented",
    ),
    (COMMIT, &[JSON], b"{}", 400, "failed_precondition"),
    (
        "GET /dossier.v1.FactService/GetFact?encoding=xml",
        &[],
        b"",
        400,
        "invalid_argument",
    ),
    (
        "GET /dossier.v1.FactService/GetFact?message=%7B",
        &[],
        b"",
        400,
        "invalid_argument",
    ),
];

/// Requests that are no calls: line, headers, status and what would be allowed.
const NO_CALLS: &[(&str, Headers, u16, &str)] = &[
    (GET_FACT, &[], 415, ""),
    (GET_FACT, &[("content-type", "text/plain")], 415, ""),
    (
        GET_FACT,
        &[("content-type", "application/connect+json")],
        415,
        "",
    ),
    (
        "PUT /dossier.v1.FactService/GetFact",
        &[JSON],
        405,
        "GET, HEAD, POST, OPTIONS",
    ),
    ("DELETE /", &[], 405, "GET, HEAD, OPTIONS"),
    ("POST /", &[JSON], 405, "GET, HEAD, OPTIONS"),
    ("POST /openapi.json", &[JSON], 405, "GET, HEAD, OPTIONS"),
    (
        "PUT /dossier.v1.EditorialService/Commit",
        &[JSON],
        405,
        "POST, OPTIONS",
    ),
    // Texts do not stand in URLs, and streams have no answer of one message.
    (
        "GET /dossier.v1.QueryService/VerifyArticle?message=%7B%7D",
        &[],
        405,
        "POST, OPTIONS",
    ),
    (
        "GET /dossier.v1.SyncService/ExportSnapshot",
        &[],
        405,
        "POST, OPTIONS",
    ),
    (
        "GET /grpc.health.v1.Health/Check",
        &[],
        405,
        "POST, OPTIONS",
    ),
    ("PUT /nothing", &[], 404, ""),
    ("OPTIONS /", &[], 204, "GET, HEAD, OPTIONS"),
    (
        "OPTIONS /dossier.v1.EditorialService/Commit",
        &[],
        204,
        "POST, OPTIONS",
    ),
    (
        "OPTIONS /dossier.v1.FactService/GetFact",
        &[],
        204,
        "GET, HEAD, POST, OPTIONS",
    ),
    (
        "GET /dossier.v1.EditorialService/Commit?message=%7B%7D",
        &[],
        405,
        "POST, OPTIONS",
    ),
    ("GET /nothing", &[], 404, ""),
];

#[test]
fn errors_are_json_with_details_and_a_status_of_http() {
    let server = Server::start();
    let mut client = Http1::connect(&server);
    for (line, headers, sent, status, code) in REFUSED {
        let answer = client.send(line, headers, sent);
        assert_eq!(
            answer.status,
            *status,
            "{line} {headers:?}: {}",
            answer.text()
        );
        assert_eq!(answer.header("content-type"), "application/json");
        let error = body(&answer);
        assert_eq!(error["code"], *code, "{line}");
        assert!(
            !error["message"].as_str().unwrap_or_default().is_empty(),
            "{error}"
        );
        assert_eq!(
            error["details"][0]["debug"]["domain"], "dossier.dev",
            "{error}"
        );
    }
    for (line, headers, status, allow) in NO_CALLS {
        let answer = client.send(line, headers, b"");
        assert_eq!(
            (answer.status, answer.header("allow")),
            (*status, *allow),
            "{line}"
        );
    }
}

#[test]
fn bounds_of_requests_hold_here_too() {
    let server = Server::start();
    let mut client = Http1::connect(&server);
    let large = format!("{{\"name\":\"{}\"}}", "x".repeat(70_000));
    let answer = client.send(GET_FACT, &[JSON], large.as_bytes());
    assert_eq!(body(&answer)["code"], "resource_exhausted");
    // The same of one whose length is declared, before the rest of it is there.
    let start = Instant::now();
    let answer = Http1::connect(&server).send_half(GET_FACT, &[JSON], large.as_bytes());
    assert_eq!(body(&answer)["code"], "resource_exhausted");
    // Half of a body, and the client's own deadline.
    let deadline = ("connect-timeout-ms", "300");
    for kind in [JSON, ("content-type", "application/proto")] {
        let mut client = Http1::connect(&server);
        let answer = client.send_half(GET_FACT, &[kind, deadline], TREATY);
        assert_eq!(answer.status, 504, "{answer:?}");
        assert_eq!(body(&answer)["code"], "deadline_exceeded");
    }
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn who_does_not_read_an_answer_over_http_1_loses_it() {
    let content = tempfile::tempdir().expect("a folder");
    sizes::write(content.path(), 3_000);
    let folder = content.path().to_str().expect("UTF-8");
    let server = Server::with(&["serve", "--content", folder, "--send-timeout", "1"]);
    let list = "POST /dossier.v1.FactService/ListFacts";
    let page = br#"{"pageSize":500}"#;
    let whole = Http1::connect(&server).send(list, &[JSON], page);
    assert_eq!(whole.status, 200);
    let mut client = Http1::connect(&server);
    // More than the buffers between two programs hold.
    let calls = 60;
    let read = client.leave_unread(list, &[JSON], page, calls);
    let all = whole.body.len() * calls;
    assert!(read < all, "{read} of {all} bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_or_does_more_than_by_grpc() {
    let room = Newsroom::open(&[]).await;
    let mut client = Http1::connect(&room.server);
    let get = "POST /dossier.v1.FactService/GetEntity";
    let draft = br#"{"name":"entities/draft","show":["LIFECYCLE_STATE_DRAFT"]}"#;
    let bearer = |token| ("authorization", token);
    for (headers, status) in [
        (&[JSON][..], 404),
        (&[JSON, bearer("Bearer eye")], 404),
        (&[JSON, bearer("Bearer ink")], 200),
        (&[JSON, bearer("Bearer wrong")], 401),
    ] {
        assert_eq!(
            client.send(get, headers, draft).status,
            status,
            "{headers:?}"
        );
    }
    let commit = br#"{"edits":[{"delete":"entities/draft"}]}"#;
    let ink = bearer("Bearer ink");
    let host = ("host", "news.example");
    for (headers, status) in [
        (&[JSON][..], 401),
        (&[JSON, bearer("Bearer eye")], 403),
        // A page of another origin, and one of this server without a token.
        (&[JSON, ink, ("origin", "https://evil.example")], 403),
        (&[JSON, ink, ("origin", "null")], 403),
        (&[JSON, ink, host, ("origin", "https://news.example")], 200),
    ] {
        let mut client = Http1::connect(&room.server);
        let answer = client.send(COMMIT, headers, commit);
        assert_eq!(answer.status, status, "{headers:?}: {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn trust_in_this_machine_is_not_for_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().display().to_string();
    let serve = ["serve", "--data", &data, "--cors-origin", "*"];
    let (server, log) = Server::with_log(&[&serve[..], &["--log-format", "json"]].concat());
    let mut client = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("connected");
    let mut open = person("entities/open", "Open");
    "Ann".clone_into(&mut open.author);
    client.commit(open).await.expect("by a program");
    let edit = br#"{"author":"Ann","edits":[{"delete":"entities/open"}]}"#;
    for (headers, status) in [
        (&[JSON, ("origin", "http://localhost:8000")][..], 403),
        // An own name that leads here (DNS rebinding), with and without the header.
        (
            &[
                JSON,
                ("host", "rebound.example"),
                ("origin", "http://rebound.example"),
            ],
            403,
        ),
        (&[JSON, ("host", "rebound.example")], 403),
        // What a page has sent without `Origin`.
        (&[JSON, ("sec-fetch-site", "cross-site")], 403),
        (&[JSON, ("sec-fetch-site", "same-origin")], 403),
        (&[JSON], 200),
    ] {
        let answer = Http1::connect(&server).send(COMMIT, headers, edit);
        assert_eq!(answer.status, status, "{headers:?}: {}", answer.text());
    }
    server.terminate();
    let lines: Vec<Value> = log
        .filter_map(|line| serde_json::from_str(&line).ok())
        .collect();
    let is_logged = |why: &str| lines.iter().any(|line| line["why"] == why);
    assert!(
        is_logged("a page") && is_logged("not an editor"),
        "{lines:#?}"
    );
}

#[test]
fn a_server_of_files_takes_no_body_from_who_may_not_have_it_checked() {
    let files = ["serve", "--content", CONTENT, "--trust-loopback", "reader"];
    let server = Server::with(&files);
    let start = Instant::now();
    let body_of = |size| format!("{{\"message\":\"{}\"}}", "x".repeat(size));
    let answer = Http1::connect(&server).send_half(COMMIT, &[JSON], body_of(9_000).as_bytes());
    assert_eq!(body(&answer)["code"], "failed_precondition", "{answer:?}");
    assert!(start.elapsed() < Duration::from_secs(5), "at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_changes_may_be_kept_and_the_rest_is_asked_again() {
    let room = Newsroom::open(&[]).await;
    let mut client = Http1::connect(&room.server);
    let url = |message: &str| {
        let message = escaped(message);
        format!("GET /dossier.v1.FactService/GetEntity?connect=v1&encoding=json&message={message}")
    };
    let newest = url(r#"{"name":"entities/open"}"#);
    let pinned = url(r#"{"name":"entities/open","readRevision":"1"}"#);
    let ink = ("authorization", "Bearer ink");
    for (url, headers, control) in [
        (&newest, &[][..], "no-cache"),
        (&pinned, &[], "public, max-age=86400"),
        (&newest, &[ink], "private, no-cache"),
        (&pinned, &[ink], "private, max-age=86400"),
        (
            &url(r#"{"name":"entities/none","readRevision":"1"}"#),
            &[],
            "no-store",
        ),
    ] {
        let answer = client.send(url, headers, b"");
        assert_eq!(answer.header("cache-control"), control, "{url} {headers:?}");
        if answer.status != 200 {
            continue;
        }
        assert_eq!(answer.header("vary"), "authorization, dossier-view");
        let etag = answer.header("etag").to_owned();
        let asked = [headers, &[("if-none-match", etag.as_str())]].concat();
        let again = client.send(url, &asked, b"");
        assert_eq!((again.status, again.body.len()), (304, 0), "{url}");
        assert_eq!(again.header("etag"), etag);
        assert_eq!(again.header("cache-control"), control);
    }
    // Where revisions do not outlive the program, the next one's may be others.
    let files = Server::start();
    let url = escaped(r#"{"name":"facts/canal-treaty","readRevision":"1"}"#);
    let url = format!("GET /dossier.v1.FactService/GetFact?message={url}");
    let answer = Http1::connect(&files).send(&url, &[("host", "facts.example")], b"");
    assert_eq!(answer.header("cache-control"), "no-cache");
    let base64 = "GET /dossier.v1.FactService/GetEntity?encoding=proto&base64=1&message=Cg1lbnRpdGllcy9vcGVu";
    let proto = client.send(base64, &[], b"");
    assert_eq!(proto.header("content-type"), "application/proto");
    let entity = dossier::v1::Entity::decode(&*proto.body).expect("an entity");
    assert_eq!(entity.name, "entities/open");
}

const FACTS: &str = "/dossier.v1.FactService/GetFact";

/// What a browser asks before it sends what a page wants to send.
fn preflight(client: &mut Http1, path: &str, origin: &str) -> Answer {
    let asks = ("access-control-request-method", "POST");
    client.send(&format!("OPTIONS {path}"), &[("origin", origin), asks], b"")
}

#[test]
fn a_page_of_another_origin_may_ask_if_the_operator_says_so() {
    let allow = "access-control-allow-origin";
    let closed = Server::start();
    let example = "https://example.org";
    let answer = preflight(&mut Http1::connect(&closed), FACTS, example);
    assert_eq!((answer.status, answer.header(allow)), (204, ""));

    let origins = [
        "serve",
        "--content",
        CONTENT,
        "--cors-origin",
        "https://Example.org:443,http://localhost:8000",
    ];
    let some = Server::with(&origins);
    let mut client = Http1::connect(&some);
    for (origin, allowed) in [
        (example, example),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://evil.example", ""),
    ] {
        let asked = preflight(&mut client, FACTS, origin);
        assert_eq!(asked.header(allow), allowed);
        let headers = asked.header("access-control-allow-headers");
        assert_eq!(
            headers.contains("authorization"),
            !allowed.is_empty(),
            "{asked:?}"
        );
        let answer = client.send(GET_FACT, &[JSON, ("origin", origin)], TREATY);
        assert_eq!((answer.status, answer.header(allow)), (200, allowed));
        assert_eq!(answer.header("vary"), "origin");
        let exposed = answer.header("access-control-expose-headers");
        assert_eq!(exposed.contains("dossier-revision"), !allowed.is_empty());
        // An error can be read as well.
        let refused = client.send(GET_FACT, &[JSON, ("origin", origin)], b"{}");
        assert_eq!((refused.status, refused.header(allow)), (400, allowed));
        let commit = preflight(&mut client, "/dossier.v1.EditorialService/Commit", origin);
        assert_eq!(commit.header("access-control-allow-methods"), "");
    }
}

#[test]
fn answers_to_pages_say_on_what_they_depend_and_what_they_are_not_for() {
    let example = "https://example.org";
    for (set, reads) in [(example, "https://example.org"), ("*", "*")] {
        let server = Server::with(&["serve", "--content", CONTENT, "--cors-origin", set]);
        let mut client = Http1::connect(&server);
        // What a cache keeps may be given to a page next, whoever asked first.
        for (headers, allowed) in [(&[JSON][..], ""), (&[JSON, ("origin", example)], reads)] {
            let answer = client.send(GET_FACT, headers, TREATY);
            assert_eq!(answer.header("vary"), "origin", "{set} {headers:?}");
            assert_eq!(answer.header("access-control-allow-origin"), allowed);
            let policy = if allowed.is_empty() {
                "same-origin"
            } else {
                ""
            };
            assert_eq!(answer.header("cross-origin-resource-policy"), policy);
            let unframed = answer.header("content-security-policy");
            assert_eq!(unframed, "frame-ancestors 'none'");
        }
    }
}

#[test]
fn every_page_may_ask_what_everybody_reads_and_only_origins_are_named() {
    let example = "https://example.org";
    let any = Server::with(&["serve", "--content", CONTENT, "--cors-origin", "*"]);
    let asked = preflight(&mut Http1::connect(&any), FACTS, example);
    assert_eq!(asked.header("access-control-allow-origin"), "*");
    assert!(
        !asked
            .header("access-control-allow-headers")
            .contains("authorization")
    );
    for wrong in [
        &["--cors-origin", "*", "--public-reads", "no"][..],
        &["--cors-origin", "http://a:99999"],
        &["--cors-origin", "http://a:abc"],
        &["--cors-origin", "http://a#x"],
        &["--cors-origin", "example.org"],
        &["--cors-origin", "https://example.org/page"],
    ] {
        let arguments = [&["serve", "--content", CONTENT][..], wrong].concat();
        let output = crate::support::run("dossier-server", &arguments);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}

/// The parts of a body of gRPC-Web: flag and bytes.
fn web_parts(mut body: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut parts = Vec::new();
    while let [flag, a, b, c, d, rest @ ..] = body {
        let length = u32::from_be_bytes([*a, *b, *c, *d]);
        let (part, left) = rest.split_at(usize::try_from(length).expect("short"));
        parts.push((*flag, part.to_vec()));
        body = left;
    }
    assert!(body.is_empty(), "{body:?}");
    parts
}

/// A message as gRPC frames it.
fn framed(message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).expect("short").to_be_bytes();
    [&[0], &length[..], message].concat()
}

fn get_treaty() -> Vec<u8> {
    let message = dossier::v1::GetFactRequest {
        name: "facts/canal-treaty".to_owned(),
        ..Default::default()
    };
    message.encode_to_vec()
}

#[test]
fn grpc_web_says_its_status_in_the_body_whatever_it_is() {
    let server = Server::start();
    let mut client = Http1::connect(&server);
    let list = "POST /dossier.v1.SyncService/ListCommits";
    for (line, sent, messages, status) in [
        (GET_FACT, framed(&get_treaty()), 1..=1, "0"),
        (GET_FACT, framed(b""), 0..=0, "3"),
        (GET_FACT, framed(b"\xff"), 0..=0, "3"),
        (list, framed(b"\x12\x01x"), 0..=0, "3"),
        (
            "POST /dossier.v1.FactService/GetFoo",
            framed(b""),
            0..=0,
            "12",
        ),
        (COMMIT, framed(b""), 0..=0, "9"),
        (
            "POST /dossier.v1.SyncService/ExportSnapshot",
            framed(b""),
            2..=usize::MAX,
            "0",
        ),
    ] {
        for kind in [
            "application/grpc-web",
            "application/grpc-web+proto; charset=utf-8",
        ] {
            let answer = client.send(line, &[("content-type", kind)], &sent);
            assert_eq!(answer.status, 200);
            assert_eq!(answer.header("content-type"), "application/grpc-web+proto");
            assert_eq!(answer.header("grpc-status"), "", "not in two places");
            let mut parts = web_parts(&answer.body);
            let (flag, trailers) = parts.pop().expect("trailers");
            let trailers = String::from_utf8(trailers).expect("UTF-8");
            assert_eq!(flag, 0x80, "{line}");
            assert!(
                trailers.contains(&format!("grpc-status:{status}\r\n")),
                "{line}: {trailers}"
            );
            let details = trailers.contains("grpc-status-details-bin:");
            assert_eq!(details, status != "0", "{line}: {trailers}");
            assert!(messages.contains(&parts.len()), "{line}: {}", parts.len());
            assert!(parts.iter().all(|(flag, _)| *flag == 0));
        }
    }
}

#[test]
fn grpc_web_is_spoken_in_base64_too() {
    let server = Server::start();
    let mut client = Http1::connect(&server);
    let good = framed(&get_treaty());
    let engine = base64::engine::general_purpose::STANDARD;
    let text = engine.encode(&good);
    let kind = "application/grpc-web-text";
    let headers = [("content-type", kind), ("accept", kind)];
    let answer = client.send(GET_FACT, &headers, text.as_bytes());
    assert_eq!(
        answer.header("content-type"),
        "application/grpc-web-text+proto"
    );
    assert!(answer.text().starts_with("AAAA"), "{}", answer.text());
}
