//! Lists the pages of the site and prints each of them.

pub(crate) mod build;
pub(crate) mod editions;
pub(crate) mod increment;
pub(crate) mod output;
pub(crate) mod own_pages;
mod places;
pub(crate) mod preview;
pub(crate) mod publication;
mod robots;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use askama::Template;
use dossier::v1::Dossier;

use crate::context::look::{OwnPage, Theme};
use crate::context::{PageContext, Setting};
use crate::export::feed::Feed;
use crate::export::{data, dataset, markdown, preview as picture};
use crate::html::isolated;
use crate::locale::Words;
use crate::page::figure;
use crate::page::{
    ArticlePage, ArticlesPage, CorrectionsPage, DossierPage, EmbedPage, EntitiesPage, EntityPage,
    FactPage, FactsPage, HomePage, MethodPage, MovedPage, NotFoundPage, OwnPageView, SearchPage,
    ViewPage,
};
use crate::part::dossier_line::size;
use crate::search::Index;
use crate::source::catalog::Catalog;
use crate::source::reads::{Key, note_again, record};
use crate::url::{Edition, Figure, FigureForm, Route};

/// The script of the search page.
const SEARCH: &str = include_str!("../../templates/search/field.js");

/// The script that finds.
const ENGINE: &str = include_str!("../../templates/search/engine.js");

/// The script that shows what was found.
const DRAWING: &str = include_str!("../../templates/search/results.js");

/// The style sheet of every page.
const STYLE: &str = include_str!("../../templates/style.css");

/// The sign of the site in tabs and bookmarks: a sheet with the lines of three voices.
const ICON: &str = include_str!("../../templates/icon.svg");

/// A file of the site.
#[derive(Debug)]
pub(crate) struct File {
    /// Its path below the site's folder.
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

/// Everything that a build depends on.
#[derive(Debug)]
pub(crate) struct Site<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) setting: Setting,
    pub(crate) words: &'static Words,
    pub(crate) edition: Edition,
    /// The owner's own pages, which are those of the setting.
    pages: &'a [OwnPage],
    index: SharedIndex,
}

/// What the search looks through, and what that was made of. Made when the first of its files is asked for.
pub(crate) type SharedIndex = Arc<OnceLock<(Index, BTreeSet<Key>)>>;

impl<'a> Site<'a> {
    /// The site in one language.
    pub(crate) fn new(
        catalog: &'a Catalog,
        setting: Setting,
        (words, edition): (&'static Words, Edition),
    ) -> Self {
        let look = setting.look.settled(catalog);
        let setting = Setting { look, ..setting };
        Self {
            catalog,
            setting,
            words,
            edition,
            pages: &[],
            index: SharedIndex::default(),
        }
    }

    /// The same site with the owner's own pages.
    pub(crate) fn with_pages(self, pages: &'a [OwnPage]) -> Self {
        Self { pages, ..self }
    }

    /// The same site, whose index is kept elsewhere, for others of the same catalog and language.
    pub(crate) fn with_index(self, index: SharedIndex) -> Self {
        Self { index, ..self }
    }

    /// What the search looks through. Its links start where the search page is.
    fn index(&self) -> &Index {
        let made = || record(|| Index::new(&self.context(Route::Search)));
        let (index, read) = self.index.get_or_init(made);
        // Only the first that asks for it would be told what it read.
        note_again(read);
        index
    }

    fn context<'p>(&self, here: Route<'p>) -> PageContext<'p>
    where
        'a: 'p,
    {
        PageContext {
            catalog: self.catalog,
            here,
            edition: self.edition,
            words: self.words,
        }
    }

    /// Prints one page.
    pub(crate) fn page(&self, place: Route<'_>) -> Result<File, askama::Error> {
        let context = self.context(place);
        let former = place.resource();
        let present = former.and_then(|name| self.catalog.present_name(name));
        let bytes = match present {
            None => self.bytes(&context, place)?,
            Some(name) if place.is_page() => {
                let to = (name, place.of_resource(name));
                let page = MovedPage::new(&context, &self.setting, to);
                isolated(&page.render()?).into_bytes()
            }
            // What programs read cannot lead on, so it stands at both addresses, under its present name.
            Some(name) => self.bytes(&context, place.of_resource(name))?,
        };
        Ok(File {
            path: self.edition.path(place),
            bytes,
        })
    }

