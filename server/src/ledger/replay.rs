//! Puts a state together from the log of a store.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread;

use crate::commit::Commit;
use crate::states::{States, StatesLoader};
use crate::store::{Store, StoreError};

/// The state after the commits of a store up to a revision. One thread reads and checks them, another
/// takes them in.
pub(super) fn load(
    store: &mut dyn Store,
    until: i64,
    store_uid: &str,
) -> Result<States, StoreError> {
    // Enough for both to have something to do, and little to hold.
    let (sender, commits) = sync_channel::<Commit>(4);
    thread::scope(|scope| {
        let taking = scope.spawn(move || {
            let mut loader = StatesLoader::default();
            for commit in commits {
                loader.take(commit);
            }
            loader
        });
        let read = store.read(0, until, &mut |commit| {
            // Only a panic over there closes the channel; it is told below.
            sender.send(commit).ok();
            Ok(ControlFlow::Continue(()))
        });
        drop(sender);
        let loader = taking.join().unwrap_or_else(|panic| resume_unwind(panic));
        read?;
        Ok(loader.finish(store_uid))
    })
}
