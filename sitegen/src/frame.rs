//! What stands around every page: head, navigation, foot.

use crate::context::{PageContext, Setting};
use crate::export::jsonld::Linked;
use crate::html::{Html, Inline, Inlines, data_block, separated, shortened};
use crate::locale::Words;
use crate::part::tabs::Tab;
use crate::url::{BaseUrl, Route};

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
    /// What the site is called.
    pub(crate) site: String,
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
    /// Ways to follow the site, to read it with a program, and what else its settings link to.
    pub(crate) foot: Vec<Inline>,
    /// Whom to write to, where to say that something is wrong, the licence: as far as that is set.
    pub(crate) imprint: Vec<(&'static str, Inline)>,
    /// The address of the licence; empty where there is none.
    pub(crate) licence: String,
    /// The page of the search.
    pub(crate) search: String,
    /// Whether the header has a field for it; the page of the search has one of its own.
    pub(crate) has_field: bool,
    /// The site's main pages.
    pub(crate) sections: Vec<Tab>,
    /// From the home page down to this one, which comes last and leads nowhere.
    pub(crate) trail: Vec<Inline>,
    /// From what the site was built; on the home page only, because the others are as they were until
    /// something changes that they show.
    pub(crate) built: String,
    /// The page in all languages that there are; empty where there is one only.
    pub(crate) languages: Vec<Language>,
    /// What the page says to machines.
    pub(crate) linked: Vec<Html>,
    /// The same in other formats: type, address.
    pub(crate) alternates: Vec<(&'static str, String)>,
    /// The page in forms for programs, where it has any.
    pub(crate) data: Inlines,
    /// What scripts the page may load: those of the site, or none.
    pub(crate) scripts: &'static str,
}

/// The longest title that search engines and browsers' tabs show whole.
const TITLE_CHARACTERS: usize = 64;
/// The longest description that search engines show.
const DESCRIPTION_CHARACTERS: usize = 155;

impl Frame {
    /// The frame of a page; `trail` leads from the home page to it.
    pub(crate) fn new(
        context: &PageContext<'_>,
        setting: &Setting,
        trail: Vec<Inline>,
        description: &str,
    ) -> Self {
        let look = &setting.look;
        let site = look.title(context.words);
        let own = trail
            .last()
            .map(|inline| shortened(&inline.text, TITLE_CHARACTERS));
        let title = own.map_or_else(
            || format!("{site} — {}", look.tagline(context.words)),
            |own| format!("{own} — {site}"),
        );
        let base = setting.base.as_ref();
        let link = |place| link(context, base, place);
        Self {
            t: context.words,
            site: site.to_owned(),
            title,
            description: shortened(description, DESCRIPTION_CHARACTERS),
            canonical: base
                .map(|base| base.absolute(context.here))
                .unwrap_or_default(),
            picture: base
                .map(|base| base.absolute(picture(context)))
                .unwrap_or_default(),
            picture_size: (
                crate::export::preview::WIDTH,
                crate::export::preview::HEIGHT,
            ),
            style: link(Route::Style),
            icon: link(Route::Icon),
            home: link(Route::Home),
            foot: foot(context, setting),
            imprint: look.imprint(context.words),
            licence: look.licence_address().to_owned(),
            search: link(Route::Search),
            has_field: context.here != Route::Search,
            sections: sections(context, base),
            linked: Linked { context, base }
                .things(&trail)
                .iter()
                .map(data_block)
                .collect(),
            alternates: alternates(context, setting),
            data: data(context, setting),
            languages: languages(context, setting),
            scripts: if context.here == Route::Search {
                "'self'"
            } else {
                "'none'"
            },
            trail,
            built: built(context),
        }
    }
}

/// From what the home page was built; empty on others, which would change with every commit.
fn built(context: &PageContext<'_>) -> String {
    if context.here != Route::Home {
        return String::new();
    }
    let from = context.words.site.built_from;
    from(context.catalog.revision(), env!("CARGO_PKG_VERSION"))
}

/// The page in all languages. The page for what is not found has one only, because it may appear
/// at any address.
fn languages(context: &PageContext<'_>, setting: &Setting) -> Vec<Language> {
    if setting.editions.len() < 2 || context.here == Route::NotFound {
        return Vec::new();
    }
    let editions = setting.editions.iter().map(|(words, edition)| Language {
        code: words.code,
        name: words.language(words.code).unwrap_or(words.code),
        direction: words.direction,
        href: context.edition.link(context.here, (*edition, context.here)),
        address: setting
            .base
            .as_ref()
            .map(|base| base.of_edition(*edition).absolute(context.here))
            .unwrap_or_default(),
        current: *edition == context.edition,
    });
    editions.collect()
}

/// The picture that goes with a page: that of its dossier, or that of the site.
fn picture<'a>(context: &PageContext<'a>) -> Route<'a> {
    let dossier = match context.here {
        Route::Dossier(name) | Route::View(name, _) => Some(name),
        Route::Fact(name) => {
            let mut telling = context.catalog.dossiers_telling(name);
            telling.next().map(|dossier| dossier.name.as_str())
        }
        _ => None,
    };
    Route::Picture(dossier)
}