    fn bytes(&self, context: &PageContext<'_>, place: Route<'_>) -> Result<Vec<u8>, askama::Error> {
        if let Route::Picture(dossier) = place {
            return self.picture(context, dossier);
        }
        let text = self.text(context, place)?;
        let is_drawn = matches!(place, Route::Figure(_, figure) if figure.form == FigureForm::Svg);
        let text = if place.is_page() || is_drawn {
            isolated(&text)
        } else {
            text
        };
        Ok(text.into_bytes())
    }

    fn text(&self, context: &PageContext<'_>, place: Route<'_>) -> Result<String, askama::Error> {
        let (catalog, setting) = (self.catalog, &self.setting);
        match place {
            // A picture is no text.
            Route::Picture(_) => Ok(String::new()),
            Route::Home => HomePage::new(context, setting).render(),
            Route::Dossier(_)
            | Route::View(..)
            | Route::Fact(_)
            | Route::Entity(_)
            | Route::Article(_) => self.resource(context, place),
            Route::Figure(name, figure) => self.figure(context, name, figure),
            Route::Facts => FactsPage::new(context, setting).render(),
            Route::Entities => EntitiesPage::new(context, setting).render(),
            Route::Articles => ArticlesPage::new(context, setting).render(),
            Route::Corrections => CorrectionsPage::new(context, setting).render(),
            Route::Method => MethodPage::new(context, setting).render(),
            Route::Own(name) => rendered(self.own_page(context, name)),
            Route::NotFound => NotFoundPage::new(context, setting).render(),
            Route::Search => SearchPage::new(context, setting, &self.index().stamp()).render(),
            Route::Style => Ok(self.style()),
            Route::Icon => Ok(ICON.to_owned()),
            Route::SearchScript => Ok(SEARCH.to_owned()),
            Route::SearchEngine => Ok(ENGINE.to_owned()),
            Route::SearchDrawing => Ok(DRAWING.to_owned()),
            Route::SearchHead => Ok(self.index().head.clone()),
            Route::SearchWords(stamp) => Ok(part(&self.index().words, stamp)),
            Route::SearchTexts(stamp) => Ok(part(&self.index().texts, stamp)),
            Route::Json(name) => Ok(data::json(catalog, name)),
            Route::Markdown(name) => Ok(markdown::page(context, name)),
            Route::Csv(kind) => Ok(data::csv(catalog, kind)),
            Route::Table(name) | Route::Package(name) | Route::Croissant(name) => {
                Ok(dataset(context, setting, name))
            }
            Route::Llms => Ok(markdown::llms(context, &setting.look)),
            Route::Atom(of) => Ok(self.feed(context, of, Feed::atom)),
            Route::JsonFeed(of) => Ok(self.feed(context, of, Feed::json)),
            Route::Sitemap => Ok(self.sitemap()),
            Route::Robots => Ok(self.robots()),
            Route::Manifest => Ok(self.manifest()),
        }
    }

    /// A page about one resource; empty where there is none, which nothing links to.
    fn resource(
        &self,
        context: &PageContext<'_>,
        place: Route<'_>,
    ) -> Result<String, askama::Error> {
        let (catalog, setting) = (self.catalog, &self.setting);
        match place {
            Route::Dossier(name) => {
                let dossier = catalog.dossier(name);
                rendered(dossier.map(|dossier| DossierPage::new(context, setting, dossier)))
            }
            Route::View(name, view) => {
                let dossier = catalog.dossier(name);
                rendered(dossier.map(|dossier| ViewPage::new(context, setting, dossier, view)))
            }
            Route::Fact(name) => {
                let fact = catalog.fact(name);
                rendered(fact.map(|fact| FactPage::new(context, setting, fact)))
            }
            Route::Entity(name) => {
                let entity = catalog.entity(name);
                rendered(entity.map(|entity| EntityPage::new(context, setting, entity)))
            }
            Route::Article(name) => {
                let article = catalog.article(name);
                rendered(article.map(|article| ArticlePage::new(context, setting, article)))
            }
            _ => Ok(String::new()),
        }
    }

