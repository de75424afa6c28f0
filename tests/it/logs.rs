//! What the server says of itself: each failure once, with its cause, and nothing of what it works on.

use std::time::Duration;

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::query_service_client::QueryServiceClient;
use dossier::v1::{
    CommitRequest, GetEntityRequest, ListEntitiesRequest, ResolveEntitiesRequest,
    SearchFactsRequest,
};
use serde_json::Value;
use tonic::transport::Channel;
use tonic::{Code, Request};

use crate::support::{Server, person, token_line};

const TOKEN: &str = "sesame-4711-open";

/// Words of the store, of requests, and of who sends them. None may be in a log.
const SECRETS: [&str; 6] = [
    "zanzibar",
    "Quillfeather",
    "mara@",
    "example.org",
    "sesame",
    "because",
];

fn commit(text: &str, token: &str) -> Request<CommitRequest> {
    let mut request = Request::new(CommitRequest {
        author: "Mara Lind <mara@example.org>".to_owned(),
        message: "because it is so".to_owned(),
        ..person("entities/zanzibar", text)
    });
    let header = format!("Bearer {token}").parse().expect("a header");
    request.metadata_mut().insert("authorization", header);
    request
}

async fn channel(server: &Server) -> Channel {
    let channel = Channel::from_shared(server.url.clone()).expect("a URL");
    channel.connect().await.expect("a connection")
}

/// Stops a server, and gives all that it said: a JSON object a line.
async fn said(
    mut server: Server,
    log: impl Iterator<Item = String> + Send + 'static,
) -> Vec<Value> {
    let lines = tokio::task::spawn_blocking(move || log.collect::<Vec<String>>());
    server.terminate();
    assert!(server.ends_within(Duration::from_secs(15)).await);
    let lines = lines.await.expect("the log");
    let parse = |line: &String| serde_json::from_str(line).expect("a JSON object a line");
    lines.iter().map(parse).collect()
}

fn with_message<'l>(lines: &'l [Value], part: &str) -> Vec<&'l Value> {
    let has = |line: &&Value| {
        line["message"]
            .as_str()
            .is_some_and(|text| text.contains(part))
    };
    lines.iter().filter(has).collect()
}

#[tokio::test]
async fn a_store_failure_is_one_line_with_its_cause_and_without_a_word_of_the_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let tokens = folder.path().join("editors");
    let line = token_line("editor", TOKEN, "Mara Lind <mara@example.org>");
    std::fs::write(&tokens, line).expect("written");
    let data = folder.path().join("data").display().to_string();
    let tokens = tokens.display().to_string();
    let serve = ["serve", "--data", &data, "--token-file", &tokens];
    let arguments = [&serve[..], &["--log-format", "json", "--log", "trace"]].concat();
    let points = "store-append=1*off->1*return(away)->1*return(full)->return(failed)";
    let (server, log) = Server::failing_with_log(points, &arguments);
    let channel = channel(&server).await;
    let mut editor = EditorialServiceClient::new(channel.clone());
    let name = "Zebulon Quillfeather";
    editor.commit(commit(name, TOKEN)).await.expect("a commit");
    let wrong = editor.commit(commit(name, "sesame-4712")).await;
    assert_eq!(wrong.expect_err("a refusal").code(), Code::Unauthenticated);
    for (text, code) in [
        ("Quillfeather I", Code::Unavailable),
        ("Quillfeather II", Code::ResourceExhausted),
        ("Quillfeather III", Code::Unavailable),
        ("Quillfeather IV", Code::Unavailable),
        ("Quillfeather V", Code::Unavailable),
    ] {
        let refused = editor.commit(commit(text, TOKEN)).await;
        assert_eq!(refused.expect_err("a refusal").code(), code, "{text}");
    }
    reads(channel).await;
    let lines = said(server, Box::new(log)).await;
    tells_each_failure_once(&lines);
    for message in ["serving", "stopping", "stopped"] {
        assert_eq!(
            with_message(&lines, message).len(),
            1,
            "{message}: {lines:#?}"
        );
    }
    // Once for each reason, however often.
    let refused = with_message(&lines, "a commit was refused");
    let reasons: Vec<_> = refused.iter().map(|line| line["reason"].as_str()).collect();
    assert_eq!(reasons, [Some("STORE_READ_ONLY"), Some("STORE_FULL")]);
    let refused = with_message(&lines, "a call was refused");
    let methods = refused.iter().map(|line| line["span"]["method"].as_str());
    let commits = methods.filter(|method| *method == Some("/dossier.v1.EditorialService/Commit"));
    assert_eq!(commits.count(), 6, "{lines:#?}");
    holds_no_secret(&lines);
}

