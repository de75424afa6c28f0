//! The command `build`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{fail, say};
use crate::fetch::{self, FetchError};
use crate::launch::{LaunchError, Server};
use crate::library::Library;
use crate::output::{Output, OutputError};
use crate::page::Setting;
use crate::site::Site;
use crate::url::{BaseUrl, Place};
use crate::words::Words;

/// Build the site from the newest revision of a server.
///
/// Without `--server` it starts the `dossier-server` that stands beside this program with the
/// content directory, on a free port of this machine, and stops it afterwards.
///
/// Exit codes: 0 built, 1 the content has errors, 2 the site could not be built.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The server to read from, such as `http://127.0.0.1:50051`.
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// A file with the certificate (PEM) that vouches for a server at `https`; without it those that
    /// this machine trusts do.
    #[arg(long, value_name = "FILE", requires = "server")]
    tls_ca: Option<PathBuf>,
    /// What a server of our own serves.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "content",
        conflicts_with = "server"
    )]
    content: PathBuf,
    /// Where the site goes; a site that is there is replaced whole.
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Where the site will be published; for the sitemap, canonical addresses and citations.
    #[arg(long, value_name = "URL")]
    base_url: Option<BaseUrl>,
    /// The language of the site's own words, as a BCP 47 tag.
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
}

/// Why a site could not be built.
#[derive(Debug, thiserror::Error)]
enum BuildError {
    #[error(transparent)]
    Launch(#[from] LaunchError),
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error("`{path}` cannot be read: {source}")]
    Authority {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("could not print `{path}`: {source}")]
    Print { path: String, source: askama::Error },
    #[error("could not start: {0}")]
    Runtime(#[from] std::io::Error),
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let started = Instant::now();
    match build(arguments) {
        Ok(summary) => {
            say(&summary.told(&arguments.out, started.elapsed()));
            ExitCode::SUCCESS
        }
        Err(error @ BuildError::Launch(LaunchError::Content(_))) => {
            fail(&error);
            ExitCode::from(1)
        }
        Err(error) => fail(&error),
    }
}

/// What was built.
struct Summary {
    pages: usize,
    bytes: u64,
    revision: i64,
    sitemap: bool,
}

impl Summary {
    fn told(&self, out: &Path, took: Duration) -> String {
        let note = if self.sitemap {
            ""
        } else {
            "\nno sitemap: name the site's address with --base-url"
        };
        format!(
            "built {} pages, {} from revision {} in {:.2} s: {}{note}",
            self.pages,
            HumanBytes(self.bytes),
            self.revision,
            took.as_secs_f64(),
            out.display(),
        )
    }
}

fn build(arguments: &Arguments) -> Result<Summary, BuildError> {
    // First, because a folder that may not be replaced is found out before the work.
    let output = Output::start(&arguments.out)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let library = runtime.block_on(read(arguments))?;
    let site = Site {
        library: &library,
        setting: Setting {
            base: arguments.base_url.clone(),
        },
        words: Words::of(&arguments.language),
    };
    let (pages, assets) = (site.places(), site.assets());
    let all: Vec<Place<'_>> = pages.iter().chain(&assets).copied().collect();
    let bytes = print(&site, &all, &output)?;
    output.finish()?;
    Ok(Summary {
        pages: pages.len(),
        bytes,
        revision: library.revision,
        sitemap: arguments.base_url.is_some(),
    })
}

async fn read(arguments: &Arguments) -> Result<Library, BuildError> {
    if let Some(url) = &arguments.server {
        let authority = arguments.tls_ca.as_deref().map(|path| {
            std::fs::read(path).map_err(|source| BuildError::Authority {
                path: path.to_owned(),
                source,
            })
        });
        let authority = authority.transpose()?;
        return Ok(fetch::fetch(url, authority.as_deref()).await?);
    }
    let server = Server::start(&arguments.content).await?;
    let library = fetch::fetch(&server.url, None).await;
    server.stop().await;
    Ok(library?)
}

/// Prints and writes all files, on as many threads as there are processors. Returns their bytes.
fn print(site: &Site<'_>, places: &[Place<'_>], output: &Output) -> Result<u64, BuildError> {
    let bar = progress(places.len());
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let work = || -> Result<u64, BuildError> {
        let mut bytes = 0;
        while let Some(place) = places.get(next.fetch_add(1, Ordering::Relaxed)) {
            let file = site.page(*place).map_err(|source| BuildError::Print {
                path: place.path(),
                source,
            })?;
            output.write(&file)?;
            bytes += file.bytes.len() as u64;
            bar.inc(1);
        }
        Ok(bytes)
    };
    let done = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let done = workers.into_iter().map(thread::ScopedJoinHandle::join);
        done.collect::<Vec<_>>()
    });
    bar.finish_and_clear();
    let mut bytes = 0;
    for one in done {
        match one {
            Ok(printed) => bytes += printed?,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
    Ok(bytes)
}

/// A bar on a terminal, nothing elsewhere.
fn progress(files: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("printing {wide_bar} {pos}/{len} pages");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
