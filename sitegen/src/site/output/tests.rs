//! Every kind of folder that a person may name, with real folders.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::*;

fn file(path: &str, bytes: &str) -> File {
    File {
        path: path.to_owned(),
        bytes: bytes.as_bytes().to_vec(),
    }
}

fn start(out: &Path) -> Result<Output, OutputError> {
    Output::start(out, None, || ())
}

/// Builds a site of these files, each of which holds its own path.
fn build(out: &Path, paths: &[&str]) -> Result<(), OutputError> {
    let output = start(out)?;
    for path in paths.iter().chain(&[MANIFEST]) {
        output.write(&file(path, path))?;
    }
    output.finish(None).map(|_| ())
}

/// All files below a folder with what they hold, but for the list of files.
fn contents(folder: &Path) -> Vec<(String, String)> {
    fn look(folder: &Path, below: &str, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder.join(below)).expect("a folder") {
            let entry = entry.expect("an entry");
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                look(folder, &format!("{path}/"), found);
            } else if path != RECORD {
                found.push((path, fs::read_to_string(entry.path()).expect("text")));
            }
        }
    }
    let mut found = Vec::new();
    look(folder, "", &mut found);
    found.sort();
    found
}

fn names(folder: &Path) -> Vec<String> {
    contents(folder).into_iter().map(|(path, _)| path).collect()
}

/// Why a build into a folder is refused; nothing in it has changed then.
fn refusal(out: &Path) -> String {
    let before = contents(out);
    let error = build(out, &["new.html"]).expect_err("refused").to_string();
    assert_eq!(contents(out), before, "{error}");
    error
}

#[test]
fn a_site_replaces_an_older_one_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    build(&out, &["old.html", "a/b/c.html"]).expect("built");
    build(&out, &["new.html"]).expect("built");
    assert_eq!(names(&out), [MANIFEST, "new.html"]);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn what_sitegen_did_not_make_is_named_and_kept() {
    type Change = fn(&Path);
    let changes: [(&str, Change); 8] = [
        ("`CNAME`", |out| {
            fs::write(out.join("CNAME"), "x").expect("written");
        }),
        ("`.git/`", |out| {
            fs::create_dir_all(out.join(".git/objects")).expect("made");
            fs::write(out.join(".git/HEAD"), "ref").expect("written");
        }),
        ("`empty/`", |out| {
            fs::create_dir(out.join("empty")).expect("made");
        }),
        ("`facts/note.txt`", |out| {
            fs::write(out.join("facts/note.txt"), "x").expect("written");
        }),
        ("`facts/a.html (changed)`", |out| {
            fs::write(out.join("facts/a.html"), "facts/b.html").expect("written");
        }),
        ("`index.html (changed)`", |out| {
            fs::write(out.join("index.html"), "longer than before").expect("written");
        }),
        #[cfg(unix)]
        ("`link`", |out| {
            std::os::unix::fs::symlink("facts", out.join("link")).expect("linked");
        }),
        #[cfg(unix)]
        ("`index.html (changed)`", |out| {
            fs::rename(out.join("index.html"), out.join("../kept.html")).expect("moved");
            std::os::unix::fs::symlink("../kept.html", out.join("index.html")).expect("linked");
        }),
    ];
    for (named, change) in changes {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("public");
        build(&out, &["index.html", "facts/a.html"]).expect("built");
        change(&out);
        let error = refusal(&out);
        assert!(error.contains(named), "{error}");
    }
}

#[test]
fn what_comes_into_the_folder_during_the_build_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    build(&out, &["index.html"]).expect("built");
    let output = start(&out).expect("started");
    output.write(&file("new.html", "new")).expect("written");
    fs::write(out.join("CNAME"), "facts.example.org").expect("written");
    let error = output.finish(None).expect_err("refused").to_string();
    assert!(error.contains("`CNAME`"), "{error}");
    assert_eq!(names(&out), ["CNAME", MANIFEST, "index.html"]);
}

