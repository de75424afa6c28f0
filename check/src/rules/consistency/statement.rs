//! Compares a statement with the typed fields of its fact, and with the statements in other languages.

use dossier::Collection;
use dossier::v1::{ChangeDirection, Fact, LocalizedText, PartKind, fact::Body};
use prost_reflect::FieldDescriptor;

use super::super::index::Index;
use super::held::{typed_parts, unheld};
use crate::diagnostic::{At, Finding, Rule};
use crate::ground::{Figures, Part, Typed, Unheld, Way, amounts, denied_in_one, way};
use crate::model::contract;
use crate::reading::{Cue, Reader};

/// Checks the statements of a fact.
pub(super) fn check(index: &Index<'_>, name: &str, fact: &Fact, findings: &mut Vec<Finding>) {
    let parts = typed_parts(fact);
    let typed = Typed::new(&parts);
    for (number, statement) in fact.statement.iter().enumerate() {
        let at = || At::resource(name).field("statement").index(number);
        let unheld = unheld(index, fact, &typed, statement, Rule::FigureNotHeld);
        // An amount that is wrong in itself is one finding, and what it leads to is none.
        let is_explained = !unheld.is_empty() && is_amount_wrong(name, findings);
        // Where no field can hold an amount, only the article's words can bear it out (`verify`).
        let has_field = holds_amounts(fact);
        let reported = unheld.into_iter().filter(|(_, figure)| {
            !is_explained && (has_field || figure.is_time() || figure.contradicts.is_some())
        });
        for (rule, figure) in reported {
            findings.push(Finding::new(rule, at(), unheld_message(&figure)));
        }
        findings.extend(other_direction(fact, &parts, statement, at()));
    }
    differing(name, fact, &typed, findings);
}

/// Whether the body of a fact has a field for an amount, filled in or not; any body may have where there
/// is none yet.
fn holds_amounts(fact: &Fact) -> bool {
    let Some(message) = contract::dynamic(fact, Collection::Facts.message_name()) else {
        return false;
    };
    let body = message.fields().find(|(field, _)| {
        let oneof = field.containing_oneof();
        oneof.is_some_and(|oneof| oneof.name() == "body")
    });
    body.is_none_or(|(field, _)| has_amount(&field, DEPTH_MAX))
}

/// How many messages deep a body's amounts lie at most.
const DEPTH_MAX: usize = 3;

fn has_amount(field: &FieldDescriptor, depth: usize) -> bool {
    if contract::rules(field).part == PartKind::Amount {
        return true;
    }
    let kind = field.kind();
    let message = kind.as_message().filter(|_| depth > 0);
    message.is_some_and(|message| message.fields().any(|field| has_amount(&field, depth - 1)))
}

/// Whether an amount of a resource was found to be wrong in itself.
fn is_amount_wrong(name: &str, findings: &[Finding]) -> bool {
    let rules = [Rule::BadQuantity, Rule::BadUnit, Rule::DoubtfulUnit];
    let mut findings = findings.iter();
    findings.any(|finding| rules.contains(&finding.rule) && finding.at.resource == name)
}

/// What is wrong with a figure of a statement, and what to do.
fn unheld_message(figure: &Unheld) -> String {
    match &figure.contradicts {
        Some(amount) => format!(
            "the statement says `{}`, but the fact says `{amount}`; correct one of the two",
            figure.says
        ),
        None => format!(
            "the {} `{}` is in the statement, but in none of the fact's fields; add it to one of them",
            if figure.is_time() { "time" } else { "figure" },
            figure.says
        ),
    }
}

/// A statement whose words go one way, and the change of its fact another. One that has words of both
/// ways, or denies something, may be right.
fn other_direction(
    fact: &Fact,
    parts: &[Part],
    statement: &LocalizedText,
    at: At,
) -> Option<Finding> {
    let Some(Body::Measurement(measurement)) = &fact.body else {
        return None;
    };
    let (wanted, direction) = match measurement.change.as_ref()?.direction() {
        ChangeDirection::Up => (Cue::Up, "up"),
        ChangeDirection::Down => (Cue::Down, "down"),
        ChangeDirection::Steady => (Cue::Steady, "steady"),
        ChangeDirection::Unspecified => return None,
    };
    let said = other_way(statement, parts, wanted)?;
    let message = format!(
        "the statement says `{said}`, but the change has `direction: {direction}`; correct one of the two"
    );
    Some(Finding::new(Rule::OtherDirection, at, message))
}

/// The words of a statement for another way than the one that is wanted.
fn other_way(statement: &LocalizedText, parts: &[Part], wanted: Cue) -> Option<String> {
    let reader = Reader::new(&statement.language_code);
    let text = statement.text.as_str();
    let (amounts_said, cues) = (reader.amounts(text), reader.cues(text));
    if cues.iter().any(|cue| cue.value == Cue::Negation) {
        return None;
    }
    for (amount, is_change) in amounts(parts) {
        match way(
            (reader, text),
            &amounts_said,
            &cues,
            (wanted, &amount, is_change),
        ) {
            Some(Way::Other(words)) => return Some(words),
            Some(_) => return None,
            None => {}
        }
    }
    if cues.iter().any(|cue| cue.value == wanted) {
        return None;
    }
    let mut ways = cues.iter();
    let other = ways.find(|cue| matches!(cue.value, Cue::Up | Cue::Down | Cue::Steady))?;
    text.get(other.start..other.end).map(str::to_owned)
}

/// Statements of which each has a figure that the other has not.
fn differing(name: &str, fact: &Fact, typed: &Typed<'_>, findings: &mut Vec<Finding>) {
    let Some((first, others)) = fact.statement.split_first() else {
        return;
    };
    let is_read =
        |localized_text: &LocalizedText| Reader::new(&localized_text.language_code).is_complete();
    if others.is_empty() || !is_read(first) {
        return;
    }
    let here = Figures::read(&first.text, &first.language_code);
    for (number, other) in others
        .iter()
        .enumerate()
        .filter(|(_, teaser)| is_read(teaser))
    {
        let at = At::resource(name).field("statement").index(number + 1);
        findings.extend(
            denied_in_one_language(first, other)
                .map(|message| Finding::new(Rule::StatementsDiffer, at, message)),
        );
        let there = Figures::read(&other.text, &other.language_code);
        let left_out = here.missing_in(&there, typed.day());
        let added = there.missing_in(&here, typed.day());
        // What only one of them mentions is left out by the other, which may be so.
        for (one, two) in left_out.iter().zip(&added) {
            let (Some(one), Some(two)) = (one.first(), two.first()) else {
                continue;
            };
            let message = format!(
                "this statement says `{two}`, but the one in `{}` says `{one}`; correct one of the two",
                first.language_code
            );
            let at = At::resource(name).field("statement").index(number + 1);
            findings.push(Finding::new(Rule::StatementsDiffer, at, message));
        }
    }
}

/// What is wrong with two statements of which one denies what the other says.
fn denied_in_one_language(first: &LocalizedText, other: &LocalizedText) -> Option<String> {
    let (denied, by, not_by) = match denied_in_one(first, other) {
        Some(word) => (word, first, other),
        None => (denied_in_one(other, first)?, other, first),
    };
    Some(format!(
        "the statement in `{}` says `{denied}`, but the one in `{}` denies nothing; correct one of the two",
        by.language_code, not_by.language_code
    ))
}
