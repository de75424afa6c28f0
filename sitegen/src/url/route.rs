//! Which files the site has, and where each lies.

use dossier::FactKind;

/// The file that a server shows for a folder.
pub(super) const INDEX: &str = "index.html";

/// How the names of pages end.
const PAGE_END: &str = ".html";

/// The file that a server shows for a path: of a folder its page.
pub(crate) fn served(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') {
        format!("{path}{INDEX}")
    } else {
        path.to_owned()
    }
}

/// A view of a dossier: all its facts of one sort on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum View {
    Timeline,
    Flows,
    Numbers,
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
    pub(crate) const ALL: [Self; 11] = [
        Self::Timeline,
        Self::Flows,
        Self::Numbers,
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
            Self::Numbers => "numbers",
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

/// A figure of a view of a dossier, as something that readers take along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Figure {
    pub(crate) view: View,
    /// Its place among the figures of the view, from 0.
    pub(crate) place: usize,
    pub(crate) form: FigureForm,
}

/// What of a figure is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FigureForm {
    /// The drawing, with all that it needs.
    Svg,
    /// The facts that it is drawn from.
    Csv,
    /// The figure as a page for the pages of others.
    Embed,
}

impl FigureForm {
    /// All forms, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Svg, Self::Csv, Self::Embed];
}

impl Figure {
    /// The file below the folder of its dossier. It is counted as readers count: the first is 1.
    fn path(self) -> String {
        let folder = self.view.folder();
        let number = self.place + 1;
        let end = match self.form {
            FigureForm::Svg => ".svg",
            FigureForm::Csv => ".csv",
            FigureForm::Embed => "/index.html",
        };
        format!("{folder}/{FIGURE}{number}{end}")
    }
}

/// How the names of the files of figures begin.
const FIGURE: &str = "figure-";

/// Whether a path may be one of a figure: to know those that there are, all must be drawn.
pub(crate) fn may_be_figure(path: &str) -> bool {
    path.contains(&format!("/{FIGURE}"))
}

/// A file of the site. Resources are given by name, such as `facts/treaty`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Route<'a> {
    Home,
    Dossier(&'a str),
    View(&'a str, View),
    /// A figure of a dossier, to take along.
    Figure(&'a str, Figure),
    Fact(&'a str),
    Entity(&'a str),
    Article(&'a str),
    Facts,
    Entities,
    Articles,
    Corrections,
    Method,
    /// A page of the site's owner, by its name.
    Own(&'a str),
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
    /// A file of the index with words, by a digest of it.
    SearchWords(u64),
    /// A file of the index with what is shown, by a digest of it.
    SearchTexts(u64),
    Sitemap,
    Robots,
    Manifest,
    /// A resource as canonical JSON.
    Json(&'a str),
    /// A resource as Markdown.
    Markdown(&'a str),
    /// The facts of one kind as CSV.
    Csv(FactKind),
    /// The facts of a dossier as a table in the words of one language.
    Table(&'a str),
    /// What that table is, as a Data Package.
    Package(&'a str),
    /// The same as Croissant.
    Croissant(&'a str),
    /// What is new in a dossier, or on the site, as Atom.
    Atom(Option<&'a str>),
    /// The same as JSON.
    JsonFeed(Option<&'a str>),
    Llms,
    /// The picture that goes with a dossier, or with the site, where somebody shares its address.
    Picture(Option<&'a str>),
}

impl<'a> Route<'a> {
    /// The resource that the file is of; nothing for a file of the site.
    pub(crate) fn resource(self) -> Option<&'a str> {
        match self {
            Self::Dossier(name)
            | Self::View(name, _)
            | Self::Figure(name, _)
            | Self::Fact(name)
            | Self::Entity(name)
            | Self::Article(name)
            | Self::Json(name)
            | Self::Markdown(name)
            | Self::Table(name)
            | Self::Package(name)
            | Self::Croissant(name) => Some(name),
            Self::Atom(name) | Self::JsonFeed(name) | Self::Picture(name) => name,
            _ => None,
        }
    }

    /// The same file of another resource of the collection; a file of the site as it is.
    pub(crate) fn of_resource(self, name: &'a str) -> Self {
        match self {
            Self::Dossier(_) => Self::Dossier(name),
            Self::View(_, view) => Self::View(name, view),
            Self::Figure(_, figure) => Self::Figure(name, figure),
            Self::Fact(_) => Self::Fact(name),
            Self::Entity(_) => Self::Entity(name),
            Self::Article(_) => Self::Article(name),
            Self::Json(_) => Self::Json(name),
            Self::Markdown(_) => Self::Markdown(name),
            Self::Table(_) => Self::Table(name),
            Self::Package(_) => Self::Package(name),
            Self::Croissant(_) => Self::Croissant(name),
            Self::Atom(Some(_)) => Self::Atom(Some(name)),
            Self::JsonFeed(Some(_)) => Self::JsonFeed(Some(name)),
            Self::Picture(Some(_)) => Self::Picture(Some(name)),
            other => other,
        }
    }

    /// Whether the file is a page that readers open.
    pub(crate) fn is_page(self) -> bool {
        is_page(&self.path())
    }

    /// The file below the site's folder.
    pub(crate) fn path(self) -> String {
        match self {
            Self::Home => "index.html".to_owned(),
            Self::Dossier(name) | Self::Fact(name) | Self::Entity(name) | Self::Article(name) => {
                format!("{name}/index.html")
            }
            Self::View(name, view) => format!("{name}/{}/index.html", view.folder()),
            Self::Figure(name, figure) => format!("{name}/{}", figure.path()),
            Self::Facts => "facts/index.html".to_owned(),
            Self::Entities => "entities/index.html".to_owned(),
            Self::Articles => "articles/index.html".to_owned(),
            Self::Corrections => "corrections/index.html".to_owned(),
            Self::Method => "method/index.html".to_owned(),
            Self::Own(name) => format!("pages/{name}/index.html"),
            Self::NotFound => "404.html".to_owned(),
            Self::Search => "search/index.html".to_owned(),
            Self::Style => "style.css".to_owned(),
            Self::Icon => "icon.svg".to_owned(),
            // The index links from where the search page is.
            Self::SearchScript => "search/search.js".to_owned(),
            Self::SearchEngine => "search/find.js".to_owned(),
            Self::SearchDrawing => "search/found.js".to_owned(),
            Self::SearchHead => "search/index/head.js".to_owned(),
            Self::SearchWords(stamp) => format!("search/index/words-{stamp:012x}.js"),
            Self::SearchTexts(stamp) => format!("search/index/texts-{stamp:012x}.js"),
            Self::Json(name) => format!("{name}.json"),
            Self::Markdown(name) => format!("{name}.md"),
            Self::Csv(kind) => format!("facts/{}.csv", kind.as_str()),
            Self::Table(name) => format!("{name}/facts.csv"),
            Self::Package(name) => format!("{name}/datapackage.json"),
            Self::Croissant(name) => format!("{name}/croissant.json"),
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

/// Whether a file is a page that readers open.
pub(crate) fn is_page(path: &str) -> bool {
    path.ends_with(PAGE_END)
}

/// The file that says what a folder was built from, and that it is ours to replace.
pub(crate) const MANIFEST: &str = "build.json";
