//! Labels, and what stands beside each.

use crate::html::Inlines;

/// A label and what stands beside it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) label: &'static str,
    pub(crate) lines: Vec<Inlines>,
}
