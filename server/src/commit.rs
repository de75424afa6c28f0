//! How a checked state becomes the next revision: only what differs, with its derived metadata.

use std::collections::BTreeSet;

use bytes::Bytes;
use dossier::v1::{ChangeType, Resource, resource};
use prost::Message as _;
use prost_types::Timestamp;

use crate::check::{Checked, Put, Scope};
use crate::header::{Header, Name, body, name, rank};
use crate::snapshot::Snapshot;
use crate::text::digest;

/// One change of the state: all of it or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The revision that it makes.
    pub revision: i64,
    /// When it was made.
    pub time: Timestamp,
    /// Who made it.
    pub author: String,
    /// Why.
    pub message: String,
    /// What it changes, in the order of dependency.
    pub changes: Vec<Change>,
}

/// What a commit does to one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The resource's name.
    pub name: Name,
    /// What happens to it.
    pub kind: ChangeType,
    /// Its etag afterwards; empty where it is gone.
    pub etag: String,
    /// Its etag before; empty where there was none.
    pub previous_etag: String,
    /// The message of its own type with all metadata, encoded; empty where it is gone.
    pub body: Bytes,
    /// What it refers to, each once.
    pub references: Vec<String>,
}

/// Who commits and why.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    /// Who.
    pub author: String,
    /// Why.
    pub message: String,
}

/// The commit that turns a snapshot into what was checked; without changes where they agree.
pub fn draft(
    snapshot: &Snapshot,
    checked: &Checked,
    signature: &Signature,
    time: Timestamp,
) -> Commit {
    let revision = snapshot.revision() + 1;
    let puts = checked.puts().iter();
    let mut changes: Vec<Change> = puts
        .filter_map(|put| changed(snapshot, put, revision, time))
        .collect();
    let gone: Vec<Name> = match checked.scope() {
        Scope::Edits { deletes } => deletes.iter().map(|name| name.as_str().into()).collect(),
        Scope::Whole => {
            let stays: BTreeSet<&str> = checked.puts().iter().map(Put::name).collect();
            let names = snapshot.records().map(|record| &record.name);
            names
                .filter(|one| !stays.contains(one.as_ref()))
                .cloned()
                .collect()
        }
    };
    changes.extend(gone.into_iter().filter_map(|name| deleted(snapshot, name)));
    changes
        .sort_by(|one, other| (rank(&one.name), &one.name).cmp(&(rank(&other.name), &other.name)));
    Commit {
        revision,
        time,
        author: signature.author.clone(),
        message: signature.message.clone(),
        changes,
    }
}

fn deleted(snapshot: &Snapshot, name: Name) -> Option<Change> {
    let previous_etag = snapshot.record(&name)?.header().etag;
    Some(Change {
        name,
        kind: ChangeType::Deleted,
        etag: String::new(),
        previous_etag,
        body: Bytes::new(),
        references: Vec::new(),
    })
}

macro_rules! clear {
    ($one:expr) => {{
        $one.uid.clear();
        $one.etag.clear();
        $one.revision = 0;
        $one.create_time = None;
        $one.update_time = None;
    }};
}

macro_rules! stamp {
    ($one:expr, $header:expr) => {{
        $one.uid.clone_from(&$header.uid);
        $one.etag.clone_from(&$header.etag);
        $one.revision = $header.revision;
        $one.create_time = $header.create_time;
        $one.update_time = $header.update_time;
    }};
}

/// A put with its metadata; nothing where the resource is like that already.
fn changed(snapshot: &Snapshot, put: &Put, revision: i64, time: Timestamp) -> Option<Change> {
    let mut resource = without_metadata(put.resource());
    let etag = etag(&body(&resource));
    let old = snapshot.record(put.name()).map(|record| record.header());
    if old.as_ref().is_some_and(|old| old.etag == etag) {
        return None;
    }
    let created = old.as_ref().and_then(|old| old.create_time).unwrap_or(time);
    let uid = old
        .as_ref()
        .map_or_else(|| uid(put.name(), revision), |old| old.uid.clone());
    let header = Header {
        uid,
        etag: etag.clone(),
        revision,
        create_time: Some(created),
        update_time: Some(time),
        ..Header::default()
    };
    match &mut resource.resource {
        Some(resource::Resource::Entity(one)) => stamp!(one, header),
        Some(resource::Resource::Article(one)) => stamp!(one, header),
        Some(resource::Resource::Fact(one)) => stamp!(one, header),
        Some(resource::Resource::Dossier(one)) => stamp!(one, header),
        None => {}
    }
    Some(Change {
        name: name(&resource).into(),
        kind: old
            .as_ref()
            .map_or(ChangeType::Created, |_| ChangeType::Updated),
        etag,
        previous_etag: old.map_or_else(String::new, |old| old.etag),
        body: body(&resource),
        references: put.references().to_vec(),
    })
}

/// A resource without what the server derives from its commits.
pub fn without_metadata(resource: &Resource) -> Resource {
    let mut resource = resource.clone();
    match &mut resource.resource {
        Some(resource::Resource::Entity(one)) => clear!(one),
        Some(resource::Resource::Article(one)) => clear!(one),
        Some(resource::Resource::Fact(one)) => clear!(one),
        Some(resource::Resource::Dossier(one)) => clear!(one),
        None => {}
    }
    resource
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

/// A commit as the contract has it. `bodies`: with the resources.
pub fn message(commit: &Commit, bodies: bool) -> dossier::v1::Commit {
    let changes = commit
        .changes
        .iter()
        .map(|change| dossier::v1::ResourceChange {
            name: change.name.to_string(),
            r#type: change.kind.into(),
            etag: change.etag.clone(),
            previous_etag: change.previous_etag.clone(),
            resource: if bodies && !change.body.is_empty() {
                crate::header::resource(&change.name, &change.body)
            } else {
                None
            },
        });
    dossier::v1::Commit {
        revision: commit.revision,
        commit_time: Some(commit.time),
        author: commit.author.clone(),
        message: commit.message.clone(),
        change_count: i32::try_from(commit.changes.len()).unwrap_or(i32::MAX),
        changes: changes.collect(),
    }
}

/// The size of what a commit brings, for queues that bound bytes.
pub fn size(commit: &Commit) -> usize {
    let one = |change: &Change| change.body.len() + change.name.len() + 80;
    commit.changes.iter().map(one).sum::<usize>() + commit.encoded_overhead()
}

impl Commit {
    fn encoded_overhead(&self) -> usize {
        self.author.len() + self.message.len() + self.time.encoded_len() + 32
    }
}
