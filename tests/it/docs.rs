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
