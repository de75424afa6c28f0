//! Which terms are used, what they mean, and who coined them.

use dossier::v1::fact::Body;
use dossier::v1::{Definition, Fact};

use crate::context::PageContext;
use crate::html::{Inline, Inlines};
use crate::part::card::{Card, card};
use crate::url::Route;

/// A term, and what it means.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub(crate) name: Inline,
    pub(crate) definition: Option<Inline>,
    pub(crate) coined_by: Inlines,
    pub(crate) coined_in: Inlines,
    pub(crate) adopted_by: Inlines,
    /// The first of the facts that name it, and where all of them are.
    pub(crate) named_in: Vec<Inline>,
    pub(crate) card: Card,
}

/// The definitions among some facts, in the order of their terms.
pub(crate) fn glossary(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Term> {
    let mut terms: Vec<Term> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            Some(Body::Definition(definition)) => Some(term(context, fact, definition)),
            _ => None,
        })
        .collect();
    let order = context.words.order();
    terms.sort_by(|left, right| order.compare(&left.name.text, &right.name.text));
    terms
}

fn term(context: &PageContext<'_>, fact: &Fact, definition: &Definition) -> Term {
    Term {
        name: context.entity(&definition.term),
        definition: definition
            .definition
            .first()
            .map(|_| context.text(&definition.definition)),
        coined_by: context.entities(&definition.coined_by),
        coined_in: context.entities([&definition.coined_in]),
        adopted_by: context.entities(&definition.adopted_by),
        named_in: named_in(context, fact, &definition.term),
        card: card(context, fact),
    }
}

/// How many of the facts that name a term stand beside it.
const NAMED_MAX: usize = 5;

fn named_in(context: &PageContext<'_>, definition: &Fact, term: &str) -> Vec<Inline> {
    let others = context.catalog.facts_about(term);
    let others: Vec<&Fact> = others.filter(|fact| fact.name != definition.name).collect();
    let first = others.iter().take(NAMED_MAX);
    let mut inlines: Vec<Inline> = first.map(|fact| context.fact(&fact.name)).collect();
    if others.len() > NAMED_MAX {
        let all = (context.words.facts)(others.len());
        inlines.push(Inline::link(all, context.link(Route::Entity(term))));
    }
    inlines
}
