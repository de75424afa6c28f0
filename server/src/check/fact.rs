//! What single kinds of fact must be like: forecasts, counts, verdicts, and whom they name.

use std::collections::BTreeSet;

use dossier::v1::{
    AttributionRole, ClaimKind, Comparator, EntityKind, Fact, Resource, Stance, TimeBasis,
    TimeExpression, Verification, fact::Body, resource,
};

use super::edtf::Day;
use super::index::Index;
use super::values;
use crate::diagnostic::Finding;

/// Computes the windows of forecasts whose day of statement is known.
pub(super) fn complete(resources: &mut [Resource], findings: &mut Vec<Finding>) {
    for resource in resources {
        let Some(resource::Resource::Fact(fact)) = &mut resource.resource else {
            continue;
        };
        let name = fact.name.clone();
        let Some(Body::Forecast(forecast)) = &mut fact.body else {
            continue;
        };
        match (&forecast.made_on, &forecast.window) {
            (None, Some(_)) => {
                let told =
                    "a window needs a `made_on`: without it nobody can tell what it counts from";
                findings.push(Finding::error(
                    "no-made-on",
                    &name,
                    "forecast.window",
                    told.to_owned(),
                ));
            }
            (Some(made_on), None) => forecast.window = window(made_on, forecast.horizon.as_ref()),
            _ => {}
        }
    }
}

/// From the earliest day that the shortest span allows to the latest that the longest one does.
fn window(
    made_on: &TimeExpression,
    horizon: Option<&dossier::v1::Horizon>,
) -> Option<TimeExpression> {
    let horizon = horizon?;
    let first = Day::parse(&made_on.earliest)?;
    let last = Day::parse(&made_on.latest)?;
    let from = match horizon.minimum.as_str() {
        "" => first,
        minimum => first.after(values::duration(minimum).ok()?),
    };
    let to = match horizon.maximum.as_str() {
        "" => None,
        maximum => Some(last.after(values::duration(maximum).ok()?)),
    };
    let end = to.map_or_else(|| "..".to_owned(), |to| to.to_string());
    Some(TimeExpression {
        edtf: format!("{from}/{end}"),
        basis: TimeBasis::Resolved.into(),
        earliest: from.to_string(),
        latest: to.map_or_else(String::new, |to| to.to_string()),
        ..TimeExpression::default()
    })
}

/// Checks all facts of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (name, fact) in &index.facts {
        if let Some(told) = wrong_count(fact) {
            findings.push(Finding::error("count", name, "claim.count", told));
        }
        if fact.verification() == Verification::Corroborated && origins(fact).len() < 2 {
            let told =
                "corroboration takes two supporting evidences with different origins".to_owned();
            findings.push(Finding::error(
                "not-corroborated",
                name,
                "verification",
                told,
            ));
        }
        kinds(index, fact, findings);
    }
    for (name, article) in &index.articles {
        let publication = article.publication.as_str();
        expect(
            index,
            (name, "publication"),
            publication,
            &[EntityKind::Publication],
            findings,
        );
    }
    for (name, entity) in &index.entities {
        if !entity.reliability.is_empty() && entity.kind() != EntityKind::Publication {
            let told = "only publications carry a reliability".to_owned();
            findings.push(Finding::error("wrong-kind", name, "reliability", told));
        }
    }
    for (name, dossier) in &index.dossiers {
        let mut ids = BTreeSet::new();
        for (number, section) in dossier.sections.iter().enumerate() {
            if !ids.insert(&section.id) {
                let told = format!("the section id `{}` stands twice", section.id);
                let path = format!("sections[{number}]");
                findings.push(Finding::error("duplicate-name", name, &path, told));
            }
        }
    }
}

/// A count that says exactly how many must have as many instances.
fn wrong_count(fact: &Fact) -> Option<String> {
    let Some(Body::Claim(claim)) = &fact.body else {
        return None;
    };
    if claim.kind() != ClaimKind::Count {
        return None;
    }
    let Some(count) = &claim.count else {
        return Some("a claim of kind `count` needs a `count`".to_owned());
    };
    if claim.instances.is_empty() {
        return None;
    }
    let exact = matches!(
        count.comparator(),
        Comparator::Exact | Comparator::Unspecified
    );
    let instances: BTreeSet<&String> = claim.instances.iter().collect();
    let counted = instances.len().to_string();
    let differs = exact && values::plain(&count.value).as_deref() != Some(counted.as_str());
    differs.then(|| {
        format!(
            "the count is {}, but `instances` lists {counted}",
            count.value
        )
    })
}

/// The origins of the evidences that support a fact: the first to say so, or the article itself.
fn origins(fact: &Fact) -> BTreeSet<&str> {
    let supports = |stance| matches!(stance, Stance::Supports | Stance::Unspecified);
    let supporting = fact
        .evidence
        .iter()
        .filter(|evidence| supports(evidence.stance()));
    supporting
        .map(|evidence| {
            let origin = evidence
                .attribution
                .iter()
                .find(|step| step.role() == AttributionRole::Origin);
            origin.map_or(evidence.article.as_str(), |step| step.agent.as_str())
        })
        .filter(|origin| !origin.is_empty())
        .collect()
}

/// Whether the entities that a fact names are of a kind that can play the part.
fn kinds(index: &Index<'_>, fact: &Fact, findings: &mut Vec<Finding>) {
    use EntityKind::{Collective, Concept, Organization, Person, Product};
    let name = fact.name.as_str();
    match &fact.body {
        Some(Body::Membership(membership)) => {
            let path = (name, "membership.collective");
            let allowed = [Collective, Organization, Concept];
            expect(index, path, &membership.collective, &allowed, findings);
        }
        Some(Body::Capability(capability)) => {
            let path = (name, "capability.capability");
            expect(
                index,
                path,
                &capability.capability,
                &[Product, Concept],
                findings,
            );
        }
        Some(Body::Transfer(transfer)) => {
            expect(
                index,
                (name, "transfer.item"),
                &transfer.item,
                &[Product, Concept],
                findings,
            );
        }
        Some(Body::Definition(definition)) => {
            let allowed = [Concept, Collective, Product];
            expect(
                index,
                (name, "definition.term"),
                &definition.term,
                &allowed,
                findings,
            );
        }
        Some(Body::Agreement(agreement)) => {
            let actions = agreement.parties.iter().flat_map(|party| &party.actions);
            for action in actions.filter(|action| !action.agent.is_empty()) {
                let path = (name, "agreement.parties");
                expect(index, path, &action.agent, &[Person], findings);
            }
            if agreement.parties.len() < 2 {
                let told = "an agreement has at least two parties".to_owned();
                findings.push(Finding::error(
                    "missing-field",
                    name,
                    "agreement.parties",
                    told,
                ));
            }
        }
        _ => {}
    }
}

fn expect(
    index: &Index<'_>,
    (name, path): (&str, &str),
    target: &str,
    allowed: &[EntityKind],
    findings: &mut Vec<Finding>,
) {
    let Some(entity) = index.entities.get(target) else {
        return;
    };
    if allowed.contains(&entity.kind()) {
        return;
    }
    let short = |kind: EntityKind| {
        kind.as_str_name()
            .trim_start_matches("ENTITY_KIND_")
            .to_lowercase()
    };
    let wanted: Vec<String> = allowed
        .iter()
        .map(|kind| format!("`{}`", short(*kind)))
        .collect();
    let told = format!(
        "`{target}` is a `{}`; wanted is {}",
        short(entity.kind()),
        wanted.join(" or ")
    );
    findings.push(Finding::error("wrong-kind", name, path, told));
}
