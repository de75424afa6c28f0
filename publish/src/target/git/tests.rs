//! A branch that moves between two looks at it.

use std::collections::BTreeMap;

use super::*;
use crate::site::{SiteFile, Stage};

fn git(arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    let output = plain_git(&[&identity, arguments].concat()).expect("git runs");
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
