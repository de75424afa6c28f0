//! What moved from whom to whom, who is tied to whom, and the figures in it.

use dossier::v1::fact::Body;
use dossier::v1::{Fact, TransferCategory, TransferStage};

use crate::context::PageContext;
use crate::html::{Inline, Inlines};
use crate::part::amount::amount;
use crate::part::voice_mark::{VoiceMark, mark_of};

/// The flows of one category.
#[derive(Clone, Debug)]
pub(crate) struct FlowGroup {
    pub(crate) category: &'static str,
    pub(crate) rows: Vec<Flow>,
}

/// One thing at one stage, from somebody to somebody.
#[derive(Clone, Debug)]
pub(crate) struct Flow {
    pub(crate) from: Inlines,
    pub(crate) to: Inlines,
    pub(crate) item: Inline,
    pub(crate) stage: &'static str,
    /// The amount, spoken; empty where none is stated.
    pub(crate) amount: String,
    pub(crate) period: String,
    pub(crate) statement: Inline,
    pub(crate) mark: Option<VoiceMark>,
}

/// The transfers among some facts, by category and stage.
pub(crate) fn flows(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<FlowGroup> {
    let mut rows: Vec<(TransferCategory, TransferStage, Flow)> = Vec::new();
    for fact in facts {
        let Some(Body::Transfer(transfer)) = &fact.body else {
            continue;
        };
        let makers = transfer.suppliers.is_empty().then_some(&transfer.makers);
        let flow = Flow {
            from: context.entities(makers.unwrap_or(&transfer.suppliers)),
            to: context.entities(&transfer.recipients),
            item: context.entity(&transfer.item),
            stage: context.words.term(transfer.stage().as_str_name()),
            amount: amount(context, fact).unwrap_or_default(),
            period: context
                .time(transfer.period.as_ref())
                .unwrap_or_default()
                .text,
            statement: context.fact(&fact.name),
            mark: mark_of(context, fact),
        };
        rows.push((transfer.category(), transfer.stage(), flow));
    }
    rows.sort_by_key(|(category, stage, _)| (i32::from(*category), i32::from(*stage)));
    let mut groups: Vec<FlowGroup> = Vec::new();
    for (category, _, flow) in rows {
        let category = context.words.term(category.as_str_name());
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
