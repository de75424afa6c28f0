//! Publications into folders.

mod forms;
mod memory;
mod place;

use std::fs;
use std::path::Path;

use super::*;
use crate::manifest::{FOLDER, HEAD, is_own};
use crate::site::SiteFile;
use crate::target::folder::{FolderTarget, Precompress};

/// A site of these files, of a revision of the store `s`.
fn site(revision: i64, files: &[(&str, &str)]) -> Site {
    let stage = |path: &str| {
        if path.ends_with("html") {
            Stage::Page
        } else {
            Stage::File
        }
    };
    let file = |path: &str, text: &str| SiteFile::of_bytes(text.into(), stage(path));
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), file(path, text)));
    Site {
        origin: Origin {
            store: Some("s".to_owned()),
            revision,
        },
        files: files.collect(),
    }
}

fn options(mode: Mode) -> Options {
    Options {
        limits: Limits {
            deletes_max: Some(1_000),
            ..Limits::default()
        },
        mode,
        dry_run: false,
        patience: Duration::from_millis(5),
    }
}

/// What would be done.
fn planned(folder: &Path, site: &Site, mode: Mode) -> Result<Outcome, PublishError> {
    let mut target = FolderTarget::open(folder, Precompress::No, || ()).expect("a folder");
    let dry = Options {
        dry_run: true,
        ..options(mode)
    };
    publish(site, &mut target, &dry, &|_| ())
}

fn publish_with(site: &Site, target: &mut dyn Target, mode: Mode) -> Result<Outcome, PublishError> {
    publish(site, target, &options(mode), &|_| ())
}

/// Publishes into a folder.
fn into(folder: &Path, site: &Site, mode: Mode) -> Result<Outcome, PublishError> {
    let mut target = FolderTarget::open(folder, Precompress::No, || ()).expect("a folder");
    publish_with(site, &mut target, mode)
}

/// What a folder shows.
fn shown(folder: &Path) -> BTreeMap<String, String> {
    let mut found = Vec::new();
    crate::site::list(folder, "", &mut found).expect("a folder");
    let of_site = found.into_iter().filter(|path| !is_own(path));
    let read = of_site.map(|path| {
        let text = fs::read_to_string(folder.join(&path)).expect("UTF-8");
        (path, text)
    });
    read.collect()
}

fn texts(site: &Site) -> BTreeMap<String, String> {
    let texts = site.files.iter().map(|(path, file)| {
        let bytes = Site::bytes(path, file).expect("in memory");
        (path.clone(), String::from_utf8(bytes).expect("UTF-8"))
    });
    texts.collect()
}

const ONE: [(&str, &str); 3] = [("index.html", "1"), ("a/b.html", "b"), ("style.css", "s")];
const TWO: [(&str, &str); 3] = [("index.html", "2"), ("a.html", "a"), ("style.css", "s")];

#[test]
fn only_what_changed_is_sent_and_what_is_gone_goes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (site(1, &ONE), site(2, &TWO));
    let outcome = into(folder.path(), &one, Mode::Update).expect("published");
    assert_eq!((outcome.plan.puts.len(), outcome.before), (3, None));
    assert_eq!(shown(folder.path()), texts(&one));
    let outcome = planned(folder.path(), &two, Mode::Update).expect("planned");
    assert_eq!(outcome.plan.puts.len(), 2);
    assert_eq!(shown(folder.path()), texts(&one));
    let outcome = into(folder.path(), &two, Mode::Update).expect("published");
    assert_eq!(outcome.before, Some(one.origin));
    let sent: Vec<&str> = outcome
        .plan
        .puts
        .keys()
        .map(|(_, path)| path.as_str())
        .collect();
    assert_eq!(sent, ["a.html", "index.html"]);
    assert_eq!(outcome.plan.deletes, ["a/b.html"]);
    assert_eq!(shown(folder.path()), texts(&two));
    assert!(!folder.path().join("a").exists(), "an empty folder stays");
    let outcome = into(folder.path(), &two, Mode::Update).expect("nothing to do");
    assert!(outcome.plan.is_empty());
    assert_eq!(outcome.generation, 2);
    // One part, the lock, and nothing that is left over.
    assert_eq!(
        fs::read_dir(folder.path().join(FOLDER))
            .expect("a folder")
            .count(),
        2
    );
}

