//! Checks edits of a state in proportion to the edits: what they put, what depends on what they change,
//! and what those refer to. The rules are the same as for a whole state.
//!
//! Checking the whole state would be simpler, but a commit would then cost as much as the store holds. A
//! property test keeps both in agreement: what passes in part passes as a whole.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{Article, LifecycleState, Resource, resource};
use dossier::{Collection, FactKind};

use super::index::Index;
use super::references::Reference;
use super::today::Today;
use super::{
    Checked, Report, Scope, consistency, evidence, graph, key, puts, refused, rules, structure,
    window,
};
use crate::diagnostic::{At, Finding, Rule};

/// The state that is edited.
pub trait StateView {
    /// A resource by its present name.
    fn resource(&self, name: &str) -> Option<Resource>;
    /// The names of what refers to a resource by its present name or by one that it had before.
    fn referrers(&self, name: &str) -> Vec<String>;
    /// The names that a resource refers to.
    fn references(&self, name: &str) -> Vec<String>;
    /// Who had a name before.
    fn former_owner(&self, name: &str) -> Option<String>;
}

/// Edits of a state.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// The resources to put.
    pub puts: Vec<Resource>,
    /// The names among them that are put unchanged: their values were accepted before.
    pub restored: BTreeSet<String>,
    /// The names to delete.
    pub deletes: BTreeSet<String>,
}

/// Checks edits of a state.
///
/// What the edits change in other resources, such as the state of an anchor, is checked and put too.
pub fn check_edits(edits: Edits, state: &dyn StateView, today: Today) -> Report {
    let Edits {
        puts: edited,
        restored,
        deletes,
    } = edits;
    let mut findings = Vec::new();
    let mut references: Vec<Reference> = Vec::new();
    let mut own = completed(edited, &deletes, &mut references, &mut findings);
    let edited: BTreeSet<String> = own.keys().cloned().collect();
    for name in dependents(&own, &deletes, state) {
        // What the store holds is complete, and its references are known.
        let resource = state.resource(&name);
        let completed = resource
            .and_then(|resource| structure::complete(&resource, &mut references, &mut findings));
        own.extend(completed.map(|resource| (name, resource)));
    }
    let context = context(&own, &references, &deletes, state);

    let subjects: BTreeSet<String> = own.keys().cloned().collect();
    let mut resources: Vec<Resource> = own.into_values().chain(context).collect();
    resources.sort_by(|left, right| key(left).cmp(&key(right)));
    evidence::complete(&mut resources, &mut findings);
    window::complete(&mut resources, &mut findings);
    let owned = subjects.iter().map(String::as_str).collect();
    rules(
        &Index::new(&resources).only(owned),
        &references,
        today,
        &mut findings,
    );
    findings.retain(|finding| {
        let name = &finding.at.resource;
        // What is looked at again only because it leans on an edit has values that were taken before.
        let old_value = finding.rule.is_about_value() && !edited.contains(name);
        name.is_empty() || subjects.contains(name) && !old_value
    });

    let passed = !refused(&findings, |name| restored.contains(name));
    let checked = passed.then(|| {
        resources.retain(|resource| subjects.contains(resource.name()));
        Checked {
            puts: puts(resources, &references),
            scope: Scope::Edits { deletes },
        }
    });
    Report { findings, checked }
}

/// What is put, by name, with its derived fields filled in; each name is edited once.
fn completed(
    edits: Vec<Resource>,
    deletes: &BTreeSet<String>,
    references: &mut Vec<Reference>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Resource> {
    let mut completed: BTreeMap<String, Resource> = BTreeMap::new();
    for edit in edits {
        let Some(resource) = structure::complete(&edit, references, findings) else {
            continue;
        };
        let name = resource.name().to_owned();
        if completed.insert(name.clone(), resource).is_some() || deletes.contains(&name) {
            let message = format!("`{name}` is edited twice; put both edits into one");
            let at = At::resource(&name);
            findings.push(Finding::new(Rule::DuplicateName, at, message));
        }
    }
    completed
}

/// Resources to check again: those that refer to one whose visible fields change or that is deleted,
/// and former owners of a name.
fn dependents(
    own: &BTreeMap<String, Resource>,
    deletes: &BTreeSet<String>,
    state: &dyn StateView,
) -> BTreeSet<String> {
    let mut dependents = BTreeSet::new();
    for (name, resource) in own {
        let old = state.resource(name);
        if old.is_none_or(|old| visible_fields(&old) != visible_fields(resource)) {
            dependents.extend(state.referrers(name));
        }
        dependents.extend(state.former_owner(name));
        for former in resource.former_names() {
            dependents.extend(state.former_owner(&former));
            dependents.extend(state.resource(&former).map(|_| former));
        }
    }
    for name in deletes {
        dependents.extend(state.referrers(name));
    }
    dependents.retain(|name| !own.contains_key(name) && !deletes.contains(name));
    dependents
}

/// What must be there to be looked up: what is referred to, chains to their ends, and the facts that
/// cover an article.
fn context(
    own: &BTreeMap<String, Resource>,
    references: &[Reference],
    deletes: &BTreeSet<String>,
    state: &dyn StateView,
) -> Vec<Resource> {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    wanted.extend(references.iter().map(|reference| reference.target.clone()));
    let mut chain: Vec<String> = Vec::new();
    for (name, resource) in own {
        wanted.extend(super::markdown::references(resource));
        chain.extend(graph::chained(resource));
        if resource.collection() == Some(Collection::Articles) {
            wanted.extend(state.referrers(name));
        }
        // Facts tell for whom somebody speaks.
        for agent in consistency::doubtful_origins(resource) {
            wanted.extend(state.referrers(agent));
        }
    }
    let owners = wanted.iter().filter_map(|name| state.former_owner(name));
    wanted.extend(owners.collect::<Vec<_>>());
    let mut found: BTreeMap<String, Resource> = BTreeMap::new();
    while let Some(name) = chain.pop() {
        if own.contains_key(&name) || deletes.contains(&name) || found.contains_key(&name) {
            continue;
        }
        if let Some(resource) = state.resource(&name) {
            chain.extend(graph::chained(&resource));
            found.insert(name, resource);
        }
    }
    for name in wanted {
        if own.contains_key(&name) || deletes.contains(&name) || found.contains_key(&name) {
            continue;
        }
        found.extend(state.resource(&name).map(|resource| (name, resource)));
    }
    found.into_values().collect()
}

/// What the rules see of a resource through a reference. While that stays, nothing that refers to it
/// can become wrong.
#[derive(PartialEq)]
struct VisibleFields {
    state: LifecycleState,
    /// Markdown may name a resource by an id that it had before.
    former_ids: Vec<String>,
    kind: i32,
    body: Option<FactKind>,
    article: Option<Article>,
}

fn visible_fields(resource: &Resource) -> VisibleFields {
    let mut visible = VisibleFields {
        state: resource.state(),
        former_ids: resource.former_ids().to_vec(),
        kind: 0,
        body: None,
        article: None,
    };
    match &resource.resource {
        Some(resource::Resource::Entity(entity)) => visible.kind = entity.kind,
        Some(resource::Resource::Article(article)) => {
            visible.article = Some(Article {
                publication: article.publication.clone(),
                published: article.published.clone(),
                rights: article.rights.clone(),
                skeleton: article.skeleton.clone(),
                ..Article::default()
            });
        }
        Some(resource::Resource::Fact(fact)) => visible.body = fact.kind(),
        Some(resource::Resource::Dossier(_)) | None => {}
    }
    visible
}
