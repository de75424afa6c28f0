//! Every source.

use askama::Template;

use crate::context::{PageContext, Setting};
use crate::frame::{Frame, framed};
use crate::part::view::sources::{Source, listed};

/// Every source.
#[derive(Debug, Template)]
#[template(path = "page/articles.html")]
pub(crate) struct ArticlesPage {
    frame: Frame,
    sources: Vec<Source>,
}

impl ArticlesPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting) -> Self {
        let site = &context.words.site;
        Self {
            frame: framed(context, setting, site.articles, site.articles_text),
            sources: listed(context, context.catalog.articles()),
        }
    }
}
