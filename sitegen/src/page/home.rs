//! The home page: the dossiers, what they are about, what was corrected.

use askama::Template;
use dossier::v1::{Dossier, EntityKind, Fact, SectionKind};

use super::dossier::{NEWEST, articles, reviewed};
use super::frame::{Frame, Setting};
use crate::desk::{Desk, Run};
use crate::library::stands;
use crate::part::share::{Share, share};
use crate::part::views::{Content, Corrected, Figure, corrections};
use crate::url::Place;

/// The home page.
#[derive(Debug, Template)]
#[template(path = "page/home.html")]
pub(crate) struct HomePage {
    frame: Frame,
    /// The dossiers that are shown with figures, then all others in brief.
    leads: Vec<Teaser>,
    others: Vec<Teaser>,
    named: Vec<Run>,
    changes: Vec<Corrected>,
}

/// A dossier on the home page.
#[derive(Debug)]
pub(crate) struct Teaser {
    title: Run,
    standfirst: Run,
    facts: String,
    sources: String,
    reviewed: String,
    share: Option<Share>,
    /// Its first key figures.
    figures: Vec<Figure>,
}

/// So many dossiers are shown with their figures; with more of them a page is a list.
const LEADS_MAX: usize = 3;

/// So many key figures stand beside a dossier: a column as high as its title and standfirst.
const FIGURES_MAX: usize = 3;

/// So many names stand on the page: three lines of them.
const NAMED_MAX: usize = 18;

impl HomePage {
    pub(crate) fn new(desk: &Desk<'_>, setting: &Setting) -> Self {
        let dossiers = desk.library.dossiers();
        let mut dossiers: Vec<&Dossier> = dossiers.filter(|one| stands(one.state())).collect();
        // The one that was read last comes first.
        dossiers.sort_by(|one, other| other.reviewed_on.cmp(&one.reviewed_on));
        let facts: Vec<&Fact> = desk.library.facts().collect();
        let mut changes = corrections(desk, &facts);
        changes.truncate(NEWEST);
        let mut teasers = dossiers.into_iter().map(|one| teaser(desk, one));
        Self {
            frame: Frame::new(desk, setting, Vec::new(), desk.words.site.tagline),
            leads: teasers.by_ref().take(LEADS_MAX).collect(),
            others: teasers.collect(),
            named: named(desk),
            changes,
        }
    }
}

fn teaser(desk: &Desk<'_>, dossier: &Dossier) -> Teaser {
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
        share: share(desk, &facts)
            .map(|share| share.led_to(&desk.link(Place::Dossier(&dossier.name)))),
        figures: figures(desk, dossier),
    }
}

/// The first key figures of a dossier.
fn figures(desk: &Desk<'_>, dossier: &Dossier) -> Vec<Figure> {
    let sections = dossier.sections.iter();
    let names = sections
        .filter(|section| section.kind() == SectionKind::KeyFigures)
        .flat_map(|section| &section.facts);
    let facts: Vec<&Fact> = desk.library.standing(names).take(FIGURES_MAX).collect();
    match Content::figures(desk, &facts) {
        Content::Figures(figures) => figures,
        _ => Vec::new(),
    }
}

/// The actors that most facts name, those of the most facts first.
fn named(desk: &Desk<'_>) -> Vec<Run> {
    let actors = desk.library.entities().filter(|one| {
        matches!(
            one.kind(),
            EntityKind::State
                | EntityKind::Person
                | EntityKind::GovernmentBody
                | EntityKind::Organization
                | EntityKind::Collective
        )
    });
    let mut counted: Vec<(usize, &str)> = actors
        .map(|one| {
            let count = desk.library.facts_about(&one.name).count();
            (count, one.name.as_str())
        })
        .collect();
    counted.sort_by_key(|(count, name)| (std::cmp::Reverse(*count), *name));
    let most = counted.into_iter().take(NAMED_MAX);
    most.map(|(_, name)| desk.entity(name)).collect()
}
