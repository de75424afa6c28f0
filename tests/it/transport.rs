//! What tonic's defaults would get wrong (docs/decisions/0007): each from outside, on a socket.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use bytes::Bytes;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::{GetFactRequest, WatchCommitsRequest, fact_service_client::FactServiceClient};
use tonic::{Code, Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt as _;

use crate::support::{CONTENT, PREFACE, Raw, SETTINGS, Server};

#[test]
fn the_settings_bound_streams_and_headers() {
    let server = Server::start();
    let mut socket = TcpStream::connect(server.address()).expect("a connection");
    socket.write_all(PREFACE).expect("written");
    socket.write_all(&SETTINGS).expect("written");
    let mut head = [0; 9];
    socket.read_exact(&mut head).expect("a frame");
    let [_, high, low, kind, ..] = head;
    assert_eq!(kind, 4, "the first frame is SETTINGS");
    let mut payload = vec![0; usize::from(high) * 256 + usize::from(low)];
    socket.read_exact(&mut payload).expect("settings");
    let setting = |wanted: u16| {
        let found = payload
            .chunks(6)
            .find(|setting| setting[..2] == wanted.to_be_bytes());
        found.map(|setting| u32::from_be_bytes([setting[2], setting[3], setting[4], setting[5]]))
    };
    // RFC 9113, 6.5.2: MAX_CONCURRENT_STREAMS and MAX_HEADER_LIST_SIZE.
    assert_eq!(setting(3), Some(256));
    assert_eq!(setting(6), Some(16 * 1024));
}

#[tokio::test]
async fn a_deadline_covers_streams_and_says_that_it_was_one() {
    let server = Server::start();
    let mut sync = SyncServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let mut request = Request::new(WatchCommitsRequest::default());
    request.set_timeout(Duration::from_millis(400));
    let mut watch = sync
        .watch_commits(request)
        .await
        .expect("a watch")
        .into_inner();
    let ended = loop {
        match watch.message().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the watch ended as if all were told"),
            Err(status) => break status,
        }
    };
    assert_eq!(ended.code(), Code::DeadlineExceeded);
    assert_eq!(reason(&ended), "DEADLINE_EXCEEDED");
}

#[tokio::test]
async fn a_stop_ends_open_watches_and_idle_connections_do_not_hold_it() {
    let mut server = Server::start();
    let mut sync = SyncServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let watch = sync.watch_commits(WatchCommitsRequest::default()).await;
    let mut watch = watch.expect("a watch").into_inner();
    let _silent = TcpStream::connect(server.address()).expect("a connection");
    let mut half = TcpStream::connect(server.address()).expect("a connection");
    half.write_all(&PREFACE[..10]).expect("written");
    server.terminate();
    let ended = loop {
        match watch.message().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the watch ended as if all were told"),
            Err(status) => break status,
        }
    };
    assert_eq!(
        (ended.code(), reason(&ended).as_str()),
        (Code::Unavailable, "NOT_SERVING")
    );
    assert!(
        server.ends_within(Duration::from_secs(5)).await,
        "the server is still there"
    );
}

#[tokio::test]
async fn health_tells_the_truth_and_knows_what_it_does_not_know() {
    let server = Server::start();
    let mut health = HealthClient::new(channel(&server).await);
    let of = |service: &str| HealthCheckRequest {
        service: service.to_owned(),
    };
    for service in ["", "dossier.v1.FactService", "dossier.v1.EditorialService"] {
        let state = health
            .check(of(service))
            .await
            .expect("a state")
            .into_inner();
        assert_eq!(state.status(), ServingStatus::Serving, "{service}");
    }
    let unknown = health.check(of("nobody")).await.expect_err("a refusal");
    assert_eq!(unknown.code(), Code::NotFound);
    let mut watch = health
        .watch(of("nobody"))
        .await
        .expect("a watch")
        .into_inner();
    let state = watch.message().await.expect("a message").expect("a state");
    assert_eq!(state.status(), ServingStatus::ServiceUnknown);

    let mut watch = health.watch(of("")).await.expect("a watch").into_inner();
    let state = watch.message().await.expect("a message").expect("a state");
    assert_eq!(state.status(), ServingStatus::Serving);
    server.terminate();
    let state = watch.message().await.expect("a message").expect("a state");
    assert_eq!(state.status(), ServingStatus::NotServing);
}

