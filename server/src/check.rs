//! Decides what may be committed: every hard and soft rule, all findings at once.
//!
//! The rules see a whole state of the store, the way it would be. docs/checks.md lists them by name.

pub mod edtf;
mod evidence;
mod fact;
mod forms;
mod graph;
mod index;
mod kinds;
pub mod markdown;
mod names;
mod prose;
mod references;
mod rights;
mod structure;
mod telling;
pub mod values;

use std::cmp::Ordering;

use dossier::v1::{Resource, resource};

use crate::diagnostic::{Finding, Severity};
use index::Index;

/// A whole state of the store that has passed every hard rule, with its derived fields filled in.
/// Only [`check`] makes one, and only such a thing can be committed.
#[derive(Clone, Debug)]
pub struct Checked {
    resources: Vec<Resource>,
}

impl Checked {
    /// The resources, in the order of dependency: entities, articles, facts, dossiers, each by name.
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }
}

/// What [`check`] found.
#[derive(Debug)]
pub struct Report {
    /// Every finding, errors and warnings, in the order of the resources.
    pub findings: Vec<Finding>,
    /// The checked state; absent where there is an error.
    pub checked: Option<Checked>,
}

/// Checks a whole state: every resource that there will be. `today` (`YYYY-MM-DD`) decides which
/// forecasts are past their window.
pub fn check(state: Vec<Resource>, today: &str) -> Report {
    let mut findings = Vec::new();
    let mut references = Vec::new();
    let mut resources: Vec<Resource> = state
        .into_iter()
        .filter_map(|resource| structure::complete(&resource, &mut references, &mut findings))
        .collect();
    resources.sort_by(order);
    evidence::complete(&mut resources, &mut findings);
    fact::complete(&mut resources, &mut findings);

    let index = Index::new(&resources);
    names::check(&index, &mut findings);
    references::check(&index, &references, &mut findings);
    markdown::check(&index, &mut findings);
    evidence::check(&index, &mut findings);
    rights::check(&index, &mut findings);
    graph::check(&index, &mut findings);
    fact::check(&index, &mut findings);
    kinds::check(&index, &mut findings);
    telling::check(&index, &mut findings);
    prose::check(&index, today, &mut findings);

    let refused = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    Report {
        findings,
        checked: (!refused).then_some(Checked { resources }),
    }
}

/// Entities, articles, facts, dossiers; each by name.
fn order(one: &Resource, other: &Resource) -> Ordering {
    key(one).cmp(&key(other))
}

fn key(resource: &Resource) -> (u8, &str) {
    match &resource.resource {
        Some(resource::Resource::Entity(entity)) => (0, &entity.name),
        Some(resource::Resource::Article(article)) => (1, &article.name),
        Some(resource::Resource::Fact(fact)) => (2, &fact.name),
        Some(resource::Resource::Dossier(dossier)) => (3, &dossier.name),
        None => (4, ""),
    }
}
