//! Makes every URL of the site: which pages there are, where each lies, and how one links to another.
//!
//! Links are relative and name the file, so that the site works from a folder, below any path and on
//! any host.

use std::fmt::Write as _;

use dossier::name::{id, is_id};
use dossier::{Collection, FactKind, web_address};

/// A view of a dossier: all its facts of one sort on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum View {
    Timeline,
    Flows,
    Network,
    Who,
    Quotes,
    Forecasts,
    Glossary,
    Sources,
    Corrections,
    Facts,
}

impl View {
    /// All views, in the order in which a dossier's navigation shows them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Timeline,
        Self::Flows,
        Self::Network,
        Self::Who,
        Self::Quotes,
        Self::Forecasts,
        Self::Glossary,
        Self::Sources,
        Self::Corrections,
        Self::Facts,
    ];

    fn folder(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::Flows => "flows",
            Self::Network => "network",
            Self::Who => "who",
            Self::Quotes => "quotes",
            Self::Forecasts => "forecasts",
            Self::Glossary => "glossary",
            Self::Sources => "sources",
            Self::Corrections => "corrections",
            Self::Facts => "facts",
        }
    }
}

/// A file of the site. Resources are given by name, such as `facts/treaty`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Route<'a> {
    Home,
    Dossier(&'a str),
    View(&'a str, View),
    Fact(&'a str),
    Entity(&'a str),
    Article(&'a str),
    Facts,
    Entities,
    Articles,
    Corrections,
    Method,
    NotFound,
    Search,
    Style,
    Icon,
    /// The field of the search.
    SearchScript,
    /// What finds, and what shows; read when somebody comes to the field.
    SearchEngine,
    SearchDrawing,
    /// The part of the index that says what is in the others.
    SearchHead,
    /// A file of the index with words.
    SearchWords(usize),
    /// A file of the index with what is shown.
    SearchTexts(usize),
    Sitemap,
    Robots,
    Manifest,
    /// A resource as canonical JSON.
    Json(&'a str),
    /// A resource as Markdown.
    Markdown(&'a str),
    /// The facts of one kind as CSV.
    Csv(FactKind),
    /// What is new in a dossier, or on the site, as Atom.
    Atom(Option<&'a str>),
    /// The same as JSON.
    JsonFeed(Option<&'a str>),
    Llms,
    /// The picture that goes with a dossier, or with the site, where somebody shares its address.
    Picture(Option<&'a str>),
}

impl Route<'_> {
    /// The file below the site's folder.
    pub(crate) fn path(self) -> String {
        match self {
            Self::Home => "index.html".to_owned(),
            Self::Dossier(name) | Self::Fact(name) | Self::Entity(name) | Self::Article(name) => {
                format!("{name}/index.html")
            }
            Self::View(name, view) => format!("{name}/{}/index.html", view.folder()),
            Self::Facts => "facts/index.html".to_owned(),
            Self::Entities => "entities/index.html".to_owned(),
            Self::Articles => "articles/index.html".to_owned(),
            Self::Corrections => "corrections/index.html".to_owned(),
            Self::Method => "method/index.html".to_owned(),
            Self::NotFound => "404.html".to_owned(),
            Self::Search => "search/index.html".to_owned(),
            Self::Style => "style.css".to_owned(),
            Self::Icon => "icon.svg".to_owned(),
            // The index links from where the search page is.
            Self::SearchScript => "search/search.js".to_owned(),
            Self::SearchEngine => "search/find.js".to_owned(),
            Self::SearchDrawing => "search/found.js".to_owned(),
            Self::SearchHead => "search/index/head.js".to_owned(),
            Self::SearchWords(number) => format!("search/index/words-{number}.js"),
            Self::SearchTexts(number) => format!("search/index/texts-{number}.js"),
            Self::Json(name) => format!("{name}.json"),
            Self::Markdown(name) => format!("{name}.md"),
            Self::Csv(kind) => format!("facts/{}.csv", kind.as_str()),
            Self::Atom(None) => "feed.xml".to_owned(),
            Self::Atom(Some(name)) => format!("{name}/feed.xml"),
            Self::JsonFeed(None) => "feed.json".to_owned(),
            Self::JsonFeed(Some(name)) => format!("{name}/feed.json"),
            Self::Llms => "llms.txt".to_owned(),
            Self::Picture(None) => "card.png".to_owned(),
            Self::Picture(Some(name)) => format!("{name}/card.png"),
            Self::Sitemap => "sitemap.xml".to_owned(),
            Self::Robots => "robots.txt".to_owned(),
            Self::Manifest => MANIFEST.to_owned(),
        }
    }

    /// Whether the file is the same in all languages, and lies at the site's root once.
    pub(crate) fn is_shared(self) -> bool {
        matches!(
            self,
            Self::Style
                | Self::Icon
                | Self::SearchScript
                | Self::SearchEngine
                | Self::SearchDrawing
                | Self::Json(_)
                | Self::Csv(_)
                | Self::Sitemap
                | Self::Robots
                | Self::Manifest
                | Self::NotFound
        )
    }
}

/// The site in one language. The main one lies at the root, each other in a folder of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edition {
    /// The folder; empty for the main one.
    folder: &'static str,
}

impl Edition {
    /// The edition in a folder, which is named after its language.
    pub(crate) fn in_folder(folder: &'static str) -> Self {
        Self { folder }
    }

    /// Whether this is the edition at the root.
    pub(crate) fn is_main(self) -> bool {
        self.folder.is_empty()
    }

    /// The file below the site's folder.
    pub(crate) fn path(self, place: Route<'_>) -> String {
        if self.is_main() || place.is_shared() {
            return place.path();
        }
        format!("{}/{}", self.folder, place.path())
    }

    /// A link from a file of this edition to one of another.
    pub(crate) fn link(self, from: Route<'_>, (other, to): (Self, Route<'_>)) -> String {
        relative(&self.path(from), &other.path(to))
    }
}

/// The file that says what a folder was built from, and that it is ours to replace.
pub(crate) const MANIFEST: &str = "build.json";

fn relative(from: &str, to: &str) -> String {
    let here: Vec<&str> = from.split('/').collect();
    let there: Vec<&str> = to.split('/').collect();
    let folders = here.len().min(there.len()).saturating_sub(1);
    let shared = here.iter().zip(&there).take(folders);
    let shared = shared.take_while(|(one, other)| one == other).count();
    let up = "../".repeat(here.len() - 1 - shared);
    let down: Vec<&str> = there.into_iter().skip(shared).collect();
    format!("{up}{}", down.join("/"))
}

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
    pub(crate) fn of(&self, place: Route<'_>) -> String {
        let path = self.edition.path(place);
        format!(
            "{}{}",
            self.url,
            path.strip_suffix("index.html").unwrap_or(&path)
        )
    }
}

impl BaseUrl {
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
        format!(
            "{}{}",
            self.url,
            path.strip_suffix("index.html").unwrap_or(&path)
        )
    }
}

/// The page of a Wikidata item.
pub(crate) fn wikidata(item: &str) -> Option<String> {
    let number = item.strip_prefix('Q')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("https://www.wikidata.org/wiki/{item}"))
}

/// An article's address, with the passage that a browser shall show (W3C text fragments).
pub(crate) fn passage(article: &str, fragment: &str) -> Option<String> {
    let article = web_address(article)?;
    if fragment.is_empty() {
        return Some(article.to_owned());
    }
    let mut url = format!(
        "{article}{}:~:text=",
        if article.contains('#') { "" } else { "#" }
    );
    for byte in fragment.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // `-` and `,` have a meaning of their own inside a text fragment.
            // Writing to a string does not fail.
            write!(url, "%{byte:02X}").ok();
        }
    }
    Some(url)
}

/// The place of a fact or an entity on a page that tells it: `facts/treaty` → `fact-treaty`.
pub(crate) fn card(name: &str) -> String {
    let kind = match Collection::of(name) {
        Some(Collection::Entities) => Collection::Entities,
        _ => Collection::Facts,
    };
    let kind = kind.singular();
    format!("{kind}-{}", id(name))
}

/// A place on a page that no editor named: `said.voice-attributed`. Ids of editors have no full stop.
pub(crate) fn anchor(kind: &str, name: &str) -> String {
    format!("{kind}.{}", name.to_ascii_lowercase().replace('_', "-"))
}

/// The link to a place on the same page.
pub(crate) fn fragment(anchor: &str) -> String {
    format!("#{anchor}")
}

/// A link that changes with what it leads to, so that no browser keeps an old copy.
pub(crate) fn stamped(href: &str, stamp: &str) -> String {
    format!("{href}?{stamp}")
}

/// Whether a resource's name can be a folder of the site: an id of its collection, and so never a path
/// that leads out of it.
pub(crate) fn is_page_name(collection: Collection, name: &str) -> bool {
    collection.id(name).is_some_and(is_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_the_file() {
        let link = |from, to| Edition::default().link(from, (Edition::default(), to));
        let fact = Route::Fact("facts/treaty");
        assert_eq!(link(fact, Route::Home), "../../index.html");
        assert_eq!(link(fact, Route::Fact("facts/war")), "../war/index.html");
        assert_eq!(link(fact, Route::Facts), "../index.html");
        assert_eq!(link(fact, fact), "index.html");
        assert_eq!(link(Route::Home, fact), "facts/treaty/index.html");
        let flows = Route::View("dossiers/axis", View::Flows);
        assert_eq!(
            link(flows, Route::Dossier("dossiers/axis")),
            "../index.html"
        );
        assert_eq!(link(flows, Route::Style), "../../../style.css");
    }

    #[test]
    fn editions_lie_in_folders_and_share_what_has_no_language() {
        let (main, french) = (Edition::default(), Edition::in_folder("fr"));
        let fact = Route::Fact("facts/treaty");
        assert_eq!(french.path(fact), "fr/facts/treaty/index.html");
        assert_eq!(french.link(fact, (french, Route::Home)), "../../index.html");
        assert_eq!(
            french.link(fact, (main, fact)),
            "../../../facts/treaty/index.html"
        );
        assert_eq!(
            main.link(fact, (french, fact)),
            "../../fr/facts/treaty/index.html"
        );
        let style = french.link(fact, (french, Route::Style));
        assert_eq!(style, "../../../style.css");
        let base: BaseUrl = "https://example.org/axis".parse().expect("a base URL");
        let base = base.of_edition(french);
        assert_eq!(base.of(fact), "https://example.org/axis/fr/facts/treaty/");
        assert_eq!(
            base.of(Route::Sitemap),
            "https://example.org/axis/sitemap.xml"
        );
        assert_eq!(
            base.join(fact, "../war/index.html"),
            "https://example.org/axis/fr/facts/war/"
        );
    }

    #[test]
    fn only_web_addresses_are_linked() {
        assert_eq!(
            web_address("https://example.org/a?b#c"),
            Some("https://example.org/a?b#c")
        );
        for hostile in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "https://",
            "https://a b",
            "https://a\"onclick=",
            "//example.org",
            "\u{1}javascript:x",
        ] {
            assert_eq!(web_address(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn a_base_url_ends_in_a_slash_and_pages_are_folders() {
        let base: BaseUrl = "https://example.org/axis".parse().expect("a base URL");
        assert_eq!(
            base.of(Route::Fact("facts/a")),
            "https://example.org/axis/facts/a/"
        );
        assert_eq!(
            base.of(Route::NotFound),
            "https://example.org/axis/404.html"
        );
        let error = "axis".parse::<BaseUrl>().expect_err("not a URL");
        assert_eq!(
            error.to_string(),
            "`axis` is not a base URL; one is written `https://facts.example.org/axis/`"
        );
    }

    #[test]
    fn names_cannot_lead_out_of_the_site() {
        assert!(is_page_name(Collection::Facts, "facts/shahed-launches"));
        for hostile in [
            "facts/..",
            "facts/a/b",
            "facts/",
            "entities/a",
            "facts/A",
            "facts/.",
            "/etc",
        ] {
            assert!(!is_page_name(Collection::Facts, hostile), "{hostile}");
        }
    }

    #[test]
    fn a_text_fragment_is_encoded() {
        assert_eq!(
            passage("https://example.org/a", "two-fold, twice").as_deref(),
            Some("https://example.org/a#:~:text=two%2Dfold%2C%20twice")
        );
        assert_eq!(passage("javascript:x", "a"), None);
    }
}
