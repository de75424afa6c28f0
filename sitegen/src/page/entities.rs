//! Every entity.

use askama::Template;

use crate::context::{PageContext, Setting};
use crate::frame::{Frame, framed};
use crate::part::view::people::{PersonGroup, everybody};

/// Every entity.
#[derive(Debug, Template)]
#[template(path = "page/entities.html")]
pub(crate) struct EntitiesPage {
    frame: Frame,
    people: Vec<PersonGroup>,
}

impl EntitiesPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting) -> Self {
        let site = &context.words.site;
        Self {
            frame: framed(context, setting, site.entities, site.entities_text),
            people: everybody(context),
        }
    }
}
