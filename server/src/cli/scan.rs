//! The command `scan`: an article's skeleton from its text, without a word of it.

mod show;
mod update;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use dossier::name::is_id;
use dossier::v1::{Selector, Skeleton};
use dossier_check::content::ReadError;
use dossier_check::content::update::{Cut, skeleton_text};
use dossier_check::model::language;
use dossier_check::text::{Document, Segmentation};

use super::files::read_text;
use super::output::{fail, print};

/// Write an article's file for `content/articles/`: its skeleton, and fields for an editor to fill in.
///
/// With --update, an existing article gets the skeleton of a new version of its text, and every place in facts and marks follows its words; places whose words changed are written with a `?` after them, which `check` refuses until somebody has looked. With --show, the sentences are shown with their places and what rests on them. No word of the text is kept.
///
/// Exit codes: 0 done, 1 some places need an editor, 2 failed, and nothing was written.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The article's text: UTF-8, paragraphs separated by blank lines. With --text: the article's id.
    #[arg(value_name = "TEXT", required_unless_present = "text")]
    named: Option<String>,
    /// The article's text, if it is not the first argument.
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// The article's id, such as `site-48`.
    #[arg(long)]
    id: Option<String>,
    /// The language of the text, a BCP 47 tag; by default that of the existing article.
    #[arg(long)]
    language: Option<String>,
    /// Print the selector of a range of characters such as `p7[12,48)`, or of every occurrence of some words; may be repeated.
    #[arg(long, value_name = "RANGE|WORDS", conflicts_with_all = ["update", "show"])]
    select: Vec<String>,
    /// The directory with `entities.yaml`, `articles/` and `dossiers/`.
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// Move what rests on the article with this id to a new version of its text.
    #[arg(long, value_name = "ID", requires = "content", conflicts_with_all = ["show", "id"])]
    update: Option<String>,
    /// Show the sentences with their places, and with --content what rests on each.
    #[arg(long)]
    show: bool,
    /// The profile by which to split the new version into sentences.
    #[arg(long, value_enum, default_value_t = Profile::Kept, requires = "update")]
    segmentation: Profile,
    /// Only show the plan.
    #[arg(long, requires = "update")]
    dry_run: bool,
}

/// By which profile the sentences of a new version are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Profile {
    /// The profile of the article's skeleton.
    Kept,
    /// The newest profile.
    Newest,
}

impl Arguments {
    /// The file with the text.
    fn file(&self) -> PathBuf {
        let named = || self.named.clone().unwrap_or_default().into();
        self.text.clone().unwrap_or_else(named)
    }

    /// The article's id, which stands first where the text does not.
    fn article(&self) -> Option<&str> {
        let first = self.text.as_ref().and(self.named.as_deref());
        self.id.as_deref().or(first)
    }
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let text = match read_text(&arguments.file()) {
        Ok(text) => text,
        Err(error) => return fail(&error),
    };
    if let (Some(id), Some(content)) = (&arguments.update, &arguments.content) {
        let cut = match arguments.segmentation {
            Profile::Kept => Cut::Kept,
            Profile::Newest => Cut::Newest,
        };
        return update::run(content, id, &text, cut, arguments.dry_run);
    }
    match printed(arguments, &text) {
        Ok(out) => print(&out),
        Err(error) => fail(&error),
    }
}

/// What the command prints of a text.
fn printed(arguments: &Arguments, text: &str) -> Result<String, ScanError> {
    let known = match (&arguments.content, arguments.article()) {
        (Some(content), Some(id)) => Some(
            show::article(content, id)?.ok_or_else(|| ScanError::UnknownArticle(id.to_owned()))?,
        ),
        (Some(_), None) => return Err(ScanError::NoId),
        (None, _) => None,
    };
    let language = arguments.language.as_deref().unwrap_or("en");
    let segmentation = match &known {
        Some((article, _)) => Segmentation::for_article(article),
        None => Segmentation::newest(language),
    };
    let document = Document::parse(text, segmentation);
    if arguments.show {
        let known = match &known {
            Some((article, known)) => {
                let skeleton = article.skeleton.as_ref();
                let same = skeleton.is_some_and(|skeleton| skeleton.digest == document.digest());
                if !same {
                    return Err(ScanError::OtherVersion(article.name.clone()));
                }
                Some(known)
            }
            None => None,
        };
        return Ok(show::sentences(&document, known));
    }
    if arguments.select.is_empty() {
        let id = arguments.article().ok_or(ScanError::NoId)?;
        if !is_id(id) {
            return Err(ScanError::Id(id.to_owned()));
        }
        language::parse(language)?;
        return Ok(article_file(id, language, &document.skeleton()));
    }
    let mut selectors = String::from("selectors:\n");
    for wanted in &arguments.select {
        for selector in select(&document, wanted)? {
            selector_line(&mut selectors, &selector);
        }
    }
    Ok(selectors)
}

