//! A dossier: the explainer with its facts linked in place, and its views.

use askama::Template;
use dossier::v1::{
    Dossier, Fact, LinkKind, LocalizedText, Section, SectionKind, Stance, Verification,
};

use super::frame::{Frame, Setting, Tab, trail};
use crate::desk::{Cards, Desk, Line, Links, Run, separated};
use crate::figure::{self, Chart, Shape, Way};
use crate::part::card::{Card, Notice, card, notice};
use crate::part::evidence::{Mark, anchors, mark};
use crate::part::history::since;
use crate::part::views::{Content, Corrected, corrections};
use crate::text::{self, Html};
use crate::url::{Place, View, id};

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
    voices: Vec<Mark>,
    sections: Vec<Part>,
    method: Vec<Html>,
    coverage: Vec<(Run, String)>,
    /// How many places were found in the texts, and how many not.
    anchors: String,
    chains: Option<Chart>,
    /// The same as a table: the hands, and the facts.
    ways: Vec<(Line, Vec<Run>)>,
    disputes: Vec<Dispute>,
    changes: Vec<Corrected>,
    /// What else changed since the dossier was first told, the newest of it.
    since: Vec<Corrected>,
    /// The page with all changes, where there are more.
    all_changes: Option<Run>,
    cite: Line,
}

/// A fact that something speaks against.
#[derive(Debug)]
struct Dispute {
    card: Card,
    /// Our verdict, in words.
    verdict: &'static str,
    /// What speaks against it: "is contradicted by", and the facts.
    against: Option<(&'static str, Line)>,
}

/// A section of the explainer.
#[derive(Debug)]
pub(crate) struct Part {
    id: String,
    heading: Run,
    /// The kind of section, as a class of the style sheet.
    kind: &'static str,
    prose: Vec<Paragraph>,
    charts: Vec<Chart>,
    content: Option<Content>,
    /// The page that shows all of its kind.
    more: Option<Run>,
}

/// A block of running text, with a card for each fact that it is the first to name.
#[derive(Debug)]
pub(crate) struct Paragraph {
    html: Html,
    cards: Vec<Card>,
}

impl DossierPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting, dossier: &Dossier) -> Self {
        let title = desk.text(&dossier.title);
        let standfirst = desk.text(&dossier.standfirst);
        let facts: Vec<&Fact> = desk.library.told_by(dossier).collect();
        let own = trail(desk, Vec::new(), title.clone());
        let mut shown: Vec<String> = Vec::new();
        let sections = dossier.sections.iter();
        let sections = sections
            .map(|section| part(desk, dossier, section, &mut shown))
            .collect();
        let articles = articles(&facts);
        let ways = figure::ways(desk, &facts);
        let mut since = since(desk, dossier, &facts);
        let all_changes = (since.len() > NEWEST).then(|| {
            let view = View::Corrections;
            let href = desk.link(Place::View(&dossier.name, view));
            Run::link(name_of(desk, view), href)
        });
        since.truncate(NEWEST);
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
            sources: (desk.words.sources)(articles.len()),
            reviewed: reviewed(desk, dossier),
            voices: voices(desk, &facts),
            sections,
            method: prose(desk, &dossier.method_note, Cards::Elsewhere)
                .into_iter()
                .map(|block| block.html)
                .collect(),
            coverage: articles
                .iter()
                .filter_map(|name| coverage(desk, name))
                .collect(),
            chains: figure::chains(desk, &ways),
            ways: ways
                .iter()
                .filter(|way| way.hands.len() > 1)
                .map(|way| told(desk, way))
                .collect(),
            anchors: anchors(desk, &facts),
            disputes: disputes(desk, &facts),
            changes: corrections(desk, &facts),
            since,
            all_changes,
            cite: cite(setting, desk, &title),
            title,
            standfirst,
        }
    }
}

/// So many changes stand on a page that is about something else; all on a page of their own.
pub(super) const NEWEST: usize = 5;