#[test]
fn other_folders_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..12 {
        fs::write(folder.path().join(format!("{number}.txt")), "work").expect("written");
    }
    let error = refusal(folder.path());
    assert!(
        error.contains("`0.txt`, ")
            && error.ends_with("and 2 more; move it away, or name another folder"),
        "{error}"
    );
    fs::write(folder.path().join(MANIFEST), "{}").expect("written");
    assert!(
        refusal(folder.path()).contains("kept no list"),
        "an old site"
    );
}

#[test]
fn what_systems_leave_behind_is_no_obstacle() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    build(&out, &["index.html", "a/b.html"]).expect("built");
    fs::write(out.join("a/.DS_Store"), "x").expect("written");
    fs::write(out.join("Thumbs.db"), "x").expect("written");
    fs::remove_file(out.join("index.html")).expect("removed");
    build(&out, &["index.html"]).expect("built");
    assert_eq!(names(&out), [MANIFEST, "index.html"]);
}

#[test]
fn a_name_may_be_whatever_leads_to_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |path: &str| folder.path().join(path);
    fs::create_dir_all(at("real/empty")).expect("made");
    for out in [
        "not/there/yet",
        "real/empty",
        "real/./empty/../empty/",
        "with space é",
    ] {
        build(&at(out), &["index.html"]).expect(out);
        build(&at(out), &["index.html"]).expect(out);
        assert_eq!(names(&at(out)), [MANIFEST, "index.html"], "{out}");
    }
    let refused = [
        ("/", "has no parent folder"),
        ("", "cannot make an empty path absolute"),
    ];
    for (out, reason) in refused {
        let error = build(Path::new(out), &[]).expect_err(out).to_string();
        assert!(error.contains(reason), "{error}");
    }
    fs::write(at("file"), "x").expect("written");
    let error = build(&at("file"), &[]).expect_err("a file").to_string();
    assert!(error.contains("is a file; name a folder"), "{error}");
    assert!(build(&at("file/below"), &[]).is_err(), "below a file");
    let content = at("content");
    fs::create_dir(&content).expect("made");
    for out in ["content", "content/site"] {
        let error = Output::start(&at(out), Some(&content), || ()).expect_err(out);
        assert!(matches!(error, OutputError::Content(_)), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |path: &str| folder.path().join(path);
    fs::create_dir(at("real")).expect("made");
    std::os::unix::fs::symlink("real", at("link")).expect("linked");
    build(&at("link"), &["old.html"]).expect("built");
    build(&at("link"), &["new.html"]).expect("built");
    assert!(at("link").is_symlink());
    assert_eq!(names(&at("real")), [MANIFEST, "new.html"]);
    std::os::unix::fs::symlink("nowhere", at("dangling")).expect("linked");
    let error = build(&at("dangling"), &[])
        .expect_err("refused")
        .to_string();
    assert!(
        error.contains("a link to something that is not there"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    fs::create_dir(&out).expect("made");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o750)).expect("set");
    build(&out, &["index.html"]).expect("built");
    let mode = fs::metadata(&out).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o750);
}

/// A folder that is treated as one that cannot be moved.
fn in_place(out: &Path) -> Folder {
    let found = Folder::find(out).expect("found");
    Folder {
        replacement: Replacement::InPlace,
        staging: out.join(".sitegen-new"),
        ..found
    }
}

/// Builds in a folder that cannot be moved; stops before the end where `finishes` is false.
fn build_in_place(out: &Path, paths: &[&str], finishes: bool) -> Result<(), OutputError> {
    let output = Output::start_in(in_place(out), || ())?;
    for path in paths.iter().chain(&[MANIFEST]) {
        output.write(&file(path, path))?;
    }
    if finishes {
        output.finish(None).map(|_| ())
    } else {
        Ok(())
    }
}

