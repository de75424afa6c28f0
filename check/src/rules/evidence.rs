//! Whether a fact's evidence names a passage that exists, and a voice that fits.

use std::collections::BTreeMap;

use dossier::Collection;
use dossier::v1::{
    AnchorState, Article, AttributionRole, AttributionStep, Evidence, Fact, Resource, Selector,
    Stance, TimeBasis, Voice, fact::Body, resource,
};
use prost_reflect::{DynamicMessage, ReflectMessage as _, Value};

use super::grounding;
use super::index::Index;
use crate::diagnostic::{At, Finding, Rule};
use crate::model::contract;
use crate::model::field_path::FieldPath;
use crate::text::SkeletonIndex;

/// Fills in which version of the text each evidence rests on, and whether its passages are there.
pub(super) fn complete(resources: &mut [Resource], findings: &mut Vec<Finding>) {
    let skeletons = skeletons(resources);
    for resource in resources {
        let Some(resource::Resource::Fact(fact)) = &mut resource.resource else {
            continue;
        };
        let list = At::resource(&fact.name).field("evidence");
        for (number, evidence) in fact.evidence.iter_mut().enumerate() {
            let skeleton = skeletons.get(&evidence.article);
            let at = list.index(number);
            match skeleton {
                Some(skeleton) => anchor(evidence, skeleton, &at, findings),
                None => evidence.set_anchor_state(AnchorState::Unchecked),
            }
            grounding::settle(evidence, skeleton, &at, findings);
        }
    }
}

/// The skeletons of all articles, by the articles' names.
fn skeletons(resources: &[Resource]) -> BTreeMap<String, SkeletonIndex> {
    let skeleton = |resource: &Resource| match &resource.resource {
        Some(resource::Resource::Article(article)) => {
            let skeleton = article.skeleton.clone()?;
            Some((article.name.clone(), SkeletonIndex::new(skeleton)))
        }
        _ => None,
    };
    resources.iter().filter_map(skeleton).collect()
}

/// Compares an evidence with the skeleton of its article.
fn anchor(evidence: &mut Evidence, skeleton: &SkeletonIndex, at: &At, findings: &mut Vec<Finding>) {
    if evidence.text_digest.is_empty() {
        skeleton.digest().clone_into(&mut evidence.text_digest);
    }
    let current = evidence.text_digest == skeleton.digest();
    if !current {
        let message = "the evidence refers to another version of the text than the article's skeleton; compare it with `dossier-server verify`, and remove `text_digest`";
        let at = at.field("text_digest");
        findings.push(Finding::new(Rule::OtherVersion, at, message));
    }
    // Evidence that names an older version of the text may have moved since; that is for `verify` to
    // tell. Evidence on the text at hand must be in it.
    let rule = if current {
        Rule::DigestMismatch
    } else {
        Rule::MovedEvidence
    };
    let mut worst = AnchorState::Verified;
    for (number, selector) in evidence.selectors.iter().enumerate() {
        let at = || at.field("selectors").index(number);
        let state = skeleton.anchor(selector);
        worst = worst.max(state);
        if let Some(message) = wrong_sentences(skeleton, selector) {
            findings.push(Finding::new(Rule::SentenceRange, at(), message));
        }
        if let Some(message) = lost_anchor(state, selector) {
            findings.push(Finding::new(rule, at(), message));
        }
    }
    evidence.set_anchor_state(worst);
}

/// What is wrong with a selector whose text is not at its place.
fn lost_anchor(state: AnchorState, selector: &Selector) -> Option<String> {
    let Selector {
        block, start, end, ..
    } = selector;
    match state {
        AnchorState::Verified | AnchorState::Unchecked => None,
        AnchorState::Lost => Some(format!("the article has no `{block}`[{start},{end})")),
        AnchorState::Relocated => Some(format!(
            "the text selected in `{block}` is at another place in the article"
        )),
        AnchorState::Ambiguous => Some(format!(
            "the text selected in `{block}` is at several other places in the article"
        )),
        _ => Some(format!(
            "the digest does not match `{block}`[{start},{end})"
        )),
    }
}

/// Whether a selector's characters lie in the sentences that it names.
fn wrong_sentences(skeleton: &SkeletonIndex, selector: &Selector) -> Option<String> {
    let (first, last) = (selector.first_sentence, selector.last_sentence);
    let block = skeleton.block(&selector.block)?;
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
            "characters {} to {} lie outside the sentences named, which are characters {} to {}",
            selector.start, selector.end, first.start, last.end
        )
    })
}

