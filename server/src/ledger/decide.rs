//! What comes of a proposal on top of a state: a commit with its warnings, or a refusal.

use std::sync::Arc;

use dossier::v1::{CheckFinding, LifecycleState, Resource, resource};
use dossier_check::diagnostic::{At, Finding, Rule, Severity};
use dossier_check::model::grounding::keep_records;
use dossier_check::model::record::Record;
use dossier_check::rules::{Edits, Today, check_edits};

use super::draft::draft;
use super::proposal::{Action, Edit, Proposal, Proposed, Refusal};
use crate::commit::Commit;
use crate::snapshot::Snapshot;

/// Checks a proposal and works out its commit.
pub(super) fn propose(
    state: &Snapshot,
    proposal: &Proposal,
    time: prost_types::Timestamp,
) -> Result<(Commit, Vec<CheckFinding>), Refusal> {
    let edits = match &proposal.what {
        Proposed::State(checked) => {
            return Ok((draft(state, checked, &proposal.signature, time), Vec::new()));
        }
        Proposed::Edits(edits) => edits,
    };
    let outcome = outcome(state, edits)?;
    let today = Today::from_text(&time.to_string());
    let report = check_edits(outcome, state, today);
    let Some(checked) = report.checked else {
        let errors = report.findings.into_iter();
        let errors = errors.filter(|finding| finding.severity() == Severity::Error);
        return Err(Refusal::Check(errors.collect()));
    };
    let commit = draft(state, &checked, &proposal.signature, time);
    Ok((commit, report.findings.iter().map(check_finding).collect()))
}

fn check_finding(finding: &Finding) -> CheckFinding {
    CheckFinding {
        rule: finding.rule.name().to_owned(),
        resource: finding.at.resource.clone(),
        field: finding.at.path.to_string(),
        message: finding.message.clone(),
    }
}

/// The resources and names that edits lead to, if what they demand of the state holds.
fn outcome(state: &Snapshot, edits: &[Edit]) -> Result<Edits, Refusal> {
    let mut outcome = Edits::default();
    for (number, edit) in edits.iter().enumerate() {
        let target = match &edit.action {
            Action::Put(resource) | Action::Restore(resource) => resource.name(),
            Action::Delete(name) | Action::Retract { name, .. } => name,
        };
        let record = state.record(target);
        let etag = record.map_or_else(String::new, |record| record.header().etag);
        if edit.create_only && record.is_some() {
            return Err(Refusal::Exists {
                edit: number,
                name: target.to_owned(),
            });
        }
        if !edit.etag.is_empty() && edit.etag != etag {
            return Err(Refusal::Etag {
                edit: number,
                name: target.to_owned(),
                found: etag,
            });
        }
        let missing = || Refusal::Missing {
            edit: number,
            name: target.to_owned(),
        };
        match &edit.action {
            Action::Put(resource) => outcome.puts.push(put(resource, record)),
            Action::Restore(resource) => {
                outcome.restored.insert(target.to_owned());
                outcome.puts.push((**resource).clone());
            }
            Action::Delete(name) => {
                record.ok_or_else(missing)?;
                if !outcome.deletes.insert(name.clone()) {
                    let message = format!("`{name}` is edited twice");
                    let finding = Finding::new(Rule::DuplicateName, At::resource(name), message);
                    return Err(Refusal::Check(vec![finding]));
                }
            }
            Action::Retract { reason, .. } => {
                let resource = record.and_then(|record| record.resource());
                // What is wrong with it by now is no reason to let it stand.
                outcome.restored.insert(target.to_owned());
                let resource = resource.ok_or_else(missing)?;
                outcome.puts.push(retracted(resource, reason));
            }
        }
    }
    Ok(outcome)
}

/// What is put, with the records of grounding that it leaves out and that its places have: whoever
/// edits a fact need not know of them.
fn put(resource: &Resource, was: Option<&Arc<Record>>) -> Resource {
    let mut resource = resource.clone();
    if let Some(resource::Resource::Fact(fact)) = &mut resource.resource
        && let Some(was) = was.and_then(|was| was.fact())
    {
        keep_records(fact, &was);
    }
    resource
}

fn retracted(mut resource: Resource, reason: &dossier::v1::LocalizedText) -> Resource {
    resource.set_state(LifecycleState::Retracted);
    resource.set_state_reason(vec![reason.clone()]);
    resource
}
