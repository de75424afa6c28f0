//! A view of a dossier: all its facts of one sort.

use askama::Template;
use dossier::v1::{Dossier, Fact};

use crate::chart;
use crate::chart::draw::Chart;
use crate::chart::draw::Shape;
use crate::context::{PageContext, Setting};
use crate::frame::{Frame, trail};
use crate::html::{Inline, Part, separated};
use crate::part::corrections::Corrected;
use crate::part::history::since;
use crate::part::tabs::{Tab, name_of, tabs};
use crate::part::view::{Content, ViewPart};
use crate::part::voice_lists::{VoiceList, voice_lists};
use crate::url::{Figure, FigureForm, Route, View};

/// A view of a dossier on a page of its own.
#[derive(Debug, Template)]
#[template(path = "page/view.html")]
pub(crate) struct ViewPage {
    frame: Frame,
    tabs: Vec<Tab>,
    heading: &'static str,
    dossier: Inline,
    intro: &'static str,
    charts: Vec<Chart>,
    content: Option<Part<ViewPart>>,
    /// The facts by voice, on the page of all facts.
    voice_lists: Vec<VoiceList>,
    /// What changed in the facts, on the page of corrections.
    since: Vec<Corrected>,
}

impl ViewPage {
    pub(crate) fn new(
        context: &PageContext<'_>,
        setting: &Setting,
        dossier: &Dossier,
        view: View,
    ) -> Self {
        let title = context.text(&dossier.title);
        let up = Inline::link(
            title.text.clone(),
            context.link(Route::Dossier(&dossier.name)),
        );
        let heading = name_of(context, view);
        let own = Inline::plain(context.labelled(heading, &title.text));
        let facts: Vec<&Fact> = if view == View::Corrections {
            // What was withdrawn was corrected too.
            dossier
                .facts
                .iter()
                .filter_map(|name| context.catalog.fact(name))
                .collect()
        } else {
            context.catalog.facts_in(dossier).collect()
        };
        let listed = Content::view(context, view, &facts);
        let intro = match view {
            View::Flows => context.words.site.flows_text,
            View::Corrections => context.words.site.corrections_text,
            View::Facts => context.words.site.facts_text,
            _ => "",
        };
        let description = format!("{heading}. {}", context.text(&dossier.standfirst).text);
        let mut way = trail(context, vec![up], own);
        let frame_trail = way.clone();
        if let Some(last) = way.last_mut() {
            heading.clone_into(&mut last.text);
        }
        let mut frame = Frame::new(context, setting, frame_trail, &description);
        frame.trail = way;
        Self {
            frame,
            tabs: tabs(context, dossier),
            heading,
            dossier: title,
            intro,
            charts: charts(context, setting, dossier, view),
            content: (!listed.is_empty()).then(|| listed.part(context.words)),
            voice_lists: match view {
                View::Facts => voice_lists(context, &facts),
                _ => Vec::new(),
            },
            since: match view {
                View::Corrections => since(context, dossier, &facts),
                _ => Vec::new(),
            },
        }
    }
}

/// The figures of the view, each with the ways to take it along, where the settings want that.
fn charts(
    context: &PageContext<'_>,
    setting: &Setting,
    dossier: &Dossier,
    view: View,
) -> Vec<Chart> {
    let words = &context.words.charts;
    let charts = chart::figures(context, dossier, view).into_iter();
    let charts = charts.enumerate().map(|(place, chart)| {
        let forms = FigureForm::ALL.map(|form| {
            let text = match form {
                FigureForm::Svg => words.as_picture,
                FigureForm::Csv => words.as_table,
                FigureForm::Embed => words.as_page,
            };
            let figure = Figure { view, place, form };
            Inline::link(text, context.link(Route::Figure(&dossier.name, figure)))
        });
        let forms = forms.into_iter();
        let forms = forms.filter(|_| setting.look.figures.are_wanted());
        Chart {
            along: separated(" · ", forms),
            ..chart
        }
    });
    charts.collect()
}
