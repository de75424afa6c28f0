//! What must hold when the machine does not: kills, a cut of power, a full disk, a failing one.
//!
//! `make faults` runs the long forms. Those that need root or a tool say so and are left out where
//! they cannot run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::{
    CommitRequest, GetEntityRequest, ListCommitsRequest, WatchCommitsRequest,
    watch_commits_response::News,
};
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use crate::support::{Server, person, run, stdout};

/// How many writers there are at once.
const WRITERS: usize = 4;

fn rounds(variable: &str, few: usize) -> usize {
    let many = std::env::var(variable)
        .ok()
        .and_then(|count| count.parse().ok());
    many.unwrap_or(few)
}

fn commit(id: &str, text: &str) -> CommitRequest {
    CommitRequest {
        author: "faults".to_owned(),
        request_id: format!("make-{id}"),
        ..person(&format!("entities/{id}"), text)
    }
}

/// What the clients know: which commit got which revision, and what a watch has brought.
#[derive(Default)]
struct Known {
    acknowledged: BTreeMap<String, i64>,
    asked: Vec<String>,
    watched: Vec<i64>,
}

/// Writes until told to stop or until the server is gone.
async fn write(
    url: String,
    writer: usize,
    round: usize,
    known: Arc<Mutex<Known>>,
    stop: Arc<AtomicBool>,
) {
    let Ok(mut editor) = EditorialServiceClient::connect(url).await else {
        return;
    };
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) {
        let id = format!("w{writer}-r{round}-n{number}");
        number += 1;
        known.lock().expect("whole").asked.push(id.clone());
        let Ok(answer) = editor.commit(commit(&id, "text")).await else {
            return;
        };
        let revision = answer.into_inner().commit.expect("a commit").revision;
        known
            .lock()
            .expect("whole")
            .acknowledged
            .insert(id, revision);
    }
}

/// Watches from where it left off until the server is gone.
async fn watch(url: String, known: Arc<Mutex<Known>>) {
    let Ok(mut sync) = SyncServiceClient::connect(url).await else {
        return;
    };
    let after_revision = known
        .lock()
        .expect("whole")
        .watched
        .last()
        .copied()
        .unwrap_or(0);
    let request = WatchCommitsRequest {
        after_revision,
        ..WatchCommitsRequest::default()
    };
    let Ok(watch) = sync.watch_commits(request).await else {
        return;
    };
    let mut watch = watch.into_inner();
    while let Ok(Some(message)) = watch.message().await {
        if let Some(News::Commit(commit)) = message.news {
            known.lock().expect("whole").watched.push(commit.revision);
        }
    }
}

/// How much is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    All,
    NewAndSome,
}

/// What was acknowledged is there, and revisions are dense.
async fn all_is_there(server: &Server, known: &Mutex<Known>, extent: Extent) {
    let mut sync = SyncServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let mut facts = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let newest = newest(&mut sync).await;
    let (acknowledged, asked) = {
        let known = known.lock().expect("whole");
        (known.acknowledged.clone(), known.asked.clone())
    };
    // Everything at the end; before it what is new, and some of the rest.
    let old = acknowledged.len().saturating_sub(500);
    let by_age = {
        let mut all: Vec<(&String, &i64)> = acknowledged.iter().collect();
        all.sort_by_key(|(_, revision)| **revision);
        all
    };
    let chosen = by_age.into_iter().enumerate();
    let chosen =
        chosen.filter(|(place, _)| extent == Extent::All || *place >= old || place % 97 == 0);
    for (_, (id, revision)) in chosen {
        let request = GetEntityRequest {
            name: format!("entities/{id}"),
            ..GetEntityRequest::default()
        };
        let found = facts
            .get_entity(request)
            .await
            .expect("an acknowledged commit");
        assert_eq!(found.into_inner().revision, *revision, "{id}");
    }
    // Asking again for what was not answered is safe: it is there once, old or new.
    for id in asked.iter().rev().take(WRITERS) {
        let answer = editor
            .commit(commit(id, "text"))
            .await
            .expect("an answer")
            .into_inner();
        let revision = answer.commit.expect("a commit").revision;
        if let Some(known) = acknowledged.get(id) {
            assert_eq!(revision, *known, "{id}");
        }
        known
            .lock()
            .expect("whole")
            .acknowledged
            .insert(id.clone(), revision);
    }
    revisions_are_dense(&mut sync, newest).await;
}