/// What else there is of a page, and the feeds of the site.
fn alternates(context: &PageContext<'_>, setting: &Setting) -> Vec<(&'static str, String)> {
    let twins = twins(context, setting).into_iter();
    let mut found: Vec<(&'static str, String)> = twins
        .map(|twin| (twin.media, context.link(twin.place)))
        .collect();
    if let Some(base) = &setting.base {
        let own = match context.here {
            Route::Dossier(name) | Route::View(name, _) => Some(name),
            _ => None,
        };
        // A dossier's own comes first, which is the one that readers are offered.
        for of in own.into_iter().map(Some).chain([None]) {
            found.push(("application/atom+xml", base.absolute(Route::Atom(of))));
            found.push(("application/feed+json", base.absolute(Route::JsonFeed(of))));
        }
    }
    found
}

/// The same as data, and for those who follow it. Feeds take absolute addresses only, so there are none
/// without.
fn data(context: &PageContext<'_>, setting: &Setting) -> Inlines {
    let twins = twins(context, setting).into_iter();
    let twins = twins.map(|twin| (twin.name, twin.place));
    let tables = tables(context, setting).into_iter();
    let followed = match context.here {
        Route::Dossier(name) if setting.base.is_some() => vec![
            ("Atom", Route::Atom(Some(name))),
            ("JSON Feed", Route::JsonFeed(Some(name))),
        ],
        _ => Vec::new(),
    };
    let all = tables.chain(twins).chain(followed);
    let inlines = all.map(|(text, place)| Inline::link(text, context.link(place)));
    separated(context.words.comma, inlines)
}

/// The table of a dossier, on its page and on those of its views; on its own page the descriptions too.
fn tables<'a>(context: &PageContext<'a>, setting: &Setting) -> Vec<(&'static str, Route<'a>)> {
    if !setting.look.twins.has_json() {
        return Vec::new();
    }
    match context.here {
        Route::Dossier(name) => vec![
            ("CSV", Route::Table(name)),
            ("Data Package", Route::Package(name)),
            ("Croissant", Route::Croissant(name)),
        ],
        Route::View(name, _) => vec![("CSV", Route::Table(name))],
        _ => Vec::new(),
    }
}

/// The page of a resource in a form for programs.
struct Twin<'a> {
    name: &'static str,
    media: &'static str,
    place: Route<'a>,
}

/// The twins that a page has.
fn twins<'a>(context: &PageContext<'a>, setting: &Setting) -> Vec<Twin<'a>> {
    let (Route::Dossier(name) | Route::Fact(name) | Route::Entity(name) | Route::Article(name)) =
        context.here
    else {
        return Vec::new();
    };
    let kept = setting.look.twins;
    let json = kept.has_json().then_some(Twin {
        name: "JSON",
        media: "application/json",
        place: Route::Json(name),
    });
    let markdown = kept.has_markdown().then_some(Twin {
        name: "Markdown",
        media: "text/markdown",
        place: Route::Markdown(name),
    });
    json.into_iter().chain(markdown).collect()
}

/// What stands at the foot of every page: feeds, where there are any, what programs begin with, and what the
/// settings add.
fn foot(context: &PageContext<'_>, setting: &Setting) -> Vec<Inline> {
    let base = setting.base.as_ref();
    let feeds = [
        ("Atom", Route::Atom(None)),
        ("JSON Feed", Route::JsonFeed(None)),
    ];
    let feeds = feeds.into_iter().filter(|_| base.is_some());
    let llms = ("llms.txt", Route::Llms);
    let llms = Some(llms).filter(|_| setting.look.twins.has_markdown());
    let letters = [(context.words.search.letters, Route::Search)];
    let method = [(context.words.site.method, Route::Method)];
    let all = feeds.chain(letters).chain(llms).chain(method);
    let main = setting.main_language(context);
    let own = setting.look.pages.iter().map(|page| Inline {
        href: link(context, base, Route::Own(&page.name)),
        ..context.text(&page.titles(main))
    });
    all.map(|(text, place)| Inline::link(text, link(context, base, place)))
        .chain(own)
        .chain(setting.look.foot(context.words))
        .collect()
}

/// A link to a page of the site. A server shows the page for what does not exist at any address,
/// from where no relative link leads home.
fn link(context: &PageContext<'_>, base: Option<&BaseUrl>, place: Route<'_>) -> String {
    match (context.here, base) {
        (Route::NotFound, Some(base)) => base.absolute(place),
        _ => context.link(place),
    }
}

fn sections(context: &PageContext<'_>, base: Option<&BaseUrl>) -> Vec<Tab> {
    let site = &context.words.site;
    let places = [
        (site.facts, Route::Facts),
        (site.entities, Route::Entities),
        (site.articles, Route::Articles),
        (site.corrections, Route::Corrections),
        (site.method, Route::Method),
    ];
    let tabs = places.map(|(text, place)| Tab {
        text: text.to_owned(),
        href: link(context, base, place),
        current: context.here == place,
    });
    tabs.into()
}

/// The way from the home page to a page: the pages between, then the page's own name.
pub(crate) fn trail(context: &PageContext<'_>, between: Vec<Inline>, own: Inline) -> Vec<Inline> {
    let home = Inline::link(context.words.site.home, context.link(Route::Home));
    let own = Inline {
        href: String::new(),
        ..own
    };
    [home].into_iter().chain(between).chain([own]).collect()
}

pub(crate) fn framed(
    context: &PageContext<'_>,
    setting: &Setting,
    heading: &str,
    description: &str,
) -> Frame {
    let own = trail(context, Vec::new(), Inline::plain(heading));
    Frame::new(context, setting, own, description)
}
