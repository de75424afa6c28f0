//! Stores in which something is wrong, and what becomes of it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::{entity, ledger, proposal};
use crate::commit::{Change, Commit, Order};
use crate::ledger::{Action, Condition, Ledger, Refusal, Unread};
use crate::store::memory::MemoryStore;
use crate::store::sqlite::SqliteStore;
use crate::store::{Entry, Extent, Past, Store, StoreError, Visit};

/// What is wrong with a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Full,
    Away,
    /// It can be read, and takes no writes.
    Refusing,
    Damaged,
    /// An older copy was put in its place.
    GoneBack,
    Failing,
}

/// A store in which something is wrong, for as long as somebody says so.
#[derive(Clone)]
struct Faulty {
    inner: MemoryStore,
    fault: Arc<Mutex<Option<Fault>>>,
    /// How often the log was read.
    reads: Arc<AtomicUsize>,
}

impl Faulty {
    fn new() -> Self {
        Self {
            inner: MemoryStore::new("uid".to_owned()),
            fault: Arc::default(),
            reads: Arc::default(),
        }
    }

    fn set(&self, fault: impl Into<Option<Fault>>) {
        *self.fault.lock().unwrap() = fault.into();
    }

    fn fault(&self) -> Option<Fault> {
        *self.fault.lock().unwrap()
    }

    fn reachable(&self) -> Result<(), StoreError> {
        match self.fault() {
            Some(Fault::Away) => Err(StoreError::Unavailable("away".to_owned())),
            _ => Ok(()),
        }
    }
}

impl Store for Faulty {
    fn uid(&self) -> &str {
        self.inner.uid()
    }

    fn newest(&mut self) -> Result<i64, StoreError> {
        self.reachable()?;
        match self.fault() {
            Some(Fault::GoneBack) => Ok(0),
            _ => self.inner.newest(),
        }
    }

    fn append(&mut self, after: i64, entries: &[Entry]) -> Result<(), StoreError> {
        self.reachable()?;
        match self.fault() {
            Some(Fault::Full) => Err(StoreError::Full),
            Some(Fault::Refusing) => Err(StoreError::Unavailable("read-only".to_owned())),
            Some(Fault::GoneBack) => Err(StoreError::Conflict { newest: 0 }),
            Some(Fault::Failing) => Err(StoreError::Engine("fsync failed".into())),
            _ => self.inner.append(after, entries),
        }
    }

    fn try_write(&mut self) -> Result<(), StoreError> {
        self.reachable()?;
        match self.fault() {
            Some(Fault::Refusing) => Err(StoreError::Unavailable("read-only".to_owned())),
            Some(Fault::Failing) => Err(StoreError::Engine("a page cannot be read".into())),
            _ => self.inner.try_write(),
        }
    }

    fn read(&mut self, after: i64, until: i64, visit: Visit<'_>) -> Result<(), StoreError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.reachable()?;
        match self.fault() {
            Some(Fault::Damaged) => Err(StoreError::Corrupt {
                revision: after + 1,
            }),
            _ => self.inner.read(after, until, visit),
        }
    }

    fn request(&mut self, id: &str) -> Result<Option<crate::store::Request>, StoreError> {
        self.reachable()?;
        self.inner.request(id)
    }

    fn changes_of(&mut self, name: &str) -> Result<Vec<(i64, Change)>, StoreError> {
        self.inner.changes_of(name)
    }

    fn purge(&mut self, newest: i64, order: &Order) -> Result<(), StoreError> {
        self.inner.purge(newest, order)
    }

    fn purges(&mut self) -> Result<i64, StoreError> {
        self.reachable()?;
        self.inner.purges()
    }

    fn history(&mut self, name: &str, before: i64, extent: Extent) -> Result<Past, StoreError> {
        self.inner.history(name, before, extent)
    }

    fn heads(
        &mut self,
        before: i64,
        limit: usize,
        changes: usize,
    ) -> Result<Vec<(Commit, usize)>, StoreError> {
        self.inner.heads(before, limit, changes)
    }

    fn reader(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(self.clone()))
    }
}

