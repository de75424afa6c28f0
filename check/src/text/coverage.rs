//! Which sentences of an article facts rest on, and which nobody has dealt with.

use std::collections::BTreeMap;

use dossier::v1::{
    Article, CoverageReportResponse, CoverageState, Fact, LifecycleState, SentenceCoverage,
    SentenceRole,
};

use super::place::Place;

/// Reports the coverage of an article by facts that stand; drafts, superseded and retracted ones do
/// not count.
pub fn coverage<'a>(
    article: &Article,
    facts: impl Iterator<Item = &'a Fact>,
) -> CoverageReportResponse {
    let mut by_place: BTreeMap<(String, u32), Vec<String>> = BTreeMap::new();
    for fact in facts.filter(|fact| stands(fact)) {
        for place in sentences_of(fact, article) {
            let names = by_place.entry(place).or_default();
            if names.last() != Some(&fact.name) {
                names.push(fact.name.clone());
            }
        }
    }
    let mut report = CoverageReportResponse {
        article: article.name.clone(),
        ..Default::default()
    };
    let blocks = article
        .skeleton
        .iter()
        .flat_map(|skeleton| &skeleton.blocks);
    for block in blocks {
        for (number, _) in (1..).zip(&block.sentences) {
            let facts = by_place
                .remove(&(block.id.clone(), number))
                .unwrap_or_default();
            let role = mark(article, &block.id, number);
            report
                .sentences
                .push(sentence(format!("{}.s{number}", block.id), facts, role));
        }
    }
    for sentence in &report.sentences {
        report.sentence_count += 1;
        match sentence.state() {
            CoverageState::Covered => report.covered_count += 1,
            CoverageState::Marked => report.marked_count += 1,
            _ => report.uncovered_count += 1,
        }
    }
    report
}

fn stands(fact: &Fact) -> bool {
    matches!(
        fact.state(),
        LifecycleState::Published | LifecycleState::Unspecified
    )
}

/// The sentences on which a fact rests in one article.
fn sentences_of(fact: &Fact, article: &Article) -> Vec<(String, u32)> {
    let evidence = fact
        .evidence
        .iter()
        .filter(|evidence| evidence.article == article.name);
    evidence
        .flat_map(|evidence| &evidence.selectors)
        .flat_map(|selector| {
            // A selector may claim any number; a block has only so many sentences.
            let blocks = article
                .skeleton
                .iter()
                .flat_map(|skeleton| &skeleton.blocks);
            let block = blocks.into_iter().find(|block| block.id == selector.block);
            let count = block.map_or(0, |block| block.sentences.len() as u32);
            let numbers = selector.first_sentence..=selector.last_sentence.min(count);
            numbers.map(|number| (selector.block.clone(), number))
        })
        .collect()
}

fn mark(article: &Article, block: &str, number: u32) -> SentenceRole {
    let marks = article.marks.iter().filter(|mark| {
        mark.at.parse::<Place>().is_ok_and(|place| {
            let within = |(first, last)| (first..=last).contains(&number);
            place.block == block && place.sentences.is_none_or(within)
        })
    });
    marks
        .map(dossier::v1::SentenceMark::role)
        .next()
        .unwrap_or(SentenceRole::Unspecified)
}

fn sentence(place: String, facts: Vec<String>, role: SentenceRole) -> SentenceCoverage {
    let (state, role) = match (facts.is_empty(), role) {
        (false, _) => (CoverageState::Covered, SentenceRole::Unspecified),
        (true, SentenceRole::Unspecified) => (CoverageState::Uncovered, role),
        (true, _) => (CoverageState::Marked, role),
    };
    SentenceCoverage {
        place,
        state: state.into(),
        role: role.into(),
        facts,
    }
}
