//! The command `build`.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::console::{Manner, counted, fail, is_quiet, note, report, say, warn};
use super::settings::{Settings, SettingsError};
use super::source::{RevisionArguments, SiteArguments, SourceError};
use crate::context::look::Look;
use crate::site::build::{self, Built, Extent, Order, Way, made_by, standing_state};
use crate::site::editions::{UnknownLanguage, editions, without_edition};
use crate::site::output::{Output, OutputError};
use crate::site::own_pages::{self, PageError, doubts};
use crate::source::fetch::{Drafts, wait_for_news};

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
    build: BuildArguments,
    #[command(flatten)]
    read: RevisionArguments,
}

/// Where the site is, if nothing says otherwise.
pub(super) const OUT: &str = "public";

/// What is built, and where.
#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) site: SiteArguments,
    /// The folder of the site; by default `public`. An existing site is replaced, unless something in it was
    /// not made by sitegen.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print all files, and replace the old site in one step.
    #[arg(long)]
    clean: bool,
    /// Name the pages that took longest to print.
    #[arg(long, conflicts_with = "quiet")]
    verbose: bool,
    #[command(flatten)]
    manner: Manner,
}

impl BuildArguments {
    /// Takes from the settings what no flag says, and returns them for what else is in them. What is said after
    /// that is said as the flags want it.
    pub(super) fn settle(&mut self) -> Result<Settings, SettingsError> {
        self.manner.take();
        let mut settings = self.site.settle()?;
        self.out = self.out.take().or_else(|| settings.out.take());
        Ok(settings)
    }

    /// The folder of the site.
    pub(super) fn out(&self) -> &Path {
        self.out.as_deref().unwrap_or(Path::new(OUT))
    }
}

/// Why a site could not be built.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Page(#[from] PageError),
    #[error(transparent)]
    Language(#[from] UnknownLanguage),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    Build(#[from] build::BuildError),
    #[error("could not start: {0}")]
    Runtime(#[from] io::Error),
}

impl Failure {
    /// Whether the content has errors: the server has told them, or they are in a page of the owner's own.
    pub(super) fn is_of_content(&self) -> bool {
        match self {
            Self::Source(error) => error.is_of_content(),
            Self::Page(_) => true,
            _ => false,
        }
    }

    /// Whether the same may work later.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Self::Source(error) if error.may_pass())
    }
}

pub(super) fn run(mut arguments: Arguments) -> ExitCode {
    let settled = arguments.build.settle().map_err(Failure::from);
    let built = settled.and_then(|_| build_and_say(&arguments.build, arguments.read));
    match built {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) if error.is_of_content() => {
            fail(&error);
            ExitCode::from(1)
        }
        Err(error) => fail(&error),
    }
}

/// Builds, and says what was built.
pub(super) fn build_and_say(
    arguments: &BuildArguments,
    read: RevisionArguments,
) -> Result<Done, Failure> {
    let started = Instant::now();
    let done = build(arguments, read)?;
    for warning in done.built.iter().flat_map(|built| &built.warnings) {
        warn(warning);
    }
    let (out, took) = (arguments.out(), started.elapsed());
    report(&done.summary(out, took), &done.figures(out, took));
    if arguments.verbose {
        for (page, took) in done.built.iter().flat_map(|built| &built.slowest) {
            say(&format!("{:.3} s to print {page}", took.as_secs_f64()));
        }
    }
    if arguments.site.base_url.is_none() && done.built.is_some() {
        say("no sitemap; give the site's address with --base-url");
    }
    Ok(done)
}

/// Waits until the server that is named has something newer than a revision; which revision it told of.
pub(super) fn wait(arguments: &BuildArguments, after_revision: i64) -> Result<i64, Failure> {
    let Some(address) = arguments.site.source.address()? else {
        return Ok(after_revision);
    };
    let news = wait_for_news(&address, Drafts::Hidden, after_revision);
    Ok(runtime()?.block_on(news).map_err(SourceError::from)?)
}

