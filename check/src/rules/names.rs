//! Checks ids, former ids and life-cycle states.

use std::collections::BTreeMap;

use dossier::name::{ID_BYTES_MAX, is_id, parts};
use dossier::v1::{LifecycleState, Resource};

use super::index::Index;
use crate::diagnostic::{Finding, Rule};

/// Checks the names and states of all resources.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for resource in index.all {
        let name = resource.name();
        let Some(collection) = resource.collection() else {
            continue;
        };
        let (plural, id) = parts(name);
        if !is_id(id) {
            let told = format!(
                "`{id}` is not an id; ids are up to {ID_BYTES_MAX} of `a-z`, `0-9` and inner `-`"
            );
            findings.push(Finding::new(Rule::BadId, name, "", told));
        }
        if is_reserved(id) {
            let told =
                format!("Windows has no file or folder `{id}`, so the site cannot be copied there");
            findings.push(Finding::new(Rule::ReservedId, name, "", told));
        }
        if plural != collection.plural() {
            let told =
                format!("`{name}` is not a name in `{collection}`, where this resource belongs");
            findings.push(Finding::new(Rule::BadId, name, "name", told));
        }
        if owners.insert(name.to_owned(), name).is_some() {
            let told = format!("`{name}` is described twice");
            findings.push(Finding::new(Rule::DuplicateName, name, "", told));
        }
        for (number, former) in resource.former_ids().iter().enumerate() {
            let path = format!("former_ids[{number}]");
            let former_name = collection.name(former);
            if index.state(&former_name).is_some() || owners.contains_key(&former_name) {
                let told = format!("`{former}` is the id of another resource");
                findings.push(Finding::new(Rule::DuplicateName, name, &path, told));
                continue;
            }
            owners.insert(former_name, name);
        }
        lifecycle(resource, findings);
    }
}

/// Whether Windows keeps a name for a device, whatever ending it has.
fn is_reserved(id: &str) -> bool {
    let numbered = |name: &str| matches!(id.strip_prefix(name), Some(rest) if rest.len() == 1 && rest != "0" && rest.bytes().all(|byte| byte.is_ascii_digit()));
    ["con", "prn", "aux", "nul"].contains(&id) || numbered("com") || numbered("lpt")
}

fn lifecycle(resource: &Resource, findings: &mut Vec<Finding>) {
    let told = match resource.state() {
        LifecycleState::Retracted if resource.state_reason().is_empty() => (
            Rule::NoReason,
            "state_reason",
            "a retraction needs a `state_reason` for the public",
        ),
        LifecycleState::Superseded if resource.superseded_by().is_empty() => (
            Rule::NoSuccessor,
            "superseded_by",
            "a superseded resource names its successor in `superseded_by`",
        ),
        _ if resource.superseded_by() == resource.name() => (
            Rule::NoSuccessor,
            "superseded_by",
            "a resource cannot supersede itself",
        ),
        _ => return,
    };
    let (rule, path, message) = told;
    findings.push(Finding::new(
        rule,
        resource.name(),
        path,
        message.to_owned(),
    ));
}
