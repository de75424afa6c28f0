//! What stands around every page: head, navigation, foot.

use crate::desk::{Desk, Line, Run, separated};
use crate::linked::Linked;
use crate::text::{self, Html};
use crate::url::{BaseUrl, Edition, Place};
use crate::words::Words;

/// What all pages of a build have in common.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// Where the site will be published, where that is known.
    pub(crate) base: Option<BaseUrl>,
    /// The languages of the site, each with where it lies; the main one first.
    pub(crate) editions: Vec<(&'static Words, Edition)>,
}

/// A page in another language.
#[derive(Debug)]
pub(crate) struct Language {
    /// The language as a BCP 47 tag.
    pub(crate) code: &'static str,
    /// The language's name in the language itself.
    pub(crate) name: &'static str,
    pub(crate) direction: &'static str,
    /// A link from the page.
    pub(crate) href: String,
    /// The address for search engines; empty where it is not known.
    pub(crate) address: String,
    /// Whether it is the language of the page itself.
    pub(crate) current: bool,
}

/// The frame of one page.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) t: &'static Words,
    /// The title as the browser's tab shows it.
    pub(crate) title: String,
    /// What a search engine shows of the page.
    pub(crate) description: String,
    /// The page's own address; empty where it is not known.
    pub(crate) canonical: String,
    /// The address of the picture for previews; empty where that is not known.
    pub(crate) picture: String,
    /// Its width and height.
    pub(crate) picture_size: (u16, u16),
    pub(crate) style: String,
    pub(crate) icon: String,
    pub(crate) home: String,
    /// Ways to follow the site, and to read it with a program.
    pub(crate) foot: Vec<Run>,
    /// The page of the search.
    pub(crate) search: String,
    /// Whether the header has a field for it; the page of the search has one of its own.
    pub(crate) has_field: bool,
    /// The site's main pages.
    pub(crate) sections: Vec<Tab>,
    /// From the home page down to this one, which comes last and leads nowhere.
    pub(crate) trail: Vec<Run>,
    /// From what the page was built.
    pub(crate) built: String,
    /// The page in all languages that there are; empty where there is one only.
    pub(crate) languages: Vec<Language>,
    /// What the page says to machines.
    pub(crate) linked: Vec<Html>,
    /// The same in other formats: type, address.
    pub(crate) alternates: Vec<(&'static str, String)>,
    /// The page in forms for programs, where it has any.
    pub(crate) data: Line,
    /// What scripts the page may load: those of the site, or none.
    pub(crate) scripts: &'static str,
}

/// A link of a navigation.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    pub(crate) text: String,
    pub(crate) href: String,
    /// Whether it is the page itself.
    pub(crate) current: bool,
}

/// The longest title that search engines and browsers' tabs show whole.
const TITLE_CHARACTERS: usize = 64;
/// The longest description that search engines show.
const DESCRIPTION_CHARACTERS: usize = 155;

impl Frame {
    /// The frame of the page at the desk; `trail` leads from the home page to it.
    pub(crate) fn new(
        desk: &Desk<'_>,
        setting: &Setting,
        trail: Vec<Run>,
        description: &str,
    ) -> Self {
        let site = &desk.words.site;
        let own = trail
            .last()
            .map(|run| text::shortened(&run.text, TITLE_CHARACTERS));
        let title = own.map_or_else(
            || format!("{} — {}", site.name, site.tagline),
            |own| format!("{own} — {}", site.name),
        );
        let base = setting.base.as_ref();
        let link = |place| link(desk, base, place);
        Self {
            t: desk.words,
            title,
            description: text::shortened(description, DESCRIPTION_CHARACTERS),
            canonical: base.map(|base| base.of(desk.here)).unwrap_or_default(),
            picture: base.map(|base| base.of(picture(desk))).unwrap_or_default(),
            picture_size: (crate::picture::WIDTH, crate::picture::HEIGHT),
            style: link(Place::Style),
            icon: link(Place::Icon),
            home: link(Place::Home),
            foot: foot(desk, base),
            search: link(Place::Search),
            has_field: desk.here != Place::Search,
            sections: sections(desk, base),
            linked: Linked { desk, base }
                .things(&trail)
                .iter()
                .map(text::data)
                .collect(),
            alternates: alternates(desk, base),
            data: data(desk, base),
            languages: languages(desk, setting),
            scripts: if desk.here == Place::Search {
                "'self'"
            } else {
                "'none'"
            },
            trail,
            built: (site.built_from)(desk.library.revision, env!("CARGO_PKG_VERSION")),
        }
    }
}

