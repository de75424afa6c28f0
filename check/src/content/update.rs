//! A new version of an article's text: it gets a new skeleton, and every place in facts and marks
//! follows its words.
//!
//! Files are edited by the spans of what is written in them, so no other byte changes. A place whose
//! words changed is written with a `?` after it, which no check accepts: otherwise it would silently
//! point to other words.

mod edit;
mod outcome;
mod places;
mod replace;
mod skeleton;

use std::path::{Path, PathBuf};

use dossier::Collection;
use dossier::v1::{Article, Skeleton, resource};

use super::files::{Records, read};
use super::kept::without_words;
use super::open::stem;
use super::survey::{ReadError, Survey};
use crate::diagnostic::did_you_mean;
use crate::text::moves::Moves;
use crate::text::{Document, Segmentation};
use edit::{Edit, SourceText};
use places::Places;

pub use edit::EditError;
pub use outcome::{Outcome, PlannedPlace};
pub use skeleton::skeleton_text;

/// The profile by which the new version is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// By the one that the article's skeleton was made with.
    Kept,
    /// By the newest.
    Newest,
}

/// Why no plan could be made.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// The content could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// There is no such article.
    #[error("unknown article `{id}`{hint}")]
    UnknownArticle {
        /// The id that was asked for.
        id: String,
        /// What may be meant.
        hint: String,
    },
    /// A file cannot be changed.
    #[error(transparent)]
    Edit(#[from] EditError),
}

/// What an update would do.
#[derive(Debug)]
pub struct Plan {
    /// The places that change or that somebody must look at, in the order of the files.
    pub places: Vec<PlannedPlace>,
    /// How many places stay unchanged.
    pub kept: usize,
    /// The files that change, with their new content.
    pub files: Vec<(PathBuf, String)>,
}

impl Plan {
    /// Whether some places need an editor.
    pub fn needs_editor(&self) -> bool {
        self.places.iter().any(|place| place.outcome.needs_editor())
    }

    /// Writes all files, or none if one cannot be written.
    pub fn write(&self) -> std::io::Result<()> {
        replace::all(&self.files)
    }
}

/// Plans what a new version of an article's text means for the files of a directory. Nothing is
/// written. `id` is the article's id, `text` its words as they are now.
pub fn plan(directory: &Path, id: &str, text: &str, cut: Cut) -> Result<Plan, UpdateError> {
    let name = Collection::Articles.name(id);
    let article = article(directory, &name)?;
    let segmentation = match cut {
        Cut::Kept => Segmentation::for_article(&article),
        Cut::Newest => Segmentation::newest(&article.language_code),
    };
    let document = Document::parse(text, segmentation);
    let old = without_words(article.skeleton.unwrap_or_default());
    let moves = Moves::new(&old, &document);
    let mut plan = Plan {
        places: Vec::new(),
        kept: 0,
        files: Vec::new(),
    };
    let survey = Survey::read(directory)?;
    for path in &survey.articles {
        if stem(path) == id {
            article_file(&mut plan, path, (&old, &moves))?;
        }
    }
    let folders = survey.dossiers.iter();
    let of_dossiers = folders.filter_map(|folder| folder.facts.as_ref());
    for path in survey.facts.iter().chain(of_dossiers) {
        facts_file(&mut plan, path, (&name, &old, &moves))?;
    }
    Ok(plan)
}

/// The article of a name.
fn article(directory: &Path, name: &str) -> Result<Article, UpdateError> {
    let loaded = read(directory, Records::Ignored)?;
    let articles = loaded.resources.into_iter();
    let articles = articles.filter_map(|loaded_resource| match loaded_resource.resource {
        Some(resource::Resource::Article(article)) => Some(*article),
        _ => None,
    });
    let mut ids = Vec::new();
    for article in articles {
        if article.name == name {
            return Ok(article);
        }
        ids.extend(Collection::Articles.id(&article.name).map(str::to_owned));
    }
    let id = Collection::Articles.id(name).unwrap_or(name).to_owned();
    let hint = did_you_mean(&id, ids.iter().map(String::as_str));
    let hint = hint.map_or_else(String::new, |hint| format!("; {hint}"));
    Err(UpdateError::UnknownArticle { id, hint })
}

