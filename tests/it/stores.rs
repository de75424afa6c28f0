//! A store and the files around it: watching content, export and import, backup, damage.

use std::time::Duration;

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::{CommitRequest, ListCommitsRequest, WatchCommitsRequest};

use crate::commits::next_commit;
use crate::faults::Mount;
use crate::support::{CONTENT, Server, person, run, stdout};

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
    let commit = next_commit(&mut watch).await;
    let names: Vec<&str> = commit
        .changes
        .iter()
        .map(|change| change.name.as_str())
        .collect();
    assert_eq!(
        (commit.revision, names),
        (2, vec!["entities/one", "entities/two"])
    );
}

#[test]
fn an_export_of_no_store_is_refused_and_makes_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let output = run(
        "dossier-server",
        &["export", &path("out"), "--data", &path("typo")],
    );
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.contains("there is no store"), "{message}");
    for name in ["out", "typo"] {
        assert!(!folder.path().join(name).exists(), "{name} was made");
    }
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
    let message = String::from_utf8_lossy(&damaged.stderr).into_owned();
    assert!(
        message.contains("revision 1 does not match its checksum"),
        "{message}"
    );
    let refused = run(
        "dossier-server",
        &["serve", "--data", &path("store"), "--listen", "127.0.0.1:0"],
    );
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
}

/// Runs the server's program: its exit code, and what it says.
fn outcome(arguments: &[&str]) -> (Option<i32>, String) {
    let output = run("dossier-server", arguments);
    let said = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
    (output.status.code(), said)
}

/// That a command ends with a code and says something.
fn ends(arguments: &[&str], code: i32, part: &str) -> String {
    let (found, said) = outcome(arguments);
    assert_eq!(found, Some(code), "{arguments:?}: {said}");
    assert!(said.contains(part), "{arguments:?}: {said}");
    said
}

#[test]
fn a_backup_becomes_a_store_of_its_own_and_none_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let uid = |summary: &str| {
        let (_, rest) = summary.split_once("store ").expect("a store");
        rest.chars().take(36).collect::<String>()
    };
    let store = path("store");
    ends(&["import", CONTENT, "--data", &store], 0, "revision 1");
    let first = ends(&["backup", &path("copy"), "--data", &store], 0, "store ");
    std::fs::create_dir(path("small")).expect("a folder");
    let small = "entities:\n  one: {kind: person, names: One}\n";
    std::fs::write(path("small/entities.yaml"), small).expect("written");
    let import = ["import", &path("small"), "--data", &store, "--yes"];
    ends(&import, 0, "revision 2");

    let restore = |data: &str, code, part| {
        ends(
            &["restore", &path("copy"), "--data", &path(data)],
            code,
            part,
        )
    };
    restore("store", 2, "there is a store in");
    let restored = restore("restored", 0, "with 1 revision of store");
    let restored = restored.split_once(": ").expect("a store").1.to_owned();
    assert_ne!(uid(&restored), uid(&first));
    let verified = ends(&["verify-store", "--data", &path("restored")], 0, "store ");
    assert_eq!(uid(&verified), uid(&restored));

    // By hand it would give revisions out again under the same uid.
    for beside in ["dossier.sqlite-wal", "dossier.sqlite-shm"] {
        std::fs::remove_file(folder.path().join("store").join(beside)).ok();
    }
    std::fs::copy(path("copy"), path("store/dossier.sqlite")).expect("copied");
    let serve = ["serve", "--data", &store, "--listen", "127.0.0.1:0"];
    ends(&serve, 2, "ends at revision 1, but revision 2");
    std::fs::write(path("store/dossier.sqlite"), "").expect("written");
    ends(&serve, 2, "is empty: a copy or write was interrupted");
    let typo = ["serve", "--data", &path("typo"), "--listen", "127.0.0.1:0"];
    ends(&typo, 2, "there is no store in");
    assert!(!folder.path().join("typo").exists());
}

#[test]
fn a_copy_on_a_medium_that_cannot_be_written_is_verified_and_exported() {
    let Some(medium) = Mount::new(&["-t", "tmpfs", "none"]) else {
        return;
    };
    let data = medium.path().display().to_string();
    let run = |arguments: &[&str]| run("dossier-server", arguments);
    assert!(run(&["import", CONTENT, "--data", &data]).status.success());
    let only_read = std::process::Command::new("mount")
        .args(["-o", "remount,ro", &data])
        .status();
    assert!(only_read.expect("mount runs").success());
    let out = tempfile::tempdir().expect("a folder");
    let out = out.path().join("files").display().to_string();
    for arguments in [
        &["verify-store", "--data", &data][..],
        &["check", "--data", &data],
        &["export", &out, "--data", &data],
    ] {
        let output = run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }
}

