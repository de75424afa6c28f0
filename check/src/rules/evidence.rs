//! Whether a fact's evidence names a place that is there, and a voice that fits.

use std::collections::BTreeMap;

use dossier::Collection;
use dossier::v1::{
    AnchorState, Article, AttributionRole, Evidence, Fact, Resource, Selector, Skeleton, TimeBasis,
    Voice, fact::Body, resource,
};

use prost_reflect::{DynamicMessage, ReflectMessage as _, Value};

use super::index::Index;
use crate::diagnostic::{Finding, Rule};
use crate::model::contract;
use crate::text::anchor_against_skeleton;

/// Fills in which version of the text each evidence rests on, and whether its places stand.
pub(super) fn complete(resources: &mut [Resource], findings: &mut Vec<Finding>) {
    let skeletons: BTreeMap<String, Skeleton> = resources
        .iter()
        .filter_map(|resource| match &resource.resource {
            Some(resource::Resource::Article(article)) => article
                .skeleton
                .clone()
                .map(|skeleton| (article.name.clone(), skeleton)),
            _ => None,
        })
        .collect();
    for resource in resources {
        let Some(resource::Resource::Fact(fact)) = &mut resource.resource else {
            continue;
        };
        let name = fact.name.clone();
        for (number, evidence) in fact.evidence.iter_mut().enumerate() {
            let path = format!("evidence[{number}]");
            match skeletons.get(&evidence.article) {
                Some(skeleton) => places(evidence, skeleton, (&name, &path), findings),
                None => evidence.set_anchor_state(AnchorState::Unchecked),
            }
        }
    }
}

fn places(
    evidence: &mut Evidence,
    skeleton: &Skeleton,
    (name, path): (&str, &str),
    findings: &mut Vec<Finding>,
) {
    if evidence.text_digest.is_empty() {
        evidence.text_digest.clone_from(&skeleton.digest);
    }
    let current = evidence.text_digest == skeleton.digest;
    if !current {
        let told =
            "the evidence is on another version of the text than the article's skeleton".to_owned();
        let path = format!("{path}.text_digest");
        findings.push(Finding::new(Rule::OtherVersion, name, &path, told));
    }
    let mut worst = AnchorState::Verified;
    for (number, selector) in evidence.selectors.iter().enumerate() {
        let state = anchor_against_skeleton(skeleton, selector);
        worst = worst.max(state);
        if let Some(told) = wrong_sentences(skeleton, selector) {
            let path = format!("{path}.selectors[{number}]");
            findings.push(Finding::new(Rule::SentenceRange, name, &path, told));
        }
        let told = match state {
            AnchorState::Verified | AnchorState::Unchecked => continue,
            AnchorState::Lost => format!(
                "the article has no `{}`[{},{})",
                selector.block, selector.start, selector.end
            ),
            AnchorState::Relocated => format!(
                "the text of `{}` stands elsewhere in the article now",
                selector.block
            ),
            AnchorState::Ambiguous => format!(
                "the text of `{}` stands at several other places",
                selector.block
            ),
            _ => format!(
                "the digest is not that of `{}`[{},{})",
                selector.block, selector.start, selector.end
            ),
        };
        let path = format!("{path}.selectors[{number}]");
        // Evidence that names an older version of the text may have moved since; that is for
        // `verify` to tell. Evidence on the text at hand must stand in it.
        let finding = if current {
            Finding::new(Rule::DigestMismatch, name, &path, told)
        } else {
            Finding::new(Rule::MovedEvidence, name, &path, told)
        };
        findings.push(finding);
    }
    evidence.set_anchor_state(worst);
}

/// Whether a selector's characters lie in the sentences that it names.
fn wrong_sentences(skeleton: &Skeleton, selector: &Selector) -> Option<String> {
    let (first, last) = (selector.first_sentence, selector.last_sentence);
    let block = skeleton
        .blocks
        .iter()
        .find(|block| block.id == selector.block)?;
    if (first, last) == (0, 0) {
        return None;
    }
    let sentence = |number: u32| {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        block.sentences.get(index)
    };
    let range = sentence(first)
        .zip(sentence(last))
        .filter(|_| first <= last);
    let Some((first, last)) = range else {
        let count = block.sentences.len();
        return Some(format!(
            "`{}` has no sentences {first} to {last}; it has {count}",
            block.id
        ));
    };
    let outside = selector.start < first.start || selector.end > last.end;
    outside.then(|| {
        format!(
            "the characters {} to {} lie outside the sentences named, which are {} to {}",
            selector.start, selector.end, first.start, last.end
        )
    })
}

