//! Several servers on one database: `scripts/with-postgres.sh` gives the tests one of their own.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::{
    CommitRequest, CommitResponse, Entity, GetEntityRequest, WatchCommitsRequest,
    watch_commits_response::News,
};
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_types::StatusExt as _;

use crate::faults::health;
use crate::support::{Server, person};

/// One test has the database at a time: one of them restarts it.
pub(crate) static DATABASE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

pub(crate) fn database() -> String {
    std::env::var("DOSSIER_TEST_POSTGRES").expect("scripts/with-postgres.sh sets it")
}

fn replica() -> Server {
    Server::with(&["serve", "--database-url", &database()])
}

async fn editor(server: &Server) -> EditorialServiceClient<Channel> {
    let connected = EditorialServiceClient::connect(server.url.clone()).await;
    connected.expect("a connection")
}

pub(crate) fn entity(id: &str) -> CommitRequest {
    CommitRequest {
        author: "Mara Lind".to_owned(),
        request_id: format!("make-{id}"),
        ..person(&format!("entities/{id}"), id)
    }
}

/// Asks again while the database is away, as a client that wants its commit does.
pub(crate) async fn insist(
    editor: &mut EditorialServiceClient<Channel>,
    request: &CommitRequest,
) -> CommitResponse {
    let start = Instant::now();
    loop {
        match editor.commit(request.clone()).await {
            Ok(answer) => return answer.into_inner(),
            Err(status) => {
                assert_eq!(status.code(), Code::Unavailable, "{status}");
                assert!(start.elapsed() < Duration::from_secs(30), "{status}");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

pub(crate) fn revision(answer: &CommitResponse) -> i64 {
    answer.commit.as_ref().expect("a commit").revision
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
async fn replicas_agree_and_outlive_a_restart_of_the_database() {
    let _alone = DATABASE.lock().await;
    let (one, other) = (replica(), replica());
    let (mut first, mut second) = (editor(&one).await, editor(&other).await);
    let start = revision(&insist(&mut first, &entity("zero")).await);

    let mut sync = SyncServiceClient::connect(other.url.clone())
        .await
        .expect("a connection");
    let request = WatchCommitsRequest {
        after_revision: 0,
        ..WatchCommitsRequest::default()
    };
    // The other replica hears of it by itself.
    let seen = Instant::now();
    let mut reader = FactServiceClient::connect(other.url.clone())
        .await
        .expect("a connection");
    while get(&mut reader, "zero").await.is_err() {
        assert!(
            seen.elapsed() < Duration::from_secs(5),
            "the other replica heard nothing"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut watch = sync
        .watch_commits(request)
        .await
        .expect("a watch")
        .into_inner();

    // Both write at once: revisions are dense, and each belongs to one of them.
    let mut revisions = Vec::new();
    for number in 0..20 {
        let (mine, theirs) = (
            entity(&format!("a-{number}")),
            entity(&format!("b-{number}")),
        );
        let (mine, theirs) = tokio::join!(insist(&mut first, &mine), insist(&mut second, &theirs));
        revisions.extend([revision(&mine), revision(&theirs)]);
        if number == 10 {
            restart();
        }
    }
    revisions.sort_unstable();
    let dense: Vec<i64> = (start + 1..=start + 40).collect();
    assert_eq!(revisions, dense);

    let mut watched = Vec::new();
    while watched.last() != Some(&(start + 40)) {
        let message = watch.message().await.expect("a message").expect("news");
        if let Some(News::Commit(commit)) = message.news {
            watched.push(commit.revision);
        }
    }
    assert_eq!(watched, (1..=start + 40).collect::<Vec<_>>());

    // A request that one replica carried out is known to the other.
    let again = insist(&mut second, &entity("a-3")).await;
    let known = insist(&mut first, &entity("a-3")).await;
    assert_eq!(again, known);
}

/// Runs a statement as an operator does, whatever the database's settings are.
pub(crate) fn operate(database: &str, statement: &str) {
    let done = Command::new("psql")
        .args(["--quiet", "--no-psqlrc", database, "--command", statement])
        .env("PGOPTIONS", "-c default_transaction_read_only=off")
        .stdout(Stdio::null())
        .status();
    assert!(done.expect("psql runs").success(), "{statement}");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
async fn what_one_replica_acknowledged_can_be_read_on_another_at_once() {
    let _alone = DATABASE.lock().await;
    let (one, other) = (replica(), replica());
    let mut editor = editor(&one).await;
    let mut reader = FactServiceClient::connect(other.url.clone())
        .await
        .expect("a connection");
    for number in 0..100 {
        let id = format!("seen-{number}");
        let read_revision = revision(&insist(&mut editor, &entity(&id)).await);
        let request = GetEntityRequest {
            name: format!("entities/{id}"),
            read_revision,
            ..GetEntityRequest::default()
        };
        reader.get_entity(request).await.expect("the commit");
    }
    let read_revision = i64::MAX;
    let request = GetEntityRequest {
        name: "entities/seen-0".to_owned(),
        read_revision,
        ..GetEntityRequest::default()
    };
    let start = Instant::now();
    let refused = reader.get_entity(request).await.expect_err("a refusal");
    assert_eq!(refused.code(), Code::OutOfRange, "{refused}");
    assert!(start.elapsed() < Duration::from_secs(4));
}

/// A standby that is promoted, a disk that is nearly full, an operator: a database takes no writes for
/// a while, which it says with SQLSTATE 25006.
#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
async fn a_database_that_is_read_only_for_a_while_takes_commits_again() {
    let _alone = DATABASE.lock().await;
    let database_url = database();
    let (address, _) = database_url.rsplit_once('/').expect("a path");
    operate(&database(), "CREATE DATABASE paused");
    let paused = format!("{address}/paused");
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = 'paused' AND pid <> pg_backend_pid()";
    let server = Server::with(&["serve", "--database-url", &paused]);
    let mut editor = editor(&server).await;
    insist(&mut editor, &entity("before")).await;
    operate(
        &paused,
        "ALTER DATABASE paused SET default_transaction_read_only = on",
    );
    operate(&paused, end);
    let refused = loop {
        // The first may find the connection gone, which is another refusal.
        let status = editor
            .commit(entity("meanwhile"))
            .await
            .expect_err("a refusal");
        assert_eq!(status.code(), Code::Unavailable, "{status}");
        let details = status.get_error_details();
        if details
            .retry_info()
            .is_some_and(|retry| retry.retry_delay <= Some(Duration::from_secs(1)))
        {
            break status;
        }
    };
    wait_for_health(&server, ServingStatus::NotServing).await;
    assert!(
        refused.message().contains("cannot take commits now"),
        "{refused}"
    );
    operate(
        &paused,
        "ALTER DATABASE paused RESET default_transaction_read_only",
    );
    operate(&paused, end);
    // Without a commit that finds it out.
    wait_for_health(&server, ServingStatus::Serving).await;
    insist(&mut editor, &entity("after")).await;
}

/// Waits until a server says that it takes commits, or that it does not.
async fn wait_for_health(server: &Server, wanted: ServingStatus) {
    let start = Instant::now();
    while health(server, "dossier.v1.EditorialService").await != wanted {
        assert!(start.elapsed() < Duration::from_secs(10), "not {wanted:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn restart() {
    let command = std::env::var("DOSSIER_TEST_POSTGRES_RESTART").expect("a command");
    assert!(Command::new(command).status().expect("it runs").success());
}

async fn get(reader: &mut FactServiceClient<Channel>, id: &str) -> Result<Entity, Status> {
    let request = GetEntityRequest {
        name: format!("entities/{id}"),
        ..GetEntityRequest::default()
    };
    Ok(reader.get_entity(request).await?.into_inner())
}
