//! How a checked state becomes the next revision: only what differs, with its derived metadata.

use std::collections::BTreeSet;

use bytes::Bytes;
use dossier::Metadata;
use dossier::v1::ChangeType;
use dossier_check::model::grounding::without_records;
use dossier_check::model::resource::{SharedName, dependency_order, without_metadata};
use dossier_check::rules::{Checked, Put, Scope};
use dossier_check::text::digest_bytes;
use prost_types::Timestamp;

use crate::commit::{Change, Commit, Signature, uid};
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
    let gone = gone(snapshot, checked).into_iter();
    changes.extend(gone.filter_map(|name| deleted(snapshot, name)));
    changes.sort_by(|left, right| dependency_order(&left.name).cmp(&dependency_order(&right.name)));
    Commit {
        revision,
        time,
        author: signature.author.clone(),
        message: signature.message.clone(),
        changes,
    }
}

fn deleted(snapshot: &Snapshot, name: SharedName) -> Option<Change> {
    let previous_etag = snapshot.record(&name)?.header().etag;
    Some(Change {
        name,
        kind: ChangeType::Deleted,
        etag: String::new(),
        previous_etag,
        body: Bytes::new(),
        references: Vec::new(),
        purge: None,
    })
}

/// The names that the next state does not have any more.
fn gone(snapshot: &Snapshot, checked: &Checked) -> Vec<SharedName> {
    match checked.scope() {
        Scope::Edits { deletes } => deletes.iter().map(|name| name.as_str().into()).collect(),
        Scope::Whole => {
            let stays: BTreeSet<&str> = checked.puts().iter().map(Put::name).collect();
            let names = snapshot.records().map(|record| &record.name);
            names
                .filter(|name| !stays.contains(name.as_ref()))
                .cloned()
                .collect()
        }
    }
}

/// A put with its metadata; nothing where the resource is like that already.
fn changed(snapshot: &Snapshot, put: &Put, revision: i64, time: Timestamp) -> Option<Change> {
    let mut resource = without_metadata(put.resource());
    let etag = etag(&without_records(&resource).encode_message());
    let old = snapshot.record(put.name());
    let before = old.map(|old| old.header()).unwrap_or_default();
    let only_records = old.is_some() && before.etag == etag;
    resource.set_metadata(Metadata {
        uid: old.map_or_else(|| uid(put.name(), revision), |_| before.uid),
        etag: etag.clone(),
        revision: if only_records {
            before.revision
        } else {
            revision
        },
        create_time: before.create_time.or(Some(time)),
        update_time: before.update_time.filter(|_| only_records).or(Some(time)),
    });
    let body = Bytes::from(resource.encode_message());
    if old.is_some_and(|old| old.bytes == body) {
        return None;
    }
    Some(Change {
        name: resource.name().into(),
        kind: old.map_or(ChangeType::Created, |_| ChangeType::Updated),
        etag,
        previous_etag: before.etag,
        body,
        references: put.references().to_vec(),
        purge: None,
    })
}

/// A strong etag over the canonical bytes, quoted as AIP-154 has it.
fn etag(bytes: &[u8]) -> String {
    let hex: String = digest_bytes(bytes).chars().take(32).collect();
    format!("\"{hex}\"")
}
