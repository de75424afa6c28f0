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

use dossier::v1::Fact;

use self::draw::Chart;
use crate::context::PageContext;
use crate::html::{Inline, separated};
use crate::part::coverage::articles;
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
    let taken = || {
        facts
            .iter()
            .filter(|fact| takes(context.catalog, view, fact))
    };
    let charts = charts.into_iter().flatten();
    let charts = charts.map(|chart| {
        let of_chart =
            |fact: &&&Fact| chart.rests_on.is_empty() || chart.rests_on.contains(&fact.name);
        Chart {
            sources: sources(context, taken().filter(of_chart).copied()),
            ..chart.turned(context)
        }
    });
    charts.collect()
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
