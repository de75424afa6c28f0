//! The command `check`: what is wrong with a content directory.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use dossier::Collection;
use dossier::v1::Resource;
use dossier_check::assess::{Assessment, assess};
use dossier_check::content::SourceMap;
use dossier_check::diagnostic::render::{self, Colour};
use dossier_check::model::resource::without_metadata;
use dossier_check::rules::{Checked, Today, check};

use super::clock;
use super::open::StoreArguments;
use super::output::{counted, fail, print};

/// Check a content directory and print every finding, with its location and a suggestion.
///
/// With `--data` or `--database-url` instead of a directory, list what a store holds that would be
/// refused today. It is served all the same, and can be restored. Exit codes: 0 no errors, 1 errors
/// (or warnings, with --deny-warnings), 2 the directory could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The directory with `entities.yaml`, `articles/` and `dossiers/`.
    directory: Option<PathBuf>,
    #[command(flatten)]
    store: StoreArguments,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail on warnings too.
    #[arg(long)]
    deny_warnings: bool,
    /// The day that decides which forecasts are past their window; today by default.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<String>,
}

/// Who reads the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people.
    Text,
    /// One JSON array for programs.
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let today = arguments.today.clone().unwrap_or_else(clock::today);
    let assessed = match &arguments.directory {
        Some(_) if arguments.store.data.is_some() => {
            return fail(&"say what to check: a content directory, or a store with `--data`");
        }
        Some(directory) => assess(directory, &today).map_err(|error| fail(&error)),
        None if arguments.store.named() => held(&arguments.store, &today),
        None => return fail(&"say what to check: a content directory, or a store with `--data`"),
    };
    let assessment = match assessed {
        Ok(assessment) => assessment,
        Err(code) => return code,
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

/// Checks what a store holds, by the rules of today.
fn held(store: &StoreArguments, today: &str) -> Result<Assessment, ExitCode> {
    let ledger = store.ledger_to_read().map_err(|error| fail(&error))?;
    let snapshot = ledger.snapshot();
    let resources = snapshot.records().filter_map(|record| record.resource());
    let resources = resources.map(|resource| without_metadata(&resource));
    let report = check(resources.collect(), Today::from_text(today));
    ledger.close();
    Ok(Assessment {
        findings: report.findings,
        checked: report.checked,
        sources: SourceMap::default(),
    })
}

/// Colours for people at a terminal who have not asked for none (<https://no-color.org>).
pub(crate) fn colour() -> Colour {
    let wanted = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if wanted { Colour::On } else { Colour::Off }
}

fn counts(checked: &Checked) -> String {
    let counts = Collection::ALL.map(|collection| {
        let of_collection = |resource: &&Resource| resource.collection() == Some(collection);
        let count = checked.resources().filter(of_collection).count();
        counted(count, collection.singular(), collection.plural())
    });
    format!("checked {}\n", counts.join(", "))
}
