//! Views of facts: timeline, flows, numbers, ties, quotes, forecasts, glossary, who is who, sources.
//!
//! A section of a dossier and a page of its own show the same view over different facts.

mod brief;
pub(crate) mod fact_groups;
pub(crate) mod flows;
pub(crate) mod forecasts;
pub(crate) mod glossary;
pub(crate) mod key_numbers;
pub(crate) mod memberships;
pub(crate) mod numbers;
pub(crate) mod people;
pub(crate) mod quotes;
pub(crate) mod sources;
pub(crate) mod ties;
pub(crate) mod timeline;

use askama::Template;
use dossier::FactKind;
use dossier::v1::Fact;

use crate::context::PageContext;
use crate::html::{Part, Shown};
use crate::locale::{Language, Words};
use crate::part::corrections::{Corrected, corrections};
use crate::part::view::fact_groups::FactGroup;
use crate::part::view::flows::FlowGroup;
use crate::part::view::forecasts::Expectation;
use crate::part::view::glossary::Term;
use crate::part::view::key_numbers::KeyNumber;
use crate::part::view::numbers::NumberRow;
use crate::part::view::people::PersonGroup;
use crate::part::view::quotes::Speaker;
use crate::part::view::sources::Source;
use crate::part::view::ties::Ties;
use crate::part::view::timeline::Timeline;
use crate::source::catalog::Catalog;
use crate::url::{self, View};

/// What a view shows.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Numbers to remember.
    KeyNumbers(Vec<KeyNumber>),
    Timeline(Timeline),
    Flows(Vec<FlowGroup>),
    Numbers(Vec<NumberRow>),
    Ties(Ties),
    Quotes(Vec<Speaker>),
    Forecasts(Vec<Expectation>),
    Glossary(Vec<Term>),
    Who(Vec<PersonGroup>),
    Sources(Vec<Source>),
    Corrections(Vec<Corrected>),
    Facts(Vec<FactGroup>),
}

/// A view as a part of a page.
#[derive(Debug, Template)]
#[template(path = "part/view.html")]
pub(crate) struct ViewPart {
    frame: Language,
    content: Content,
}

/// Whether a view shows anything of a fact. A dossier has a page for each view that takes one of its
/// facts, and asks for it on every page, so nothing is made ready to print for the answer.
pub(crate) fn takes(catalog: &Catalog, view: View, fact: &Fact) -> bool {
    match view {
        View::Timeline => timeline::takes(fact),
        View::Flows => fact.kind() == Some(FactKind::Transfer),
        View::Numbers => numbers::measured(fact).is_some(),
        View::Network => ties::takes(fact),
        View::Who => people::takes(catalog, fact),
        View::Quotes => fact.kind() == Some(FactKind::Quote),
        View::Forecasts => fact.kind() == Some(FactKind::Forecast),
        View::Glossary => fact.kind() == Some(FactKind::Definition),
        View::Sources => {
            let mut evidence = fact.evidence.iter();
            evidence.any(|evidence| catalog.article(&evidence.article).is_some())
        }
        View::Corrections => !fact.corrections.is_empty(),
        View::Facts => fact.kind().is_some(),
    }
}

impl Content {
    /// A view of some facts.
    pub(crate) fn view(context: &PageContext<'_>, view: View, facts: &[&Fact]) -> Self {
        match view {
            View::Timeline => Self::Timeline(timeline::timeline(context, facts)),
            View::Flows => Self::Flows(flows::flows(context, facts)),
            View::Numbers => Self::Numbers(numbers::numbers(context, facts)),
            View::Network => Self::Ties(ties::ties(context, facts)),
            View::Who => Self::Who(people::who(context, facts)),
            View::Quotes => Self::Quotes(quotes::quotes(context, facts)),
            View::Forecasts => Self::Forecasts(forecasts::forecasts(context, facts)),
            View::Glossary => Self::Glossary(glossary::glossary(context, facts)),
            View::Sources => Self::Sources(sources::sources(context, facts)),
            View::Corrections => Self::Corrections(corrections(context, facts)),
            View::Facts => Self::Facts(fact_groups::by_kind(context, facts)),
        }
    }

    /// Ready to print in a language.
    pub(crate) fn part(self, words: &'static Words) -> Part<ViewPart> {
        Part(ViewPart {
            frame: Language { t: words },
            content: self,
        })
    }

    /// The key numbers among some facts.
    pub(crate) fn key_numbers(context: &PageContext<'_>, facts: &[&Fact]) -> Self {
        Self::KeyNumbers(key_numbers::key_numbers(context, facts))
    }

    /// The same, with the key numbers leading to where the page tells them.
    pub(crate) fn led_to(mut self, shown: &[Shown]) -> Self {
        if let Self::KeyNumbers(numbers) = &mut self {
            for number in numbers {
                if let Some(shown) = shown
                    .iter()
                    .find(|known_fact| known_fact.name == number.fact)
                {
                    number.statement.href = url::fragment(&shown.anchor);
                }
            }
        }
        self
    }

    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows() == 0
    }

    /// How many rows it has: dates, deliveries, quotations, names.
    pub(crate) fn rows(&self) -> usize {
        match self {
            Self::KeyNumbers(list) => list.len(),
            Self::Timeline(timeline) => timeline.rows(),
            Self::Flows(groups) => groups.iter().map(|group| group.rows.len()).sum(),
            Self::Numbers(list) => list.len(),
            Self::Ties(ties) => ties.ties.len(),
            Self::Quotes(speakers) => speakers.iter().map(|speaker| speaker.quotes.len()).sum(),
            Self::Forecasts(list) => list.len(),
            Self::Glossary(list) => list.len(),
            Self::Who(groups) => groups.iter().map(|group| group.people.len()).sum(),
            Self::Sources(list) => list.len(),
            Self::Corrections(list) => list.len(),
            Self::Facts(groups) => groups.iter().map(|group| group.cards.len()).sum(),
        }
    }

    /// What a view holds, in a few words: `6 quotations`.
    pub(crate) fn counted(&self, words: &Words) -> String {
        let rows = self.rows();
        match self {
            Self::Quotes(_) => (words.site.quotes_count)(rows),
            Self::Glossary(_) => (words.site.terms_count)(rows),
            Self::Who(_) => (words.site.names_count)(rows),
            Self::Sources(_) => (words.sources)(rows),
            _ => (words.facts)(rows),
        }
    }
}
