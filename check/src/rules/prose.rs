//! What a reader would stumble over: soft rules on statements, figures, coverage and stale forecasts.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{CoverageState, Fact, Resolution, fact::Body};
use dossier::{Collection, Decimal};
use prost_reflect::{DynamicMessage, Value};

use super::index::Index;
use super::today::Today;
use crate::diagnostic::{At, Finding, Rule};
use crate::model::contract;
use crate::text::coverage;

/// Words that a sentence which stands alone cannot start with.
const PRONOUNS: [&str; 12] = [
    "he", "she", "it", "they", "this", "that", "these", "those", "his", "her", "its", "their",
];

/// Longer statements are more than one proposition.
const STATEMENT_CHARACTERS_MAX: usize = 300;

/// Runs the soft rules.
pub(super) fn check(index: &Index<'_>, today: Today, findings: &mut Vec<Finding>) {
    for (name, fact) in index.own_facts() {
        for (number, statement) in fact.statement.iter().enumerate() {
            let at = || At::resource(name).field("statement").index(number);
            for (rule, message) in wrong_statement(&statement.text) {
                findings.push(Finding::new(rule, at(), message));
            }
            if statement.language_code.starts_with("en") {
                for figure in figures_not_held(fact, &statement.text) {
                    let message = format!(
                        "the figure {figure} is in the statement, but in none of the fact's fields; add it to one of them"
                    );
                    findings.push(Finding::new(Rule::FigureNotHeld, at(), message));
                }
            }
        }
        findings.extend(stale_forecast(fact, today));
    }
    uncovered(index, findings);
}

fn wrong_statement(text: &str) -> Vec<(Rule, String)> {
    let mut wrong = Vec::new();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let first = words.next().unwrap_or_default();
    if PRONOUNS.contains(&first.to_lowercase().as_str()) {
        let message = format!(
            "the statement starts with `{first}`, so it cannot be read alone; say who or what is meant"
        );
        wrong.push((Rule::StartsWithPronoun, message));
    }
    let length = text.chars().count();
    if length > STATEMENT_CHARACTERS_MAX {
        let message = format!(
            "the statement has {length} characters, and more than {STATEMENT_CHARACTERS_MAX} are seldom one fact; split it"
        );
        wrong.push((Rule::LongStatement, message));
    }
    wrong
}

/// A forecast whose window has closed is not open any more.
fn stale_forecast(fact: &Fact, today: Today) -> Option<Finding> {
    let Some(Body::Forecast(forecast)) = &fact.body else {
        return None;
    };
    let open = forecast.effective_resolution() == Resolution::Open;
    let latest = forecast.window.as_ref()?.bounds().latest?;
    (open && fact.state().is_current() && today.is_after(latest)).then(|| {
        let message = format!(
            "the window closed on {latest}, and the forecast is still open; write what came of it in `resolution`"
        );
        let at = At::resource(&fact.name).field("forecast").field("resolution");
        Finding::new(Rule::StaleForecast, at, message)
    })
}

/// Fields that say nothing of what a fact states.
const FIELDS_BESIDE: [&str; 7] = [
    "name",
    "former_ids",
    "statement",
    "evidence",
    "corrections",
    "topics",
    "state_reason",
];

/// The figures of a statement that the typed part of its fact does not hold.
fn figures_not_held(fact: &Fact, statement: &str) -> Vec<String> {
    let figures = figures_in(statement);
    if figures.is_empty() {
        return Vec::new();
    }
    let Some(mut message) = contract::dynamic(fact, Collection::Facts.message_name()) else {
        return Vec::new();
    };
    for field in FIELDS_BESIDE {
        message.clear_field_by_name(field);
    }
    let mut held = BTreeSet::new();
    collect(&message, &mut held);
    figures.difference(&held).cloned().collect()
}

fn collect(message: &DynamicMessage, held: &mut BTreeSet<String>) {
    for (_, value) in message.fields() {
        let list = std::slice::from_ref(value);
        let values = value.as_list().unwrap_or(list);
        for value in values {
            match value {
                Value::Message(inner) => collect(inner, held),
                Value::String(text) => held.extend(figures_of(text)),
                _ => {}
            }
        }
    }
}

/// The figures of a statement: digits with thousands separators and fractions, scaled by the word
/// that follows. Digits inside a name (`G7`, `F-16`) are none.
fn figures_in(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let gap = |c: char| c.is_whitespace() || matches!(c, '/' | '–' | '(' | ')');
    let words: Vec<&str> = text.split(gap).collect();
    for (index, word) in words.iter().enumerate() {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '\u{a0}'));
        let digits = word.get(..end.unwrap_or(word.len())).unwrap_or_default();
        let digits = digits
            .trim_end_matches([',', '.'])
            .replace([',', '\u{a0}'], "");
        let Some(number) = Decimal::parse(&digits) else {
            continue;
        };
        let next = words.get(index + 1);
        let scale = match next.map(|next| next.trim_matches(|c: char| !c.is_alphabetic())) {
            Some("thousand") => "e3",
            Some("million") => "e6",
            Some("billion") => "e9",
            _ => "",
        };
        found.extend(spelt_out(&format!("{number}{scale}")));
    }
    found
}

/// A number without its exponent and superfluous zeros, so that two ways of writing it are equal.
fn spelt_out(number: &str) -> Option<String> {
    Decimal::parse(number).map(|number| number.to_string())
}

/// The figures that a field's value holds: all its runs of digits, as in `2024-06-19` and `P5Y`.
fn figures_of(value: &str) -> BTreeSet<String> {
    let runs = value.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let mut found: BTreeSet<String> = runs
        .filter_map(|run| spelt_out(&run.trim_matches(['.', ',']).replace(',', "")))
        .collect();
    found.extend(spelt_out(value));
    found
}

/// Sentences that nobody has dealt with.
fn uncovered(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut resting: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in index.facts.values() {
        let articles: BTreeSet<&str> = fact
            .evidence
            .iter()
            .map(|one| one.article.as_str())
            .collect();
        for article in articles {
            resting.entry(article).or_default().push(fact);
        }
    }
    let articles = index.own_articles();
    for (name, article) in articles.filter(|(_, article)| article.state().is_current()) {
        let facts = resting.get(name).into_iter().flatten().copied();
        for sentence in coverage(article, facts).sentences {
            if sentence.state() == CoverageState::Uncovered {
                let message = format!(
                    "no fact rests on `{}`; write one, or say in `marks` why there is none",
                    sentence.place
                );
                let at = At::resource(name).field("skeleton");
                findings.push(Finding::new(Rule::UncoveredSentence, at, message));
            }
        }
    }
}
