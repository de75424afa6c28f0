//! A dossier's own navigation: its story, and the views in which it has something to show.

use dossier::v1::{Dossier, Fact};

use crate::context::PageContext;
use crate::part::view::takes;
use crate::url::{Route, View};

/// A link of a navigation.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    pub(crate) text: String,
    pub(crate) href: String,
    /// Whether it is the page itself.
    pub(crate) current: bool,
}

/// What a view is called.
pub(crate) fn name_of(context: &PageContext<'_>, view: View) -> &'static str {
    let site = &context.words.site;
    match view {
        View::Timeline => site.timeline,
        View::Flows => site.flows,
        View::Numbers => site.numbers,
        View::Network => site.network,
        View::Who => site.who,
        View::Quotes => site.quotes,
        View::Forecasts => site.forecasts,
        View::Glossary => site.glossary,
        View::Sources => site.sources,
        View::Corrections => site.corrections,
        View::Facts => site.all_facts,
    }
}

/// The views in which a dossier has something to show. All of its facts and its corrections always
/// have a page, because others lead there.
pub(crate) fn views(context: &PageContext<'_>, dossier: &Dossier) -> Vec<View> {
    let facts: Vec<&Fact> = context.catalog.facts_in(dossier).collect();
    let shown = |view: &View| {
        matches!(view, View::Facts | View::Corrections)
            || facts.iter().any(|fact| takes(context.catalog, *view, fact))
    };
    View::ALL.into_iter().filter(shown).collect()
}

/// A dossier's own navigation.
pub(crate) fn tabs(context: &PageContext<'_>, dossier: &Dossier) -> Vec<Tab> {
    let story = Route::Dossier(&dossier.name);
    let mut tabs = vec![Tab {
        text: context.words.site.story.to_owned(),
        href: context.link(story),
        current: context.here == story,
    }];
    for view in views(context, dossier) {
        let place = Route::View(&dossier.name, view);
        tabs.push(Tab {
            text: name_of(context, view).to_owned(),
            href: context.link(place),
            current: context.here == place,
        });
    }
    tabs
}
