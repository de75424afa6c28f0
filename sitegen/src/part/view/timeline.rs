//! What happened when.

use dossier::v1::fact::Body;
use dossier::v1::{EventStatus, Fact, TimeExpression};

use crate::context::PageContext;
use crate::locale::format::When;
use crate::part::card::{Card, card};

/// Facts in time: dated things in order, planned ones, and those without a date.
#[derive(Clone, Debug)]
pub(crate) struct Timeline {
    pub(crate) dated: Vec<TimelineItem>,
    pub(crate) planned: Vec<TimelineItem>,
    pub(crate) undated: Vec<TimelineItem>,
}

impl Timeline {
    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.dated.is_empty() && self.planned.is_empty() && self.undated.is_empty()
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
        let first = time.map(|time| time.earliest.clone()).unwrap_or_default();
        let last = time.map(|time| time.latest.clone()).unwrap_or_default();
        if is_planned(fact) {
            planned.push((first, last, item));
        } else if item.when.is_some() && !(first.is_empty() && last.is_empty()) {
            dated.push((first, last, item));
        } else if is_happening(fact) {
            undated.push(item);
        }
    }
    dated.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    planned.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    let items = |list: Vec<(String, String, TimelineItem)>| {
        list.into_iter().map(|(_, _, item)| item).collect()
    };
    Timeline {
        dated: items(dated),
        planned: items(planned),
        undated,
    }
}

/// Whether a fact is of something that is yet to come.
pub(crate) fn is_planned(fact: &Fact) -> bool {
    matches!(&fact.body, Some(Body::Event(event)) if event.status() == EventStatus::Planned)
}

/// Whether a fact without a date belongs on a timeline at all.
fn is_happening(fact: &Fact) -> bool {
    matches!(fact.body, Some(Body::Event(_) | Body::Agreement(_)))
}

/// The time that a fact is of.
pub(crate) fn time_of(fact: &Fact) -> Option<&TimeExpression> {
    let own = match fact.body.as_ref()? {
        Body::Event(event) => event.when.as_ref(),
        Body::Agreement(agreement) => {
            let actions = agreement.parties.iter().flat_map(|party| &party.actions);
            actions
                .filter_map(|action| action.when.as_ref())
                .min_by_key(|when| when.earliest.clone())
        }
        Body::Transfer(transfer) => transfer.period.as_ref(),
        Body::Measurement(measurement) => measurement.period.as_ref(),
        Body::Quote(quote) => quote.when.as_ref(),
        Body::Forecast(forecast) => forecast.made_on.as_ref(),
        Body::Role(_)
        | Body::Membership(_)
        | Body::Capability(_)
        | Body::Claim(_)
        | Body::Definition(_) => None,
    };
    // The day on which an office is held says nothing of when it began.
    own.filter(|time| !time.edtf.is_empty())
        .or_else(|| fact.valid.as_ref().filter(|_| is_happening(fact)))
}
