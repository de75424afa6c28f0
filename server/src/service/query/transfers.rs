//! `SummarizeTransfers`: who gave what to whom, added up where it can be.

use std::collections::BTreeMap;

use dossier::Decimal;
use dossier::counted::comparable_unit;
use dossier::v1::{
    Absence, Comparator, Quantity, SummarizeTransfersRequest, SummarizeTransfersResponse, Transfer,
    TransferFlow, fact::Body,
};

use super::select::Selection;
use crate::error::ServiceError;
use crate::service::room::fitting;
use crate::snapshot::Snapshot;

/// How many flows an answer has at most.
const FLOWS_MAX: usize = 1_000;

/// How many facts of a flow are named at most.
const FLOW_FACTS_MAX: usize = 1_000;

/// What must agree for amounts to be added.
type Key = (Vec<String>, Vec<String>, String, i32, i32, String);

/// A bound of a sum: nothing where one of its parts has none.
type Bound = Option<String>;

struct Sum {
    /// The unit with the plurals that one of the facts brings.
    unit: String,
    lower: Bound,
    upper: Bound,
    known: bool,
    unknown_count: i32,
    facts: Vec<String>,
}

/// The flows of all transfers that are asked for.
pub(super) fn transfers(
    snapshot: &Snapshot,
    request: &SummarizeTransfersRequest,
) -> Result<SummarizeTransfersResponse, ServiceError> {
    let selection = Selection::new(&request.filter, &request.show)?;
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
    for (_, fact) in selection.facts(snapshot) {
        let Some(Body::Transfer(transfer)) = &fact.body else {
            continue;
        };
        let (amount, unit, period) = amount(transfer);
        let comparable = format!("{}{period}", comparable_unit(unit));
        let sum = sums
            .entry(key(transfer, comparable))
            .or_insert_with(|| Sum {
                unit: String::new(),
                lower: Some("0".to_owned()),
                upper: Some("0".to_owned()),
                known: false,
                unknown_count: 0,
                facts: Vec::new(),
            });
        let shown = format!("{unit}{period}");
        if sum.unit.len() < shown.len() {
            sum.unit = shown;
        }
        sum.facts.push(fact.name.clone());
        match amount.map(bounds) {
            Some((lower, upper)) if lower.is_some() || upper.is_some() => {
                sum.known = true;
                sum.lower = add(sum.lower.take(), lower);
                sum.upper = add(sum.upper.take(), upper);
            }
            _ => sum.unknown_count += 1,
        }
    }
    let count = sums.len();
    let flows = sums.into_iter().take(FLOWS_MAX);
    let mut cut = false;
    let (flows, shown) = fitting(flows.map(|(key, mut sum)| {
        cut |= sum.facts.len() > FLOW_FACTS_MAX;
        sum.facts.truncate(FLOW_FACTS_MAX);
        Some(flow(key, sum))
    }));
    Ok(SummarizeTransfersResponse {
        truncated: cut || shown < count,
        flows,
    })
}

fn key(transfer: &Transfer, unit: String) -> Key {
    let sorted = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort();
        names
    };
    (
        sorted(&transfer.suppliers),
        sorted(&transfer.recipients),
        transfer.item.clone(),
        transfer.category,
        transfer.stage,
        unit,
    )
}

/// The amount, its unit, and the period of a rate, which is an amount each period.
fn amount(transfer: &Transfer) -> (Option<&Quantity>, &str, String) {
    match (&transfer.quantity, &transfer.rate) {
        (Some(quantity), _) => (Some(quantity), unit(quantity), String::new()),
        (None, Some(rate)) => {
            let quantity = rate.quantity.as_ref();
            let of = quantity.map_or("", unit);
            (quantity, of, format!("/{}", rate.period))
        }
        (None, None) => (None, "", String::new()),
    }
}

fn unit(quantity: &Quantity) -> &str {
    match quantity.currency_code.as_str() {
        "" => &quantity.unit,
        currency => currency,
    }
}

/// The least and the most that an amount can be.
fn bounds(quantity: &Quantity) -> (Bound, Bound) {
    if quantity.absence() == Absence::None {
        return (Some("0".to_owned()), Some("0".to_owned()));
    }
    let value = Some(quantity.value.clone()).filter(|value| !value.is_empty());
    match quantity.effective_comparator() {
        Comparator::Exact | Comparator::About | Comparator::Unspecified => (value.clone(), value),
        Comparator::MoreThan | Comparator::AtLeast => (value, None),
        Comparator::LessThan | Comparator::AtMost => {
            (value.as_ref().map(|_| "0".to_owned()), value)
        }
        Comparator::Between => (Some(quantity.lower.clone()), Some(quantity.upper.clone())),
    }
}

fn add(sum: Bound, part: Bound) -> Bound {
    let sum = Decimal::parse(&sum?)?.checked_add(&Decimal::parse(&part?)?)?;
    Some(sum.to_string())
}

fn flow((suppliers, recipients, item, category, stage, _): Key, sum: Sum) -> TransferFlow {
    let shown = |bound: Bound| bound.filter(|_| sum.known).unwrap_or_default();
    TransferFlow {
        suppliers,
        recipients,
        item,
        category,
        stage,
        unit: sum.unit,
        lower: shown(sum.lower),
        upper: shown(sum.upper),
        unknown_count: sum.unknown_count,
        facts: sum.facts,
    }
}
