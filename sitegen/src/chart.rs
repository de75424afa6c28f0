//! Figures: drawn from facts, without a script, each mark a link to its fact.
//!
//! docs/design.md gives the rules. A figure is laid out twice, for a wide screen and for a narrow one,
//! because a drawing that is scaled down has letters that nobody can read. Coordinates are whole
//! pixels, so that two builds are equal byte for byte.

pub(crate) mod draw;
pub(crate) mod flows;
pub(crate) mod forecasts;
pub(crate) mod network;
pub(crate) mod numbers;
pub(crate) mod provenance;
pub(crate) mod timeline;

use dossier::v1::{Dossier, Fact};

use self::draw::Chart;
use crate::context::PageContext;
use crate::html::{Inline, separated};
use crate::part::coverage::articles;
use crate::part::tabs::name_of;
use crate::part::view::takes;
use crate::url::View;

pub(crate) use provenance::{Path, finding as paths_finding, paths};

/// The figures of a view; none where there is nothing to draw.
pub(crate) fn charts(context: &PageContext<'_>, view: View, facts: &[&Fact]) -> Vec<Chart> {
    let charts = match view {
        View::Timeline => vec![timeline::timeline(context, facts)],
        View::Forecasts => vec![forecasts::forecasts(context, facts)],
        View::Flows => vec![flows::flows(context, facts)],
        View::Numbers => numbers::numbers(context, facts),
        View::Network => vec![network::network(context, facts)],
        _ => Vec::new(),
    };
    let charts = charts.into_iter().flatten();
    let charts = charts.map(|chart| Chart {
        sources: sources(context, drawn(context, view, facts, &chart)),
        ..chart.turned(context)
    });
    charts.collect()
}

/// The figures on the page of a dossier's view, each with its id there.
pub(crate) fn figures(context: &PageContext<'_>, dossier: &Dossier, view: View) -> Vec<Chart> {
    let facts: Vec<&Fact> = context.catalog.facts_in(dossier).collect();
    let heading = name_of(context, view);
    let charts = charts(context, view, &facts).into_iter().enumerate();
    charts
        .map(|(place, chart)| chart.under(heading, "view", place))
        .collect()
}

/// Those of the facts of a view that one of its figures is drawn from, with those for which it had no room.
pub(crate) fn drawn<'f>(
    context: &PageContext<'_>,
    view: View,
    facts: &[&'f Fact],
    chart: &Chart,
) -> impl Iterator<Item = &'f Fact> {
    facts.iter().copied().filter(move |fact| {
        let is_chosen = chart.rests_on.is_empty() || chart.rests_on.contains(&fact.name);
        is_chosen && takes(context.catalog, view, fact)
    })
}

/// So many articles are named below a figure; more are counted.
const SOURCES_MAX: usize = 3;

/// The articles that the facts of a figure rest on.
fn sources<'f>(context: &PageContext<'_>, facts: impl Iterator<Item = &'f Fact>) -> Vec<Inline> {
    let facts: Vec<&Fact> = facts.collect();
    let articles = articles(&facts);
    if articles.len() > SOURCES_MAX {
        return vec![Inline::plain((context.words.sources)(articles.len()))];
    }
    let articles = articles.iter().map(|name| context.article(name));
    separated(context.words.semicolon, articles)
}

/// The figure of the paths by which facts came; none where nobody but an article says anything.
pub(crate) fn provenance(context: &PageContext<'_>, paths: &[Path]) -> Option<Chart> {
    provenance::provenance(context, paths).map(|chart| chart.turned(context))
}

#[cfg(test)]
mod tests;