fn put(ledger: &Ledger, text: &str) -> Result<i64, Refusal> {
    let edit = Action::Put(Box::new(entity("one", None, text)));
    let response = ledger.propose_blocking(proposal(vec![edit], None))?;
    Ok(response.commit.unwrap().revision)
}

#[test]
fn a_failing_store_is_told_as_it_fails_and_what_passes_is_not_final() {
    let store = Faulty::new();
    let ledger = ledger(Box::new(store.clone()));
    assert_eq!(put(&ledger, "first").unwrap(), 1);
    for (fault, condition) in [
        (Fault::Full, Condition::Refusing),
        (Fault::Refusing, Condition::Unwritable),
        (Fault::Away, Condition::Away),
        (Fault::GoneBack, Condition::Damaged),
    ] {
        store.set(fault);
        let text = format!("{fault:?}");
        let refusal = put(&ledger, &text).unwrap_err();
        assert!(refused(fault, &refusal), "{fault:?}: {refusal}");
        // The condition may be found out after the answer.
        until(&ledger, condition);
        let before = ledger.snapshot().revision();
        store.set(None);
        assert_eq!(put(&ledger, &text).unwrap(), before + 1, "{fault:?}");
        until(&ledger, Condition::Sound);
    }
    store.set(Fault::Failing);
    assert!(matches!(put(&ledger, "sixth"), Err(Refusal::Store(_))));
    store.set(None);
    // Nobody knows what the file holds now.
    assert!(matches!(put(&ledger, "seventh"), Err(Refusal::ReadOnly)));
    until(&ledger, Condition::ReadOnly);
    assert!(!ledger.condition().borrow().takes_commits());
    assert_eq!(ledger.snapshot().revision(), 5);
}

/// Whether a refusal says of a fault what it is.
fn refused(fault: Fault, refusal: &Refusal) -> bool {
    match refusal {
        Refusal::Away(_) => matches!(fault, Fault::Away | Fault::Refusing),
        Refusal::Store(error) => match **error {
            StoreError::Full => fault == Fault::Full,
            StoreError::GoneBack { newest, .. } => fault == Fault::GoneBack && newest == 0,
            _ => false,
        },
        _ => false,
    }
}

/// Waits until a ledger says that it is in a condition.
fn until(ledger: &Ledger, wanted: Condition) {
    let mut condition = ledger.condition();
    wait(async { condition.wait_for(|now| *now == wanted).await.is_ok() });
}

fn wait(what: impl Future<Output = bool>) {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_time().build().unwrap();
    let limit = std::time::Duration::from_secs(20);
    let done = runtime.block_on(async { tokio::time::timeout(limit, what).await });
    assert!(done.unwrap());
}

#[test]
fn a_replica_that_cannot_follow_says_so_and_catches_up_by_itself() {
    let store = Faulty::new();
    let replica = ledger(Box::new(store.clone()));
    let other = ledger(Box::new(store.inner.clone()));
    let mut newest = replica.newest();
    for (fault, condition) in [
        (Fault::Away, Condition::Away),
        (Fault::Damaged, Condition::Damaged),
    ] {
        let before = replica.snapshot().revision();
        store.set(fault);
        let revision = put(&other, &format!("{fault:?}")).unwrap();
        until(&replica, condition);
        assert_eq!(replica.snapshot().revision(), before);
        assert_eq!(replica.condition().borrow().follows(), fault == Fault::Away);
        store.set(None);
        wait(async { newest.wait_for(|newest| *newest == revision).await.is_ok() });
        until(&replica, Condition::Sound);
    }
}

#[test]
fn a_store_that_takes_no_writes_is_told_at_the_start_and_so_is_its_end() {
    let store = Faulty::new();
    store.set(Fault::Refusing);
    let ledger = ledger(Box::new(store.clone()));
    assert_eq!(*ledger.condition().borrow(), Condition::Unwritable);
    assert!(!ledger.condition().borrow().takes_commits());
    store.set(None);
    until(&ledger, Condition::Sound);
    // A database that comes back may be one that takes no writes.
    for fault in [Fault::Away, Fault::Refusing] {
        store.set(fault);
        put(&ledger, "refused").unwrap_err();
    }
    until(&ledger, Condition::Unwritable);
    store.set(None);
    until(&ledger, Condition::Sound);
}

