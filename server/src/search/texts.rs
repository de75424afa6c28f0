//! The texts of a fact in which words are looked for.

use dossier::v1::{Fact, LocalizedText, Snippet, TextRange, fact::Body};

use super::query::Query;
use super::words::{Endings, tokens};

/// How many characters of a long text a snippet shows.
const SNIPPET_CHARACTERS: usize = 200;

/// How many characters before the first match a cut snippet starts.
const BEFORE: usize = 60;

/// How many snippets one fact has at most.
const SNIPPETS_MAX: usize = 3;

/// A text of a fact.
#[derive(Clone, Debug)]
pub(super) struct FactText<'f> {
    /// The path of its field.
    pub(super) field: String,
    pub(super) text: &'f str,
    /// The endings of its language.
    pub(super) endings: Endings,
}

/// The texts of a fact with their fields; those that tell what it says come first.
pub(super) fn texts(fact: &Fact) -> Vec<FactText<'_>> {
    let mut found = Vec::new();
    put(&mut found, "statement", &fact.statement);
    match &fact.body {
        Some(Body::Quote(body)) => put(&mut found, "quote.words", &body.words),
        Some(Body::Definition(body)) => put(&mut found, "definition.definition", &body.definition),
        Some(Body::Agreement(body)) => {
            for (number, title) in body.titles.iter().enumerate() {
                found.push(FactText {
                    field: format!("agreement.titles[{number}]"),
                    text: &title.text,
                    endings: Endings::for_language(&title.language_code),
                });
            }
            put(&mut found, "agreement.subjects", &body.subjects);
            put(&mut found, "agreement.provisions", &body.provisions);
        }
        Some(Body::Role(body)) => put(&mut found, "role.title", &body.title),
        Some(Body::Membership(body)) => put(&mut found, "membership.role", &body.role),
        Some(Body::Measurement(body)) => put(&mut found, "measurement.property", &body.property),
        Some(Body::Transfer(body)) => put(&mut found, "transfer.purpose", &body.purpose),
        _ => {}
    }
    put(&mut found, "verification_note", &fact.verification_note);
    put(&mut found, "state_reason", &fact.state_reason);
    for (number, topic) in fact.topics.iter().enumerate() {
        found.push(FactText {
            field: format!("topics[{number}]"),
            text: topic,
            endings: Endings::default(),
        });
    }
    found
}

fn put<'f>(found: &mut Vec<FactText<'f>>, field: &str, texts: &'f [LocalizedText]) {
    for (number, text) in texts.iter().enumerate() {
        found.push(FactText {
            field: format!("{field}[{number}]"),
            text: &text.text,
            endings: Endings::for_language(&text.language_code),
        });
    }
}

/// Where a fact has what was looked for; where it has none of it as it was typed, what is nearly so.
pub fn snippets(fact: &Fact, query: &Query) -> Vec<Snippet> {
    let exact: Vec<Snippet> = texts(fact)
        .into_iter()
        .filter_map(|field_text| snippet(&field_text, |word| query.has(word, field_text.endings)))
        .take(SNIPPETS_MAX)
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let near = texts(fact).into_iter().filter_map(|field_text| {
        snippet(&field_text, |word| {
            query.nearly_has(word, field_text.endings)
        })
    });
    near.take(SNIPPETS_MAX).collect()
}

fn snippet(found: &FactText<'_>, is_hit: impl Fn(&str) -> bool) -> Option<Snippet> {
    let text = found.text;
    let hits = tokens(text, found.endings)
        .into_iter()
        .filter(|token| is_hit(&token.text));
    let hits: Vec<(usize, usize)> = hits.map(|token| (token.start, token.end)).collect();
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
        field: found.field.clone(),
        text: text.chars().skip(start).take(SNIPPET_CHARACTERS).collect(),
        matches,
    })
}
