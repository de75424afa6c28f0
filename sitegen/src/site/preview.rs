//! Shows a site while it is being written: a page is printed when somebody asks for it, by what prints it for
//! a build, from the newest state that has no errors.
//!
//! Nothing is put into a page. It stands in a frame of the preview's own page (`shell`), which hears of news,
//! reloads the frame and shows what is wrong beside it; so a page here is byte for byte the page of a build,
//! where there are no drafts. The other way, a script in each page, would show what no reader gets, and pages
//! forbid scripts.
//!
//! After each change of a content directory a new server reads it whole, as for a build. A server that
//! watches would keep what was there before as history, and the pages would tell of each save. The next server
//! is started in advance, so that after a save only the content must be read; its findings are shown.

mod findings;
mod follow;
mod host;
mod serve;
mod shell;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use self::findings::Finding;
pub(crate) use self::follow::{FollowError, Origin, follow};
pub(crate) use self::host::Hosts;
pub(crate) use self::serve::{Preview, address, serve};
use crate::context::Setting;
use crate::context::look::Look;
use crate::locale::Words;
use crate::site::editions::{UnknownLanguage, editions};
use crate::site::own_pages::{self, PageError};
use crate::site::{File, SharedIndex, Site};
use crate::source::catalog::Catalog;
use crate::url::{BaseUrl, Edition};

/// What the preview shows now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Now {
    /// Which news this is; 0 as long as nothing was read.
    pub(crate) number: u64,
    /// Which of the sites that were read is shown; 0 for none.
    pub(crate) site: u64,
    /// The newest state without errors.
    pub(crate) shown: Option<Arc<Shown>>,
    /// What is wrong with the content, or should be looked at.
    pub(crate) findings: Arc<[Finding]>,
    /// Why nothing newer is shown, where the findings do not say it; empty where there is no reason.
    pub(crate) trouble: String,
    /// How long it took to read.
    pub(crate) took: Duration,
}

/// How a site is made, whatever it is made of.
#[derive(Clone, Debug)]
pub(crate) struct Make {
    /// The languages that were asked for.
    pub(crate) languages: Vec<String>,
    /// Where the site will be published.
    pub(crate) base: Option<BaseUrl>,
    /// What it says of itself.
    pub(crate) look: Look,
    /// The content directory, for the owner's own pages.
    pub(crate) content: PathBuf,
}

/// Why a state cannot be shown.
#[derive(Debug, thiserror::Error)]
enum ShownError {
    #[error(transparent)]
    Language(#[from] UnknownLanguage),
    #[error(transparent)]
    Page(#[from] PageError),
}

/// A state, ready to print any file of its site.
#[derive(Debug)]
pub(crate) struct Shown {
    catalog: Catalog,
    base: Option<BaseUrl>,
    look: Look,
    editions: Vec<(&'static Words, Edition)>,
    /// Those of the editions, made once for all who ask.
    indexes: Vec<SharedIndex>,
}

impl Shown {
    fn new(catalog: Catalog, make: &Make) -> Result<Self, ShownError> {
        let editions = editions(&make.languages, &catalog)?;
        Ok(Self {
            indexes: editions.iter().map(|_| SharedIndex::default()).collect(),
            base: make.base.clone(),
            look: Look {
                pages: own_pages::read(&make.content)?,
                ..make.look.clone()
            },
            catalog,
            editions,
        })
    }

    /// How many resources are shown that are not published yet.
    pub(crate) fn drafts(&self) -> usize {
        self.catalog.drafts().len()
    }

    /// The revision.
    pub(crate) fn revision(&self) -> i64 {
        self.catalog.revision()
    }

    /// The file at a path below the site's folder, as a build prints it.
    fn file(&self, path: &str) -> Result<Option<File>, askama::Error> {
        for ((words, edition), index) in self.editions.iter().zip(&self.indexes) {
            let setting = Setting {
                base: self.base.as_ref().map(|base| base.of_edition(*edition)),
                editions: self.editions.clone(),
                look: self.look.clone(),
            };
            let site = Site::new(&self.catalog, setting, (words, *edition));
            let site = site.with_pages(&self.look.pages);
            let site = site.with_index(Arc::clone(index));
            if let Some(place) = site.find(path) {
                return site.page(place).map(Some);
            }
        }
        Ok(None)
    }
}
