//! How to cite a page: title, site, revision, address.

use crate::context::{PageContext, Setting};
use crate::html::{Inline, Inlines};
use crate::url::Route;

/// How to cite a page: title, site, revision, address. The revision is the one that last changed what the
/// page tells, and not the store's newest: a citation stays while what it cites does.
pub(crate) fn cite(setting: &Setting, context: &PageContext<'_>, told: (&Inline, i64)) -> Inlines {
    cite_page(setting, context, context.here, told)
}

/// How to cite another page than the one that is printed.
pub(crate) fn cite_page(
    setting: &Setting,
    context: &PageContext<'_>,
    place: Route<'_>,
    (title, revision): (&Inline, i64),
) -> Inlines {
    let title_end = if title.text.ends_with(['?', '!', '؟', '…']) {
        " "
    } else {
        ". "
    };
    let mut line = vec![
        Inline {
            text: title.text.trim_end_matches('.').to_owned(),
            href: String::new(),
            ..title.clone()
        },
        Inline::plain(format!(
            "{title_end}{}{}{} {revision}.",
            setting.look.title(context.words),
            context.words.comma,
            context.words.label.revision,
        )),
    ];
    if let Some(base) = &setting.base {
        let address = base.absolute(place);
        line.push(Inline::plain(" "));
        line.push(Inline::link(address.clone(), address));
    }
    line
}
