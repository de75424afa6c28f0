//! Which files does a site have, and where do former names lead?

use dossier::Collection;
use dossier::v1::Dossier;

use super::Site;
use crate::chart::figures;
use crate::part::tabs::views;
use crate::part::view::fact_groups::KINDS;
use crate::url::{Figure, FigureForm, Route, may_be_figure};

impl<'a> Site<'a> {
    /// All pages, in the order of importance to a reader.
    pub(crate) fn places(&self) -> Vec<Route<'a>> {
        let catalog = self.catalog;
        let mut places = vec![Route::Home];
        for dossier in catalog.dossiers() {
            places.push(Route::Dossier(&dossier.name));
            let views = views(&self.context(Route::Home), dossier).into_iter();
            places.extend(views.map(|view| Route::View(&dossier.name, view)));
        }
        places.extend([
            Route::Facts,
            Route::Entities,
            Route::Articles,
            Route::Corrections,
            Route::Method,
            Route::Search,
        ]);
        let own = self.pages.iter();
        places.extend(own.map(|page| Route::Own(&page.name)));
        places.extend(catalog.facts().map(|fact| Route::Fact(&fact.name)));
        places.extend(catalog.entities().map(|entity| Route::Entity(&entity.name)));
        places.extend(
            catalog
                .articles()
                .map(|article| Route::Article(&article.name)),
        );
        if self.edition.is_main() {
            places.push(Route::NotFound);
        }
        places
    }

    /// The files that are not pages.
    pub(crate) fn assets(&self) -> Vec<Route<'a>> {
        let mut assets = self.plain_assets();
        assets.extend(self.figures());
        assets.extend(self.index_parts());
        assets
    }

    /// The files that the index is cut into. To know them it must be made.
    fn index_parts(&self) -> impl Iterator<Item = Route<'a>> {
        let index = self.index();
        let words = index.words.keys().copied().map(Route::SearchWords);
        words.chain(index.texts.keys().copied().map(Route::SearchTexts))
    }

    /// What lies at a path below the site's folder; nothing where there is no such file.
    pub(crate) fn find(&self, path: &str) -> Option<Route<'a>> {
        let all = self.places().into_iter().chain(self.plain_assets());
        let is_there = |place: &Route<'_>| self.edition.path(*place) == path;
        let found = all.into_iter().find(is_there);
        // An index is made of everything, so only who asks for a part of it has it made.
        let head = self.edition.path(Route::SearchHead);
        let folder = head.rfind('/').and_then(|end| head.get(..=end));
        let is_part = folder.is_some_and(|folder| path.starts_with(folder));
        let found = found.or_else(|| {
            let mut figures = may_be_figure(path).then(|| self.figures())?.into_iter();
            figures.find(is_there)
        });
        found.or_else(|| {
            let mut parts = is_part.then(|| self.index_parts())?;
            parts.find(is_there)
        })
    }

    /// The figures that readers take along, under the present and the former names of their dossiers. To know
    /// how many there are they must be drawn.
    pub(super) fn figures(&self) -> Vec<Route<'a>> {
        if !self.setting.look.figures.are_wanted() {
            return Vec::new();
        }
        let present = self.catalog.dossiers();
        let present = present.map(|dossier| (dossier.name.as_str(), dossier));
        let former = self.catalog.former_names();
        let former = former.filter_map(|(former, present)| {
            let dossier = self.catalog.dossier(present)?;
            Some((former, dossier))
        });
        let all = present.chain(former);
        all.flat_map(|(name, dossier)| self.figures_of(name, dossier))
            .collect()
    }

    /// The figures of a dossier, under one of its names.
    fn figures_of(&self, name: &'a str, dossier: &Dossier) -> Vec<Route<'a>> {
        let context = self.context(Route::Home);
        let figures = views(&context, dossier).into_iter().flat_map(|view| {
            let count = figures(&context, dossier, view).len();
            (0..count)
                .flat_map(move |place| FigureForm::ALL.map(|form| Figure { view, place, form }))
        });
        figures.map(|figure| Route::Figure(name, figure)).collect()
    }

    /// The files that are not pages, without the parts of the index and without figures.
    pub(super) fn plain_assets(&self) -> Vec<Route<'a>> {
        let catalog = self.catalog;
        let mut assets = vec![
            Route::Style,
            Route::Icon,
            Route::SearchScript,
            Route::SearchEngine,
            Route::SearchDrawing,
            Route::SearchHead,
            Route::Robots,
            Route::Manifest,
        ];
        let twins = self.setting.look.twins;
        assets.extend(twins.has_markdown().then_some(Route::Llms));
        // These protocols take absolute addresses only.
        if self.setting.base.is_some() {
            assets.push(Route::Sitemap);
            let dossiers = catalog
                .dossiers()
                .map(|dossier| Some(dossier.name.as_str()));
            for of in [None].into_iter().chain(dossiers) {
                assets.extend([Route::Atom(of), Route::JsonFeed(of), Route::Picture(of)]);
            }
        }
        let dossiers = catalog.dossiers().map(|dossier| dossier.name.as_str());
        let facts = catalog.facts().map(|fact| fact.name.as_str());
        let entities = catalog.entities().map(|entity| entity.name.as_str());
        let articles = catalog.articles().map(|article| article.name.as_str());
        for dossier in catalog.dossiers() {
            assets.extend(self.tables(&dossier.name));
        }
        for name in dossiers.chain(facts).chain(entities).chain(articles) {
            assets.extend(self.twins(name));
        }
        assets.extend(KINDS.map(Route::Csv));
        assets.extend(self.former_places());
        assets.retain(|place| self.edition.is_main() || !place.is_shared());
        assets
    }

    /// A resource in the forms for programs that the site has.
    fn twins<'n>(&self, name: &'n str) -> impl Iterator<Item = Route<'n>> + use<'n> {
        let twins = self.setting.look.twins;
        let markdown = twins.has_markdown().then_some(Route::Markdown(name));
        let json = twins.has_json().then_some(Route::Json(name));
        markdown.into_iter().chain(json)
    }

    /// The table of a dossier and its descriptions, if the site has data of its pages.
    fn tables<'n>(&self, name: &'n str) -> impl Iterator<Item = Route<'n>> + use<'n> {
        let tables = [Route::Table, Route::Package, Route::Croissant].map(|route| route(name));
        let has_json = self.setting.look.twins.has_json();
        tables.into_iter().filter(move |_| has_json)
    }

    /// The addresses that resources had before: of their pages, of their data, of their feeds. Nothing on
    /// the site leads there.
    fn former_places(&self) -> Vec<Route<'a>> {
        let mut places = Vec::new();
        for (former, present) in self.catalog.former_names() {
            match Collection::from_name(former) {
                Some(Collection::Facts) => places.push(Route::Fact(former)),
                Some(Collection::Entities) => places.push(Route::Entity(former)),
                Some(Collection::Articles) => places.push(Route::Article(former)),
                _ => places.extend(self.former_dossier(former, present)),
            }
            places.extend(self.twins(former));
        }
        places
    }

    fn former_dossier(&self, former: &'a str, present: &str) -> Vec<Route<'a>> {
        let mut places = vec![Route::Dossier(former)];
        places.extend(self.tables(former));
        let dossier = self.catalog.dossier(present).into_iter();
        let shown = dossier.flat_map(|dossier| views(&self.context(Route::Home), dossier));
        places.extend(shown.map(|view| Route::View(former, view)));
        if self.setting.base.is_some() {
            let of = Some(former);
            places.extend([Route::Atom(of), Route::JsonFeed(of), Route::Picture(of)]);
        }
        places
    }
}
