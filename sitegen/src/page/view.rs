//! A view of a dossier: all its facts of one sort.

use askama::Template;
use dossier::v1::{Dossier, Fact};

use super::dossier::{name_of, tabs};
use super::frame::{Frame, Setting, Tab, trail};
use crate::desk::{Desk, Run};
use crate::figure::{self, Chart, Shape};
use crate::part::history::since;
use crate::part::views::{Content, Corrected};
use crate::url::{Place, View};

/// A view of a dossier on a page of its own.
#[derive(Debug, Template)]
#[template(path = "page/view.html")]
pub(crate) struct ViewPage {
    frame: Frame,
    tabs: Vec<Tab>,
    heading: &'static str,
    dossier: Run,
    intro: &'static str,
    charts: Vec<Chart>,
    content: Option<Content>,
    /// What changed in the facts, on the page of corrections.
    since: Vec<Corrected>,
}

impl ViewPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting, dossier: &Dossier, view: View) -> Self {
        let title = desk.text(&dossier.title);
        let up = Run::link(title.text.clone(), desk.link(Place::Dossier(&dossier.name)));
        let heading = name_of(desk, view);
        let own = Run::plain(desk.labelled(heading, &title.text));
        let facts: Vec<&Fact> = if view == View::Corrections {
            // What was withdrawn was corrected too.
            dossier
                .facts
                .iter()
                .filter_map(|name| desk.library.fact(name))
                .collect()
        } else {
            desk.library.told_by(dossier).collect()
        };
        let content = Content::view(desk, view, &facts);
        let intro = match view {
            View::Flows => desk.words.site.flows_text,
            View::Corrections => desk.words.site.corrections_text,
            View::Facts => desk.words.site.facts_text,
            _ => "",
        };
        let description = format!("{heading}. {}", desk.text(&dossier.standfirst).text);
        let mut way = trail(desk, vec![up], own);
        let frame_trail = way.clone();
        if let Some(last) = way.last_mut() {
            heading.clone_into(&mut last.text);
        }
        let mut frame = Frame::new(desk, setting, frame_trail, &description);
        frame.trail = way;
        Self {
            frame,
            tabs: tabs(desk, dossier),
            heading,
            dossier: title,
            intro,
            charts: figure::charts(desk, view, &facts),
            content: (!content.is_empty()).then_some(content),
            since: match view {
                View::Corrections => since(desk, dossier, &facts),
                _ => Vec::new(),
            },
        }
    }
}
