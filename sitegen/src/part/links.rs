//! How facts are tied to each other, and who says so.

use dossier::v1::FactLink;

use crate::context::PageContext;
use crate::html::{Inline, Inlines};

/// The fact at one end of a link, by its name, with who says that they are tied where that is not we:
/// `The gauge was broken. (according to Ada Poole)`.
pub(crate) fn tied(context: &PageContext<'_>, fact: &str, link: &FactLink) -> Inlines {
    let mut inlines = vec![context.fact(fact)];
    let by = context.entities([&link.asserted_by]);
    if !by.is_empty() {
        let label = context.words.label.asserted_by;
        inlines.push(Inline::plain(format!(" ({label} ")));
        inlines.extend(by);
        inlines.push(Inline::plain(")"));
    }
    inlines
}
