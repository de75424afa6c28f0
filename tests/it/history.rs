//! Many clients write and read the same few resources at once while the server fails in its worst
//! moments; everything that they saw is recorded, and must be as if there had been one order of all
//! commits that agrees with the clock (linearizability; Herlihy and Wing, 1990). Because the store says
//! which order it was, that is checked and not searched for.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::{CommitRequest, GetEntityRequest, ListCommitsRequest};
use tonic::Code;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use crate::support::{Server, person};

const CLIENTS: u64 = 4;

const KEYS: [&str; 3] = ["entities/one", "entities/two", "entities/three"];

/// How a write went, as its client saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Revision(i64),
    Refused,
    /// The connection broke before there was an answer.
    Unknown,
}

#[derive(Debug)]
struct Write {
    value: String,
    start: u64,
    end: u64,
    outcome: Outcome,
}

#[derive(Debug)]
struct Read {
    key: &'static str,
    start: u64,
    end: u64,
    revision: i64,
    value: Option<String>,
}

/// What all clients saw. The clock ticks at each start and end, so that it orders what did not overlap.
#[derive(Default)]
struct History {
    clock: AtomicU64,
    writes: Mutex<Vec<Write>>,
    reads: Mutex<Vec<Read>>,
}

impl History {
    fn tick(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::SeqCst)
    }
}

fn commit(key: &str, value: &str, etag: &str) -> CommitRequest {
    let mut request = CommitRequest {
        author: key.to_owned(),
        message: value.to_owned(),
        ..person(key, value)
    };
    for edit in &mut request.edits {
        etag.clone_into(&mut edit.etag);
    }
    request
}

/// Reads and writes by turns until the server is gone or enough is done. Every other write demands
/// that nobody wrote since the read before it.
async fn client(url: String, number: u64, history: Arc<History>) {
    let Ok(channel) = Channel::from_shared(url).expect("a URL").connect().await else {
        return;
    };
    let mut facts = FactServiceClient::new(channel.clone());
    let mut editor = EditorialServiceClient::new(channel);
    for turn in 0..200_u64 {
        let place = usize::try_from(turn + number).expect("small");
        let key = KEYS.into_iter().cycle().nth(place).expect("a key");
        let start = history.tick();
        let request = GetEntityRequest {
            name: key.to_owned(),
            ..GetEntityRequest::default()
        };
        let mut etag = String::new();
        match facts.get_entity(request).await {
            Ok(reply) => {
                let revision = reply.metadata().get(dossier::REVISION_METADATA);
                let revision = revision.and_then(|text| text.to_str().ok()?.parse().ok());
                let entity = reply.into_inner();
                history.reads.lock().expect("whole").push(Read {
                    key,
                    start,
                    end: history.tick(),
                    revision: revision.expect("a revision"),
                    value: entity.names.first().map(|name| name.text.clone()),
                });
                etag = entity.etag;
            }
            Err(status) if status.code() == Code::NotFound => {}
            Err(_) => return,
        }
        let start = history.tick();
        let value = format!("{key} by {number} at {start}");
        let demanded = if turn % 2 == 0 { etag.as_str() } else { "" };
        let answer = editor.commit(commit(key, &value, demanded)).await;
        let outcome = match &answer {
            Ok(reply) => {
                let commit = reply.get_ref().commit.as_ref();
                Outcome::Revision(commit.expect("a commit").revision)
            }
            Err(status) if status.code() == Code::Aborted => Outcome::Refused,
            Err(_) => Outcome::Unknown,
        };
        history.writes.lock().expect("whole").push(Write {
            value,
            start,
            end: if outcome == Outcome::Unknown {
                u64::MAX
            } else {
                history.tick()
            },
            outcome,
        });
        if outcome == Outcome::Unknown {
            return;
        }
    }
}

/// A commit as the store tells it.
struct Entry {
    revision: i64,
    key: String,
    value: String,
}

/// All commits in the store's order.
async fn log(server: &Server) -> Vec<Entry> {
    let mut sync = SyncServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let mut request = ListCommitsRequest {
        page_size: 500,
        ..ListCommitsRequest::default()
    };
    let mut log = Vec::new();
    loop {
        let page = sync
            .list_commits(request.clone())
            .await
            .expect("commits")
            .into_inner();
        log.extend(page.commits.into_iter().map(|commit| Entry {
            revision: commit.revision,
            key: commit.author,
            value: commit.message,
        }));
        if page.next_page_token.is_empty() {
            log.sort_by_key(|entry| entry.revision);
            return log;
        }
        request.page_token = page.next_page_token;
    }
}

