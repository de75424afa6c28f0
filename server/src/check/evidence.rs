//! Whether a fact's evidence names a place that is there, and a voice that fits.

use std::collections::BTreeMap;

use dossier::v1::{
    AnchorState, Article, AttributionRole, Evidence, Fact, LifecycleState, Resource, Skeleton,
    TimeBasis, Voice, fact::Body, resource,
};

use super::index::Index;
use crate::diagnostic::Finding;
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
    let mut worst = AnchorState::Verified;
    for (number, selector) in evidence.selectors.iter().enumerate() {
        let state = anchor_against_skeleton(skeleton, selector);
        worst = worst.max(state);
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
            Finding::error("digest-mismatch", name, &path, told)
        } else {
            Finding::warning("moved-evidence", name, &path, told)
        };
        findings.push(finding);
    }
    evidence.set_anchor_state(worst);
}

/// Checks all evidence of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (name, fact) in &index.facts {
        let draft = matches!(
            fact.state(),
            LifecycleState::Draft | LifecycleState::Retracted
        );
        if fact.evidence.is_empty() && fact.derivation.is_none() && !draft {
            let told =
                "a published fact needs evidence, or a `derivation` from other facts".to_owned();
            findings.push(Finding::error("no-evidence", name, "evidence", told));
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
        findings.push(Finding::error("no-attribution", name, path, told));
    }
    for (number, step) in evidence.attribution.iter().enumerate() {
        let path = format!("{path}.attribution[{number}]");
        if step.agent.is_empty() && step.unnamed.is_empty() {
            let told =
                "the step names no `agent`, and does not describe an `unnamed` one".to_owned();
            findings.push(Finding::error("no-agent", name, &path, told));
        }
        if number > 0 && step.role() == AttributionRole::Origin {
            let told = "the origin of a statement stands first in its chain".to_owned();
            findings.push(Finding::error("origin-first", name, &path, told));
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
    let made_on = match &fact.body {
        Some(Body::Forecast(forecast)) => forecast.made_on.as_ref(),
        Some(Body::Quote(quote)) => quote.when.as_ref(),
        Some(Body::Event(event)) => event.when.as_ref(),
        Some(Body::Transfer(transfer)) => transfer.period.as_ref(),
        Some(Body::Measurement(measurement)) => measurement.period.as_ref(),
        _ => None,
    };
    let times = [
        ("valid", fact.valid.as_ref()),
        ("as_of", fact.as_of.as_ref()),
        ("", made_on),
    ];
    for (path, time) in times {
        if time.is_some_and(|time| time.basis() == TimeBasis::Resolved) {
            let told = format!(
                "a relative date cannot be resolved: `{}` has no `published`",
                article.name
            );
            findings.push(Finding::error("no-published", &fact.name, path, told));
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
        findings.push(Finding::warning(
            "analysis-as-event",
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
        findings.push(Finding::warning("no-claimant", &fact.name, "claim", told));
    }
}
