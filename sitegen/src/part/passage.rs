//! Where in an article something stands, in words, and whether the place holds the same words.

use std::collections::BTreeMap;

use dossier::v1::{AnchorState, BlockRole, Evidence, Fact, Selector};

use crate::context::PageContext;
use crate::html::{Inline, Inlines, separated};
use crate::url::{self, Route};

/// How many places of some facts hold the same words, and how many not: `the place holds the same
/// words: 78 places`.
pub(crate) fn anchors(context: &PageContext<'_>, facts: &[&Fact]) -> String {
    let mut counts: BTreeMap<AnchorState, usize> = BTreeMap::new();
    for evidence in facts.iter().flat_map(|fact| &fact.evidence) {
        *counts.entry(found(evidence)).or_default() += 1;
    }
    if let (Some(kept), 1) = (counts.get(&AnchorState::Verified), counts.len()) {
        return (context.words.site.kept)(*kept);
    }
    let labels = counts.into_iter().map(|(state, count)| {
        let word = context.words.term(state.as_str_name());
        context.labelled(word, &(context.words.places)(count))
    });
    labels.collect::<Vec<_>>().join(" · ")
}

/// Whether a place holds the same words; where nothing was at hand to compare with, nobody knows.
pub(crate) fn found(evidence: &Evidence) -> AnchorState {
    match evidence.anchor_state() {
        AnchorState::Unspecified => AnchorState::Unchecked,
        state => state,
    }
}

/// The places of an article that an evidence names.
pub(crate) fn places(context: &PageContext<'_>, evidence: &Evidence) -> Inlines {
    let page = context.link(Route::Article(&evidence.article));
    let inlines = evidence.selectors.iter().map(|selector| {
        let (place, anchor) = (
            place(context, &evidence.article, selector),
            anchor(selector),
        );
        // The article's page has a row for each sentence that the server knows.
        if context.catalog.has_passage(&evidence.article, &anchor) {
            Inline::link(place, format!("{page}{}", url::fragment(&anchor)))
        } else {
            Inline::plain(place)
        }
    });
    separated(context.words.semicolon, inlines)
}

fn place(context: &PageContext<'_>, article: &str, selector: &Selector) -> String {
    let (first, last) = (selector.first_sentence, selector.last_sentence);
    let block = block(context, article, &selector.block);
    match (first, last) {
        (0, _) => block,
        (first, last) if last > first => {
            let sentences = (context.words.label.sentences)(&format!("{first}–{last}"), true);
            format!("{block}{}{sentences}", context.words.comma)
        }
        (first, _) => {
            let sentence = (context.words.label.sentences)(&first.to_string(), false);
            format!("{block}{}{sentence}", context.words.comma)
        }
    }
}

/// A place as it is written in content, in words: `p7.s2` → `paragraph 7, sentence 2`.
pub(crate) fn sentence(context: &PageContext<'_>, article: &str, place: &str) -> String {
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
    self::place(context, article, &selector)
}

/// A block by what it is: `headline`, `paragraph 7`. There is one headline; all else is counted as the
/// article's skeleton counts it.
fn block(context: &PageContext<'_>, article: &str, id: &str) -> String {
    let role = match context.catalog.block_role(article, id) {
        None | Some(BlockRole::Unspecified) => BlockRole::Paragraph,
        Some(role) => role,
    };
    let word = context.words.term(role.as_str_name());
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
