//! How much of an article is in the facts.

use dossier::v1::{CoverageReportResponse, Fact};

use crate::context::PageContext;
use crate::html::Inline;

/// So many articles have a line each.
const LINES_MAX: usize = 3;

/// The names of the articles that facts rest on.
pub(crate) fn articles<'f>(facts: &[&'f Fact]) -> Vec<&'f str> {
    let evidence = facts.iter().flat_map(|fact| &fact.evidence);
    let mut names: Vec<&str> = evidence.map(|evidence| evidence.article.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// How much of all these articles together is in the facts, where there are too many for a line each.
pub(crate) fn together(context: &PageContext<'_>, articles: &[&str]) -> Option<String> {
    let reports = articles.iter();
    let reports: Vec<&CoverageReportResponse> = reports
        .filter_map(|article| context.catalog.coverage(article))
        .collect();
    if reports.len() <= LINES_MAX {
        return None;
    }
    let sum = |count: fn(&CoverageReportResponse) -> i32| {
        reports.iter().map(|report| count(report)).sum()
    };
    let said = (context.words.label.covered)(
        sum(|report| report.sentence_count),
        sum(|report| report.covered_count),
        sum(|report| report.marked_count),
        sum(|report| report.uncovered_count),
    );
    let sources = (context.words.sources)(reports.len());
    Some(format!("{sources}{}{said}", context.words.colon))
}

/// How much of an article is in the facts.
pub(crate) fn coverage(context: &PageContext<'_>, article: &str) -> Option<(Inline, String)> {
    let report = context.catalog.coverage(article)?;
    let said = (context.words.label.covered)(
        report.sentence_count,
        report.covered_count,
        report.marked_count,
        report.uncovered_count,
    );
    Some((context.article(article), said))
}