#[tokio::test]
async fn reflection_goes_on_after_an_unknown_symbol() {
    use tonic_reflection::pb::v1::ServerReflectionRequest;
    use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
    use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
    use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;
    let server = Server::start();
    let mut reflection = ServerReflectionClient::new(channel(&server).await);
    let ask = |message_request| ServerReflectionRequest {
        host: String::new(),
        message_request: Some(message_request),
    };
    let questions = [
        ask(MessageRequest::FileContainingSymbol(
            "no.such.Thing".to_owned(),
        )),
        ask(MessageRequest::FileContainingSymbol(
            "dossier.v1.Fact.statement".to_owned(),
        )),
        ask(MessageRequest::FileContainingSymbol(
            "google.rpc.ErrorInfo".to_owned(),
        )),
        ask(MessageRequest::ListServices(String::new())),
    ];
    let answers = reflection
        .server_reflection_info(tokio_stream::iter(questions))
        .await;
    let mut answers = answers.expect("answers").into_inner();
    let mut next = async || {
        let answer = answers
            .message()
            .await
            .expect("a message")
            .expect("an answer");
        answer.message_response.expect("a response")
    };
    let first = next().await;
    assert!(matches!(first, MessageResponse::ErrorResponse(error) if error.error_code == 5));
    for known in ["a field of the contract", "the details of errors"] {
        let answer = next().await;
        let file = matches!(answer, MessageResponse::FileDescriptorResponse(_));
        assert!(file, "{known}: {answer:?}");
    }
    let MessageResponse::ListServicesResponse(list) = next().await else {
        panic!("no list of services");
    };
    let names: Vec<String> = list
        .service
        .into_iter()
        .map(|service| service.name)
        .collect();
    for name in ["dossier.v1.EditorialService", "grpc.health.v1.Health"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
}

#[tokio::test]
async fn wrong_messages_and_methods_are_told_in_the_contracts_terms() {
    let server = Server::start();
    for (path, bytes, code, message) in [
        (
            "/dossier.v1.FactService/GetFact",
            vec![b'x'; 100_000],
            Code::ResourceExhausted,
            "MESSAGE_TOO_LARGE",
        ),
        (
            "/dossier.v1.FactService/GetFact",
            vec![0xff; 10],
            Code::InvalidArgument,
            "UNDECODABLE_MESSAGE",
        ),
        (
            "/dossier.v1.FactService/Forget",
            vec![],
            Code::Unimplemented,
            "UNKNOWN_METHOD",
        ),
        (
            "/nobody.v1.Nothing/Get",
            vec![],
            Code::Unimplemented,
            "UNKNOWN_METHOD",
        ),
    ] {
        let status = raw(&server, path, bytes.into())
            .await
            .expect_err("a refusal");
        assert_eq!(
            (status.code(), reason(&status).as_str()),
            (code, message),
            "{path}: {status}"
        );
    }
}

#[tokio::test]
async fn a_server_without_file_descriptors_waits_and_recovers() {
    let server = Server::with_files(40, &["serve", "--content", CONTENT]);
    let crowd: Vec<TcpStream> = (0..80)
        .filter_map(|_| TcpStream::connect(server.address()).ok())
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = cpu_ticks(server.pid());
    tokio::time::sleep(Duration::from_secs(1)).await;
    let spent = cpu_ticks(server.pid()) - before;
    // A loop that spins would burn all of the 100 ticks that a second has.
    assert!(spent < 30, "{spent} ticks of a second");
    drop(crowd);
    let mut facts = loop {
        match FactServiceClient::connect(server.url.clone()).await {
            Ok(facts) => break facts,
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    };
    let name = "facts/canal-treaty".to_owned();
    let request = GetFactRequest {
        name,
        ..GetFactRequest::default()
    };
    facts.get_fact(request).await.expect("the fact");
}

/// The processor time of a process in hundredths of a second (proc(5)).
fn cpu_ticks(pid: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("a process");
    let (_, fields) = text.rsplit_once(')').expect("a name");
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let number = |place: usize| {
        fields
            .get(place)
            .expect("a field")
            .parse::<u64>()
            .expect("a number")
    };
    number(11) + number(12)
}

fn reason(status: &Status) -> String {
    let details = status.get_error_details();
    details
        .error_info()
        .map_or_else(String::new, |info| info.reason.clone())
}

async fn channel(server: &Server) -> tonic::transport::Channel {
    let channel = tonic::transport::Channel::from_shared(server.url.clone()).expect("a URL");
    channel.connect().await.expect("a connection")
}

async fn raw(server: &Server, path: &'static str, bytes: Bytes) -> Result<Bytes, Status> {
    let mut client = tonic::client::Grpc::new(channel(server).await);
    client.ready().await.expect("ready");
    let path = path.parse().expect("a path");
    Ok(client
        .unary(Request::new(bytes), path, Raw)
        .await?
        .into_inner())
}
