//! How a checked state becomes the next revision: only what differs, with its derived metadata.

use std::collections::BTreeSet;

use bytes::Bytes;
use dossier::v1::{ChangeType, resource};
use dossier_check::model::resource::{Header, Name, body, name, rank, without_metadata};
use dossier_check::rules::{Checked, Put, Scope};
use dossier_check::text::{digest, digest_bytes};
use prost_types::Timestamp;

use crate::commit::{Change, Commit, Signature};
use crate::snapshot::Snapshot;

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

/// A strong etag over the canonical bytes, quoted as AIP-154 has it.
fn etag(bytes: &[u8]) -> String {
    let hex: String = digest_bytes(bytes).chars().take(32).collect();
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
