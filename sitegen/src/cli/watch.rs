//! The command `watch`.

mod metrics;
mod port;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use dossier_publish::{Mode, Permission, PublishError, Refusal, Site};
use serde_json::json;

use self::metrics::Metrics;
pub(super) use self::port::PortError;
use super::build::{self, BuildArguments, Done};
use super::clock;
use super::console::{counted, fail, note, report, warn};
use super::publish::{Failure, Order, TargetArguments, sound};
use super::source::RevisionArguments;
use crate::site::publication;

/// How long somebody may go on committing before the site is built: several commits at once make one
/// publication, and a reader does not notice.
const SETTLE: Duration = Duration::from_millis(100);

/// What is published.
const NEWEST: RevisionArguments = RevisionArguments { revision: None };

/// How long it takes until something is tried again that failed, at first and at most.
const PAUSE_MIN: Duration = Duration::from_secs(1);
const PAUSE_MAX: Duration = Duration::from_mins(1);

/// Publish each commit of a server as it comes, until it is stopped.
///
/// Commits that come together make one publication, of the newest revision. Where the server or the target
/// is away it tries again, at last once a minute. It never goes back within one store.
///
/// Exit codes: as of `publish`, for what will not pass by waiting.
#[derive(Debug, Args)]
#[command(mut_arg("server", |argument| argument.required(true)))]
pub(super) struct Arguments {
    #[command(flatten)]
    build: BuildArguments,
    #[command(flatten)]
    target: TargetArguments,
    /// Serve metrics for Prometheus and probes at this address, over plain HTTP: `/metrics`, `/healthz`,
    /// `/readyz`, `/buildinfo`. Port 0 takes a free one. Without it there is no such port.
    #[arg(long, value_name = "ADDRESS", env = "SITEGEN_METRICS_LISTEN")]
    metrics_listen: Option<SocketAddr>,
}

pub(super) fn run(mut arguments: Arguments) -> ExitCode {
    let metrics = Metrics::new();
    let error = match start(&mut arguments, &metrics) {
        Ok(()) => Watch::new(&arguments, metrics).run(),
        Err(error) => error,
    };
    fail(&error);
    ExitCode::from(error.code())
}

/// Takes what the settings say, and lets operators look, if they want to.
fn start(arguments: &mut Arguments, metrics: &Metrics) -> Result<(), Failure> {
    let settings = arguments.target.settle(&mut arguments.build)?;
    let address = arguments.metrics_listen.or(settings.metrics_listen);
    if let Some(address) = address {
        let address = port::start(address, metrics.clone())?;
        report(
            &format!("metrics and probes are served at http://{address}/"),
            &json!({ "event": "listening", "address": address.to_string() }),
        );
    }
    Ok(())
}

/// What is published again and again.
struct Watch<'w> {
    arguments: &'w Arguments,
    /// The site as it lies in its folder; nothing where that must be read.
    standing: Option<Standing>,
    /// The files that changed since all links were found to lead somewhere; nothing where any may lead nowhere.
    unchecked: Option<BTreeSet<String>>,
    pause: Duration,
    metrics: Metrics,
}

/// A site in its folder.
struct Standing {
    site: Site,
    /// The store and its revision.
    state: String,
}

impl<'w> Watch<'w> {
    fn new(arguments: &'w Arguments, metrics: Metrics) -> Self {
        Self {
            arguments,
            standing: None,
            unchecked: None,
            pause: PAUSE_MIN,
            metrics,
        }
    }

    /// Goes on until something fails that will not pass.
    fn run(mut self) -> Failure {
        loop {
            let done = self.publish().and_then(|()| self.wait());
            match done {
                Ok(()) => self.pause = PAUSE_MIN,
                Err(error) if error.may_pass() || is_ahead(&error) => {
                    let seconds = self.pause.as_secs();
                    self.metrics.count_failure(error.reason(), self.pause);
                    warn(&format!("{error}; trying again in {seconds} s"));
                    thread::sleep(self.pause);
                    self.metrics.count_retry();
                    self.pause = (2 * self.pause).min(PAUSE_MAX);
                }
                Err(error) => return error,
            }
        }
    }

    /// Builds the newest revision, and publishes what changed.
    fn publish(&mut self) -> Result<(), Failure> {
        let Arguments { build, target, .. } = self.arguments;
        let standing = self.build()?;
        sound(build.out(), self.unchecked.as_ref())?;
        self.unchecked = Some(BTreeSet::new());
        let standing = self.standing.insert(standing);
        let order = Order {
            site: &standing.site,
            mode: Mode::Update,
            dry_run: false,
            base: build.site.base_url.as_ref(),
            older: Permission::Refused,
        };
        let published = target.publish(&order)?;
        let failed = self.metrics.failed_attempts();
        let revision = standing.site.origin.revision;
        self.metrics
            .count_publication(revision, &published, clock::now());
        if failed > 0 {
            let attempts = counted(failed, "failed attempt", "failed attempts");
            note(&format!("all is well again, after {attempts}"));
        }
        // The command that is told is not what readers wait for: where it fails, the site is published.
        if let Err(error) = target.notify(&order, &published) {
            self.metrics.count_untold();
            warn(&error.to_string());
        }
        Ok(())
    }

    /// Builds the newest revision. Of a site that is brought up to date only what changed is read.
    fn build(&mut self) -> Result<Standing, Failure> {
        let arguments = &self.arguments.build;
        let started = Instant::now();
        let done = build::build_and_say(arguments, NEWEST)?;
        self.metrics.count_build(&done, started.elapsed());
        let Done { built, state } = done;
        let before = self.standing.take();
        let site = match (before, &built) {
            (Some(before), None) if before.state == state => before.site,
            // Nobody else has built there meanwhile.
            (Some(before), Some(built)) if built.from.as_ref() == Some(&before.state) => {
                let changes = &built.changes;
                let gone = changes.removed.iter();
                let all_hold = gone.map(String::as_str).all(publication::is_part);
                self.unchecked = self.unchecked.take().filter(|_| all_hold);
                if let Some(unchecked) = &mut self.unchecked {
                    unchecked.extend(changes.written.iter().cloned());
                }
                publication::read_changes(before.site, arguments.out(), changes)?
            }
            _ => {
                self.unchecked = None;
                publication::read(arguments.out())?
            }
        };
        Ok(Standing { site, state })
    }

    /// Waits for the next commit.
    fn wait(&self) -> Result<(), Failure> {
        let revision = self
            .standing
            .as_ref()
            .map_or(0, |standing| standing.site.origin.revision);
        let seen = build::wait(&self.arguments.build, revision)?;
        self.metrics.saw(seen);
        thread::sleep(SETTLE);
        Ok(())
    }
}

/// Whether the target is ahead of the server, which may be a replica that is behind.
fn is_ahead(error: &Failure) -> bool {
    matches!(
        error,
        Failure::Publish(PublishError::Refused(Refusal::Newer { .. }))
    )
}
