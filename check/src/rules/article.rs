//! Whether an article's marks and skeleton are in order.

use dossier::v1::Article;

use super::index::Index;
use crate::diagnostic::{At, Finding, Rule};
use crate::text::passage::{Passage, PassageError};
use crate::text::{NORMALIZATION, SEGMENTATIONS, SkeletonIndex};

/// Checks all articles of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (_, article) in index.own_articles() {
        marks(article, findings);
        methods(article, findings);
    }
}

/// A mark is of sentences that the skeleton has.
fn marks(article: &Article, findings: &mut Vec<Finding>) {
    if article.marks.is_empty() {
        return;
    }
    let skeleton = article.skeleton.clone().map(SkeletonIndex::new);
    for (number, mark) in article.marks.iter().enumerate() {
        if let Err((rule, message)) = marked(skeleton.as_ref(), &mark.at) {
            let at = At::resource(&article.name).field("marks").index(number);
            findings.push(Finding::new(rule, at.field("at"), message));
        }
    }
}

/// Whether there is the passage that a mark is of; what is wrong where there is not.
fn marked(skeleton: Option<&SkeletonIndex>, mark: &str) -> Result<(), (Rule, String)> {
    let wrong = |error: PassageError| match error {
        PassageError::InDoubt(_) => (Rule::ChangedWords, error.to_string()),
        _ => (Rule::BadPlace, error.to_string()),
    };
    let passage: Passage = mark.parse().map_err(wrong)?;
    let without = "the article has no skeleton whose sentences could be marked; make one with `dossier-server scan`";
    let skeleton = skeleton.ok_or_else(|| (Rule::BadPlace, without.to_owned()))?;
    skeleton.selectors(&passage).map(drop).map_err(wrong)
}

/// A skeleton made by other rules could not be compared with a text.
fn methods(article: &Article, findings: &mut Vec<Finding>) {
    let Some(skeleton) = &article.skeleton else {
        return;
    };
    let methods = [
        (
            "normalization",
            &skeleton.normalization,
            &[NORMALIZATION][..],
        ),
        ("segmentation", &skeleton.segmentation, &SEGMENTATIONS[..]),
    ];
    for (field, found, known) in methods {
        if !found.is_empty() && !known.contains(&found.as_str()) {
            let known = known.join("` and `");
            let message = format!(
                "this version does not know the method `{found}`, only `{known}`; scan the text again"
            );
            let at = At::resource(&article.name).field("skeleton").field(field);
            findings.push(Finding::new(Rule::UnknownMethod, at, message));
        }
    }
}