/// The writes that took effect, in the store's order, each with what the log tells of it.
fn effective<'h>(writes: &'h [Write], log: &'h [Entry]) -> Vec<(&'h Entry, &'h Write)> {
    for (place, entry) in (1..).zip(log) {
        assert_eq!(entry.revision, place, "revisions are not dense");
    }
    for write in writes {
        let entry = log.iter().find(|entry| entry.value == write.value);
        match write.outcome {
            Outcome::Revision(revision) => {
                let entry = entry.expect(&write.value);
                assert_eq!(entry.revision, revision, "{write:?}");
            }
            Outcome::Refused => assert!(entry.is_none(), "refused and kept: {write:?}"),
            Outcome::Unknown => {}
        }
    }
    let write = |entry: &Entry| {
        let write = writes.iter().find(|write| write.value == entry.value);
        write.expect(&entry.value)
    };
    log.iter().map(|entry| (entry, write(entry))).collect()
}

/// That the order of revisions agrees with the clock, and that each read saw the state of its revision
/// at a moment while it was under way.
fn is_linear(history: &History, log: &[Entry]) {
    let writes = history.writes.lock().expect("whole");
    let reads = history.reads.lock().expect("whole");
    let effective = effective(&writes, log);
    for (place, (entry, earlier)) in effective.iter().enumerate() {
        for (_, later) in effective.iter().skip(place + 1) {
            assert!(
                later.end > earlier.start,
                "revision {} was asked for after a later one was answered",
                entry.revision
            );
        }
    }
    for read in reads.iter() {
        let mut state = log.iter().filter(|entry| entry.revision <= read.revision);
        let value = state.rfind(|entry| entry.key == read.key);
        let value = value.map(|entry| entry.value.clone());
        assert_eq!(value, read.value, "{read:?}");
        for (entry, write) in &effective {
            if write.end < read.start {
                assert!(
                    entry.revision <= read.revision,
                    "stale: {read:?} after {write:?}"
                );
            }
            if entry.revision <= read.revision {
                assert!(write.start < read.end, "of the future: {read:?}, {write:?}");
            }
        }
        for earlier in reads.iter().filter(|other| other.end < read.start) {
            assert!(
                earlier.revision <= read.revision,
                "back in time: {earlier:?}, {read:?}"
            );
        }
    }
}

/// The process ends before, between and after the steps of a commit, each after so many of them.
#[tokio::test]
async fn what_clients_see_is_one_order_also_when_the_server_dies_in_a_commit() {
    let data = tempfile::tempdir().expect("a folder");
    let path = data.path().display().to_string();
    let history = Arc::new(History::default());
    for (round, place) in ["commit-checked", "commit-appended", "commit-shown"]
        .into_iter()
        .cycle()
        .take(6)
        .enumerate()
    {
        let points = format!("{place}={}*off->return(abort)", 20 + 7 * round);
        let mut server = Server::failing(&points, &["serve", "--data", &path]);
        let url = server.url.clone();
        let clients = (0..CLIENTS).map(|client_number| {
            tokio::spawn(client(url.clone(), client_number, Arc::clone(&history)))
        });
        for client in clients.collect::<Vec<_>>() {
            client.await.expect("a client");
        }
        assert!(
            server.ends_within(Duration::from_secs(10)).await,
            "`{place}` did not end the server"
        );
    }
    let server = Server::with(&["serve", "--data", &path]);
    let log = log(&server).await;
    assert!(log.len() > 100, "only {} commits", log.len());
    is_linear(&history, &log);
}

/// A bug that ends the thread that writes: reads go on, commits are refused, health says so.
#[tokio::test]
async fn a_dead_writer_is_told() {
    let data = tempfile::tempdir().expect("a folder");
    let path = data.path().display().to_string();
    let points = "commit-appended=1*off->panic";
    let server = Server::failing(points, &["serve", "--data", &path]);
    let channel = Channel::from_shared(server.url.clone()).expect("a URL");
    let channel = channel.connect().await.expect("a connection");
    let mut editor = EditorialServiceClient::new(channel.clone());
    editor
        .commit(commit(KEYS[0], "first", ""))
        .await
        .expect("a commit");
    for value in ["second", "third"] {
        let status = editor.commit(commit(KEYS[0], value, "")).await;
        assert_eq!(status.expect_err("a refusal").code(), Code::Unavailable);
    }
    let mut facts = FactServiceClient::new(channel.clone());
    let request = GetEntityRequest {
        name: KEYS[0].to_owned(),
        ..GetEntityRequest::default()
    };
    let entity = facts
        .get_entity(request)
        .await
        .expect("an entity")
        .into_inner();
    assert_eq!(entity.names[0].text, "first");
    let service = "dossier.v1.EditorialService".to_owned();
    let health = HealthClient::new(channel)
        .check(HealthCheckRequest { service })
        .await;
    let health = health.expect("a state").into_inner();
    assert_eq!(health.status(), ServingStatus::NotServing);
}
