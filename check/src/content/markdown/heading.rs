//! The headings of a dossier's Markdown, with the attributes in the braces at their end.
//!
//! The content of the braces is not Markdown: it is read from the file as it is, so that a query may
//! contain asterisks, underscores and braces.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::model::markdown::OPTIONS;

/// A heading of any level, anywhere.
pub(super) struct Heading {
    /// The bytes of the heading's line or lines, in the file.
    pub(super) line: Range<usize>,
    /// The bytes of its words as they are written, in the file.
    pub(super) words: Range<usize>,
    /// Whether it starts a section: it is of the second level, and in no quote or list.
    pub(super) starts_section: bool,
    /// Where its first link stands in the file, if there is one.
    pub(super) link: Option<usize>,
    pub(super) text: String,
    pub(super) id: Option<String>,
    pub(super) attributes: Vec<(String, String)>,
    /// Ids and attributes that stand there a second time, as they are written.
    pub(super) repeated: Vec<String>,
}

/// A piece of a heading: the words that it shows, and their bytes in the file.
type Piece = (String, Range<usize>);

/// The headings as CommonMark sees them: not those in code. `body` are the bytes of the Markdown.
pub(super) fn headings(text: &str, body: &Range<usize>) -> Vec<Heading> {
    let markdown = text.get(body.clone()).unwrap_or_default();
    let mut found: Vec<Heading> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut depth = 0_usize;
    let mut is_open = false;
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        let range = body.start + range.start..body.start + range.end;
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let starts_section = level == HeadingLevel::H2 && depth == 0;
                found.push(heading(range, starts_section));
                is_open = true;
                depth += 1;
            }
            Event::Start(tag) => {
                if let (true, Tag::Link { .. }, Some(open)) = (is_open, tag, found.last_mut()) {
                    open.link.get_or_insert(range.start);
                }
                depth += 1;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if let (TagEnd::Heading(_), Some(open)) = (end, found.last_mut()) {
                    finish(open, text, &std::mem::take(&mut pieces));
                    is_open = false;
                }
            }
            Event::Text(part) | Event::Code(part) if is_open => {
                pieces.push((part.into_string(), range));
            }
            // Raw HTML is not shown, and what stands before and behind it must not become one word.
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) if is_open => {
                pieces.push((" ".to_owned(), range));
            }
            _ => {}
        }
    }
    found
}

fn heading(line: Range<usize>, starts_section: bool) -> Heading {
    Heading {
        words: line.clone(),
        line,
        starts_section,
        link: None,
        text: String::new(),
        id: None,
        attributes: Vec::new(),
        repeated: Vec::new(),
    }
}

/// Fills in what a heading says, and what its braces do.
fn finish(heading: &mut Heading, text: &str, pieces: &[Piece]) {
    let (Some((_, first)), Some((_, last))) = (pieces.first(), pieces.last()) else {
        return;
    };
    heading.words = heading.line.start..last.end;
    let found = text
        .get(first.start..last.end)
        .and_then(|words| attributes(words).map(|at| (first.start + at, words.get(at..))));
    if let Some((start, Some(braces))) = found {
        heading.words.end = start;
        read_attributes(heading, braces);
    }
    for (shown, bytes) in pieces {
        let kept = heading.words.end.saturating_sub(bytes.start);
        if bytes.end <= heading.words.end {
            heading.text.push_str(shown);
        } else if let Some(part) = text.get(bytes.start..bytes.start + kept) {
            // What is cut stands in the file as it is shown: braces are never made by a reference.
            heading.text.push_str(part);
        }
    }
    let words: Vec<&str> = heading.text.split_whitespace().collect();
    heading.text = words.join(" ");
}

/// Where the braces begin that end a heading: `{#id key=value key="several words"}`. The heading
/// attributes of pulldown-cmark end at a space, which a list of facts and a query need.
fn attributes(words: &str) -> Option<usize> {
    let inside = words.trim_end().strip_suffix('}')?;
    let opens = |at: usize| {
        let before = inside.get(..at).unwrap_or_default();
        before.is_empty() || before.ends_with([' ', '\t', '\n'])
    };
    let places: Vec<usize> = inside
        .match_indices('{')
        .map(|(at, _)| at)
        .filter(|at| opens(*at))
        .collect();
    // Words before may hold braces, and so may a query in quotation marks.
    let is_whole = |at: &usize| inside.get(at + 1..).is_some_and(has_no_braces);
    let whole = places.iter().copied().find(is_whole);
    whole.or_else(|| places.last().copied())
}

/// Whether a text has no braces but between quotation marks.
fn has_no_braces(text: &str) -> bool {
    let parts = text.split('"').count();
    let mut outside = text.split('"').step_by(2);
    parts % 2 == 1 && !outside.any(|part| part.contains(['{', '}']))
}

fn read_attributes(heading: &mut Heading, braces: &str) {
    let inside = braces.trim_end();
    let inside = inside.strip_prefix('{').unwrap_or(inside);
    let inside = inside.strip_suffix('}').unwrap_or(inside);
    for word in quoted_words(inside) {
        if let Some(id) = word.strip_prefix('#') {
            if heading.id.replace(id.to_owned()).is_some() {
                heading.repeated.push(word.to_owned());
            }
            continue;
        }
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        if heading.attributes.iter().any(|(other, _)| other == key) {
            heading.repeated.push(word.to_owned());
        }
        heading
            .attributes
            .push((key.to_owned(), value.trim_matches('"').to_owned()));
    }
}

/// The words of a text, parted by spaces; spaces between two quotation marks part none.
fn quoted_words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut inside = false;
    for (byte, character) in text.char_indices() {
        match character {
            '"' => inside = !inside,
            ' ' | '\n' if !inside => {
                words.extend(text.get(start..byte));
                start = byte + 1;
            }
            _ => {}
        }
    }
    words.extend(text.get(start..));
    words.retain(|word| !word.is_empty());
    words
}
