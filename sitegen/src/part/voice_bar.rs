//! In whose voice the facts of a dossier are, and how many in each: the first thing a sceptic asks, and the
//! legend to the marks of the voices.

use dossier::v1::{Dossier, Fact, Voice};

use crate::context::PageContext;
use crate::part::voice_mark::{VOICES, VoiceMark, voice, voice_mark};
use crate::url::{self, Route, View};

/// The voices of some facts, each with its count.
#[derive(Debug)]
pub(crate) struct VoiceBar {
    pub(crate) segments: Vec<Segment>,
}

/// The facts of one voice.
#[derive(Debug)]
pub(crate) struct Segment {
    /// The id of its explanation.
    pub(crate) anchor: String,
    pub(crate) mark: VoiceMark,
    pub(crate) count: usize,
    /// The same in words.
    pub(crate) facts: String,
    /// The list of these facts.
    pub(crate) href: String,
}

/// The id of the list of a voice's facts.
pub(crate) fn list_anchor(voice: Voice) -> String {
    url::anchor("said", voice.as_str_name())
}

/// The bar of a dossier's facts; none where all are in one voice, because then a word says it.
pub(crate) fn voice_bar(
    context: &PageContext<'_>,
    dossier: &Dossier,
    facts: &[&Fact],
) -> Option<VoiceBar> {
    let page = context.link(Route::View(&dossier.name, View::Facts));
    let segments = VOICES.into_iter().filter_map(|wanted| {
        let count = facts
            .iter()
            .filter(|fact| voice(fact) == Some(wanted))
            .count();
        let mark = voice_mark(context, Some(wanted)).filter(|_| count > 0)?;
        Some(Segment {
            anchor: url::anchor("meaning", wanted.as_str_name()),
            mark,
            count,
            facts: (context.words.facts)(count),
            href: format!("{page}{}", url::fragment(&list_anchor(wanted))),
        })
    });
    let segments: Vec<Segment> = segments.collect();
    (segments.len() > 1).then_some(VoiceBar { segments })
}
