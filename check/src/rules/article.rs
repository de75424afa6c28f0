//! Whether an article's marks and skeleton are in order.

use std::collections::BTreeSet;

use dossier::v1::{Article, Block};

use super::index::Index;
use crate::diagnostic::{At, Finding, Rule};
use crate::text::passage::{Passage, PassageError};
use crate::text::{NORMALIZATION, SEGMENTATIONS, SkeletonIndex, digest, is_digest};

/// Checks all articles of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (_, article) in index.own_articles() {
        marks(article, findings);
        methods(article, findings);
        blocks(article, findings);
        texts(article, findings);
    }
}

/// What is wrong with the id of a block, where `ids` are those before it.
fn wrong_id<'b>(id: &'b str, ids: &mut BTreeSet<&'b str>) -> Option<String> {
    let whole = id
        .parse::<Passage>()
        .is_ok_and(|passage| passage.sentences.is_none());
    // That it is missing is another finding.
    if !id.is_empty() && !whole {
        let message = format!("`{id}` is not the id of a block; blocks are `p0`, `p1` and so on");
        return Some(message);
    }
    (!ids.insert(id) && whole)
        .then(|| format!("two blocks have the id `{id}`; scan the text again"))
}

/// Blocks are told apart by their ids, and sentences lie in their block, one behind the other.
fn blocks(article: &Article, findings: &mut Vec<Finding>) {
    let mut ids = BTreeSet::new();
    let blocks = article
        .skeleton
        .iter()
        .flat_map(|skeleton| &skeleton.blocks);
    for (number, block) in blocks.enumerate() {
        let at = At::resource(&article.name)
            .field("skeleton")
            .field("blocks")
            .index(number);
        if let Some(message) = wrong_id(&block.id, &mut ids) {
            findings.push(Finding::new(Rule::BadPlace, at.field("id"), message));
        }
        if let Some((number, message)) = wrong_sentence(block) {
            let at = at.field("sentences").index(number);
            findings.push(Finding::new(Rule::SentenceRange, at, message));
        }
    }
}

/// The words of a block are those that its digest is of. Whether they may be kept is for `rights` to tell;
/// that the digest is none is another finding.
fn texts(article: &Article, findings: &mut Vec<Finding>) {
    let blocks = article
        .skeleton
        .iter()
        .flat_map(|skeleton| &skeleton.blocks);
    for (number, block) in blocks.enumerate() {
        if block.text.is_empty() || !is_digest(&block.digest) || holds_words(block) {
            continue;
        }
        let at = At::resource(&article.name)
            .field("skeleton")
            .field("blocks")
            .index(number);
        let message = format!(
            "the text of `{}` is not the one that its digest and length describe; scan the text again",
            block.id
        );
        findings.push(Finding::new(
            Rule::DigestMismatch,
            at.field("text"),
            message,
        ));
    }
}

fn holds_words(block: &Block) -> bool {
    // A length that could not be read is 0, and told elsewhere.
    let length = block.text.chars().count() as u64;
    digest(&block.text) == block.digest && [0, length].contains(&u64::from(block.length))
}

/// The first sentence of a block that is not where a sentence can be, and what is wrong with it.
fn wrong_sentence(block: &Block) -> Option<(usize, String)> {
    let mut before = 0;
    for (number, sentence) in block.sentences.iter().enumerate() {
        let (start, end) = (sentence.start, sentence.end);
        let range = format!(
            "sentence {} of `{}`, [{start},{end}),",
            number + 1,
            block.id
        );
        let wrong = if end <= start {
            "has no characters".to_owned()
        } else if start < before {
            "starts before the previous one ends".to_owned()
        } else if end > block.length {
            format!("ends after the {} characters of the block", block.length)
        } else {
            before = end;
            continue;
        };
        return Some((number, format!("{range} {wrong}; scan the text again")));
    }
    None
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
