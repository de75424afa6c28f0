//! What is left of a change whose content the law forbids to keep.

use std::sync::Arc;

use bytes::Bytes;
use dossier::v1::{CommitResponse, LifecycleState, LocalizedText};
use dossier_check::model::resource::{Header, decode};
use prost::Message as _;
use prost_types::Timestamp;

use super::Change;

/// Why and when the content of a change was purged.
#[derive(Clone, Debug, PartialEq)]
pub struct Purge {
    /// Why, for the public.
    pub reason: LocalizedText,
    /// When.
    pub time: Timestamp,
    /// The SHA-256 that the content had, by which the log still proves that a change stood here.
    pub content: [u8; 32],
}

/// Timestamps and texts are compared exactly.
impl Eq for Purge {}

impl Purge {
    /// The purge as the contract has it.
    pub fn message(&self) -> dossier::v1::Purge {
        dossier::v1::Purge {
            reason: Some(self.reason.clone()),
            purge_time: Some(self.time),
        }
    }
}

/// Which states of a resource are to be purged, and why.
#[derive(Clone, Debug)]
pub struct Order {
    /// The resource's name.
    pub name: String,
    /// The revisions that made these states.
    pub revisions: Vec<i64>,
    /// Why, for the public.
    pub reason: LocalizedText,
    /// When.
    pub time: Timestamp,
}

/// A change without its content, which had this checksum. What stays says that something was here and
/// why it is gone: name, metadata, former ids, and a state, because readers must not come to see a draft.
pub fn purged(change: &Change, order: &Order, content: [u8; 32]) -> Change {
    Change {
        body: rest(change, &order.reason),
        references: Vec::new(),
        purge: Some(Arc::new(Purge {
            reason: order.reason.clone(),
            time: order.time,
            content,
        })),
        ..change.clone()
    }
}

fn rest(change: &Change, reason: &LocalizedText) -> Bytes {
    let header = Header::decode(change.body.as_ref()).unwrap_or_default();
    let state = match header.state() {
        LifecycleState::Draft => LifecycleState::Draft,
        _ => LifecycleState::Retracted,
    };
    let header = Header {
        name: change.name.to_string(),
        state: state.into(),
        superseded_by: String::new(),
        ..header
    };
    let Some(mut rest) = decode(&change.name, &header.encode_to_vec().into()) else {
        return Bytes::new();
    };
    rest.set_state_reason(vec![reason.clone()]);
    rest.encode_message().into()
}

/// The answer to a commit without its warnings, which quote what they warn of; nothing where it has
/// none. An answer that cannot be read is emptied.
pub fn without_warnings(response: &[u8]) -> Option<Vec<u8>> {
    match CommitResponse::decode(response) {
        Ok(answer) if answer.warnings.is_empty() => None,
        Ok(mut answer) => {
            answer.warnings.clear();
            Some(answer.encode_to_vec())
        }
        Err(_) => Some(Vec::new()),
    }
}
