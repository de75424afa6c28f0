//! The home page: the dossiers, what they are about, what was corrected.

use askama::Template;
use dossier::v1::{Dossier, EntityKind, Fact, SectionKind};

use crate::context::{PageContext, Setting};
use crate::frame::Frame;
use crate::html::{Block, Inline};
use crate::part::corrections::{Corrected, NEWEST, corrections};
use crate::part::coverage::articles;
use crate::part::dossier_line::reviewed;
use crate::part::prose::beginning;
use crate::part::view::Content;
use crate::part::view::key_numbers::KeyNumber;
use crate::part::voice_bar::{VoiceBar, voice_bar};
use crate::url::Route;

/// The home page.
#[derive(Debug, Template)]
#[template(path = "page/home.html")]
pub(crate) struct HomePage {
    frame: Frame,
    /// The dossiers that are shown with figures, then all others in brief.
    leads: Vec<Teaser>,
    others: Vec<Teaser>,
    named: Vec<Inline>,
    changes: Vec<Corrected>,
}

/// A dossier on the home page.
#[derive(Debug)]
pub(crate) struct Teaser {
    title: Inline,
    standfirst: Inline,
    facts: String,
    sources: String,
    reviewed: String,
    voice_bar: Option<VoiceBar>,
    /// Its first key points.
    points: Vec<Block>,
    /// Its first key numbers.
    key_numbers: Vec<KeyNumber>,
}

/// So many dossiers are shown with their figures; with more of them a page is a list.
const LEADS_MAX: usize = 3;

/// So many key numbers stand beside a dossier: a column as high as its title and standfirst.
const KEY_NUMBERS_MAX: usize = 3;

/// So many key points stand below a standfirst: what one reads before deciding to open a dossier.
const POINTS_MAX: usize = 3;

/// So many names stand on the page: three lines of them.
const NAMED_MAX: usize = 18;

impl HomePage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting) -> Self {
        let dossiers = context.catalog.dossiers();
        let mut dossiers: Vec<&Dossier> = dossiers
            .filter(|dossier| dossier.state().is_current())
            .collect();
        // The one that was read last comes first.
        dossiers.sort_by(|left, right| right.reviewed_on.cmp(&left.reviewed_on));
        let facts: Vec<&Fact> = context.catalog.facts().collect();
        let mut changes = corrections(context, &facts);
        changes.truncate(NEWEST);
        let mut teasers = dossiers.into_iter().map(|dossier| teaser(context, dossier));
        Self {
            frame: Frame::new(
                context,
                setting,
                Vec::new(),
                setting.look.tagline(context.words),
            ),
            leads: teasers.by_ref().take(LEADS_MAX).collect(),
            others: teasers.collect(),
            named: named(context),
            changes,
        }
    }
}

fn teaser(context: &PageContext<'_>, dossier: &Dossier) -> Teaser {
    let facts: Vec<&Fact> = context.catalog.facts_in(dossier).collect();
    Teaser {
        title: Inline {
            href: context.link(Route::Dossier(&dossier.name)),
            ..context.text(&dossier.title)
        },
        standfirst: context.text(&dossier.standfirst),
        facts: (context.words.facts)(facts.len()),
        sources: (context.words.sources)(articles(&facts).len()),
        reviewed: reviewed(context, dossier),
        voice_bar: voice_bar(context, dossier, &facts),
        points: points(context, dossier),
        key_numbers: key_numbers(context, dossier),
    }
}

/// The first key points of a dossier, as its page begins with them.
fn points(context: &PageContext<'_>, dossier: &Dossier) -> Vec<Block> {
    let first = dossier.sections.first();
    let first = first.filter(|section| section.kind() == SectionKind::KeyPoints);
    first.map_or_else(Vec::new, |section| {
        beginning(context, &section.markdown, POINTS_MAX)
    })
}

/// The first key numbers of a dossier.
fn key_numbers(context: &PageContext<'_>, dossier: &Dossier) -> Vec<KeyNumber> {
    let sections = dossier.sections.iter();
    let names = sections
        .filter(|section| section.kind() == SectionKind::KeyFigures)
        .flat_map(|section| &section.facts);
    let facts: Vec<&Fact> = context
        .catalog
        .standing(names)
        .take(KEY_NUMBERS_MAX)
        .collect();
    match Content::key_numbers(context, &facts) {
        Content::KeyNumbers(numbers) => numbers,
        _ => Vec::new(),
    }
}

/// The actors that most facts name, those of the most facts first.
fn named(context: &PageContext<'_>) -> Vec<Inline> {
    let actors = context.catalog.entities().filter(|entity| {
        matches!(
            entity.kind(),
            EntityKind::State
                | EntityKind::Person
                | EntityKind::GovernmentBody
                | EntityKind::Organization
                | EntityKind::Collective
        )
    });
    let mut counted: Vec<(usize, &str)> = actors
        .map(|actor| {
            let count = context.catalog.facts_about(&actor.name).count();
            (count, actor.name.as_str())
        })
        .collect();
    counted.sort_by_key(|(count, name)| (std::cmp::Reverse(*count), *name));
    let most = counted.into_iter().take(NAMED_MAX);
    most.map(|(_, name)| context.entity(name)).collect()
}
