//! The command `publish`.

mod figures;
mod named;
mod published;
mod reason;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use dossier_publish::target::address::{self, OpenError, Settings, open};
use dossier_publish::target::bucket::{Conditions, Packing};
use dossier_publish::target::folder::Precompress;
use dossier_publish::{
    Event, Limits, Mode, Options, Origin, Permission, PublishError, Site, TargetError, first,
};
use indicatif::HumanBytes;
use serde_json::Value;

pub(super) use self::published::Published;
pub(super) use self::reason::Reason;

use self::figures::figures;
use super::build::{self, BuildArguments};
use super::console::{counted, fail, is_json, note, report, warn};
use super::source::RevisionArguments;
use super::watch::PortError;
use crate::check::{self, ReadError};
use crate::site::publication::{self, FolderError};
use crate::url::BaseUrl;

/// How long another publisher may give no sign of life; four times as long as a living one is silent.
const PATIENCE_SECONDS: u64 = 60;

/// How many problems of a site are shown.
const PROBLEMS_MAX: usize = 20;

/// Build the site, and bring what changed to where readers find it.
///
/// A manifest at the target says what lies there, so that a correction costs what it changes. Nothing is
/// written where a limit forbids it: too many deletions, an older revision, another store, broken links.
/// What was interrupted is finished by the next publication. Of two publishers at once one waits.
///
/// Exit codes: 0 published, or nothing to do; 1 the content has errors; 2 it could not be published, and
/// the next one goes on from there; 3 refused, and nothing has changed.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    build: BuildArguments,
    #[command(flatten)]
    read: RevisionArguments,
    /// Publish the site in this folder as it is, and build nothing.
    #[arg(
        long,
        value_name = "DIR",
        conflicts_with_all = ["server", "tls_ca", "token_file", "content", "revision", "out", "clean", "language"]
    )]
    site: Option<PathBuf>,
    /// Say what would be done, and change nothing at the target; with `--reconcile` too.
    #[arg(long)]
    dry_run: bool,
    /// Look at every file of the target: send what is missing or differs, and delete what is not of the site.
    #[arg(long)]
    reconcile: bool,
    #[command(flatten)]
    target: TargetArguments,
}

/// Where to publish, and what is refused.
#[derive(Clone, Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag that a person types"
)]
pub(super) struct TargetArguments {
    /// Where the site goes: a folder (`/srv/site`), a git branch (`git:REPOSITORY#BRANCH`,
    /// `git+https://example.org/site.git#gh-pages`) or a bucket (`s3://BUCKET/PREFIX`, `gs://BUCKET`,
    /// `az://CONTAINER`), whose credentials are in the environment (`AWS_…`, `GOOGLE_…`, `AZURE_…`). The name
    /// of a target in `sitegen.toml` stands for it and its options.
    #[arg(long, value_name = "TARGET")]
    to: String,
    /// How many files may be deleted at once. Without it: 256, or 5 % of the target's files where that is
    /// more.
    #[arg(long, value_name = "COUNT")]
    max_deletes: Option<usize>,
    /// Replace a site that was built from another store.
    #[arg(long)]
    new_store: bool,
    /// The target is not for the public: keep search engines away, by `robots.txt` and `_headers`.
    #[arg(long)]
    staging: bool,
    /// Into a folder: put packed forms (`.br`, `.gz`) beside files, for servers that send those.
    #[arg(long)]
    precompress: bool,
    /// Into a bucket: store files packed by gzip, where every reader can take that.
    #[arg(long)]
    gzip: bool,
    /// Into a bucket that ignores the conditions of requests: this is the only place that publishes there.
    #[arg(long)]
    unconditional: bool,
    /// Onto a git branch: the domain at which a host of pages shows it (the file `CNAME`).
    #[arg(long, value_name = "DOMAIN")]
    cname: Option<String>,
    /// Where to keep what need not be fetched again. Without it: a folder of the user's cache.
    #[arg(long, value_name = "DIR", env = "SITEGEN_CACHE")]
    cache: Option<PathBuf>,
    /// What to run after a publication, by `sh`. It gets the changed addresses as JSON on its standard input.
    #[arg(long, value_name = "COMMAND")]
    on_published: Option<String>,
    /// How many seconds another publisher may give no sign of life before this one takes its place.
    /// Without it: 60.
    #[arg(long, value_name = "SECONDS")]
    patience: Option<u64>,
}

