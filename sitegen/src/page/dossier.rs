//! A dossier: the explainer with its facts linked in place, and its views.

mod methodology;
mod section;
mod sources_drawer;

use askama::Template;
use dossier::v1::{Dossier, Fact};

use crate::chart::draw::Shape;
use crate::context::{PageContext, Setting};
use crate::frame::{Frame, trail};
use crate::html::Inline;
use crate::page::dossier::methodology::Methodology;
use crate::page::dossier::section::{Story, story};
use crate::part::coverage::articles;
use crate::part::dossier_line::{minutes, reviewed, unconfirmed};
use crate::part::notice::{Notice, draft_notice, notice};
use crate::part::tabs::{Tab, tabs};
use crate::part::tally::tally;
use crate::part::voice_bar::{VoiceBar, voice_bar};

/// The explainer.
#[derive(Debug, Template)]
#[template(path = "page/dossier.html")]
pub(crate) struct DossierPage {
    frame: Frame,
    tabs: Vec<Tab>,
    title: Inline,
    standfirst: Inline,
    notice: Option<Notice>,
    facts: String,
    sources: String,
    reviewed: String,
    /// How long it takes to read.
    minutes: String,
    /// That nothing was confirmed elsewhere.
    unconfirmed: String,
    /// How many of its facts were found in the texts.
    tally: String,
    /// In whose voice its facts are, and what the marks of the voices mean.
    legend: Option<VoiceBar>,
    story: Story,
    methodology: Methodology,
}

impl DossierPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting, dossier: &Dossier) -> Self {
        let title = context.text(&dossier.title);
        let standfirst = context.text(&dossier.standfirst);
        let facts: Vec<&Fact> = context.catalog.facts_in(dossier).collect();
        let own = trail(context, Vec::new(), title.clone());
        let methodology = Methodology::new(context, setting, dossier, &facts);
        Self {
            frame: Frame::new(context, setting, own, &standfirst.text),
            tabs: tabs(context, dossier),
            notice: notice(
                context,
                dossier.state(),
                &dossier.state_reason,
                &dossier.superseded_by,
            )
            .or_else(|| draft_notice(context, &dossier.name)),
            facts: (context.words.facts)(facts.len()),
            sources: (context.words.sources)(articles(&facts).len()),
            reviewed: reviewed(context, dossier),
            minutes: minutes(context, dossier),
            unconfirmed: unconfirmed(context, &facts),
            tally: tally(context, &facts),
            legend: voice_bar(context, dossier, &facts),
            story: story(context, dossier),
            methodology,
            title,
            standfirst,
        }
    }
}
