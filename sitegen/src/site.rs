//! Lists the pages of the site and prints each of them.

use std::sync::OnceLock;

use askama::Template;

use crate::desk::Desk;
use crate::feed::Feed;
use crate::index::Index;
use crate::library::{Library, stands};
use crate::page::{
    ArticlePage, ArticlesPage, CorrectionsPage, DossierPage, EntitiesPage, EntityPage, FactPage,
    FactsPage, HomePage, MethodPage, NotFoundPage, SearchPage, Setting, ViewPage, size, views,
};
use crate::part::views::KINDS;
use crate::url::{Edition, Place};
use crate::words::Words;
use crate::{markdown, picture, twin};

/// The script of the search page.
const SEARCH: &str = include_str!("../../templates/search.js");

/// The script that finds.
const ENGINE: &str = include_str!("../../templates/find.js");

/// The script that shows what was found.
const DRAWING: &str = include_str!("../../templates/found.js");

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
    pub(crate) library: &'a Library,
    pub(crate) setting: Setting,
    pub(crate) words: &'static Words,
    pub(crate) edition: Edition,
    /// Made when the first of its files is asked for.
    index: OnceLock<Index>,
}

impl<'a> Site<'a> {
    /// The site in one language.
    pub(crate) fn new(
        library: &'a Library,
        setting: Setting,
        (words, edition): (&'static Words, Edition),
    ) -> Self {
        Self {
            library,
            setting,
            words,
            edition,
            index: OnceLock::new(),
        }
    }

    /// What the search looks through. Its links start where the search page is.
    fn index(&self) -> &Index {
        self.index
            .get_or_init(|| Index::new(&self.desk(Place::Search)))
    }

    /// All pages, in the order of importance to a reader.
    pub(crate) fn places(&self) -> Vec<Place<'a>> {
        let library = self.library;
        let mut places = vec![Place::Home];
        for dossier in library.dossiers() {
            places.push(Place::Dossier(&dossier.name));
            let views = views(&self.desk(Place::Home), dossier).into_iter();
            places.extend(views.map(|view| Place::View(&dossier.name, view)));
        }
        places.extend([
            Place::Facts,
            Place::Entities,
            Place::Articles,
            Place::Corrections,
            Place::Method,
            Place::Search,
        ]);
        places.extend(library.facts().map(|fact| Place::Fact(&fact.name)));
        places.extend(library.entities().map(|entity| Place::Entity(&entity.name)));
        places.extend(
            library
                .articles()
                .map(|article| Place::Article(&article.name)),
        );
        if self.edition.is_main() {
            places.push(Place::NotFound);
        }
        places
    }

