//! The sections of an explainer: prose with what it names told in place, figures and lists.

use dossier::v1::{Dossier, Fact, LocalizedText, Section, SectionKind};

use super::name_of;
use crate::desk::{Desk, Run};
use crate::figure::{self, Chart};
use crate::links::{Anchors, Links};
use crate::part::card::{Card, card};
use crate::part::views::{Content, Profile, profile};
use crate::text::{self, Html, Shown};
use crate::url::{self, Place, View};

/// A section of the explainer.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) heading: Run,
    /// The kind of section, as a class of the style sheet.
    pub(crate) kind: &'static str,
    pub(crate) prose: Vec<Paragraph>,
    pub(crate) charts: Vec<Chart>,
    /// What stands behind the content.
    pub(crate) behind: Behind,
    pub(crate) content: Option<Content>,
    /// The page that shows all of its kind.
    pub(crate) more: Option<Run>,
}

/// A block of running text, and what it names, told in place.
#[derive(Debug)]
pub(crate) struct Paragraph {
    pub(crate) html: Html,
    pub(crate) behind: Behind,
}

/// What stands behind a part of the page: who says so, and who is who. Closed until a reader asks.
#[derive(Debug, Default)]
pub(crate) struct Behind {
    /// The id of the whole.
    pub(crate) id: String,
    /// How much there is; empty for one thing, which needs no cover.
    pub(crate) summary: String,
    pub(crate) cards: Vec<Card>,
    pub(crate) profiles: Vec<Profile>,
}

/// So many rows of a view stand in the story: what a reader looks through on the way; a page must not
/// grow with the dossier, and all of them are on the view's own page.
const ROWS_MAX: usize = 40;

/// All sections of a dossier.
pub(super) fn parts(desk: &Desk<'_>, dossier: &Dossier) -> Vec<Part> {
    let mut anchors = Anchors::default();
    let sections = dossier.sections.iter();
    sections
        .map(|section| part(desk, dossier, section, &mut anchors))
        .collect()
}

/// Running text whose links lead to what is told in place, or, without anchors, to other pages.
pub(super) fn prose(
    desk: &Desk<'_>,
    markdown: &[LocalizedText],
    anchors: Option<&mut Anchors>,
) -> Vec<text::Block> {
    let markdown = desk.text(markdown);
    text::blocks(&markdown.text, &mut Links { desk, anchors })
}

fn part(desk: &Desk<'_>, dossier: &Dossier, section: &Section, anchors: &mut Anchors) -> Part {
    let blocks = prose(desk, &section.markdown, Some(anchors));
    let paragraphs = blocks
        .into_iter()
        .zip(1..)
        .map(|(block, number)| Paragraph {
            html: block.html,
            behind: behind(desk, &format!("{}-{number}", section.id), &block.shown),
        });
    let prose = paragraphs.collect();
    let view = view(section.kind());
    let chosen = chosen(desk, dossier, section);
    let content = content(desk, section, view, &chosen);
    let (content, out) = content.map_or((None, 0), |content| {
        let (content, out) = content.brief(ROWS_MAX);
        (Some(content), out)
    });
    let charts = view.map_or_else(Vec::new, |view| figure::charts(desk, view, &chosen));
    let shown = told_in_place(content.as_ref(), anchors);
    // What was left out of a list of facts is on the page of all facts.
    let more = view.or((out > 0).then_some(View::Facts));
    let more = more.filter(|_| content.is_some());
    Part {
        id: section.id.clone(),
        heading: desk.text(&section.heading),
        kind: class(section.kind()),
        prose,
        more: more.map(|view| {
            let href = desk.link(Place::View(&dossier.name, view));
            let name = (desk.words.site.own_page)(name_of(desk, view));
            Run::link((desk.words.site.beyond)(&name, out), href)
        }),
        charts,
        behind: behind(desk, &format!("{}-figures", section.id), &shown),
        content: content.map(|content| content.led_to(&shown)),
    }
}

/// What the content of a section tells in place: the facts of its key figures.
fn told_in_place(content: Option<&Content>, anchors: &mut Anchors) -> Vec<Shown> {
    let Some(Content::Figures(figures)) = content else {
        return Vec::new();
    };
    let shown = figures.iter().map(|figure| Shown {
        name: figure.fact.clone(),
        anchor: anchors.of(&figure.fact),
    });
    let shown = shown.collect();
    anchors.end();
    shown
}

/// What is told in place for a part of the page.
fn behind(desk: &Desk<'_>, id: &str, shown: &[Shown]) -> Behind {
    let library = desk.library;
    let cards = shown.iter().filter_map(|one| {
        let fact = library.fact(&one.name)?;
        Some(Card {
            anchor: one.anchor.clone(),
            ..card(desk, fact)
        })
    });
    let profiles = shown.iter().filter_map(|one| {
        let entity = library.entity(&one.name)?;
        Some(profile(desk, entity, one.anchor.clone()))
    });
    let (cards, profiles): (Vec<Card>, Vec<Profile>) = (cards.collect(), profiles.collect());
    Behind {
        id: url::anchor("behind", id),
        summary: match cards.len() + profiles.len() {
            0 | 1 => String::new(),
            _ => (desk.words.site.behind)(cards.len(), profiles.len()),
        },
        cards,
        profiles,
    }
}

/// The facts that a section is about.
fn chosen<'l>(desk: &Desk<'l>, dossier: &'l Dossier, section: &'l Section) -> Vec<&'l Fact> {
    let key = (dossier.name.clone(), section.id.clone());
    let chosen = match desk.library.queries.get(&key) {
        Some(found) => found,
        None if section.facts.is_empty() => &dossier.facts,
        None => &section.facts,
    };
    desk.library.standing(chosen).collect()
}

fn content(
    desk: &Desk<'_>,
    section: &Section,
    view: Option<View>,
    facts: &[&Fact],
) -> Option<Content> {
    let content = match (section.kind(), view) {
        (SectionKind::KeyFigures, _) => Content::figures(desk, facts),
        (_, Some(view)) => Content::view(desk, view, facts),
        // A section of prose that names facts shows them below it.
        (_, None) if !section.facts.is_empty() || !section.query.is_empty() => {
            Content::view(desk, View::Facts, facts)
        }
        (_, None) => return None,
    };
    (!content.is_empty()).then_some(content)
}

fn view(kind: SectionKind) -> Option<View> {
    match kind {
        SectionKind::Timeline => Some(View::Timeline),
        SectionKind::Flows => Some(View::Flows),
        SectionKind::Network => Some(View::Network),
        SectionKind::Quotes => Some(View::Quotes),
        SectionKind::Forecasts => Some(View::Forecasts),
        SectionKind::Glossary => Some(View::Glossary),
        SectionKind::Sources => Some(View::Sources),
        SectionKind::WhoIsWho => Some(View::Who),
        SectionKind::Unspecified
        | SectionKind::KeyPoints
        | SectionKind::Narrative
        | SectionKind::Argument
        | SectionKind::KeyFigures => None,
    }
}

fn class(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::KeyPoints => "key-points",
        SectionKind::KeyFigures => "key-figures",
        SectionKind::Argument => "argument",
        SectionKind::Narrative | SectionKind::Unspecified => "narrative",
        _ => "view",
    }
}
