//! The command `build`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::{counted, fail, note, say, warn};
use super::source::{SourceArguments, SourceError};
use crate::site::build::{self, Built, Extent, Order, Way, made_by, standing_state};
use crate::site::editions::{UnknownLanguage, editions, untold};
use crate::site::output::{Output, OutputError};
use crate::url::BaseUrl;

/// Build the site from the newest revision of a server.
///
/// Without `--server`, it starts the `dossier-server` installed beside this program with the content
/// directory, on a free port of this machine, and stops it afterwards.
///
/// A site that this program built before with the same settings is updated: only files that show
/// something that has changed are printed again, and only files whose content changed are written.
/// If the server still has the revision that the site was built from, nothing is done.
///
/// Exit codes: 0 built, 1 the content has errors, 2 the site could not be built.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    source: SourceArguments,
    /// The folder of the site. An existing site is replaced, unless something in it was not made by
    /// sitegen.
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Print all files, and replace the old site in one step.
    #[arg(long)]
    clean: bool,
    /// Where the site will be published; for the sitemap, canonical addresses and citations.
    #[arg(long, value_name = "URL")]
    base_url: Option<BaseUrl>,
    /// The languages of the site as BCP 47 tags, the main one first. By default those that the dossiers
    /// are written in.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    language: Vec<String>,
}

/// Why a site could not be built.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Language(#[from] UnknownLanguage),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    Build(#[from] build::BuildError),
    #[error("could not start: {0}")]
    Runtime(#[from] std::io::Error),
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let started = Instant::now();
    match build(arguments) {
        Ok(done) => {
            for warning in done.built.iter().flat_map(|built| &built.warnings) {
                warn(warning);
            }
            let told = done.told(&arguments.out, started.elapsed());
            let no_base = arguments.base_url.is_none() && done.built.is_some();
            say(&told);
            if no_base {
                say("no sitemap; give the site's address with --base-url");
            }
            ExitCode::SUCCESS
        }
        Err(Failure::Source(error)) if error.is_of_content() => {
            fail(&error);
            ExitCode::from(1)
        }
        Err(error) => fail(&error),
    }
}

/// What came of it.
struct Done {
    /// `None`: the site is that of the newest revision already.
    built: Option<Built>,
    /// The store and its revision.
    revision: String,
}

impl Done {
    fn told(&self, out: &Path, took: Duration) -> String {
        let (out, took) = (out.display(), took.as_secs_f64());
        let revision = &self.revision;
        let Some(built) = &self.built else {
            return format!("nothing has changed since revision {revision} ({took:.2} s): {out}");
        };
        let pages = counted(built.pages, "page", "pages");
        if built.way != Way::Updated {
            let bytes = HumanBytes(built.bytes);
            return format!(
                "built {pages}, {bytes} from revision {revision} in {took:.2} s: {out}"
            );
        }
        let printed = counted(built.printed, "file", "files");
        let (written, removed) = (built.changes.written.len(), built.changes.removed.len());
        format!(
            "updated {pages} to revision {revision} in {took:.2} s: {printed} printed again, {written} written, {removed} removed: {out}"
        )
    }
}

fn build(arguments: &Arguments) -> Result<Done, Failure> {
    let (source, base) = (&arguments.source, arguments.base_url.as_ref());
    // First, because a folder that may not be replaced is found out before the work.
    let output = Output::start(&arguments.out, source.content(), || {
        let out = arguments.out.display();
        note(&format!(
            "another build into `{out}` is running; waiting for it"
        ));
    })?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let made_by = made_by(base, &arguments.language);
    let extent = if arguments.clean {
        Extent::Whole
    } else {
        Extent::Changes
    };
    let known = standing_state(&output, made_by.as_deref()).filter(|_| !arguments.clean);
    let Some(catalog) = runtime.block_on(source.read(known))? else {
        let revision = known.and_then(|state| state.rsplit(' ').next());
        return Ok(Done {
            revision: revision.unwrap_or_default().to_owned(),
            built: None,
        });
    };
    let editions = editions(&arguments.language, &catalog)?;
    let order = Order {
        catalog: &catalog,
        editions: &editions,
        base,
        made_by: made_by.as_deref(),
        extent,
    };
    let bar = progress();
    let mut built = build::build(output, &order, &bar)?;
    bar.finish_and_clear();
    built.warnings.extend(untold(&catalog, &editions));
    match built.way {
        Way::Updated | Way::Whole => {}
        Way::OtherMaker => {
            note(
                "the site was made by another version or with other settings; all files were printed",
            );
        }
        Way::Unknown => {
            note("the last build was interrupted, or the site is a copy; all files were printed");
        }
    }
    Ok(Done {
        built: Some(built),
        revision: catalog.revision().to_string(),
    })
}

/// A bar on a terminal, nothing elsewhere.
fn progress() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("printing {wide_bar} {pos}/{len} files");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
