//! Finds one entity in two roles of a fact that exclude each other.

use std::collections::BTreeSet;

use dossier::v1::{AgreementParty, Event, Fact, ParticipantRole, fact::Body};

use crate::diagnostic::{At, Finding, Rule};
use crate::model::field_path::FieldPath;

/// A field, the role that it holds, and the entity in it.
type Entry<'f> = (FieldPath, &'static str, &'f str);

/// Checks the names of a fact's body against each other.
pub(super) fn check(name: &str, fact: &Fact, findings: &mut Vec<Finding>) {
    let entries = entries(fact);
    let mut seen = BTreeSet::new();
    for (number, (at, role, entity)) in entries.iter().enumerate() {
        let mut before = entries.iter().take(number);
        let Some((_, other, _)) = before.find(|(_, other, entry)| {
            entry == entity && !entity.is_empty() && excludes(role, other)
        }) else {
            continue;
        };
        // A name that stands in a list of names twice is a `repeated-value`.
        let is_repeated = role == other && at.as_str().ends_with(']');
        if is_repeated || !seen.insert(*entity) {
            continue;
        }
        let message = if role == other {
            format!("`{entity}` is {role} twice; name somebody else, or remove one of the two")
        } else {
            format!(
                "`{entity}` is {other} and {role} at once; name somebody else in one of the two"
            )
        };
        findings.push(Finding::new(
            Rule::TwoRoles,
            At::path(name, at.clone()),
            message,
        ));
    }
}

/// Whether nobody has both roles. One who acts may also be the one who profits.
fn excludes(one: &str, other: &str) -> bool {
    const FREE: [&str; 3] = ["beneficiary", "instrument", "witness"];
    one == other || !FREE.contains(&one) && !FREE.contains(&other)
}

fn entries<'fact>(fact: &'fact Fact) -> Vec<Entry<'fact>> {
    let pair = |body: &str, text: (&'static str, &'fact str), other: (&'static str, &'fact str)| {
        let at = FieldPath::new(body);
        [text, other]
            .map(|(role, name)| (at.field(role), role, name))
            .to_vec()
    };
    match &fact.body {
        Some(Body::Transfer(transfer)) => {
            let at = FieldPath::new("transfer");
            let suppliers = list(at.field("suppliers"), "supplier", &transfer.suppliers);
            let recipients = list(at.field("recipients"), "recipient", &transfer.recipients);
            suppliers.chain(recipients).collect()
        }
        Some(Body::Agreement(agreement)) => {
            let at = FieldPath::new("agreement").field("parties");
            let parties = agreement.parties.iter().enumerate();
            let entry = |(number, party): (usize, &'fact AgreementParty)| {
                let at = at.index(number).field("entity");
                (at, "party", party.entity.as_str())
            };
            parties.map(entry).collect()
        }
        Some(Body::Event(event)) => participants(event).collect(),
        Some(Body::Membership(body)) => pair(
            "membership",
            ("member", &body.member),
            ("collective", &body.collective),
        ),
        Some(Body::Role(body)) => pair(
            "role",
            ("holder", &body.holder),
            ("principal", &body.principal),
        ),
        Some(Body::Capability(body)) => pair(
            "capability",
            ("holder", &body.holder),
            ("capability", &body.capability),
        ),
        _ => Vec::new(),
    }
}

/// The entries of a list of names.
fn list<'f>(
    at: FieldPath,
    role: &'static str,
    names: &'f [String],
) -> impl Iterator<Item = Entry<'f>> {
    let numbered = names.iter().enumerate();
    numbered.map(move |(number, name)| (at.index(number), role, name.as_str()))
}

fn participants(event: &Event) -> impl Iterator<Item = Entry<'_>> {
    let list = FieldPath::new("event").field("participants");
    let numbered = event.participants.iter().enumerate();
    numbered.map(move |(at, participant)| {
        let role = match participant.role() {
            ParticipantRole::Unspecified => "participant",
            ParticipantRole::Actor => "actor",
            ParticipantRole::Target => "target",
            ParticipantRole::Host => "host",
            ParticipantRole::Guest => "guest",
            ParticipantRole::Party => "party",
            ParticipantRole::Beneficiary => "beneficiary",
            ParticipantRole::Instrument => "instrument",
            ParticipantRole::Witness => "witness",
        };
        (
            list.index(at).field("entity"),
            role,
            participant.entity.as_str(),
        )
    })
}