/// Nothing was written, so nobody need doubt what the store holds.
#[test]
fn however_a_write_that_was_tried_fails_it_is_tried_again() {
    for fault in [Fault::Refusing, Fault::Failing] {
        let store = Faulty::new();
        store.set(fault);
        let ledger = ledger(Box::new(store.clone()));
        assert_eq!(*ledger.condition().borrow(), Condition::Unwritable);
        store.set(None);
        until(&ledger, Condition::Sound);
        assert_eq!(put(&ledger, "first").unwrap(), 1, "{fault:?}");
    }
}

#[test]
fn a_lock_of_another_program_passes_without_a_restart_and_without_a_commit() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(Box::new(SqliteStore::open(folder.path(), "uid").unwrap()));
    put(&ledger, "first").unwrap();
    let file = folder.path().join(crate::store::sqlite::FILE);
    let other = rusqlite::Connection::open(file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(put(&ledger, "second"), Err(Refusal::Away(_))));
    until(&ledger, Condition::Unwritable);
    assert_eq!(ledger.snapshot().revision(), 1);
    other.execute_batch("ROLLBACK").unwrap();
    until(&ledger, Condition::Sound);
    assert_eq!(put(&ledger, "second").unwrap(), 2);
}

#[test]
fn reads_of_what_was_are_refused_while_the_store_is_away_and_bounded_otherwise() {
    let store = Faulty::new();
    let ledger = ledger(Box::new(store.clone()));
    put(&ledger, "first").unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().unwrap();
    let read = || runtime.block_on(ledger.read(|history| history.commits(0, 1, 1)));
    assert_eq!(read().unwrap().len(), 1);
    store.set(Fault::Away);
    put(&ledger, "second").unwrap_err();
    until(&ledger, Condition::Away);
    assert!(matches!(read(), Err(Unread::Away)));
    store.set(None);
    until(&ledger, Condition::Sound);

    // Who waits for a store that does not answer takes no more than so many threads and places.
    let (begun, go_on) = (
        Arc::new(std::sync::Barrier::new(5)),
        Arc::new(std::sync::Barrier::new(5)),
    );
    let stuck: Vec<_> = (0..4)
        .map(|_| {
            let (ledger, begun, go_on) = (ledger.clone(), Arc::clone(&begun), Arc::clone(&go_on));
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread();
                let runtime = { runtime }.build().unwrap();
                let read = ledger.read(move |_| {
                    begun.wait();
                    go_on.wait();
                    Ok(())
                });
                runtime.block_on(read).unwrap();
            })
        })
        .collect();
    begun.wait();
    let waiting = || {
        runtime.block_on(async {
            let mut read = std::pin::pin!(ledger.read(|_| Ok(())));
            std::future::poll_fn(|context| {
                std::task::Poll::Ready(Future::poll(read.as_mut(), context))
            })
            .await
            .map(|answer| answer.is_err())
        })
    };
    let refused = (0..80)
        .filter(|_| waiting() == std::task::Poll::Ready(true))
        .count();
    assert!((8..=16).contains(&refused), "{refused} were refused");
    go_on.wait();
    for thread in stuck {
        thread.join().unwrap();
    }
    // A bug in one of them ends no thread.
    for _ in 0..8 {
        let read = ledger.read(|_| -> Result<(), _> { panic!("a bug") });
        assert!(matches!(runtime.block_on(read), Err(Unread::Panicked)));
    }
    assert_eq!(read().unwrap().len(), 1);
}

#[test]
fn many_who_ask_for_one_old_revision_have_it_loaded_once() {
    let store = Faulty::new();
    let ledger = ledger(Box::new(store.clone()));
    for text in ["first", "second", "third"] {
        put(&ledger, text).unwrap();
    }
    let (history, before) = (ledger.history(), store.reads.load(Ordering::Relaxed));
    let start = std::sync::Barrier::new(8);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                start.wait();
                assert_eq!(history.states(2).unwrap().revision(), 2);
            });
        }
    });
    assert_eq!(store.reads.load(Ordering::Relaxed), before + 1);
}
