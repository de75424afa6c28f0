//! What happened when.

use dossier::Bounds;
use dossier::v1::fact::Body;
use dossier::v1::{EventStatus, Fact, TimeExpression};

use crate::context::PageContext;
use crate::locale::date::When;
use crate::part::card::{Card, card};

/// Facts in time: dated things in order, planned ones, and those without a date.
#[derive(Clone, Debug)]
pub(crate) struct Timeline {
    pub(crate) dated: Vec<TimelineItem>,
    pub(crate) planned: Vec<TimelineItem>,
    pub(crate) undated: Vec<TimelineItem>,
}

impl Timeline {
    /// How many facts it shows.
    pub(crate) fn rows(&self) -> usize {
        self.dated.len() + self.planned.len() + self.undated.len()
    }
}

/// A fact in time.
#[derive(Clone, Debug)]
pub(crate) struct TimelineItem {
    pub(crate) when: Option<When>,
    pub(crate) card: Card,
}

/// The timeline of some facts: what happened, was agreed, said or expected.
pub(crate) fn timeline(context: &PageContext<'_>, facts: &[&Fact]) -> Timeline {
    let (mut dated, mut planned, mut undated) = (Vec::new(), Vec::new(), Vec::new());
    for fact in facts {
        let time = time_of(fact);
        let item = TimelineItem {
            when: context.time(time),
            card: card(context, fact),
        };
        let days = time.map(TimeExpression::bounds).unwrap_or_default();
        if is_planned(fact) {
            planned.push((days, item));
        } else if item.when.is_some() && days.is_dated() {
            dated.push((days, item));
        } else if is_happening(fact) {
            undated.push(item);
        }
    }
    let items = |mut list: Vec<(Bounds, TimelineItem)>| {
        list.sort_by_key(|(days, _)| *days);
        list.into_iter().map(|(_, item)| item).collect()
    };
    Timeline {
        dated: items(dated),
        planned: items(planned),
        undated,
    }
}

/// Whether a fact is on a timeline.
pub(crate) fn takes(fact: &Fact) -> bool {
    is_planned(fact) || is_happening(fact) || time_of(fact).is_some()
}

/// Whether a fact is of something that is yet to come.
pub(crate) fn is_planned(fact: &Fact) -> bool {
    matches!(&fact.body, Some(Body::Event(event)) if event.status() == EventStatus::Planned)
}

/// Whether a fact without a date belongs on a timeline at all.
fn is_happening(fact: &Fact) -> bool {
    matches!(fact.body, Some(Body::Event(_) | Body::Agreement(_)))
}

/// The time at which a fact stands on a timeline: that of the contract (see [`Fact::time`]), but for what
/// did not happen then. An office, a membership, a claim and the like are not dated by the days for
/// which they are known to be true, and the days for which something is forecast are in the view of
/// forecasts.
pub(crate) fn time_of(fact: &Fact) -> Option<&TimeExpression> {
    let placed = fact.time()?;
    let happened = match placed.field {
        "valid" => is_happening(fact),
        "as_of" | "forecast.window" => false,
        _ => !matches!(fact.body, Some(Body::Role(_) | Body::Membership(_))),
    };
    happened.then_some(placed.time)
}
