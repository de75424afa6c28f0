//! What the ledger shows to everybody: the newest state, and how it came about.

use std::sync::Arc;

use imbl::Vector;

use crate::states::{News, States};

/// How many revisions are kept ready in memory.
pub(super) const RECENT_MAX: usize = 1024;

/// The commits that are kept in memory for watches are at most this many bytes.
pub(super) const NEWS_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What the ledger shows: the newest state, and what led to it.
#[derive(Debug)]
pub struct Head {
    /// The newest state.
    pub states: Arc<States>,
    /// Recent states, oldest first; the newest is the last.
    pub recent: Vector<Arc<States>>,
    /// Recent commits, oldest first; the newest is the last.
    pub news: Vector<News>,
    /// How many changes in the store were purged. What was made from the log when there were fewer may
    /// hold words that must go.
    pub purges: i64,
}
