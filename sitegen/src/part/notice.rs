//! That a resource was withdrawn or replaced, why, and what to read instead; in previews, that it is a draft.

use dossier::v1::{LifecycleState, LocalizedText};

use crate::context::PageContext;
use crate::html::Inline;

/// That a resource no longer stands.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) message: &'static str,
    pub(crate) reason: Option<Inline>,
    pub(crate) instead: Option<Inline>,
}

/// A notice for a resource that was withdrawn or replaced.
pub(crate) fn notice(
    context: &PageContext<'_>,
    state: LifecycleState,
    reason: &[LocalizedText],
    instead: &str,
) -> Option<Notice> {
    let message = match state {
        LifecycleState::Retracted => context.words.label.withdrawn,
        LifecycleState::Superseded => context.words.label.replaced,
        LifecycleState::Unspecified | LifecycleState::Draft | LifecycleState::Published => {
            return None;
        }
    };
    Some(Notice {
        message,
        reason: optional(context, reason),
        instead: (!instead.is_empty()).then(|| context.resource(instead)),
    })
}

/// A notice for a resource that is not published yet. Only previews have such.
pub(crate) fn draft_notice(context: &PageContext<'_>, name: &str) -> Option<Notice> {
    context.catalog.is_draft(name).then_some(Notice {
        message: context.words.label.draft,
        reason: None,
        instead: None,
    })
}

/// A text, where there is one.
pub(crate) fn optional(context: &PageContext<'_>, texts: &[LocalizedText]) -> Option<Inline> {
    (!texts.is_empty()).then(|| context.text(texts))
}
