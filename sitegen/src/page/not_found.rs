//! The page for an address that does not exist.

use askama::Template;

use crate::context::{PageContext, Setting};
use crate::frame::{Frame, framed};

/// The page for an address that does not exist.
#[derive(Debug, Template)]
#[template(path = "page/not_found.html")]
pub(crate) struct NotFoundPage {
    frame: Frame,
}

impl NotFoundPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting) -> Self {
        let site = &context.words.site;
        let mut frame = framed(context, setting, site.not_found, site.not_found_text);
        // It has no address of its own, and nobody comes to it from anywhere.
        frame.canonical.clear();
        frame.trail.clear();
        Self { frame }
    }
}
