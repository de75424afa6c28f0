//! Builds a site into a folder: prints what is not as it would be printed, and puts it in its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use super::Site;
use super::increment::{Before, Reads};
use super::output::{Changes, Origin, Output, OutputError, Stamp};
use crate::context::Setting;
use crate::context::look::Look;
use crate::locale::Words;
use crate::source::catalog::Catalog;
use crate::source::reads::{Key, record};
use crate::url::{BaseUrl, Edition, Route};

/// What a site is made of, and how.
#[derive(Debug)]
pub(crate) struct Order<'o> {
    pub(crate) catalog: &'o Catalog,
    pub(crate) editions: &'o [(&'static Words, Edition)],
    /// Where the site will be published.
    pub(crate) base: Option<&'o BaseUrl>,
    /// What it says of itself.
    pub(crate) look: &'o Look,
    /// The program and what it was told ([`made_by`]). Where nobody knows, nothing is kept.
    pub(crate) made_by: Option<&'o str>,
    pub(crate) extent: Extent,
}

/// How much of a site is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What is not as it would be printed, where that is known.
    Changes,
    /// All of it.
    Whole,
}

/// What was built.
#[derive(Debug)]
pub(crate) struct Built {
    /// How many pages the site has.
    pub(crate) pages: usize,
    /// How many files were printed, and their bytes.
    pub(crate) printed: usize,
    pub(crate) bytes: u64,
    pub(crate) changes: Changes,
    /// The state that was brought up to date; nothing where all files were printed.
    pub(crate) from: Option<String>,
    pub(crate) way: Way,
    /// What its maker should look at.
    pub(crate) warnings: BTreeSet<String>,
    /// The pages that took longest to print, the slowest first.
    pub(crate) slowest: Vec<(String, Duration)>,
}

/// So many of the slowest pages are remembered.
const SLOWEST_MAX: usize = 5;

/// How a site was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// The site before was brought up to date.
    Updated,
    /// All files were printed: there was no site, or that was asked for.
    Whole,
    /// All files were printed, because another program or other settings made the site before.
    OtherMaker,
    /// All files were printed, because it is not known what made the site that stands in the folder: the
    /// build before was killed, or the site is a copy.
    Unknown,
}

/// Why a site could not be built.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BuildError {
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error("could not print `{path}`: {source}")]
    Print { path: String, source: askama::Error },
}

/// Everything but the catalog that a site follows from, in a line: the program, the address, the languages
/// that were asked for, the settings. `None` where the program cannot be told from another one.
pub(crate) fn made_by(base: Option<&BaseUrl>, asked: &[String], look: &Look) -> Option<String> {
    // Whoever builds the program anew without a new version has other templates.
    let program = std::env::current_exe().and_then(std::fs::metadata).ok()?;
    let program = Stamp::from_metadata(&program).to_string();
    let base = base.map(|base| base.absolute(Route::Home));
    let version = env!("CARGO_PKG_VERSION");
    Some(serde_json::json!([version, program, base, asked, look]).to_string())
}

/// Builds a site into a folder. The bar counts files.
pub(crate) fn build(
    mut output: Output,
    order: &Order<'_>,
    bar: &ProgressBar,
) -> Result<Built, BuildError> {
    let origin = order.origin();
    let (before, way) = order.before(&output, origin.as_ref());
    let from = before.as_ref().and_then(|_| output.kept());
    let from = from.map(|kept| kept.origin.state.clone());
    if before.is_some() {
        output.update()?;
    }
    let mut site = Printed::default();
    let mut press = Press {
        output: &output,
        unchanged: BTreeMap::new(),
        reads: Mutex::default(),
        bar,
    };
    if let Some(before) = &before {
        let (unchanged, digests) = before.compared(order.catalog);
        press.unchanged = unchanged;
        press.reads = Mutex::new(Reads::with(digests));
    }
    let mut pages = 0;
    let mut warnings = BTreeSet::new();
    for (words, edition) in order.editions {
        let setting = Setting {
            base: order.base.map(|base| base.of_edition(*edition)),
            editions: order.editions.to_vec(),
            look: order.look.clone(),
        };
        let edition = Site::new(order.catalog, setting, (words, *edition));
        let edition = edition.with_pages(&order.look.pages);
        warnings.extend(edition.unsaid());
        let (places, assets) = (edition.places(), edition.assets());
        let all: Vec<Route<'_>> = places.iter().chain(&assets).copied().collect();
        bar.set_length(all.len() as u64);
        bar.set_position(0);
        site.add(press.print(&edition, &all)?);
        pages += places.len();
    }
    let reads = press
        .reads
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let keep = origin.map(|origin| (origin, reads.kept(order.catalog)));
    Ok(Built {
        changes: output.finish(keep)?,
        pages,
        printed: site.files,
        bytes: site.bytes,
        from,
        way,
        warnings,
        slowest: site.slowest,
    })
}

