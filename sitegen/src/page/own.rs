//! A page of the site's owner, such as who they are: by the same rules of Markdown as a dossier.

use askama::Template;

use crate::context::look::OwnPage;
use crate::context::{PageContext, Setting};
use crate::frame::{Frame, trail};
use crate::html::{Block, Inline, plain};
use crate::part::prose::whole;

/// A page of the site's owner.
#[derive(Debug, Template)]
#[template(path = "page/own.html")]
pub(crate) struct OwnPageView {
    frame: Frame,
    title: Inline,
    blocks: Vec<Block>,
}

impl OwnPageView {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting, page: &OwnPage) -> Self {
        let main = setting.main_language(context);
        let title = context.text(&page.titles(main));
        let markdown = page.markdown(main);
        let own = context.own(&markdown);
        let description = own.map_or_else(String::new, |own| plain(&own.text));
        let trail = trail(context, Vec::new(), title.clone());
        Self {
            frame: Frame::new(context, setting, trail, &description),
            title,
            blocks: whole(context, &markdown),
        }
    }
}
