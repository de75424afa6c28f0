//! The command `man`: the manual of this program, a page for each command.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap_mangen::generate_to;

use super::console::fail;

/// Write the manual of this program: a page for each command.
///
/// Exit codes: 0 written, 2 the pages could not be written.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Where to write the pages, such as `/usr/local/share/man/man1`. It is made if it is not there.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Why there is no manual.
#[derive(Debug, thiserror::Error)]
#[error("the manual cannot be written to `{}`: {source}", .folder.display())]
struct Failure {
    folder: PathBuf,
    source: io::Error,
}

pub(super) fn run(arguments: &Arguments, program: clap::Command) -> ExitCode {
    match write(&arguments.folder, program) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn write(folder: &Path, program: clap::Command) -> Result<(), Failure> {
    let written = fs::create_dir_all(folder).and_then(|()| generate_to(program, folder));
    written.map_err(|source| Failure {
        folder: folder.to_owned(),
        source,
    })
}
