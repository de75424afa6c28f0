//! Checks ids, former ids and life-cycle states.

use std::collections::BTreeMap;

use dossier::Collection;
use dossier::name::{ID_BYTES_MAX, is_id, parts};
use dossier::v1::{LifecycleState, Resource};

use super::index::Index;
use crate::diagnostic::{At, Finding, Rule};

/// Checks the names and states of all resources.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for resource in index.all {
        let Some(collection) = resource.collection() else {
            continue;
        };
        let name = resource.name();
        own_name(name, collection, findings);
        if owners.insert(name.to_owned(), name).is_some() {
            let message = format!("`{name}` is described twice; remove one of the two");
            let at = At::resource(name);
            findings.push(Finding::new(Rule::DuplicateName, at, message));
        }
        for (number, former) in resource.former_ids().iter().enumerate() {
            let at = At::resource(name).field("former_ids").index(number);
            findings.extend(reserved(former, at.clone()));
            let former_name = collection.name(former);
            let owner = owners.get(&former_name).copied();
            if let Some(message) = taken(index, name, &former_name, owner) {
                findings.push(Finding::new(Rule::DuplicateName, at, message));
                continue;
            }
            owners.insert(former_name, name);
        }
        lifecycle(resource, findings);
    }
}

/// Why a former name cannot lead to a resource: it is in use, or leads to one already.
fn taken(index: &Index<'_>, name: &str, former: &str, owner: Option<&str>) -> Option<String> {
    let (_, id) = parts(former);
    if former == name {
        return Some(format!("`{id}` is the resource's current id; remove it"));
    }
    if index.state(former).is_some() {
        return Some(format!(
            "`{id}` is the id of another resource, so it cannot be a former id of this one"
        ));
    }
    let message = match owner? {
        owner if owner == name => format!("`{id}` occurs twice; remove one of the two"),
        owner => format!(
            "`{id}` is already a former id of `{owner}`, so it cannot be one of this resource too"
        ),
    };
    Some(message)
}

/// Whether Windows keeps a name for a device, whatever ending it has.
fn is_reserved(id: &str) -> bool {
    let port = id.strip_prefix("com").or_else(|| id.strip_prefix("lpt"));
    let is_port = port.is_some_and(|port| matches!(port.as_bytes(), [b'1'..=b'9']));
    is_port || ["con", "prn", "aux", "nul"].contains(&id)
}

/// Whether a name is one of its collection.
fn own_name(name: &str, collection: Collection, findings: &mut Vec<Finding>) {
    let (plural, id) = parts(name);
    if !is_id(id) {
        let finding = Finding::new(Rule::BadId, At::resource(name), not_an_id(id));
        findings.push(finding);
    }
    findings.extend(reserved(id, At::resource(name)));
    if plural != collection.plural() {
        let message =
            format!("`{name}` is not a name in `{collection}`; write `{collection}/{id}`");
        let at = At::resource(name).field("name");
        findings.push(Finding::new(Rule::BadId, at, message));
    }
}

/// What is said of an id whose page could not be a file on Windows.
fn reserved(id: &str, at: At) -> Option<Finding> {
    is_reserved(id).then(|| {
        let message =
            format!("Windows reserves the name `{id}`, so the site cannot be copied there");
        Finding::new(Rule::ReservedId, at, message)
    })
}

/// What a finding says of a text that is not an id.
pub(super) fn not_an_id(text: &str) -> String {
    format!(
        "`{text}` is not an id; ids have up to {ID_BYTES_MAX} characters: `a-z`, `0-9` and inner `-`"
    )
}

/// A state that readers cannot make sense of without more says more.
fn lifecycle(resource: &Resource, findings: &mut Vec<Finding>) {
    let (rule, field, message) = match resource.state() {
        LifecycleState::Retracted if resource.state_reason().is_empty() => (
            Rule::NoReason,
            "state_reason",
            "a retraction needs a public reason; write one in `state_reason`",
        ),
        LifecycleState::Superseded if resource.superseded_by().is_empty() => (
            Rule::NoSuccessor,
            "superseded_by",
            "a superseded resource needs a successor; name it in `superseded_by`",
        ),
        _ if resource.superseded_by() == resource.name() => (
            Rule::NoSuccessor,
            "superseded_by",
            "a resource cannot supersede itself; name its successor in `superseded_by`",
        ),
        _ => return,
    };
    let at = At::resource(resource.name()).field(field);
    findings.push(Finding::new(rule, at, message));
}
