//! How we know what a dossier tells: method, coverage, paths, what is disputed or only claimed, what
//! changed, and how to use it.

use std::collections::BTreeMap;

use dossier::v1::{Dossier, Fact, LinkKind, Stance, Verification};

use crate::chart;
use crate::chart::draw::Chart;
use crate::chart::provenance::Path;
use crate::context::{PageContext, Setting};
use crate::html::{Block, Inline, Inlines, separated};
use crate::part::card::Card;
use crate::part::card::card;
use crate::part::citation::cite;
use crate::part::corrections::{Corrected, NEWEST, corrections};
use crate::part::coverage::{articles, coverage};
use crate::part::history::since;
use crate::part::links::tied;
use crate::part::passage::anchors;
use crate::part::prose::prose;
use crate::part::tabs::name_of;
use crate::source::catalog::Incoming;
use crate::url::{Route, View};

/// What stands below "how we know".
#[derive(Debug)]
pub(crate) struct Methodology {
    pub(crate) method: Vec<Block>,
    pub(crate) coverage: Vec<(Inline, String)>,
    /// How many places hold the same words, and how many not.
    pub(crate) anchors: String,
    pub(crate) provenance: Option<Chart>,
    /// By how many ways how many facts came.
    pub(crate) ways: String,
    /// The same as a table: the hops, and the facts.
    pub(crate) paths: Vec<(Inlines, Vec<Inline>)>,
    pub(crate) disputes: Vec<Dispute>,
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
        Self {
            method: prose(context, &dossier.method_note, None),
            coverage: articles(facts)
                .iter()
                .filter_map(|name| coverage(context, name))
                .collect(),
            anchors: anchors(context, facts),
            provenance: chart::provenance(context, &paths),
            ways: chart::paths_finding(context, &paths),
            paths: paths
                .iter()
                .filter(|path| path.hops.len() > 1)
                .take(PATHS_MAX)
                .map(|path| told(context, path))
                .collect(),
            disputes: disputes(context, facts),
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
    let told = facts.iter().map(|fact| fact.revision);
    told.chain([dossier.revision]).max().unwrap_or_default()
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
    /// What speaks against it: "is contradicted by", and the facts.
    pub(crate) against: Option<(&'static str, Inlines)>,
}

/// The facts that a verdict, another fact or an article speaks against.
fn disputes(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Dispute> {
    let order = facts
        .iter()
        .zip(0..)
        .map(|(fact, place)| (fact.name.as_str(), place));
    let order: BTreeMap<&str, usize> = order.collect();
    let found = facts.iter().filter_map(|fact| {
        let links = context.catalog.links_to(&fact.name).iter();
        let links = links.filter(|one| one.link.kind() == LinkKind::Contradicts);
        let others = links.filter_map(|one| Some((order.get(one.from.as_str())?, one)));
        // As their editor has them; one that says it twice is one.
        let others: BTreeMap<usize, &Incoming> = others.map(|(place, one)| (*place, one)).collect();
        let others = others
            .into_values()
            .map(|one| tied(context, &one.from, &one.link));
        let others: Vec<Inlines> = others.collect();
        let against = others.join(&Inline::plain(context.words.comma));
        let verdict = fact.verification();
        let doubted = matches!(verdict, Verification::Disputed | Verification::Refuted);
        let denied = fact
            .evidence
            .iter()
            .any(|one| one.stance() == Stance::Disputes);
        (doubted || denied || !against.is_empty()).then(|| Dispute {
            card: card(context, fact),
            verdict: match verdict {
                Verification::Unspecified => "",
                verdict => context.words.term(verdict.as_str_name()),
            },
            against: (!against.is_empty()).then(|| {
                let tie = context.words.passive(LinkKind::Contradicts.as_str_name());
                (tie, against)
            }),
        })
    });
    found.collect()
}

/// So many facts stand beside a path, and so many paths in the table; an origin's page has all its facts.
const FACTS_MAX: usize = 8;
/// See [`FACTS_MAX`].
const PATHS_MAX: usize = 40;

/// A path by which facts came, in words: its hops, and the facts.
fn told(context: &PageContext<'_>, path: &Path) -> (Inlines, Vec<Inline>) {
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
