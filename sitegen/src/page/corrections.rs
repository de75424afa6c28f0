//! Every correction.

use askama::Template;
use dossier::v1::Fact;

use crate::context::{PageContext, Setting};
use crate::frame::{Frame, framed};
use crate::html::Inline;
use crate::part::corrections::{Corrected, corrections};
use crate::part::history::changes;

/// Every correction.
#[derive(Debug, Template)]
#[template(path = "page/corrections.html")]
pub(crate) struct CorrectionsPage {
    frame: Frame,
    changes: Vec<Corrected>,
    /// What else changed in facts.
    since: Vec<Corrected>,
    withdrawn: Vec<Inline>,
}

impl CorrectionsPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting) -> Self {
        let site = &context.words.site;
        let facts: Vec<&Fact> = context.catalog.facts().collect();
        let withdrawn = facts.iter().filter(|fact| !fact.state().is_current());
        Self {
            frame: framed(context, setting, site.corrections, site.corrections_text),
            changes: corrections(context, &facts),
            since: changes(context, &facts),
            withdrawn: withdrawn.map(|fact| context.fact(&fact.name)).collect(),
        }
    }
}
