//! What the docs say is what the programs do.

use std::fs;

use crate::support::{files, repository, run, stdout};

#[test]
fn every_command_of_the_docs_is_there() {
    let pages = files(&repository().join("docs"));
    let pages = pages
        .into_iter()
        .filter(|file| file.extension().is_some_and(|end| end == "md"));
    let pages: Vec<_> = pages.chain([repository().join("README.md")]).collect();
    for program in ["dossier-server", "sitegen"] {
        let help = stdout(&run(program, &["--help"]));
        for file in &pages {
            let text = fs::read_to_string(file).expect("a page");
            // A command stands in code; in prose a program is only spoken of.
            let lines = text
                .lines()
                .filter(|line| line.starts_with("    "))
                .map(str::trim);
            for part in lines.filter_map(|line| line.strip_prefix(program)) {
                let word = part.split_whitespace().next().unwrap_or_default();
                let known = word.starts_with('-') || help.contains(&format!("\n  {word} "));
                assert!(known, "{}: `{program} {word}`", file.display());
            }
        }
    }
}

#[test]
fn architecture_says_where_each_change_goes() {
    let text = architecture();
    let rows = table(&text, "## To change something");
    assert!(rows.len() >= 20, "{} rows", rows.len());
    for row in rows {
        let [_, files, items] = row.as_slice() else {
            panic!("a row has change, files, items: {row:?}");
        };
        let sources: Vec<String> = quoted(files)
            .map(|file| fs::read_to_string(repository().join(file)).expect(file))
            .collect();
        assert!(!sources.is_empty(), "no file in {row:?}");
        let mut items = quoted(items).peekable();
        assert!(items.peek().is_some(), "no item in {row:?}");
        for item in items {
            let found = sources.iter().any(|source| source.contains(item));
            assert!(found, "`{item}` is not in {files}");
        }
    }
}

#[test]
fn modules_where_there_was_a_choice_argue_it() {
    let text = architecture();
    let rows = table(&text, "## Where there was a choice");
    assert!(rows.len() >= 12, "{} rows", rows.len());
    for row in rows {
        let file = row.first().and_then(|cell| quoted(cell).next());
        let file = file.expect("a module in the first column");
        let source = fs::read_to_string(repository().join(file)).expect(file);
        let lead = source.lines().take_while(|line| line.starts_with("//!"));
        let words: usize = lead.map(|line| line.split_whitespace().count() - 1).sum();
        assert!(words >= 40, "{file} argues its choice in {words} words");
    }
}

fn architecture() -> String {
    fs::read_to_string(repository().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md")
}

/// The rows of the table under a heading, without its head, each as its cells.
fn table<'t>(text: &'t str, heading: &str) -> Vec<Vec<&'t str>> {
    let (_, section) = text.split_once(heading).expect(heading);
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| "));
    let cells = |row: &'t str| {
        let inner = row.trim_matches('|').split(" | ");
        inner.map(str::trim).collect()
    };
    rows.skip(1).map(cells).collect()
}

/// What stands in backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}
