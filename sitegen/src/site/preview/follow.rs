//! Follows what is previewed: a content directory whose files somebody edits, or a server's revisions.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use notify::{RecursiveMode, Watcher as _};
use tokio::sync::{mpsc, watch};

use super::{Finding, Make, Now, Shown};
use crate::source::catalog::Catalog;
use crate::source::fetch::{Address, Drafts, FetchError, Wanted, fetch, wait_for_news};
use crate::source::launch::{LaunchError, Waiting};

/// How long files must be quiet: an editor writes one in several steps, and several at once.
const QUIET: Duration = Duration::from_millis(30);

/// How long to wait before a server is asked again that did not answer.
const PAUSE: Duration = Duration::from_secs(1);

/// What is previewed.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// A content directory.
    Content(PathBuf),
    /// A server, with who asks it.
    Server(Address),
}

/// Why nothing can be followed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FollowError {
    #[error("`{}` cannot be watched: {source}", .directory.display())]
    Watch {
        directory: PathBuf,
        source: notify::Error,
    },
}

/// Reads what there is, and again after each change. Ends only where nothing can be followed.
pub(crate) async fn follow(
    origin: &Origin,
    make: &Make,
    now: &watch::Sender<Now>,
) -> Result<(), FollowError> {
    match origin {
        Origin::Content(directory) => content(directory, make, now).await,
        Origin::Server(address) => {
            server(address, make, now).await;
            Ok(())
        }
    }
}

async fn content(
    directory: &Path,
    make: &Make,
    now: &watch::Sender<Now>,
) -> Result<(), FollowError> {
    let failed = |source| FollowError::Watch {
        directory: directory.to_owned(),
        source,
    };
    // One that waits stands for all.
    let (tell, mut saved) = mpsc::channel(1);
    let heard = move |event: notify::Result<notify::Event>| {
        // Reading the files is not a change of them.
        if event.map_or(true, |event| !event.kind.is_access()) {
            tell.try_send(()).ok();
        }
    };
    let mut watcher = notify::recommended_watcher(heard).map_err(failed)?;
    watcher
        .watch(directory, RecursiveMode::Recursive)
        .map_err(failed)?;
    let mut waiting = Waiting::start(directory);
    loop {
        let started = Instant::now();
        let (findings, served) = serve(waiting).await;
        let findings = Finding::all(&findings).unwrap_or_default();
        let trouble = match &served {
            // The findings say it.
            Err(ReadError::Launch(LaunchError::Content(_)))
                if findings.iter().any(|finding| finding.is_error) =>
            {
                String::new()
            }
            Err(error) => error.to_string(),
            Ok(_) => String::new(),
        };
        let catalog = served.ok().flatten();
        tell_of(now, make, (catalog, trouble, findings), started.elapsed());
        waiting = Waiting::start(directory);
        if let Ok(waiting) = &mut waiting {
            waiting.warm().await;
        }
        if saved.recv().await.is_none() {
            return Ok(());
        }
        while let Ok(Some(())) = tokio::time::timeout(QUIET, saved.recv()).await {}
    }
}

/// Why a state could not be read.
#[derive(Debug, thiserror::Error)]
enum ReadError {
    #[error(transparent)]
    Launch(#[from] LaunchError),
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

/// The newest revision with its drafts, unless it is known already.
fn newest(known: Option<&str>) -> Wanted<'_> {
    Wanted {
        drafts: Drafts::Shown,
        revision: None,
        known,
    }
}

/// What is wrong with a content directory, as JSON, and what a server of our own holds of it.
async fn serve(
    waiting: Result<Waiting, LaunchError>,
) -> (String, Result<Option<Catalog>, ReadError>) {
    let (findings, launched) = match waiting {
        Ok(waiting) => waiting.read().await,
        Err(error) => (String::new(), Err(error)),
    };
    let catalog = match launched {
        // It holds nothing that has to be closed, and is killed when it is dropped.
        Ok(server) => fetch(&Address::of_own(&server.url), newest(None))
            .await
            .map_err(ReadError::from),
        Err(error) => Err(error.into()),
    };
    (findings, catalog)
}

async fn server(address: &Address, make: &Make, now: &watch::Sender<Now>) {
    let mut known: Option<(String, i64)> = None;
    loop {
        let started = Instant::now();
        let state = known.as_ref().map(|(state, _)| state.as_str());
        let read = match fetch(address, newest(state)).await {
            Ok(Some(catalog)) => {
                known = Some((catalog.state(), catalog.revision()));
                tell_of(
                    now,
                    make,
                    (Some(catalog), String::new(), Vec::new()),
                    started.elapsed(),
                );
                Ok(())
            }
            Ok(None) => {
                // It answers again.
                if !now.borrow().trouble.is_empty() {
                    tell_of(now, make, (None, String::new(), Vec::new()), Duration::ZERO);
                }
                Ok(())
            }
            Err(error) => Err(error),
        };
        let revision = known.as_ref().map_or(0, |(_, revision)| *revision);
        let news = match read {
            Ok(()) => wait_for_news(address, Drafts::Shown, revision)
                .await
                .map(drop),
            Err(error) => Err(error),
        };
        if let Err(error) = news {
            let trouble = error.to_string();
            if now.borrow().trouble != trouble {
                tell_of(now, make, (None, trouble, Vec::new()), Duration::ZERO);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Shows a new state, or the last one with why there is no newer one.
fn tell_of(
    now: &watch::Sender<Now>,
    make: &Make,
    (catalog, mut trouble, findings): (Option<Catalog>, String, Vec<Finding>),
    took: Duration,
) {
    let shown = catalog.and_then(|catalog| match Shown::new(catalog, make) {
        Ok(shown) => Some(shown),
        Err(error) => {
            trouble = error.to_string();
            None
        }
    });
    now.send_modify(|now| {
        now.number += 1;
        if let Some(shown) = shown {
            now.site += 1;
            now.shown = Some(Arc::new(shown));
        }
        now.findings = findings.into();
        now.trouble = trouble;
        now.took = took;
    });
}
