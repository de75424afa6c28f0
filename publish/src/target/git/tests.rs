//! A branch that moves between two looks at it.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;

use super::*;
use crate::site::{SiteFile, Stage};

fn git(arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    let output = plain_git(&[&identity, arguments].concat(), Stdio::null()).expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout)
        .expect("UTF-8")
        .trim()
        .to_owned()
}

/// A repository with a branch of one commit, which has a file with these paths and texts.
fn repository(folder: &Path, files: &[(&str, &str)]) -> String {
    let path = folder.join("site.git").display().to_string();
    git(&["init", "--quiet", "--bare", &path]);
    let mut import = Import::start(Path::new(&path)).expect("starts");
    for (path, text) in files {
        import.blob(path, text.as_bytes()).expect("told");
    }
    let gone = Gone {
        files: &[],
        parts: &[],
        site: &BTreeMap::new(),
    };
    let made = import.commit("First", None, gone).expect("made");
    assert!(made.status.success());
    git(&["--git-dir", &path, "update-ref", "refs/heads/pages", NEXT]);
    path
}

fn open(folder: &Path, repository: &str) -> GitTarget {
    let cache = folder.join("cache");
    GitTarget::open(repository, "pages", None, &cache, || ()).expect("a branch")
}

#[test]
fn a_branch_that_moves_while_it_is_read_is_read_as_it_is_then() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = repository(folder.path(), &[("dossier-site.json", "{}")]);
    let target = open(folder.path(), &path);
    let tip = git(&["--git-dir", &path, "rev-parse", "refs/heads/pages"]);
    // What was listed is another commit than what is fetched.
    let listed = "0123456789012345678901234567890123456789";
    assert_eq!(target.fetch(listed).expect("fetched"), tip);
    git(&["--git-dir", &path, "update-ref", "-d", "refs/heads/pages"]);
    let error = target.fetch(listed).expect_err("gone");
    assert!(matches!(error, TargetError::Conflict), "{error}");
}

#[test]
fn files_of_a_branch_are_read_one_after_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("dossier-site.json", "{}"),
        ("a b/c d.html", "text 12"),
        ("é.html", ""),
        ("x 5", "blob 5\n"),
    ];
    let path = repository(folder.path(), &files);
    let mut target = open(folder.path(), &path);
    assert_eq!(target.head().expect("read").as_deref(), Some(&b"{}"[..]));
    for (path, text) in files {
        let read = target.get(path).expect("read");
        assert_eq!(read.as_deref(), Some(text.as_bytes()), "{path}");
    }
    for path in ["none.html", "a b", "a\nb", "none 7"] {
        assert_eq!(target.get(path).expect("read"), None, "{path}");
    }
    let upload = |(path, text): (&str, &str)| Upload {
        path: path.to_owned(),
        file: SiteFile::of_bytes(text.into(), Stage::File),
    };
    let uploads = [("x 5", "blob 5\n"), ("é.html", "e"), ("none.html", "")].map(upload);
    let held = target.holds(&uploads).expect("read");
    assert_eq!(held.into_iter().collect::<Vec<_>>(), ["x 5"]);
    let listed = target.list(&|_| false).expect("listed");
    assert_eq!(listed.len(), files.len());
}

/// A bare repository as it may be after a cut of power.
type Damage = fn(&Path);

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Replaces the objects of a kind by what is left of them.
fn spoil(cache: &Path, kind: &str) {
    let git_dir = format!("--git-dir={}", cache.display());
    let all = "--batch-check=%(objectname) %(objecttype)";
    let listed = git(&[&git_dir, "cat-file", "--batch-all-objects", all]);
    for line in listed.lines().filter(|line| line.ends_with(kind)) {
        let (folder, rest) = line.split_at(2);
        let name = rest.split(' ').next().expect("a name");
        let object = cache.join("objects").join(folder).join(name);
        fs::remove_file(&object).expect("a loose object");
        fs::write(object, "").expect("written");
    }
}

#[test]
fn a_cache_that_is_damaged_is_made_anew() {
    let damages: [Damage; 9] = [
        |cache| {
            for name in [
                "refs/dossier/base",
                "shallow",
                "packed-refs",
                "HEAD",
                "config",
            ] {
                fs::write(cache.join(format!("{name}.lock")), "").expect("written");
            }
        },
        |cache| spoil(cache, "blob"),
        |cache| spoil(cache, "tree"),
        |cache| spoil(cache, "commit"),
        |cache| fs::remove_dir_all(cache.join("objects")).expect("removed"),
        |cache| fs::write(cache.join("refs/dossier/base"), "").expect("written"),
        |cache| fs::write(cache.join("HEAD"), "").expect("written"),
        |cache| fs::write(cache.join("config"), "[").expect("written"),
        |cache| {
            for file in files(&cache.join("objects")) {
                fs::remove_file(file).expect("removed");
            }
        },
    ];
    for (number, damage) in damages.into_iter().enumerate() {
        // The branch is as it was, or has moved since.
        for moves in [false, true] {
            let folder = tempfile::tempdir().expect("a folder");
            let paths = [("dossier-site.json", "{}"), ("a/b.html", "b")];
            let path = repository(folder.path(), &paths);
            let mut target = open(folder.path(), &path);
            target.head().expect("read");
            drop(target);
            damage(&folder.path().join("cache/repository.git"));
            if moves {
                let dir = format!("--git-dir={path}");
                let tree = git(&[&dir, "rev-parse", "pages^{tree}"]);
                let next = git(&[&dir, "commit-tree", "-p", "pages", "-m", "n", &tree]);
                git(&[&dir, "update-ref", "refs/heads/pages", &next]);
            }
            let mut target = open(folder.path(), &path);
            let head = target.head().expect("read");
            assert_eq!(head.as_deref(), Some(&b"{}"[..]), "{number} {moves}");
            let read = target.get("a/b.html").expect("read");
            assert_eq!(read.as_deref(), Some(&b"b"[..]), "{number} {moves}");
            let listed = target.list(&|_| false).expect("listed");
            assert_eq!(listed.len(), paths.len(), "{number} {moves}");
        }
    }
}
