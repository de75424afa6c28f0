//! The sections of an explainer: prose with what it names told in place, figures and lists.

use dossier::v1::{self, Dossier, Fact, SectionKind};

use crate::chart;
use crate::chart::draw::Chart;
use crate::context::PageContext;
use crate::html::{Html, Inline, Shown};
use crate::page::dossier::sources_drawer::{SourcesDrawer, sources_drawer};
use crate::part::prose::{Anchors, prose};
use crate::part::tabs::name_of;
use crate::part::view::Content;
use crate::url::{Route, View};

/// A section of the explainer.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) id: String,
    pub(crate) heading: Inline,
    /// The kind of section, as a class of the style sheet.
    pub(crate) kind: &'static str,
    pub(crate) prose: Vec<Paragraph>,
    pub(crate) charts: Vec<Chart>,
    /// What stands behind the content.
    pub(crate) drawer: SourcesDrawer,
    pub(crate) content: Option<Content>,
    /// The page that shows all of its kind.
    pub(crate) more: Option<Inline>,
}

/// A block of running text, and what it names, told in place.
#[derive(Debug)]
pub(crate) struct Paragraph {
    pub(crate) html: Html,
    /// The words' language where it is not the page's; else empty.
    pub(crate) lang: String,
    pub(crate) drawer: SourcesDrawer,
}

/// So many rows of a view stand in the story: what a reader looks through on the way; a page must not
/// grow with the dossier, and all of them are on the view's own page.
const ROWS_MAX: usize = 40;

/// All sections of a dossier.
pub(crate) fn sections(context: &PageContext<'_>, dossier: &Dossier) -> Vec<Section> {
    let mut anchors = Anchors::default();
    let sections = dossier.sections.iter();
    sections
        .map(|one| section(context, dossier, one, &mut anchors))
        .collect()
}

fn section(
    context: &PageContext<'_>,
    dossier: &Dossier,
    section: &v1::Section,
    anchors: &mut Anchors,
) -> Section {
    let blocks = prose(context, &section.markdown, Some(anchors));
    let paragraphs = blocks
        .into_iter()
        .zip(1..)
        .map(|(block, number)| Paragraph {
            html: block.html,
            lang: block.lang,
            drawer: sources_drawer(context, &format!("{}-{number}", section.id), &block.shown),
        });
    let prose = paragraphs.collect();
    let view = view(section.kind());
    let chosen = chosen(context, dossier, section);
    let (listed, out) = listed(context, section, view, &chosen).map_or((None, 0), |listed| {
        let (listed, out) = listed.brief(ROWS_MAX);
        (Some(listed), out)
    });
    let heading = context.text(&section.heading);
    let charts = view.map_or_else(Vec::new, |view| chart::charts(context, view, &chosen));
    let charts = charts.into_iter().map(|chart| chart.under(&heading.text));
    let shown = told_in_place(listed.as_ref(), anchors);
    // What was left out of a list of facts is on the page of all facts.
    let more = view.or((out > 0).then_some(View::Facts));
    let more = more.filter(|_| listed.is_some());
    Section {
        id: section.id.clone(),
        charts: charts.collect(),
        heading,
        kind: class(section.kind()),
        prose,
        more: more.map(|view| {
            let href = context.link(Route::View(&dossier.name, view));
            let name = (context.words.site.own_page)(name_of(context, view));
            Inline::link((context.words.site.beyond)(&name, out), href)
        }),
        drawer: sources_drawer(context, &format!("{}-figures", section.id), &shown),
        content: listed.map(|listed| listed.led_to(&shown)),
    }
}

/// What the content of a section tells in place: the facts of its key figures.
fn told_in_place(content: Option<&Content>, anchors: &mut Anchors) -> Vec<Shown> {
    let Some(Content::KeyNumbers(figures)) = content else {
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

/// The facts that a section is about.
fn chosen<'l>(
    context: &PageContext<'l>,
    dossier: &'l Dossier,
    section: &'l v1::Section,
) -> Vec<&'l Fact> {
    let chosen = match context.catalog.query(&dossier.name, &section.id) {
        Some(found) => found,
        None if section.facts.is_empty() => &dossier.facts,
        None => &section.facts,
    };
    context.catalog.standing(chosen).collect()
}

/// What stands below the prose of a section.
fn listed(
    context: &PageContext<'_>,
    section: &v1::Section,
    view: Option<View>,
    facts: &[&Fact],
) -> Option<Content> {
    let listed = match (section.kind(), view) {
        (SectionKind::KeyFigures, _) => Content::key_numbers(context, facts),
        (_, Some(view)) => Content::view(context, view, facts),
        // A section of prose that names facts shows them below it.
        (_, None) if !section.facts.is_empty() || !section.query.is_empty() => {
            Content::view(context, View::Facts, facts)
        }
        (_, None) => return None,
    };
    (!listed.is_empty()).then_some(listed)
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
