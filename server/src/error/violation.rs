//! What is wrong with the fields of a proposal, as the details of a status hold it.

use tonic_types::ErrorDetails;

/// One thing that is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The field. Example: `edits[3].put.fact.statement[0]`.
    pub field: String,
    /// What is wrong. Example: `unknown-reference: unknown entity ...`.
    pub description: String,
    /// The rule that says so.
    pub rule: &'static str,
}

pub(super) fn rules_broken(violations: &[Violation]) -> String {
    let first = violations.first();
    let first = first.map_or_else(String::new, |violation| {
        format!("{}: {}", violation.field, violation.description)
    });
    match violations.len() {
        1 => format!("the state would break a rule: {first}"),
        count => format!("the state would break rules in {count} places, first {first}"),
    }
}

/// So many violations travel with a status; its details have to fit into headers.
const VIOLATIONS_MAX: usize = 32;

/// So many bytes of them.
const VIOLATION_BYTES_MAX: usize = 4096;

/// Adds as many violations as a header can hold, and says how many are left out.
pub(super) fn add_violations(details: &mut ErrorDetails, violations: &[Violation]) {
    let mut room = VIOLATION_BYTES_MAX;
    let mut added = 0;
    for violation in violations.iter().take(VIOLATIONS_MAX) {
        let size = violation.field.len() + violation.description.len();
        let Some(left) = room.checked_sub(size) else {
            break;
        };
        room = left;
        added += 1;
        details.add_bad_request_violation(violation.field.clone(), violation.description.clone());
    }
    let left_out = violations.len() - added;
    if left_out > 0 {
        details.add_bad_request_violation("", format!("and {left_out} more"));
    }
}
