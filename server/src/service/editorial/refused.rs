//! How is a client told what the ledger refused, in terms of its own request?

use std::collections::BTreeMap;

use dossier::v1::{CommitRequest, edit};
use dossier_check::diagnostic::{Finding, Severity};

use crate::error::{ServiceError, Violation};
use crate::ledger::Refusal;
use crate::store::StoreError;

/// Where in the request each resource stands.
pub(super) fn paths(request: &CommitRequest) -> BTreeMap<String, String> {
    let mut paths = BTreeMap::new();
    for (number, edit) in request.edits.iter().enumerate() {
        let (name, path) = match &edit.edit {
            Some(edit::Edit::Put(put)) => {
                let Some(collection) = put.collection() else {
                    continue;
                };
                let field = collection.singular();
                (put.name(), format!("edits[{number}].put.{field}"))
            }
            Some(edit::Edit::Retract(one)) => {
                (one.name.as_str(), format!("edits[{number}].retract"))
            }
            Some(edit::Edit::Restore(one)) => {
                (one.name.as_str(), format!("edits[{number}].restore"))
            }
            Some(edit::Edit::Delete(name)) => (name.as_str(), format!("edits[{number}].delete")),
            None => continue,
        };
        paths.insert(name.to_owned(), path);
    }
    paths
}

pub(super) fn refused(
    refusal: Refusal,
    requested: i64,
    paths: &BTreeMap<String, String>,
) -> ServiceError {
    let field = |edit: usize| format!("edits[{edit}]");
    match refusal {
        Refusal::Check(findings) => check_failed(findings, paths),
        Refusal::Missing { name, .. } => ServiceError::NotFound(name),
        Refusal::Exists { edit, name } => ServiceError::Exists {
            field: field(edit),
            name,
        },
        Refusal::Etag { edit, name, found } => ServiceError::WrongEtag {
            field: format!("{}.etag", field(edit)),
            name,
            found,
        },
        Refusal::Base { newest } => ServiceError::WrongBase { requested, newest },
        Refusal::RequestReused => ServiceError::RequestReused,
        Refusal::ReadOnly => ServiceError::StoreReadOnly,
        Refusal::Busy => ServiceError::Overloaded,
        Refusal::Away(_) => ServiceError::StoreAway,
        Refusal::Store(error) => match *error {
            StoreError::Full => ServiceError::StoreFull,
            StoreError::Corrupt { revision } => ServiceError::StoreCorrupt(revision),
            StoreError::CorruptRequest(_) => ServiceError::RequestCorrupt,
            StoreError::GoneBack { newest, .. } => ServiceError::StoreCorrupt(newest + 1),
            _ => ServiceError::StoreReadOnly,
        },
    }
}

pub(super) fn check_failed(
    findings: Vec<Finding>,
    paths: &BTreeMap<String, String>,
) -> ServiceError {
    let errors = findings
        .into_iter()
        .filter(|finding| finding.severity() == Severity::Error);
    let violations = errors.map(|finding| {
        let place = paths
            .get(&finding.at.resource)
            .map_or(finding.at.resource.as_str(), String::as_str);
        let field = match (place, finding.at.path.as_str()) {
            ("", path) => path.to_owned(),
            (place, "") => place.to_owned(),
            (place, path) => format!("{place}.{path}"),
        };
        Violation {
            field,
            description: finding.message,
            rule: finding.rule.name(),
        }
    });
    ServiceError::CheckFailed(violations.collect())
}
