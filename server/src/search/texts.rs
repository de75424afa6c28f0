//! The texts of a fact in which words are looked for.

use dossier::v1::{Fact, LocalizedText, Snippet, TextRange, fact::Body};

use super::query::Query;
use super::words::words;

/// How many characters of a long text a snippet shows.
const SNIPPET_CHARACTERS: usize = 200;

/// How many characters before the first match a cut snippet starts.
const BEFORE: usize = 60;

/// How many snippets one fact has at most.
const SNIPPETS_MAX: usize = 3;

/// The texts of a fact with their fields; those that tell what it says come first.
pub(super) fn texts(fact: &Fact) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    put(&mut found, "statement", &fact.statement);
    match &fact.body {
        Some(Body::Quote(one)) => put(&mut found, "quote.words", &one.words),
        Some(Body::Definition(one)) => put(&mut found, "definition.definition", &one.definition),
        Some(Body::Agreement(one)) => {
            for (number, title) in one.titles.iter().enumerate() {
                found.push((format!("agreement.titles[{number}]"), title.text.as_str()));
            }
            put(&mut found, "agreement.subjects", &one.subjects);
            put(&mut found, "agreement.provisions", &one.provisions);
        }
        Some(Body::Role(one)) => put(&mut found, "role.title", &one.title),
        Some(Body::Membership(one)) => put(&mut found, "membership.role", &one.role),
        Some(Body::Measurement(one)) => put(&mut found, "measurement.property", &one.property),
        Some(Body::Transfer(one)) => put(&mut found, "transfer.purpose", &one.purpose),
        _ => {}
    }
    put(&mut found, "verification_note", &fact.verification_note);
    put(&mut found, "state_reason", &fact.state_reason);
    for (number, topic) in fact.topics.iter().enumerate() {
        found.push((format!("topics[{number}]"), topic.as_str()));
    }
    found
}

fn put<'f>(found: &mut Vec<(String, &'f str)>, field: &str, texts: &'f [LocalizedText]) {
    for (number, text) in texts.iter().enumerate() {
        found.push((format!("{field}[{number}]"), text.text.as_str()));
    }
}

/// Where a fact has what was looked for.
pub fn snippets(fact: &Fact, query: &Query) -> Vec<Snippet> {
    let found = texts(fact)
        .into_iter()
        .filter_map(|(field, text)| snippet(field, text, query));
    found.take(SNIPPETS_MAX).collect()
}

fn snippet(field: String, text: &str, query: &Query) -> Option<Snippet> {
    let hits = words(text).into_iter().filter(|word| query.has(&word.text));
    let hits: Vec<(usize, usize)> = hits.map(|word| (word.start, word.end)).collect();
    let first = hits.first()?.0;
    let points = |until: usize| text.get(..until).map_or(0, |text| text.chars().count());
    let length = text.chars().count();
    let start = match length {
        short if short <= SNIPPET_CHARACTERS => 0,
        _ => points(first).saturating_sub(BEFORE),
    };
    let end = start + SNIPPET_CHARACTERS;
    let mut matches: Vec<TextRange> = Vec::new();
    for (from, to) in hits {
        let (from, to) = (points(from), points(to));
        if from < start || to > end {
            continue;
        }
        let number = |point: usize| i32::try_from(point - start).unwrap_or(i32::MAX);
        match matches.last_mut() {
            // Pairs of characters overlap, and are shown as one.
            Some(last) if last.end >= number(from) => last.end = number(to),
            _ => matches.push(TextRange {
                start: number(from),
                end: number(to),
            }),
        }
    }
    Some(Snippet {
        field,
        text: text.chars().skip(start).take(SNIPPET_CHARACTERS).collect(),
        matches,
    })
}