/// Each condition of the store has a line with its cause.
fn tells_each_failure_once(lines: &[Value]) {
    for (level, message, cause) in [
        (
            "WARN",
            "the store refuses commits for now",
            "it was told to be away",
        ),
        (
            "WARN",
            "the store refuses commits for now",
            "the disk is full",
        ),
        (
            "ERROR",
            "a write to the store failed",
            "it was told to fail",
        ),
    ] {
        let mut found = with_message(lines, message);
        found.retain(|line| {
            line["cause"]
                .as_str()
                .is_some_and(|line| line.contains(cause))
        });
        assert_eq!(found.len(), 1, "{lines:#?}");
        assert_eq!(found.first().expect("a line")["level"], level);
        assert_eq!(found.first().expect("a line")["revision"], 1);
    }
}

fn holds_no_secret(lines: &[Value]) {
    let all = serde_json::to_string(lines).expect("JSON").to_lowercase();
    for secret in SECRETS {
        let found = all.contains(&secret.to_lowercase());
        assert!(!found, "{secret}: {lines:#?}");
    }
}

/// Calls whose requests and answers hold words of the store, good ones and bad ones.
async fn reads(channel: Channel) {
    let mut facts = FactServiceClient::new(channel.clone());
    for name in [
        "entities/zanzibar",
        "entities/quillfeather",
        "mara@example.org",
    ] {
        let request = GetEntityRequest {
            name: name.to_owned(),
            ..GetEntityRequest::default()
        };
        assert_eq!(
            facts.get_entity(request).await.is_ok(),
            name.ends_with("zanzibar")
        );
    }
    for filter in ["display_name = \"Quillfeather\"", "zanzibar = because"] {
        let request = ListEntitiesRequest {
            filter: filter.to_owned(),
            ..ListEntitiesRequest::default()
        };
        // Whether a field is there is not this test's affair.
        facts.list_entities(request).await.ok();
    }
    let mut queries = QueryServiceClient::new(channel);
    for query in ["Quillfeather", "\"zanzibar"] {
        let request = SearchFactsRequest {
            query: query.to_owned(),
            ..SearchFactsRequest::default()
        };
        queries.search_facts(request).await.ok();
    }
    let request = ResolveEntitiesRequest {
        names: vec!["Quillfeather".to_owned()],
        ..ResolveEntitiesRequest::default()
    };
    queries.resolve_entities(request).await.expect("candidates");
}

#[tokio::test]
async fn a_panic_is_one_line_with_its_place_and_what_it_ends_is_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let tokens = folder.path().join("tokens");
    std::fs::write(&tokens, token_line("editor", TOKEN, "Mara Lind")).expect("written");
    let tokens = tokens.display().to_string();
    let data = folder.path().join("data").display().to_string();
    let serve = ["serve", "--data", &data, "--token-file", &tokens];
    let arguments = [&serve[..], &["--log-format", "json"]].concat();
    let (server, log) = Server::failing_with_log("commit-checked=panic(Quillfeather)", &arguments);
    let mut editor = EditorialServiceClient::new(channel(&server).await);
    for _ in 0..2 {
        let refused = editor.commit(commit("Zebulon Quillfeather", TOKEN)).await;
        assert_eq!(refused.expect_err("a refusal").code(), Code::Unavailable);
    }
    let lines = said(server, Box::new(log)).await;
    let panics = with_message(&lines, "a panic");
    assert_eq!(panics.len(), 1, "{lines:#?}");
    assert_eq!(panics[0]["thread"], "ledger");
    assert!(
        panics[0]["place"]
            .as_str()
            .is_some_and(|place| place.contains(".rs:"))
    );
    assert_eq!(with_message(&lines, "the writer thread has ended").len(), 1);
    assert!(!format!("{lines:?}").contains("Quillfeather"), "{lines:#?}");
}

#[tokio::test]
async fn content_with_errors_is_told_to_programs_by_its_places_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let entities = folder.path().join("entities.yaml");
    let write = |text: &str| std::fs::write(&entities, text).expect("written");
    write("entities:\n  one: {kind: person, names: One}\n");
    let path = folder.path().display().to_string();
    let arguments = [
        "serve",
        "--content",
        &path,
        "--watch",
        "--log-format",
        "json",
    ];
    let (server, mut log) = Server::with_log(&arguments);
    write("entities:\n  one: {kind: quillfeather, names: One}\n");
    let refused = tokio::task::spawn_blocking(move || {
        let mut before: Vec<String> = Vec::new();
        for line in log.by_ref() {
            let last = line.contains("the content has errors");
            before.push(line);
            if last {
                break;
            }
        }
        (before, log)
    });
    let (before, log) = tokio::time::timeout(Duration::from_secs(20), refused)
        .await
        .expect("a word about the content in time")
        .expect("the reader");
    let mut lines: Vec<Value> = before
        .iter()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    lines.extend(said(server, log).await);
    let findings = with_message(&lines, "the content breaks a rule");
    assert_eq!(findings.len(), 1, "{lines:#?}");
    assert_eq!(findings[0]["line"], 2);
    assert!(findings[0]["rule"].is_string());
    assert!(
        findings[0]["file"]
            .as_str()
            .is_some_and(|file| file.ends_with("entities.yaml"))
    );
    assert!(!format!("{lines:?}").contains("quillfeather"), "{lines:#?}");
}
