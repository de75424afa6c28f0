//! A dossier: the explainer with its facts linked in place, and its views.

mod known;
mod story;

use askama::Template;
use dossier::v1::{Dossier, Fact, Section};

use self::known::Known;
use self::story::{Part, parts};
use super::frame::{Frame, Setting, Tab, trail};
use crate::desk::{Desk, Line, Run};
use crate::figure::Shape;
use crate::part::card::{Notice, notice};
use crate::part::share::{Share, share};
use crate::part::views::Content;
use crate::url::{Place, View, id};

pub(super) use known::articles;
pub(crate) use known::coverage;

/// The explainer.
#[derive(Debug, Template)]
#[template(path = "page/dossier.html")]
pub(crate) struct DossierPage {
    frame: Frame,
    tabs: Vec<Tab>,
    title: Run,
    standfirst: Run,
    notice: Option<Notice>,
    facts: String,
    sources: String,
    reviewed: String,
    /// In whose voice its facts are.
    share: Option<Share>,
    sections: Vec<Part>,
    known: Known,
}

impl DossierPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting, dossier: &Dossier) -> Self {
        let title = desk.text(&dossier.title);
        let standfirst = desk.text(&dossier.standfirst);
        let facts: Vec<&Fact> = desk.library.told_by(dossier).collect();
        let own = trail(desk, Vec::new(), title.clone());
        let known = Known::new(desk, setting, dossier, &facts);
        Self {
            frame: Frame::new(desk, setting, own, &standfirst.text),
            tabs: tabs(desk, dossier),
            notice: notice(
                desk,
                dossier.state(),
                &dossier.state_reason,
                &dossier.superseded_by,
            ),
            facts: (desk.words.facts)(facts.len()),
            sources: (desk.words.sources)(articles(&facts).len()),
            reviewed: reviewed(desk, dossier),
            share: share(desk, &facts),
            sections: parts(desk, dossier),
            known,
            title,
            standfirst,
        }
    }
}

/// So many changes stand on a page that is about something else; all on a page of their own.
pub(super) const NEWEST: usize = 5;

pub(super) fn reviewed(desk: &Desk<'_>, dossier: &Dossier) -> String {
    if dossier.reviewed_on.is_empty() {
        return String::new();
    }
    (desk.words.site.reviewed_on)(&desk.day(&dossier.reviewed_on))
}

/// How to cite a page: title, site, revision, address.
pub(super) fn cite(setting: &Setting, desk: &Desk<'_>, title: &Run) -> Line {
    let mut line = vec![
        Run {
            text: title.text.trim_end_matches('.').to_owned(),
            href: String::new(),
            ..title.clone()
        },
        Run::plain(format!(
            ". {}, {} {}.",
            desk.words.site.name, desk.words.label.revision, desk.library.revision
        )),
    ];
    if let Some(base) = &setting.base {
        let address = base.of(desk.here);
        line.push(Run::plain(" "));
        line.push(Run::link(address.clone(), address));
    }
    line
}

/// What a view is called.
pub(super) fn name_of(desk: &Desk<'_>, view: View) -> &'static str {
    let site = &desk.words.site;
    match view {
        View::Timeline => site.timeline,
        View::Flows => site.flows,
        View::Network => site.network,
        View::Who => site.who,
        View::Quotes => site.quotes,
        View::Forecasts => site.forecasts,
        View::Glossary => site.glossary,
        View::Sources => site.sources,
        View::Corrections => site.corrections,
        View::Facts => site.all_facts,
    }
}

/// The views in which a dossier has something to show. All of its facts and its corrections always
/// have a page, because others lead there.
pub(crate) fn views(desk: &Desk<'_>, dossier: &Dossier) -> Vec<View> {
    let facts: Vec<&Fact> = desk.library.told_by(dossier).collect();
    let shown = |view: &View| {
        matches!(view, View::Facts | View::Corrections)
            || !Content::view(desk, *view, &facts).is_empty()
    };
    View::ALL.into_iter().filter(shown).collect()
}

/// A dossier's own navigation.
pub(super) fn tabs(desk: &Desk<'_>, dossier: &Dossier) -> Vec<Tab> {
    let story = Place::Dossier(&dossier.name);
    let mut tabs = vec![Tab {
        text: desk.words.site.story.to_owned(),
        href: desk.link(story),
        current: desk.here == story,
    }];
    for view in views(desk, dossier) {
        let place = Place::View(&dossier.name, view);
        tabs.push(Tab {
            text: name_of(desk, view).to_owned(),
            href: desk.link(place),
            current: desk.here == place,
        });
    }
    tabs
}

/// How much is in a dossier, in a line.
pub(crate) fn size(desk: &Desk<'_>, dossier: &Dossier) -> String {
    let facts: Vec<&Fact> = desk.library.told_by(dossier).collect();
    let (words, sources) = (desk.words, articles(&facts).len());
    format!(
        "{} · {}",
        (words.facts)(facts.len()),
        (words.sources)(sources)
    )
}

/// Where a dossier's sections name a fact first, by the fact's name.
pub(super) fn telling(dossier: &Dossier, fact: &str) -> Option<String> {
    let link = format!("](fact:{})", id(fact));
    let names = |section: &&Section| {
        section
            .markdown
            .iter()
            .any(|text| text.text.contains(&link))
    };
    dossier
        .sections
        .iter()
        .find(names)
        .map(|section| section.id.clone())
}
