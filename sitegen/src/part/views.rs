//! Views of facts: timeline, flows, ties, quotes, forecasts, glossary, who is who, sources.
//!
//! A section of a dossier and a page of its own show the same view over different facts.

mod brief;
mod flows;
mod people;
mod said;
mod time;

use dossier::v1::Fact;

use super::card::{Card, Change, card, change};
use super::evidence::{Mark, mark_of};
use crate::desk::{Desk, Run};
use crate::format;
use crate::text::Shown;
use crate::url::{self, View};

pub(crate) use flows::{FlowGroup, Tie, figure as figure_of};
pub(crate) use people::{PersonGroup, Profile, Source, everybody, profile, source, translation};
pub(crate) use said::{Expectation, Speaker, Term};
pub(crate) use time::{Moment, is_planned, time_of};

use super::body;

/// What a view shows.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Figures to remember.
    Figures(Vec<Figure>),
    /// Dated things in order, planned ones, and those without a date.
    Timeline {
        dated: Vec<Moment>,
        planned: Vec<Moment>,
        undated: Vec<Moment>,
    },
    Flows(Vec<FlowGroup>),
    Ties(Vec<Tie>),
    Quotes(Vec<Speaker>),
    Forecasts(Vec<Expectation>),
    Glossary(Vec<Term>),
    Who(Vec<PersonGroup>),
    Sources(Vec<Source>),
    Corrections(Vec<Corrected>),
    Facts(Vec<FactGroup>),
}

/// A figure, spoken, and what it is of.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// The amount in three: what stands before the digits, the digits, what stands behind them.
    pub(crate) value: [String; 3],
    /// The name of the fact.
    pub(crate) fact: String,
    /// Its statement, leading to who says so.
    pub(crate) statement: Run,
    pub(crate) mark: Option<Mark>,
}

/// A correction, with the fact that it is of.
#[derive(Clone, Debug)]
pub(crate) struct Corrected {
    pub(crate) change: Change,
    pub(crate) fact: Run,
}

/// Facts of one sort.
#[derive(Clone, Debug)]
pub(crate) struct FactGroup {
    pub(crate) heading: String,
    pub(crate) id: &'static str,
    pub(crate) cards: Vec<Card>,
}

impl Content {
    /// A view of some facts.
    pub(crate) fn view(desk: &Desk<'_>, view: View, facts: &[&Fact]) -> Self {
        match view {
            View::Timeline => time::timeline(desk, facts),
            View::Flows => Self::Flows(flows::flows(desk, facts)),
            View::Network => Self::Ties(flows::ties(desk, facts)),
            View::Who => Self::Who(people::who(desk, facts)),
            View::Quotes => Self::Quotes(said::quotes(desk, facts)),
            View::Forecasts => Self::Forecasts(said::forecasts(desk, facts)),
            View::Glossary => Self::Glossary(said::glossary(desk, facts)),
            View::Sources => Self::Sources(people::sources(desk, facts)),
            View::Corrections => Self::Corrections(corrections(desk, facts)),
            View::Facts => Self::Facts(by_kind(desk, facts)),
        }
    }

    /// The figures among some facts.
    pub(crate) fn figures(desk: &Desk<'_>, facts: &[&Fact]) -> Self {
        let figures = facts.iter().filter_map(|fact| {
            Some(Figure {
                value: format::parted(&flows::figure(desk, fact)?),
                fact: fact.name.clone(),
                statement: desk.fact(&fact.name),
                mark: mark_of(desk, fact),
            })
        });
        Self::Figures(figures.collect())
    }

    /// The same, with the key figures leading to where the page tells them.
    pub(crate) fn led_to(mut self, shown: &[Shown]) -> Self {
        if let Self::Figures(figures) = &mut self {
            for figure in figures {
                if let Some(shown) = shown.iter().find(|one| one.name == figure.fact) {
                    figure.statement.href = url::fragment(&shown.anchor);
                }
            }
        }
        self
    }

    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Figures(list) => list.is_empty(),
            Self::Timeline {
                dated,
                planned,
                undated,
            } => dated.is_empty() && planned.is_empty() && undated.is_empty(),
            Self::Flows(list) => list.is_empty(),
            Self::Ties(list) => list.is_empty(),
            Self::Quotes(list) => list.is_empty(),
            Self::Forecasts(list) => list.is_empty(),
            Self::Glossary(list) => list.is_empty(),
            Self::Who(list) => list.is_empty(),
            Self::Sources(list) => list.is_empty(),
            Self::Corrections(list) => list.is_empty(),
            Self::Facts(list) => list.is_empty(),
        }
    }
}

/// The corrections of some facts, newest first.
pub(crate) fn corrections(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Corrected> {
    let mut found: Vec<Corrected> = Vec::new();
    for fact in facts {
        found.extend(fact.corrections.iter().map(|one| Corrected {
            change: change(desk, one),
            fact: desk.fact(&fact.name),
        }));
    }
    found.sort_by(|one, other| other.change.machine.cmp(&one.change.machine));
    found
}

/// The kinds in the order in which readers ask for them.
pub(crate) const KINDS: [&str; 11] = [
    "event",
    "agreement",
    "transfer",
    "measurement",
    "capability",
    "quote",
    "claim",
    "forecast",
    "role",
    "membership",
    "definition",
];

/// Facts by their kind.
pub(crate) fn by_kind(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<FactGroup> {
    let groups = KINDS.iter().map(|kind| FactGroup {
        heading: desk.words.kind(kind).to_owned(),
        id: kind,
        cards: facts
            .iter()
            .filter(|fact| body::key(fact) == *kind)
            .map(|fact| card(desk, fact))
            .collect(),
    });
    groups.filter(|group| !group.cards.is_empty()).collect()
}
