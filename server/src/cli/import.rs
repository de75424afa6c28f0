//! The command `import`: a content directory becomes one commit of what differs.

mod plan;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use dossier::v1::CommitResponse;
use dossier_check::assess::assess;
use dossier_check::diagnostic::render;
use dossier_check::rules::Checked;
use dossier_check::text::characters::{Lines, bad_character};

use super::check::colour;
use super::clock;
use super::open::{Missing, StoreArguments};
use super::output::{fail, print, print_error};
use crate::commit::{Signature, TEXT_BYTES_MAX};
use crate::ledger::{Ledger, Proposal, Proposed, Refusal};
use crate::store::StoreError;
use plan::{LargeDeletion, large_deletion, summary};

/// Check a content directory and commit what differs from the store, as one revision.
///
/// The store is made if there is none. Afterwards it equals the directory: what the directory lacks is
/// deleted (earlier revisions keep it). Deleting more than ten resources that are more than a tenth of
/// their collection needs `--yes`. Exit codes: 0 done, 1 the content has errors or too much would be
/// deleted, 2 the store could not be used.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The content directory.
    directory: PathBuf,
    #[command(flatten)]
    store: StoreArguments,
    /// The author of the commit.
    #[arg(long, default_value = "import")]
    author: String,
    /// The reason for the commit.
    #[arg(long, default_value = "")]
    message: String,
    /// Say what would be committed, and commit nothing.
    #[arg(long)]
    dry_run: bool,
    /// Allow any number of deletions.
    #[arg(long)]
    yes: bool,
}

/// What becomes of a deletion that is larger than people delete by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LargeDeletions {
    /// It is refused.
    Refused,
    /// It is wanted.
    Wanted,
}

/// Why a state was not committed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ImportError {
    /// More would be deleted than people delete by hand.
    #[error(transparent)]
    Large(#[from] LargeDeletion),
    /// Somebody else has committed since the store was looked at.
    #[error("revision {0} was committed meanwhile; run the import again")]
    Overtaken(i64),
    /// The ledger refused it.
    #[error(transparent)]
    Refused(Refusal),
}

impl From<Refusal> for ImportError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Base { newest } => Self::Overtaken(newest),
            refusal => Self::Refused(refusal),
        }
    }
}

impl ImportError {
    /// Tells it; the exit code that says so.
    fn exit_code(&self) -> ExitCode {
        let code = fail(self);
        match self {
            Self::Large(_) => ExitCode::from(1),
            Self::Overtaken(_) | Self::Refused(_) => code,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if !arguments.store.named() {
        return fail(&"say where to commit with `--data DIR`");
    }
    let texts = [
        ("--author", &arguments.author, Lines::One),
        ("--message", &arguments.message, Lines::Several),
    ];
    for (option, text, lines) in texts {
        if text.len() > TEXT_BYTES_MAX {
            let length = text.len();
            return fail(&format!(
                "`{option}`: at most {TEXT_BYTES_MAX} bytes, not {length}"
            ));
        }
        if let Some(bad) = bad_character(text, lines) {
            return fail(&format!("`{option}`: {}", bad.message));
        }
    }
    let checked = match checked(&arguments.directory) {
        Ok(checked) => checked,
        Err(code) => return code,
    };
    let ledger = match ledger(arguments) {
        Ok(ledger) => ledger,
        Err(error) => return fail(&error),
    };
    let imported = import(arguments, &ledger, checked);
    ledger.close();
    match imported {
        Ok(summary) => print(&summary),
        Err(error) => error.exit_code(),
    }
}

/// Opens the store; to read only where nothing is to be committed.
fn ledger(arguments: &Arguments) -> Result<Ledger, StoreError> {
    if arguments.dry_run {
        arguments.store.ledger_to_read_or_empty()
    } else {
        arguments.store.ledger(Missing::IsMade)
    }
}

/// Commits a state, or works out what that would change. Returns what to say.
fn import(arguments: &Arguments, ledger: &Ledger, checked: Checked) -> Result<String, ImportError> {
    let signature = Signature {
        author: arguments.author.clone(),
        message: arguments.message.clone(),
    };
    if !arguments.dry_run {
        let large = if arguments.yes {
            LargeDeletions::Wanted
        } else {
            LargeDeletions::Refused
        };
        let response = commit(ledger, checked, signature, large)?;
        return Ok(summary("committed", &response));
    }
    let large = large_deletion(&ledger.snapshot(), &checked);
    let response = ledger.propose_blocking(Proposal {
        what: Proposed::State(checked),
        signature,
        request: None,
        validate_only: true,
        base_revision: None,
    })?;
    let needed = large.filter(|_| !arguments.yes);
    let needed = needed.map_or_else(String::new, |large| format!("without `--yes`: {large}\n"));
    Ok(summary("would commit", &response) + &needed)
}

/// Reads and checks a directory, and prints what is wrong. Where it cannot be committed: the exit
/// code that says so.
fn checked(directory: &Path) -> Result<Checked, ExitCode> {
    let assessment = assess(directory, &clock::today()).map_err(|error| fail(&error))?;
    print_error(&render::text(&assessment.findings, colour()));
    assessment.checked.ok_or_else(|| ExitCode::from(1))
}

/// Commits a state, unless that deletes more than may be deleted.
pub(super) fn commit(
    ledger: &Ledger,
    checked: Checked,
    signature: Signature,
    large: LargeDeletions,
) -> Result<CommitResponse, ImportError> {
    let snapshot = ledger.snapshot();
    if large == LargeDeletions::Refused
        && let Some(large) = large_deletion(&snapshot, &checked)
    {
        return Err(large.into());
    }
    let response = ledger.propose_blocking(Proposal {
        what: Proposed::State(checked),
        signature,
        request: None,
        validate_only: false,
        // What was looked at is what is changed.
        base_revision: Some(snapshot.revision()),
    })?;
    Ok(response)
}

#[cfg(test)]
mod tests;
