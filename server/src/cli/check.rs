//! The command `check`: what is wrong with a content directory.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use dossier::Collection;
use dossier::v1::Resource;
use dossier_check::assess::assess;
use dossier_check::diagnostic::render::{self, Colour};
use dossier_check::rules::Checked;

use super::clock;
use super::output::{counted, fail, print};

/// Check a content directory and print every finding, with its place and what might be meant.
///
/// Exit codes: 0 nothing is wrong, 1 there are errors (or warnings, with --deny-warnings), 2 the
/// directory could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The directory with `entities.yaml`, `articles/` and `dossiers/`.
    directory: PathBuf,
    /// For people, or for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail on warnings too.
    #[arg(long)]
    deny_warnings: bool,
    /// The day that decides which forecasts are past their window; today if left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<String>,
}

/// Who reads the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// People.
    Text,
    /// Programs: one JSON array.
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let today = arguments.today.clone().unwrap_or_else(clock::today);
    let assessment = match assess(&arguments.directory, &today) {
        Ok(assessment) => assessment,
        Err(error) => return fail(&error),
    };
    let findings = &assessment.findings;
    let mut out = match arguments.format {
        Format::Json => render::json(findings),
        Format::Text => render::text(findings, colour()),
    };
    if let (Some(checked), Format::Text) = (&assessment.checked, arguments.format) {
        out.push_str(&counts(checked));
    }
    let printed = print(&out);
    let refused = assessment.checked.is_none() || arguments.deny_warnings && !findings.is_empty();
    if refused { ExitCode::from(1) } else { printed }
}

/// Colours for people at a terminal who have not asked for none (<https://no-color.org>).
pub(crate) fn colour() -> Colour {
    let wanted = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if wanted { Colour::On } else { Colour::Off }
}

fn counts(checked: &Checked) -> String {
    let counts = Collection::ALL.map(|collection| {
        let of_collection = |one: &&Resource| one.collection() == Some(collection);
        let count = checked.resources().filter(of_collection).count();
        counted(count, collection.singular(), collection.plural())
    });
    format!("checked {}\n", counts.join(", "))
}
