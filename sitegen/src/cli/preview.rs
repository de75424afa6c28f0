//! The command `preview`.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use clap::Args;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::console::{counted, fail, say, warn};
use super::settings::SettingsError;
use super::source::{SiteArguments, SourceError};
use crate::site::preview::{self, FollowError, Hosts, Make, Now, Origin, Preview, follow};

/// Show the site in a browser while it is being written.
///
/// Pages are printed on request, exactly as `build` prints them, from files that are read again whenever
/// one is saved, or from the newest revision of a server. The browser shows each change by itself.
/// Mistakes are shown above the last correct page, and in the terminal. Drafts are shown, and marked; a
/// server sends them only to editors. Nothing is written.
///
/// Only this machine can reach it, unless `--listen` says otherwise. Interrupt it to stop. Exit code: 2
/// if it could not start.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// A host name that browsers may use, besides IP addresses and `localhost`; may be repeated.
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Open a browser.
    #[arg(long)]
    open: bool,
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Follow(#[from] FollowError),
    #[error("could not listen on {address}: {source}")]
    Listen {
        address: SocketAddr,
        source: std::io::Error,
    },
    #[error("could not start: {0}")]
    Runtime(#[from] std::io::Error),
}

pub(super) fn run(mut arguments: Arguments) -> ExitCode {
    let settled = arguments.site.settle().map_err(Failure::from);
    match settled.and_then(|_| show(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn show(arguments: &Arguments) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(shown(arguments))
}

async fn shown(arguments: &Arguments) -> Result<(), Failure> {
    let address = arguments.listen;
    let failed = |source| Failure::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let listening = listener.local_addr().map_err(failed)?;
    let site = &arguments.site;
    let origin = match site.source.address()? {
        Some(server) => Origin::Server(server),
        None => Origin::Content(site.source.directory().to_owned()),
    };
    let make = Make {
        languages: site.language.clone(),
        base: site.base_url.clone(),
        look: site.look.clone(),
        content: site.source.directory().to_owned(),
    };
    let (tell, now) = watch::channel(Now::default());
    let page = preview::address(listening);
    say(&format!("previewing at {page}"));
    if !listening.ip().is_loopback() {
        warn("other machines can reach the preview, and read drafts in it");
    }
    if arguments.open && !open(&page) {
        warn(&format!("no browser could be opened; open {page}"));
    }
    let preview = Preview {
        now: now.clone(),
        hosts: Hosts::new(&arguments.allow_host),
    };
    tokio::select! {
        ended = follow(&origin, &make, &tell) => Ok(ended?),
        never = preview::serve(listener, preview) => match never {},
        never = report(now) => match never {},
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}

/// Says in the terminal what is shown, each time that there is news.
async fn report(mut now: watch::Receiver<Now>) -> Infallible {
    while now.changed().await.is_ok() {
        let line = status(&now.borrow_and_update());
        say(&line);
    }
    std::future::pending().await
}

/// A line that says what is shown.
fn status(now: &Now) -> String {
    let errors = now
        .findings
        .iter()
        .filter(|finding| finding.is_error)
        .count();
    if errors > 0 || !now.trouble.is_empty() {
        let wrong = if errors > 0 {
            counted(errors, "error", "errors")
        } else {
            now.trouble.clone()
        };
        let kept = if now.shown.is_some() {
            "still showing the last version without errors"
        } else {
            "there is nothing to show yet"
        };
        return format!("{wrong}; {kept}");
    }
    let drafts = now.shown.as_ref().map_or(0, |shown| shown.drafts());
    let (drafts, took) = (counted(drafts, "draft", "drafts"), now.took.as_secs_f64());
    format!("shown, with {drafts}; read in {took:.2} s")
}

/// Asks the system to open a page in a browser; `false` where it does not know how.
fn open(page: &str) -> bool {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let browser = std::env::var_os("BROWSER").filter(|browser| Path::new(browser).is_absolute());
    let started = Command::new(browser.unwrap_or_else(|| program.into()))
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    started.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terminal_says_what_is_shown_and_why_not() {
        let now = Now::default();
        assert_eq!(status(&now), "shown, with 0 drafts; read in 0.00 s");
        let now = Now {
            trouble: "no server answers".to_owned(),
            ..Now::default()
        };
        assert_eq!(
            status(&now),
            "no server answers; there is nothing to show yet"
        );
    }
}
