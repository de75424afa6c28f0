//! Labels, and what stands beside each.

use crate::html::{Inline, Inlines};
use crate::locale::date::When;

/// A label and what stands beside it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) label: &'static str,
    pub(crate) lines: Vec<Inlines>,
}

/// A time as the text of a row: its note stands behind it, smaller.
pub(crate) fn dated(when: When) -> Inlines {
    let note = when.behind();
    let note = (!note.is_empty()).then(|| Inline {
        class: "aside",
        ..Inline::plain(note)
    });
    [Inline::plain(when.text)].into_iter().chain(note).collect()
}
