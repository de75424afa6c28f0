//! Whether what a resource refers to is there, and may be referred to.

use dossier::v1::LifecycleState;

use super::index::Index;
use crate::diagnostic::Finding;

/// A reference from a field to a resource.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) resource: String,
    pub(super) path: String,
    pub(super) target: String,
    /// The collection that the field refers to, or `*`.
    pub(super) collection: String,
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
        collection,
    } = reference;
    let any = collection == "*";
    let Some((found, _)) = target.split_once('/') else {
        let told =
            format!("`{target}` is not a name; write `entities/{target}` or `facts/{target}`");
        return Some(Finding::error("bad-reference", resource, path, told));
    };
    if !any && found != collection {
        let told = format!("`{target}` is not in `{collection}`, where this field refers to");
        return Some(Finding::error("bad-reference", resource, path, told));
    }
    // A dossier keeps its retracted facts, whose pages say why. It must not tell them in a section.
    let keeps = resource.starts_with("dossiers/") && path.starts_with("facts[");
    // What was retracted may still name its successor, even when that was retracted later.
    let wrong = wrong_target(index, (resource, path), target);
    wrong.filter(|finding| {
        finding.rule != "retracted-reference" || !(keeps || path == "superseded_by")
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
    let stands = !matches!(
        index.state(resource),
        Some(LifecycleState::Retracted | LifecycleState::Draft)
    );
    (state == LifecycleState::Retracted && stands).then(|| {
        let told = format!("`{target}` is retracted, so nothing that stands may rest on it");
        Finding::error("retracted-reference", resource, path, told)
    })
}

/// A finding about a name that nothing has, with the name that looks most like it.
fn unknown(index: &Index<'_>, resource: &str, path: &str, target: &str) -> Finding {
    let (collection, id) = target.split_once('/').unwrap_or(("", target));
    let what = match collection {
        "entities" => "entity",
        "articles" => "article",
        "facts" => "fact",
        "dossiers" => "dossier",
        _ => "resource",
    };
    let hint = index.suggestion(collection, id);
    let told = format!("unknown {what} `{id}`");
    Finding::error("unknown-reference", resource, path, told).suggest(hint)
}
