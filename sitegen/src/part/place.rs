//! Where in an article something stands, in words, and whether it was found there.

use std::collections::BTreeMap;

use dossier::v1::{AnchorState, Block, BlockRole, Evidence, Fact, Selector};

use crate::desk::{Desk, Line, Run, separated};
use crate::url::{self, Place};

/// How many places of some facts were found in the texts, and how many not: `checked against the
/// text: 78 places`.
pub(crate) fn anchors(desk: &Desk<'_>, facts: &[&Fact]) -> String {
    let mut counts: BTreeMap<AnchorState, usize> = BTreeMap::new();
    for evidence in facts.iter().flat_map(|fact| &fact.evidence) {
        *counts.entry(found(evidence)).or_default() += 1;
    }
    let told = counts.into_iter().map(|(state, count)| {
        let word = desk.words.term(state.as_str_name());
        desk.labelled(word, &(desk.words.places)(count))
    });
    told.collect::<Vec<_>>().join(" · ")
}

/// Whether a place was found; what no text was at hand for is not checked.
pub(super) fn found(evidence: &Evidence) -> AnchorState {
    match evidence.anchor_state() {
        AnchorState::Unspecified => AnchorState::Unchecked,
        state => state,
    }
}

/// The places of an article that an evidence names.
pub(crate) fn places(desk: &Desk<'_>, evidence: &Evidence) -> Line {
    let report = desk.library.coverage.get(&evidence.article);
    let sentences = report
        .map(|report| report.sentences.as_slice())
        .unwrap_or_default();
    let page = desk.link(Place::Article(&evidence.article));
    let runs = evidence.selectors.iter().map(|selector| {
        let (place, anchor) = (place(desk, &evidence.article, selector), anchor(selector));
        // The article's page has a row for each sentence that the server knows.
        if sentences.iter().any(|sentence| sentence.place == anchor) {
            Run::link(place, format!("{page}{}", url::fragment(&anchor)))
        } else {
            Run::plain(place)
        }
    });
    separated("; ", runs)
}

fn place(desk: &Desk<'_>, article: &str, selector: &Selector) -> String {
    let (first, last) = (selector.first_sentence, selector.last_sentence);
    let block = block(desk, article, &selector.block);
    match (first, last) {
        (0, _) => block,
        (first, last) if last > first => {
            let sentences = (desk.words.label.sentences)(&format!("{first}–{last}"), true);
            format!("{block}{}{sentences}", desk.words.comma)
        }
        (first, _) => {
            let sentence = (desk.words.label.sentences)(&first.to_string(), false);
            format!("{block}{}{sentence}", desk.words.comma)
        }
    }
}

/// A place as it is written in content, in words: `p7.s2` → `paragraph 7, sentence 2`.
pub(crate) fn sentence(desk: &Desk<'_>, article: &str, place: &str) -> String {
    let parts = place.split_once(".s");
    let Some((own, number)) = parts.and_then(|(own, number)| Some((own, number.parse().ok()?)))
    else {
        return place.to_owned();
    };
    let selector = Selector {
        block: own.to_owned(),
        first_sentence: number,
        ..Selector::default()
    };
    self::place(desk, article, &selector)
}

/// A block by what it is: `headline`, `paragraph 7`. There is one headline; all else is counted as the
/// article's skeleton counts it.
fn block(desk: &Desk<'_>, article: &str, id: &str) -> String {
    let article = desk.library.article(article);
    let skeleton = article.and_then(|article| article.skeleton.as_ref());
    let mut blocks = skeleton.iter().flat_map(|skeleton| &skeleton.blocks);
    let role = match blocks.find(|block| block.id == id).map(Block::role) {
        None | Some(BlockRole::Unspecified) => BlockRole::Paragraph,
        Some(role) => role,
    };
    let word = desk.words.term(role.as_str_name());
    match role {
        BlockRole::Headline => word.to_owned(),
        _ => format!("{word} {}", id.trim_start_matches('p')),
    }
}

/// The id of a place on its article's page.
fn anchor(selector: &Selector) -> String {
    match selector.first_sentence {
        0 => format!("{}.s1", selector.block),
        sentence => format!("{}.s{sentence}", selector.block),
    }
}
