//! Who says a fact, in whose voice, through whom, and where.

use dossier::v1::{AttributionStep, Certainty, Endorsement, Evidence, Polarity, Rendering, Stance};

use crate::context::PageContext;
use crate::html::{Inline, Inlines};
use crate::part::grounding::compared;
use crate::part::passage::{found, places};
use crate::part::source_text::{Excerpt, excerpts};
use crate::part::voice_mark::{VoiceMark, voice_mark};
use crate::url;

/// A hand through which a statement went.
#[derive(Clone, Debug)]
pub(crate) struct Hop {
    /// What they did: said, published, relayed, translated it.
    pub(crate) role: &'static str,
    /// Who, as lists and figures name them.
    pub(crate) who: Inline,
    /// The same behind the role, with the article of the name.
    pub(crate) in_sentence: Inline,
    /// The source's own cue, what it makes of it, where and when.
    pub(crate) notes: Inlines,
}

/// How one article expresses a fact.
#[derive(Clone, Debug)]
pub(crate) struct SourceView {
    pub(crate) article: Inline,
    /// The places in the article, leading to its page.
    pub(crate) places: Inlines,
    /// The sentences themselves, where the rights of the article allow all of its words.
    pub(crate) excerpts: Vec<Excerpt>,
    /// The address of the passage itself; empty where the article has none.
    pub(crate) passage: String,
    pub(crate) mark: Option<VoiceMark>,
    /// From the origin to the article.
    pub(crate) hops: Vec<Hop>,
    /// What else is to be known: certainty, wording and the like, as label and word.
    pub(crate) qualifiers: Vec<(&'static str, &'static str)>,
    pub(crate) notes: Vec<Inline>,
    /// Whether the place holds the same words: word and meaning.
    pub(crate) anchor: (&'static str, &'static str),
    /// What of the fact was compared with those words, when, and what was found.
    pub(crate) compared: String,
}

/// Tells an evidence.
pub(crate) fn source_view(context: &PageContext<'_>, evidence: &Evidence) -> SourceView {
    let article = context.catalog.article(&evidence.article);
    let address = article.map_or("", |article| article.url.as_str());
    let anchor = found(evidence);
    let mut hops: Vec<Hop> = evidence
        .attribution
        .iter()
        .map(|attribution| hop(context, attribution))
        .collect();
    if let Some(article) = article {
        hops.push(Hop {
            role: context.words.label.reported_by,
            who: context.entity(&article.publication),
            in_sentence: context.entity_in_sentence(&article.publication),
            notes: Inlines::new(),
        });
    }
    SourceView {
        article: context.article(&evidence.article),
        places: places(context, evidence),
        excerpts: excerpts(context, evidence),
        passage: url::passage(address, &evidence.text_fragment).unwrap_or_default(),
        mark: voice_mark(context, Some(evidence.voice())),
        hops,
        qualifiers: qualifiers(context, evidence),
        notes: evidence
            .note
            .first()
            .map(|_| context.text(&evidence.note))
            .into_iter()
            .collect(),
        anchor: (
            context.words.term(anchor.as_str_name()),
            context.words.meaning(anchor.as_str_name()),
        ),
        compared: compared(context, evidence),
    }
}

fn hop(context: &PageContext<'_>, hop: &AttributionStep) -> Hop {
    let (who, in_sentence) = if hop.agent.is_empty() {
        let unnamed = context.text(&hop.unnamed);
        (unnamed.clone(), unnamed)
    } else {
        let agent = &hop.agent;
        (context.entity(agent), context.entity_in_sentence(agent))
    };
    let mut notes = Inlines::new();
    let mut add = |inline: Inline| {
        if !notes.is_empty() {
            notes.push(Inline::plain(context.words.semicolon));
        }
        notes.push(inline);
    };
    if !hop.cue.is_empty() {
        add(Inline::plain(context.quoted(&hop.cue)));
    }
    if !hop.work.is_empty() {
        add(context.entity(&hop.work));
    }
    if let Some(when) = context.time(hop.when.as_ref()) {
        add(Inline::plain(when.text));
        if !when.note.is_empty() {
            add(Inline::plain(when.note));
        }
    }
    if !matches!(
        hop.endorsement(),
        Endorsement::Unspecified | Endorsement::Neutral
    ) {
        add(Inline::plain(
            context.words.term(hop.endorsement().as_str_name()),
        ));
    }
    Hop {
        role: context.words.term(hop.role().as_str_name()),
        who,
        in_sentence,
        notes,
    }
}

fn qualifiers(context: &PageContext<'_>, evidence: &Evidence) -> Vec<(&'static str, &'static str)> {
    let label = &context.words.label;
    let mut found = Vec::new();
    if evidence.certainty() != Certainty::Unspecified {
        found.push((label.certainty, evidence.certainty().as_str_name()));
    }
    if evidence.polarity() == Polarity::Negated {
        found.push((label.polarity, evidence.polarity().as_str_name()));
    }
    if !matches!(evidence.stance(), Stance::Unspecified | Stance::Supports) {
        found.push((label.stance, evidence.stance().as_str_name()));
    }
    if evidence.rendering() != Rendering::Unspecified {
        found.push((label.rendering, evidence.rendering().as_str_name()));
    }
    found
        .into_iter()
        .map(|(label, value)| (label, context.words.term(value)))
        .collect()
}