/// The page in all languages. The page for what is not found has one only, because it may appear
/// at any address.
fn languages(desk: &Desk<'_>, setting: &Setting) -> Vec<Language> {
    if setting.editions.len() < 2 || desk.here == Place::NotFound {
        return Vec::new();
    }
    let editions = setting.editions.iter().map(|(words, edition)| Language {
        code: words.code,
        name: words.language(words.code).unwrap_or(words.code),
        direction: words.direction,
        href: desk.edition.link(desk.here, (*edition, desk.here)),
        address: setting
            .base
            .as_ref()
            .map(|base| base.of_edition(*edition).of(desk.here))
            .unwrap_or_default(),
        current: *edition == desk.edition,
    });
    editions.collect()
}

/// The picture that goes with a page: that of its dossier, or that of the site.
fn picture<'a>(desk: &Desk<'a>) -> Place<'a> {
    let dossier = match desk.here {
        Place::Dossier(name) | Place::View(name, _) => Some(name),
        Place::Fact(name) => {
            let mut telling = desk.library.dossiers_telling(name);
            telling.next().map(|dossier| dossier.name.as_str())
        }
        _ => None,
    };
    Place::Picture(dossier)
}

/// What else there is of a page, and the feeds of the site.
fn alternates(desk: &Desk<'_>, base: Option<&BaseUrl>) -> Vec<(&'static str, String)> {
    const JSON: &str = "application/json";
    const MARKDOWN: &str = "text/markdown";
    let mut found = match desk.here {
        Place::Dossier(name) | Place::Fact(name) | Place::Entity(name) | Place::Article(name) => {
            vec![
                (JSON, desk.link(Place::Json(name))),
                (MARKDOWN, desk.link(Place::Markdown(name))),
            ]
        }
        _ => Vec::new(),
    };
    if let Some(base) = base {
        let own = match desk.here {
            Place::Dossier(name) | Place::View(name, _) => Some(name),
            _ => None,
        };
        // A dossier's own comes first, which is the one that readers are offered.
        for of in own.into_iter().map(Some).chain([None]) {
            found.push(("application/atom+xml", base.of(Place::Atom(of))));
            found.push(("application/feed+json", base.of(Place::JsonFeed(of))));
        }
    }
    found
}

/// The same as data, and for those who follow it. Feeds take absolute addresses only, so there are none
/// without.
fn data(desk: &Desk<'_>, base: Option<&BaseUrl>) -> Line {
    let (name, feeds) = match desk.here {
        Place::Dossier(name) => (name, base.is_some()),
        Place::Fact(name) | Place::Entity(name) | Place::Article(name) => (name, false),
        _ => return Line::new(),
    };
    let own = [
        ("JSON", Place::Json(name)),
        ("Markdown", Place::Markdown(name)),
    ];
    let followed = [
        ("Atom", Place::Atom(Some(name))),
        ("JSON Feed", Place::JsonFeed(Some(name))),
    ];
    let followed = followed.into_iter().filter(|_| feeds);
    let all = own.into_iter().chain(followed);
    let runs = all.map(|(text, place)| Run::link(text, desk.link(place)));
    separated(desk.words.comma, runs)
}

/// What stands at the foot of every page: feeds, where there are any, and what programs begin with.
fn foot(desk: &Desk<'_>, base: Option<&BaseUrl>) -> Vec<Run> {
    let feeds = [
        ("Atom", Place::Atom(None)),
        ("JSON Feed", Place::JsonFeed(None)),
    ];
    let feeds = feeds.into_iter().filter(|_| base.is_some());
    let others = [
        (desk.words.search.letters, Place::Search),
        ("llms.txt", Place::Llms),
        (desk.words.site.method, Place::Method),
    ];
    let all = feeds.chain(others);
    all.map(|(text, place)| Run::link(text, link(desk, base, place)))
        .collect()
}

/// A link to a page of the site. A server shows the page for what does not exist at any address,
/// from where no relative link leads home.
fn link(desk: &Desk<'_>, base: Option<&BaseUrl>, place: Place<'_>) -> String {
    match (desk.here, base) {
        (Place::NotFound, Some(base)) => base.of(place),
        _ => desk.link(place),
    }
}

fn sections(desk: &Desk<'_>, base: Option<&BaseUrl>) -> Vec<Tab> {
    let site = &desk.words.site;
    let places = [
        (site.facts, Place::Facts),
        (site.entities, Place::Entities),
        (site.articles, Place::Articles),
        (site.corrections, Place::Corrections),
        (site.method, Place::Method),
    ];
    let tabs = places.map(|(text, place)| Tab {
        text: text.to_owned(),
        href: link(desk, base, place),
        current: desk.here == place,
    });
    tabs.into()
}

/// The way from the home page to a page: the pages between, then the page's own name.
pub(crate) fn trail(desk: &Desk<'_>, between: Vec<Run>, own: Run) -> Vec<Run> {
    let home = Run::link(desk.words.site.home, desk.link(Place::Home));
    let own = Run {
        href: String::new(),
        ..own
    };
    [home].into_iter().chain(between).chain([own]).collect()
}
