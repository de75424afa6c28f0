//! Every fact, by dossier and by type, with counts that lead to each group.

use std::collections::BTreeSet;

use askama::Template;
use dossier::name::id;
use dossier::v1::Fact;

use crate::context::{PageContext, Setting};
use crate::frame::{Frame, framed};
use crate::html::Inline;
use crate::part::view::fact_groups::{FactGroup, by_kind};
use crate::url::Route;

/// Up to so many facts all groups are open and listed at the top; more are looked through group by group.
const OPEN_MAX: usize = 200;

/// Every fact.
#[derive(Debug, Template)]
#[template(path = "page/facts.html")]
pub(crate) struct FactsPage {
    frame: Frame,
    dossiers: Vec<DossierFacts>,
    /// Whether the groups are open.
    is_open: bool,
}

/// The facts of a dossier, or those that no dossier tells.
#[derive(Debug)]
pub(crate) struct DossierFacts {
    /// Its id on the page. No id of a dossier has a full stop, so none is that of another group.
    id: String,
    title: Inline,
    count: String,
    groups: Vec<FactGroup>,
}

impl FactsPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting) -> Self {
        let site = &context.words.site;
        let mut dossiers = Vec::new();
        let mut told = BTreeSet::new();
        let mut count = 0;
        for dossier in context.catalog.dossiers() {
            let facts: Vec<&Fact> = context.catalog.facts_in(dossier).collect();
            told.extend(facts.iter().map(|fact| fact.name.as_str()));
            count += facts.len();
            let title = Inline {
                href: context.link(Route::Dossier(&dossier.name)),
                ..context.text(&dossier.title)
            };
            dossiers.push(DossierFacts::new(context, id(&dossier.name), title, &facts));
        }
        let facts = context.catalog.facts();
        let others =
            facts.filter(|fact| fact.state().is_current() && !told.contains(fact.name.as_str()));
        let others: Vec<&Fact> = others.collect();
        count += others.len();
        let title = Inline::plain(site.in_no_dossier);
        dossiers.push(DossierFacts::new(context, "no.dossier", title, &others));
        dossiers.retain(|shelf| !shelf.groups.is_empty());
        Self {
            frame: framed(context, setting, site.facts, site.facts_text),
            dossiers,
            is_open: count <= OPEN_MAX,
        }
    }
}

impl DossierFacts {
    fn new(context: &PageContext<'_>, id: &str, title: Inline, facts: &[&Fact]) -> Self {
        Self {
            id: id.to_owned(),
            title,
            count: (context.words.facts)(facts.len()),
            groups: by_kind(context, facts),
        }
    }
}
