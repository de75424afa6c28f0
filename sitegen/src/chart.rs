//! Figures: drawn from facts, without a script, each mark a link to its fact.
//!
//! docs/design.md gives the rules. A figure is laid out twice, for a wide screen and for a narrow one,
//! because a drawing that is scaled down has letters that nobody can read. Coordinates are whole
//! pixels, so that two builds are equal byte for byte.

pub(crate) mod draw;
pub(crate) mod flows;
pub(crate) mod forecasts;
pub(crate) mod network;
pub(crate) mod provenance;
pub(crate) mod timeline;

use dossier::v1::Fact;

use self::draw::Chart;
use crate::context::PageContext;
use crate::url::View;

pub(crate) use provenance::{Path, paths};

/// The figures of a view; none where there is nothing to draw.
pub(crate) fn charts(context: &PageContext<'_>, view: View, facts: &[&Fact]) -> Vec<Chart> {
    let charts = match view {
        View::Timeline => vec![timeline::timeline(context, facts)],
        View::Forecasts => vec![forecasts::forecasts(context, facts)],
        View::Flows => vec![flows::flows(context, facts)],
        View::Network => vec![network::network(context, facts)],
        _ => Vec::new(),
    };
    let charts = charts.into_iter().flatten();
    charts.map(|chart| chart.turned(context)).collect()
}

/// The figure of the paths by which facts came; none where nobody but an article says anything.
pub(crate) fn provenance(context: &PageContext<'_>, paths: &[Path]) -> Option<Chart> {
    provenance::provenance(context, paths).map(|chart| chart.turned(context))
}

#[cfg(test)]
mod tests;
