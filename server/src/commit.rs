//! How a checked state becomes the next revision: only what differs, with its derived metadata.

use std::collections::BTreeSet;

use dossier::v1::{Resource, resource};
use prost::Message as _;
use prost_types::Timestamp;

use crate::check::Checked;
use crate::snapshot::Snapshot;
use crate::text::digest;

/// One change of the state: all of it or nothing.
#[derive(Clone, Debug)]
pub struct Commit {
    /// The revision that it makes.
    pub revision: i64,
    /// When it was made.
    pub time: Timestamp,
    /// What it puts, complete with metadata.
    pub puts: Vec<Resource>,
    /// The names that it takes away.
    pub deletes: Vec<String>,
}

macro_rules! stamp {
    ($resource:expr, $old:expr, $revision:expr, $time:expr) => {{
        let one = $resource;
        one.etag = etag(&one.encode_to_vec());
        one.revision = $revision;
        one.update_time = Some($time);
        one.create_time = Some($old.as_ref().map_or($time, |old| old.created));
        one.uid = $old
            .as_ref()
            .map_or_else(|| uid(&one.name, $revision), |old| old.uid.clone());
    }};
}

/// The commit that turns a snapshot into a checked state; nothing where they agree.
pub fn difference(snapshot: &Snapshot, checked: &Checked, time: Timestamp) -> Option<Commit> {
    let revision = snapshot.revision() + 1;
    let mut puts = Vec::new();
    let mut names = BTreeSet::new();
    for resource in checked.resources() {
        let mut resource = resource.clone();
        let name = name(&resource).to_owned();
        let old = snapshot.get(&name);
        match &mut resource.resource {
            Some(resource::Resource::Entity(one)) => stamp!(one, old, revision, time),
            Some(resource::Resource::Article(one)) => stamp!(one, old, revision, time),
            Some(resource::Resource::Fact(one)) => stamp!(one, old, revision, time),
            Some(resource::Resource::Dossier(one)) => stamp!(one, old, revision, time),
            None => continue,
        }
        if old.is_none_or(|old| old.etag != etag_of(&resource)) {
            puts.push(resource);
        }
        names.insert(name);
    }
    let gone = snapshot.names().filter(|name| !names.contains(*name));
    let deletes: Vec<String> = gone.map(str::to_owned).collect();
    let differs = !puts.is_empty() || !deletes.is_empty();
    differs.then_some(Commit {
        revision,
        time,
        puts,
        deletes,
    })
}

/// A resource's name.
pub fn name(resource: &Resource) -> &str {
    match &resource.resource {
        Some(resource::Resource::Entity(one)) => &one.name,
        Some(resource::Resource::Article(one)) => &one.name,
        Some(resource::Resource::Fact(one)) => &one.name,
        Some(resource::Resource::Dossier(one)) => &one.name,
        None => "",
    }
}

fn etag_of(resource: &Resource) -> &str {
    match &resource.resource {
        Some(resource::Resource::Entity(one)) => &one.etag,
        Some(resource::Resource::Article(one)) => &one.etag,
        Some(resource::Resource::Fact(one)) => &one.etag,
        Some(resource::Resource::Dossier(one)) => &one.etag,
        None => "",
    }
}

/// A strong etag over the canonical bytes, quoted as AIP-154 has it.
fn etag(bytes: &[u8]) -> String {
    let hex: String = crate::text::digest_bytes(bytes).chars().take(32).collect();
    format!("\"{hex}\"")
}

/// A UUID of version 8 (RFC 9562) from the name and the revision that made it, so that every replica
/// which applies the same commits agrees.
fn uid(name: &str, revision: i64) -> String {
    let hex = digest(&format!("{name}\n{revision}"));
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-8{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 15),
        part(15, 18),
        part(18, 30)
    )
}