    /// A figure to take along; empty where there is none, which `assets` does not list.
    fn figure(
        &self,
        context: &PageContext<'_>,
        name: &str,
        figure: Figure,
    ) -> Result<String, askama::Error> {
        let Some(dossier) = self.catalog.dossier(name) else {
            return Ok(String::new());
        };
        let setting = &self.setting;
        match figure.form {
            FigureForm::Svg => {
                let sheet = self.style();
                let whose = (dossier, figure);
                let picture = figure::Picture::new(context, setting, whose, &sheet);
                Ok(figure::well_formed(&rendered(picture)?))
            }
            FigureForm::Csv => Ok(figure::table(context, setting, dossier, figure)),
            FigureForm::Embed => rendered(EmbedPage::new(context, setting, dossier, figure)),
        }
    }

    fn own_page(&self, context: &PageContext<'_>, name: &str) -> Option<OwnPageView> {
        let page = self.pages.iter().find(|page| page.name == name)?;
        Some(OwnPageView::new(context, &self.setting, page))
    }

    /// The style sheet, with the colours that are set.
    fn style(&self) -> String {
        let theme = self.setting.look.theme.as_ref();
        STYLE.to_owned() + &theme.map(Theme::style).unwrap_or_default()
    }

    fn picture(
        &self,
        context: &PageContext<'_>,
        dossier: Option<&str>,
    ) -> Result<Vec<u8>, askama::Error> {
        let found = dossier.and_then(|name| self.catalog.dossier(name));
        let look = &self.setting.look;
        let (title, note) = if let Some(dossier) = found {
            let title = picture::drawable(&titles(context, dossier));
            (title.text, size(context, dossier))
        } else {
            let facts = self
                .catalog
                .facts()
                .filter(|fact| fact.state().is_current());
            (
                look.tagline(self.words).to_owned(),
                (self.words.facts)(facts.count()),
            )
        };
        let words = picture::Words {
            brand: look.title(self.words),
            title: &title,
            note: &note,
            mirrored: self.words.direction == "rtl",
        };
        picture::draw(&words).map_err(|error| askama::Error::Custom(Box::new(error)))
    }

    /// What the pictures of dossiers cannot say, a warning for each of them.
    pub(crate) fn unsaid(&self) -> Vec<String> {
        let context = self.context(Route::Home);
        let pictured = self.setting.base.as_ref().map(|_| self.catalog.dossiers());
        let warnings = pictured.into_iter().flatten().filter_map(|dossier| {
            let title = picture::drawable(&titles(&context, dossier));
            let instead = if title.text.is_empty() {
                "it shows no title".to_owned()
            } else {
                format!("it says `{}`", title.text)
            };
            (!title.missing.is_empty()).then(|| {
                format!(
                    "the preview picture of `{}` lacks letters for its title: {}; {instead}",
                    dossier.name,
                    title.scripts(),
                )
            })
        });
        warnings.collect()
    }

    /// A feed of a dossier, or of the site; empty where nobody knows where the site will be.
    fn feed(
        &self,
        context: &PageContext<'_>,
        of: Option<&str>,
        print: fn(&Feed) -> String,
    ) -> String {
        let dossier = of.and_then(|name| self.catalog.dossier(name));
        let base = self.setting.base.as_ref();
        let feed = base.map(|base| Feed::new(context, (base, &self.setting.look), dossier));
        feed.map(|feed| print(&feed)).unwrap_or_default()
    }
}

/// The table of a dossier, or one of its descriptions, as the place asks.
fn dataset(context: &PageContext<'_>, setting: &Setting, name: &str) -> String {
    let Some(dossier) = context.catalog.dossier(name) else {
        return String::new();
    };
    match context.here {
        Route::Package(_) => dataset::package(context, setting, dossier),
        Route::Croissant(_) => dataset::croissant(context, setting, dossier),
        _ => dataset::table(context, setting, dossier),
    }
}

/// The titles of a dossier: that of the page's language, then the others.
fn titles<'d>(context: &PageContext<'_>, dossier: &'d Dossier) -> Vec<&'d str> {
    let own = context.text(&dossier.title).text;
    let mut titles: Vec<&str> = dossier
        .title
        .iter()
        .map(|title| title.text.as_str())
        .collect();
    titles.sort_by_key(|title| *title != own);
    titles
}

fn part(parts: &BTreeMap<u64, String>, stamp: u64) -> String {
    // `assets` lists only those that there are.
    parts.get(&stamp).cloned().unwrap_or_default()
}

fn rendered(page: Option<impl Template>) -> Result<String, askama::Error> {
    // `places` lists only what is there.
    page.map_or_else(|| Ok(String::new()), |page| page.render())
}

#[cfg(test)]
mod tests;
