//! `serve --watch`: content that changes is imported again, and bad content is told and passed over.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::import::{self, LargeDeletions};
use crate::commit::Signature;
use crate::ledger::Ledger;

/// How long files must be quiet: an editor writes several of them, and each in steps.
const QUIET: Duration = Duration::from_millis(200);

/// Watches a directory for as long as the process lives.
pub(super) fn start(
    directory: &Path,
    ledger: Ledger,
    signature: Signature,
) -> notify::Result<RecommendedWatcher> {
    let (tell, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading the files is not a change of them.
        if event.map_or(true, |event| !event.kind.is_access()) {
            tell.send(()).ok();
        }
    })?;
    watcher.watch(directory, RecursiveMode::Recursive)?;
    let directory = directory.to_owned();
    let thread = std::thread::Builder::new().name("content".to_owned());
    let spawned = thread.spawn(move || follow(&directory, &ledger, &signature, &changes));
    spawned.map_err(notify::Error::io)?;
    Ok(watcher)
}

fn follow(directory: &Path, ledger: &Ledger, signature: &Signature, changes: &Receiver<()>) {
    while changes.recv().is_ok() {
        // More of the same change.
        while let Ok(()) = changes.recv_timeout(QUIET) {}
        let Ok(checked) = import::checked(directory) else {
            import::tell("the content has errors; what was served before still is");
            continue;
        };
        let large = LargeDeletions::Refused;
        match import::commit(ledger, checked, signature.clone(), large) {
            Ok(summary) => import::tell(summary.trim_end()),
            Err(error) => {
                import::tell(&format!("error: {error}"));
                import::tell("what was served before still is");
            }
        }
    }
}
