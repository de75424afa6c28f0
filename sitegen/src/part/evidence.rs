//! Who says a fact, in whose voice, through whom, and where.

use dossier::v1::{
    AttributionStep, Certainty, Endorsement, Evidence, Fact, Polarity, Rendering, Stance, Voice,
};

use super::place::{found, places};
use crate::desk::{Desk, Line, Run, voice, voice_class};
use crate::url;

/// The quiet mark of a voice: a class for its look, and always a word.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) class: &'static str,
    pub(crate) word: String,
    pub(crate) meaning: &'static str,
}

/// The mark of a voice.
pub(crate) fn mark(desk: &Desk<'_>, voice: Option<Voice>) -> Option<Mark> {
    let voice = voice.filter(|voice| *voice != Voice::Unspecified)?;
    Some(Mark {
        class: voice_class(Some(voice)),
        word: desk.words.term(voice.as_str_name()).to_owned(),
        meaning: desk.words.meaning(voice.as_str_name()),
    })
}

/// The mark of a fact: its voice, and who speaks where that is somebody named.
pub(crate) fn mark_of(desk: &Desk<'_>, fact: &Fact) -> Option<Mark> {
    let mark = mark(desk, voice(fact))?;
    let attributed = fact
        .evidence
        .first()
        .filter(|evidence| evidence.voice() == Voice::Attributed);
    let origin = attributed
        .and_then(|evidence| evidence.attribution.first())
        .filter(|step| !step.agent.is_empty());
    Some(match origin {
        Some(origin) => Mark {
            word: (desk.words.label.according_to)(&desk.entity(&origin.agent).text),
            ..mark
        },
        None => mark,
    })
}

/// A hand through which a statement went.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// What they did: said, published, relayed, translated it.
    pub(crate) role: &'static str,
    pub(crate) who: Run,
    /// The source's own cue, what it makes of it, where and when.
    pub(crate) notes: Line,
}

/// How one article expresses a fact.
#[derive(Clone, Debug)]
pub(crate) struct Witness {
    pub(crate) article: Run,
    /// The places in the article, leading to its page.
    pub(crate) places: Line,
    /// The address of the passage itself; empty where the article has none.
    pub(crate) passage: String,
    pub(crate) mark: Option<Mark>,
    /// From the origin to the article.
    pub(crate) chain: Vec<Step>,
    /// What else is to be known: certainty, wording and the like, as label and word.
    pub(crate) qualifiers: Vec<(&'static str, &'static str)>,
    pub(crate) notes: Vec<Run>,
    /// Whether the place was checked against the text: word and meaning.
    pub(crate) anchor: (&'static str, &'static str),
}

/// Tells an evidence.
pub(crate) fn witness(desk: &Desk<'_>, evidence: &Evidence) -> Witness {
    let article = desk.library.article(&evidence.article);
    let address = article.map_or("", |article| article.url.as_str());
    let anchor = found(evidence);
    let mut chain: Vec<Step> = evidence
        .attribution
        .iter()
        .map(|one| step(desk, one))
        .collect();
    if let Some(article) = article {
        chain.push(Step {
            role: desk.words.label.told_by,
            who: desk.entity(&article.publication),
            notes: Line::new(),
        });
    }
    Witness {
        article: desk.article(&evidence.article),
        places: places(desk, evidence),
        passage: url::passage(address, &evidence.text_fragment).unwrap_or_default(),
        mark: mark(desk, Some(evidence.voice())),
        chain,
        qualifiers: qualifiers(desk, evidence),
        notes: evidence
            .note
            .first()
            .map(|_| desk.text(&evidence.note))
            .into_iter()
            .collect(),
        anchor: (
            desk.words.term(anchor.as_str_name()),
            desk.words.meaning(anchor.as_str_name()),
        ),
    }
}

fn step(desk: &Desk<'_>, step: &AttributionStep) -> Step {
    let who = if step.agent.is_empty() {
        desk.text(&step.unnamed)
    } else {
        desk.entity(&step.agent)
    };
    let mut notes = Line::new();
    let mut add = |run: Run| {
        if !notes.is_empty() {
            notes.push(Run::plain("; "));
        }
        notes.push(run);
    };
    if !step.cue.is_empty() {
        add(Run::plain(desk.quoted(&step.cue)));
    }
    if !step.work.is_empty() {
        add(desk.entity(&step.work));
    }
    if let Some(when) = desk.time(step.when.as_ref()) {
        add(Run::plain(when.text));
    }
    if !matches!(
        step.endorsement(),
        Endorsement::Unspecified | Endorsement::Neutral
    ) {
        add(Run::plain(
            desk.words.term(step.endorsement().as_str_name()),
        ));
    }
    Step {
        role: desk.words.term(step.role().as_str_name()),
        who,
        notes,
    }
}

fn qualifiers(desk: &Desk<'_>, evidence: &Evidence) -> Vec<(&'static str, &'static str)> {
    let label = &desk.words.label;
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
        .map(|(label, value)| (label, desk.words.term(value)))
        .collect()
}
