//! Whether an article's marks and skeleton are in order.

use std::collections::BTreeSet;
use std::ops::Range;

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
///
/// A normalised block has no space at its ends and no two in a row, so that its sentences fill it but
/// for one space between two of them. A number that a hand changed is noticed by that.
fn wrong_sentence(block: &Block) -> Option<(usize, String)> {
    let mut before = None;
    let last = block.sentences.len().checked_sub(1)?;
    for (number, sentence) in block.sentences.iter().enumerate() {
        let (start, end) = (sentence.start, sentence.end);
        let Some(wrong) = wrong_range(start..end, before, block.length, number == last) else {
            before = Some(end);
            continue;
        };
        let number_in_block = number + 1;
        let id = &block.id;
        let message = format!(
            "sentence {number_in_block} of `{id}`, [{start},{end}), {wrong}; scan the text again"
        );
        return Some((number, message));
    }
    None
}

/// What is wrong with the place of a sentence in a block of that length, where `before` is the end of
/// the one before it.
fn wrong_range(
    range: Range<u32>,
    before: Option<u32>,
    length: u32,
    is_last: bool,
) -> Option<String> {
    let Range { start, end } = range;
    if end <= start {
        return Some("has no characters".to_owned());
    }
    if start < before.unwrap_or_default() {
        return Some("starts before the previous one ends".to_owned());
    }
    if end > length {
        return Some(format!("ends after the {length} characters of the block"));
    }
    match before {
        None if start > 0 => Some("does not start where the block does".to_owned()),
        Some(before) if start - before > 1 => Some(format!(
            "starts {} characters after the previous one ends, at most one is between two",
            start - before
        )),
        _ if is_last && end < length => Some(format!(
            "is the last, but ends before the {length} characters of the block"
        )),
        _ => None,
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
