//! Whether a dossier's sections are in order.

use std::collections::BTreeSet;

use dossier::Collection;
use dossier::name::{ID_BYTES_MAX, is_id};
use dossier::v1::Dossier;

use super::index::Index;
use crate::diagnostic::{Finding, Rule};
use crate::filter::Filter;
use crate::model::contract;

/// Checks all dossiers of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (_, dossier) in index.own_dossiers() {
        sections(dossier, findings);
    }
}

fn sections(dossier: &Dossier, findings: &mut Vec<Finding>) {
    let name = dossier.name.as_str();
    let mut ids = BTreeSet::new();
    for (number, section) in dossier.sections.iter().enumerate() {
        let path = format!("sections[{number}]");
        if !section.id.is_empty() && !is_id(&section.id) {
            let told = format!(
                "`{}` is not an id; ids are up to {ID_BYTES_MAX} of `a-z`, `0-9` and inner `-`",
                section.id
            );
            findings.push(Finding::new(Rule::BadId, name, &path, told));
        }
        if !ids.insert(&section.id) {
            let told = format!("the section id `{}` stands twice", section.id);
            findings.push(Finding::new(Rule::DuplicateName, name, &path, told));
        }
        if section.query.is_empty() {
            continue;
        }
        if !section.facts.is_empty() {
            let told = "a section has `facts` or a `query`, not both".to_owned();
            findings.push(Finding::new(Rule::BadQuery, name, &path, told));
        }
        let descriptor = contract::message_type(Collection::Facts);
        let filter = descriptor.map(|facts| Filter::parse(&section.query, &facts));
        if let Some(Err(error)) = filter {
            findings.push(Finding::new(Rule::BadQuery, name, &path, error.to_string()));
        }
    }
}
