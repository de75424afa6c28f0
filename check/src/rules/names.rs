//! Names, former names and the ends of lives.

use std::collections::BTreeMap;

use dossier::v1::LifecycleState;

use super::index::{Header, Index};
use super::strings::{ID_LENGTH_MAX, is_slug};
use crate::diagnostic::Finding;

/// Checks the names and states of all resources.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for header in &index.all {
        let (collection, id) = header.name.split_once('/').unwrap_or(("", header.name));
        if !is_slug(id) {
            let told = format!(
                "`{id}` is not an id; ids are up to {ID_LENGTH_MAX} of `a-z`, `0-9` and inner `-`"
            );
            findings.push(Finding::error("bad-id", header.name, "", told));
        }
        if collection != header.collection {
            let told = format!(
                "`{}` is not a name in `{}`, where this resource belongs",
                header.name, header.collection
            );
            findings.push(Finding::error("bad-id", header.name, "name", told));
        }
        if owners.insert(header.name.to_owned(), header.name).is_some() {
            let told = format!("`{}` is described twice", header.name);
            findings.push(Finding::error("duplicate-name", header.name, "", told));
        }
        for (number, former) in header.former_ids.iter().enumerate() {
            let path = format!("former_ids[{number}]");
            let name = format!("{collection}/{former}");
            if index.state(&name).is_some() || owners.contains_key(&name) {
                let told = format!("`{former}` is the id of another resource");
                findings.push(Finding::error("duplicate-name", header.name, &path, told));
                continue;
            }
            owners.insert(name, header.name);
        }
        lifecycle(header, findings);
    }
}

fn lifecycle(header: &Header<'_>, findings: &mut Vec<Finding>) {
    let told = match header.state {
        LifecycleState::Retracted if !header.has_reason => (
            "no-reason",
            "state_reason",
            "a retraction needs a `state_reason` for the public",
        ),
        LifecycleState::Superseded if header.superseded_by.is_empty() => (
            "no-successor",
            "superseded_by",
            "a superseded resource names its successor in `superseded_by`",
        ),
        _ if header.superseded_by == header.name => (
            "no-successor",
            "superseded_by",
            "a resource cannot supersede itself",
        ),
        _ => return,
    };
    let (rule, path, message) = told;
    findings.push(Finding::error(rule, header.name, path, message.to_owned()));
}
