//! The command `watch`.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use clap::Args;
use dossier_publish::{Mode, Permission, PublishError, Refusal, Site};

use super::build;
use super::console::{fail, warn};
use super::publish::{Failure, Order, TargetArguments, sound};
use crate::publication;

/// How long somebody may go on committing before the site is built: several commits at once make one
/// publication, and a reader does not notice.
const SETTLE: Duration = Duration::from_millis(100);

/// How long it takes until something is tried again that failed, at first and at most.
const PAUSE_MIN: Duration = Duration::from_secs(1);
const PAUSE_MAX: Duration = Duration::from_secs(60);

#[derive(Debug, Args)]
#[command(
    mut_arg("server", |argument| argument.required(true)),
    mut_arg("revision", |argument| argument.hide(true).conflicts_with("to"))
)]
pub(super) struct Arguments {
    #[command(flatten)]
    build: build::Arguments,
    #[command(flatten)]
    target: TargetArguments,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let error = Watch::new(arguments).run();
    fail(&error);
    ExitCode::from(error.code())
}

/// What is published again and again.
struct Watch<'w> {
    arguments: &'w Arguments,
    /// The site that was published last, and found sound.
    published: Option<Site>,
    pause: Duration,
}

impl<'w> Watch<'w> {
    fn new(arguments: &'w Arguments) -> Self {
        Self {
            arguments,
            published: None,
            pause: PAUSE_MIN,
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
                    warn(&format!("{error}; trying again in {seconds} s"));
                    thread::sleep(self.pause);
                    self.pause = (2 * self.pause).min(PAUSE_MAX);
                }
                Err(error) => return error,
            }
        }
    }

    /// Builds the newest revision, and publishes what changed.
    fn publish(&mut self) -> Result<(), Failure> {
        let Arguments { build, target } = self.arguments;
        build::build_and_say(build)?;
        let site = publication::read(&build.out)?;
        self.check(&site)?;
        let order = Order {
            folder: &build.out,
            mode: Mode::Update,
            base: build.base_url.as_ref(),
            older: Permission::Refused,
        };
        // The command that is told is not what readers wait for: where it fails, the site is published.
        match target.publish(&order) {
            Err(error @ Failure::Told { .. }) => warn(&error.to_string()),
            done => done?,
        }
        self.published = Some(site);
        Ok(())
    }

    /// Whether all links resolve: of the whole site at first, and of what changed afterwards.
    fn check(&self, site: &Site) -> Result<(), Failure> {
        let Some(before) = &self.published else {
            return sound(&self.arguments.build.out, None);
        };
        if before
            .files
            .keys()
            .any(|path| !site.files.contains_key(path))
        {
            // Any page may lead to what has gone.
            return sound(&self.arguments.build.out, None);
        }
        let is_new = |path: &String| {
            let digest = |site: &Site| site.files.get(path).map(|file| file.digest);
            digest(before) != digest(site)
        };
        let changed: BTreeSet<String> = site
            .files
            .keys()
            .filter(|path| is_new(path))
            .cloned()
            .collect();
        sound(&self.arguments.build.out, Some(&changed))
    }

    /// Waits for the next commit.
    fn wait(&self) -> Result<(), Failure> {
        let revision = self
            .published
            .as_ref()
            .map_or(0, |site| site.origin.revision);
        build::wait_for_news(&self.arguments.build, revision)?;
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
