//! Facts carry over and sentences do not: the project shares no run of nine words with an article
//! whose rights forbid it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{files, repository};

/// How many words in a row count as a copy. What a named speaker said stays under it too.
const RUN: usize = 9;

/// The article's text, from `DOSSIER_ARTICLE_TEXT` or from beside the project. It is not part of
/// the project, so a plain clone has none, and says so.
pub(crate) fn article_text() -> Option<PathBuf> {
    let beside = repository().join("../shared/articles/site-48.txt");
    let path = std::env::var_os("DOSSIER_ARTICLE_TEXT").map_or(beside, PathBuf::from);
    if path.is_file() {
        return Some(path);
    }
    eprintln!(
        "SKIPPED: no article text at {}; set DOSSIER_ARTICLE_TEXT",
        path.display()
    );
    None
}

#[test]
fn no_sentence_of_the_article_is_in_the_project() {
    let folders = [
        "content",
        "docs",
        "proto",
        "server",
        "sitegen",
        "templates",
        "tests",
    ];
    let Some(copies) = copies_below(&folders.map(|folder| repository().join(folder))) else {
        return;
    };
    assert!(
        copies.is_empty(),
        "copied from the article:\n{}",
        copies.join("\n")
    );
}

/// The runs of words in all files below some folders that the article has too; nothing where its
/// text is not at hand.
pub(crate) fn copies_below(folders: &[PathBuf]) -> Option<Vec<String>> {
    let article = words(&fs::read_to_string(article_text()?).expect("the article"));
    let runs: BTreeSet<&[String]> = article.windows(RUN).collect();
    let files = folders.iter().flat_map(|folder| files(folder));
    Some(files.flat_map(|file| copies(&file, &runs)).collect())
}

fn copies(file: &Path, runs: &BTreeSet<&[String]>) -> Vec<String> {
    let Ok(text) = fs::read_to_string(file) else {
        return Vec::new();
    };
    words(&text)
        .windows(RUN)
        .filter(|run| runs.contains(*run))
        .map(|run| format!("{}: {}", file.display(), run.join(" ")))
        .collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