#[test]
fn a_folder_that_cannot_be_moved_is_replaced_file_by_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    fs::create_dir(&out).expect("made");
    let sites: [&[&str]; 5] = [
        &["index.html", "a/b.html", "a/c/d.html"],
        // A file where a folder was, and a folder where a file was.
        &["index.html", "a", "e/f.html"],
        &["a/b.html", "e"],
        &["a/b.html/deeper"],
        &["index.html"],
    ];
    for site in sites {
        build_in_place(&out, site, true).expect("built");
        let mut expected: Vec<&str> = site.iter().copied().chain([MANIFEST]).collect();
        expected.sort_unstable();
        assert_eq!(names(&out), expected);
    }
    build_in_place(&out, &["half.html"], false).expect("stopped");
    assert_eq!(names(&out), [MANIFEST, "index.html"]);
    fs::write(out.join("CNAME"), "x").expect("written");
    assert!(build_in_place(&out, &["x.html"], true).is_err());
    assert_eq!(names(&out), ["CNAME", MANIFEST, "index.html"]);
}

#[test]
fn what_a_killed_build_left_is_cleaned_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    build(&out, &["index.html"]).expect("built");
    // Killed while it wrote.
    let output = start(&out).expect("started");
    output.write(&file("half.html", "x")).expect("written");
    std::mem::forget(output);
    // Killed between two renames, on a system that cannot exchange folders.
    let paths = Folder::find(&out).expect("found");
    fs::rename(&out, &paths.old).expect("renamed");
    // The lock of a killed process is gone with it; here it is ours, and its file is made anew.
    fs::remove_file(folder.path().join(".public.sitegen-lock")).expect("removed");
    let output = start(&out).expect("started");
    assert_eq!(
        names(&out),
        [MANIFEST, "index.html"],
        "the old site is back"
    );
    drop(output);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_folder_that_only_looks_like_ours_is_kept() {
    for name in [".public.sitegen-new", ".public.sitegen-old"] {
        let folder = tempfile::tempdir().expect("a folder");
        let mine = folder.path().join(name);
        fs::create_dir(&mine).expect("made");
        fs::write(mine.join("diary.txt"), "dear").expect("written");
        fs::create_dir(folder.path().join("public")).expect("made");
        let error = build(&folder.path().join("public"), &[]).expect_err("refused");
        assert!(error.to_string().contains(name), "{error}");
        assert!(mine.join("diary.txt").exists());
    }
}

/// Builds a site of one builder's own files, and counts whether it had to wait.
fn build_own(out: &Path, builder: usize, waited: &AtomicUsize) {
    let output = Output::start(out, None, || {
        waited.fetch_add(1, Ordering::Relaxed);
    });
    let output = output.expect("started");
    for number in 0..5 {
        let path = format!("{builder}/{number}.html");
        output.write(&file(&path, "x")).expect("written");
    }
    output.finish(None).expect("finished");
}

#[test]
fn of_builds_at_once_one_wins_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let waited = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for builder in 0..8 {
            let (out, waited) = (&out, &waited);
            scope.spawn(move || (0..20).for_each(|_| build_own(out, builder, waited)));
        }
    });
    let names = names(&out);
    assert_eq!(names.len(), 5, "{names:?}");
    let first = names.first().and_then(|name| name.split('/').next());
    assert!(names.iter().all(|name| name.split('/').next() == first));
    assert!(waited.load(Ordering::Relaxed) > 0, "no two builds met");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn readers_always_meet_a_site() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    build(&out, &[]).expect("built");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut missed = 0;
            while !done.load(Ordering::Relaxed) {
                missed += usize::from(!out.is_dir());
            }
            missed
        });
        (0..300).for_each(|_| build(&out, &[]).expect("built"));
        done.store(true, Ordering::Relaxed);
        assert_eq!(reader.join().expect("the reader"), 0);
    });
}

/// What a site is made by and from, in tests.
fn origin() -> Origin {
    Origin {
        made_by: "[\"a test\"]".to_owned(),
        editions: "en".to_owned(),
        state: "\"store\" 1".to_owned(),
    }
}

