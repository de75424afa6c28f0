//! The words of an article, where its rights let the store keep them: the sentences that a fact rests on,
//! and all of the text with its facts beside it.

use std::collections::BTreeSet;

use dossier::v1::{
    AnchorState, Article, Block, BlockRole, CoverageState, Evidence, Rights, Selector, Sentence,
    SentenceCoverage, SentenceRole, TextPolicy,
};

use crate::context::PageContext;
use crate::html::Inline;
use crate::part::voice_mark::{VoiceMark, mark_of};

/// Some sentences of one block, and which parts of them are what a fact rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The words' language where it is not the page's; else empty.
    pub(crate) lang: String,
    /// The parts in order, and whether each is selected. Where all is selected, nothing is marked.
    pub(crate) parts: Vec<(bool, String)>,
}

impl Excerpt {
    /// The words without marks.
    pub(crate) fn text(&self) -> String {
        self.parts.iter().map(|(_, text)| text.as_str()).collect()
    }
}

/// A block of an article, with what rests on it.
#[derive(Clone, Debug)]
pub(crate) struct TextBlock {
    pub(crate) lang: String,
    /// Whether it is a headline or a heading.
    pub(crate) is_heading: bool,
    pub(crate) sentences: Vec<TextSentence>,
    /// The facts, in the order of the sentences.
    pub(crate) facts: Vec<TextFact>,
}

/// A sentence of an article.
#[derive(Clone, Debug)]
pub(crate) struct TextSentence {
    /// Its place, which is its id on the page: `p2.s1`.
    pub(crate) anchor: String,
    pub(crate) text: String,
    /// Whether a fact rests on it.
    pub(crate) is_covered: bool,
    /// What it is where no fact does; may be empty.
    pub(crate) role: &'static str,
}

/// A fact that rests on a sentence of a block.
#[derive(Clone, Debug)]
pub(crate) struct TextFact {
    /// The place of the first sentence that it rests on, and that sentence's number in the block.
    pub(crate) anchor: String,
    pub(crate) number: String,
    pub(crate) fact: Inline,
    pub(crate) mark: Option<VoiceMark>,
}

/// The sentences that an evidence selects, as far as their words are kept and still the same.
pub(crate) fn excerpts(context: &PageContext<'_>, evidence: &Evidence) -> Vec<Excerpt> {
    if evidence.anchor_state() != AnchorState::Verified {
        return Vec::new();
    }
    let Some(article) = context.catalog.article(&evidence.article) else {
        return Vec::new();
    };
    let lang = context.lang(&article.language_code);
    let blocks = evidence
        .selectors
        .chunk_by(|left, right| left.block == right.block);
    let excerpts = blocks.filter_map(|selectors| {
        let block = block_of(article, &selectors.first()?.block)?;
        let parts = parts(block, selectors)?;
        Some(Excerpt {
            lang: lang.clone(),
            parts,
        })
    });
    excerpts.collect()
}

/// Why the text of an article is not on its page, in a sentence; nothing where all of it is.
pub(crate) fn unshown(context: &PageContext<'_>, article: &Article) -> &'static str {
    if has_text(article) {
        return "";
    }
    let label = &context.words.label;
    match article.rights.as_ref().map(Rights::text_policy) {
        Some(TextPolicy::Full) => label.text_not_kept,
        Some(TextPolicy::ShortQuotes) => label.text_in_quotations,
        _ => label.text_not_allowed,
    }
}

/// The blocks of an article's text, with the facts that rest on each; none where it is not kept.
pub(crate) fn text_blocks(
    context: &PageContext<'_>,
    article: &Article,
    sentences: &[SentenceCoverage],
) -> Vec<TextBlock> {
    if !has_text(article) {
        return Vec::new();
    }
    let lang = context.lang(&article.language_code);
    let blocks = blocks(article).map(|block| TextBlock {
        lang: lang.clone(),
        is_heading: matches!(block.role(), BlockRole::Headline | BlockRole::Heading),
        sentences: text_sentences(context, block, sentences),
        facts: text_facts(context, block, sentences),
    });
    blocks.collect()
}

/// What a sentence is that no fact rests on; empty where one does.
pub(crate) fn role(context: &PageContext<'_>, sentence: &SentenceCoverage) -> &'static str {
    let name = match (sentence.state(), sentence.role()) {
        (CoverageState::Marked, role) if role != SentenceRole::Unspecified => role.as_str_name(),
        (CoverageState::Uncovered, _) => CoverageState::Uncovered.as_str_name(),
        _ => return "",
    };
    context.words.term(name)
}

fn blocks(article: &Article) -> impl Iterator<Item = &Block> {
    let skeleton = article.skeleton.iter();
    skeleton.flat_map(|skeleton| &skeleton.blocks)
}

fn block_of<'a>(article: &'a Article, id: &str) -> Option<&'a Block> {
    blocks(article).find(|block| block.id == id && !block.text.is_empty())
}

/// Whether every block of an article has its words.
fn has_text(article: &Article) -> bool {
    let mut blocks = blocks(article).peekable();
    blocks.peek().is_some() && blocks.all(|block| !block.text.is_empty())
}