#[derive(Debug, thiserror::Error)]
enum ScanError {
    #[error("say which article it is: `--id ID`")]
    NoId,
    #[error("`{0}` is not an id: up to 63 of `a-z`, `0-9` and inner `-`")]
    Id(String),
    #[error(transparent)]
    Language(#[from] language::LanguageError),
    #[error("unknown article `{0}`")]
    UnknownArticle(String),
    #[error(
        "the text is not the version that the skeleton of `{0}` was made from; update the skeleton with `scan --update`"
    )]
    OtherVersion(String),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Select(#[from] SelectError),
}

#[derive(Debug, thiserror::Error)]
enum SelectError {
    #[error("`{0}` is not a range; ranges are written `p7[12,48)`")]
    Malformed(String),
    #[error("the text has no `{0}`; write the words exactly as they are in one paragraph")]
    NoWords(String),
    #[error(transparent)]
    Selection(#[from] dossier_check::text::SelectionError),
}

/// A range of characters, or every place of some words.
fn select(document: &Document, wanted: &str) -> Result<Vec<Selector>, SelectError> {
    if is_range(wanted) {
        return Ok(vec![range(document, wanted)?]);
    }
    let found = document.occurrences(wanted);
    if found.is_empty() {
        return Err(SelectError::NoWords(wanted.to_owned()));
    }
    Ok(found)
}

/// Whether something begins as a place does: `p7`, `p7[`.
fn is_range(wanted: &str) -> bool {
    let block = wanted.split_once('[').map_or(wanted, |(block, _)| block);
    let digits = block.strip_prefix('p').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn range(document: &Document, wanted: &str) -> Result<Selector, SelectError> {
    let malformed = || SelectError::Malformed(wanted.to_owned());
    let (block, range) = wanted.split_once('[').ok_or_else(malformed)?;
    let (start, end) = range
        .strip_suffix(')')
        .and_then(|range| range.split_once(','))
        .ok_or_else(malformed)?;
    let number = |text: &str| text.trim().parse().map_err(|_| malformed());
    Ok(document.select(block, number(start)?, number(end)?)?)
}

fn selector_line(out: &mut String, selector: &Selector) {
    let Selector {
        block,
        first_sentence,
        last_sentence,
        start,
        end,
        digest,
    } = selector;
    // Writing to a String cannot fail.
    writeln!(
        out,
        "- {{block: {block}, first_sentence: {first_sentence}, last_sentence: {last_sentence}, \
         start: {start}, end: {end}, digest: \"{digest}\"}}"
    )
    .ok();
}

fn article_file(id: &str, language: &str, skeleton: &Skeleton) -> String {
    format!(
        "# Save as content/articles/{id}.yaml and fill in what is marked.\n\
         language: en\n\
         # How you refer to the article, in your own words.\n\
         title: \n\
         # The id of an entity of kind publication.\n\
         publication: \n\
         # When it appeared, as precisely as is known: 2024-06-19, 2024-06, 2024.\n\
         # published: \n\
         language_code: {language}\n\
         # reportage, analysis, opinion, interview, wire, press_release, background, scholarly\n\
         genre: \n\
         rights:\n\
         \x20 # no_text, short_quotes, full\n\
         \x20 text_policy: no_text\n\
         # Sentences that carry no fact: context, analysis, boilerplate.\n\
         # marks:\n\
         # - {{at: p1.s2, role: context}}\n\
         {}",
        skeleton_text(skeleton),
    )
}

#[cfg(test)]
mod tests;
