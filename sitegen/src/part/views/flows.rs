//! What moved from whom to whom, who is tied to whom, and the figures in it.

use dossier::v1::fact::Body;
use dossier::v1::{Fact, Quantity, TransferCategory, TransferStage};

use crate::desk::{Desk, Line, Run};
use crate::format;
use crate::part::evidence::{Mark, mark_of};
use crate::url::Place;
use crate::words::Words;

/// The flows of one category.
#[derive(Clone, Debug)]
pub(crate) struct FlowGroup {
    pub(crate) category: &'static str,
    pub(crate) rows: Vec<Flow>,
}

/// One thing at one stage, from somebody to somebody.
#[derive(Clone, Debug)]
pub(crate) struct Flow {
    pub(crate) from: Line,
    pub(crate) to: Line,
    pub(crate) item: Run,
    pub(crate) stage: &'static str,
    /// The amount, spoken; empty where none is stated.
    pub(crate) amount: String,
    pub(crate) period: String,
    pub(crate) statement: Run,
    pub(crate) mark: Option<Mark>,
}

/// The transfers among some facts, by category and stage.
pub(super) fn flows(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<FlowGroup> {
    let mut rows: Vec<(TransferCategory, TransferStage, Flow)> = Vec::new();
    for fact in facts {
        let Some(Body::Transfer(transfer)) = &fact.body else {
            continue;
        };
        let makers = transfer.suppliers.is_empty().then_some(&transfer.makers);
        let flow = Flow {
            from: desk.entities(makers.unwrap_or(&transfer.suppliers)),
            to: desk.entities(&transfer.recipients),
            item: desk.entity(&transfer.item),
            stage: desk.words.term(transfer.stage().as_str_name()),
            amount: figure(desk, fact).unwrap_or_default(),
            period: desk.time(transfer.period.as_ref()).unwrap_or_default().text,
            statement: desk.fact(&fact.name),
            mark: mark_of(desk, fact),
        };
        rows.push((transfer.category(), transfer.stage(), flow));
    }
    rows.sort_by_key(|(category, stage, _)| (i32::from(*category), i32::from(*stage)));
    let mut groups: Vec<FlowGroup> = Vec::new();
    for (category, _, flow) in rows {
        let category = desk.words.term(category.as_str_name());
        match groups.last_mut().filter(|group| group.category == category) {
            Some(group) => group.rows.push(flow),
            None => groups.push(FlowGroup {
                category,
                rows: vec![flow],
            }),
        }
    }
    groups
}

/// The figure that a fact holds, spoken.
pub(crate) fn figure(desk: &Desk<'_>, fact: &Fact) -> Option<String> {
    let words = desk.words;
    let (quantity, rate) = match fact.body.as_ref()? {
        Body::Transfer(transfer) => (transfer.quantity.as_ref(), transfer.rate.as_ref()),
        Body::Measurement(measurement) => {
            let change = measurement
                .change
                .as_ref()
                .and_then(|change| change.amount.as_ref());
            (
                measurement.quantity.as_ref().or(change),
                measurement.rate.as_ref(),
            )
        }
        Body::Claim(claim) => {
            return Some(count(words, claim.count.as_ref()?, claim.out_of.as_ref()));
        }
        Body::Forecast(forecast) => {
            return forecast
                .horizon
                .as_ref()
                .map(|horizon| format::horizon(words, horizon));
        }
        _ => return None,
    };
    let rate = rate.map(|rate| format::rate(words, rate));
    quantity
        .map(|quantity| format::quantity(words, quantity))
        .or(rate)
}

/// So many, or so many out of so many: the unit of both is said once.
fn count(words: &Words, count: &Quantity, total: Option<&Quantity>) -> String {
    let Some(total) = total else {
        return format::quantity(words, count);
    };
    let mut count = count.clone();
    if count.unit == total.unit {
        count.unit.clear();
    }
    let count = format::quantity(words, &count);
    (words.label.out_of)(&count, &format::quantity(words, total))
}

/// That somebody is tied to somebody.
#[derive(Clone, Debug)]
pub(crate) struct Tie {
    pub(crate) who: Line,
    /// The tie in a word or two.
    pub(crate) word: String,
    pub(crate) href: String,
    pub(crate) whom: Line,
    pub(crate) mark: Option<Mark>,
}

/// The ties among some facts: agreements, transfers, offices, memberships.
pub(super) fn ties(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Tie> {
    facts.iter().filter_map(|fact| tie(desk, fact)).collect()
}

fn tie(desk: &Desk<'_>, fact: &Fact) -> Option<Tie> {
    let (who, tie, whom) = match fact.body.as_ref()? {
        Body::Agreement(agreement) => {
            let mut parties = agreement.parties.iter().map(|party| &party.entity);
            let first: Vec<&String> = parties.next().into_iter().collect();
            let kind = desk.words.term(agreement.kind().as_str_name()).to_owned();
            (desk.entities(first), kind, desk.entities(parties))
        }
        Body::Transfer(transfer) => {
            let stage = desk.words.term(transfer.stage().as_str_name());
            let tie = format!("{} · {stage}", desk.entity(&transfer.item).text);
            (
                desk.entities(&transfer.suppliers),
                tie,
                desk.entities(&transfer.recipients),
            )
        }
        Body::Role(role) => {
            let title = desk.text(&role.title).text;
            (
                desk.entities([&role.holder]),
                title,
                desk.entities([&role.principal]),
            )
        }
        Body::Membership(membership) => {
            let tie = desk.words.label.collective.to_owned();
            (
                desk.entities([&membership.member]),
                tie,
                desk.entities([&membership.collective]),
            )
        }
        _ => return None,
    };
    let complete = !who.is_empty() && !whom.is_empty();
    complete.then(|| Tie {
        who,
        word: tie,
        href: desk.link(Place::Fact(&fact.name)),
        whom,
        mark: mark_of(desk, fact),
    })
}