/// The newest commits follow one another, and each is whole.
async fn revisions_are_dense(sync: &mut SyncServiceClient<Channel>, newest: i64) {
    let request = ListCommitsRequest {
        page_size: 500,
        ..ListCommitsRequest::default()
    };
    let page = sync
        .list_commits(request)
        .await
        .expect("commits")
        .into_inner();
    let revisions: Vec<i64> = page.commits.iter().map(|commit| commit.revision).collect();
    let top = revisions.first().copied().unwrap_or(0);
    assert!(top >= newest);
    assert!(
        revisions.is_sorted_by(|revision, next| *revision == next + 1),
        "{revisions:?}"
    );
    assert!(
        page.commits.iter().all(|commit| commit.change_count == 1),
        "half a commit"
    );
}

async fn newest(sync: &mut SyncServiceClient<Channel>) -> i64 {
    let page = sync
        .list_commits(ListCommitsRequest::default())
        .await
        .expect("commits")
        .into_inner();
    i64::from(page.total_size)
}

/// `kill -9` at random under writers and a watcher; `FAULT_KILLS` says how often.
#[tokio::test]
async fn kills_lose_nothing_that_was_acknowledged() {
    let data = tempfile::tempdir().expect("a folder");
    let path = data.path().display().to_string();
    let known = Arc::new(Mutex::new(Known::default()));
    // The same times in every run: a linear congruential generator (Knuth's MMIX).
    let mut random = 42_u64;
    for round in 0..rounds("FAULT_KILLS", 6) {
        let server = Server::with(&["serve", "--data", &path]);
        all_is_there(&server, &known, Extent::NewAndSome).await;
        let stop = Arc::new(AtomicBool::new(false));
        let mut tasks = vec![tokio::spawn(watch(server.url.clone(), Arc::clone(&known)))];
        for writer in 0..WRITERS {
            let (known, stop) = (Arc::clone(&known), Arc::clone(&stop));
            tasks.push(tokio::spawn(write(
                server.url.clone(),
                writer,
                round,
                known,
                stop,
            )));
        }
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        tokio::time::sleep(Duration::from_millis(20 + (random >> 33) % 150)).await;
        drop(server);
        stop.store(true, Ordering::Relaxed);
        for task in tasks {
            task.await.expect("a task");
        }
    }
    let server = Server::with(&["serve", "--data", &path]);
    all_is_there(&server, &known, Extent::All).await;
    let watched = known.lock().expect("whole").watched.clone();
    let dense: Vec<i64> = (1..).take(watched.len()).collect();
    assert_eq!(watched, dense, "a watch has gaps or repeats");
    assert!(
        known.lock().expect("whole").acknowledged.len() > 20,
        "hardly anything was written"
    );
    drop(server);
    let verified = run("dossier-server", &["verify-store", "--data", &path]);
    assert!(verified.status.success(), "{}", stdout(&verified));
}

/// A file system of its own, unmounted when it is dropped.
pub(crate) struct Mount {
    folder: tempfile::TempDir,
}

impl Mount {
    /// Mounts; nothing where this machine does not let us.
    pub(crate) fn new(arguments: &[&str]) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mounted = Command::new("mount")
            .args(arguments)
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        let mounted = mounted.is_ok_and(|status| status.success());
        if !mounted {
            eprintln!("left out: this machine does not let us mount");
        }
        mounted.then_some(Self { folder })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let done = Command::new("umount")
            .arg("--lazy")
            .arg(self.folder.path())
            .status();
        if !done.is_ok_and(|status| status.success()) {
            eprintln!("`{}` is still mounted", self.folder.path().display());
        }
    }
}

fn reason(status: &Status) -> String {
    use tonic_types::StatusExt as _;
    let details = status.get_error_details();
    details
        .error_info()
        .map_or_else(String::new, |info| info.reason.clone())
}

/// The power goes while commits are written: the disk's image is copied in mid-run, and the copy is
/// what is found after the reboot.
#[tokio::test]
async fn a_cut_of_power_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().expect("a folder");
    let image = folder.path().join("disk");
    fs::File::create(&image)
        .and_then(|file| file.set_len(64 << 20))
        .expect("an image");
    let made = Command::new("mkfs.ext4").arg("-q").arg(&image).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("left out: there is no mkfs.ext4");
        return;
    }
    let image = image.display().to_string();
    let Some(disk) = Mount::new(&["-o", "loop", &image]) else {
        return;
    };
    let server = Server::with(&["serve", "--data", &disk.path().display().to_string()]);
    let known = Arc::new(Mutex::new(Known::default()));
    let stop = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn(write(
        server.url.clone(),
        0,
        0,
        Arc::clone(&known),
        Arc::clone(&stop),
    ));
    tokio::time::sleep(Duration::from_millis(700)).await;
    let before = known.lock().expect("whole").acknowledged.clone();
    let copy = folder.path().join("copy");
    fs::copy(&image, &copy).expect("a copy");
    stop.store(true, Ordering::Relaxed);
    writer.await.expect("a task");
    drop(server);

    assert!(before.len() > 5, "hardly anything was written");
    let copy = copy.display().to_string();
    let found = Mount::new(&["-o", "loop", &copy]).expect("it mounted before");
    let server = Server::with(&["serve", "--data", &found.path().display().to_string()]);
    let known = Mutex::new(Known {
        acknowledged: before,
        ..Known::default()
    });
    all_is_there(&server, &known, Extent::All).await;
    drop(server);
    drop(disk);
}

