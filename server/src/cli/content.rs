//! `serve --content`: the state is a directory. It is imported at the start, and with `--watch` again
//! whenever it changes; what is wrong then is told and passed over.

use std::io::BufRead as _;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use dossier_check::assess::assess;
use dossier_check::content::ReadError;
use dossier_check::diagnostic::render;
use dossier_check::rules::Checked;
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use tracing::{error, info};

use super::clock;
use super::import::{ImportError, LargeDeletions};
use super::log::Log;
use super::output::print;
use crate::commit::Signature;
use crate::ledger::Ledger;

/// How long files must be quiet: an editor writes several of them, and each in steps.
const QUIET: Duration = Duration::from_millis(200);

/// A content directory that is served.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub(super) directory: PathBuf,
    pub(super) log: Log,
}

impl Content {
    /// What the directory holds; nothing where it has errors, which are shown.
    pub(super) fn checked(&self) -> Result<Option<Checked>, ReadError> {
        let assessment = assess(&self.directory, &clock::today())?;
        self.log.findings(&assessment.findings);
        Ok(assessment.checked)
    }

    /// The same for a preview, which also gets what is wrong on standard output, as one line of JSON.
    pub(super) fn previewed(&self) -> Result<Option<Checked>, ReadError> {
        let assessment = assess(&self.directory, &clock::today())?;
        self.log.findings(&assessment.findings);
        print(&render::json_line(&assessment.findings));
        Ok(assessment.checked)
    }

    /// Waits for a line on standard input that asks for the content; `false` if there will be none. The line
    /// `warm` asks for what can be done in advance: tables are made, and files come into the system's memory.
    pub(super) fn is_asked_for(&self) -> bool {
        for line in std::io::stdin().lock().lines() {
            match line.as_deref() {
                // What is wrong is told when the content is asked for.
                Ok("warm") => drop(assess(&self.directory, &clock::today())),
                Ok(_) => return true,
                Err(_) => return false,
            }
        }
        false
    }

    /// Follows the directory for as long as the watcher lives.
    pub(super) fn watch(&self, ledger: Ledger) -> notify::Result<RecommendedWatcher> {
        let (tell, changes) = channel();
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                // Reading the files is not a change of them.
                if event.map_or(true, |event| !event.kind.is_access()) {
                    tell.send(()).ok();
                }
            })?;
        watcher.watch(&self.directory, RecursiveMode::Recursive)?;
        let content = self.clone();
        let thread = std::thread::Builder::new().name("content".to_owned());
        let spawned = thread.spawn(move || content.follow(&ledger, &changes));
        spawned.map_err(notify::Error::io)?;
        Ok(watcher)
    }

    fn follow(&self, ledger: &Ledger, changes: &Receiver<()>) {
        while changes.recv().is_ok() {
            // More of the same change.
            while let Ok(()) = changes.recv_timeout(QUIET) {}
            match self.checked() {
                Err(error) => unreadable(&error),
                Ok(None) => self.wrong(),
                Ok(Some(checked)) => {
                    if let Err(refusal) = import(ledger, checked) {
                        not_imported(&refusal);
                    }
                }
            }
        }
    }

    fn wrong(&self) {
        let directory = self.directory.display();
        error!(%directory, "the content has errors; what was served before still is");
    }
}

/// Makes the ledger's state what the directory holds.
pub(super) fn import(ledger: &Ledger, checked: Checked) -> Result<(), ImportError> {
    let signature = Signature {
        author: "serve --content".to_owned(),
        message: String::new(),
    };
    let large = LargeDeletions::Refused;
    let response = super::import::commit(ledger, checked, signature, large)?;
    let commit = response.commit.unwrap_or_default();
    let (revision, changes) = (commit.revision, commit.change_count);
    info!(revision, changes, "the content was imported");
    Ok(())
}

fn unreadable(error: &ReadError) {
    error!(cause = %error, "the content cannot be read; what was served before still is");
}

fn not_imported(refusal: &ImportError) {
    error!(cause = %refusal, "the content could not be imported; what was served before still is");
}
