//! What the docs say is what the programs do.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{files, repository, run, stdout};

/// Names of rules without a hyphen, which look like any other word.
const PLAIN_RULES: [&str; 4] = ["yaml", "count", "cycle", "rights"];

#[test]
fn docs_list_just_the_rules_that_there_are() {
    let mut used = BTreeSet::new();
    for folder in ["check/src/rules", "check/src/content"] {
        for file in files(&repository().join(folder)) {
            if !file.ends_with("tests.rs") {
                used.extend(rules(&fs::read_to_string(&file).expect("source")));
            }
        }
    }
    let listed: BTreeSet<String> = fs::read_to_string(repository().join("docs/checks.md"))
        .expect("docs/checks.md")
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned()))
        .collect();
    assert_eq!(listed, used);
}

/// The names of rules in a source: string literals in kebab case.
fn rules(source: &str) -> BTreeSet<String> {
    let literals = source.split('"').skip(1).step_by(2);
    literals
        .filter(|word| PLAIN_RULES.contains(word) || is_kebab(word))
        .map(str::to_owned)
        .collect()
}

fn is_kebab(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let plain = |part: &&str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let named = word.starts_with(|c: char| c.is_ascii_lowercase());
    named && parts.len() > 1 && parts.iter().all(plain)
}

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
