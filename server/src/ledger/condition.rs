//! Whether the ledger can write and follow its store, and who is told of it.
//!
//! A store fails in ways that last differently, and each is answered as it lasts. A full disk has
//! written nothing: the next commit is tried. A store that takes no writes, or a database that is
//! away, comes back: the ledger tries it twice a second. A failed sync leaves nobody who can say
//! what the file holds: only reading it anew, at a start, can tell. A commit of another replica that
//! does not match its checksum is never shown, so a replica stays behind it, knowingly.
//!
//! The condition is logged when it changes, not when it is met: a replica that is cut off for an hour
//! has met its failure seven thousand times, and has two things to say.

use tokio::sync::watch;
use tracing::{error, info, warn};

use crate::error_chain::chain;
use crate::store::StoreError;

/// What the ledger can do now. Reads go on in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    /// All is well.
    #[default]
    Sound,
    /// The last commit was refused by the store, because the disk is full. The next one is tried.
    Refusing,
    /// The store can be read, and takes no writes. They are tried until it does.
    Unwritable,
    /// The store cannot be reached. It is looked for until it is back.
    Away,
    /// The log goes on with what does not match its checksum. Looked at again until it does.
    Damaged,
    /// A write failed so that nobody can say what the store holds. Until a restart.
    ReadOnly,
}

impl Condition {
    /// Whether a commit that comes now may succeed.
    pub fn takes_commits(self) -> bool {
        matches!(self, Self::Sound | Self::Refusing)
    }

    /// Whether the newest revision of the store is shown, or will be by itself once the store is back.
    pub fn follows(self) -> bool {
        self != Self::Damaged
    }
}

/// Keeps the condition, and tells of its changes.
pub(super) struct Reporter(watch::Sender<Condition>);

impl Reporter {
    pub(super) fn new() -> Self {
        Self(watch::channel(Condition::default()).0)
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<Condition> {
        self.0.subscribe()
    }

    pub(super) fn now(&self) -> Condition {
        *self.0.borrow()
    }

    /// The store did what it was asked for in a write.
    pub(super) fn written(&self) {
        if self.change(Condition::Sound) {
            info!("commits are taken again");
        }
    }

    /// A write was tried, and would do.
    pub(super) fn writable(&self) {
        if self.now() == Condition::Unwritable {
            self.written();
        }
    }

    /// The store was read to its end.
    pub(super) fn followed(&self, revision: i64) {
        let was_lost = matches!(self.now(), Condition::Away | Condition::Damaged);
        if was_lost && self.change(Condition::Sound) {
            info!(revision, "the store is followed again");
        }
    }

    /// The store failed in a way that leads to this condition; `revision` is the newest that is shown.
    pub(super) fn failed(&self, next: Condition, cause: &StoreError, revision: i64) {
        if !self.change(next) {
            return;
        }
        let cause = chain(cause);
        match next {
            Condition::Sound => {}
            Condition::Refusing | Condition::Unwritable => refusing(&cause, revision),
            Condition::Away => away(&cause, revision),
            Condition::Damaged => damaged(&cause, revision),
            Condition::ReadOnly => read_only(&cause, revision),
        }
    }

    /// Nothing is written any more, because the thread that writes has ended.
    pub(super) fn ended(&self) {
        if self.change(Condition::ReadOnly) && std::thread::panicking() {
            error!("the writer thread has ended; commits are refused until a restart");
        }
    }

    /// Whether the condition is another one now. Nothing but a restart ends the last.
    fn change(&self, next: Condition) -> bool {
        self.0.send_if_modified(|condition| {
            let changes = *condition != next && *condition != Condition::ReadOnly;
            if changes {
                *condition = next;
            }
            changes
        })
    }
}

fn away(cause: &str, revision: i64) {
    warn!(
        cause,
        revision, "the store cannot be reached; reads go on, commits are refused"
    );
}

fn refusing(cause: &str, revision: i64) {
    warn!(cause, revision, "the store refuses commits for now");
}

fn damaged(cause: &str, revision: i64) {
    error!(
        cause,
        revision, "the log is damaged after this revision; reads stay at it"
    );
}

fn read_only(cause: &str, revision: i64) {
    error!(
        cause,
        revision, "a write to the store failed; commits are refused until a restart"
    );
}
