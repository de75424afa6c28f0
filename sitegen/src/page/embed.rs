//! A figure alone, for the pages of others: they show this page in a frame.
//!
//! It has no header and no footer of the site, and search engines are asked to leave it out, because the same
//! figure is on the page of its view. Links in it open in the whole window.

use askama::Template;
use dossier::v1::Dossier;

use crate::chart::draw::{Chart, Shape};
use crate::chart::figures;
use crate::context::{PageContext, Setting};
use crate::html::Inline;
use crate::locale::Language;
use crate::part::tabs::name_of;
use crate::url::{Figure, Route, fragment};

/// A figure with what anybody must know who meets it elsewhere.
#[derive(Debug, Template)]
#[template(path = "page/embed.html")]
pub(crate) struct EmbedPage {
    frame: Language,
    title: String,
    /// The page of the view; relative where nobody knows where the site will be.
    canonical: String,
    style: String,
    icon: String,
    chart: Chart,
    /// The dossier, leading to the figure on its page.
    dossier: Inline,
    /// What the site is called.
    site: String,
    licence: Option<Inline>,
}

impl EmbedPage {
    /// The page of a figure; none where the view has no such figure.
    pub(crate) fn new(
        context: &PageContext<'_>,
        setting: &Setting,
        dossier: &Dossier,
        figure: Figure,
    ) -> Option<Self> {
        let mut figures = figures(context, dossier, figure.view);
        let chart = figures.drain(..).nth(figure.place)?;
        let page = Route::View(&dossier.name, figure.view);
        let href = context.link(page);
        let title = context.text(&dossier.title);
        Some(Self {
            frame: Language { t: context.words },
            title: context.labelled(&title.text, name_of(context, figure.view)),
            canonical: setting
                .base
                .as_ref()
                .map_or_else(|| href.clone(), |base| base.absolute(page)),
            style: context.link(Route::Style),
            icon: context.link(Route::Icon),
            dossier: Inline {
                href: href + &fragment(&chart.id),
                ..title
            },
            chart,
            site: setting.look.title(context.words).to_owned(),
            licence: setting.look.licence_link(context.words),
        })
    }
}
