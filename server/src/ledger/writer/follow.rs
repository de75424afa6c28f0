//! How does a writer follow what other servers write to the same store?

use std::ops::ControlFlow;
use std::sync::Arc;

use imbl::Vector;
use tracing::info;

use super::Writer;
use crate::commit;
use crate::ledger::condition::Condition;
use crate::ledger::head::Head;
use crate::store::StoreError;

/// How many bytes of other writers' commits are read before they are shown.
const CATCH_UP_BYTES: usize = 8 * 1024 * 1024;

impl Writer {
    /// Takes in what other writers have appended. A store that cannot be read now is looked at again
    /// soon.
    pub(super) fn look(&mut self) {
        let followed = self.follow();
        if let Err(error) = followed {
            return self.unreadable(&error);
        }
        let was_lost = matches!(
            self.condition.now(),
            Condition::Away | Condition::Unwritable
        );
        // A database that is back may be one that takes no writes.
        if !was_lost || self.can_write() {
            self.condition.followed(self.revision());
            self.condition.writable();
        }
    }

    fn follow(&mut self) -> Result<(), StoreError> {
        let newest = self.store.newest()?;
        self.catch_up(newest)?;
        let purges = self.store.purges()?;
        if purges != self.head.load().purges {
            self.forget(purges);
        }
        Ok(())
    }

    /// Forgets all that is kept of the past, because something of it was purged: the log has what is
    /// left. What is there now was not purged.
    fn forget(&mut self, purges: i64) {
        let states = Arc::clone(&self.head.load().states);
        self.head.store(Arc::new(Head {
            recent: Vector::unit(Arc::clone(&states)),
            states,
            news: Vector::new(),
            purges,
        }));
        self.news_bytes = 0;
        if let Some(history) = self.history.upgrade() {
            history.forget();
        }
        info!(purges, "what was purged from the store is forgotten");
    }

    /// Whether the store takes writes; tells where it does not. A write that was tried has written
    /// nothing, so however it fails, it is tried again.
    pub(crate) fn can_write(&mut self) -> bool {
        let Err(error) = self.store.try_write() else {
            return true;
        };
        let next = match error {
            StoreError::Full => Condition::Refusing,
            _ if self.store.newest().is_ok() => Condition::Unwritable,
            _ => Condition::Away,
        };
        self.condition.failed(next, &error, self.revision());
        false
    }

    /// Shows what the store has up to its newest revision; where that cannot be read, what comes before.
    pub(super) fn catch_up(&mut self, newest: i64) -> Result<(), StoreError> {
        loop {
            let known = self.revision();
            if newest < known {
                return Err(StoreError::GoneBack { newest, known });
            }
            if newest == known {
                return Ok(());
            }
            let (mut commits, mut bytes) = (Vec::new(), 0);
            let read = self.store.read(known, newest, &mut |commit| {
                bytes += commit::size(&commit);
                commits.push(Arc::new(commit));
                Ok(if bytes < CATCH_UP_BYTES {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                })
            });
            let nothing = commits.is_empty();
            self.show(commits);
            read?;
            if nothing {
                // What the store says is newest is not there.
                return Err(StoreError::Corrupt {
                    revision: known + 1,
                });
            }
        }
    }

    /// A write failed. After anything but a full disk or a store that is away or takes none nobody can
    /// say what it holds, so nothing more is written until the server starts anew and reads it.
    pub(super) fn unwritten(&mut self, error: &StoreError) {
        let next = match error {
            StoreError::Full => Condition::Refusing,
            StoreError::Unavailable(_) if self.store.newest().is_ok() => Condition::Unwritable,
            StoreError::Unavailable(_) => Condition::Away,
            _ => Condition::ReadOnly,
        };
        self.condition.failed(next, error, self.revision());
    }

    /// A read failed, which leaves the store as it is.
    pub(super) fn unreadable(&self, error: &StoreError) {
        let next = match error {
            StoreError::GoneBack { .. } => Condition::Damaged,
            error if error.is_damage() => Condition::Damaged,
            _ => Condition::Away,
        };
        self.condition.failed(next, error, self.revision());
    }
}
