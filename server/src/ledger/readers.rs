//! Threads that read the log, and do nothing else.
//!
//! A database may not answer for seconds. What waits for it must not take threads from what is
//! answered from memory, so history has threads of its own, few of them, and only so many calls may
//! wait for one. The rest is turned away at once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::StoreError;

/// How many threads read the log, each with a connection of its own.
pub(super) const READERS: usize = 4;

/// How many reads may wait for a thread.
const WAITING_MAX: usize = 64;

type Job = Box<dyn FnOnce() + Send>;

/// The threads; they end with the last handle.
#[derive(Clone, Debug)]
pub(super) struct Readers(SyncSender<Job>);

impl Readers {
    /// Starts the threads.
    pub(super) fn start() -> Result<Self, StoreError> {
        let (sender, jobs) = sync_channel::<Job>(WAITING_MAX);
        let jobs = Arc::new(Mutex::new(jobs));
        for number in 0..READERS {
            let jobs = Arc::clone(&jobs);
            std::thread::Builder::new()
                .name(format!("history-{number}"))
                .spawn(move || work(&jobs))
                .map_err(|error| StoreError::Engine(error.into()))?;
        }
        Ok(Self(sender))
    }

    /// Has a thread do something; false where too many wait.
    pub(super) fn run(&self, job: Job) -> bool {
        self.0.try_send(job).is_ok()
    }
}

fn work(jobs: &Mutex<Receiver<Job>>) {
    loop {
        // Who waits for a job holds the lock, and the others wait for that one.
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else {
            return;
        };
        // A bug in one read is told where it happens, and ends no other.
        catch_unwind(AssertUnwindSafe(job)).ok();
    }
}
