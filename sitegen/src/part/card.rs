//! A fact as it stands on other pages: its statement, and on demand who says so.

use dossier::v1::fact::Body;
use dossier::v1::{Correction, Fact, LifecycleState, LocalizedText, Verification};

use super::body;
use super::evidence::{Mark, Witness, mark_of, witness};
use crate::desk::{Desk, Run};
use crate::url::{self, Place};

/// A fact, ready to print.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    /// The id of the card on its page.
    pub(crate) anchor: String,
    /// The fact's own page.
    pub(crate) href: String,
    pub(crate) statement: Run,
    /// What sort of fact it is.
    pub(crate) kind: &'static str,
    /// The term that it explains, and what that means.
    pub(crate) meaning: Option<(Run, Run)>,
    pub(crate) mark: Option<Mark>,
    pub(crate) witnesses: Vec<Witness>,
    /// The facts that it was worked out from, and how.
    pub(crate) derived: Option<Derived>,
    /// The editors' verdict: word and meaning.
    pub(crate) verdict: Option<(&'static str, &'static str)>,
    pub(crate) verdict_note: Option<Run>,
    pub(crate) changes: Vec<Change>,
    pub(crate) notice: Option<Notice>,
}

/// How a fact follows from others.
#[derive(Clone, Debug)]
pub(crate) struct Derived {
    pub(crate) method: &'static str,
    pub(crate) facts: Vec<Run>,
    pub(crate) note: Option<Run>,
}

/// A correction of a fact.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) date: String,
    pub(crate) machine: String,
    pub(crate) kind: &'static str,
    pub(crate) note: Run,
}

/// That a resource no longer stands.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) message: &'static str,
    pub(crate) reason: Option<Run>,
    pub(crate) instead: Option<Run>,
}

/// Makes the card of a fact.
pub(crate) fn card(desk: &Desk<'_>, fact: &Fact) -> Card {
    Card {
        anchor: url::card(&fact.name),
        href: desk.link(Place::Fact(&fact.name)),
        statement: desk.text(&fact.statement),
        kind: body::kind(desk, fact),
        meaning: meaning(desk, fact),
        mark: mark_of(desk, fact),
        witnesses: fact.evidence.iter().map(|one| witness(desk, one)).collect(),
        derived: fact.derivation.as_ref().map(|derivation| Derived {
            method: desk.words.term(derivation.method().as_str_name()),
            facts: derivation
                .facts
                .iter()
                .map(|name| desk.fact(name))
                .collect(),
            note: optional(desk, &derivation.note),
        }),
        verdict: verdict(desk, fact),
        verdict_note: optional(desk, &fact.verification_note),
        changes: fact
            .corrections
            .iter()
            .map(|one| change(desk, one))
            .collect(),
        notice: notice(desk, fact.state(), &fact.state_reason, &fact.superseded_by),
    }
}

fn meaning(desk: &Desk<'_>, fact: &Fact) -> Option<(Run, Run)> {
    let Some(Body::Definition(definition)) = &fact.body else {
        return None;
    };
    let meaning = optional(desk, &definition.definition)?;
    Some((desk.entity(&definition.term), meaning))
}

fn verdict(desk: &Desk<'_>, fact: &Fact) -> Option<(&'static str, &'static str)> {
    let verdict = fact.verification();
    (verdict != Verification::Unspecified).then(|| {
        let name = verdict.as_str_name();
        (desk.words.term(name), desk.words.meaning(name))
    })
}

/// A correction, ready to print.
pub(crate) fn change(desk: &Desk<'_>, correction: &Correction) -> Change {
    Change {
        date: desk.day(&correction.date),
        machine: correction.date.clone(),
        kind: desk.words.term(correction.kind().as_str_name()),
        note: desk.text(&correction.note),
    }
}

/// A notice for a resource that was withdrawn or replaced.
pub(crate) fn notice(
    desk: &Desk<'_>,
    state: LifecycleState,
    reason: &[LocalizedText],
    instead: &str,
) -> Option<Notice> {
    let message = match state {
        LifecycleState::Retracted => desk.words.label.withdrawn,
        LifecycleState::Superseded => desk.words.label.replaced,
        LifecycleState::Unspecified | LifecycleState::Draft | LifecycleState::Published => {
            return None;
        }
    };
    Some(Notice {
        message,
        reason: optional(desk, reason),
        instead: (!instead.is_empty()).then(|| desk.resource(instead)),
    })
}

/// A text, where there is one.
pub(crate) fn optional(desk: &Desk<'_>, texts: &[LocalizedText]) -> Option<Run> {
    (!texts.is_empty()).then(|| desk.text(texts))
}
