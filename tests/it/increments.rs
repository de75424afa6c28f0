//! Building again: what changed is written and nothing else, and the site is the one that a whole build makes,
//! whatever was committed and wherever the build before was killed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use dossier::v1::{CommitRequest, Entity, Fact, Resource, Retraction, edit, resource};

use crate::commits::{Desk, TREATY, edits, put};
use crate::site::{assert_same, contents};
use crate::support::{CONTENT, files, person, run, spawn, stdout};

/// A store that is written to, and the site that is built of it again and again.
struct Newsroom {
    desk: Desk,
    folder: tempfile::TempDir,
}

impl Newsroom {
    async fn new() -> Self {
        Self {
            desk: Desk::new().await,
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn out(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What one has to say to build the site into a folder.
    fn arguments(&self, name: &str, more: &[&str]) -> Vec<String> {
        let out = self.out(name).display().to_string();
        let own = ["build", "--server", self.desk.url(), "--out", &out];
        own.iter()
            .chain(more)
            .map(|argument| (*argument).to_owned())
            .collect()
    }

    /// Builds the site into a folder; gives what was said on standard output, and on standard error.
    fn build(&self, name: &str, more: &[&str]) -> (String, String) {
        let arguments = self.arguments(name, more);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = run("sitegen", &arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{errors}");
        (stdout(&output), errors)
    }

    async fn commit(&mut self, mut request: CommitRequest) {
        "Mara Lind".clone_into(&mut request.author);
        self.desk.commit(request).await.expect("a commit");
    }

    /// Lets the treaty's page show something else.
    async fn correct(&mut self, topic: &str) {
        let mut fact = self.desk.fact(TREATY, 0).await.expect("the fact");
        fact.topics = vec![topic.to_owned()];
        self.commit(edits(vec![put(fact)])).await;
    }

    /// The site is the one that a whole build makes in an empty folder.
    fn assert_whole(&self, more: &[&str]) {
        self.build("whole", &[more, &["--clean"]].concat());
        assert_same(&self.out("public"), &self.out("whole"));
    }
}

/// How many files a line of `sitegen build` says that were printed again, written and removed.
fn numbers(summary: &str) -> [usize; 3] {
    let (_, summary) = summary.split_once(" s: ").expect("a summary");
    let words = summary.split_whitespace();
    let numbers: Vec<usize> = words.filter_map(|word| word.parse().ok()).collect();
    numbers.try_into().expect("three numbers")
}

/// When each file was last written.
fn times(site: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let all = files(site).into_iter().map(|file| {
        let time = fs::metadata(&file).and_then(|found| found.modified());
        (file, time.expect("a time"))
    });
    all.collect()
}

/// Commits of every kind, one after the other.
fn commits(visit: Fact) -> Vec<CommitRequest> {
    let deletion = |name: &str| edit::Edit::Delete(name.to_owned());
    let renamed = Entity {
        former_ids: vec!["mara-lind-two".to_owned()],
        ..entity("entities/mara-lind-three", "Mara L. Lind")
    };
    let renamed = edit::Edit::Put(Resource {
        resource: Some(resource::Resource::Entity(Box::new(renamed))),
    });
    let retraction = edit::Edit::Retract(Retraction {
        name: "facts/another-visit".to_owned(),
        reason: "It was told twice.".to_owned(),
        ..Retraction::default()
    });
    vec![
        person("entities/mara-lind-two", "Mara Lind"),
        person("entities/mara-lind-two", "Mara L. Lind"),
        edits(vec![deletion("entities/mara-lind-two"), renamed]),
        edits(vec![put(visit)]),
        edits(vec![retraction]),
        edits(vec![deletion("entities/mara-lind-three")]),
    ]
}

/// The entity that a commit of a person puts.
fn entity(name: &str, called: &str) -> Entity {
    let edit = person(name, called).edits.into_iter().next();
    let put = edit.and_then(|edit| edit.edit).and_then(|edit| match edit {
        edit::Edit::Put(put) => put.resource,
        _ => None,
    });
    let entity = put.and_then(|put| match put {
        resource::Resource::Entity(entity) => Some(*entity),
        _ => None,
    });
    entity.expect("an entity")
}

#[tokio::test]
async fn a_site_brought_up_to_date_is_the_one_that_a_whole_build_makes() {
    let mut room = Newsroom::new().await;
    let base = ["--base-url", "https://facts.example.org/"];
    let (summary, _) = room.build("public", &base);
    assert!(summary.starts_with("built "), "{summary}");
    room.correct("canals").await;
    let mut visit = room.desk.fact("facts/brandt-visit", 0).await;
    let visit = visit.as_mut().expect("the fact");
    "facts/another-visit".clone_into(&mut visit.name);
    let commits = commits(visit.clone()).into_iter();
    for commit in [None].into_iter().chain(commits.map(Some)) {
        if let Some(commit) = commit {
            room.commit(commit).await;
        }
        let before = times(&room.out("public"));
        let (summary, _) = room.build("public", &base);
        let [printed, written, removed] = numbers(&summary);
        let now = times(&room.out("public"));
        assert!(summary.starts_with("updated "), "{summary}");
        assert!(0 < written && written <= printed, "{summary}");
        assert!(printed < now.len(), "{summary} of {} files", now.len());
        let touched = now
            .iter()
            .filter(|(file, time)| before.get(*file) != Some(time));
        let lists = 1;
        assert_eq!(touched.count(), written + lists, "{summary}");
        let gone = before.keys().filter(|file| !now.contains_key(*file));
        assert_eq!(gone.count(), removed, "{summary}");
        room.assert_whole(&base);
    }
}

#[tokio::test]
async fn where_nothing_has_changed_nothing_is_done() {
    let room = Newsroom::new().await;
    room.build("public", &[]);
    let before = times(&room.out("public"));
    let (summary, errors) = room.build("public", &[]);
    assert!(
        summary.starts_with("nothing has changed since revision 1 "),
        "{summary}"
    );
    assert_eq!(errors, "");
    assert_eq!(times(&room.out("public")), before);
    // A page that somebody deleted is printed again, and no other.
    let page = room.out("public").join("method/index.html");
    fs::remove_file(&page).expect("removed");
    let (summary, _) = room.build("public", &[]);
    assert_eq!(numbers(&summary), [1, 1, 0]);
    room.assert_whole(&[]);
    // Other settings, and then those of before.
    let base = ["--base-url", "https://facts.example.org/"];
    for more in [&base[..], &[]] {
        let (summary, errors) = room.build("public", more);
        assert!(summary.starts_with("built "), "{summary}");
        assert!(errors.contains("other settings"), "{errors}");
        room.assert_whole(more);
    }
    // Where it is built anew from nothing there is nothing to say.
    fs::remove_dir_all(room.out("public")).expect("removed");
    let (summary, errors) = room.build("public", &[]);
    assert!(summary.starts_with("built "), "{summary}");
    assert_eq!(errors, "");
}

#[tokio::test]
async fn another_store_with_the_same_revision_is_another_one() {
    let (one, other) = (Newsroom::new().await, Newsroom::new().await);
    one.build("public", &[]);
    let arguments = one.arguments("public", &[]);
    let arguments = arguments.iter().map(|argument| {
        let named = argument == one.desk.url();
        if named { other.desk.url() } else { argument }
    });
    let output = run("sitegen", &arguments.collect::<Vec<_>>());
    let summary = stdout(&output);
    assert!(summary.starts_with("updated "), "{summary}");
}

#[test]
fn a_content_directory_is_read_again_each_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let out = out.to_str().expect("UTF-8");
    let arguments = ["build", "--content", CONTENT, "--out", out];
    let summary = arguments.map(|_| stdout(&run("sitegen", &arguments)));
    assert!(summary[0].starts_with("built "), "{summary:?}");
    assert!(summary[1].starts_with("updated "), "{summary:?}");
    let [_, written, removed] = numbers(&summary[1]);
    assert_eq!([written, removed], [0, 0], "{summary:?}");
}

#[tokio::test]
async fn a_build_may_be_killed_at_any_moment() {
    let kills = std::env::var("FAULT_KILLS").ok();
    let kills: u32 = kills.and_then(|kills| kills.parse().ok()).unwrap_or(8);
    let mut room = Newsroom::new().await;
    let started = Instant::now();
    room.build("public", &[]);
    let (mut longest, mut killed) = (started.elapsed(), 0);
    for kill in 0..kills {
        room.correct(&format!("topic-{kill}")).await;
        let more: &[&str] = if kill % 2 == 0 { &[] } else { &["--clean"] };
        let arguments = room.arguments("public", more);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut child = spawn("sitegen", &arguments);
        tokio::time::sleep(moment(kill, kills, longest)).await;
        child.kill().ok();
        let status = child.wait().expect("a status");
        killed += u32::from(!status.success());
        // A reader has met the site before or the one after, or pages of both.
        assert!(!contents(&room.out("public")).is_empty());
        let started = Instant::now();
        room.build("public", &[]);
        longest = longest.max(started.elapsed()).min(Duration::from_secs(5));
        room.assert_whole(&[]);
    }
    eprintln!("{killed} of {kills} builds were killed");
    assert!(killed > 0);
    let left: Vec<_> = fs::read_dir(room.folder.path())
        .expect("a folder")
        .collect();
    let left = left
        .into_iter()
        .map(|entry| entry.expect("an entry").file_name());
    let mut left: Vec<String> = left.filter_map(|name| name.into_string().ok()).collect();
    left.sort();
    let kept = [".public.sitegen-kept", ".whole.sitegen-kept"];
    assert_eq!(left, [&kept[..], &["public", "whole"]].concat());
}

/// When to kill a build: spread over the time that it takes, most of them where it ends.
fn moment(kill: u32, kills: u32, whole: Duration) -> Duration {
    let part = f64::from(kill + 1) / f64::from(kills + 1);
    whole.mul_f64(part.sqrt())
}