/// Checks all evidence of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (name, fact) in index.own_facts() {
        let unsupported = fact.evidence.is_empty() && fact.derivation.is_none();
        if unsupported && fact.state().is_citable() {
            let told =
                "a published fact needs evidence, or a `derivation` from other facts".to_owned();
            findings.push(Finding::new(Rule::NoEvidence, name, "evidence", told));
        }
        for (number, evidence) in fact.evidence.iter().enumerate() {
            let path = format!("evidence[{number}]");
            attribution(evidence, (name, &path), findings);
        }
        dates(index, fact, findings);
        soft(fact, findings);
    }
}

fn attribution(evidence: &Evidence, (name, path): (&str, &str), findings: &mut Vec<Finding>) {
    let attributed = matches!(
        evidence.voice(),
        Voice::Attributed | Voice::AttributedAnonymous
    );
    if attributed && evidence.attribution.is_empty() {
        let told = "an attributed statement needs an `attribution`: who said so".to_owned();
        findings.push(Finding::new(Rule::NoAttribution, name, path, told));
    }
    let roles = || {
        evidence
            .attribution
            .iter()
            .map(dossier::v1::AttributionStep::role)
    };
    if roles().next().is_some() && roles().all(|role| role != AttributionRole::Origin) {
        let told = "the attribution names nobody as its `origin`".to_owned();
        findings.push(Finding::new(Rule::NoOrigin, name, path, told));
    }
    for (number, step) in evidence.attribution.iter().enumerate() {
        let path = format!("{path}.attribution[{number}]");
        if step.agent.is_empty() && step.unnamed.is_empty() {
            let told =
                "the step names no `agent`, and does not describe an `unnamed` one".to_owned();
            findings.push(Finding::new(Rule::NoAgent, name, &path, told));
        }
        if number > 0 && step.role() == AttributionRole::Origin {
            let told = "the origin of a statement stands first in its chain".to_owned();
            findings.push(Finding::new(Rule::OriginFirst, name, &path, told));
        }
    }
}

/// A relative date can only be resolved against an article's own.
fn dates(index: &Index<'_>, fact: &Fact, findings: &mut Vec<Finding>) {
    let undated: Vec<&Article> = fact
        .evidence
        .iter()
        .filter_map(|evidence| index.articles.get(evidence.article.as_str()).copied())
        .filter(|article| article.published.is_none())
        .collect();
    let Some(article) = undated.first() else {
        return;
    };
    let Some(message) = contract::dynamic(fact, Collection::Facts.message_name()) else {
        return;
    };
    let mut relative = Vec::new();
    resolved_times(&message, "", &mut relative);
    for path in relative {
        let told = format!(
            "a relative date cannot be resolved: `{}` has no `published`",
            article.name
        );
        findings.push(Finding::new(Rule::NoPublished, &fact.name, &path, told));
    }
}

/// The paths of all times in a message that were resolved from a relative date.
fn resolved_times(message: &DynamicMessage, path: &str, found: &mut Vec<String>) {
    let resolved = Value::EnumNumber(TimeBasis::Resolved.into());
    let is_time = message.descriptor().name() == "TimeExpression";
    if is_time && message.get_field_by_name("basis").as_deref() == Some(&resolved) {
        found.push(path.to_owned());
    }
    for (field, value) in message.fields() {
        let path = match path {
            "" => field.name().to_owned(),
            path => format!("{path}.{}", field.name()),
        };
        match value {
            // The server resolves this one itself, from `made_on`.
            Value::Message(_) if path == "forecast.window" => {}
            Value::Message(inner) => resolved_times(inner, &path, found),
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    if let Value::Message(inner) = item {
                        resolved_times(inner, &format!("{path}[{index}]"), found);
                    }
                }
            }
            _ => {}
        }
    }
}

fn soft(fact: &Fact, findings: &mut Vec<Finding>) {
    let analysis = fact
        .evidence
        .iter()
        .any(|evidence| evidence.voice() == Voice::AuthorAnalysis);
    if analysis && matches!(fact.body, Some(Body::Event(_))) {
        let told = "the author's analysis is told as an event; a claim or forecast may fit better"
            .to_owned();
        findings.push(Finding::new(
            Rule::AnalysisAsEvent,
            &fact.name,
            "event",
            told,
        ));
    }
    let attributed = fact
        .evidence
        .iter()
        .any(|evidence| evidence.voice() == Voice::Attributed);
    if let Some(Body::Claim(claim)) = &fact.body
        && attributed
        && claim.claimants.is_empty()
    {
        let told = "the claim is attributed, yet has no `claimants`".to_owned();
        findings.push(Finding::new(Rule::NoClaimant, &fact.name, "claim", told));
    }
}
