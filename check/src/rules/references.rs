//! Whether what a resource refers to exists, and may be referred to.

use dossier::Collection;
use dossier::name::parts;
use dossier::v1::LifecycleState;

use super::index::Index;
use super::suggester::Suggester;
use crate::diagnostic::{At, Finding, Rule};
use crate::model::contract::ReferenceTarget;
use crate::model::field_path::FieldPath;

/// A reference from a field to a resource.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// The field.
    pub(super) at: At,
    /// The name that stands there.
    pub(super) target: String,
    /// What the field may refer to.
    pub(super) refers_to: ReferenceTarget,
}

/// Checks every reference of a state.
pub(super) fn check(
    index: &Index<'_>,
    references: &[Reference],
    suggester: &mut Suggester<'_>,
    findings: &mut Vec<Finding>,
) {
    for reference in references {
        let wrong = wrong_name(reference).or_else(|| {
            let wrong = wrong_target(index, suggester, &reference.at, &reference.target);
            wrong.filter(|finding| !allowed(&reference.at, finding.rule))
        });
        findings.extend(wrong);
    }
}

/// What is wrong with a reference whatever there is: it is no name, or one of another collection.
fn wrong_name(reference: &Reference) -> Option<Finding> {
    let Reference {
        at,
        target,
        refers_to,
    } = reference;
    if !target.contains('/') {
        let message =
            format!("`{target}` is not a name; write `entities/{target}` or `facts/{target}`");
        return Some(Finding::new(Rule::BadReference, at.clone(), message));
    }
    if let ReferenceTarget::In(collection) = refers_to
        && Collection::from_name(target) != Some(*collection)
    {
        let message = format!(
            "`{target}` is not in `{collection}`, which this field refers to; name one of those"
        );
        return Some(Finding::new(Rule::BadReference, at.clone(), message));
    }
    None
}

/// Whether a field may refer to what others may not.
fn allowed(at: &At, rule: Rule) -> bool {
    // A dossier lists its facts also when they were retracted, because their pages say why; only its
    // sections must not show them. A draft has no name that readers may learn.
    let lists = Collection::from_name(&at.resource) == Some(Collection::Dossiers)
        && at.path.lies_in(&FieldPath::new("facts"));
    // What was superseded may still name its successor, even when that was retracted later.
    let names_successor = at.path == FieldPath::new("superseded_by");
    match rule {
        Rule::RetractedReference => lists || names_successor,
        _ => false,
    }
}

/// What is wrong with a reference to a resource: there is none, or it may not be referred to.
pub(super) fn wrong_target(
    index: &Index<'_>,
    suggester: &mut Suggester<'_>,
    at: &At,
    target: &str,
) -> Option<Finding> {
    let Some(state) = index.state(target) else {
        return Some(unknown(index, suggester, at, target));
    };
    let own = index.state(&at.resource);
    // What is retracted is still read, and must not name what is not.
    let holds = if state == LifecycleState::Draft {
        own != Some(LifecycleState::Draft)
    } else {
        own.is_none_or(LifecycleState::is_citable)
    };
    if !holds || state.is_citable() {
        return None;
    }
    Some(not_citable(state, target, at))
}

/// A reference to what is there, and is a draft or retracted.
fn not_citable(state: LifecycleState, target: &str, at: &At) -> Finding {
    let (rule, message) = if state == LifecycleState::Draft {
        let message = format!(
            "`{target}` is a draft, which readers do not see; publish it, or make this a draft too"
        );
        (Rule::DraftReference, message)
    } else {
        let message = format!(
            "`{target}` is retracted, so nothing published may refer to it; refer to another, or retract this too"
        );
        (Rule::RetractedReference, message)
    };
    Finding::new(rule, at.clone(), message)
}

/// A finding about a name that nothing has, with the present name of what had it, or else the name that
/// looks most like it.
fn unknown(index: &Index<'_>, suggester: &mut Suggester<'_>, at: &At, target: &str) -> Finding {
    let (_, id) = parts(target);
    let collection = Collection::from_name(target);
    let kind = collection.map_or("resource", Collection::singular);
    let suggestion = match index.present_name(target) {
        Some(present) => Some(format!("its id is now `{}`", parts(present).1)),
        None => collection.and_then(|collection| suggester.suggest(collection, id)),
    };
    let message = unknown_reference(kind, id);
    Finding::new(Rule::UnknownReference, at.clone(), message).suggest(suggestion)
}

/// What is said of an id that no resource of a kind has.
pub(crate) fn unknown_reference(kind: &str, id: &str) -> String {
    format!("unknown {kind} `{id}`")
}
