//! How we know what a dossier tells: method, coverage, paths, what is disputed or only claimed, what
//! changed, and how to use it.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{Dossier, Fact, LinkKind, Verification};

use crate::chart;
use crate::chart::draw::Chart;
use crate::chart::provenance::Path;
use crate::context::{PageContext, Setting};
use crate::html::{Block, Inline, Inlines, separated};
use crate::part::card::Card;
use crate::part::card::card;
use crate::part::citation::cite;
use crate::part::corrections::{Corrected, NEWEST, corrections};
use crate::part::coverage::{articles, coverage, together};
use crate::part::history::since;
use crate::part::links::tied;
use crate::part::passage::anchors;
use crate::part::prose::prose;
use crate::part::tabs::name_of;
use crate::part::voice_mark::{caveat, is_doubted};
use crate::source::catalog::Incoming;
use crate::url::{Route, View};

/// What stands below "how we know".
#[derive(Debug)]
pub(crate) struct Methodology {
    pub(crate) method: Vec<Block>,
    /// How much of all articles is in the facts, where the lines of each are folded.
    pub(crate) covered: Option<String>,
    pub(crate) coverage: Vec<(Inline, String)>,
    /// How many places hold the same words, and how many not.
    pub(crate) anchors: String,
    pub(crate) provenance: Option<Chart>,
    /// Whether that figure is too long to be seen at once.
    pub(crate) folded: bool,
    /// By how many ways how many facts came.
    pub(crate) ways: String,
    /// The same as a table: the hops, and the facts.
    pub(crate) paths: Vec<(Inlines, Vec<Inline>)>,
    pub(crate) disputes: Vec<Dispute>,
    /// Those that are folded, and how many they are.
    pub(crate) more_disputes: (String, Vec<Dispute>),
    pub(crate) changes: Vec<Corrected>,
    /// What else changed since the dossier was first told, the newest of it.
    pub(crate) since: Vec<Corrected>,
    /// The page with all changes, where there are more.
    pub(crate) all_changes: Option<Inline>,
    pub(crate) cite: Inlines,
}

impl Methodology {
    pub(crate) fn new(
        context: &PageContext<'_>,
        setting: &Setting,
        dossier: &Dossier,
        facts: &[&Fact],
    ) -> Self {
        let paths = chart::paths(context, facts);
        let mut since = since(context, dossier, facts);
        let all_changes = (since.len() > NEWEST).then(|| view(context, dossier, View::Corrections));
        since.truncate(NEWEST);
        let articles = articles(facts);
        let mut disputes = disputes(context, facts);
        let rest = disputes.split_off(disputes.len().min(DISPUTES_OPEN));
        Self {
            method: prose(context, &dossier.method_note, None),
            covered: together(context, &articles),
            coverage: articles
                .iter()
                .filter_map(|name| coverage(context, name))
                .collect(),
            anchors: anchors(context, facts),
            provenance: chart::provenance(context, &paths),
            folded: paths.iter().filter(|path| path.hops.len() > 1).count() > WAYS_OPEN,
            ways: chart::paths_finding(context, &paths),
            paths: paths
                .iter()
                .filter(|path| path.hops.len() > 1)
                .take(PATHS_MAX)
                .map(|path| path_row(context, path))
                .collect(),
            disputes,
            more_disputes: ((context.words.site.more_disputed)(rest.len()), rest),
            changes: corrections(context, facts),
            since,
            all_changes,
            cite: cite(
                setting,
                context,
                (&context.text(&dossier.title), newest(dossier, facts)),
            ),
        }
    }
}

/// The revision that last changed a dossier or a fact that it tells.
fn newest(dossier: &Dossier, facts: &[&Fact]) -> i64 {
    let revisions = facts.iter().map(|fact| fact.revision);
    revisions
        .chain([dossier.revision])
        .max()
        .unwrap_or_default()
}

/// A view's page.
fn view(context: &PageContext<'_>, dossier: &Dossier, view: View) -> Inline {
    let name = (context.words.site.own_page)(name_of(context, view));
    Inline::link(name, context.link(Route::View(&dossier.name, view)))
}

/// A fact that something speaks against.
#[derive(Debug)]
pub(crate) struct Dispute {
    pub(crate) card: Card,
    /// Our verdict, in words.
    pub(crate) verdict: &'static str,
    /// What speaks against it: "is contradicted by".
    pub(crate) tie: &'static str,
    /// These facts.
    pub(crate) against: Vec<Inlines>,
}

/// A figure of more paths is folded.
const WAYS_OPEN: usize = 8;
/// So many disputed facts are seen at once; the others are folded.
const DISPUTES_OPEN: usize = 4;

/// The facts that a verdict, another fact or an article speaks against. Of two facts that speak against
/// each other, the second is named beside the first and has no entry of its own.
fn disputes(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Dispute> {
    let order = facts
        .iter()
        .zip(0..)
        .map(|(fact, place)| (fact.name.as_str(), place));
    let order: BTreeMap<&str, usize> = order.collect();
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for fact in facts {
        let links = context.catalog.links_to(&fact.name).iter();
        let links = links.filter(|link| link.link.kind() == LinkKind::Contradicts);
        let others = links.filter_map(|link| Some((order.get(link.from.as_str())?, link)));
        // As their editor has them; one that says it twice is one.
        let others: BTreeMap<usize, &Incoming> =
            others.map(|(place, teaser)| (*place, teaser)).collect();
        let is_known = |other: &&Incoming| named.contains(other.from.as_str());
        let all_known = !others.is_empty() && others.values().all(is_known);
        if is_doubted(fact) && !(all_known && named.contains(fact.name.as_str()))
            || !others.is_empty() && !all_known
        {
            named.insert(&fact.name);
            named.extend(others.values().map(|other| other.from.as_str()));
            found.push(dispute(context, fact, &others));
        }
    }
    found
}

fn dispute(context: &PageContext<'_>, fact: &Fact, others: &BTreeMap<usize, &Incoming>) -> Dispute {
    let against = others.values().map(|incoming| {
        let mut inlines = tied(context, &incoming.from, &incoming.link);
        // It has no entry of its own that says so.
        let other = context.catalog.fact(&incoming.from);
        if let Some(caveat) = other.and_then(|other| caveat(context, other)) {
            inlines.push(Inline::plain(format!(" ({caveat})")));
        }
        inlines
    });
    Dispute {
        card: card(context, fact),
        verdict: match fact.verification() {
            Verification::Unspecified => "",
            verdict => context.words.term(verdict.as_str_name()),
        },
        tie: context.words.passive(LinkKind::Contradicts.as_str_name()),
        against: against.collect(),
    }
}

/// So many facts stand beside a path, and so many paths in the table; an origin's page has all its facts.
const FACTS_MAX: usize = 8;
/// See [`FACTS_MAX`].
const PATHS_MAX: usize = 40;

/// A path by which facts came, in words: its hops, and the facts.
fn path_row(context: &PageContext<'_>, path: &Path) -> (Inlines, Vec<Inline>) {
    let hops = path.hops.iter().map(|hop| hop.who.clone());
    let facts = path.facts.iter().take(FACTS_MAX);
    let mut inlines: Vec<Inline> = facts.map(|name| context.fact(name)).collect();
    if path.facts.len() > FACTS_MAX {
        let all = (context.words.facts)(path.facts.len());
        let origin = path.hops.first().map(|hop| hop.who.href.clone());
        inlines.push(Inline::link(all, origin.unwrap_or_default()));
    }
    (
        separated(&format!(" {} ", context.words.onward), hops),
        inlines,
    )
}
