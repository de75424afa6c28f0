//! Pages as they were when somebody last looked at them: a change of a page stands in the commit that
//! makes it, to be read. `make golden` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{CONTENT, files, repository, run};

/// Where the kept pages are, at the paths that they have on the site.
const GOLDEN: &str = "tests/golden";

/// A file of each kind that the site of [`CONTENT`] has, and the two pages that have most on them in
/// the other language.
const KEPT: [&str; 42] = [
    "404.html",
    "articles/canal.md",
    "articles/canal/index.html",
    "articles/index.html",
    "corrections/index.html",
    "dossiers/canal.md",
    "dossiers/canal/corrections/index.html",
    "dossiers/canal/croissant.json",
    "dossiers/canal/datapackage.json",
    "dossiers/canal/facts.csv",
    "dossiers/canal/facts/index.html",
    "dossiers/canal/feed.json",
    "dossiers/canal/feed.xml",
    "dossiers/canal/flows/figure-1.csv",
    "dossiers/canal/flows/figure-1.svg",
    "dossiers/canal/flows/figure-1/index.html",
    "dossiers/canal/flows/index.html",
    "dossiers/canal/forecasts/index.html",
    "dossiers/canal/glossary/index.html",
    "dossiers/canal/index.html",
    "dossiers/canal/network/index.html",
    "dossiers/canal/numbers/index.html",
    "dossiers/canal/quotes/index.html",
    "dossiers/canal/sources/index.html",
    "dossiers/canal/timeline/index.html",
    "dossiers/canal/who/index.html",
    "entities/index.html",
    "entities/upper-venn.json",
    "entities/upper-venn.md",
    "entities/upper-venn/index.html",
    "facts/brandt-on-canal/index.html",
    "facts/index.html",
    "facts/timber.json",
    "facts/timber.md",
    "facts/timber/index.html",
    "facts/transfer.csv",
    "fr/dossiers/canal/index.html",
    "fr/facts/timber/index.html",
    "index.html",
    "llms.txt",
    "method/index.html",
    "search/index.html",
];

/// The place from which on a page differs from the one that is kept; none where they are the same.
fn difference(kept: &Path, page: &str) -> Option<String> {
    let shown = kept.strip_prefix(repository()).expect("in the project");
    let Ok(before) = fs::read_to_string(kept) else {
        return Some(format!("{} is not kept", shown.display()));
    };
    let (mut old, mut new) = (before.split('\n'), page.split('\n'));
    for number in 1.. {
        let lines = (old.next(), new.next());
        if lines == (None, None) {
            break;
        }
        if lines.0 != lines.1 {
            let line = |line: Option<&str>| line.unwrap_or("(the end)").trim().to_owned();
            let (old, new) = (line(lines.0), line(lines.1));
            return Some(format!("{}:{number}\n- {old}\n+ {new}", shown.display()));
        }
    }
    None
}

#[test]
fn pages_are_as_they_were_last_looked_at() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("public");
    let path = site.to_str().expect("UTF-8");
    let base = "https://news.example/";
    let arguments = ["--content", CONTENT, "--base-url", base, "--out", path];
    let output = run("sitegen", &[&["build"], &arguments[..]].concat());
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let golden = repository().join(GOLDEN);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::remove_dir_all(&golden).expect("the kept pages");
        for path in KEPT {
            let kept = golden.join(path);
            fs::create_dir_all(kept.parent().expect("a folder")).expect("a folder");
            fs::copy(site.join(path), kept).expect(path);
        }
    }
    let differences = KEPT.iter().filter_map(|path| {
        let page = fs::read_to_string(site.join(path)).expect(path);
        difference(&golden.join(path), &page)
    });
    let differences: Vec<String> = differences.collect();
    assert!(
        differences.is_empty(),
        "`make golden` keeps these pages as they are now:\n\n{}",
        differences.join("\n\n")
    );
    let kept: BTreeSet<PathBuf> = KEPT.iter().map(|path| golden.join(path)).collect();
    let found: BTreeSet<PathBuf> = files(&golden).into_iter().collect();
    assert_eq!(found, kept, "kept pages that nobody compares");
}
