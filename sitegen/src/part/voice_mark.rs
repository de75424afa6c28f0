//! In whose voice a fact is known: a quiet mark, and always a word.

use dossier::v1::fact::Body;
use dossier::v1::{Fact, LifecycleState, Stance, Verification, Voice};

use crate::context::PageContext;

/// The voices, from what a source states itself to what only the editor concludes.
pub(crate) const VOICES: [Voice; 5] = [
    Voice::ReportedAsFact,
    Voice::Attributed,
    Voice::AttributedAnonymous,
    Voice::AuthorAnalysis,
    Voice::EditorInference,
];

/// The voice in which a fact is known: that of the first evidence that bears it out.
pub(crate) fn voice(fact: &Fact) -> Option<Voice> {
    let evidence = fact.evidence.first().map(dossier::v1::Evidence::voice);
    evidence.or_else(|| fact.derivation.as_ref().map(|_| Voice::EditorInference))
}

/// The style sheet's class for a voice.
pub(crate) fn voice_class(voice: Option<Voice>) -> &'static str {
    match voice {
        Some(Voice::ReportedAsFact) => "reported",
        Some(Voice::Attributed | Voice::AttributedAnonymous) => "attributed",
        Some(Voice::AuthorAnalysis) => "analysis",
        Some(Voice::EditorInference) => "inference",
        Some(Voice::Unspecified) | None => "",
    }
}

/// The quiet mark of a voice: a class for its look, and always a word.
#[derive(Clone, Debug)]
pub(crate) struct VoiceMark {
    pub(crate) class: &'static str,
    pub(crate) word: String,
    pub(crate) meaning: &'static str,
}

/// The mark of a voice.
pub(crate) fn voice_mark(context: &PageContext<'_>, voice: Option<Voice>) -> Option<VoiceMark> {
    let voice = voice.filter(|voice| *voice != Voice::Unspecified)?;
    Some(VoiceMark {
        class: voice_class(Some(voice)),
        word: context.words.term(voice.as_str_name()).to_owned(),
        meaning: context.words.meaning(voice.as_str_name()),
    })
}

/// Whether a verdict or an article speaks against a fact.
pub(crate) fn is_doubted(fact: &Fact) -> bool {
    let evidence = &fact.evidence;
    let denied = evidence
        .iter()
        .any(|evidence| evidence.stance() == Stance::Disputes);
    let verdict = fact.verification();
    denied || matches!(verdict, Verification::Disputed | Verification::Refuted)
}

/// What a reader must know of a fact wherever it is named: that it was withdrawn or replaced, or that our
/// check, another source or both speak against it.
pub(crate) fn caveat(context: &PageContext<'_>, fact: &Fact) -> Option<&'static str> {
    match fact.state() {
        state @ (LifecycleState::Retracted | LifecycleState::Superseded) => {
            Some(context.words.term(state.as_str_name()))
        }
        _ => is_doubted(fact).then(|| doubt(context, fact)),
    }
}

/// What speaks against a fact that is doubted. That somebody claimed something stays true where the claim
/// is wrong.
fn doubt(context: &PageContext<'_>, fact: &Fact) -> &'static str {
    let label = &context.words.label;
    let is_claim = matches!(fact.body, Some(Body::Claim(_)));
    match (is_claim, fact.verification()) {
        (true, Verification::Refuted) => label.claim_refuted,
        (true, _) => label.claim_disputed,
        (false, verdict @ Verification::Refuted) => context.words.term(verdict.as_str_name()),
        (false, _) => context.words.term(Verification::Disputed.as_str_name()),
    }
}

/// The mark of a fact: its voice, and who speaks where that is somebody named; and what speaks against it.
/// In previews it begins with the word for a draft where the fact is one.
pub(crate) fn mark_of(context: &PageContext<'_>, fact: &Fact) -> Option<VoiceMark> {
    let mark = published_mark(context, fact);
    let mark = match caveat(context, fact) {
        None => mark,
        Some(caveat) => Some(with_caveat(context, mark, caveat)),
    };
    if !context.catalog.is_draft(&fact.name) {
        return mark;
    }
    let draft = context.words.term(LifecycleState::Draft.as_str_name());
    Some(VoiceMark {
        class: mark.as_ref().map_or("", |mark| mark.class),
        word: mark.map_or_else(
            || draft.to_owned(),
            |mark| context.labelled(draft, &mark.word),
        ),
        meaning: context.words.label.draft,
    })
}

fn with_caveat(
    context: &PageContext<'_>,
    mark: Option<VoiceMark>,
    caveat: &'static str,
) -> VoiceMark {
    match mark {
        Some(mark) => VoiceMark {
            word: format!("{}{}{caveat}", mark.word, context.words.comma),
            ..mark
        },
        None => VoiceMark {
            class: "",
            word: caveat.to_owned(),
            meaning: "",
        },
    }
}

fn published_mark(context: &PageContext<'_>, fact: &Fact) -> Option<VoiceMark> {
    let mark = voice_mark(context, voice(fact))?;
    let attributed = fact
        .evidence
        .first()
        .filter(|evidence| evidence.voice() == Voice::Attributed);
    let origin = attributed
        .and_then(|evidence| evidence.attribution.first())
        .filter(|step| !step.agent.is_empty());
    Some(match origin {
        Some(origin) => VoiceMark {
            word: (context.words.label.according_to)(
                &context.entity_in_sentence(&origin.agent).text,
            ),
            ..mark
        },
        None => mark,
    })
}