/// The sentences around some selections of a block, cut where a selection starts or ends.
fn parts(block: &Block, selectors: &[Selector]) -> Option<Vec<(bool, String)>> {
    let sentences = selectors.iter().flat_map(|selector| {
        let first = selector.first_sentence.max(1) as usize - 1;
        let last = (selector.last_sentence as usize).max(first + 1);
        block.sentences.get(first..last).unwrap_or_default()
    });
    let spans = sentences.map(|sentence| (sentence.start, sentence.end));
    let spans: Vec<(u32, u32)> = spans
        .chain(
            selectors
                .iter()
                .map(|selector| (selector.start, selector.end)),
        )
        .collect();
    let start = spans.iter().map(|span| span.0).min()?;
    let end = spans.iter().map(|span| span.1).max()?;
    let characters = block.text.chars().zip(0_u32..);
    let mut parts: Vec<(bool, String)> = Vec::new();
    for (character, at) in characters.skip(start as usize) {
        if at >= end {
            break;
        }
        let is_selected = selectors
            .iter()
            .any(|selector| (selector.start..selector.end).contains(&at));
        match parts.last_mut() {
            // The space between two selected sentences belongs to both.
            Some((was_selected, text)) if *was_selected == is_selected || character == ' ' => {
                text.push(character);
            }
            _ => parts.push((is_selected, String::from(character))),
        }
    }
    if parts.len() == 1 {
        for part in &mut parts {
            part.0 = false;
        }
    }
    Some(parts)
}

fn text_sentences(
    context: &PageContext<'_>,
    block: &Block,
    coverage: &[SentenceCoverage],
) -> Vec<TextSentence> {
    let numbered = (1_usize..).zip(&block.sentences);
    let sentences = numbered.map(|(number, sentence)| {
        let anchor = format!("{}.s{number}", block.id);
        let known = coverage.iter().find(|known| known.place == anchor);
        TextSentence {
            text: words(block, sentence, block.sentences.get(number)),
            is_covered: known.is_some_and(|known| !known.facts.is_empty()),
            role: known.map_or("", |known| role(context, known)),
            anchor,
        }
    });
    sentences.collect()
}

/// The words of a sentence, with the space before the next one, if there is one.
fn words(block: &Block, sentence: &Sentence, next: Option<&Sentence>) -> String {
    let end = next.map_or(sentence.end, |next| next.start);
    let length = end.saturating_sub(sentence.start) as usize;
    let text = block.text.chars().skip(sentence.start as usize);
    text.take(length).collect()
}

/// Each fact once, with the first sentence of the block that it rests on.
fn text_facts(
    context: &PageContext<'_>,
    block: &Block,
    coverage: &[SentenceCoverage],
) -> Vec<TextFact> {
    let mut seen = BTreeSet::new();
    let prefix = format!("{}.s", block.id);
    let mut facts = Vec::new();
    for sentence in coverage {
        let Some(number) = sentence.place.strip_prefix(&prefix) else {
            continue;
        };
        for name in &sentence.facts {
            if seen.insert(name) {
                let fact = context.catalog.fact(name);
                facts.push(TextFact {
                    anchor: sentence.place.clone(),
                    number: number.to_owned(),
                    fact: context.fact(name),
                    mark: fact.and_then(|fact| mark_of(context, fact)),
                });
            }
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selector(first_sentence: u32, start: u32, end: u32) -> Selector {
        Selector {
            block: "p1".to_owned(),
            first_sentence,
            last_sentence: first_sentence,
            start,
            end,
            ..Selector::default()
        }
    }

    /// "Été. It rose." has the sentences [0,4) and [5,13).
    fn block() -> Block {
        let sentence = |start, end| Sentence {
            start,
            end,
            ..Sentence::default()
        };
        Block {
            id: "p1".to_owned(),
            text: "Été. It rose.".to_owned(),
            sentences: vec![sentence(0, 4), sentence(5, 13)],
            ..Block::default()
        }
    }

    #[test]
    fn a_part_of_a_sentence_is_marked_in_it() {
        for (selectors, expected) in [
            (vec![selector(2, 5, 13)], "It rose."),
            (vec![selector(2, 8, 12)], "It [rose]."),
            (vec![selector(1, 0, 3)], "[Été]."),
            (vec![selector(1, 0, 4), selector(2, 5, 13)], "Été. It rose."),
            (
                vec![selector(1, 0, 4), selector(2, 8, 12)],
                "[Été. ]It [rose].",
            ),
            (vec![selector(9, 2, 6)], "é. I"),
            (vec![selector(1, 3, 99)], "Été[. It rose.]"),
        ] {
            let parts = parts(&block(), &selectors).expect("parts");
            let shown = parts.iter().map(|(is_selected, text)| {
                if *is_selected {
                    format!("[{text}]")
                } else {
                    text.clone()
                }
            });
            assert_eq!(shown.collect::<String>(), expected, "{selectors:?}");
        }
    }
}
