//! Whether an article's marks and skeleton are in order.

use dossier::v1::Article;

use super::index::Index;
use crate::diagnostic::{Finding, Rule};
use crate::text::place::Place;
use crate::text::{NORMALIZATION, SEGMENTATION, selectors};

/// Checks all articles of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (_, article) in index.own_articles() {
        marks(article, findings);
        methods(article, findings);
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
        findings.push(Finding::new(Rule::BadPlace, &article.name, &path, told));
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
            findings.push(Finding::new(
                Rule::UnknownMethod,
                &article.name,
                &path,
                told,
            ));
        }
    }
}
