//! Which findings tell the same mistake again, so that one finding with all its places is enough?

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Location, Rule};

/// Keeps the first of the findings that have one cause, and adds the places of the others to it.
///
/// An id that was renamed is unknown wherever the old one still is; a language that a file names at
/// its top is that of each of its texts.
pub(super) fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut first_of: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let Some(cause) = cause(&finding) else {
            kept.push(finding);
            continue;
        };
        let first = *first_of.entry(cause).or_insert(kept.len());
        match kept.get_mut(first) {
            Some(first) => add(first, finding),
            None => kept.push(finding),
        }
    }
    kept
}

/// What a finding has in common with others of the same cause; nothing where each is a mistake of its own.
fn cause(finding: &Finding) -> Option<String> {
    let file = finding.place.as_ref().map_or("", |place| &place.file);
    match finding.rule {
        Rule::UnknownReference | Rule::FormerName => Some(finding.message.clone()),
        Rule::LanguageForm => Some(format!("{file}: {}", finding.message)),
        _ => None,
    }
}

/// Adds the place of a finding to the first of the same cause. A text that only has the language of its
/// file is no place where anything could be corrected.
fn add(first: &mut Finding, other: Finding) {
    let is_known = |place: &Location, known: &Location| {
        (&place.file, place.line, place.column) == (&known.file, known.line, known.column)
    };
    let Some(place) = other.place else {
        return;
    };
    let tag = other.message.split('`').nth(1).unwrap_or_default();
    let is_inherited = other.rule == Rule::LanguageForm && !place.source.contains(tag);
    let mut known = first.place.iter().chain(&first.also);
    if !is_inherited && !known.any(|known| is_known(&place, known)) {
        first.also.push(place);
    }
}
