//! Checks edits of a state in proportion to the edits: what they put, what leans on what they change,
//! and what those refer to. The rules are the same as for a whole state.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{Resource, resource};

use super::index::Index;
use super::references::Reference;
use super::{Checked, Report, Scope, evidence, fact, graph, key, puts, refused, rules, structure};
use crate::diagnostic::Finding;
use crate::model::resource::name;

/// The state that edits are of.
pub trait Surroundings {
    /// A resource by its present name.
    fn resource(&self, name: &str) -> Option<Resource>;
    /// The names of what refers to a name.
    fn referrers(&self, name: &str) -> Vec<String>;
    /// The names that a resource refers to.
    fn references(&self, name: &str) -> Vec<String>;
    /// Who had a name before.
    fn former_owner(&self, name: &str) -> Option<String>;
}

/// Checks edits: resources to put, and names to delete. `today` is `YYYY-MM-DD`.
///
/// What the edits bring about in others, such as the state of an anchor, is part of what is checked
/// and put.
pub fn check_edits(
    edits: Vec<Resource>,
    deletes: &BTreeSet<String>,
    around: &dyn Surroundings,
    today: &str,
) -> Report {
    let mut findings = Vec::new();
    let mut references: Vec<Reference> = Vec::new();
    let mut own: BTreeMap<String, Resource> = BTreeMap::new();
    let completed = edits
        .into_iter()
        .filter_map(|resource| structure::complete(&resource, &mut references, &mut findings));
    for resource in completed.collect::<Vec<_>>() {
        let name = name(&resource).to_owned();
        if own.insert(name.clone(), resource).is_some() || deletes.contains(&name) {
            let told = format!("`{name}` is edited twice");
            findings.push(Finding::error("duplicate-name", &name, "", told));
        }
    }
    for name in leaning(&own, deletes, around) {
        // What stands in the store is complete, and its references are known.
        let resource = around.resource(&name);
        let known =
            resource.and_then(|one| structure::complete(&one, &mut references, &mut findings));
        own.extend(known.map(|resource| (name, resource)));
    }
    let context = context(&own, &references, deletes, around);

    let subjects: BTreeSet<String> = own.keys().cloned().collect();
    let mut resources: Vec<Resource> = own.into_values().chain(context).collect();
    resources.sort_by(|one, other| key(one).cmp(&key(other)));
    evidence::complete(&mut resources, &mut findings);
    fact::complete(&mut resources, &mut findings);
    let owned = subjects.iter().map(String::as_str).collect();
    rules(
        &Index::new(&resources).only(owned),
        &references,
        today,
        &mut findings,
    );
    findings.retain(|finding| finding.resource.is_empty() || subjects.contains(&finding.resource));

    let passed = !refused(&findings);
    let checked = passed.then(|| {
        resources.retain(|resource| subjects.contains(name(resource)));
        Checked {
            puts: puts(resources, &references),
            scope: Scope::Edits {
                deletes: deletes.clone(),
            },
        }
    });
    Report { findings, checked }
}

/// What else must be looked at: what refers to something that changes its face or goes, and who had
/// one of the names before.
fn leaning(
    own: &BTreeMap<String, Resource>,
    deletes: &BTreeSet<String>,
    around: &dyn Surroundings,
) -> BTreeSet<String> {
    let mut leaning = BTreeSet::new();
    for (name, resource) in own {
        let old = around.resource(name);
        if old.is_none_or(|old| face(&old) != face(resource)) {
            leaning.extend(around.referrers(name));
        }
        leaning.extend(around.former_owner(name));
        let collection = name.split('/').next().unwrap_or_default();
        for former in former_ids(resource) {
            let former = format!("{collection}/{former}");
            leaning.extend(around.former_owner(&former));
            leaning.extend(around.resource(&former).map(|_| former));
        }
    }
    for name in deletes {
        leaning.extend(around.referrers(name));
    }
    leaning.retain(|name| !own.contains_key(name) && !deletes.contains(name));
    leaning
}

/// What must be there to be looked up: what is referred to, chains to their ends, and the facts that
/// cover an article.
fn context(
    own: &BTreeMap<String, Resource>,
    references: &[Reference],
    deletes: &BTreeSet<String>,
    around: &dyn Surroundings,
) -> Vec<Resource> {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    wanted.extend(references.iter().map(|reference| reference.target.clone()));
    let mut chain: Vec<String> = Vec::new();
    for (name, resource) in own {
        wanted.extend(super::markdown::references(resource));
        chain.extend(graph::chained(resource));
        if matches!(&resource.resource, Some(resource::Resource::Article(_))) {
            wanted.extend(around.referrers(name));
        }
    }
    let mut found: BTreeMap<String, Resource> = BTreeMap::new();
    while let Some(name) = chain.pop() {
        if own.contains_key(&name) || deletes.contains(&name) || found.contains_key(&name) {
            continue;
        }
        if let Some(resource) = around.resource(&name) {
            chain.extend(graph::chained(&resource));
            found.insert(name, resource);
        }
    }
    for name in wanted {
        if own.contains_key(&name) || deletes.contains(&name) || found.contains_key(&name) {
            continue;
        }
        found.extend(around.resource(&name).map(|resource| (name, resource)));
    }
    found.into_values().collect()
}

fn former_ids(resource: &Resource) -> &[String] {
    match &resource.resource {
        Some(resource::Resource::Entity(one)) => &one.former_ids,
        Some(resource::Resource::Article(one)) => &one.former_ids,
        Some(resource::Resource::Fact(one)) => &one.former_ids,
        Some(resource::Resource::Dossier(one)) => &one.former_ids,
        None => &[],
    }
}

/// What the rules see of a resource through a reference. While that stays, nothing that refers to it
/// can become wrong.
#[derive(PartialEq)]
struct Face {
    state: i32,
    kind: i32,
    body: Option<std::mem::Discriminant<dossier::v1::fact::Body>>,
    article: Option<dossier::v1::Article>,
}

fn face(resource: &Resource) -> Face {
    let mut face = Face {
        state: 0,
        kind: 0,
        body: None,
        article: None,
    };
    match &resource.resource {
        Some(resource::Resource::Entity(one)) => {
            face.state = one.state;
            face.kind = one.kind;
        }
        Some(resource::Resource::Article(one)) => {
            face.state = one.state;
            face.article = Some(dossier::v1::Article {
                publication: one.publication.clone(),
                published: one.published.clone(),
                rights: one.rights.clone(),
                skeleton: one.skeleton.clone(),
                ..dossier::v1::Article::default()
            });
        }
        Some(resource::Resource::Fact(one)) => {
            face.state = one.state;
            face.body = one.body.as_ref().map(std::mem::discriminant);
        }
        Some(resource::Resource::Dossier(one)) => face.state = one.state,
        None => {}
    }
    face
}
