//! A store and the files around it: watching content, export and import, backup, damage.

use std::time::Duration;

use dossier::v1::WatchCommitsRequest;
use dossier::v1::sync_service_client::SyncServiceClient;

use crate::commits::next_commit;
use crate::support::{CONTENT, Server, run, stdout};

#[tokio::test]
async fn content_that_changes_is_served_and_bad_content_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let entities = folder.path().join("entities.yaml");
    let write = |text: &str| std::fs::write(&entities, text).expect("written");
    write("entities:\n  one: {kind: person, names: One}\n");
    let path = folder.path().display().to_string();
    let (server, mut log) = Server::with_log(&["serve", "--content", &path, "--watch"]);
    let mut sync = SyncServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let request = WatchCommitsRequest {
        after_revision: 1,
        ..WatchCommitsRequest::default()
    };
    let mut watch = sync
        .watch_commits(request)
        .await
        .expect("a watch")
        .into_inner();
    write("entities:\n  one: {kind: nonsense, names: One}\n");
    // Whoever fixes a mistake before it was noticed would not be testing anything.
    let refused = tokio::task::spawn_blocking(move || {
        log.find(|line| line.contains("the content has errors"))
            .map(|line| (line, log))
    });
    let (_, _log) = tokio::time::timeout(Duration::from_secs(20), refused)
        .await
        .expect("a word about the content in time")
        .expect("the reader")
        .expect("a word about the content");
    write("entities:\n  two: {kind: person, names: Two}\n");
    let told = next_commit(&mut watch).await;
    let names: Vec<&str> = told
        .changes
        .iter()
        .map(|change| change.name.as_str())
        .collect();
    assert_eq!(
        (told.revision, names),
        (2, vec!["entities/one", "entities/two"])
    );
}

#[test]
fn an_export_imports_to_the_same_state_and_a_backup_is_sound() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let ok = |arguments: &[&str]| {
        let output = run("dossier-server", arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        stdout(&output)
    };
    ok(&["import", CONTENT, "--data", &path("store")]);
    ok(&["export", &path("files"), "--data", &path("store")]);
    let again = ok(&["import", &path("files"), "--data", &path("store")]);
    assert_eq!(again, "nothing differs from revision 1\n");

    let copied = ok(&["backup", &path("copy"), "--data", &path("store")]);
    assert!(copied.contains("at revision 1"), "{copied}");
    let verified = ok(&["verify-store", "--data", &path("store")]);
    assert!(
        verified.ends_with(": 1 revision, each as it was written\n"),
        "{verified}"
    );

    let file = folder.path().join("store").join("dossier.sqlite");
    let mut bytes = std::fs::read(&file).expect("the store");
    let place = bytes
        .windows(9)
        .position(|window| window == b"blue road")
        .expect("words of a fact");
    bytes[place] = b'B';
    std::fs::write(&file, bytes).expect("written");
    let damaged = run(
        "dossier-server",
        &["verify-store", "--data", &path("store")],
    );
    assert_eq!(damaged.status.code(), Some(1), "{damaged:?}");
    let told = String::from_utf8_lossy(&damaged.stderr).into_owned();
    assert!(
        told.contains("revision 1 does not match its checksum"),
        "{told}"
    );
    let refused = run(
        "dossier-server",
        &["serve", "--data", &path("store"), "--listen", "127.0.0.1:0"],
    );
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
}
