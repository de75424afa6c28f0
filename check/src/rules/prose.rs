//! What a reader would stumble over: soft rules on statements, coverage and stale forecasts.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{CoverageState, Fact, Resolution, fact::Body};

use super::index::Index;
use super::today::Today;
use crate::diagnostic::{At, Finding, Rule};
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
            "the statement has {length} characters; more than {STATEMENT_CHARACTERS_MAX} are seldom one fact; split it"
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
            "the window closed on {latest}, but the forecast is still open; write what became of it in `resolution`"
        );
        let at = At::resource(&fact.name).field("forecast").field("resolution");
        Finding::new(Rule::StaleForecast, at, message)
    })
}

/// Sentences that nobody has dealt with.
fn uncovered(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut resting: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in index.facts.values() {
        let articles: BTreeSet<&str> = fact
            .evidence
            .iter()
            .map(|evidence| evidence.article.as_str())
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
