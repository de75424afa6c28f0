//! What is our own fault: it is logged, and not sent.

use dossier::Collection;
use prost::DecodeError;

use crate::search::SearchError;

/// What a client cannot mend, and we have to. It is logged, and not sent.
#[derive(Debug, thiserror::Error)]
pub enum Bug {
    /// Something panicked. The log has its place already.
    #[error("a panic")]
    Panic,
    /// The index of words failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// A record that is not the message which its name says.
    #[error("a record is no {kind}")]
    Record {
        /// The message that it should be. Example: `Article`.
        kind: String,
        /// What was met; nothing where it is missing.
        source: Option<DecodeError>,
    },
    /// A method that said that all went well, and nothing else.
    #[error("a method without an answer")]
    Unanswered,
    /// An answer that JSON cannot say.
    #[error("an answer has no JSON")]
    Json(#[from] serde_json::Error),
    /// A collection whose messages are not in the contract.
    #[error("the contract has no message for {0}")]
    Descriptor(Collection),
}
