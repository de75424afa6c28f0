//! Whether what a resource refers to is there, and may be referred to.

use dossier::Collection;
use dossier::name::parts;
use dossier::v1::LifecycleState;

use super::index::Index;
use crate::diagnostic::{Finding, Rule};
use crate::model::contract::ReferenceTarget;

/// A reference from a field to a resource.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) resource: String,
    pub(super) path: String,
    pub(super) target: String,
    /// What the field may refer to.
    pub(super) refers_to: ReferenceTarget,
}

/// Checks every reference of a state.
pub(super) fn check(index: &Index<'_>, references: &[Reference], findings: &mut Vec<Finding>) {
    for reference in references {
        findings.extend(wrong(index, reference));
    }
}

fn wrong(index: &Index<'_>, reference: &Reference) -> Option<Finding> {
    let Reference {
        resource,
        path,
        target,
        refers_to,
    } = reference;
    if !target.contains('/') {
        let told =
            format!("`{target}` is not a name; write `entities/{target}` or `facts/{target}`");
        return Some(Finding::new(Rule::BadReference, resource, path, told));
    }
    if let ReferenceTarget::In(collection) = refers_to
        && Collection::of(target) != Some(*collection)
    {
        let told = format!("`{target}` is not in `{collection}`, where this field refers to");
        return Some(Finding::new(Rule::BadReference, resource, path, told));
    }
    // A dossier keeps its retracted facts, whose pages say why. It must not tell them in a section.
    let keeps =
        Collection::of(resource) == Some(Collection::Dossiers) && path.starts_with("facts[");
    // What was retracted may still name its successor, even when that was retracted later.
    let wrong = wrong_target(index, (resource, path), target);
    wrong.filter(|finding| {
        finding.rule != Rule::RetractedReference || !(keeps || path == "superseded_by")
    })
}

/// What is wrong with a reference to a resource: there is none, or it may not be referred to.
pub(super) fn wrong_target(
    index: &Index<'_>,
    (resource, path): (&str, &str),
    target: &str,
) -> Option<Finding> {
    let Some(state) = index.state(target) else {
        return Some(unknown(index, resource, path, target));
    };
    let citable = index.state(resource).is_none_or(LifecycleState::is_citable);
    (state == LifecycleState::Retracted && citable).then(|| {
        let told = format!("`{target}` is retracted, so nothing that stands may rest on it");
        Finding::new(Rule::RetractedReference, resource, path, told)
    })
}

/// A finding about a name that nothing has, with the name that looks most like it.
fn unknown(index: &Index<'_>, resource: &str, path: &str, target: &str) -> Finding {
    let (_, id) = parts(target);
    let collection = Collection::of(target);
    let what = collection.map_or("resource", Collection::singular);
    let hint = collection.and_then(|collection| index.suggestion(collection, id));
    let told = format!("unknown {what} `{id}`");
    Finding::new(Rule::UnknownReference, resource, path, told).suggest(hint)
}