impl Order<'_> {
    /// What the site is made by and from; nothing where nobody knows by what.
    pub(super) fn origin(&self) -> Option<Origin> {
        let languages: Vec<&str> = self.editions.iter().map(|(words, _)| words.code).collect();
        let look = self.look.settled(self.catalog);
        let figures = if look.figures.are_wanted() {
            " with figures"
        } else {
            ""
        };
        Some(Origin {
            made_by: self.made_by?.to_owned(),
            editions: languages.join(" ") + figures,
            state: self.catalog.state(),
        })
    }

    /// What the files of the site before read, if it is to be brought up to date; and what becomes of it.
    fn before(&self, output: &Output, origin: Option<&Origin>) -> (Option<Before>, Way) {
        if self.extent == Extent::Whole || !output.was_built() {
            return (None, Way::Whole);
        }
        let Some(kept) = output.kept() else {
            return (None, Way::Unknown);
        };
        let alike = |origin: &Origin| {
            (&kept.origin.made_by, &kept.origin.editions) == (&origin.made_by, &origin.editions)
        };
        let before = origin.filter(|origin| alike(origin));
        let before = before.and_then(|_| Before::read(&kept.reads));
        let way = before.as_ref().map_or(Way::OtherMaker, |_| Way::Updated);
        (before, way)
    }
}

/// Whether a site stands in a folder as it would be built of the state that it was made from, by `made_by`;
/// which state, if so.
pub(crate) fn standing_state<'o>(output: &'o Output, made_by: Option<&str>) -> Option<&'o str> {
    let origin = output.stands()?;
    (Some(origin.made_by.as_str()) == made_by).then_some(origin.state.as_str())
}

/// How much was printed.
#[derive(Clone, Debug, Default)]
struct Printed {
    files: usize,
    bytes: u64,
    /// The pages that took longest, the slowest first.
    slowest: Vec<(String, Duration)>,
}

impl Printed {
    fn add(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.slowest.extend(other.slowest);
        self.slowest
            .sort_by_key(|(_, took)| std::cmp::Reverse(*took));
        self.slowest.truncate(SLOWEST_MAX);
    }
}

/// What prints files, and remembers what each of them read.
struct Press<'b> {
    output: &'b Output,
    /// The files that would be printed as they were, with what they read.
    unchanged: BTreeMap<&'b str, Vec<&'b Key>>,
    reads: Mutex<Reads>,
    bar: &'b ProgressBar,
}

impl Press<'_> {
    /// Prints and writes all files, on as many threads as there are processors.
    fn print(&self, site: &Site<'_>, places: &[Route<'_>]) -> Result<Printed, BuildError> {
        let next = AtomicUsize::new(0);
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let work = || -> Result<Printed, BuildError> {
            let mut printed = Printed::default();
            while let Some(place) = places.get(next.fetch_add(1, Ordering::Relaxed)) {
                printed.add(self.print_one(site, *place)?);
                self.bar.inc(1);
            }
            Ok(printed)
        };
        let done = thread::scope(|scope| {
            let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            let done = workers.into_iter().map(thread::ScopedJoinHandle::join);
            done.collect::<Vec<_>>()
        });
        let mut all = Printed::default();
        for result in done {
            match result {
                Ok(printed) => all.add(printed?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(all)
    }

    /// Prints a file, unless it stands there already as it would be printed.
    fn print_one(&self, site: &Site<'_>, place: Route<'_>) -> Result<Printed, BuildError> {
        let path = site.edition.path(place);
        let reads = || self.reads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(read) = self.unchanged.get(path.as_str())
            && self.output.keep(&path)
        {
            reads().add(&path, read.iter().copied());
            return Ok(Printed::default());
        }
        let started = Instant::now();
        let (file, read) = record(|| site.page(place));
        let took = started.elapsed();
        let file = file.map_err(|source| BuildError::Print {
            path: place.path(),
            source,
        })?;
        self.output.write(&file)?;
        reads().add(&path, &read);
        Ok(Printed {
            files: 1,
            bytes: file.bytes.len() as u64,
            slowest: if place.is_page() {
                vec![(path, took)]
            } else {
                Vec::new()
            },
        })
    }
}
