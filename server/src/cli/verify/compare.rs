//! Which texts are compared with which articles, and what was found of each?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dossier::Collection;
use dossier::v1::{
    AnchorReport, AnchorState, Article, Entity, Fact, VerifyArticleResponse, resource,
};
use dossier_check::assess::assess;
use dossier_check::diagnostic::{Finding, did_you_mean};
use dossier_check::ground::{self, Ground};
use dossier_check::rules::Checked;

use crate::cli::clock;
use crate::cli::files::{TextError, read_text};

#[derive(Debug, thiserror::Error)]
pub(super) enum VerifyError {
    #[error("`{0}` does not have the form `ID=FILE`")]
    Malformed(String),
    #[error("unknown article `{id}`{hint}")]
    Unknown { id: String, hint: String },
    #[error(transparent)]
    Text(#[from] TextError),
}

/// An article that was compared with its text.
pub(super) struct Compared<'c> {
    pub(super) article: &'c Article,
    /// Places and verdicts.
    pub(super) response: VerifyArticleResponse,
    pub(super) grounds: Vec<Ground>,
    pub(super) findings: Vec<Finding>,
}

impl Compared<'_> {
    /// Whether every place stands and no fact says what its words do not.
    pub(super) fn is_sound(&self) -> bool {
        let mut anchors = self.response.anchors.iter();
        let mut groundings = self.response.groundings.iter();
        anchors.all(|anchor| anchor.state() == AnchorState::Verified)
            && groundings.all(|grounding| !grounding.is_error)
    }
}

/// Compares each text in turn. What a fact says may rest on another article: on one whose text is given
/// too, or whose record says so.
pub(super) fn compare_all<'c>(
    directory: &Path,
    texts: &[String],
    checked: &'c Checked,
) -> Result<Vec<Compared<'c>>, VerifyError> {
    let mut known: Vec<Fact> = facts(checked).cloned().collect();
    let rests_on_several = |fact: &Fact| {
        let articles: BTreeSet<&str> = fact
            .evidence
            .iter()
            .map(|evidence| evidence.article.as_str())
            .collect();
        articles.len() > 1
    };
    let each = |known: &[Fact]| -> Result<Vec<Compared<'c>>, VerifyError> {
        let facts: Vec<&Fact> = known.iter().collect();
        let each = texts.iter();
        each.map(|text| compare(checked, &facts, text)).collect()
    };
    if !known.iter().any(rests_on_several) {
        return each(&known);
    }
    // Records that do not fit the content any more are none.
    let recorded = assess(directory, &clock::today()).ok();
    if let Some(recorded) = recorded.and_then(|assessment| assessment.checked) {
        known = facts(&recorded).cloned().collect();
    }
    let first = each(&known)?;
    for ground in first.iter().flat_map(|verified| &verified.grounds) {
        let fact = known.iter_mut().find(|fact| fact.name == ground.fact);
        let evidence = fact.and_then(|fact| fact.evidence.get_mut(ground.evidence_index));
        if let Some(evidence) = evidence {
            evidence.grounding = Some(ground.record.clone());
        }
    }
    each(&known)
}

pub(super) fn compare<'c>(
    checked: &'c Checked,
    facts: &[&Fact],
    argument: &str,
) -> Result<Compared<'c>, VerifyError> {
    let (id, file) = argument
        .split_once('=')
        .ok_or_else(|| VerifyError::Malformed(argument.to_owned()))?;
    let article =
        articles(checked).find(|article| Collection::Articles.id(&article.name) == Some(id));
    let Some(article) = article else {
        let ids = articles(checked).filter_map(|article| Collection::Articles.id(&article.name));
        let hint = did_you_mean(id, ids).map_or_else(String::new, |hint| format!("; {hint}"));
        return Err(VerifyError::Unknown {
            id: id.to_owned(),
            hint,
        });
    };
    let text = read_text(&PathBuf::from(file))?;
    let (response, grounds) = ground::verify(article, &text, facts, entities(checked));
    Ok(Compared {
        article,
        response,
        findings: ground::findings(&grounds),
        grounds,
    })
}

/// Whether no place of an article stands in a text, here or elsewhere in it: probably it is the text of
/// something else.
pub(super) fn is_another_text(report: &VerifyArticleResponse) -> bool {
    let mut states = report.anchors.iter().map(AnchorReport::state);
    let lost = |state| matches!(state, AnchorState::Changed | AnchorState::Lost);
    !report.text_matches_skeleton && !report.anchors.is_empty() && states.all(lost)
}

pub(super) fn articles(checked: &Checked) -> impl Iterator<Item = &Article> {
    checked
        .resources()
        .filter_map(|resource| match &resource.resource {
            Some(resource::Resource::Article(article)) => Some(article.as_ref()),
            _ => None,
        })
}

pub(super) fn facts(checked: &Checked) -> impl Iterator<Item = &Fact> {
    checked
        .resources()
        .filter_map(|resource| match &resource.resource {
            Some(resource::Resource::Fact(fact)) => Some(fact.as_ref()),
            _ => None,
        })
}

pub(super) fn entities(checked: &Checked) -> impl Iterator<Item = &Entity> {
    checked
        .resources()
        .filter_map(|resource| match &resource.resource {
            Some(resource::Resource::Entity(entity)) => Some(entity.as_ref()),
            _ => None,
        })
}