/// The article's own file: its marks and its skeleton.
fn article_file(
    plan: &mut Plan,
    path: &Path,
    (old, moves): (&Skeleton, &Moves<'_>),
) -> Result<(), EditError> {
    let source = SourceText::open(path)?;
    let places = Places::of_marks(&source.root);
    let mut edits = planned(plan, &source, &places, moves)?;
    let new = moves.skeleton();
    if new != *old {
        edits.push(skeleton::edit(&source, &new)?);
    }
    keep(plan, &source, edits)
}

/// A file of facts: the places of all evidence on the article, and the version that they are of.
fn facts_file(
    plan: &mut Plan,
    path: &Path,
    (article, old, moves): (&str, &Skeleton, &Moves<'_>),
) -> Result<(), EditError> {
    let source = SourceText::open(path)?;
    let places = Places::of_facts(&source.root, article, &old.digest);
    let mut edits = planned(plan, &source, &places, moves)?;
    let digest = moves.skeleton().digest;
    for span in &places.digests {
        let written = source.written(*span, &old.digest)?;
        edits.extend(written.replaced(&digest));
    }
    edits.extend(version(&source, article, &digest)?);
    keep(plan, &source, edits)
}

/// The `text_digest` at the top of a file of facts, where the file is of this article.
fn version(source: &SourceText, article: &str, digest: &str) -> Result<Option<Edit>, EditError> {
    let Some(named) = source.root.get("article") else {
        return Ok(None);
    };
    if places::article_name(named).as_deref() != Some(article) {
        return Ok(None);
    }
    if let Some(node) = source.root.get("text_digest")
        && let Some(text) = node.scalar()
    {
        return Ok(source.written(node.span, text)?.replaced(digest));
    }
    let line = format!("text_digest: \"{digest}\"\n");
    Ok(source.insert_below("article", &line))
}

/// What becomes of the places of a file, noted in the plan.
fn planned(
    plan: &mut Plan,
    source: &SourceText,
    places: &Places,
    moves: &Moves<'_>,
) -> Result<Vec<Edit>, EditError> {
    let mut edits = Vec::new();
    for place in &places.written {
        let (outcome, to) = outcome::of_place(place, moves);
        plan.note(
            source,
            (&place.owner, place.span.line),
            (&place.text, &to),
            outcome,
        );
        if place.text != to.join(", ") {
            edits.push(source.place_edit(place, &to)?);
        }
    }
    for selector in &places.selectors {
        let (outcome, found) = outcome::of_selector(&selector.value, moves);
        let shown = |selector| crate::text::passage::Passage::from_selector(selector).to_string();
        let from = shown(&selector.value);
        let to = vec![found.as_ref().map_or_else(|| from.clone(), shown)];
        plan.note(
            source,
            (&selector.owner, selector.line),
            (&from, &to),
            outcome,
        );
        if let Some(found) = &found {
            for (key, span, text) in &selector.fields {
                let now = places::selector_field(found, key);
                edits.extend(source.written(*span, text)?.replaced(&now));
            }
        }
    }
    Ok(edits)
}

impl Plan {
    fn note(
        &mut self,
        source: &SourceText,
        (owner, line): (&str, usize),
        (from, to): (&str, &[String]),
        outcome: Outcome,
    ) {
        if outcome == Outcome::Kept {
            self.kept += 1;
            return;
        }
        self.places.push(PlannedPlace {
            owner: owner.to_owned(),
            file: source.path.display().to_string(),
            line,
            from: from.to_owned(),
            to: to.join(", "),
            outcome,
        });
    }
}

/// Keeps what a file will hold, where that is something else than now.
fn keep(plan: &mut Plan, source: &SourceText, edits: Vec<Edit>) -> Result<(), EditError> {
    if edits.is_empty() {
        return Ok(());
    }
    let text = source.edited(edits)?;
    plan.files.push((source.path.clone(), text));
    Ok(())
}

#[cfg(test)]
mod tests;
