//! Every fact.

use askama::Template;
use dossier::v1::Fact;

use crate::context::{PageContext, Setting};
use crate::frame::{Frame, framed};
use crate::part::view::fact_groups::{FactGroup, by_kind};

/// Every fact.
#[derive(Debug, Template)]
#[template(path = "page/facts.html")]
pub(crate) struct FactsPage {
    frame: Frame,
    groups: Vec<FactGroup>,
}

impl FactsPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting) -> Self {
        let site = &context.words.site;
        let facts: Vec<&Fact> = context
            .catalog
            .facts()
            .filter(|fact| fact.state().is_current())
            .collect();
        Self {
            frame: framed(context, setting, site.facts, site.facts_text),
            groups: by_kind(context, &facts),
        }
    }
}
