//! How much of an article is in the facts.

use dossier::v1::Fact;

use crate::context::PageContext;
use crate::html::Inline;

/// The names of the articles that facts rest on.
pub(crate) fn articles<'f>(facts: &[&'f Fact]) -> Vec<&'f str> {
    let evidence = facts.iter().flat_map(|fact| &fact.evidence);
    let mut names: Vec<&str> = evidence.map(|one| one.article.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
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
