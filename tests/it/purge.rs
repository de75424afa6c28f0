//! What the law forbids to keep goes for ever, also from under a server that has read it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::watch_commits_response::News;
use dossier::v1::{
    CommitRequest, Edit, Entity, GetEntityRequest, LifecycleState, ListRevisionsRequest,
    ResolveEntitiesRequest, Restoration, WatchCommitsRequest, edit,
    query_service_client::QueryServiceClient, resource,
};
use tonic::Code;
use tonic::transport::Channel;

use crate::support::{Server, person, run, stdout};

const NAME: &str = "entities/quillon";

const REASON: &str = "Removed by order of a court.";

async fn commit(channel: &Channel, called: &str) -> i64 {
    let request = CommitRequest {
        author: "Mara Lind".to_owned(),
        message: "A name".to_owned(),
        request_id: format!("request-{}", called.len()),
        ..person(NAME, called)
    };
    let reply = EditorialServiceClient::new(channel.clone())
        .commit(request)
        .await
        .expect("committed");
    reply.into_inner().commit.expect("a commit").revision
}

async fn read(channel: &Channel, read_revision: i64) -> Entity {
    let request = GetEntityRequest {
        name: NAME.to_owned(),
        read_revision,
        ..GetEntityRequest::default()
    };
    let reply = FactServiceClient::new(channel.clone())
        .get_entity(request)
        .await;
    reply.expect("an entity").into_inner()
}

/// The files below a folder that hold some words.
fn files_with(folder: &Path, words: &str) -> Vec<String> {
    let files = crate::support::files(folder).into_iter();
    let holding = files.filter(|file| {
        let bytes = fs::read(file).expect("a file");
        bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    });
    holding.map(|file| file.display().to_string()).collect()
}

fn purge(data: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let fixed = ["purge", NAME, "--data", data, "--reason", REASON];
    let output = run("dossier-server", &[&fixed, arguments].concat());
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), stdout(&output) + &errors)
}

async fn channel(server: &Server) -> Channel {
    let endpoint = Channel::from_shared(server.url.clone()).expect("a URL");
    endpoint.connect().await.expect("connected")
}

/// The name that stands first.
fn first_name(entity: &Entity) -> &str {
    entity.names.first().map_or("", |name| &name.text)
}

#[tokio::test]
async fn what_is_purged_under_a_running_server_is_gone_from_all_that_it_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("store").display().to_string();
    let server = Server::with(&["serve", "--data", &data]);
    let channel = channel(&server).await;
    assert_eq!(commit(&channel, "Quillon the thief").await, 1);
    assert_eq!(commit(&channel, "Mara Quillon").await, 2);
    // The server has all of it in memory.
    assert_eq!(read(&channel, 1).await.names[0].text, "Quillon the thief");
    assert_eq!(resolved(&channel, "Quillon the thief").await, [NAME]);

    let (code, message) = purge(&data, &["--all"]);
    assert_eq!(code, Some(2), "{message}");
    assert!(
        message.contains("revision 2 is what `entities/quillon` says now"),
        "{message}"
    );
    let (code, message) = purge(&data, &["--past", "--dry-run"]);
    assert_eq!(code, Some(0), "{message}");
    assert!(message.starts_with("would purge entities/quillon: the content of 1 revision: 1\n"));
    assert_eq!(read(&channel, 1).await.names[0].text, "Quillon the thief");

    let (code, message) = purge(&data, &["--revision", "1"]);
    assert_eq!(code, Some(0), "{message}");
    assert!(
        message.contains("the message of revision 1 stays: \"A name\"\n"),
        "{message}"
    );
    assert_eq!(files_with(folder.path(), "the thief"), Vec::<String>::new());
    assert!(!files_with(folder.path(), "Mara Quillon").is_empty());
    let verified = run("dossier-server", &["verify-store", "--data", &data]);
    let proven =
        "2 revisions, each as it was written, but for what was purged from 1 of their changes\n";
    assert!(stdout(&verified).ends_with(proven), "{verified:?}");

    forgotten(&channel).await;
    history_says_why(&channel).await;
    assert_eq!(commit(&channel, "Dr. Mara Quillon").await, 3);
    let again = purge(&data, &["--revision", "1"]);
    assert_eq!(again.0, Some(0), "{again:?}");
    assert!(
        again
            .1
            .starts_with("purged entities/quillon: nothing is left to purge\n")
    );
    drop(server);
    later(folder.path(), &data).await;
}

async fn resolved(channel: &Channel, name: &str) -> Vec<String> {
    let request = ResolveEntitiesRequest {
        names: vec![name.to_owned()],
        read_revision: 1,
        ..ResolveEntitiesRequest::default()
    };
    let reply = QueryServiceClient::new(channel.clone())
        .resolve_entities(request)
        .await;
    let reply = reply.expect("an answer").into_inner();
    let found = reply
        .resolutions
        .into_iter()
        .flat_map(|resolution| resolution.candidates);
    let found = found.filter_map(|candidate| candidate.entity);
    found.map(|entity| entity.name).collect()
}

