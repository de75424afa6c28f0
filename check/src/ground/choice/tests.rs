//! No true fact of our content is doubted by its own statements; true and false values in five languages.

use std::path::Path;

use dossier::v1::resource;

use super::*;
use crate::assess::assess_without_records;
use crate::ground::part::{PartValue, all_parts};

/// The facts of a content folder, with what their own statements say of the values of their lists.
fn doubted(content: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the repository");
    let assessment = assess_without_records(&root.join(content), "2026-12-01").expect("content");
    let checked = assessment.checked.expect("clean content");
    let facts = checked
        .resources()
        .filter_map(|checked| match &checked.resource {
            Some(resource::Resource::Fact(fact)) => Some(fact),
            _ => None,
        });
    let mut found = Vec::new();
    for fact in facts {
        for part in all_parts(fact) {
            let PartValue::Choice(value) = &part.value else {
                continue;
            };
            if part.field.as_str().starts_with("evidence") {
                continue;
            }
            let first = fact.statement.first();
            let sayings = Sayings {
                statements: &fact.statement,
                reader: Reader::new(first.map_or("en", |statement| &statement.language_code)),
                words: "",
            };
            if let Some(outcome) = judge(value, &sayings)
                && outcome.verdict == Verdict::Contradicted
            {
                let said = first.map_or("", |statement| &statement.text);
                found.push(format!(
                    "{} {value} {:?}: {said}",
                    fact.name, outcome.words_say
                ));
            }
        }
    }
    found
}

#[test]
fn no_value_of_our_content_is_doubted_by_its_own_statement() {
    for content in [
        "content",
        "tests/arabic",
        "tests/content",
        "tests/french",
        "tests/german",
        "tests/spanish",
    ] {
        let found = doubted(content);
        assert!(found.is_empty(), "{content}\n{}", found.join("\n"));
    }
}
