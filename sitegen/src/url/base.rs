//! Where the site will be published, for what takes absolute addresses only.

use dossier::web_address;

use super::edition::Edition;
use super::route::{INDEX, Route};

/// Where the site will be published, such as `https://facts.example.org/axis/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    url: String,
    edition: Edition,
}

/// A base URL that no browser would take.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a base URL; one is written `https://facts.example.org/axis/`")]
pub(crate) struct BaseUrlError(String);

impl std::str::FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        match web_address(text) {
            Some(url) if !url.contains(['?', '#']) => {
                let url = format!("{}/", url.trim_end_matches('/'));
                let edition = Edition::default();
                Ok(Self { url, edition })
            }
            _ => Err(BaseUrlError(text.to_owned())),
        }
    }
}

impl BaseUrl {
    /// The same site in another language.
    pub(crate) fn of_edition(&self, edition: Edition) -> Self {
        Self {
            url: self.url.clone(),
            edition,
        }
    }

    /// The address of a page, as a search engine and a citation name it.
    pub(crate) fn absolute(&self, place: Route<'_>) -> String {
        self.of_path(&self.edition.path(place))
    }

    /// The address of a file of the site.
    pub(crate) fn of_path(&self, path: &str) -> String {
        format!("{}{}", self.url, path.strip_suffix(INDEX).unwrap_or(path))
    }

    /// The address of what a relative link on a page leads to.
    pub(crate) fn join(&self, here: Route<'_>, href: &str) -> String {
        let own = self.edition.path(here);
        let mut folders: Vec<&str> = own.split('/').collect();
        folders.pop();
        for part in href.split('/') {
            match part {
                ".." => {
                    folders.pop();
                }
                part => folders.push(part),
            }
        }
        let path = folders.join("/");
        format!("{}{}", self.url, path.strip_suffix(INDEX).unwrap_or(&path))
    }
}