/// What is published.
pub(super) struct Order<'o> {
    pub(super) site: &'o Site,
    pub(super) mode: Mode,
    /// Whether it is only said what would be done.
    pub(super) dry_run: bool,
    /// Where readers find the site, if that is known.
    pub(super) base: Option<&'o BaseUrl>,
    /// Whether it may take the place of a newer one.
    pub(super) older: Permission,
}

/// Why a site was not published.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Build(#[from] build::Failure),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error(transparent)]
    Check(#[from] ReadError),
    #[error("the site has {}; nothing was published:\n{}", counted(.0.len(), "problem", "problems"), listed(.0))]
    Unsound(Vec<String>),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(
        "`{to}` is no target of the settings, which have {known}; a new folder is written `./{to}`"
    )]
    UnknownTarget { to: String, known: String },
    #[error("the site is published, but `{command}` failed: {why}")]
    Notified { command: String, why: String },
    #[error(transparent)]
    Port(#[from] PortError),
}

impl Failure {
    /// Where to look.
    pub(super) fn reason(&self) -> Reason {
        match self {
            Self::Build(build::Failure::Source(error)) if !error.is_of_content() => Reason::Server,
            Self::Open(OpenError::Target(_))
            | Self::Publish(PublishError::Target(_) | PublishError::Manifest(_)) => Reason::Target,
            Self::Publish(PublishError::Refused(_)) => Reason::Refused,
            Self::Publish(PublishError::Crowded) => Reason::Crowded,
            Self::Notified { .. } => Reason::Command,
            _ => Reason::Site,
        }
    }
}

impl Failure {
    /// What the program ends with.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Build(error) if error.is_of_content() => 1,
            Self::Unsound(_) | Self::Publish(PublishError::Refused(_)) => 3,
            _ => 2,
        }
    }

    /// Whether the same may work later.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Build(error) => error.may_pass(),
            Self::Open(OpenError::Target(error)) | Self::Publish(PublishError::Target(error)) => {
                matches!(
                    error,
                    TargetError::Unavailable { .. } | TargetError::Site(_)
                )
            }
            Self::Publish(PublishError::Crowded) => true,
            _ => false,
        }
    }
}

fn listed(problems: &[String]) -> String {
    first(problems.iter().cloned(), PROBLEMS_MAX, "\n")
}

pub(super) fn run(mut arguments: Arguments) -> ExitCode {
    let Arguments { build, target, .. } = &mut arguments;
    let settled = target.settle(build);
    match settled.and_then(|_| publish(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            fail(&error);
            ExitCode::from(error.code())
        }
    }
}

fn publish(arguments: &Arguments) -> Result<(), Failure> {
    let content = arguments.build.site.source.content();
    if let Some(folder) = address::folder(&arguments.target.to) {
        publication::expect_outside(&folder, content)?;
    }
    let folder = if let Some(folder) = &arguments.site {
        folder.as_path()
    } else {
        build::build_and_say(&arguments.build, arguments.read)?;
        arguments.build.out()
    };
    let mode = if arguments.reconcile {
        Mode::Reconcile
    } else {
        Mode::Update
    };
    sound(folder, None)?;
    let order = Order {
        site: &publication::read(folder)?,
        mode,
        dry_run: arguments.dry_run,
        base: arguments.build.site.base_url.as_ref(),
        // Whoever names a revision means it, and knows that it is not the newest.
        older: arguments.read.revision.is_some().into(),
    };
    let published = arguments.target.publish(&order)?;
    arguments.target.notify(&order, &published)
}

/// Whether all links of a site resolve, or those of the pages that changed.
pub(super) fn sound(folder: &Path, changed: Option<&BTreeSet<String>>) -> Result<(), Failure> {
    let report = match changed {
        Some(changed) => check::check_changed(folder, changed)?,
        None => check::check(folder)?,
    };
    if report.problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::Unsound(report.problems))
    }
}

impl TargetArguments {
    /// Publishes a site, and says what was done.
    pub(super) fn publish(&self, order: &Order<'_>) -> Result<Published, Failure> {
        let started = Instant::now();
        let hidden = self
            .staging
            .then(|| publication::hidden(order.site.clone()));
        let site = hidden.as_ref().unwrap_or(order.site);
        let mut target = open(&self.to, &self.settings(order.dry_run), || {
            note("another publisher is at work; waiting for it");
        })?;
        let options = self.options(order);
        let outcome = dossier_publish::publish(site, target.as_mut(), &options, &tell)?;
        let published = Published {
            outcome,
            target: target.name().to_owned(),
            took: started.elapsed(),
        };
        report(
            &summary(&site.origin, &published, order.dry_run),
            &figures(&site.origin, &published, order.dry_run),
        );
        Ok(published)
    }

