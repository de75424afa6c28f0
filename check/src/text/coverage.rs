//! Which sentences of an article facts rest on, and which nobody has dealt with.

use std::collections::HashMap;

use dossier::v1::{
    Article, Block, CoverageReportResponse, CoverageState, Fact, SentenceCoverage, SentenceMark,
    SentenceRole,
};

use super::passage::Passage;

/// What is known of one sentence.
#[derive(Clone, Default)]
struct Coverage {
    /// The current facts that rest on it.
    facts: Vec<String>,
    /// What the first mark says of it.
    role: SentenceRole,
}

/// The sentences of one block, in their order.
struct CoveredBlock<'a> {
    id: &'a str,
    sentences: Vec<Coverage>,
}

/// The sentences of an article.
struct CoverageMap<'a> {
    blocks: Vec<CoveredBlock<'a>>,
    /// Where each block is.
    positions: HashMap<&'a str, usize>,
}

/// Reports the coverage of an article by current facts; drafts, superseded and retracted ones do not
/// count.
pub fn coverage<'a>(
    article: &Article,
    facts: impl Iterator<Item = &'a Fact>,
) -> CoverageReportResponse {
    let skeleton = article.skeleton.iter();
    let mut map = CoverageMap::new(skeleton.flat_map(|skeleton| &skeleton.blocks));
    for mark in &article.marks {
        map.mark(mark);
    }
    for fact in facts.filter(|fact| fact.state().is_current()) {
        map.rest(fact, &article.name);
    }
    map.report(&article.name)
}

impl<'a> CoverageMap<'a> {
    fn new(blocks: impl Iterator<Item = &'a Block>) -> Self {
        let blocks: Vec<CoveredBlock<'_>> = blocks
            .map(|block| CoveredBlock {
                id: &block.id,
                sentences: vec![Coverage::default(); block.sentences.len()],
            })
            .collect();
        let positions = blocks.iter().map(|block| block.id).zip(0..).collect();
        Self { blocks, positions }
    }

    /// The sentences of a block from the first to the last, numbered from 1, as far as there are such.
    fn sentences(&mut self, block: &str, first: u32, last: u32) -> &mut [Coverage] {
        let position = self.positions.get(block);
        let block = position.and_then(|position| self.blocks.get_mut(*position));
        let Some(block) = block else {
            return &mut [];
        };
        let end = block.sentences.len().min(last as usize);
        let start = (first as usize).saturating_sub(1);
        block.sentences.get_mut(start..end).unwrap_or_default()
    }

    /// Notes what an editor says of a passage. Where two marks speak of one sentence, the first counts.
    fn mark(&mut self, mark: &SentenceMark) {
        let Ok(passage) = mark.at.parse::<Passage>() else {
            return;
        };
        let (first, last) = passage.sentences.unwrap_or((1, u32::MAX));
        for sentence in self.sentences(&passage.block, first, last) {
            if sentence.role == SentenceRole::Unspecified {
                sentence.role = mark.role();
            }
        }
    }

    /// Notes the sentences that a fact rests on.
    fn rest(&mut self, fact: &Fact, article: &str) {
        let evidence = fact.evidence.iter();
        let ours = evidence.filter(|evidence| evidence.article == article);
        for selector in ours.flat_map(|evidence| &evidence.selectors) {
            let (first, last) = (selector.first_sentence, selector.last_sentence);
            for sentence in self.sentences(&selector.block, first, last) {
                if sentence.facts.last() != Some(&fact.name) {
                    sentence.facts.push(fact.name.clone());
                }
            }
        }
    }

    fn report(self, article: &str) -> CoverageReportResponse {
        let mut report = CoverageReportResponse {
            article: article.to_owned(),
            ..CoverageReportResponse::default()
        };
        for block in self.blocks {
            for (number, sentence) in (1..).zip(block.sentences) {
                let place = format!("{}.s{number}", block.id);
                let sentence = described(place, sentence);
                report.sentence_count += 1;
                match sentence.state() {
                    CoverageState::Covered => report.covered_count += 1,
                    CoverageState::Marked => report.marked_count += 1,
                    _ => report.uncovered_count += 1,
                }
                report.sentences.push(sentence);
            }
        }
        report
    }
}

/// A sentence as the contract describes it: a mark counts only where no fact rests on it.
fn described(place: String, sentence: Coverage) -> SentenceCoverage {
    let (state, role) = match (sentence.facts.is_empty(), sentence.role) {
        (false, _) => (CoverageState::Covered, SentenceRole::Unspecified),
        (true, SentenceRole::Unspecified) => (CoverageState::Uncovered, sentence.role),
        (true, _) => (CoverageState::Marked, sentence.role),
    };
    SentenceCoverage {
        place,
        state: state.into(),
        role: role.into(),
        facts: sentence.facts,
    }
}
