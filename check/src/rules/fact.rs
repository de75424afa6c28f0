//! Rules for single kinds of fact: counts, verdicts.

use std::cmp::Ordering::{Equal, Greater, Less};
use std::collections::BTreeSet;

use dossier::name::is_id;
use dossier::v1::{
    AttributionRole, ClaimKind, Comparator, Correction, Fact, Quantity, Stance, Verification,
    fact::Body,
};

use super::index::Index;
use super::names::not_an_id;
use crate::diagnostic::{At, Finding, Rule};
use crate::model::{amount, values};

/// Checks all facts of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (name, fact) in index.own_facts() {
        if let Some(message) = wrong_count(fact) {
            let at = At::resource(name).field("claim").field("count");
            findings.push(Finding::new(Rule::Count, at, message));
        }
        if fact.verification() == Verification::Corroborated && origins(index, fact).len() < 2 {
            let message = "corroboration needs supporting evidence from two different origins; add one, or write another `verification`";
            let at = At::resource(name).field("verification");
            findings.push(Finding::new(Rule::NotCorroborated, at, message));
        }
        corrections(name, fact, findings);
    }
}

/// Corrections are told apart by their ids; those without one by their days and first texts.
fn corrections(name: &str, fact: &Fact, findings: &mut Vec<Finding>) {
    let mut known = BTreeSet::new();
    for (number, correction) in fact.corrections.iter().enumerate() {
        let at = At::resource(name).field("corrections").index(number);
        let Correction { id, date, note, .. } = correction;
        if !id.is_empty() && !is_id(id) {
            let message = not_an_id(id);
            findings.push(Finding::new(Rule::BadId, at.field("id"), message));
            continue;
        }
        let text = note.first().map_or("", |note| note.text.as_str());
        let (identity, message) = if id.is_empty() {
            let message =
                "this correction occurs twice, with the same date and words; remove one of the two";
            ((date.as_str(), text), message.to_owned())
        } else {
            let message = format!("two corrections have the id `{id}`; give each its own");
            ((id.as_str(), ""), message)
        };
        if !known.insert(identity) {
            findings.push(Finding::new(Rule::DuplicateName, at, message));
        }
    }
}

/// A count must allow as many as it lists, and cannot be above what it is out of.
fn wrong_count(fact: &Fact) -> Option<String> {
    let Some(Body::Claim(claim)) = &fact.body else {
        return None;
    };
    if claim.kind() != ClaimKind::Count {
        return None;
    }
    let Some(count) = &claim.count else {
        return Some("a claim of kind `count` has no `count`; add it".to_owned());
    };
    if let Some(total) = &claim.out_of
        && values::compare(&count.value, &total.value) == Some(Greater)
    {
        return Some(format!(
            "the count {} exceeds its total {}",
            count.value, total.value
        ));
    }
    if claim.instances.is_empty() {
        return None;
    }
    let instances: BTreeSet<&String> = claim.instances.iter().collect();
    let counted = instances.len().to_string();
    if allows(count, &counted) {
        return None;
    }
    let written = amount::written(count);
    Some(format!(
        "the count is {written}, but `instances` lists {counted}"
    ))
}

/// Whether an amount allows a number.
fn allows(amount: &Quantity, number: &str) -> bool {
    let against = |bound: &str| values::compare(number, bound);
    match amount.comparator() {
        Comparator::Exact | Comparator::Unspecified => against(&amount.value) == Some(Equal),
        Comparator::MoreThan => against(&amount.value) == Some(Greater),
        Comparator::AtLeast => matches!(against(&amount.value), Some(Greater | Equal)),
        Comparator::LessThan => against(&amount.value) == Some(Less),
        Comparator::AtMost => matches!(against(&amount.value), Some(Less | Equal)),
        Comparator::Between => {
            let above = matches!(against(&amount.lower), Some(Greater | Equal));
            above && matches!(against(&amount.upper), Some(Less | Equal))
        }
        // Nobody can tell how far "about" goes.
        Comparator::About => true,
    }
}

/// The origins of the evidences that support a fact: the first to say so, or the publication whose
/// article does. Two articles of one publication are one origin.
fn origins<'s>(index: &Index<'s>, fact: &'s Fact) -> BTreeSet<&'s str> {
    let supporting = fact
        .evidence
        .iter()
        .filter(|evidence| evidence.effective_stance() == Stance::Supports);
    supporting
        .map(|evidence| {
            let mut steps = evidence.attribution.iter();
            let origin = steps.find(|step| step.role() == AttributionRole::Origin);
            let article = index.article(&evidence.article);
            let publication = article.map_or("", |article| article.publication.as_str());
            origin.map_or(publication, |step| step.agent.as_str())
        })
        .filter(|origin| !origin.is_empty())
        .collect()
}