    /// Tells whoever wants to know what was published, if anything was.
    pub(super) fn notify(&self, order: &Order<'_>, published: &Published) -> Result<(), Failure> {
        let Published {
            outcome, target, ..
        } = published;
        let is_news = !order.dry_run && !outcome.plan.is_empty();
        match &self.on_published {
            Some(command) if is_news => {
                let news = publication::news(order.site, outcome, target, order.base);
                run_command(command, &news)
            }
            _ => Ok(()),
        }
    }

    fn options(&self, order: &Order<'_>) -> Options {
        Options {
            limits: Limits {
                deletes_max: self.max_deletes,
                new_store: self.new_store.into(),
                older: order.older,
            },
            mode: order.mode,
            dry_run: order.dry_run,
            patience: Duration::from_secs(self.patience.unwrap_or(PATIENCE_SECONDS)),
        }
    }

    fn settings(&self, dry_run: bool) -> Settings {
        Settings {
            precompress: if self.precompress {
                Precompress::Yes
            } else {
                Precompress::No
            },
            packing: if self.gzip {
                Packing::Gzip
            } else {
                Packing::Plain
            },
            conditions: if self.unconditional {
                Conditions::Waived
            } else {
                Conditions::Needed
            },
            domain: self.cname.clone(),
            cache: self.cache.clone().unwrap_or_else(user_cache),
            dry_run,
        }
    }
}

/// Where programs of this user keep what can be made again (XDG Base Directory Specification).
fn user_cache() -> PathBuf {
    let named = |name: &str| {
        let value = std::env::var_os(name).filter(|value| !value.is_empty());
        value.map(PathBuf::from)
    };
    let home = || named("HOME").map(|home| home.join(".cache"));
    let cache = named("XDG_CACHE_HOME").or_else(home);
    cache.unwrap_or_else(std::env::temp_dir).join("sitegen")
}

/// Says what somebody should know who waits.
fn tell(event: Event) {
    match event {
        Event::Waiting => note("another publisher has claimed the target; waiting for it"),
        Event::TakenOver => note("the other publisher gives no sign of life; taking its place"),
        Event::Replanned => note("another publisher was faster; planning anew"),
        Event::Lost => warn(
            "another publisher took over while files were being sent, and some may have arrived late; publish the newest revision with `--reconcile` to mend that",
        ),
        Event::Sent(..) => {}
    }
}

/// What was done, in a line; of a plan that was not carried out, each file too.
fn summary(origin: &Origin, published: &Published, dry_run: bool) -> String {
    let Published {
        outcome,
        target,
        took,
    } = published;
    let plan = &outcome.plan;
    let revision = origin.revision;
    let seconds = took.as_secs_f64();
    if plan.is_empty() && outcome.before.as_ref() == Some(origin) {
        return format!("nothing to publish: revision {revision} is at {target} ({seconds:.2} s)");
    }
    let files = counted(plan.puts.len(), "file", "files");
    let bytes = HumanBytes(plan.bytes());
    let gone = counted(plan.deletes.len(), "deletion", "deletions");
    if !dry_run {
        return format!(
            "published revision {revision} in {seconds:.2} s: {files} of {}, {bytes}, {gone}: {target}",
            plan.files
        );
    }
    let puts = plan.puts.keys().map(|(_, path)| format!("put {path}\n"));
    let deletes = plan.deletes.iter().map(|path| format!("delete {path}\n"));
    let lines: String = puts.chain(deletes).collect();
    format!(
        "{lines}would publish revision {revision}: {files} of {}, {bytes}, {gone}: {target}",
        plan.files
    )
}

/// Runs a command that is told what changed.
fn run_command(command: &str, news: &Value) -> Result<(), Failure> {
    let failed = |why: String| Failure::Notified {
        command: command.to_owned(),
        why,
    };
    let mut program = Command::new("sh");
    program.args(["-c", command]).stdin(Stdio::piped());
    if is_json() {
        // What the command prints is not for whoever reads our lines.
        program.stdout(std::io::stderr());
    }
    let child = program.spawn();
    let mut child = child.map_err(|error| failed(error.to_string()))?;
    if let Some(mut input) = child.stdin.take() {
        // A command that does not read what it is told does not have to.
        writeln!(input, "{news}").ok();
    }
    let status = child.wait().map_err(|error| failed(error.to_string()))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(status.to_string()))
    }
}