/// What drives connections: they wait more than they work.
fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
}

/// What came of it.
pub(super) struct Done {
    /// `None`: the site is that of the revision already.
    pub(super) built: Option<Built>,
    /// The store and its revision ([`Catalog::state`](crate::source::catalog::Catalog::state)).
    pub(super) state: String,
}

impl Done {
    /// The revision, in figures.
    pub(super) fn revision(&self) -> &str {
        self.state.rsplit(' ').next().unwrap_or_default()
    }

    /// What was done, for programs: docs/site.md explains each name.
    fn figures(&self, out: &Path, took: Duration) -> Value {
        let built = self.built.as_ref();
        let count = |of: fn(&Built) -> usize| built.map_or(0, of);
        let slowest = built.into_iter().flat_map(|built| &built.slowest);
        let slowest =
            slowest.map(|(page, took)| json!({ "page": page, "seconds": took.as_secs_f64() }));
        json!({
            "event": "built",
            "way": match built.map(|built| built.way) {
                None => "unchanged",
                Some(Way::Updated) => "updated",
                Some(Way::Whole | Way::OtherMaker | Way::Unknown) => "whole",
            },
            "revision": self.revision().parse::<i64>().ok(),
            "pages": built.map(|built| built.pages),
            "files_printed": count(|built| built.printed),
            "bytes_printed": built.map_or(0, |built| built.bytes),
            "files_written": count(|built| built.changes.written.len()),
            "files_removed": count(|built| built.changes.removed.len()),
            "seconds": took.as_secs_f64(),
            "folder": out.to_string_lossy(),
            "slowest_pages": slowest.collect::<Vec<_>>(),
            "warnings": built.map(|built| &built.warnings),
        })
    }

    fn summary(&self, out: &Path, took: Duration) -> String {
        let (out, took) = (out.display(), took.as_secs_f64());
        let revision = self.revision();
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

fn build(arguments: &BuildArguments, read: RevisionArguments) -> Result<Done, Failure> {
    let site = &arguments.site;
    let (source, base) = (&site.source, site.base_url.as_ref());
    // First, because a folder that may not be replaced is found out before the work.
    let output = Output::start(arguments.out(), source.content(), || {
        let out = arguments.out().display();
        note(&format!(
            "another build into `{out}` is running; waiting for it"
        ));
    })?;
    let look = Look {
        pages: own_pages::read(source.directory())?,
        ..site.look.clone()
    };
    let made_by = made_by(base, &site.language, &look);
    let extent = if arguments.clean {
        Extent::Whole
    } else {
        Extent::Changes
    };
    let known = standing_state(&output, made_by.as_deref()).filter(|_| !arguments.clean);
    let Some(catalog) = runtime()?.block_on(source.read(read.revision, known))? else {
        return Ok(Done {
            state: known.unwrap_or_default().to_owned(),
            built: None,
        });
    };
    let editions = editions(&site.language, &catalog)?;
    let order = Order {
        catalog: &catalog,
        editions: &editions,
        base,
        look: &look,
        made_by: made_by.as_deref(),
        extent,
    };
    let bar = progress();
    let mut built = build::build(output, &order, &bar)?;
    bar.finish_and_clear();
    built.warnings.extend(without_edition(&catalog, &editions));
    let languages: Vec<_> = editions.iter().map(|(words, _)| *words).collect();
    built.warnings.extend(look.missing_texts(&languages));
    let main = languages.first().map_or("", |words| words.code);
    built.warnings.extend(doubts(&look.pages, &catalog, main));
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
        state: catalog.state(),
    })
}

/// A bar on a terminal, nothing elsewhere.
fn progress() -> ProgressBar {
    let target = if is_quiet() {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    let style = ProgressStyle::with_template(
        "printing {wide_bar} {pos}/{len} files, {per_sec}, {eta} left",
    );
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
