//! In whose voice the facts of a dossier are, and how many in each: the first thing a sceptic asks.

use dossier::v1::{Fact, Voice};

use crate::context::PageContext;
use crate::part::voice_mark::{VOICES, VoiceMark, voice, voice_class, voice_mark};
use crate::url;

/// How many facts a list of one voice shows; a page must not grow with the dossier.
pub(crate) const SHOWN_MAX: usize = 60;

/// How long the bar is in units of its own; the style sheet gives it the width of its column.
pub(crate) const LENGTH: usize = 1_000;

/// Between two segments of the bar.
const GAP: usize = 6;

/// A bar of one segment for each voice, as long as its part of the facts.
#[derive(Debug)]
pub(crate) struct VoiceBar {
    pub(crate) segments: Vec<Segment>,
}

/// The facts of one voice.
#[derive(Debug)]
pub(crate) struct Segment {
    /// Where it begins and ends on the bar.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) class: &'static str,
    pub(crate) mark: VoiceMark,
    pub(crate) count: usize,
    /// The list of these facts on the page.
    pub(crate) href: String,
}

impl VoiceBar {
    /// The same bar on another page than that of the dossier.
    pub(crate) fn led_to(mut self, page: &str) -> Self {
        for segment in &mut self.segments {
            segment.href.insert_str(0, page);
        }
        self
    }
}

/// The id of the list of a voice's facts.
pub(crate) fn list_anchor(voice: Voice) -> String {
    url::anchor("said", voice.as_str_name())
}

/// The bar of some facts; none where all are in one voice, because then a word says it.
pub(crate) fn voice_bar(context: &PageContext<'_>, facts: &[&Fact]) -> Option<VoiceBar> {
    let counted = VOICES.map(|one| {
        let own = facts.iter().filter(|fact| voice(fact) == Some(one));
        (one, own.count())
    });
    let counted: Vec<_> = counted
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect();
    let all: usize = counted.iter().map(|(_, count)| count).sum();
    let mut before = 0;
    let segments = counted.iter().filter_map(|(one, count)| {
        let from = before * LENGTH / all.max(1);
        before += count;
        let to = before * LENGTH / all.max(1);
        Some(Segment {
            from,
            // A segment of one in a thousand is still seen.
            to: to.saturating_sub(GAP).max(from + 2),
            class: voice_class(Some(*one)),
            mark: voice_mark(context, Some(*one))?,
            count: *count,
            href: url::fragment(&list_anchor(*one)),
        })
    });
    let segments: Vec<Segment> = segments.collect();
    (segments.len() > 1).then_some(VoiceBar { segments })
}
