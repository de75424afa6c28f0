//! The command `check`.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::build::OUT;
use super::console::{self, Manner, counted, fail, is_json};
use super::settings::{Settings, SettingsError};
use crate::check::{self, ReadError, Report};

/// Check a built site: links, anchors, headings, languages, titles, scripts, styles.
///
/// Exit codes: 0 no problems, 1 problems (one per line), 2 the site could not be read.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The site's folder; by default that of the settings, or `public`.
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The file of the site's settings. By default `sitegen.toml` in the working directory, if there is one.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    manner: Manner,
}

/// Why a site could not be checked.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Read(#[from] ReadError),
}

pub(super) fn run(arguments: Arguments) -> ExitCode {
    arguments.manner.take();
    let report = match checked(arguments) {
        Ok(report) => report,
        Err(error) => return fail(&error),
    };
    if !is_json() {
        let mut out = std::io::stderr().lock();
        for problem in &report.problems {
            writeln!(out, "{problem}").ok();
        }
    }
    let words = format!(
        "checked {} and {}: {}",
        counted(report.pages, "page", "pages"),
        counted(report.links, "link", "links"),
        counted(report.problems.len(), "problem", "problems")
    );
    let figures = json!({
        "event": "checked",
        "pages": report.pages,
        "links": report.links,
        "problems": report.problems,
    });
    console::report(&words, &figures);
    if report.problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

/// Checks the folder that is named, or else that of the settings.
fn checked(arguments: Arguments) -> Result<Report, Failure> {
    let folder = if let Some(folder) = arguments.folder {
        folder
    } else {
        let out = Settings::read(arguments.config.as_deref())?.out;
        out.unwrap_or_else(|| OUT.into())
    };
    Ok(check::check(&folder)?)
}
