//! In whose voice the facts of a dossier are, and how many in each: the first thing a sceptic asks.

use dossier::v1::{Fact, Voice};

use crate::desk::{Desk, voice, voice_class};
use crate::part::evidence::{Mark, mark};
use crate::url;

/// The voices, from what a source states itself to what only the editor concludes.
pub(crate) const VOICES: [Voice; 5] = [
    Voice::ReportedAsFact,
    Voice::Attributed,
    Voice::AttributedAnonymous,
    Voice::AuthorAnalysis,
    Voice::EditorInference,
];

/// How many facts a list of one voice shows; a page must not grow with the dossier.
pub(crate) const SHOWN_MAX: usize = 60;

/// How long the bar is in units of its own; the style sheet gives it the width of its column.
pub(crate) const LENGTH: usize = 1_000;

/// Between two stretches of the bar.
const GAP: usize = 6;

/// A bar of one stretch for each voice, as long as its part of the facts.
#[derive(Debug)]
pub(crate) struct Share {
    pub(crate) stretches: Vec<Stretch>,
}

/// The facts of one voice.
#[derive(Debug)]
pub(crate) struct Stretch {
    /// Where it begins and ends on the bar.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) class: &'static str,
    pub(crate) mark: Mark,
    pub(crate) count: usize,
    /// The list of these facts on the page.
    pub(crate) href: String,
}

impl Share {
    /// The same bar on another page than that of the dossier.
    pub(crate) fn led_to(mut self, page: &str) -> Self {
        for stretch in &mut self.stretches {
            stretch.href.insert_str(0, page);
        }
        self
    }
}

/// The id of the list of a voice's facts.
pub(crate) fn anchor(voice: Voice) -> String {
    url::anchor("said", voice.as_str_name())
}

/// The bar of some facts; none where all are in one voice, because then a word says it.
pub(crate) fn share(desk: &Desk<'_>, facts: &[&Fact]) -> Option<Share> {
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
    let stretches = counted.iter().filter_map(|(one, count)| {
        let from = before * LENGTH / all.max(1);
        before += count;
        let to = before * LENGTH / all.max(1);
        Some(Stretch {
            from,
            // A stretch of one in a thousand is still seen.
            to: to.saturating_sub(GAP).max(from + 2),
            class: voice_class(Some(*one)),
            mark: mark(desk, Some(*one))?,
            count: *count,
            href: url::fragment(&anchor(*one)),
        })
    });
    let stretches: Vec<Stretch> = stretches.collect();
    (stretches.len() > 1).then_some(Share { stretches })
}
