//! The command `verify-store`: whether the store holds what was written.

use std::process::ExitCode;

use clap::Args;

use super::open::StoreArguments;
use super::output::{counted, fail, fail_by, print};
use crate::store::{MEND, Store, StoreError, verify};

/// Read the whole store and compare every commit with its checksum.
///
/// The server can keep running; a copy on read-only media works too. Exit codes: 0 it is as it was
/// written, 1 it is damaged or its end is lost, 2 it could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    store: StoreArguments,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if !arguments.store.named() {
        return fail(&"say what to verify with `--data DIR` or `--database-url URL`");
    }
    match arguments.store.open_to_read() {
        Ok(mut store) => verified(store.as_mut()),
        Err(error) => fail_by(&error),
    }
}

/// Tells all that is wrong, and not only what is met first.
fn verified(store: &mut dyn Store) -> ExitCode {
    let engine = match store.integrity() {
        Ok(wrong) if wrong.is_empty() => Ok(()),
        Ok(wrong) => Err(StoreError::Damaged(wrong)),
        Err(error) => Err(error),
    };
    match (
        engine,
        verify(store).and_then(|revision| Ok((revision, store.purges()?))),
    ) {
        (Ok(()), Ok((revision, purges))) => {
            let uid = store.uid();
            let revisions = counted(revision, "revision", "revisions");
            let except = match purges {
                0 => String::new(),
                _ => format!(", but for what was purged from {purges} of their changes"),
            };
            print(&format!(
                "store {uid}: {revisions}, each as it was written{except}\n"
            ))
        }
        (engine, log) => {
            let errors = [engine.err(), log.err()];
            let is_damaged = errors.iter().flatten().any(StoreError::is_damage);
            errors.iter().flatten().for_each(report);
            ExitCode::from(if is_damaged { 1 } else { 2 })
        }
    }
}

/// Tells an error; of damage each thing that is wrong.
fn report(error: &StoreError) {
    let StoreError::Damaged(wrong) = error else {
        fail(error);
        return;
    };
    for line in wrong {
        fail(line);
    }
    fail(&format!("the store is damaged; {MEND}"));
}
