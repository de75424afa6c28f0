//! Recomputes a time that was resolved from relative words.

use std::collections::BTreeSet;

use dossier::v1::{Article, Fact, TimeBasis, TimeExpression};
use dossier::{Day, Edtf};

use super::super::index::Index;
use crate::diagnostic::{At, Finding, Rule};
use crate::ground::{PartValue, parts, published_on};
use crate::model::field_path::FieldPath;
use crate::reading::{Agreement, Reader};

/// Checks the resolved times of a fact. One that several evidences bear must follow from one of them.
pub(super) fn check(index: &Index<'_>, name: &str, fact: &Fact, findings: &mut Vec<Finding>) {
    let mut wrong: Vec<(FieldPath, String)> = Vec::new();
    let mut right: BTreeSet<String> = BTreeSet::new();
    for (number, evidence) in fact.evidence.iter().enumerate() {
        let Some(article) = index.article(&evidence.article) else {
            continue;
        };
        for part in parts(fact, number) {
            let PartValue::Time(time) = &part.value else {
                continue;
            };
            if time.effective_basis() != TimeBasis::Resolved {
                continue;
            }
            match contradiction(time, article) {
                Some(message) => wrong.push((part.field, message)),
                None => right.extend([part.field.to_string()]),
            }
        }
    }
    let mut reported = BTreeSet::new();
    for (field, message) in wrong {
        let key = field.to_string();
        if !right.contains(&key) && reported.insert(key) {
            let at = At::path(name, field.field("edtf"));
            findings.push(Finding::new(Rule::WrongTime, at, message));
        }
    }
}

/// What is wrong with a resolved time; nothing where the words do not tell.
fn contradiction(time: &TimeExpression, article: &Article) -> Option<String> {
    let published = published_on(article)?;
    let value = Edtf::parse(&time.edtf).ok()?;
    let said = Reader::new(&article.language_code).times(&time.verbatim);
    let agreements = said
        .iter()
        .map(|one| one.value.agrees(&value, Some(published)));
    if agreements.min() != Some(Agreement::Different) {
        return None;
    }
    let candidates = said
        .iter()
        .flat_map(|one| one.value.candidates(Some(published)));
    let candidates: Vec<String> = candidates.map(|one| format!("`{one}`")).collect();
    let (words, day) = (&time.verbatim, Day::to_string(&published));
    Some(format!(
        "`{words}` in an article of {day} means {}, not `{}`; correct it, or write `basis: inferred`",
        candidates.join(" or "),
        time.edtf
    ))
}
