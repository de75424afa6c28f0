//! The facts of a dossier by the voice that they are in, to which the legend of the voices leads.

use dossier::v1::{Fact, Voice};

use crate::context::PageContext;
use crate::html::Inline;
use crate::part::voice_bar::list_anchor;
use crate::part::voice_mark::{VOICES, VoiceMark, caveat, mark_of, voice, voice_mark};

/// How many facts a list of one voice shows; a page must not grow with the dossier.
const SHOWN_MAX: usize = 60;

/// The facts that are in one voice.
#[derive(Debug)]
pub(crate) struct VoiceList {
    /// The id of the list.
    pub(crate) anchor: String,
    pub(crate) mark: VoiceMark,
    pub(crate) count: String,
    /// The first of them, with who says so where the voice does not.
    pub(crate) facts: Vec<(Inline, Option<VoiceMark>)>,
    /// How many more there are below, if not all are here.
    pub(crate) more: String,
}

/// The facts by voice, those that a source states itself first.
pub(crate) fn voice_lists(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<VoiceList> {
    let lists = VOICES.into_iter().filter_map(|wanted| {
        let own = |fact: &&&Fact| voice(fact) == Some(wanted);
        let list: Vec<&&Fact> = facts.iter().filter(own).collect();
        let shown = list.iter().take(SHOWN_MAX);
        let more = list.len().saturating_sub(SHOWN_MAX);
        Some(VoiceList {
            anchor: list_anchor(wanted),
            mark: voice_mark(context, Some(wanted)).filter(|_| !list.is_empty())?,
            count: (context.words.facts)(list.len()),
            facts: shown
                .map(|fact| {
                    // Of what somebody says the list tells who; the rest is said above it, but for what
                    // speaks against it.
                    let tells = wanted == Voice::Attributed || caveat(context, fact).is_some();
                    let who = mark_of(context, fact).filter(|_| tells);
                    (context.fact(&fact.name), who)
                })
                .collect(),
            more: if more > 0 {
                (context.words.site.beyond)(context.words.site.all_facts, more)
            } else {
                String::new()
            },
        })
    });
    lists.collect()
}
