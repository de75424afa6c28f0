//! A skeleton as an article's file has it.

use std::fmt::Write as _;

use dossier::v1::{Block, BlockRole, Skeleton};

use super::edit::{Edit, EditError, SourceText};
use crate::content::yaml::Value;

/// A skeleton as the lines of an article's file, from `skeleton:` on.
pub fn skeleton_text(skeleton: &Skeleton) -> String {
    let mut out = format!(
        "skeleton:\n\
         \x20 normalization: {}\n\
         \x20 segmentation: {}\n\
         \x20 digest: \"{}\"\n\
         \x20 blocks:\n",
        skeleton.normalization, skeleton.segmentation, skeleton.digest,
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
    // Writing to a String cannot fail.
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

/// The lines of the skeleton of an article's file, replaced by another one's; at the end of the file
/// where it has none.
pub(super) fn edit(source: &SourceText, skeleton: &Skeleton) -> Result<Edit, EditError> {
    let wrong = |line| {
        let instead = "write each field of the article on a line of its own, without braces";
        source.other_form(line, "the article", instead)
    };
    let Value::Map(entries) = &source.root.value else {
        return Err(wrong(1));
    };
    if entries.iter().any(|(key, _)| key.span.column != 1) {
        return Err(wrong(1));
    }
    let mut text = skeleton_text(skeleton);
    let Some(position) = entries.iter().position(|(key, _)| key.text == "skeleton") else {
        let end = source.length();
        if source.is_open() {
            text.insert(0, '\n');
        }
        let range = end..end;
        return Ok(Edit { range, text });
    };
    let line_of = |index: usize| entries.get(index).map(|(key, _)| key.span.line);
    let first = line_of(position).unwrap_or(1);
    let Some(next) = line_of(position + 1) else {
        let last = first + source.rest_from(first).lines().count();
        let range = source.line_start(first)..source.line_start(own_end(source, first, last));
        return Ok(Edit { range, text });
    };
    let range = source.line_start(first)..source.line_start(own_end(source, first, next));
    Ok(Edit { range, text })
}

/// The line behind the last one of a key: comments and empty lines in front of the next key are not
/// its own.
fn own_end(source: &SourceText, first: usize, next: usize) -> usize {
    let mut end = next;
    while end > first + 1 {
        let line = source.line(end - 1);
        if !line.trim().is_empty() && !line.starts_with('#') {
            break;
        }
        end -= 1;
    }
    end
}
