//! How we know, and how to read the marks.

use askama::Template;
use dossier::v1::{AnchorState, Verification, Voice};

use crate::context::{PageContext, Setting};
use crate::frame::{Frame, framed};
use crate::html::Inline;
use crate::part::coverage::coverage;
use crate::part::grounding::VERDICTS;
use crate::part::tally::tally;
use crate::part::voice_mark::{VoiceMark, voice_mark};
use crate::url::Route;

/// How we know, and how to read the marks.
#[derive(Debug, Template)]
#[template(path = "page/method.html")]
pub(crate) struct MethodPage {
    frame: Frame,
    voices: Vec<VoiceMark>,
    verdicts: Vec<(&'static str, &'static str)>,
    anchors: Vec<(&'static str, &'static str)>,
    /// What a comparison finds: word and meaning.
    found: Vec<(&'static str, &'static str)>,
    /// How many facts of each dossier were found.
    tallies: Vec<(Inline, String)>,
    coverage: Vec<(Inline, String)>,
}

impl MethodPage {
    pub(crate) fn new(context: &PageContext<'_>, setting: &Setting) -> Self {
        let voices = [
            Voice::ReportedAsFact,
            Voice::Attributed,
            Voice::AttributedAnonymous,
            Voice::AuthorAnalysis,
            Voice::EditorInference,
        ];
        let verdicts = [
            Verification::Unverified,
            Verification::SingleSource,
            Verification::Corroborated,
            Verification::Disputed,
            Verification::Refuted,
            Verification::ConfirmedPrimary,
        ];
        let anchors = [
            AnchorState::Verified,
            AnchorState::Relocated,
            AnchorState::Ambiguous,
            AnchorState::Changed,
            AnchorState::Lost,
            AnchorState::Unchecked,
        ];
        let said = |name: &'static str| (context.words.term(name), context.words.meaning(name));
        let (heading, intro) = context
            .words
            .site
            .method_text
            .first()
            .copied()
            .unwrap_or_default();
        let articles = context.catalog.articles();
        Self {
            frame: framed(
                context,
                setting,
                context.words.site.method,
                &format!("{heading}: {intro}"),
            ),
            voices: voices
                .into_iter()
                .filter_map(|voice| voice_mark(context, Some(voice)))
                .collect(),
            verdicts: verdicts.map(|verdict| said(verdict.as_str_name())).into(),
            anchors: anchors.map(|anchor| said(anchor.as_str_name())).into(),
            found: VERDICTS.map(|verdict| said(verdict.as_str_name())).into(),
            tallies: tallies(context),
            coverage: articles
                .filter_map(|article| coverage(context, &article.name))
                .collect(),
        }
    }
}

fn tallies(context: &PageContext<'_>) -> Vec<(Inline, String)> {
    let dossiers = context.catalog.dossiers().map(|dossier| {
        let facts: Vec<_> = context.catalog.facts_in(dossier).collect();
        let title = Inline {
            href: context.link(Route::Dossier(&dossier.name)),
            ..context.text(&dossier.title)
        };
        (title, tally(context, &facts))
    });
    dossiers.filter(|(_, said)| !said.is_empty()).collect()
}