#[tokio::test]
async fn a_full_disk_is_told_reads_go_on_and_room_ends_it() {
    let Some(disk) = Mount::new(&["-t", "tmpfs", "-o", "size=3m", "none"]) else {
        return;
    };
    let ballast = disk.path().join("ballast");
    fs::write(&ballast, vec![0; 1 << 20]).expect("ballast");
    let server = Server::with(&[
        "serve",
        "--data",
        &disk.path().join("data").display().to_string(),
    ]);
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let mut number = 0;
    let refused = loop {
        number += 1;
        assert!(number < 2_000, "the disk does not fill");
        if let Err(status) = editor
            .commit(commit(&format!("big-{number}"), &"x".repeat(20_000)))
            .await
        {
            break status;
        }
    };
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::ResourceExhausted, "STORE_FULL")
    );
    let mut facts = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let request = GetEntityRequest {
        name: "entities/big-1".to_owned(),
        ..GetEntityRequest::default()
    };
    facts.get_entity(request).await.expect("reads go on");
    fs::remove_file(ballast).expect("room");
    let again = commit(&format!("big-{number}"), "small");
    editor.commit(again).await.expect("there is room again");
}

/// Makes every sync of a server fail; nothing where this machine does not let us.
async fn failing_syncs(server: &Server) -> Option<Child> {
    let mut tracer = Command::new("strace")
        .args(["-f", "-q", "-o", "/dev/null", "-e", "trace=fdatasync,fsync"])
        .args(["-e", "inject=fdatasync,fsync:error=EIO"])
        .args(["-p", &server.pid().to_string()])
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    if tracer.try_wait().expect("a child").is_some() {
        eprintln!("left out: this machine does not let us trace");
        return None;
    }
    Some(tracer)
}

#[tokio::test]
async fn a_disk_that_fails_to_sync_ends_writes_and_not_reads() {
    if Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        eprintln!("left out: there is no strace");
        return;
    }
    let data = tempfile::tempdir().expect("a folder");
    let path = data.path().display().to_string();
    let server = Server::with(&["serve", "--data", &path]);
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let mut acknowledged = Vec::new();
    for number in 0..5 {
        let id = format!("good-{number}");
        editor.commit(commit(&id, "text")).await.expect("a commit");
        acknowledged.push(id);
    }
    let Some(mut tracer) = failing_syncs(&server).await else {
        return;
    };
    let refused = editor
        .commit(commit("bad", "text"))
        .await
        .expect_err("a refusal");
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::Unavailable, "STORE_READ_ONLY")
    );
    let states = (
        health(&server, "dossier.v1.EditorialService").await,
        health(&server, "dossier.v1.FactService").await,
    );
    assert_eq!(states, (ServingStatus::NotServing, ServingStatus::Serving));
    let mut facts = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let get = |id: &str| GetEntityRequest {
        name: format!("entities/{id}"),
        ..GetEntityRequest::default()
    };
    facts.get_entity(get("good-0")).await.expect("reads go on");
    tracer.kill().ok();
    tracer.wait().ok();
    drop(server);
    starts_again(&path, &acknowledged).await;
}

/// A server that starts anew has what was acknowledged, and takes commits.
async fn starts_again(path: &str, acknowledged: &[String]) {
    let server = Server::with(&["serve", "--data", path]);
    let mut facts = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    for id in acknowledged {
        let request = GetEntityRequest {
            name: format!("entities/{id}"),
            ..GetEntityRequest::default()
        };
        let found = facts.get_entity(request).await;
        found.expect("an acknowledged commit");
    }
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let answer = editor.commit(commit("after", "text")).await;
    answer.expect("a commit");
}

pub(crate) async fn health(server: &Server, service: &str) -> ServingStatus {
    let channel = Channel::from_shared(server.url.clone()).expect("a URL");
    let mut health = HealthClient::new(channel.connect().await.expect("a connection"));
    let service = service.to_owned();
    let state = health.check(HealthCheckRequest { service }).await;
    state.expect("a state").into_inner().status()
}
