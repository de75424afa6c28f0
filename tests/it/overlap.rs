//! Does the project copy an article whose rights forbid it? Facts carry over and sentences do not: no
//! run of nine words of the article may occur in any file.
//!
//! The text itself is no part of the project either. `tests/overlap/site-48.txt` keeps a digest of
//! each run instead, so every clone can look for copies and none can read the article.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::support::{files, repository};

/// How many words in a row count as a copy. Quoted words of a named speaker stay under it too.
const RUN: usize = 9;
/// How many bytes of a digest are kept: enough that a stranger's words match none by chance.
const DIGEST_BYTES: usize = 8;
/// The digests, one per line, in order.
const DIGESTS: &str = "tests/overlap/site-48.txt";
/// The folders that hold what people write; beside them the pages in the project's own folder.
const FOLDERS: [&str; 10] = [
    "benches",
    "check",
    "content",
    "docs",
    "proto",
    "scripts",
    "server",
    "sitegen",
    "templates",
    "tests",
];

/// The article's text, for tests that are ignored unless `DOSSIER_ARTICLE_TEXT` says where it is.
pub(crate) fn article_text() -> PathBuf {
    let path = std::env::var_os("DOSSIER_ARTICLE_TEXT");
    path.expect("DOSSIER_ARTICLE_TEXT").into()
}

#[test]
fn no_sentence_of_the_article_is_in_the_project() {
    let mut searched: Vec<PathBuf> = FOLDERS
        .iter()
        .flat_map(|folder| files(&repository().join(folder)))
        .collect();
    for entry in fs::read_dir(repository()).expect("the project's folder") {
        let path = entry.expect("an entry").path();
        searched.extend(path.is_file().then_some(path));
    }
    let copies = copies(&searched, &article_runs());
    assert!(
        copies.is_empty(),
        "copied from the article:\n{}",
        copies.join("\n")
    );
}

#[test]
fn a_copy_is_found_in_any_markup_and_eight_words_are_none() {
    let runs = runs("One two three four, five six seven eight nine ten.");
    assert_eq!(runs.len(), 2);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page");
    for (text, found) in [
        ("zero ONE two\nthree four five — six seven eight nine", 1),
        ("one two three four five six seven eight nine ten", 2),
        (
            "<p>One two <a href=\"x\">three</a> four five six seven eight nine",
            1,
        ),
        ("one [two three](fact:x) four five six seven eight nine", 1),
        ("two three four five six seven eight nine", 0),
        ("one two three four six five seven eight nine ten", 0),
        ("if a < b {one two three four five six seven eight nine}", 1),
    ] {
        fs::write(&file, text).expect("written");
        let copies = copies(std::slice::from_ref(&file), &runs);
        assert_eq!(copies.len(), found, "{text}: {copies:?}");
    }
}

/// With `UPDATE_EXPECT=1` it writes the digests anew.
#[test]
#[ignore = "needs the article's text: DOSSIER_ARTICLE_TEXT"]
fn the_digests_are_those_of_the_article() {
    let text = fs::read_to_string(article_text()).expect("the article");
    let mut lines = String::new();
    for run in runs(&text) {
        writeln!(lines, "{run}").expect("a String takes all");
    }
    let file = repository().join(DIGESTS);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &lines).expect("written");
    }
    assert_eq!(fs::read_to_string(&file).expect("digests"), lines);
}

/// The digests of the article's runs.
pub(crate) fn article_runs() -> BTreeSet<String> {
    let text = fs::read_to_string(repository().join(DIGESTS)).expect(DIGESTS);
    let runs: BTreeSet<String> = text.lines().map(str::to_owned).collect();
    assert!(runs.len() > 500, "{} runs", runs.len());
    assert!(runs.iter().all(|run| run.len() == 2 * DIGEST_BYTES));
    runs
}

/// The places in files that have a run of words of which a digest is known.
pub(crate) fn copies(files: &[PathBuf], runs: &BTreeSet<String>) -> Vec<String> {
    files
        .iter()
        .flat_map(|file| copies_in(file, runs))
        .collect()
}

fn copies_in(file: &Path, runs: &BTreeSet<String>) -> Vec<String> {
    let Ok(text) = fs::read_to_string(file) else {
        return Vec::new();
    };
    let found: BTreeSet<String> = [words(&text), words(&without_markup(&text))]
        .iter()
        .flat_map(|words| words.windows(RUN))
        .filter(|run| runs.contains(&digest(run)))
        .map(|run| format!("{}: {}", file.display(), run.join(" ")))
        .collect();
    found.into_iter().collect()
}

/// A text without the tags of HTML and the targets of Markdown's links, whose words would stand
/// between those of a sentence.
fn without_markup(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(['<', ']']) {
        let (before, markup) = rest.split_at(start);
        plain.push_str(before);
        let end = match markup.as_bytes() {
            [b'<', b'/' | b'a'..=b'z' | b'A'..=b'Z', ..] => markup.find('>'),
            [b']', b'(', ..] => markup.find(')'),
            _ => None,
        };
        plain.push(' ');
        (_, rest) = markup.split_at(end.unwrap_or(0) + 1);
    }
    plain + rest
}

/// The digests of all runs of words in a text.
fn runs(text: &str) -> BTreeSet<String> {
    words(text).windows(RUN).map(digest).collect()
}

/// The first bytes of the SHA-256 of a run, its words in lower case with a space between them, in
/// hexadecimal.
fn digest(run: &[String]) -> String {
    let digest = Sha256::digest(run.join(" "));
    let mut hexadecimal = String::new();
    for byte in digest.iter().take(DIGEST_BYTES) {
        write!(hexadecimal, "{byte:02x}").expect("a string takes all");
    }
    hexadecimal
}

fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
