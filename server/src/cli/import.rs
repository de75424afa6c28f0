//! The command `import`: a content directory becomes one commit of what differs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use dossier::v1::CommitResponse;
use dossier_check::assess::assess;
use dossier_check::diagnostic::render;
use dossier_check::rules::Checked;

use super::check::colour;
use super::clock;
use super::open::StoreArguments;
use super::output::{counted, fail, print, print_error};
use crate::commit::Signature;
use crate::ledger::{Ledger, Proposal, Proposed, Refusal};

/// Check a content directory and commit what differs from the store, as one revision.
///
/// The store is afterwards as the directory has it: what the directory lacks is deleted (earlier
/// revisions keep it). Exit codes: 0 done, 1 the content has errors, 2 the store could not be used.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The content directory.
    directory: PathBuf,
    #[command(flatten)]
    store: StoreArguments,
    /// Who commits.
    #[arg(long, default_value = "import")]
    author: String,
    /// Why.
    #[arg(long, default_value = "")]
    message: String,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if !arguments.store.named() {
        return fail(&"say where to commit with `--data DIR`");
    }
    let checked = match checked(&arguments.directory) {
        Ok(checked) => checked,
        Err(code) => return code,
    };
    let ledger = match arguments.store.ledger() {
        Ok(ledger) => ledger,
        Err(error) => return fail(&error),
    };
    let signature = Signature {
        author: arguments.author.clone(),
        message: arguments.message.clone(),
    };
    let committed = commit(&ledger, checked, signature);
    ledger.close();
    match committed {
        Ok(response) => print(&commit_summary(&response)),
        Err(error) => fail(&error),
    }
}

/// Reads and checks a directory, and prints what is wrong. Where it cannot be committed: the exit
/// code that says so.
fn checked(directory: &Path) -> Result<Checked, ExitCode> {
    let assessment = assess(directory, &clock::today()).map_err(|error| fail(&error))?;
    print_error(&render::text(&assessment.findings, colour()));
    assessment.checked.ok_or_else(|| ExitCode::from(1))
}

/// Commits a state.
pub(super) fn commit(
    ledger: &Ledger,
    checked: Checked,
    signature: Signature,
) -> Result<CommitResponse, Refusal> {
    ledger.propose_blocking(Proposal {
        what: Proposed::State(checked),
        signature,
        request: None,
        validate_only: false,
        base_revision: 0,
    })
}

/// A line about a commit.
fn commit_summary(response: &CommitResponse) -> String {
    let commit = response.commit.clone().unwrap_or_default();
    match commit.change_count {
        0 => format!("nothing differs from revision {}\n", commit.revision),
        count => format!(
            "committed revision {}: {}\n",
            commit.revision,
            counted(count, "resource", "resources")
        ),
    }
}
