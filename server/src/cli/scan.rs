//! The command `scan`: an article's skeleton from its text, without a word of it.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use dossier::v1::{Block, BlockRole, Selector, Skeleton};
use dossier_check::text::{Document, Segmentation};

use super::files::read_text;
use super::output::{fail, print};

/// Write an article's file for `content/articles/`: its skeleton, and what an editor has to fill in.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The article's text: UTF-8, paragraphs parted by blank lines.
    text: PathBuf,
    /// The article's id, such as `site-48`.
    #[arg(long)]
    id: String,
    /// The language of the text, a BCP 47 tag.
    #[arg(long, default_value = "en")]
    language: String,
    /// Print the selector of a range of characters instead, such as `p7[12,48)`; may be repeated.
    #[arg(long)]
    select: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let text = match read_text(&arguments.text) {
        Ok(text) => text,
        Err(error) => return fail(&error),
    };
    let document = Document::parse(&text, Segmentation::newest(&arguments.language));
    if arguments.select.is_empty() {
        return print(&article_file(arguments, &document.skeleton()));
    }
    let mut selectors = String::from("selectors:\n");
    for wanted in &arguments.select {
        match select(&document, wanted) {
            Ok(selector) => selector_line(&mut selectors, &selector),
            Err(error) => return fail(&error),
        }
    }
    print(&selectors)
}

#[derive(Debug, thiserror::Error)]
enum SelectError {
    #[error("`{0}` is not a range; ranges are written `p7[12,48)`")]
    Malformed(String),
    #[error(transparent)]
    Selection(#[from] dossier_check::text::SelectionError),
}

fn select(document: &Document, wanted: &str) -> Result<Selector, SelectError> {
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

fn article_file(arguments: &Arguments, skeleton: &Skeleton) -> String {
    let mut out = format!(
        "# Save as content/articles/{}.yaml and fill in what is marked.\n\
         language: en\n\
         # How you refer to the article, in your own words.\n\
         title: \n\
         # The id of an entity of kind publication.\n\
         publication: \n\
         # When it appeared, as precisely as is known: 2024-06-19, 2024-06, 2024.\n\
         # published: \n\
         language_code: {}\n\
         # reportage, analysis, opinion, interview, wire, press_release, background, scholarly\n\
         genre: \n\
         rights:\n\
         \x20 # no_text, short_quotes, full\n\
         \x20 text_policy: no_text\n\
         # Sentences that carry no fact: context, analysis, boilerplate.\n\
         # marks:\n\
         # - {{at: p1.s2, role: context}}\n\
         skeleton:\n\
         \x20 normalization: {}\n\
         \x20 segmentation: {}\n\
         \x20 digest: \"{}\"\n\
         \x20 blocks:\n",
        arguments.id,
        arguments.language,
        skeleton.normalization,
        skeleton.segmentation,
        skeleton.digest,
    );
    for block in &skeleton.blocks {
        block_lines(&mut out, block);
    }
    out
}

fn block_lines(out: &mut String, block: &Block) {
    let role = match block.role() {
        BlockRole::Headline => "headline",
        BlockRole::Heading => "heading",
        BlockRole::Caption => "caption",
        BlockRole::Boilerplate => "boilerplate",
        BlockRole::Paragraph | BlockRole::Unspecified => "paragraph",
    };
    writeln!(
        out,
        "  - id: {}\n    role: {role}\n    length: {}",
        block.id, block.length
    )
    .ok();
    writeln!(out, "    digest: \"{}\"\n    sentences:", block.digest).ok();
    for sentence in &block.sentences {
        let (start, end, digest) = (sentence.start, sentence.end, &sentence.digest);
        writeln!(
            out,
            "    - {{start: {start}, end: {end}, digest: \"{digest}\"}}"
        )
        .ok();
    }
}

#[cfg(test)]
mod tests;
