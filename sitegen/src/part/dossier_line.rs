//! How much is in a dossier, and when it was last read, in a line.

use dossier::v1::{Dossier, Fact};

use crate::context::PageContext;
use crate::part::coverage::articles;

/// How much is in a dossier, in a line.
pub(crate) fn size(context: &PageContext<'_>, dossier: &Dossier) -> String {
    let facts: Vec<&Fact> = context.catalog.told_by(dossier).collect();
    let (words, sources) = (context.words, articles(&facts).len());
    format!(
        "{} · {}",
        (words.facts)(facts.len()),
        (words.sources)(sources)
    )
}

pub(crate) fn reviewed(context: &PageContext<'_>, dossier: &Dossier) -> String {
    if dossier.reviewed_on.is_empty() {
        return String::new();
    }
    (context.words.site.reviewed_on)(&context.day(&dossier.reviewed_on))
}