/// Builds a site of these files and keeps what is kept; of what is there only what is other is written.
fn update(out: &Path, files: &[(&str, &str)]) -> Changes {
    let mut output = start(out).expect("started");
    if output.kept().is_some() {
        output.update().expect("read");
    }
    for (path, bytes) in files.iter().chain(&[(MANIFEST, "")]) {
        output.write(&file(path, bytes)).expect("written");
    }
    let kept = Some((origin(), String::new()));
    output.finish(kept).expect("finished")
}

#[test]
fn an_update_writes_what_is_other_and_touches_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let first = update(
        &out,
        &[("index.html", "one"), ("a/index.html", "a"), ("b", "b")],
    );
    assert_eq!(first.written.len(), 4);
    let stamp = |path: &str| Stamp::from_metadata(&fs::metadata(out.join(path)).expect("there"));
    let before = stamp("a/index.html");
    let changes = update(
        &out,
        &[("index.html", "two"), ("a/index.html", "a"), ("c", "c")],
    );
    assert_eq!(Vec::from_iter(changes.written), ["c", "index.html"]);
    assert_eq!(Vec::from_iter(changes.removed), ["b"]);
    assert_eq!(stamp("a/index.html"), before);
    assert_eq!(names(&out), ["a/index.html", MANIFEST, "c", "index.html"]);
    let stands = || start(&out).expect("started").stands().cloned();
    assert_eq!(stands(), Some(origin()));
}

#[test]
fn a_site_that_somebody_touched_does_not_stand_as_it_was_put() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let files = [("index.html", "one"), ("a", "a")];
    let stands = || start(&out).expect("started").stands().is_some();
    update(&out, &files);
    assert!(stands());
    fs::remove_file(out.join("a")).expect("removed");
    assert!(!stands());
    assert_eq!(Vec::from_iter(update(&out, &files).written), ["a"]);
    // The same bytes written once more are ours still, but have to be read.
    fs::write(out.join("a"), "a").expect("written");
    assert!(!stands());
    assert!(update(&out, &files).written.is_empty());
    assert!(stands());
    // As long as it was, and with the time that it had.
    let changed = fs::metadata(out.join("a")).and_then(|found| found.modified());
    fs::write(out.join("a"), "b").expect("written");
    let edited = fs::File::options().write(true).open(out.join("a"));
    let edited = edited.expect("there");
    edited.set_modified(changed.expect("a time")).expect("set");
    let error = start(&out).expect_err("refused").to_string();
    assert!(error.contains("`a (changed)`"), "{error}");
}

#[test]
fn what_is_kept_goes_with_one_site_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let kept = || start(&out).expect("started").kept().is_some();
    update(&out, &[("index.html", "one")]);
    assert!(kept());
    // Killed between the two lists.
    fs::copy(out.join(RECORD), out.join(RECORD_BEFORE)).expect("copied");
    assert!(!kept());
    fs::remove_file(out.join(RECORD_BEFORE)).expect("removed");
    assert!(kept());
    // Killed when the site was in its place, and before anything was kept of it.
    build(&out, &["index.html", "other.html"]).expect("built");
    assert!(!kept());
    update(&out, &[("index.html", "one")]);
    assert!(kept());
    fs::remove_dir_all(&out).expect("removed");
    assert!(!kept());
    assert!(!start(&out).expect("started").was_built());
}

#[test]
fn a_build_that_was_killed_while_it_removed_the_old_site_is_cleaned_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    build(&out, &["index.html", "a/b"]).expect("built");
    let left = folder.path().join(".public.sitegen-new");
    // The list goes last.
    fs::create_dir_all(left.join("a")).expect("made");
    fs::copy(out.join(RECORD), left.join(RECORD)).expect("copied");
    build(&out, &["index.html"]).expect("built");
    assert!(!left.exists());
    fs::create_dir(&left).expect("made");
    build(&out, &["index.html"]).expect("built");
    assert!(!left.exists());
    // Half of what is kept, in a folder that cannot be moved.
    fs::write(out.join(".sitegen-kept-new"), "half").expect("written");
    build(&out, &["index.html"]).expect("built");
}
