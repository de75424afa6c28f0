//! The sections of an explainer: prose with what it names told in place, figures and lists.
//!
//! A page must be read in minutes, however much its dossier holds. So a view is told in a line, which says
//! what it shows and leads to its own page; its figure stands here where the editor made it the lead, or
//! wrote about it.

use askama::Template;
use dossier::v1::{self, Dossier, Fact, SectionKind};

use crate::chart;
use crate::chart::draw::Chart;
use crate::chart::draw::Shape;
use crate::context::PageContext;
use crate::html::{Html, Inline, Part, Shown};
use crate::locale::Language;
use crate::page::dossier::sources_drawer::{SourcesDrawer, sources_drawer};
use crate::part::prose::{Anchors, prose};
use crate::part::tabs::name_of;
use crate::part::view::{Content, ViewPart};
use crate::url::{Route, View};

/// A section of the explainer.
#[derive(Debug, Template)]
#[template(path = "page/dossier/section.html")]
pub(crate) struct Section {
    pub(crate) frame: Language,
    pub(crate) id: String,
    pub(crate) heading: Inline,
    /// The kind of section, as a class of the style sheet.
    pub(crate) kind: &'static str,
    pub(crate) prose: Vec<Paragraph>,
    pub(crate) charts: Vec<Chart>,
    /// What stands behind the content.
    pub(crate) drawer: Option<Part<SourcesDrawer>>,
    pub(crate) content: Option<Part<ViewPart>>,
    /// The page that shows all of its kind.
    pub(crate) more: Option<Inline>,
    /// What a view shows, where a line is all that stands here of it.
    pub(crate) finding: String,
}

/// The sections of a dossier in the order of its page.
#[derive(Debug, Default)]
pub(crate) struct Story {
    /// What the dossier says in short, where it begins with that.
    pub(crate) key_points: Vec<Part<Section>>,
    /// The figure that its editor put first.
    pub(crate) lead: Option<Part<Section>>,
    pub(crate) sections: Vec<Part<Section>>,
}

impl Story {
    /// Its sections in the order of the page.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Section> {
        let first = self.key_points.iter().chain(&self.lead);
        first.chain(&self.sections).map(|part| &part.0)
    }
}

/// A block of running text, and what it names, told in place.
#[derive(Debug)]
pub(crate) struct Paragraph {
    pub(crate) html: Html,
    /// The words' language where it is not the page's; else empty.
    pub(crate) lang: String,
    pub(crate) drawer: Option<Part<SourcesDrawer>>,
}

/// So many rows of a view stand in the story: what a reader looks through on the way; a page must not
/// grow with the dossier, and all of them are on the view's own page.
const ROWS_MAX: usize = 40;

/// So many figures stand on the page of a dossier.
const FIGURES_MAX: usize = 4;

/// All sections of a dossier.
pub(crate) fn story<'c>(context: &PageContext<'c>, dossier: &'c Dossier) -> Story {
    let mut writer = Writer {
        context,
        dossier,
        anchors: Anchors::default(),
        figures_left: FIGURES_MAX,
    };
    // In the order of the page, because the first card of a fact there has its plain id.
    let (mut short, mut rest) = (Vec::new(), dossier.sections.as_slice());
    if let Some((first, others)) = rest.split_first()
        && first.kind() == SectionKind::KeyPoints
    {
        short.push(Part(writer.section(first)));
        rest = others;
    }
    let lead = rest.iter().find(|section| section.id == dossier.lead);
    // Facts that draw no figure leave the section where it stands.
    let lead = lead.filter(|part| writer.draws(part));
    let lead_id = lead.map(|part| part.id.as_str());
    let lead = lead.map(|part| writer.section(part));
    let mut sections = Vec::new();
    for section in rest {
        if Some(section.id.as_str()) != lead_id {
            sections.push(Part(writer.section(section)));
        }
    }
    Story {
        key_points: short,
        lead: lead.map(Part),
        sections,
    }
}

/// What makes the sections of a page, one after the other.
struct Writer<'p, 'c> {
    context: &'p PageContext<'c>,
    dossier: &'c Dossier,
    anchors: Anchors,
    /// How many more figures the page has room for.
    figures_left: usize,
}

