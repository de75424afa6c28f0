//! How all evidence on an article stands against its text.

use std::collections::BTreeMap;

use dossier::v1::{AnchorCount, AnchorReport, Article, Fact, VerifyArticleResponse};

use super::{Document, Segmentation};

/// Compares every evidence that rests on an article with its text, cut by the profile that the
/// article's skeleton names.
pub fn verify<'a>(
    article: &Article,
    text: &str,
    facts: impl Iterator<Item = &'a Fact>,
) -> VerifyArticleResponse {
    let document = Document::parse(text, Segmentation::for_article(article));
    let text_digest = document.digest();
    let mut anchors: Vec<AnchorReport> = facts
        .flat_map(|fact| reports(fact, &article.name, &document))
        .collect();
    anchors.sort_by(|left, right| left.fact.cmp(&right.fact));
    VerifyArticleResponse {
        article: article.name.clone(),
        text_matches_skeleton: article
            .skeleton
            .as_ref()
            .is_some_and(|skeleton| skeleton.digest == text_digest),
        text_digest,
        counts: counts(&anchors),
        anchors,
        ..VerifyArticleResponse::default()
    }
}

/// How many anchors are in each state.
fn counts(anchors: &[AnchorReport]) -> Vec<AnchorCount> {
    let mut counts: BTreeMap<i32, i32> = BTreeMap::new();
    for anchor in anchors {
        *counts.entry(anchor.state).or_default() += 1;
    }
    let counts = counts.into_iter();
    counts
        .map(|(state, count)| AnchorCount { state, count })
        .collect()
}

fn reports(fact: &Fact, article: &str, document: &Document) -> Vec<AnchorReport> {
    let mut reports = Vec::new();
    let evidence = (0..)
        .zip(&fact.evidence)
        .filter(|(_, evidence)| evidence.article == article);
    for (evidence_index, evidence) in evidence {
        for (selector_index, selector) in (0..).zip(&evidence.selectors) {
            let anchor = document.anchor(selector);
            reports.push(AnchorReport {
                fact: fact.name.clone(),
                evidence_index,
                selector_index,
                selector: Some(selector.clone()),
                state: anchor.state.into(),
                relocated_to: anchor.relocated_to,
            });
        }
    }
    reports
}
