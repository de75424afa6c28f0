//! Recomputes a time that was resolved from relative words,
//! and finds one that lies after the article that reports it.

use std::collections::BTreeSet;

use dossier::v1::{
    Article, EventStatus, Fact, TimeBasis, TimeExpression, TransferStage, fact::Body,
};
use dossier::{Day, Edtf};

use super::super::index::Index;
use crate::diagnostic::{At, Finding, Rule};
use crate::ground::{PartValue, is_too_fine, is_too_wide, parts, published_on};
use crate::model::field_path::FieldPath;
use crate::reading::{Agreement, Reader};

/// Checks the resolved times of a fact. One that several evidences bear must follow from one of them.
pub(super) fn check(index: &Index<'_>, name: &str, fact: &Fact, findings: &mut Vec<Finding>) {
    let mut wrong: Vec<(FieldPath, String)> = Vec::new();
    let mut right: BTreeSet<String> = BTreeSet::new();
    for (number, evidence) in fact.evidence.iter().enumerate() {
        let Some(article) = index.article(&evidence.article) else {
            continue;
        };
        for part in parts(fact, number) {
            let PartValue::Time(time) = &part.value else {
                continue;
            };
            if time.effective_basis() != TimeBasis::Resolved {
                continue;
            }
            match contradiction(fact, &part.field, time, article) {
                Some(message) => wrong.push((part.field, message)),
                None => right.extend([part.field.to_string()]),
            }
        }
    }
    let mut reported = BTreeSet::new();
    for (field, message) in wrong {
        let key = field.to_string();
        if !right.contains(&key) && reported.insert(key) {
            let at = At::path(name, field.field("edtf"));
            findings.push(Finding::new(Rule::WrongTime, at, message));
        }
    }
}

/// How many days the calendar of a place may be ahead of that of another.
const AHEAD_MAX: i64 = 1;

/// Checks that what has happened by the fact did so before an article told of it. Without a day of every
/// article nobody can tell.
pub(super) fn check_published(index: &Index<'_>, name: &str, fact: &Fact) -> Option<Finding> {
    let (field, time, advice) = happened(fact)?;
    let evidence = fact.evidence.iter();
    let days: Option<Vec<Day>> = evidence
        .map(|evidence| published_on(index.article(&evidence.article)?))
        .collect();
    let last = days?.into_iter().max()?;
    let value = Edtf::parse(&time.edtf).ok()?;
    let first = value.bounds().earliest?;
    if first.number() <= last.number() + AHEAD_MAX {
        return None;
    }
    let message = format!(
        "`{}` is after {last}, when the article was published; correct it{advice}",
        time.edtf
    );
    let at = At::path(name, field.field("edtf"));
    Some(Finding::new(Rule::WrongTime, at, message))
}

/// The time at which something happened by a fact, with its field and what else may be meant.
fn happened(fact: &Fact) -> Option<(FieldPath, &TimeExpression, &'static str)> {
    match fact.body.as_ref()? {
        Body::Forecast(forecast) => {
            let field = FieldPath::new("forecast").field("made_on");
            Some((field, forecast.made_on.as_ref()?, ""))
        }
        Body::Event(event) if event.effective_status() == EventStatus::Occurred => {
            let field = FieldPath::new("event").field("when");
            let advice = ", or write `status: planned`";
            Some((field, event.when.as_ref()?, advice))
        }
        Body::Transfer(transfer) if transfer.stage() == TransferStage::Delivered => {
            let field = FieldPath::new("transfer").field("period");
            let advice = ", or write another `stage`";
            Some((field, transfer.period.as_ref()?, advice))
        }
        _ => None,
    }
}

/// Whether a field holds what had not come to pass when an article was published.
fn is_ahead(fact: &Fact, field: &FieldPath) -> bool {
    match &fact.body {
        Some(Body::Forecast(_)) => field.as_str() == "forecast.window",
        Some(Body::Event(event)) => {
            event.effective_status() == EventStatus::Planned && field.as_str() == "event.when"
        }
        _ => false,
    }
}

/// A window as its words say it, where it begins on the day on which its forecast was made: "by Friday".
fn without_start(fact: &Fact, field: &FieldPath, value: Edtf) -> Edtf {
    let (Some(Body::Forecast(forecast)), Edtf::Interval(interval)) = (&fact.body, &value) else {
        return value;
    };
    let made = forecast.made_on.as_ref();
    let made = made.and_then(|made| Edtf::parse(&made.edtf).ok());
    let start = interval.start().date().map(|date| date.bounds().earliest);
    let is_made_then = start.is_some() && start == made.map(|made| made.bounds().earliest);
    let end = interval.end();
    let end = end.date().filter(|_| is_made_then);
    let by = end.and_then(|end| Edtf::parse(&format!("../{end}")).ok());
    by.filter(|_| field.as_str() == "forecast.window")
        .unwrap_or(value)
}

/// What is wrong with a resolved time; nothing where the words do not tell.
fn contradiction(
    fact: &Fact,
    field: &FieldPath,
    time: &TimeExpression,
    article: &Article,
) -> Option<String> {
    let published = published_on(article)?;
    let whole = Edtf::parse(&time.edtf).ok()?;
    let bare = without_start(fact, field, whole.clone());
    let is_wrong = |value: &Edtf| is_contradicted(value, time, article, published);
    if !is_wrong(&whole) || !is_wrong(&bare) {
        return None;
    }
    let said = Reader::new(&article.language_code).times(&time.verbatim);
    let candidates = said
        .iter()
        .flat_map(|mention| mention.value.candidates(Some(published)));
    let is_ahead = is_ahead(fact, field);
    let candidates: Vec<String> = candidates
        .filter(|candidate| {
            !is_ahead
                || candidate
                    .bounds()
                    .latest
                    .is_none_or(|last| last >= published)
        })
        .map(|candidate| format!("`{candidate}`"))
        .collect();
    let (words, day) = (&time.verbatim, Day::to_string(&published));
    Some(format!(
        "`{words}` in an article of {day} means {}, not `{}`; correct it, or write `basis: inferred`",
        candidates.join(" or "),
        time.edtf
    ))
}

/// Whether words in an article do not mean a time, or less than that.
fn is_contradicted(value: &Edtf, time: &TimeExpression, article: &Article, published: Day) -> bool {
    let said = Reader::new(&article.language_code).times(&time.verbatim);
    let agreements = said
        .iter()
        .map(|mention| mention.value.agrees(value, Some(published)));
    match agreements.min() {
        Some(Agreement::Different) => true,
        Some(Agreement::Compatible) => said.iter().any(|mention| {
            is_too_fine(&mention.value, value, Some(published))
                || is_too_wide((&mention.value, &time.verbatim), value, Some(published))
        }),
        _ => false,
    }
}