impl<'c> Writer<'_, 'c> {
    /// Whether a section has a figure.
    fn draws(&self, section: &'c v1::Section) -> bool {
        let chosen = chosen(self.context, self.dossier, section);
        let view = view(section.kind());
        view.is_some_and(|view| !chart::charts(self.context, view, &chosen).is_empty())
    }

    fn section(&mut self, section: &'c v1::Section) -> Section {
        let (context, dossier) = (self.context, self.dossier);
        let prose = self.prose(section);
        let view = view(section.kind());
        let chosen = chosen(context, dossier, section);
        let listed = listed(context, section, view, &chosen);
        let charts = view.map_or_else(Vec::new, |view| chart::charts(context, view, &chosen));
        let charts: Vec<Chart> = charts.into_iter().take(1).collect();
        let wanted = section.id == dossier.lead || !prose.is_empty();
        let room = charts.len() <= self.figures_left;
        if let (Some(view), Some(content), false) = (view, &listed, wanted && room) {
            let counted = content.counted(context.words);
            let finding = charts.into_iter().next().map(|chart| chart.finding);
            let mut glance = self.empty(section);
            glance.finding = finding.unwrap_or(counted);
            glance.more = Some(Inline::link(
                "",
                context.link(Route::View(&dossier.name, view)),
            ));
            glance.prose = prose;
            return glance;
        }
        self.figures_left = self.figures_left.saturating_sub(charts.len());
        self.whole(section, (prose, charts), (view, listed))
    }

    /// A section of which everything stands on the page, but for rows beyond a limit.
    fn whole(
        &mut self,
        section: &v1::Section,
        (prose, charts): (Vec<Paragraph>, Vec<Chart>),
        (view, listed): (Option<View>, Option<Content>),
    ) -> Section {
        let context = self.context;
        let (listed, out) = listed.map_or((None, 0), |listed| {
            let (listed, out) = listed.brief(ROWS_MAX);
            (Some(listed), out)
        });
        let shown = shown_in_place(listed.as_ref(), &mut self.anchors);
        // What was left out of a list of facts is on the page of all facts.
        let more = view.or((out > 0).then_some(View::Facts));
        let more = more.filter(|_| listed.is_some());
        let mut whole = self.empty(section);
        let heading = whole.heading.text.clone();
        let charts = charts.into_iter().enumerate();
        whole.charts = charts
            .map(|(place, chart)| chart.under(&heading, &section.id, place))
            .collect();
        whole.prose = prose;
        whole.more = more.map(|view| {
            let href = context.link(Route::View(&self.dossier.name, view));
            let name = (context.words.site.own_page)(name_of(context, view));
            Inline::link((context.words.site.beyond)(&name, out), href)
        });
        whole.drawer = sources_drawer(context, &format!("{}-figures", section.id), &shown);
        whole.content = listed.map(|listed| listed.led_to(&shown).part(context.words));
        whole
    }

    /// A section with its heading alone.
    fn empty(&self, section: &v1::Section) -> Section {
        Section {
            frame: Language {
                t: self.context.words,
            },
            id: section.id.clone(),
            heading: self.context.text(&section.heading),
            kind: class(section.kind()),
            prose: Vec::new(),
            charts: Vec::new(),
            drawer: None,
            content: None,
            more: None,
            finding: String::new(),
        }
    }

    fn prose(&mut self, section: &v1::Section) -> Vec<Paragraph> {
        let context = self.context;
        let blocks = prose(context, &section.markdown, Some(&mut self.anchors));
        let paragraphs = blocks
            .into_iter()
            .zip(1..)
            .map(|(block, number)| Paragraph {
                html: block.html,
                lang: block.lang,
                drawer: sources_drawer(context, &format!("{}-{number}", section.id), &block.shown),
            });
        paragraphs.collect()
    }
}

/// What the content of a section tells in place: the facts of its key figures.
fn shown_in_place(content: Option<&Content>, anchors: &mut Anchors) -> Vec<Shown> {
    let Some(Content::KeyNumbers(figures)) = content else {
        return Vec::new();
    };
    let shown = figures.iter().map(|figure| Shown {
        name: figure.fact.clone(),
        anchor: anchors.anchor_for(&figure.fact),
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
        SectionKind::Numbers => Some(View::Numbers),
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
        | SectionKind::OpenQuestions
        | SectionKind::QuestionsAndAnswers
        | SectionKind::KeyFigures => None,
    }
}

fn class(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::KeyPoints => "key-points",
        SectionKind::KeyFigures => "key-figures",
        SectionKind::Argument => "argument",
        SectionKind::OpenQuestions => "open-questions",
        SectionKind::QuestionsAndAnswers => "answers",
        SectionKind::Narrative | SectionKind::Unspecified => "narrative",
        _ => "view",
    }
}
