//! One change of the state, as the store keeps it and as the contract shows it.

mod purge;

use std::sync::Arc;

use bytes::Bytes;
use dossier::v1::ChangeType;
use dossier_check::model::resource::{SharedName, decode};
use dossier_check::text::digest;
use prost::Message as _;
use prost_types::Timestamp;

pub use purge::{Order, Purge, purged, without_warnings};

/// What of the history a client sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// What was published, as if nothing else had ever been.
    Published,
    /// Everything.
    All,
}

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
    pub name: SharedName,
    /// What happens to it. An update that leaves the etag as it was only brings records of grounding;
    /// in the log it is no kind of its own, so that replicas of an earlier version can follow.
    pub kind: ChangeType,
    /// Its etag afterwards; empty where it is gone.
    pub etag: String,
    /// Its etag before; empty where there was none.
    pub previous_etag: String,
    /// The message of its own type with all metadata, encoded; empty where it is gone.
    pub body: Bytes,
    /// What it refers to, each once.
    pub references: Vec<String>,
    /// Why the content is gone, where it was purged: `body` is what is left of it.
    pub purge: Option<Arc<Purge>>,
}

impl Change {
    /// Whether only records of grounding came, changed or went, which is no change of the resource.
    pub fn is_record_only(&self) -> bool {
        self.kind == ChangeType::Updated && self.etag == self.previous_etag
    }

    /// Whether there is content that can be purged.
    pub fn has_content(&self) -> bool {
        !self.body.is_empty() && self.purge.is_none()
    }

    /// What happens to the resource, as the contract says it.
    pub fn shown_kind(&self) -> ChangeType {
        if self.is_record_only() {
            ChangeType::Recorded
        } else {
            self.kind
        }
    }
}

/// How long an author and a message may be, in bytes.
pub const TEXT_BYTES_MAX: usize = 4096;

/// Who commits and why.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    /// Who.
    pub author: String,
    /// Why.
    pub message: String,
}

/// A commit as the contract has it. `bodies`: with the resources. Addresses of authors are for editors.
pub fn message(commit: &Commit, bodies: bool, sight: Sight) -> dossier::v1::Commit {
    let changes = commit
        .changes
        .iter()
        .map(|change| dossier::v1::ResourceChange {
            name: change.name.to_string(),
            r#type: change.shown_kind().into(),
            etag: change.etag.clone(),
            previous_etag: change.previous_etag.clone(),
            resource: if bodies && !change.body.is_empty() {
                decode(&change.name, &change.body)
            } else {
                None
            },
            purge: change.purge.as_deref().map(Purge::message),
        });
    dossier::v1::Commit {
        revision: commit.revision,
        commit_time: Some(commit.time),
        author: match sight {
            Sight::All => commit.author.clone(),
            Sight::Published => without_address(&commit.author),
        },
        message: commit.message.clone(),
        change_count: i32::try_from(commit.changes.len()).unwrap_or(i32::MAX),
        changes: changes.collect(),
    }
}

/// A UUID of version 8 (RFC 9562) from the name and the revision that made it, so that every replica
/// which applies the same commits agrees.
pub fn uid(name: &str, revision: i64) -> String {
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

/// An author without e-mail addresses. Example: `Ada <ada@example.org>` is `Ada`.
pub fn without_address(author: &str) -> String {
    let words = author.split_whitespace().filter(|word| !word.contains('@'));
    words.collect::<Vec<_>>().join(" ")
}

/// The size of what a commit brings, for queues that bound bytes.
pub fn size(commit: &Commit) -> usize {
    let changes = commit.changes.iter().map(size_of_change);
    changes.sum::<usize>() + commit.encoded_overhead()
}

/// The size of one change, which is no smaller than it is on the wire.
pub fn size_of_change(change: &Change) -> usize {
    change.body.len() + change.name.len() + change.etag.len() + change.previous_etag.len() + 32
}

impl Commit {
    fn encoded_overhead(&self) -> usize {
        self.author.len() + self.message.len() + self.time.encoded_len() + 32
    }
}