/// The three kinds of ends, for `backup`, `verify-store` and `restore`.
#[test]
fn what_is_damaged_ends_with_1_and_what_cannot_be_read_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let store = path("store");
    ends(&["import", CONTENT, "--data", &store], 0, "revision 1");
    ends(&["backup", &path("copy"), "--data", &store], 0, "store ");
    let tip = std::fs::read_to_string(path("store/dossier.tip")).expect("a note");
    let later = tip.replace("00000000000000000001", "00000000000000000002");
    assert_ne!(tip, later);
    let verify = ["verify-store", "--data", &store];
    let backup = ["backup", &path("again"), "--data", &store];
    std::fs::write(path("store/dossier.tip"), later).expect("written");
    ends(&verify, 1, "the store ends at revision 1, but revision 2");
    ends(&backup, 1, "the store ends at revision 1, but revision 2");
    std::fs::remove_file(path("store/dossier.tip")).expect("removed");
    ends(&verify, 0, "each as it was written");

    // What SQLite itself sees, and what it does not.
    let damage = |name: &str, sql: &str| {
        let raw = rusqlite::Connection::open(path(name)).expect("a file");
        raw.execute_batch(sql).expect("damage");
    };
    let lost = "DELETE FROM changes WHERE id IN (SELECT max(id) FROM changes)";
    damage("store/dossier.sqlite", lost);
    damage("copy", lost);
    ends(&verify, 1, "revision 1 does not match its checksum");
    ends(&backup, 1, "revision 1 does not match its checksum");
    let restore = |name: &str, code, part| {
        let made = path("made");
        ends(&["restore", &path(name), "--data", &made], code, part);
    };
    let damaged = format!("the backup `{}` is damaged: ", path("copy"));
    let message = format!("{damaged}revision 1 does not match its checksum; use another backup\n");
    restore("copy", 1, &message);
    let index = "PRAGMA writable_schema = on;
        DELETE FROM sqlite_schema WHERE name = 'changes_by_name'";
    damage("copy", index);
    restore("copy", 1, &damaged);
    damage("store/dossier.sqlite", index);
    let advice =
        "the store is damaged; `restore` a backup, or `import` an export into a new store\n";
    ends(&verify, 1, advice);
    ends(
        &backup,
        1,
        "; `restore` a backup, or `import` an export into a new store\n",
    );
    std::fs::write(path("text"), "no backup at all, but long enough".repeat(40)).expect("written");
    restore("text", 2, "is not a Dossier store");
    restore("none", 2, "there is no file");
    assert!(!folder.path().join("made/dossier.sqlite").exists());
    assert!(!folder.path().join("again").exists());
    let typo = path("typo");
    ends(&["verify-store", "--data", &typo], 2, "there is no store");
    ends(
        &["backup", &path("again"), "--data", &typo],
        2,
        "there is no store",
    );
}

/// The server is there before its medium can be written, whether the one before it ended well, or was
/// killed and left a log and its index.
#[tokio::test]
async fn a_medium_that_could_not_be_written_takes_commits_once_it_can_be() {
    for killed in [false, true] {
        let Some(medium) = Mount::new(&["-t", "tmpfs", "none"]) else {
            return;
        };
        let data = medium.path().display().to_string();
        ends(&["import", CONTENT, "--data", &data], 0, "revision 1");
        if killed {
            drop(Server::with(&["serve", "--data", &data]));
            assert!(medium.path().join("dossier.sqlite-shm").exists());
        }
        becomes_writable(&data).await;
    }
}

