//! What the site says to machines: JSON-LD, the pages as data and as Markdown, feeds, and pictures for
//! previews.

pub(crate) mod data;
pub(crate) mod dataset;
pub(crate) mod feed;
pub(crate) mod jsonld;
pub(crate) mod markdown;
pub(crate) mod preview;
