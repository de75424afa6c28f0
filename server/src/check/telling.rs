//! Whether a dossier's sections and an article's marks and skeleton are in order.

use std::collections::BTreeSet;

use dossier::v1::{Article, Dossier};

use super::forms::is_slug;
use super::index::Index;
use crate::annotations;
use crate::diagnostic::Finding;
use crate::filter::Filter;
use crate::text::place::Place;
use crate::text::{NORMALIZATION, SEGMENTATION, selectors};

/// Checks all dossiers and articles of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (_, dossier) in index.own_dossiers() {
        sections(dossier, findings);
    }
    for (_, article) in index.own_articles() {
        marks(article, findings);
        methods(article, findings);
    }
}

fn sections(dossier: &Dossier, findings: &mut Vec<Finding>) {
    let name = dossier.name.as_str();
    let mut ids = BTreeSet::new();
    for (number, section) in dossier.sections.iter().enumerate() {
        let path = format!("sections[{number}]");
        if !section.id.is_empty() && !is_slug(&section.id) {
            let told = format!(
                "`{}` is not an id; ids are up to 63 of `a-z`, `0-9` and inner `-`",
                section.id
            );
            findings.push(Finding::error("bad-id", name, &path, told));
        }
        if !ids.insert(&section.id) {
            let told = format!("the section id `{}` stands twice", section.id);
            findings.push(Finding::error("duplicate-name", name, &path, told));
        }
        if section.query.is_empty() {
            continue;
        }
        if !section.facts.is_empty() {
            let told = "a section has `facts` or a `query`, not both".to_owned();
            findings.push(Finding::error("bad-query", name, &path, told));
        }
        let descriptor = annotations::resource_type("facts");
        let filter = descriptor.map(|facts| Filter::parse(&section.query, &facts));
        if let Some(Err(error)) = filter {
            findings.push(Finding::error("bad-query", name, &path, error.to_string()));
        }
    }
}

/// A mark is of sentences that the skeleton has.
fn marks(article: &Article, findings: &mut Vec<Finding>) {
    for (number, mark) in article.marks.iter().enumerate() {
        let told = match (mark.at.parse::<Place>(), &article.skeleton) {
            (Err(error), _) => error.to_string(),
            (Ok(place), Some(skeleton)) => match selectors(skeleton, &place) {
                Err(error) => error.to_string(),
                Ok(_) => continue,
            },
            (Ok(_), None) => {
                "the article has no skeleton whose sentences could be marked".to_owned()
            }
        };
        let path = format!("marks[{number}].at");
        findings.push(Finding::error("bad-place", &article.name, &path, told));
    }
}

/// A skeleton made by other rules could not be compared with a text.
fn methods(article: &Article, findings: &mut Vec<Finding>) {
    let Some(skeleton) = &article.skeleton else {
        return;
    };
    let methods = [
        ("normalization", &skeleton.normalization, NORMALIZATION),
        ("segmentation", &skeleton.segmentation, SEGMENTATION),
    ];
    for (field, found, known) in methods {
        if !found.is_empty() && found != known {
            let told =
                format!("`{found}` is not a method that this version knows; it knows `{known}`");
            let path = format!("skeleton.{field}");
            findings.push(Finding::error("unknown-method", &article.name, &path, told));
        }
    }
}