#[test]
fn a_new_page_is_there_before_a_page_that_leads_to_it() {
    let (one, two) = (
        site(1, &ONE),
        site(2, &[("index.html", "2"), ("z.html", "z"), ("x.css", "s")]),
    );
    let folder = tempfile::tempdir().expect("a folder");
    into(folder.path(), &one, Mode::Update).expect("published");
    let outcome = into(folder.path(), &two, Mode::Update).expect("published");
    let sent: Vec<&str> = outcome
        .plan
        .puts
        .keys()
        .map(|(_, path)| path.as_str())
        .collect();
    assert_eq!(sent, ["x.css", "z.html", "index.html"]);
}

#[test]
fn an_older_site_and_foreign_files_are_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("diary.txt"), "dear").expect("written");
    let error = into(folder.path(), &site(1, &ONE), Mode::Update).expect_err("foreign");
    assert!(error.to_string().contains("`diary.txt`"), "{error}");
    assert_eq!(shown(folder.path()).len(), 1);
    let outcome = into(folder.path(), &site(2, &ONE), Mode::Reconcile).expect("taken over");
    assert_eq!(outcome.plan.deletes, ["diary.txt"]);
    let error = into(folder.path(), &site(1, &TWO), Mode::Update).expect_err("older");
    assert!(matches!(
        error,
        PublishError::Refused(Refusal::Newer { target: 2, site: 1 })
    ));
    assert_eq!(shown(folder.path()), texts(&site(2, &ONE)));
}

#[test]
fn what_somebody_did_to_the_target_is_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = site(1, &ONE);
    into(folder.path(), &whole, Mode::Update).expect("published");
    let at = |path: &str| folder.path().join(path);
    let damages: [&dyn Fn(); 5] = [
        &|| fs::write(at("index.html"), "x").expect("written"),
        &|| fs::remove_file(at("style.css")).expect("removed"),
        &|| fs::write(at("more.html"), "x").expect("written"),
        &|| fs::remove_file(at(HEAD)).expect("removed"),
        &|| {
            for entry in fs::read_dir(at(FOLDER)).expect("a folder") {
                fs::remove_file(entry.expect("an entry").path()).expect("removed");
            }
        },
    ];
    for (number, damage) in damages.iter().enumerate() {
        damage();
        into(folder.path(), &whole, Mode::Reconcile).expect("mended");
        assert_eq!(shown(folder.path()), texts(&whole), "{number}");
        let again = into(folder.path(), &whole, Mode::Update).expect("whole");
        assert!(again.plan.is_empty(), "{number}");
    }
}

#[test]
fn packed_forms_lie_beside_and_go_with_their_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = "word ".repeat(1_000);
    let with = |site: &Site, precompress| {
        let mut target = FolderTarget::open(folder.path(), precompress, || ()).expect("a folder");
        publish_with(site, &mut target, Mode::Update).expect("published");
    };
    let names = || shown_names(folder.path());
    with(
        &site(1, &[("a.html", &long), ("b.html", "short")]),
        Precompress::Yes,
    );
    assert_eq!(names(), ["a.html", "a.html.br", "a.html.gz", "b.html"]);
    let packed = fs::read(folder.path().join("a.html.br")).expect("packed");
    let mut text = Vec::new();
    brotli::BrotliDecompress(&mut packed.as_slice(), &mut text).expect("brotli");
    assert_eq!(text, long.as_bytes());
    with(
        &site(2, &[("a.html", &long), ("b.html", "short")]),
        Precompress::No,
    );
    assert_eq!(names(), ["a.html", "b.html"]);
    with(
        &site(3, &[("a.html", &long), ("b.html", "short")]),
        Precompress::Yes,
    );
    with(&site(4, &[("b.html", &long)]), Precompress::Yes);
    assert_eq!(names(), ["b.html", "b.html.br", "b.html.gz"]);
}

fn shown_names(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    crate::site::list(folder, "", &mut found).expect("a folder");
    found.retain(|path| !is_own(path));
    found.sort();
    found
}

#[test]
fn a_new_way_of_sending_sends_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = site(1, &ONE);
    into(folder.path(), &whole, Mode::Update).expect("published");
    let mut target = FolderTarget::open(folder.path(), Precompress::Yes, || ()).expect("a folder");
    let outcome = publish_with(&whole, &mut target, Mode::Update).expect("published");
    assert_eq!(outcome.plan.puts.len(), ONE.len());
    let outcome = publish_with(&whole, &mut target, Mode::Update).expect("published");
    assert!(outcome.plan.is_empty());
}
