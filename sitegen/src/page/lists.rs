//! The lists of everything, the method, and the page for what does not exist.

use askama::Template;
use dossier::v1::{AnchorState, Fact, Verification, Voice};

use super::dossier::coverage;
use super::frame::{Frame, Setting, trail};
use crate::desk::{Desk, Run};
use crate::library::stands;
use crate::part::evidence::{Mark, mark};
use crate::part::history::changes;
use crate::part::views::{
    Corrected, FactGroup, PersonGroup, Source, by_kind, corrections, everybody, source,
};

/// Every fact.
#[derive(Debug, Template)]
#[template(path = "page/facts.html")]
pub(crate) struct FactsPage {
    frame: Frame,
    groups: Vec<FactGroup>,
}

impl FactsPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting) -> Self {
        let site = &desk.words.site;
        let facts: Vec<&Fact> = desk
            .library
            .facts()
            .filter(|fact| stands(fact.state()))
            .collect();
        Self {
            frame: framed(desk, setting, site.facts, site.facts_text),
            groups: by_kind(desk, &facts),
        }
    }
}

/// Every entity.
#[derive(Debug, Template)]
#[template(path = "page/entities.html")]
pub(crate) struct EntitiesPage {
    frame: Frame,
    people: Vec<PersonGroup>,
}

impl EntitiesPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting) -> Self {
        let site = &desk.words.site;
        Self {
            frame: framed(desk, setting, site.entities, site.entities_text),
            people: everybody(desk),
        }
    }
}

/// Every source.
#[derive(Debug, Template)]
#[template(path = "page/articles.html")]
pub(crate) struct ArticlesPage {
    frame: Frame,
    sources: Vec<Source>,
}

impl ArticlesPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting) -> Self {
        let site = &desk.words.site;
        Self {
            frame: framed(desk, setting, site.articles, site.articles_text),
            sources: desk
                .library
                .articles()
                .map(|article| source(desk, article))
                .collect(),
        }
    }
}

/// Every correction.
#[derive(Debug, Template)]
#[template(path = "page/corrections.html")]
pub(crate) struct CorrectionsPage {
    frame: Frame,
    changes: Vec<Corrected>,
    /// What else changed in facts.
    since: Vec<Corrected>,
    withdrawn: Vec<Run>,
}

impl CorrectionsPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting) -> Self {
        let site = &desk.words.site;
        let facts: Vec<&Fact> = desk.library.facts().collect();
        let withdrawn = facts.iter().filter(|fact| !stands(fact.state()));
        Self {
            frame: framed(desk, setting, site.corrections, site.corrections_text),
            changes: corrections(desk, &facts),
            since: changes(desk, &facts),
            withdrawn: withdrawn.map(|fact| desk.fact(&fact.name)).collect(),
        }
    }
}

/// How we know, and how to read the marks.
#[derive(Debug, Template)]
#[template(path = "page/method.html")]
pub(crate) struct MethodPage {
    frame: Frame,
    voices: Vec<Mark>,
    verdicts: Vec<(&'static str, &'static str)>,
    anchors: Vec<(&'static str, &'static str)>,
    coverage: Vec<(Run, String)>,
}

impl MethodPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting) -> Self {
        let voices = [
            Voice::ReportedAsFact,
            Voice::Attributed,
            Voice::AttributedAnonymous,
            Voice::AuthorAnalysis,
            Voice::EditorInference,
        ];
        let verdicts = [
            Verification::Unverified,
            Verification::SingleSource,
            Verification::Corroborated,
            Verification::Disputed,
            Verification::Refuted,
            Verification::ConfirmedPrimary,
        ];
        let anchors = [
            AnchorState::Verified,
            AnchorState::Relocated,
            AnchorState::Ambiguous,
            AnchorState::Changed,
            AnchorState::Lost,
            AnchorState::Unchecked,
        ];
        let said = |name: &'static str| (desk.words.term(name), desk.words.meaning(name));
        let (heading, intro) = desk
            .words
            .site
            .method_text
            .first()
            .copied()
            .unwrap_or_default();
        let articles = desk.library.articles();
        Self {
            frame: framed(
                desk,
                setting,
                desk.words.site.method,
                &format!("{heading}: {intro}"),
            ),
            voices: voices
                .into_iter()
                .filter_map(|voice| mark(desk, Some(voice)))
                .collect(),
            verdicts: verdicts.map(|one| said(one.as_str_name())).into(),
            anchors: anchors.map(|one| said(one.as_str_name())).into(),
            coverage: articles
                .filter_map(|article| coverage(desk, &article.name))
                .collect(),
        }
    }
}

/// The page for an address that does not exist.
#[derive(Debug, Template)]
#[template(path = "page/not_found.html")]
pub(crate) struct NotFoundPage {
    frame: Frame,
}

impl NotFoundPage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting) -> Self {
        let site = &desk.words.site;
        let mut frame = framed(desk, setting, site.not_found, site.not_found_text);
        // It has no address of its own, and nobody comes to it from anywhere.
        frame.canonical.clear();
        frame.trail.clear();
        Self { frame }
    }
}

fn framed(desk: &Desk<'_>, setting: &Setting, heading: &str, description: &str) -> Frame {
    let own = trail(desk, Vec::new(), Run::plain(heading));
    Frame::new(desk, setting, own, description)
}
