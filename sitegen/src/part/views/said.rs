//! Who said, expected or named what.

use dossier::v1::fact::Body;
use dossier::v1::{Definition, Fact, Forecast, Quote};

use crate::desk::{Desk, Line, Run};
use crate::format::{self, When};
use crate::part::card::{Card, card};
use crate::url::Place;

/// Somebody, and what they said.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    pub(crate) name: Line,
    pub(crate) quotes: Vec<Quotation>,
}

/// Something that somebody said.
#[derive(Clone, Debug)]
pub(crate) struct Quotation {
    /// The words themselves, where the rights allow them.
    pub(crate) words: Option<Run>,
    pub(crate) when: Option<When>,
    pub(crate) card: Card,
}

/// The quotes among some facts, by speaker, in the order of their first words.
pub(super) fn quotes(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Speaker> {
    let mut speakers: Vec<(&[String], Speaker)> = Vec::new();
    for fact in facts {
        let Some(Body::Quote(quote)) = &fact.body else {
            continue;
        };
        let quotation = quotation(desk, fact, quote);
        match speakers
            .iter_mut()
            .find(|(names, _)| *names == quote.speakers)
        {
            Some((_, speaker)) => speaker.quotes.push(quotation),
            None => speakers.push((
                &quote.speakers,
                Speaker {
                    name: desk.entities(&quote.speakers),
                    quotes: vec![quotation],
                },
            )),
        }
    }
    speakers.into_iter().map(|(_, speaker)| speaker).collect()
}

fn quotation(desk: &Desk<'_>, fact: &Fact, quote: &Quote) -> Quotation {
    Quotation {
        words: quote.words.first().map(|_| desk.text(&quote.words)),
        when: desk.time(quote.when.as_ref()),
        card: card(desk, fact),
    }
}

/// What somebody expects.
#[derive(Clone, Debug)]
pub(crate) struct Expectation {
    pub(crate) who: Line,
    pub(crate) made_on: Option<When>,
    pub(crate) horizon: String,
    pub(crate) window: Option<When>,
    pub(crate) likelihood: &'static str,
    pub(crate) resolution: &'static str,
    pub(crate) settled_by: Option<Run>,
    pub(crate) card: Card,
}

/// The forecasts among some facts.
pub(super) fn forecasts(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Expectation> {
    let forecasts = facts.iter().filter_map(|fact| match &fact.body {
        Some(Body::Forecast(forecast)) => Some(expectation(desk, fact, forecast)),
        _ => None,
    });
    forecasts.collect()
}

fn expectation(desk: &Desk<'_>, fact: &Fact, forecast: &Forecast) -> Expectation {
    let term = |value: &'static str| {
        if value.ends_with("_UNSPECIFIED") {
            ""
        } else {
            desk.words.term(value)
        }
    };
    let who = if forecast.forecasters.is_empty() {
        vec![Run::plain(desk.words.label.the_author)]
    } else {
        desk.entities(&forecast.forecasters)
    };
    let horizon = forecast.horizon.as_ref();
    Expectation {
        who,
        made_on: desk.time(forecast.made_on.as_ref()),
        horizon: horizon
            .map(|horizon| format::horizon(desk.words, horizon))
            .unwrap_or_default(),
        window: desk.time(forecast.window.as_ref()),
        likelihood: term(forecast.likelihood().as_str_name()),
        resolution: term(forecast.resolution().as_str_name()),
        settled_by: (!forecast.resolved_by.is_empty()).then(|| desk.fact(&forecast.resolved_by)),
        card: card(desk, fact),
    }
}

/// A term, and what it means.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub(crate) name: Run,
    pub(crate) definition: Option<Run>,
    pub(crate) coined_by: Line,
    pub(crate) coined_in: Line,
    pub(crate) adopted_by: Line,
    /// The first of the facts that name it, and where all of them are.
    pub(crate) named_in: Vec<Run>,
    pub(crate) card: Card,
}

/// The definitions among some facts, in the order of their terms.
pub(super) fn glossary(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Term> {
    let mut terms: Vec<Term> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            Some(Body::Definition(definition)) => Some(term(desk, fact, definition)),
            _ => None,
        })
        .collect();
    terms.sort_by_key(|term| term.name.text.to_lowercase());
    terms
}

fn term(desk: &Desk<'_>, fact: &Fact, definition: &Definition) -> Term {
    Term {
        name: desk.entity(&definition.term),
        definition: definition
            .definition
            .first()
            .map(|_| desk.text(&definition.definition)),
        coined_by: desk.entities(&definition.coined_by),
        coined_in: desk.entities([&definition.coined_in]),
        adopted_by: desk.entities(&definition.adopted_by),
        named_in: named_in(desk, fact, &definition.term),
        card: card(desk, fact),
    }
}

/// How many of the facts that name a term stand beside it.
const NAMED_MAX: usize = 5;

fn named_in(desk: &Desk<'_>, definition: &Fact, term: &str) -> Vec<Run> {
    let others = desk.library.facts_about(term);
    let others: Vec<&Fact> = others.filter(|fact| fact.name != definition.name).collect();
    let first = others.iter().take(NAMED_MAX);
    let mut runs: Vec<Run> = first.map(|fact| desk.fact(&fact.name)).collect();
    if others.len() > NAMED_MAX {
        let all = (desk.words.facts)(others.len());
        runs.push(Run::link(all, desk.link(Place::Entity(term))));
    }
    runs
}
