//! A fact as it stands on other pages: its statement, and on demand who says so.

use dossier::v1::fact::Body;
use dossier::v1::{Fact, Verification};

use crate::context::PageContext;
use crate::html::Inline;
use crate::part::body;
use crate::part::corrections::{Change, change, identity};
use crate::part::notice::{Notice, draft_notice, notice, optional};
use crate::part::source_view::{SourceView, source_view};
use crate::part::voice_mark::{VoiceMark, mark_of};
use crate::url::{self, Route};

/// A fact, ready to print.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    /// The id of the card on its page.
    pub(crate) anchor: String,
    /// The fact's own page.
    pub(crate) href: String,
    pub(crate) statement: Inline,
    /// What sort of fact it is.
    pub(crate) kind: &'static str,
    /// The term that it explains, and what that means.
    pub(crate) meaning: Option<(Inline, Inline)>,
    pub(crate) mark: Option<VoiceMark>,
    pub(crate) sources: Vec<SourceView>,
    /// The facts that it was worked out from, and how.
    pub(crate) derived: Option<Derived>,
    /// The editors' verdict: word and meaning.
    pub(crate) verdict: Option<(&'static str, &'static str)>,
    pub(crate) verdict_note: Option<Inline>,
    /// Its corrections, each with what tells it from the others.
    pub(crate) changes: Vec<(String, Change)>,
    pub(crate) notice: Option<Notice>,
}

/// How a fact follows from others.
#[derive(Clone, Debug)]
pub(crate) struct Derived {
    pub(crate) method: &'static str,
    pub(crate) facts: Vec<Inline>,
    pub(crate) note: Option<Inline>,
}

/// Makes the card of a fact.
pub(crate) fn card(context: &PageContext<'_>, fact: &Fact) -> Card {
    Card {
        anchor: url::card(&fact.name),
        href: context.link(Route::Fact(&fact.name)),
        statement: context.text(&fact.statement),
        kind: body::kind(context, fact),
        meaning: meaning(context, fact),
        mark: mark_of(context, fact),
        sources: fact
            .evidence
            .iter()
            .map(|evidence| source_view(context, evidence))
            .collect(),
        derived: fact.derivation.as_ref().map(|derivation| Derived {
            method: context.words.term(derivation.method().as_str_name()),
            facts: derivation
                .facts
                .iter()
                .map(|name| context.fact(name))
                .collect(),
            note: optional(context, &derivation.note),
        }),
        verdict: verdict(context, fact),
        verdict_note: optional(context, &fact.verification_note),
        changes: fact
            .corrections
            .iter()
            .map(|correction| (identity(correction), change(context, correction)))
            .collect(),
        notice: notice(
            context,
            fact.state(),
            &fact.state_reason,
            &fact.superseded_by,
        )
        .or_else(|| draft_notice(context, &fact.name)),
    }
}

fn meaning(context: &PageContext<'_>, fact: &Fact) -> Option<(Inline, Inline)> {
    let Some(Body::Definition(definition)) = &fact.body else {
        return None;
    };
    let meaning = optional(context, &definition.definition)?;
    Some((context.entity(&definition.term), meaning))
}

fn verdict(context: &PageContext<'_>, fact: &Fact) -> Option<(&'static str, &'static str)> {
    let verdict = fact.verification();
    (verdict != Verification::Unspecified).then(|| {
        let name = verdict.as_str_name();
        (context.words.term(name), context.words.meaning(name))
    })
}