/// Checks all evidence of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (name, fact) in index.own_facts() {
        let at = At::resource(name).field("evidence");
        let unsupported = fact.evidence.is_empty() && fact.derivation.is_none();
        if unsupported && fact.state().is_citable() {
            let message = "a published fact needs `evidence`, or a `derivation` from other facts; add one of them, or write `state: draft`";
            findings.push(Finding::new(Rule::NoEvidence, at.clone(), message));
        }
        for (number, evidence) in fact.evidence.iter().enumerate() {
            attribution(evidence, &at.index(number), findings);
        }
        dates(index, fact, findings);
        voices(fact, findings);
    }
}

fn attribution(evidence: &Evidence, at: &At, findings: &mut Vec<Finding>) {
    let attributed = matches!(
        evidence.voice(),
        Voice::Attributed | Voice::AttributedAnonymous
    );
    if attributed && evidence.attribution.is_empty() {
        let message = "an attributed statement needs an `attribution` that names who said so; add it, or write another `voice`";
        findings.push(Finding::new(Rule::NoAttribution, at.clone(), message));
    }
    let mut roles = evidence.attribution.iter().map(AttributionStep::role);
    if !evidence.attribution.is_empty() && roles.all(|role| role != AttributionRole::Origin) {
        let message =
            "the attribution names nobody as its origin; write `role: origin` in its first step";
        findings.push(Finding::new(Rule::NoOrigin, at.clone(), message));
    }
    for (number, step) in evidence.attribution.iter().enumerate() {
        let at = || at.field("attribution").index(number);
        if step.agent.is_empty() && step.unnamed.is_empty() {
            let message = "the step names nobody; name its `agent`, or describe an `unnamed` one";
            findings.push(Finding::new(Rule::NoAgent, at(), message));
        }
        if number > 0 && step.role() == AttributionRole::Origin {
            let message = "the origin is the first step of an attribution; move this step to the top, or give it another `role`";
            findings.push(Finding::new(Rule::OriginFirst, at(), message));
        }
    }
}

/// A relative date can only be resolved against an article's own.
fn dates(index: &Index<'_>, fact: &Fact, findings: &mut Vec<Finding>) {
    let articles = fact.evidence.iter();
    let mut articles = articles.filter_map(|evidence| index.article(&evidence.article));
    let undated = |article: &&Article| article.published.is_none();
    let Some(article) = articles.find(undated) else {
        return;
    };
    let Some(message) = contract::dynamic(fact, Collection::Facts.message_name()) else {
        return;
    };
    let mut relative = Vec::new();
    resolved_times(&message, &FieldPath::root(), &mut relative);
    for path in relative {
        let message = format!(
            "a relative date counts from the day of the article, but `{}` has no `published`; add it there",
            article.name
        );
        let at = At::path(&fact.name, path);
        findings.push(Finding::new(Rule::NoPublished, at, message));
    }
}

/// The paths of all times in a message that were resolved from a relative date.
fn resolved_times(message: &DynamicMessage, path: &FieldPath, found: &mut Vec<FieldPath>) {
    let resolved = Value::EnumNumber(TimeBasis::Resolved.into());
    let is_time = message.descriptor().name() == "TimeExpression";
    if is_time && message.get_field_by_name("basis").as_deref() == Some(&resolved) {
        found.push(path.clone());
    }
    for (field, value) in message.fields() {
        let path = path.field(field.name());
        match value {
            // The server resolves this one itself, from `made_on`.
            Value::Message(_) if path.as_str() == "forecast.window" => {}
            Value::Message(inner) => resolved_times(inner, &path, found),
            Value::List(items) => {
                for (number, item) in items.iter().enumerate() {
                    if let Value::Message(inner) = item {
                        resolved_times(inner, &path.index(number), found);
                    }
                }
            }
            _ => {}
        }
    }
}

/// What the voices of a fact's evidence advise against.
fn voices(fact: &Fact, findings: &mut Vec<Finding>) {
    // What disputes a fact is no witness of who says it.
    let speaks = |voice| {
        let mut evidence = fact.evidence.iter();
        evidence.any(|evidence| {
            evidence.voice() == voice && evidence.effective_stance() == Stance::Supports
        })
    };
    match &fact.body {
        Some(Body::Event(_)) if speaks(Voice::AuthorAnalysis) => {
            let message =
                "the author's analysis is not an event; a `claim` or a `forecast` may fit better";
            let at = At::resource(&fact.name).field("event");
            findings.push(Finding::new(Rule::AnalysisAsEvent, at, message));
        }
        Some(Body::Claim(claim)) if claim.claimants.is_empty() && speaks(Voice::Attributed) => {
            let message = "the claim is attributed, but it has no claimant; name the `claimants`";
            let at = At::resource(&fact.name).field("claim");
            findings.push(Finding::new(Rule::NoClaimant, at, message));
        }
        _ => {}
    }
}
