//! Publishing: a correction costs what it changes, limits are kept, and a kill at any moment leaves the old
//! site or the new one.

mod branch;
mod metrics;
mod server;
mod volume;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Output};
use std::time::Duration;

use dossier::v1::CommitRequest;
use dossier::v1::editorial_service_client::EditorialServiceClient;

use crate::support::{CONTENT, Server, files, person, run, run_failing, start, stdout};

/// Where a publication can be killed, and how often it comes by there in these tests.
const PLACES: [(&str, &[usize]); 6] = [
    ("publish-planned", &[0]),
    ("publish-claimed", &[0]),
    ("publish-sending", &[0, 1, 2, 4, 8]),
    ("publish-sent", &[0]),
    ("publish-moving", &[0, 1, 2, 4, 8]),
    ("publish-committed", &[0]),
];

/// What a target keeps for itself.
fn is_own(path: &Path) -> bool {
    path.starts_with(".dossier-site") || path == Path::new("dossier-site.json")
}

/// The files of a site that readers get, below a folder.
fn shown(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let read = files(folder).into_iter().map(|file| {
        let path = file.strip_prefix(folder).expect("below").to_owned();
        (path, fs::read(file).expect("a file"))
    });
    read.filter(|(path, _)| !is_own(path) && !path.to_string_lossy().starts_with(".sitegen"))
        .collect()
}

/// Two sites of one store: before a correction and after it.
struct Sites {
    folder: tempfile::TempDir,
}

impl Sites {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        let data = data.to_str().expect("UTF-8");
        let imported = run("dossier-server", &["import", CONTENT, "--data", data]);
        assert!(imported.status.success(), "{imported:?}");
        let server = Server::with(&["serve", "--data", data]);
        let sites = Self { folder };
        sites.build(&server, "old");
        let client = EditorialServiceClient::connect(server.url.clone()).await;
        let commit = by_somebody("entities/somebody");
        client
            .expect("a server")
            .commit(commit)
            .await
            .expect("committed");
        sites.build(&server, "new");
        sites
    }

    fn build(&self, server: &Server, name: &str) {
        let arguments = ["build", "--server", &server.url, "--out", &self.at(name)];
        let output = run("sitegen", &arguments);
        assert!(output.status.success(), "{output:?}");
    }

    fn at(&self, name: &str) -> String {
        self.folder
            .path()
            .join(name)
            .to_str()
            .expect("UTF-8")
            .to_owned()
    }

    fn shown(&self, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        shown(&self.folder.path().join(name))
    }

    fn publish(&self, site: &str, target: &str, more: &[&str]) -> Output {
        self.publish_failing("", site, target, more)
    }

    fn publish_failing(&self, points: &str, site: &str, target: &str, more: &[&str]) -> Output {
        self.publish_to(points, site, &self.at(target), more)
    }

    fn publish_to(&self, points: &str, site: &str, target: &str, more: &[&str]) -> Output {
        let site = self.at(site);
        let arguments = [&["publish", "--site", &site, "--to", target], more].concat();
        run_failing(points, "sitegen", &arguments)
    }
}

/// A commit that puts a person of this name.
fn by_somebody(name: &str) -> CommitRequest {
    CommitRequest {
        author: "Mara Lind".to_owned(),
        ..person(name, "Somebody New")
    }
}

fn said(output: &Output) -> String {
    stdout(output) + &String::from_utf8_lossy(&output.stderr)
}

