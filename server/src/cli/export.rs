//! The command `export`: the store as a content directory that imports to the same state.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use dossier_check::content::write;

use super::open::StoreArguments;
use super::output::{counted, fail, print};
use crate::snapshot::Snapshot;

/// Write a revision of the store as a content directory, which `import` turns into the same state.
///
/// Exit codes: 0 done, 2 failed.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The directory to write; new or empty.
    directory: PathBuf,
    #[command(flatten)]
    store: StoreArguments,
    /// The revision to export; 0 is the newest.
    #[arg(long, default_value_t = 0)]
    revision: i64,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if !arguments.store.named() {
        return fail(&"say what to export with `--data DIR`");
    }
    // What is only looked at is never made, so that a mistyped name is told.
    let ledger = match arguments.store.ledger_to_read() {
        Ok(ledger) => ledger,
        Err(error) => return fail(&error),
    };
    let newest = ledger.snapshot();
    let snapshot = match arguments.revision {
        0 => Ok(newest),
        revision if (1..=newest.revision()).contains(&revision) => {
            let states = ledger.history().states(revision);
            states.map(|states| Arc::clone(states.all()))
        }
        revision => {
            let newest = newest.revision();
            return fail(&format!(
                "there is no revision {revision}; the newest is {newest}"
            ));
        }
    };
    let snapshot = match snapshot {
        Ok(snapshot) => snapshot,
        Err(error) => return fail(&error),
    };
    match write_all(&arguments.directory, &snapshot) {
        Ok(()) => {
            let left = snapshot.len() - snapshot.purged_names().count();
            let (count, revision) = (left, snapshot.revision());
            let directory = arguments.directory.display();
            let resources = counted(count, "resource", "resources");
            let purged = purged(&snapshot);
            print(&format!(
                "{directory}: {resources} of revision {revision}\n{purged}"
            ))
        }
        Err(error) => fail(&format!("`{}`: {error}", arguments.directory.display())),
    }
}

/// Says what could not be written, because its content is gone.
fn purged(snapshot: &Snapshot) -> String {
    let names: Vec<&str> = snapshot.purged_names().collect();
    if names.is_empty() {
        return String::new();
    }
    format!("without what was purged: {}\n", names.join(", "))
}

fn write_all(directory: &Path, snapshot: &Snapshot) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    if fs::read_dir(directory)?.next().is_some() {
        return Err(io::Error::other("the directory is not empty"));
    }
    let kept = snapshot
        .records()
        .filter(|record| snapshot.purge(&record.name).is_none());
    let resources = kept.filter_map(|record| record.resource());
    for (path, text) in write::files(resources) {
        let path = directory.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
