//! Several servers on one database: `scripts/with-postgres.sh` gives the tests one of their own.

use std::process::Command;
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

use crate::support::{Server, person};

fn database() -> String {
    std::env::var("DOSSIER_TEST_POSTGRES").expect("scripts/with-postgres.sh sets it")
}

fn replica() -> Server {
    Server::with(&["serve", "--database-url", &database()])
}

async fn editor(server: &Server) -> EditorialServiceClient<Channel> {
    let connected = EditorialServiceClient::connect(server.url.clone()).await;
    connected.expect("a connection")
}

fn entity(id: &str) -> CommitRequest {
    CommitRequest {
        author: "Mara Lind".to_owned(),
        request_id: format!("make-{id}"),
        ..person(&format!("entities/{id}"), id)
    }
}

/// Asks again while the database is away, as a client that wants its commit does.
async fn insist(
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

fn revision(answer: &CommitResponse) -> i64 {
    answer.commit.as_ref().expect("a commit").revision
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
async fn replicas_agree_and_outlive_a_restart_of_the_database() {
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

    let mut told = Vec::new();
    while told.last() != Some(&(start + 40)) {
        let message = watch.message().await.expect("a message").expect("news");
        if let Some(News::Commit(commit)) = message.news {
            told.push(commit.revision);
        }
    }
    assert_eq!(told, (1..=start + 40).collect::<Vec<_>>());

    // A request that one replica carried out is known to the other.
    let again = insist(&mut second, &entity("a-3")).await;
    let known = insist(&mut first, &entity("a-3")).await;
    assert_eq!(again, known);
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
