//! How we know what a dossier tells: method, coverage, ways, what is disputed or only claimed, what
//! changed, and how to use it.

use dossier::v1::{Dossier, Fact, LinkKind, Stance, Verification, Voice};

use super::story::prose;
use super::{NEWEST, cite, name_of};
use crate::desk::{Desk, Line, Run, separated, voice};
use crate::figure::{self, Chart, Way};
use crate::page::frame::Setting;
use crate::part::card::{Card, card};
use crate::part::evidence::{Mark, mark, mark_of};
use crate::part::history::since;
use crate::part::place::anchors;
use crate::part::share::{SHOWN_MAX, VOICES, anchor};
use crate::part::views::{Corrected, corrections};
use crate::text::Html;
use crate::url::{Place, View};

/// What stands below "how we know".
#[derive(Debug)]
pub(crate) struct Known {
    /// The voices that occur, with what each means.
    pub(crate) voices: Vec<Mark>,
    pub(crate) method: Vec<Html>,
    pub(crate) coverage: Vec<(Run, String)>,
    /// How many places were found in the texts, and how many not.
    pub(crate) anchors: String,
    pub(crate) chains: Option<Chart>,
    /// The same as a table: the hands, and the facts.
    pub(crate) ways: Vec<(Line, Vec<Run>)>,
    pub(crate) disputes: Vec<Dispute>,
    /// The facts by the voice that they are in.
    pub(crate) said: Vec<Said>,
    pub(crate) changes: Vec<Corrected>,
    /// What else changed since the dossier was first told, the newest of it.
    pub(crate) since: Vec<Corrected>,
    /// The page with all changes, where there are more.
    pub(crate) all_changes: Option<Run>,
    pub(crate) cite: Line,
}

/// The facts that are in one voice.
#[derive(Debug)]
pub(crate) struct Said {
    /// The id of the list.
    pub(crate) anchor: String,
    pub(crate) mark: Mark,
    pub(crate) count: String,
    /// The first of them, with who says so where the voice does not.
    pub(crate) facts: Vec<(Run, Option<Mark>)>,
    /// Where the others are, if not all are here.
    pub(crate) more: Option<Run>,
}

impl Known {
    pub(super) fn new(
        desk: &Desk<'_>,
        setting: &Setting,
        dossier: &Dossier,
        facts: &[&Fact],
    ) -> Self {
        let ways = figure::ways(desk, facts);
        let mut since = since(desk, dossier, facts);
        let all_changes = (since.len() > NEWEST).then(|| view(desk, dossier, View::Corrections));
        since.truncate(NEWEST);
        let method = prose(desk, &dossier.method_note, None);
        Self {
            voices: voices(desk, facts),
            method: method.into_iter().map(|block| block.html).collect(),
            coverage: articles(facts)
                .iter()
                .filter_map(|name| coverage(desk, name))
                .collect(),
            anchors: anchors(desk, facts),
            chains: figure::chains(desk, &ways),
            ways: ways
                .iter()
                .filter(|way| way.hands.len() > 1)
                .take(WAYS_MAX)
                .map(|way| told(desk, way))
                .collect(),
            disputes: disputes(desk, facts),
            said: said(desk, dossier, facts),
            changes: corrections(desk, facts),
            since,
            all_changes,
            cite: cite(setting, desk, &desk.text(&dossier.title)),
        }
    }
}

/// A view's page.
fn view(desk: &Desk<'_>, dossier: &Dossier, view: View) -> Run {
    let name = (desk.words.site.own_page)(name_of(desk, view));
    Run::link(name, desk.link(Place::View(&dossier.name, view)))
}

/// The facts by voice, those that a source states itself first.
fn said(desk: &Desk<'_>, dossier: &Dossier, facts: &[&Fact]) -> Vec<Said> {
    let lists = VOICES.into_iter().filter_map(|one| {
        let own = |fact: &&&Fact| voice(fact) == Some(one);
        let list: Vec<&&Fact> = facts.iter().filter(own).collect();
        let shown = list.iter().take(SHOWN_MAX);
        Some(Said {
            anchor: anchor(one),
            mark: mark(desk, Some(one)).filter(|_| !list.is_empty())?,
            count: (desk.words.facts)(list.len()),
            facts: shown
                .map(|fact| {
                    // Of what somebody says the list tells who; the rest is said above it.
                    let who = mark_of(desk, fact).filter(|_| one == Voice::Attributed);
                    (desk.fact(&fact.name), who)
                })
                .collect(),
            more: (list.len() > SHOWN_MAX).then(|| view(desk, dossier, View::Facts)),
        })
    });
    lists.collect()
}

/// A fact that something speaks against.
#[derive(Debug)]
pub(crate) struct Dispute {
    pub(crate) card: Card,
    /// Our verdict, in words.
    pub(crate) verdict: &'static str,
    /// What speaks against it: "is contradicted by", and the facts.
    pub(crate) against: Option<(&'static str, Line)>,
}

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

/// So many facts stand beside a way, and so many ways in the table; an origin's page has all its facts.
const FACTS_MAX: usize = 8;
/// See [`FACTS_MAX`].
const WAYS_MAX: usize = 40;

/// A way by which facts came, in words: its hands, and the facts.
fn told(desk: &Desk<'_>, way: &Way) -> (Line, Vec<Run>) {
    let hands = way.hands.iter().map(|hand| hand.who.clone());
    let facts = way.facts.iter().take(FACTS_MAX);
    let mut runs: Vec<Run> = facts.map(|name| desk.fact(name)).collect();
    if way.facts.len() > FACTS_MAX {
        let all = (desk.words.facts)(way.facts.len());
        let origin = way.hands.first().map(|hand| hand.who.href.clone());
        runs.push(Run::link(all, origin.unwrap_or_default()));
    }
    (separated(" → ", hands), runs)
}

/// The names of the articles that facts rest on.
pub(in crate::page) fn articles<'f>(facts: &[&'f Fact]) -> Vec<&'f str> {
    let evidence = facts.iter().flat_map(|fact| &fact.evidence);
    let mut names: Vec<&str> = evidence.map(|one| one.article.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The voices that occur in some facts, each once.
fn voices(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for fact in facts {
        let found = mark(desk, voice(fact));
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