/// Within a second or two the server has forgotten it.
async fn forgotten(channel: &Channel) {
    let start = Instant::now();
    let rest = loop {
        let rest = read(channel, 1).await;
        if rest.names.is_empty() {
            break rest;
        }
        assert!(start.elapsed() < Duration::from_secs(5), "{rest:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(rest.state(), LifecycleState::Retracted);
    assert_eq!(rest.state_reason.first().expect("a reason").text, REASON);
    assert_eq!(rest.revision, 1);
    assert_eq!(
        resolved(channel, "Quillon the thief").await,
        Vec::<String>::new()
    );
    assert_eq!(first_name(&read(channel, 0).await), "Mara Quillon");
}

/// What is listed, watched and restored.
async fn history_says_why(channel: &Channel) {
    let request = ListRevisionsRequest {
        name: NAME.to_owned(),
        ..ListRevisionsRequest::default()
    };
    let mut facts = FactServiceClient::new(channel.clone());
    let states = facts.list_revisions(request).await.expect("revisions");
    let states = states.into_inner().revisions;
    let reasons = states.iter().map(|state| {
        let reason = state.purge.as_ref().and_then(|purge| purge.reason.as_ref());
        reason.map(|reason| reason.text.as_str())
    });
    assert_eq!(reasons.collect::<Vec<_>>(), [None, Some(REASON)]);

    let mut watch = SyncServiceClient::new(channel.clone())
        .watch_commits(WatchCommitsRequest::default())
        .await
        .expect("a watch")
        .into_inner();
    let mut purged = Vec::new();
    while purged.len() < 2 {
        let message = watch.message().await.expect("a message").expect("news");
        if let Some(News::Commit(commit)) = message.news {
            let change = commit.changes.first().expect("a change");
            assert!(!format!("{change:?}").contains("thief"));
            let resource = change
                .resource
                .as_ref()
                .and_then(|found| found.resource.as_ref());
            assert!(matches!(resource, Some(resource::Resource::Entity(_))));
            purged.push(change.purge.is_some());
        }
    }
    assert_eq!(purged, [true, false]);

    for name in [NAME, "*"] {
        let restore = Restoration {
            name: name.to_owned(),
            revision: 1,
        };
        let request = CommitRequest {
            author: "Mara Lind".to_owned(),
            edits: vec![Edit {
                edit: Some(edit::Edit::Restore(restore)),
                ..Edit::default()
            }],
            ..CommitRequest::default()
        };
        let mut editor = EditorialServiceClient::new(channel.clone());
        let refused = editor.commit(request).await.expect_err("nothing is there");
        assert_eq!(refused.code(), Code::InvalidArgument, "{refused:?}");
        assert!(refused.message().contains("purged"), "{refused:?}");
    }
}

/// What exports, backups and another server know.
async fn later(folder: &Path, data: &str) {
    let path = |name: &str| folder.join(name).display().to_string();
    let export = ["export", &path("files"), "--data", data, "--revision", "1"];
    let exported = run("dossier-server", &export);
    assert!(
        stdout(&exported)
            .ends_with(": 0 resources of revision 1\nwithout what was purged: entities/quillon\n"),
        "{exported:?}"
    );
    let ok = |arguments: &[&str]| {
        let output = run("dossier-server", arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    };
    ok(&["backup", &path("copy"), "--data", data]);
    ok(&["restore", &path("copy"), "--data", &path("restored")]);
    assert_eq!(files_with(folder, "the thief"), Vec::<String>::new());
    let server = Server::with(&["serve", "--data", &path("restored")]);
    let channel = channel(&server).await;
    assert!(read(&channel, 1).await.names.is_empty());
    assert_eq!(first_name(&read(&channel, 3).await), "Dr. Mara Quillon");
    // All of it, once it is deleted.
    let request = CommitRequest {
        author: "Mara Lind".to_owned(),
        edits: vec![Edit {
            edit: Some(edit::Edit::Delete(NAME.to_owned())),
            ..Edit::default()
        }],
        ..CommitRequest::default()
    };
    let mut editor = EditorialServiceClient::new(channel.clone());
    editor.commit(request).await.expect("deleted");
    let (code, message) = purge(&path("restored"), &["--all"]);
    assert_eq!(code, Some(0), "{message}");
    let restored = folder.join("restored");
    assert_eq!(files_with(&restored, "Mara Quillon"), Vec::<String>::new());
}

#[test]
fn a_purge_is_told_what_is_wrong_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().display().to_string();
    let (code, message) = purge(&data, &["--all"]);
    assert_eq!(code, Some(2), "{message}");
    assert!(message.contains("there is no store"), "{message}");
    for arguments in [&["--all", "--past"][..], &[]] {
        let (code, message) = purge(&data, arguments);
        assert_eq!(code, Some(2), "{message}");
    }
}
