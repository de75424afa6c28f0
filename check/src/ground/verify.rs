//! Compares all evidence from an article with its text: places, and what the facts say.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{
    Article, Entity, Fact, Grounding, GroundingReport, PartKind, Verdict, VerdictCount,
    VerifyArticleResponse,
};

use super::article::ArticleText;
use super::judge::judge;
use super::judgement::Judgement;
use super::names::Names;
use super::part::parts_digest;
use crate::diagnostic::{Finding, Severity};
use crate::text::{self, Document, Segmentation};

/// The method by which facts are compared with words; a change of behaviour gets a new name.
pub const METHOD: &str = "dossier-ground/1";

/// What was found of one evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// The fact. Example: `facts/treaty`.
    pub fact: String,
    /// Which of its evidences, counted from 0.
    pub evidence_index: usize,
    /// What was found of each part, in the order of the contract.
    pub judgements: Vec<Judgement>,
    /// Its record, not yet signed.
    pub record: Grounding,
}

/// Compares all evidence from an article with its text, split by the profile that the article's
/// skeleton names. Facts come in their order.
pub fn ground<'a>(
    article: &Article,
    text: &str,
    facts: impl Iterator<Item = &'a Fact>,
    entities: impl Iterator<Item = &'a Entity>,
) -> Vec<Ground> {
    let document = Document::parse(text, Segmentation::for_article(article));
    let names = Names::new(entities);
    let words = ArticleText::read(&document, article, &names);
    let digest = document.digest();
    let mut found = Vec::new();
    for fact in facts {
        let (here, of_fact) = judged(fact, &article.name, &words);
        for (evidence_index, judgements) in here.into_iter().zip(of_fact) {
            let selectors = fact
                .evidence
                .get(evidence_index)
                .map(|evidence| &evidence.selectors);
            let record = Grounding {
                method: METHOD.to_owned(),
                text_digest: digest.clone(),
                selector_digests: selectors
                    .into_iter()
                    .flatten()
                    .map(|selector| selector.digest.clone())
                    .collect(),
                parts_digest: parts_digest(fact, evidence_index),
                parts: judgements
                    .iter()
                    .filter(|judgement| judgement.part.kind != PartKind::Choice)
                    .map(Judgement::recorded)
                    .collect(),
                ..Grounding::default()
            };
            found.push(Ground {
                fact: fact.name.clone(),
                evidence_index,
                judgements,
                record,
            });
        }
    }
    found
}

/// What is found of each evidence of a fact that is from an article, with their numbers.
pub(super) fn judged(
    fact: &Fact,
    article: &str,
    words: &ArticleText<'_>,
) -> (Vec<usize>, Vec<Vec<Judgement>>) {
    let evidence = fact.evidence.iter().enumerate();
    let here = evidence.filter(|(_, evidence)| evidence.article == article);
    let here: Vec<usize> = here.map(|(number, _)| number).collect();
    let each = here.iter().map(|number| judge(fact, *number, words));
    let mut of_fact: Vec<Vec<Judgement>> = each.collect();
    bear_out(fact, &here, &mut of_fact);
    // Most words say nothing of a value of a list, so that such a value is only told where it is doubted.
    let is_told = |judgement: &Judgement| {
        judgement.part.kind != PartKind::Choice || judgement.severity().is_some()
    };
    for judgements in &mut of_fact {
        judgements.retain(is_told);
    }
    (here, of_fact)
}

/// Notes which parts another evidence of the fact bears out: one on this text, or one on another article
/// whose record says so.
fn bear_out(fact: &Fact, here: &[usize], of_fact: &mut [Vec<Judgement>]) {
    let found = |verdict: Verdict| verdict == Verdict::Found;
    let mut held: BTreeSet<String> = BTreeSet::new();
    for judgement in of_fact.iter().flatten().filter(|fact| found(fact.verdict)) {
        held.insert(judgement.part.field.to_string());
    }
    let elsewhere = fact.evidence.iter().enumerate();
    let elsewhere = elsewhere.filter(|(number, _)| !here.contains(number));
    for (number, evidence) in elsewhere {
        let record = evidence.grounding.as_ref();
        let record = record.filter(|record| record.parts_digest == parts_digest(fact, number));
        let parts = record.iter().flat_map(|record| &record.parts);
        let parts = parts.filter(|part| found(part.verdict()));
        held.extend(parts.map(|part| part.field.clone()));
    }
    // What belongs to one evidence alone has a path of its own, which nobody else bears out.
    for judgement in of_fact.iter_mut().flatten() {
        judgement.borne_out =
            !found(judgement.verdict) && held.contains(judgement.part.field.as_str());
    }
}

/// Compares all evidence from an article with its text: its places, and what its facts say.
pub fn verify<'a>(
    article: &Article,
    text: &str,
    facts: &[&'a Fact],
    entities: impl Iterator<Item = &'a Entity>,
) -> (VerifyArticleResponse, Vec<Ground>) {
    let mut response = text::verify(article, text, facts.iter().copied());
    let mut grounds = ground(article, text, facts.iter().copied(), entities);
    grounds.sort_by(|left, right| left.fact.cmp(&right.fact));
    response.groundings = reports(&grounds);
    let mut counts: BTreeMap<i32, i32> = BTreeMap::new();
    for report in &response.groundings {
        if let Some(part) = &report.part {
            *counts.entry(part.verdict).or_default() += 1;
        }
    }
    let counts = counts.into_iter();
    response.verdict_counts = counts
        .map(|(verdict, count)| VerdictCount { verdict, count })
        .collect();
    (response, grounds)
}

/// The findings for an editor, without locations yet.
pub fn findings(grounds: &[Ground]) -> Vec<Finding> {
    let each = grounds.iter().flat_map(|ground| {
        let judgements = ground.judgements.iter();
        judgements.filter_map(|judgement| judgement.finding(&ground.fact))
    });
    each.collect()
}

/// What was found, as a message of the contract. A name that a fact has twice, as speaker and as the
/// origin of the attribution, is reported for both.
pub fn reports(grounds: &[Ground]) -> Vec<GroundingReport> {
    let each = grounds.iter().flat_map(|ground| {
        ground.judgements.iter().map(|judgement| GroundingReport {
            fact: ground.fact.clone(),
            evidence_index: i32::try_from(ground.evidence_index).unwrap_or(i32::MAX),
            part: Some(judgement.recorded()),
            is_error: judgement.severity() == Some(Severity::Error),
            fact_says: match judgement.part.kind {
                PartKind::Statement if judgement.verdict == Verdict::Found => String::new(),
                _ => judgement.fact_says.clone(),
            },
            words_say: judgement.words_say.clone(),
            message: judgement.message(),
        })
    });
    each.collect()
}