/// The facts that a verdict, another fact or an article speaks against.
fn disputes(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Dispute> {
    let contradicts = |one: &Fact, other: &Fact| {
        let mut links = one.links.iter();
        links.any(|link| link.kind() == LinkKind::Contradicts && link.fact == other.name)
    };
    let found = facts.iter().filter_map(|fact| {
        let against = facts.iter().filter(|other| contradicts(other, fact));
        let against = separated(
            desk.words.comma,
            against.map(|other| desk.fact(&other.name)),
        );
        let verdict = fact.verification();
        let doubted = matches!(verdict, Verification::Disputed | Verification::Refuted);
        let denied = fact
            .evidence
            .iter()
            .any(|one| one.stance() == Stance::Disputes);
        (doubted || denied || !against.is_empty()).then(|| Dispute {
            card: card(desk, fact),
            verdict: match verdict {
                Verification::Unspecified => "",
                verdict => desk.words.term(verdict.as_str_name()),
            },
            against: (!against.is_empty()).then(|| {
                let tie = desk.words.passive(LinkKind::Contradicts.as_str_name());
                (tie, against)
            }),
        })
    });
    found.collect()
}

/// A way by which facts came, in words: its hands, and the facts.
fn told(desk: &Desk<'_>, way: &Way) -> (Line, Vec<Run>) {
    let hands = way.hands.iter().map(|hand| hand.who.clone());
    let facts = way.facts.iter().map(|name| desk.fact(name));
    (separated(" → ", hands), facts.collect())
}

/// The names of the articles that facts rest on.
fn articles<'f>(facts: &[&'f Fact]) -> Vec<&'f str> {
    let evidence = facts.iter().flat_map(|fact| &fact.evidence);
    let mut names: Vec<&str> = evidence.map(|one| one.article.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn reviewed(desk: &Desk<'_>, dossier: &Dossier) -> String {
    if dossier.reviewed_on.is_empty() {
        return String::new();
    }
    (desk.words.site.reviewed_on)(&desk.day(&dossier.reviewed_on))
}

/// The voices that occur in some facts, each once.
fn voices(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for fact in facts {
        let found = mark(desk, crate::desk::voice(fact));
        marks.extend(found.filter(|found| marks.iter().all(|known| known.word != found.word)));
    }
    marks
}

/// How much of an article is in the facts.
pub(crate) fn coverage(desk: &Desk<'_>, article: &str) -> Option<(Run, String)> {
    let report = desk.library.coverage.get(article)?;
    let said = (desk.words.label.covered)(
        report.sentence_count,
        report.covered_count,
        report.marked_count,
        report.uncovered_count,
    );
    Some((desk.article(article), said))
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

fn prose(desk: &Desk<'_>, markdown: &[LocalizedText], cards: Cards) -> Vec<text::Block> {
    let markdown = desk.text(markdown);
    text::blocks(&markdown.text, &mut Links { desk, cards })
}

fn part(desk: &Desk<'_>, dossier: &Dossier, section: &Section, shown: &mut Vec<String>) -> Part {
    let mut paragraphs = Vec::new();
    for block in prose(desk, &section.markdown, Cards::Shown) {
        let mut cards = Vec::new();
        for id in block.facts {
            let name = format!("facts/{id}");
            if let Some(fact) = desk.library.fact(&name).filter(|_| !shown.contains(&name)) {
                cards.push(card(desk, fact));
                shown.push(name);
            }
        }
        paragraphs.push(Paragraph {
            html: block.html,
            cards,
        });
    }
    let view = view(section.kind());
    let chosen = chosen(desk, dossier, section);
    let content = content(desk, section, view, &chosen);
    let charts = view.map_or_else(Vec::new, |view| figure::charts(desk, view, &chosen));
    let more = view.filter(|_| content.is_some());
    Part {
        id: section.id.clone(),
        heading: desk.text(&section.heading),
        kind: class(section.kind()),
        prose: paragraphs,
        more: more.map(|view| {
            let href = desk.link(Place::View(&dossier.name, view));
            Run::link(name_of(desk, view), href)
        }),
        charts,
        content,
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

/// A dossier on the home page.
#[derive(Debug)]
pub(crate) struct Teaser {
    pub(crate) title: Run,
    pub(crate) standfirst: Run,
    pub(crate) facts: String,
    pub(crate) sources: String,
    pub(crate) reviewed: String,
    pub(crate) tabs: Vec<Tab>,
}

/// What the home page shows of a dossier.
pub(super) fn teaser(desk: &Desk<'_>, dossier: &Dossier) -> Teaser {
    let facts: Vec<&Fact> = desk.library.told_by(dossier).collect();
    Teaser {
        title: Run {
            href: desk.link(Place::Dossier(&dossier.name)),
            ..desk.text(&dossier.title)
        },
        standfirst: desk.text(&dossier.standfirst),
        facts: (desk.words.facts)(facts.len()),
        sources: (desk.words.sources)(articles(&facts).len()),
        reviewed: reviewed(desk, dossier),
        tabs: tabs(desk, dossier),
    }
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
