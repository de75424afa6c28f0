//! The command `check`.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::console::{counted, fail, say};
use crate::check;

/// Check a built site: links, anchors, headings, languages, titles, scripts, styles.
///
/// Exit codes: 0 no problems, 1 problems (one per line), 2 the site could not be read.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The site's folder.
    #[arg(value_name = "DIR", default_value = "public")]
    folder: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let report = match check::check(&arguments.folder) {
        Ok(report) => report,
        Err(error) => return fail(&error),
    };
    let mut out = std::io::stderr().lock();
    for problem in &report.problems {
        writeln!(out, "{problem}").ok();
    }
    say(&format!(
        "checked {} and {}: {}",
        counted(report.pages, "page", "pages"),
        counted(report.links, "link", "links"),
        counted(report.problems.len(), "problem", "problems")
    ));
    if report.problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}
