//! Publishing onto a branch of a repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{PLACES, Sites, Watch, said, shown, soon};
use crate::support::{start, stdout};

/// What a branch of a repository holds.
fn checked_out(repository: &Path, branch: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy");
    let cloned = Command::new("git")
        .args(["clone", "--quiet", "--branch", branch])
        .args([repository, &copy])
        .status();
    assert!(cloned.expect("git runs").success());
    fs::remove_dir_all(copy.join(".git")).expect("removed");
    let mut found = shown(&copy);
    assert_eq!(found.remove(Path::new(".nojekyll")), Some(Vec::new()));
    found
}

/// An empty bare repository, and its address as a target.
fn repository(folder: &Path) -> (PathBuf, String) {
    let path = folder.join("site.git");
    let made = Command::new("git")
        .args(["init", "--quiet", "--bare"])
        .arg(&path)
        .status();
    assert!(made.expect("git runs").success());
    let address = format!("git:{}#pages", path.display());
    (path, address)
}

/// Lets a hook of a repository say no to every push, or no longer.
fn refuse(repository: &Path, refused: bool) {
    use std::os::unix::fs::PermissionsExt as _;
    let hook = repository.join("hooks/pre-receive");
    fs::write(&hook, "#!/bin/sh\necho the editor is asleep\nexit 1\n").expect("written");
    let mode = if refused { 0o755 } else { 0o644 };
    fs::set_permissions(&hook, fs::Permissions::from_mode(mode)).expect("set");
}

#[tokio::test]
async fn a_branch_gets_one_commit_for_each_revision_and_is_never_forced() {
    let sites = Sites::new().await;
    let (path, address) = repository(sites.folder.path());
    let publish = |site: &str, cache: &str, more: &[&str]| {
        let cache = sites.at(cache);
        sites.publish_to("", site, &address, &[&["--cache", &cache], more].concat())
    };
    let output = publish("old", "cache", &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(checked_out(&path, "pages"), sites.shown("old"));
    // Another machine, which has no cache, publishes meanwhile.
    refuse(&path, true);
    let output = publish("new", "cache", &[]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("the editor is asleep"),
        "{}",
        said(&output)
    );
    refuse(&path, false);
    assert_eq!(checked_out(&path, "pages"), sites.shown("old"));
    let output = publish("new", "other-cache", &["--cname", "facts.example.org"]);
    assert!(output.status.success(), "{}", said(&output));
    let mut found = checked_out(&path, "pages");
    assert_eq!(
        found.remove(Path::new("CNAME")).as_deref(),
        Some(&b"facts.example.org\n"[..])
    );
    assert_eq!(found, sites.shown("new"));
    let output = publish("new", "cache", &["--cname", "facts.example.org"]);
    assert!(
        said(&output).contains("nothing to publish"),
        "{}",
        said(&output)
    );
    let log = Command::new("git")
        .arg("--git-dir")
        .arg(&path)
        .args(["rev-list", "pages"])
        .output();
    assert_eq!(stdout(&log.expect("git runs")).lines().count(), 2);
    // What somebody else put there is not overwritten.
    let output = sites.publish_to(
        "",
        "new",
        &format!("{address}-not"),
        &["--cache", &sites.at("cache")],
    );
    assert!(output.status.success(), "{}", said(&output));
}

#[tokio::test]
async fn a_branch_is_the_old_site_or_the_new_one_wherever_a_publisher_is_killed() {
    let sites = Sites::new().await;
    let (old, new) = (sites.shown("old"), sites.shown("new"));
    for (place, passes) in PLACES {
        for pass in passes {
            // A branch is moved once.
            if place == "publish-moving" && *pass > 0 {
                continue;
            }
            fs::remove_dir_all(sites.folder.path().join("site.git")).ok();
            let (path, address) = repository(sites.folder.path());
            let cache = sites.at("cache");
            let publish = |points: &str, site: &str| {
                sites.publish_to(points, site, &address, &["--cache", &cache])
            };
            assert!(publish("", "old").status.success());
            let points = format!("{place}={pass}*off->return(abort)");
            let output = publish(&points, "new");
            assert!(!output.status.success(), "{points} was not reached");
            let left = checked_out(&path, "pages");
            assert!(left == old || left == new, "{points}: neither site");
            let output = publish("", "new");
            assert!(output.status.success(), "{points}: {}", said(&output));
            assert_eq!(checked_out(&path, "pages"), new, "{points}");
        }
    }
}

#[tokio::test]
async fn a_push_that_outlives_its_publisher_keeps_the_next_one_waiting() {
    use std::os::unix::fs::PermissionsExt as _;
    let sites = Sites::new().await;
    let (path, address) = repository(sites.folder.path());
    let cache = sites.at("cache");
    let publish = |site: &str| sites.publish_to("", site, &address, &["--cache", &cache]);
    assert!(publish("old").status.success());
    let (hook, begun) = (path.join("hooks/pre-receive"), path.join("begun"));
    let script = format!("#!/bin/sh\n: > {}\nsleep 3\n", begun.display());
    fs::write(&hook, script).expect("written");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("set");
    let site = sites.at("new");
    let arguments = [
        "publish", "--site", &site, "--to", &address, "--cache", &cache,
    ];
    let killed = Watch(start("sitegen", &arguments, &path.join("log")));
    assert!(soon(|| begun.exists()).await);
    drop(killed);
    fs::remove_file(&hook).expect("removed");
    // Rolled back while the newer site is still on its way.
    let output = sites.publish_to("", "old", &address, &["--cache", &cache, "--new-store"]);
    let said = said(&output);
    assert!(said.contains("waiting for it"), "{said}");
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("the target is at revision"), "{said}");
    assert_eq!(checked_out(&path, "pages"), sites.shown("new"));
}