#[tokio::test]
async fn a_correction_costs_what_it_changes() {
    let sites = Sites::new().await;
    let sent = sites.at("sent");
    let tell = format!("cat > {sent}");
    let output = sites.publish("old", "target", &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(sites.shown("target"), sites.shown("old"));
    let output = sites.publish("new", "target", &["--dry-run"]);
    assert!(
        said(&output).contains("put entities/somebody/index.html"),
        "{}",
        said(&output)
    );
    assert_eq!(sites.shown("target"), sites.shown("old"));
    let output = sites.publish("new", "target", &["--on-published", &tell]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(sites.shown("target"), sites.shown("new"));
    let news: serde_json::Value =
        serde_json::from_slice(&fs::read(sent).expect("what the command was sent")).expect("JSON");
    let changed = news["changed"].as_array().expect("a list");
    let differing = sites
        .shown("new")
        .into_iter()
        .filter(|(path, bytes)| sites.shown("old").get(path) != Some(bytes));
    assert_eq!(changed.len(), differing.count(), "{news}");
    let output = sites.publish("new", "target", &[]);
    assert!(
        said(&output).contains("nothing to publish"),
        "{}",
        said(&output)
    );
    let output = sites.publish("new", "staging", &["--staging"]);
    assert!(output.status.success(), "{}", said(&output));
    let robots = fs::read_to_string(sites.at("staging/robots.txt")).expect("a file");
    assert!(robots.ends_with("Disallow: /\n"), "{robots}");
    // The target is a site of its own right, and what sitegen built stays what it may replace.
    let check = run("sitegen", &["check", &sites.at("target")]);
    assert!(check.status.success(), "{}", said(&check));
}

#[tokio::test]
async fn limits_refuse_before_anything_is_written() {
    let sites = Sites::new().await;
    assert!(sites.publish("new", "target", &[]).status.success());
    let before = sites.shown("target");
    let broken = sites.folder.path().join("old/facts/index.html");
    let other = sites.folder.path().join("other");
    fs::create_dir(&other).expect("made");
    fs::write(
        other.join("build.json"),
        "{\"revision\": 99, \"store\": \"other\"}",
    )
    .expect("written");
    fs::write(
        other.join("index.html"),
        "<!doctype html><html lang=en><title>T</title><h1>T</h1>",
    )
    .expect("written");
    for (site, more, reason) in [
        ("old", &[] as &[&str], "roll back with"),
        ("other", &[], "--new-store"),
        (
            "other",
            &["--new-store", "--max-deletes", "9"],
            "--max-deletes ",
        ),
    ] {
        let output = sites.publish(site, "target", more);
        assert_eq!(output.status.code(), Some(3), "{}", said(&output));
        assert!(said(&output).contains(reason), "{}", said(&output));
    }
    fs::write(&broken, "<a href='nowhere.html'>x</a>").expect("written");
    let output = sites.publish("old", "elsewhere", &[]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(
        said(&output).contains("`nowhere.html` leads nowhere"),
        "{}",
        said(&output)
    );
    assert!(!sites.folder.path().join("elsewhere").exists());
    assert_eq!(sites.shown("target"), before);
}

#[tokio::test]
async fn what_was_interrupted_is_finished_and_told_of() {
    let sites = Sites::new().await;
    let (old, new) = (sites.shown("old"), sites.shown("new"));
    let differing = new
        .iter()
        .filter(|(path, bytes)| old.get(*path) != Some(*bytes));
    let differing = differing.count();
    let told = sites.at("told");
    let tell = format!("cat > {told}");
    for (place, pass) in [
        ("publish-claimed", 0),
        ("publish-sending", 4),
        ("publish-sent", 0),
        ("publish-moving", 3),
    ] {
        let points = format!("{place}={pass}*off->return(abort)");
        fs::remove_dir_all(sites.at("target")).ok();
        assert!(sites.publish("old", "target", &[]).status.success());
        // One that mends, and then one that trusts the manifest.
        for path in ["index.html", "leaked-draft.html"] {
            let path = sites.folder.path().join("target").join(path);
            fs::write(path, "spoiled").expect("written");
        }
        let mend = ["--reconcile"];
        let output = sites.publish_failing(&points, "old", "target", &mend);
        if output.status.success() {
            // There is less to send than is passed by.
            assert_eq!(sites.shown("target"), old, "{points}");
        } else {
            let output = sites.publish("old", "target", &[]);
            assert!(output.status.success(), "{points}: {}", said(&output));
            assert_eq!(sites.shown("target"), old, "{points}");
        }
        // An update, and then the old site: by somebody who does not trust the manifest.
        let output = sites.publish_failing(&points, "new", "target", &[]);
        assert!(!output.status.success(), "{points} was not reached");
        let output = sites.publish("old", "target", &mend);
        assert!(output.status.success(), "{points}: {}", said(&output));
        assert_eq!(sites.shown("target"), old, "{points}");
        // An update, and then the same: whoever is told hears of what was sent before.
        let output = sites.publish_failing(&points, "new", "target", &[]);
        assert!(!output.status.success(), "{points} was not reached");
        let output = sites.publish("new", "target", &["--on-published", &tell]);
        assert!(output.status.success(), "{points}: {}", said(&output));
        let news: serde_json::Value =
            serde_json::from_slice(&fs::read(&told).expect("told")).expect("JSON");
        let changed = news["changed"].as_array().expect("a list");
        assert_eq!(changed.len(), differing, "{points}: {news}");
    }
}

#[tokio::test]
async fn a_plan_is_shown_and_an_address_that_is_none_is_refused() {
    let sites = Sites::new().await;
    let target = sites.folder.path().join("target");
    fs::create_dir(&target).expect("made");
    fs::write(target.join("diary.txt"), "dear").expect("written");
    let output = sites.publish("old", "target", &[]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    let output = sites.publish("old", "target", &["--reconcile", "--dry-run"]);
    assert!(output.status.success(), "{}", said(&output));
    let plan = said(&output);
    assert!(
        plan.contains("delete diary.txt") && plan.contains("put index.html"),
        "{plan}"
    );
    assert_eq!(fs::read_dir(&target).expect("a folder").count(), 1);
    let output = sites.publish("old", "nowhere", &["--dry-run"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(!sites.folder.path().join("nowhere").exists());
    let output = sites.publish_to("", "old", "s3:/facts/x", &[]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("s3://bucket/prefix"));
}

#[tokio::test]
async fn a_publisher_that_is_killed_leaves_the_old_site_or_the_new_one() {
    let sites = Sites::new().await;
    let (old, new) = (sites.shown("old"), sites.shown("new"));
    for (place, passes) in PLACES {
        for pass in passes {
            fs::remove_dir_all(sites.at("target")).ok();
            assert!(sites.publish("old", "target", &[]).status.success());
            let points = format!("{place}={pass}*off->return(abort)");
            let output = sites.publish_failing(&points, "new", "target", &[]);
            assert!(!output.status.success(), "{points} was not reached");
            let left = sites.shown("target");
            // Each file is whole and of one of the two, and what the old pages need is there.
            for (path, bytes) in &left {
                let whole = [old.get(path), new.get(path)].contains(&Some(bytes));
                assert!(whole, "{points}: {} is neither", path.display());
            }
            if place != "publish-moving" {
                assert!(left == old || left == new, "{points}: neither site");
            }
            // Nobody who reads on from an old page is led to nothing. New ones may lead to each other.
            let check = run("sitegen", &["check", &sites.at("target")]);
            let said = said(&check);
            let broken = said.lines().filter(|line| line.ends_with("leads nowhere"));
            let pages = broken.filter_map(|line| line.split_once(": "));
            let known: Vec<_> = pages
                .filter(|(page, _)| old.contains_key(Path::new(page)))
                .collect();
            assert!(known.is_empty(), "{points}: {known:?}");
            let output = sites.publish("new", "target", &[]);
            assert!(output.status.success(), "{points}: {output:?}");
            assert_eq!(sites.shown("target"), new, "{points}");
        }
    }
}

/// Waits until something is so, and says whether it came to be.
async fn soon(is_so: impl Fn() -> bool) -> bool {
    for _ in 0..600 {
        if is_so() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

/// A program that goes on until it is killed, however the test ends.
struct Watch(Child);

impl Watch {
    /// Publishes each commit of a server by way of a folder, and logs to a file.
    fn start(server: &Server, [out, target]: [&str; 2], log: &Path) -> Self {
        let arguments = [
            "watch",
            "--server",
            &server.url,
            "--out",
            out,
            "--to",
            target,
        ];
        Self(start("sitegen", &arguments, log))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[tokio::test]
async fn a_watch_publishes_each_commit_and_outlives_its_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let text = |name: &str| at(name).to_str().expect("UTF-8").to_owned();
    let imported = run(
        "dossier-server",
        &["import", CONTENT, "--data", &text("data")],
    );
    assert!(imported.status.success(), "{imported:?}");
    let server = Server::with(&["serve", "--data", &text("data")]);
    let (out, target) = (text("out"), text("target"));
    let mut watch = Watch::start(&server, [&out, &target], &at("log"));
    let page = |id: &str| at("target").join(format!("entities/{id}/index.html"));
    assert!(
        soon(|| page("marland").exists()).await,
        "{}",
        log(&at("log"))
    );
    let client = EditorialServiceClient::connect(server.url.clone()).await;
    let mut client = client.expect("a server");
    for id in ["one", "two"] {
        let commit = by_somebody(&format!("entities/{id}"));
        client.commit(commit).await.expect("committed");
        assert!(soon(|| page(id).exists()).await, "{}", log(&at("log")));
    }
    drop(server);
    assert!(soon(|| log(&at("log")).contains("trying again in")).await);
    assert_eq!(
        watch.0.try_wait().expect("a child"),
        None,
        "{}",
        log(&at("log"))
    );
}

fn log(path: &Path) -> String {
    fs::read_to_string(path).expect("UTF-8")
}
