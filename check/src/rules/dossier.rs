//! Whether a dossier's sections are in order.

use std::collections::BTreeSet;

use dossier::Collection;
use dossier::name::is_id;
use dossier::v1::{Dossier, Section, SectionKind};

use super::index::Index;
use super::names::not_an_id;
use crate::diagnostic::{At, Finding, Rule};
use crate::filter::Filter;
use crate::model::contract;

/// Checks all dossiers of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (_, dossier) in index.own_dossiers() {
        sections(dossier, findings);
        lead(dossier, findings);
    }
}

/// The lead figure is that of a section of the dossier, and of a kind that is drawn.
fn lead(dossier: &Dossier, findings: &mut Vec<Finding>) {
    if dossier.lead.is_empty() {
        return;
    }
    let drawn = |section: &&Section| {
        matches!(
            section.kind(),
            SectionKind::Timeline
                | SectionKind::Flows
                | SectionKind::Network
                | SectionKind::Forecasts
                | SectionKind::Numbers
        )
    };
    let mut possible = dossier.sections.iter().filter(drawn);
    if possible.clone().any(|section| section.id == dossier.lead) {
        return;
    }
    let known: Vec<String> = possible
        .by_ref()
        .map(|section| format!("`{}`", section.id))
        .collect();
    let known = if known.is_empty() {
        "this dossier has none".to_owned()
    } else {
        format!("write one of {}", known.join(", "))
    };
    let message = format!(
        "`{}` is not the id of a section with a chart (timeline, flows, network, forecasts, numbers); {known}",
        dossier.lead
    );
    let at = At::resource(&dossier.name).field("lead");
    findings.push(Finding::new(Rule::UnknownReference, at, message));
}

/// Whether a page of a dossier has a place with this id of its own: its main part, what goes with every
/// dossier, and the cards of facts and names.
pub(super) fn is_anchor_of_page(id: &str) -> bool {
    matches!(id, "content" | "history" | "how-we-know" | "said")
        || ["behind-", "entity-", "fact-"]
            .iter()
            .any(|start| id.starts_with(start))
}

fn sections(dossier: &Dossier, findings: &mut Vec<Finding>) {
    let mut ids = BTreeSet::new();
    for (number, section) in dossier.sections.iter().enumerate() {
        let at = At::resource(&dossier.name).field("sections").index(number);
        if !section.id.is_empty() && !is_id(&section.id) {
            let message = not_an_id(&section.id);
            findings.push(Finding::new(Rule::BadId, at.clone(), message));
        }
        if is_anchor_of_page(&section.id) {
            let message = format!(
                "the page itself uses the id `{}`; give the section another",
                section.id
            );
            findings.push(Finding::new(Rule::BadId, at.clone(), message));
        }
        if !ids.insert(&section.id) {
            let message = format!(
                "two sections have the id `{}`; give each its own",
                section.id
            );
            findings.push(Finding::new(Rule::DuplicateName, at.clone(), message));
        }
        query(section, at, findings);
    }
}

/// A query stands alone, and is a filter of facts.
fn query(section: &Section, at: At, findings: &mut Vec<Finding>) {
    if section.query.is_empty() {
        return;
    }
    if !section.facts.is_empty() {
        let message = "a section has either `facts` or a `query`; remove one of the two";
        findings.push(Finding::new(Rule::BadQuery, at.clone(), message));
    }
    let facts = contract::message_type(Collection::Facts);
    let filter = facts.map(|facts| Filter::parse(&section.query, &facts));
    if let Some(Err(error)) = filter {
        findings.push(Finding::new(Rule::BadQuery, at, error.to_string()));
    }
}
