//! The command `build`.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::runtime::Runtime;

use super::console::{counted, fail, note, say, warn};
use crate::context::Setting;
use crate::locale::Words;
use crate::site::Site;
use crate::site::output::{Output, OutputError};
use crate::source::catalog::Catalog;
use crate::source::fetch::{self, FetchError, Wire};
use crate::source::follow;
use crate::source::launch::{LaunchError, Server};
use crate::url::{BaseUrl, Edition, Route};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The server to read from, such as `http://127.0.0.1:50051`.
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// A file with the certificate (PEM) that vouches for a server at `https`; without it those that
    /// this machine trusts do.
    #[arg(long, value_name = "FILE", requires = "server")]
    tls_ca: Option<PathBuf>,
    /// A file with the token to send to the server. Without it the token is in `SITEGEN_TOKEN`, or there is
    /// none. A site shows what is published, whoever asks.
    #[arg(long, value_name = "FILE", requires = "server")]
    token_file: Option<PathBuf>,
    /// What a server of our own serves.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "content",
        conflicts_with = "server"
    )]
    content: PathBuf,
    /// The revision to build, and not the newest.
    #[arg(long, value_name = "NUMBER", requires = "server")]
    pub(super) revision: Option<i64>,
    /// Where the site goes. A site that is there is replaced whole, unless something in it was not made by
    /// sitegen.
    #[arg(long, value_name = "DIR", default_value = "public")]
    pub(super) out: PathBuf,
    /// Where the site will be published; for the sitemap, canonical addresses and citations.
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<BaseUrl>,
    /// The languages of the site as BCP 47 tags, the main one first. Without it: those in which the
    /// dossiers are told.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    language: Vec<String>,
}

/// Why a site could not be built.
#[derive(Debug, thiserror::Error)]
pub(super) enum BuildError {
    #[error(transparent)]
    Launch(#[from] LaunchError),
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error("the site has no words in `{tag}`; it has them in {known}")]
    Language { tag: String, known: String },
    #[error("`{path}` cannot be read: {source}")]
    Authority { path: PathBuf, source: io::Error },
    #[error("could not print `{path}`: {source}")]
    Print { path: String, source: askama::Error },
    #[error("could not start: {0}")]
    Runtime(#[from] io::Error),
}

impl BuildError {
    /// Whether the content has errors, which the server has told.
    pub(super) fn is_of_content(&self) -> bool {
        matches!(self, Self::Launch(LaunchError::Content(_)))
    }

    /// Whether the same may work later: the server did not answer, or was cut off.
    pub(super) fn may_pass(&self) -> bool {
        let passing = FetchError::may_pass;
        matches!(self, Self::Fetch(error) if passing(error))
    }
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match build_and_say(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is_of_content() => {
            fail(&error);
            ExitCode::from(1)
        }
        Err(error) => fail(&error),
    }
}

/// Builds, and says what was built.
pub(super) fn build_and_say(arguments: &Arguments) -> Result<(), BuildError> {
    let started = Instant::now();
    let summary = build(arguments)?;
    say(&summary.told(&arguments.out, started.elapsed()));
    Ok(())
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
            "built {}, {} from revision {} in {:.2} s: {}{note}",
            counted(self.pages, "page", "pages"),
            HumanBytes(self.bytes),
            self.revision,
            took.as_secs_f64(),
            out.display(),
        )
    }
}

fn build(arguments: &Arguments) -> Result<Summary, BuildError> {
    // First, because a folder that may not be replaced is found out before the work.
    let content = arguments
        .server
        .is_none()
        .then_some(arguments.content.as_path());
    let output = Output::start(&arguments.out, content, || {
        let out = arguments.out.display();
        note(&format!(
            "another build into `{out}` is running; waiting for it"
        ));
    })?;
    let runtime = runtime()?;
    let catalog = runtime.block_on(read(arguments))?;
    let editions = editions(&arguments.language, &catalog)?;
    for (dossier, language) in untold(&catalog, &editions) {
        warn(&format!(
            "`{dossier}` is told in `{language}` too, but the site has no edition in it; {}",
            why_none(&language)
        ));
    }
    let (mut pages, mut bytes) = (0, 0);
    let mut unsaid = BTreeSet::new();
    for (words, edition) in &editions {
        let base = arguments.base_url.as_ref();
        let setting = Setting {
            base: base.map(|base| base.of_edition(*edition)),
            editions: editions.clone(),
        };
        let site = Site::new(&catalog, setting, (words, *edition));
        unsaid.extend(site.unsaid());
        let (places, assets) = (site.places(), site.assets());
        let all: Vec<Route<'_>> = places.iter().chain(&assets).copied().collect();
        bytes += print(&site, &all, &output)?;
        pages += places.len();
    }
    for one in unsaid {
        warn(&one);
    }
    output.finish()?;
    Ok(Summary {
        pages,
        bytes,
        revision: catalog.revision,
        sitemap: arguments.base_url.is_some(),
    })
}

