//! A transfer as a row of the figure: from whom, what, to whom.

use std::collections::BTreeMap;

use dossier::v1::fact::Body;
use dossier::v1::{Fact, Transfer, TransferStage};

use crate::context::PageContext;
use crate::html::Inlines;
use crate::part::amount::amount;
use crate::url::Route;

/// A transfer; or several of one pair at one stage, where there are too many to draw each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    /// Which panel, in the order of the life of goods.
    pub(crate) stage: usize,
    pub(crate) from: End,
    /// Nobody where the stage has no recipient of its own.
    pub(crate) to: Option<End>,
    pub(crate) kind: i32,
    pub(crate) what: String,
    pub(crate) category: &'static str,
    pub(crate) known: bool,
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) heading: &'static str,
    /// Whether it goes from one to another: what is made, used or lost does not.
    pub(crate) moves: bool,
    /// Whether it is on its way or has arrived.
    pub(crate) delivered: bool,
}

/// Who stands at an end of a ribbon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct End {
    pub(crate) name: String,
    /// Their page, where it is one alone.
    pub(crate) href: String,
    /// Whether a fact names them.
    pub(crate) said: bool,
}

fn words(line: &Inlines) -> String {
    line.iter().map(|inline| inline.text.as_str()).collect()
}

pub(crate) fn end(context: &PageContext<'_>, names: &[String]) -> Option<End> {
    let line = context.entities(names);
    let href = match line.as_slice() {
        [] => return None,
        [one] => one.href.clone(),
        _ => String::new(),
    };
    Some(End {
        name: words(&line),
        href,
        said: true,
    })
}

pub(crate) fn nobody(context: &PageContext<'_>) -> End {
    End {
        name: context.words.label.not_said.to_owned(),
        href: String::new(),
        said: false,
    }
}

pub(crate) fn row(context: &PageContext<'_>, fact: &Fact) -> Option<Row> {
    let Some(Body::Transfer(transfer)) = &fact.body else {
        return None;
    };
    let stage = transfer.stage();
    let amount = amount(context, fact);
    let item = context.entity(&transfer.item).text;
    let (from, to) = ends(context, transfer);
    let place = STAGES.iter().position(|candidate| *candidate == stage);
    let word = |said: bool, name| if said { context.words.term(name) } else { "" };
    Some(Row {
        stage: place.unwrap_or(STAGES.len()),
        from,
        to,
        kind: transfer.category,
        what: match &amount {
            Some(amount) => context.labelled(&item, amount),
            None => item,
        },
        category: word(transfer.category != 0, transfer.category().as_str_name()),
        known: amount.is_some(),
        href: context.link(Route::Fact(&fact.name)),
        title: context.text(&fact.statement).text,
        heading: word(transfer.stage != 0, stage.as_str_name()),
        delivered: matches!(stage, TransferStage::Shipped | TransferStage::Delivered),
        moves: !matches!(
            stage,
            TransferStage::Produced | TransferStage::Used | TransferStage::Lost
        ),
    })
}

/// What is made comes from its maker. What is used or lost is drawn from who had it to where that was.
/// What is made, used or lost need not go to anybody; anything else has a recipient, even where nobody
/// says who.
pub(crate) fn ends(context: &PageContext<'_>, transfer: &Transfer) -> (End, Option<End>) {
    let stage = transfer.stage();
    let (suppliers, makers) = (&transfer.suppliers, &transfer.makers);
    if matches!(stage, TransferStage::Used | TransferStage::Lost) {
        let owners = [&transfer.recipients, suppliers];
        let owner = owners.into_iter().find_map(|names| end(context, names));
        let place = std::slice::from_ref(&transfer.place);
        let place = end(context, place).filter(|_| !transfer.place.is_empty());
        return (owner.unwrap_or_else(|| nobody(context)), place);
    }
    let makers_first = stage == TransferStage::Produced;
    let (first, second) = if makers_first {
        (makers, suppliers)
    } else {
        (suppliers, makers)
    };
    let from = end(context, first).or_else(|| end(context, second));
    let alone = stage == TransferStage::Produced;
    let to = end(context, &transfer.recipients).or_else(|| (!alone).then(|| nobody(context)));
    (from.unwrap_or_else(|| nobody(context)), to)
}

/// Too many to name each: one ribbon for each pair at each stage, the most first; and how many facts
/// are left out even so.
pub(crate) fn together(context: &PageContext<'_>, rows: &[Row]) -> (Vec<Row>, usize) {
    let mut pairs: BTreeMap<(usize, &End, &Option<End>), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let pair = (row.stage, &row.from, &row.to);
        pairs.entry(pair).or_default().push(row);
    }
    let mut pairs: Vec<Vec<&Row>> = pairs.into_values().collect();
    pairs.sort_by_key(|of| std::cmp::Reverse(of.len()));
    let left: usize = pairs.iter().skip(PAIRS_MAX).map(Vec::len).sum();
    let joined = pairs.iter().take(PAIRS_MAX).filter_map(|of| {
        let mut row = (*of.first()?).clone();
        if of.len() > 1 {
            row.what = (context.words.facts)(of.len());
            row.known = of.iter().any(|row| row.known);
            if of.iter().any(|other| other.category != row.category) {
                row.category = "";
            }
        }
        Some(row)
    });
    let mut joined: Vec<Row> = joined.collect();
    joined.sort_unstable();
    (joined, left)
}

/// How many ribbons there are at most where each is a pair: their names take several lines.
const PAIRS_MAX: usize = 32;

/// What goes from one to another, from the offer on; then what is made, used and lost.
const STAGES: [TransferStage; 8] = [
    TransferStage::Offered,
    TransferStage::Agreed,
    TransferStage::Ordered,
    TransferStage::Shipped,
    TransferStage::Delivered,
    TransferStage::Produced,
    TransferStage::Used,
    TransferStage::Lost,
];