async fn becomes_writable(data: &str) {
    let remount = |option: &str| {
        let mounted = std::process::Command::new("mount")
            .args(["-o", option, data])
            .status();
        assert!(mounted.expect("mount runs").success());
    };
    remount("remount,ro");
    let server = Server::with(&["serve", "--data", data]);
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let request = || CommitRequest {
        author: "Mara Lind".to_owned(),
        ..person("entities/later", "Later")
    };
    let refused = editor.commit(request()).await.expect_err("a refusal");
    assert_eq!(refused.code(), tonic::Code::Unavailable, "{refused}");
    let mut sync = SyncServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let mut listed = async || {
        let page = sync.list_commits(ListCommitsRequest::default()).await;
        let commits = page.expect("commits").into_inner().commits;
        commits
            .iter()
            .map(|commit| commit.revision)
            .collect::<Vec<i64>>()
    };
    assert_eq!(listed().await, [1]);
    remount("remount,rw");
    let start = std::time::Instant::now();
    while let Err(status) = editor.commit(request()).await {
        assert_eq!(status.code(), tonic::Code::Unavailable, "{status}");
        assert!(start.elapsed() < Duration::from_secs(10), "{status}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // Whoever read the file as if nobody wrote it sees what is written.
    assert_eq!(listed().await, [2, 1]);
}

#[test]
fn an_import_says_what_it_changes_and_asks_before_it_deletes_much() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (content, store) = (path("content"), path("store"));
    let import = |more: &[&str]| {
        let arguments = [&["import", &content, "--data", &store], more].concat();
        let output = run("dossier-server", &arguments);
        let said = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
        (output.status.code(), said)
    };
    let write = |name: &str, count: usize| {
        let people = (1..=count).map(|n| format!("  p{n:02}: {{kind: person, names: P{n}}}\n"));
        let text = format!("entities:\n{}", people.collect::<String>());
        std::fs::create_dir_all(&content).expect("a folder");
        std::fs::write(folder.path().join("content").join(name), text).expect("written");
    };
    write("entities.yaml", 13);
    let created = "  13 entities created: p01, p02, p03, p04, p05 and 8 more\n";
    let tried = format!("would commit on top of revision 0: 13 resources\n{created}");
    assert_eq!(import(&["--dry-run"]), (Some(0), tried));
    assert!(!folder.path().join("store").exists());
    let done = format!("committed revision 1: 13 resources\n{created}");
    assert_eq!(import(&[]), (Some(0), done));

    // What is not read is not deleted.
    std::fs::rename(path("content/entities.yaml"), path("content/entities.yml")).expect("renamed");
    let (code, said) = import(&["--yes"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("error[unread-file]: `entities.yml` is not read"),
        "{said}"
    );
    std::fs::remove_file(path("content/entities.yml")).expect("removed");

    write("entities.yaml", 1);
    let (code, said) = import(&[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("12 of 13 entities would be deleted"),
        "{said}"
    );
    let (code, said) = import(&["--dry-run"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.starts_with("would commit on top of revision 1: 12 resources\n  12 entities deleted"),
        "{said}"
    );
    assert!(
        said.contains("without `--yes`: 12 of 13 entities"),
        "{said}"
    );
    let (code, said) = import(&["--yes"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.starts_with("committed revision 2: 12 resources\n"),
        "{said}"
    );
}

#[test]
fn what_gets_another_name_is_not_deleted() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::create_dir(path("content")).expect("a folder");
    for (letter, more) in [("p", ""), ("q", ", former_ids: p")] {
        let people = (10..30).map(|n| {
            let former = if more.is_empty() {
                String::new()
            } else {
                format!("{more}{n}")
            };
            format!("  {letter}{n}: {{kind: person, names: P{n}{former}}}\n")
        });
        let text = format!("entities:\n{}", people.collect::<String>());
        std::fs::write(path("content/entities.yaml"), text).expect("written");
        let import = ["import", &path("content"), "--data", &path("store")];
        ends(&import, 0, "20 entities created");
    }
}

/// Commits go to the write-ahead log first, and end with it.
#[tokio::test]
async fn commits_are_refused_when_a_file_of_the_store_is_deleted_under_the_server() {
    for name in ["dossier.sqlite-wal", "dossier.sqlite-shm"] {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().display().to_string();
        let mut server = Server::with(&["serve", "--data", &data]);
        let mut editor = EditorialServiceClient::connect(server.url.clone())
            .await
            .expect("a connection");
        let mut put = async |id: &str| {
            let one = person(&format!("entities/{id}"), "One");
            let author = "Mara Lind".to_owned();
            editor.commit(CommitRequest { author, ..one }).await
        };
        put("one").await.expect("a commit");
        std::fs::remove_file(folder.path().join(name)).expect("removed");
        for id in ["two", "three"] {
            let refused = put(id).await.expect_err("a refusal");
            assert_eq!(refused.code(), tonic::Code::Unavailable, "{refused}");
        }
        // An orderly end takes into the file what was acknowledged.
        server.terminate();
        assert!(server.ends_within(Duration::from_secs(10)).await);
        ends(&["verify-store", "--data", &data], 0, "1 revision, each");
    }
}