    fn desk<'p>(&self, here: Place<'p>) -> Desk<'p>
    where
        'a: 'p,
    {
        Desk {
            library: self.library,
            here,
            edition: self.edition,
            words: self.words,
        }
    }

    /// Prints one page.
    pub(crate) fn page(&self, place: Place<'_>) -> Result<File, askama::Error> {
        let desk = self.desk(place);
        Ok(File {
            path: self.edition.path(place),
            bytes: self.bytes(&desk, place)?,
        })
    }

    fn bytes(&self, desk: &Desk<'_>, place: Place<'_>) -> Result<Vec<u8>, askama::Error> {
        let (library, setting) = (self.library, &self.setting);
        let text = match place {
            Place::Picture(dossier) => return self.picture(desk, dossier),
            Place::Home => HomePage::new(desk, setting).render(),
            Place::Dossier(name) => {
                let page = library
                    .dossier(name)
                    .map(|one| DossierPage::new(desk, setting, one));
                rendered(page)
            }
            Place::View(name, view) => {
                let page = library
                    .dossier(name)
                    .map(|one| ViewPage::new(desk, setting, one, view));
                rendered(page)
            }
            Place::Fact(name) => rendered(
                library
                    .fact(name)
                    .map(|one| FactPage::new(desk, setting, one)),
            ),
            Place::Entity(name) => rendered(
                library
                    .entity(name)
                    .map(|one| EntityPage::new(desk, setting, one)),
            ),
            Place::Article(name) => rendered(
                library
                    .article(name)
                    .map(|one| ArticlePage::new(desk, setting, one)),
            ),
            Place::Facts => FactsPage::new(desk, setting).render(),
            Place::Entities => EntitiesPage::new(desk, setting).render(),
            Place::Articles => ArticlesPage::new(desk, setting).render(),
            Place::Corrections => CorrectionsPage::new(desk, setting).render(),
            Place::Method => MethodPage::new(desk, setting).render(),
            Place::NotFound => NotFoundPage::new(desk, setting).render(),
            Place::Search => SearchPage::new(desk, setting, &self.index().stamp()).render(),
            Place::Style => Ok(STYLE.to_owned()),
            Place::Icon => Ok(ICON.to_owned()),
            Place::SearchScript => Ok(SEARCH.to_owned()),
            Place::SearchEngine => Ok(ENGINE.to_owned()),
            Place::SearchDrawing => Ok(DRAWING.to_owned()),
            Place::SearchHead => Ok(self.index().head.clone()),
            Place::SearchWords(number) => Ok(part(&self.index().words, number)),
            Place::SearchTexts(number) => Ok(part(&self.index().texts, number)),
            Place::Json(name) => Ok(twin::json(library, name)),
            Place::Markdown(name) => Ok(markdown::page(desk, name)),
            Place::Csv(kind) => Ok(twin::csv(library, kind)),
            Place::Llms => Ok(markdown::llms(desk)),
            Place::Atom(of) => Ok(self.feed(desk, of, Feed::atom)),
            Place::JsonFeed(of) => Ok(self.feed(desk, of, Feed::json)),
            Place::Sitemap => Ok(self.sitemap()),
            Place::Robots => Ok(self.robots()),
            Place::Manifest => Ok(self.manifest()),
        };
        text.map(String::into_bytes)
    }

    fn picture(&self, desk: &Desk<'_>, dossier: Option<&str>) -> Result<Vec<u8>, askama::Error> {
        let found = dossier.and_then(|name| self.library.dossier(name));
        let (title, note) = if let Some(dossier) = found {
            (desk.text(&dossier.title).text, size(desk, dossier))
        } else {
            let facts = self.library.facts().filter(|fact| stands(fact.state()));
            let site = &self.words.site;
            (site.tagline.to_owned(), (self.words.facts)(facts.count()))
        };
        let words = picture::Words {
            brand: self.words.site.name,
            title: &title,
            note: &note,
            mirrored: self.words.direction == "rtl",
        };
        picture::draw(&words).map_err(|error| askama::Error::Custom(Box::new(error)))
    }

    /// A feed of a dossier, or of the site; empty where nobody knows where the site will be.
    fn feed(&self, desk: &Desk<'_>, of: Option<&str>, print: fn(&Feed) -> String) -> String {
        let dossier = of.and_then(|name| self.library.dossier(name));
        let base = self.setting.base.as_ref();
        let feed = base.map(|base| Feed::new(desk, base, dossier));
        feed.map(|feed| print(&feed)).unwrap_or_default()
    }

    /// The files that are not pages.
    pub(crate) fn assets(&self) -> Vec<Place<'a>> {
        let library = self.library;
        let mut assets = vec![
            Place::Style,
            Place::Icon,
            Place::SearchScript,
            Place::SearchEngine,
            Place::SearchDrawing,
            Place::SearchHead,
            Place::Robots,
            Place::Manifest,
            Place::Llms,
        ];
        let index = self.index();
        assets.extend((0..index.words.len()).map(Place::SearchWords));
        assets.extend((0..index.texts.len()).map(Place::SearchTexts));
        // These protocols take absolute addresses only.
        if self.setting.base.is_some() {
            assets.push(Place::Sitemap);
            let dossiers = library.dossiers().map(|one| Some(one.name.as_str()));
            for of in [None].into_iter().chain(dossiers) {
                assets.extend([Place::Atom(of), Place::JsonFeed(of), Place::Picture(of)]);
            }
        }
        let dossiers = library.dossiers().map(|one| one.name.as_str());
        let facts = library.facts().map(|one| one.name.as_str());
        let entities = library.entities().map(|one| one.name.as_str());
        let articles = library.articles().map(|one| one.name.as_str());
        for name in dossiers.chain(facts).chain(entities).chain(articles) {
            assets.extend([Place::Markdown(name), Place::Json(name)]);
        }
        assets.extend(KINDS.map(Place::Csv));
        assets.retain(|place| self.edition.is_main() || !place.is_shared());
        assets
    }

    /// The pages as search engines take them (sitemaps.org 0.9): those that stand.
    fn sitemap(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for place in self
            .places()
            .into_iter()
            .filter(|place| self.is_listed(*place))
        {
            for (_, edition) in &self.setting.editions {
                let base = self.setting.base.as_ref();
                let address = base.map(|base| base.of_edition(*edition).of(place));
                let address = address.unwrap_or_default().replace('&', "&amp;");
                out.extend(["  <url><loc>", &address, "</loc></url>\n"]);
            }
        }
        out.push_str("</urlset>\n");
        out
    }

    fn is_listed(&self, place: Place<'_>) -> bool {
        match place {
            Place::NotFound => false,
            Place::Fact(name) => self
                .library
                .fact(name)
                .is_some_and(|fact| stands(fact.state())),
            _ => true,
        }
    }

    /// Robots are welcome (RFC 9309).
    fn robots(&self) -> String {
        let base = self.setting.base.as_ref();
        let sitemap = base.map(|base| format!("\nSitemap: {}\n", base.of(Place::Sitemap)));
        format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
    }

    /// What the site was built from.
    fn manifest(&self) -> String {
        let manifest = serde_json::json!({
            "generator": format!("sitegen {}", env!("CARGO_PKG_VERSION")),
            "revision": self.library.revision,
            "pages": self.places().len(),
        });
        format!("{manifest:#}\n")
    }
}

fn part(parts: &[String], number: usize) -> String {
    // `assets` lists only those that there are.
    parts.get(number).cloned().unwrap_or_default()
}

fn rendered(page: Option<impl Template>) -> Result<String, askama::Error> {
    // `places` lists only what is there.
    page.map_or_else(|| Ok(String::new()), |page| page.render())
}

#[cfg(test)]
mod tests;