/// The languages of the site, the main one first, each in a folder of its own.
fn editions(
    asked: &[String],
    catalog: &Catalog,
) -> Result<Vec<(&'static Words, Edition)>, BuildError> {
    let mut found: Vec<&'static Words> = Vec::new();
    for tag in asked {
        let words = Words::of(tag).ok_or_else(|| BuildError::Language {
            tag: tag.clone(),
            known: Words::ALL
                .map(|words| format!("`{}`", words.code))
                .join(", "),
        })?;
        if !found.iter().any(|known| known.code == words.code) {
            found.push(words);
        }
    }
    if asked.is_empty() {
        found = told_in(catalog);
    }
    let edition = |place: usize, words: &'static Words| match place {
        0 => (words, Edition::default()),
        _ => (words, Edition::in_folder(words.code)),
    };
    let editions = found.into_iter().enumerate();
    Ok(editions
        .map(|(place, words)| edition(place, words))
        .collect())
}

/// The languages in which the dossiers are told, as far as we have words for them: that of the first
/// dossier, then the others.
fn told_in(catalog: &Catalog) -> Vec<&'static Words> {
    let titles = catalog.dossiers().flat_map(|one| &one.title);
    let told: Vec<&str> = titles.map(|title| title.language_code.as_str()).collect();
    let first = catalog.dossiers().next();
    let main = first.and_then(|one| Words::of(&one.language_code));
    let main = main.unwrap_or(Words::ALL[0]);
    let others = Words::ALL.into_iter().filter(|words| {
        let speaks = |tag: &&str| tag.split('-').next() == Some(words.code);
        words.code != main.code && told.iter().any(speaks)
    });
    [main].into_iter().chain(others).collect()
}

/// The tellings of dossiers that no edition of the site shows: dossier and language.
fn untold(catalog: &Catalog, editions: &[(&'static Words, Edition)]) -> BTreeSet<(String, String)> {
    let tellings = catalog.dossiers().flat_map(|dossier| {
        let languages = dossier.title.iter().map(|title| &title.language_code);
        languages.map(|language| (dossier.name.clone(), language.clone()))
    });
    let is_shown = |language: &str| {
        let primary = language.split('-').next();
        let mut editions = editions.iter();
        editions.any(|(words, _)| primary.is_some_and(|tag| tag.eq_ignore_ascii_case(words.code)))
    };
    tellings
        .filter(|(_, language)| !is_shown(language))
        .collect()
}

/// Why the site has no edition in a language, and what to do.
fn why_none(language: &str) -> String {
    let primary = language.split('-').next().unwrap_or_default();
    if Words::of(primary).is_some() {
        return format!("name it with `--language {primary}`");
    }
    let known = Words::ALL.map(|words| format!("`{}`", words.code));
    format!("it has words in {} only", known.join(", "))
}

/// The token to send, from a file or the environment.
fn token(file: Option<&Path>) -> Result<Option<String>, BuildError> {
    let Some(path) = file else {
        return Ok(std::env::var("SITEGEN_TOKEN").ok());
    };
    let text = std::fs::read_to_string(path).map_err(|source| BuildError::Authority {
        path: path.to_owned(),
        source,
    })?;
    Ok(Some(text.trim().to_owned()))
}

async fn read(arguments: &Arguments) -> Result<Catalog, BuildError> {
    if arguments.server.is_some() {
        let wire = connect(arguments).await?;
        return Ok(fetch::fetch(wire, arguments.revision.unwrap_or_default()).await?);
    }
    let server = Server::start(&arguments.content).await?;
    let catalog = match fetch::connect(&server.url, None, None).await {
        Ok(wire) => fetch::fetch(wire, 0).await,
        Err(error) => Err(error),
    };
    server.stop().await;
    let mut catalog = catalog?;
    // Its store lives as long as the server, and its name says nothing.
    catalog.store = None;
    Ok(catalog)
}

/// Connects to the server that is named.
async fn connect(arguments: &Arguments) -> Result<Wire, BuildError> {
    let authority = arguments.tls_ca.as_deref().map(|path| {
        std::fs::read(path).map_err(|source| BuildError::Authority {
            path: path.to_owned(),
            source,
        })
    });
    let authority = authority.transpose()?;
    let token = token(arguments.token_file.as_deref())?;
    let url = arguments.server.as_deref().unwrap_or_default();
    Ok(fetch::connect(url, authority.as_deref(), token.as_deref()).await?)
}

/// Waits until the server that is named has a commit after a revision.
pub(super) fn wait_for_news(arguments: &Arguments, after_revision: i64) -> Result<(), BuildError> {
    let runtime = runtime()?;
    runtime.block_on(async {
        let wire = connect(arguments).await?;
        Ok(follow::news(wire, after_revision).await?)
    })
}

/// What drives connections: they wait more than they work.
fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
}

/// Prints and writes all files, on as many threads as there are processors. Returns their bytes.
fn print(site: &Site<'_>, places: &[Route<'_>], output: &Output) -> Result<u64, BuildError> {
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
