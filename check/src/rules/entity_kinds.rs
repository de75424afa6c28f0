//! Whether what a field refers to is of a kind that can play the part.
//!
//! The contract's comments name the kinds; they are repeated here because protobuf has no option for
//! them.

use dossier::v1::{Article, EntityKind, Fact, fact::Body};

use super::index::Index;
use crate::diagnostic::{Finding, Rule};

use EntityKind::{
    Collective, Concept, Organization, Person, Place, Product, Publication, State, Work,
};

/// A reference, and the kinds that it may be of.
type Wanted<'s> = (String, &'s str, &'static [EntityKind]);

/// Checks all resources of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (name, fact) in index.own_facts() {
        for (path, target, allowed) in named_by(fact) {
            expect(index, (name, &path), target, allowed, findings);
        }
        bodies(index, fact, findings);
    }
    for (name, article) in index.own_articles() {
        for (path, target, allowed) in named_by_article(article) {
            expect(index, (name, &path), target, allowed, findings);
        }
    }
    for (name, entity) in index.own_entities() {
        if !entity.reliability.is_empty() && entity.kind() != Publication {
            let told = "only publications carry a reliability".to_owned();
            findings.push(Finding::new(Rule::WrongKind, name, "reliability", told));
        }
    }
}

fn named_by_article(article: &Article) -> Vec<Wanted<'_>> {
    vec![(
        "publication".to_owned(),
        article.publication.as_str(),
        &[Publication],
    )]
}

fn named_by(fact: &Fact) -> Vec<Wanted<'_>> {
    let mut wanted = named_by_body(fact);
    for (number, evidence) in fact.evidence.iter().enumerate() {
        for (step, one) in evidence.attribution.iter().enumerate() {
            let path = format!("evidence[{number}].attribution[{step}].work");
            wanted.push((path, &one.work, &[Work, Publication]));
        }
    }
    wanted
}

/// One reference that a body has once.
fn one<'f>(path: &str, name: &'f str, kinds: &'static [EntityKind]) -> Wanted<'f> {
    (path.to_owned(), name, kinds)
}

fn named_by_body(fact: &Fact) -> Vec<Wanted<'_>> {
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    match &fact.body {
        Some(Body::Event(event)) => {
            for (number, place) in event.places.iter().enumerate() {
                wanted.push((format!("event.places[{number}]"), place, &[Place, State]));
            }
        }
        Some(Body::Agreement(agreement)) => {
            wanted.push(one("agreement.place", &agreement.place, &[Place, State]));
            for (number, party) in agreement.parties.iter().enumerate() {
                for (action, taken) in party.actions.iter().enumerate() {
                    let path = format!("agreement.parties[{number}].actions[{action}].agent");
                    wanted.push((path, &taken.agent, &[Person]));
                }
            }
        }
        Some(Body::Transfer(transfer)) => {
            wanted.push(one("transfer.item", &transfer.item, &[Product, Concept]));
            wanted.push(one("transfer.place", &transfer.place, &[Place, State]));
        }
        Some(Body::Membership(body)) => {
            let kinds = &[Collective, Organization];
            wanted.push(one("membership.collective", &body.collective, kinds));
        }
        Some(Body::Capability(body)) => {
            let kinds = &[Product, Concept];
            wanted.push(one("capability.capability", &body.capability, kinds));
        }
        Some(Body::Quote(quote)) => {
            let (place, work) = (&quote.place, &quote.first_published_in);
            wanted.push(one("quote.place", place, &[Place, State]));
            wanted.push(one("quote.first_published_in", work, &[Work, Publication]));
        }
        Some(Body::Definition(body)) => {
            let (term, work) = (&body.term, &body.coined_in);
            wanted.push(one("definition.term", term, &[Concept, Collective]));
            wanted.push(one("definition.coined_in", work, &[Work, Publication]));
        }
        _ => {}
    }
    wanted
}

/// References to facts that must be of one body, and agreements with one party.
fn bodies(index: &Index<'_>, fact: &Fact, findings: &mut Vec<Finding>) {
    let name = fact.name.as_str();
    let (path, target, wanted) = match &fact.body {
        Some(Body::Event(event)) => ("event.part_of", event.part_of.as_str(), "event"),
        Some(Body::Transfer(transfer)) => (
            "transfer.agreement",
            transfer.agreement.as_str(),
            "agreement",
        ),
        Some(Body::Agreement(agreement)) if agreement.parties.len() < 2 => {
            let told = "an agreement has at least two parties".to_owned();
            findings.push(Finding::new(
                Rule::MissingField,
                name,
                "agreement.parties",
                told,
            ));
            return;
        }
        _ => return,
    };
    let Some(other) = index.facts.get(target) else {
        return;
    };
    let fits = match wanted {
        "event" => matches!(other.body, Some(Body::Event(_))),
        _ => matches!(other.body, Some(Body::Agreement(_))),
    };
    if !fits {
        let told = format!("`{target}` is not an {wanted}");
        findings.push(Finding::new(Rule::WrongKind, name, path, told));
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
    findings.push(Finding::new(Rule::WrongKind, name, path, told));
}
