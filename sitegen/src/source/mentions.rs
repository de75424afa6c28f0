//! Which entities a fact names, and where a dossier names a fact.

use std::collections::BTreeSet;

use dossier::v1::{Dossier, Fact, Section, fact::Body};

use dossier::Collection;
use dossier::name::id;

/// The entities that a fact names, in its body, its evidence and its links.
pub(crate) fn mentioned(fact: &Fact) -> BTreeSet<&str> {
    let mut names: BTreeSet<&str> = body_entities(fact.body.as_ref()).into_iter().collect();
    for step in fact
        .evidence
        .iter()
        .flat_map(|evidence| &evidence.attribution)
    {
        names.extend([step.agent.as_str(), step.work.as_str()]);
    }
    names.extend(fact.links.iter().map(|link| link.asserted_by.as_str()));
    names.retain(|name| Collection::Entities.contains(name));
    names
}

/// The names of resources that the body of a fact holds; some may be empty.
pub(crate) fn taking_part(fact: &Fact) -> Vec<&str> {
    body_entities(fact.body.as_ref())
}

fn body_entities(body: Option<&Body>) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    match body {
        Some(Body::Event(event)) => {
            names.extend(
                event
                    .participants
                    .iter()
                    .map(|participant| participant.entity.as_str()),
            );
            names.extend(event.places.iter().map(String::as_str));
        }
        Some(Body::Agreement(agreement)) => {
            for party in &agreement.parties {
                names.push(&party.entity);
                names.extend(party.actions.iter().map(|action| action.agent.as_str()));
            }
            names.push(&agreement.place);
        }
        Some(Body::Transfer(transfer)) => {
            let lists = [&transfer.suppliers, &transfer.recipients, &transfer.makers];
            names.extend(lists.into_iter().flatten().map(String::as_str));
            names.extend([transfer.item.as_str(), transfer.place.as_str()]);
        }
        Some(Body::Role(role)) => names.extend([role.holder.as_str(), role.principal.as_str()]),
        Some(Body::Membership(one)) => names.extend([one.member.as_str(), one.collective.as_str()]),
        Some(Body::Capability(one)) => names.extend([one.holder.as_str(), one.capability.as_str()]),
        Some(Body::Measurement(one)) => {
            names.push(&one.subject);
            names.extend(one.about.iter().map(String::as_str));
        }
        Some(Body::Quote(one)) => {
            names.extend(one.speakers.iter().chain(&one.about).map(String::as_str));
            names.extend([one.place.as_str(), one.first_published_in.as_str()]);
        }
        Some(Body::Claim(one)) => {
            names.extend(one.claimants.iter().chain(&one.about).map(String::as_str));
        }
        Some(Body::Forecast(one)) => {
            names.extend(one.forecasters.iter().chain(&one.about).map(String::as_str));
        }
        Some(Body::Definition(definition)) => {
            names.extend([definition.term.as_str(), definition.coined_in.as_str()]);
            names.extend(
                definition
                    .coined_by
                    .iter()
                    .chain(&definition.adopted_by)
                    .map(String::as_str),
            );
        }
        None => {}
    }
    names
}

/// Where a dossier's sections name a fact first, by its id or by one that it had before.
pub(crate) fn telling(dossier: &Dossier, fact: &Fact) -> Option<String> {
    let ids = fact.former_ids.iter().map(String::as_str);
    let ids = ids.chain([id(&fact.name)]);
    let links: Vec<String> = ids.map(|id| format!("](fact:{id})")).collect();
    let names = |section: &&Section| {
        let mut texts = section.markdown.iter();
        texts.any(|text| links.iter().any(|link| text.text.contains(link)))
    };
    dossier
        .sections
        .iter()
        .find(names)
        .map(|section| section.id.clone())
}
