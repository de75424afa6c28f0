//! The page at an address that a resource had before: it leads to the present one.

use askama::Template;
use dossier::Collection;

use crate::context::{PageContext, Setting};
use crate::html::Inline;
use crate::locale::Words;
use crate::url::Route;

/// The page at an address that a resource had before.
#[derive(Debug, Template)]
#[template(path = "page/moved.html")]
pub(crate) struct MovedPage {
    t: &'static Words,
    /// What the site is called.
    site: String,
    /// What is there now, with the way to it.
    to: Inline,
    /// The present address; relative where nobody knows where the site will be.
    canonical: String,
    style: String,
    icon: String,
}

impl MovedPage {
    /// The page that leads to a route of a resource, by its present name.
    pub(crate) fn new(
        context: &PageContext<'_>,
        setting: &Setting,
        (name, place): (&str, Route<'_>),
    ) -> Self {
        let href = context.link(place);
        let called = match Collection::from_name(name) {
            Some(Collection::Dossiers) => {
                let dossier = context.catalog.dossier(name);
                dossier.map_or_else(Inline::default, |dossier| context.text(&dossier.title))
            }
            _ => context.resource(name),
        };
        Self {
            t: context.words,
            site: setting.look.title(context.words).to_owned(),
            canonical: setting
                .base
                .as_ref()
                .map_or_else(|| href.clone(), |base| base.absolute(place)),
            to: Inline { href, ..called },
            style: context.link(Route::Style),
            icon: context.link(Route::Icon),
        }
    }
}
