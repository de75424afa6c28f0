//! Decides what may be committed: every hard and soft rule, all findings at once.
//!
//! The rules see a whole state of the store, as it would be. docs/checks.md lists them by name.

mod addresses;
mod article;
mod consistency;
mod dossier;
mod entity_kinds;
mod evidence;
mod fact;
mod graph;
mod grounding;
mod identifiers;
mod incremental;
mod index;
pub mod markdown;
mod names;
mod prose;
mod references;
mod rights;
mod size;
mod strings;
mod structure;
mod suggester;
#[cfg(test)]
mod tests;
mod today;
mod window;

use std::collections::{BTreeMap, BTreeSet};

use ::dossier::v1::Resource;

use crate::diagnostic::{Finding, Severity};
use crate::model::resource::dependency_order;
use index::Index;
use references::Reference;
use suggester::Suggester;

pub use incremental::{Edits, StateView, check_edits};
pub(crate) use references::unknown_reference;
pub use size::RESOURCE_BYTES_MAX;
pub use today::Today;

/// What has passed every hard rule, with its derived fields filled in: a whole state of the store, or
/// edits of one. Only the checks can make one, and nothing else can be committed.
#[derive(Clone, Debug)]
pub struct Checked {
    puts: Vec<Put>,
    scope: Scope,
}

/// How much a check covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A whole state: what it does not hold is not to be there.
    Whole,
    /// Edits of a state: what they do not name stays.
    Edits {
        /// The names that go.
        deletes: BTreeSet<String>,
    },
}

/// A checked resource.
#[derive(Clone, Debug)]
pub struct Put {
    resource: Resource,
    references: Vec<String>,
}

impl Put {
    /// The resource.
    pub fn resource(&self) -> &Resource {
        &self.resource
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.resource.name()
    }

    /// What it refers to, in fields and in Markdown; each once, by name.
    pub fn references(&self) -> &[String] {
        &self.references
    }
}

impl Checked {
    /// The resources, in order of dependency: entities, articles, facts, dossiers, each by name.
    pub fn puts(&self) -> &[Put] {
        &self.puts
    }

    /// The resources alone, in the same order.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.puts.iter().map(Put::resource)
    }

    /// How much was checked.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }
}

/// What [`check`] found.
#[derive(Debug)]
pub struct Report {
    /// Every finding, errors and warnings, in the order of the resources.
    pub findings: Vec<Finding>,
    /// The checked state; absent if there is an error.
    pub checked: Option<Checked>,
}

/// Checks a whole state: every resource that will exist.
pub fn check(state: Vec<Resource>, today: Today) -> Report {
    whole(state, today, Values::New)
}

/// Checks a whole state that existed before: values that an earlier version accepted may stay.
pub fn check_restored(state: Vec<Resource>, today: Today) -> Report {
    whole(state, today, Values::Old)
}

/// Whether the values of a state are new, or were taken before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Values {
    New,
    Old,
}

fn whole(state: Vec<Resource>, today: Today, values: Values) -> Report {
    let mut findings = Vec::new();
    let mut references = Vec::new();
    let mut resources: Vec<Resource> = state
        .into_iter()
        .filter_map(|resource| structure::complete(&resource, &mut references, &mut findings))
        .collect();
    resources.sort_by(|left, right| key(left).cmp(&key(right)));
    evidence::complete(&mut resources, &mut findings);
    window::complete(&mut resources, &mut findings);
    rules(&Index::new(&resources), &references, today, &mut findings);

    let passed = !refused(&findings, |_| values == Values::Old);
    let checked = passed.then(|| Checked {
        puts: puts(resources, &references),
        scope: Scope::Whole,
    });
    Report { findings, checked }
}

/// Runs every rule over the index's own resources.
fn rules(index: &Index<'_>, references: &[Reference], today: Today, findings: &mut Vec<Finding>) {
    names::check(index, findings);
    size::check(index, findings);
    let mut suggester = Suggester::new(index.all);
    references::check(index, references, &mut suggester, findings);
    markdown::check(index, &mut suggester, findings);
    evidence::check(index, findings);
    grounding::check(index, findings);
    rights::check(index, findings);
    graph::check(index, findings);
    fact::check(index, findings);
    entity_kinds::check(index, findings);
    dossier::check(index, findings);
    article::check(index, findings);
    prose::check(index, today, findings);
    consistency::check(index, findings);
}

/// Whether findings refuse what was checked. Values of resources that were taken before do not.
fn refused(findings: &[Finding], was_taken: impl Fn(&str) -> bool) -> bool {
    findings.iter().any(|finding| {
        let tolerated = finding.rule.is_about_value() && was_taken(&finding.at.resource);
        finding.severity() == Severity::Error && !tolerated
    })
}

/// Joins resources with what they refer to.
fn puts(resources: Vec<Resource>, references: &[Reference]) -> Vec<Put> {
    let mut targets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for reference in references {
        let fields = targets.entry(&reference.at.resource).or_default();
        fields.insert(&reference.target);
    }
    let with_references = |resource: Resource| {
        let fields = targets.get(resource.name()).into_iter().flatten();
        let mut all: BTreeSet<String> = fields.map(|target| (*target).to_owned()).collect();
        all.extend(markdown::references(&resource));
        Put {
            references: all.into_iter().collect(),
            resource,
        }
    };
    resources.into_iter().map(with_references).collect()
}

fn key(resource: &Resource) -> (usize, &str) {
    dependency_order(resource.name())
}
