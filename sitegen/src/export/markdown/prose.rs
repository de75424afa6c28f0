//! An editor's Markdown as the page shows it: links lead to files of the site or the web, pictures are
//! their description, and nothing is read in it that the page does not read.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, OffsetIter, Parser, Tag, TagEnd};

use super::escape::escaped;
use crate::source::published::MARKDOWN;

/// A change of the text: which bytes become what.
type Edit = (Range<usize>, String);

/// The Markdown of a page's running text. `target` says where a link leads: nothing for one that leads
/// nowhere, of which the words are left.
pub(super) fn prose(markdown: &str, target: &dyn Fn(&str) -> Option<String>) -> String {
    let mut editor = Editor {
        markdown,
        target,
        edits: Vec::new(),
        marks: Vec::new(),
        open: Vec::new(),
        is_code: false,
    };
    let mut events = Parser::new_ext(markdown, MARKDOWN).into_offset_iter();
    for (event, bytes) in events.by_ref() {
        editor.event(&event, bytes);
    }
    editor.move_targets(&events);
    // Stable: a heading's mark stands in front of what its first word has become.
    let mut edits = editor.marks;
    edits.append(&mut editor.edits);
    edits.sort_by_key(|(bytes, _)| bytes.start);
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for (bytes, text) in edits {
        out.push_str(markdown.get(done..bytes.start).unwrap_or_default());
        out.push_str(&text);
        done = bytes.end.max(done);
    }
    out.push_str(markdown.get(done..).unwrap_or_default());
    out.trim_matches('\n').to_owned()
}

/// A link, picture or heading that has begun.
struct Open {
    bytes: Range<usize>,
    /// Where its words end, as far as they were read.
    end: usize,
    kind: Kind,
}

enum Kind {
    /// A link that says its address, in angle brackets.
    Address(String),
    /// A link, and its address as it is written.
    Link(String),
    Picture,
    /// A heading above the third level.
    Heading,
}

struct Editor<'m> {
    markdown: &'m str,
    target: &'m dyn Fn(&str) -> Option<String>,
    edits: Vec<Edit>,
    /// The marks that headings get.
    marks: Vec<Edit>,
    open: Vec<Open>,
    is_code: bool,
}

impl Editor<'_> {
    fn event(&mut self, event: &Event<'_>, bytes: Range<usize>) {
        let ends = matches!(event, Event::End(_));
        // What is in something that is open is in what is around it, too, whose end was noted with it.
        if let Some(open) = self.open.last_mut().filter(|_| !ends) {
            open.end = open.end.max(bytes.end);
        }
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.is_code = true,
            Event::End(TagEnd::CodeBlock) => self.is_code = false,
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                dest_url,
                ..
            }) => self.begin(bytes, Kind::Address(dest_url.to_string())),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.begin(self.whole(bytes), Kind::Link(dest_url.to_string()));
            }
            Event::Start(Tag::Image { .. }) => self.begin(self.whole(bytes), Kind::Picture),
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1 | HeadingLevel::H2,
                ..
            }) => self.begin(bytes, Kind::Heading),
            Event::End(
                TagEnd::Link | TagEnd::Image | TagEnd::Heading(HeadingLevel::H1 | HeadingLevel::H2),
            ) => self.finish(),
            Event::Text(_) if !self.is_code => self.words(bytes),
            _ => {}
        }
    }

    /// The bytes of a link with the empty brackets behind it (`[a][]`), which the parser leaves out.
    fn whole(&self, bytes: Range<usize>) -> Range<usize> {
        let source = self.markdown.get(bytes.clone()).unwrap_or_default();
        let behind = self.markdown.get(bytes.end..).unwrap_or_default();
        let has_target = source.ends_with(')') || source.ends_with("[]");
        let length = if behind.starts_with("[]") && !has_target {
            2
        } else {
            0
        };
        bytes.start..bytes.end + length
    }

    fn begin(&mut self, bytes: Range<usize>, kind: Kind) {
        // The bracket, or the exclamation mark and the bracket, stand before the words.
        let mark = match kind {
            Kind::Picture => 2,
            Kind::Address(_) | Kind::Link(_) => 1,
            Kind::Heading => 0,
        };
        self.open.push(Open {
            end: bytes.start + mark,
            bytes,
            kind,
        });
    }

    fn finish(&mut self) {
        let Some(Open { bytes, end, kind }) = self.open.pop() else {
            return;
        };
        if let Some(around) = self.open.last_mut() {
            around.end = around.end.max(bytes.end);
        }
        match kind {
            Kind::Address(address) => {
                let words = escaped(&address);
                match (self.target)(&address) {
                    Some(href) if href == address => {}
                    Some(href) => {
                        self.escape_picture_mark(bytes.start);
                        self.edits.push((bytes, format!("[{words}]({href})")));
                    }
                    None => self.edits.push((bytes, words)),
                }
            }
            Kind::Link(address) => match (self.target)(&address) {
                Some(href) if href == address => {}
                Some(href) => self.edits.push((end..bytes.end, format!("]({href})"))),
                None => self.leave_words(&bytes, end, 1),
            },
            Kind::Picture => self.leave_words(&bytes, end, 2),
            Kind::Heading => self.lower(&bytes, end),
        }
    }

    /// An exclamation mark in front of a bracket that was none would make a picture.
    fn escape_picture_mark(&mut self, bracket: usize) {
        let before = self.markdown.get(..bracket).unwrap_or_default();
        let Some(before) = before.strip_suffix('!') else {
            return;
        };
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        if backslashes % 2 == 0 {
            let place = before.len()..before.len();
            self.edits.push((place, "\\".to_owned()));
        }
    }

    /// Takes away what stands around the words of a link or picture.
    fn leave_words(&mut self, bytes: &Range<usize>, end: usize, mark: usize) {
        let before = bytes.start..bytes.start + mark;
        self.edits.push((before, String::new()));
        self.edits.push((end..bytes.end, String::new()));
    }

    /// Makes a heading one of the third level, below those of the page.
    fn lower(&mut self, bytes: &Range<usize>, end: usize) {
        let source = self.markdown.get(bytes.clone()).unwrap_or_default();
        let marks = source.len() - source.trim_start_matches('#').len();
        let behind = source.get(marks..).unwrap_or_default();
        let is_marked = behind.is_empty() || behind.starts_with([' ', '\t', '\n']);
        if marks > 0 && is_marked {
            let place = bytes.start..bytes.start + marks;
            self.edits.push((place, "###".to_owned()));
            return;
        }
        // The third level has no form for several lines.
        let words = self.markdown.get(bytes.start..end).unwrap_or_default();
        if words.contains(['\n', '\r']) {
            return;
        }
        let place = bytes.start..bytes.start;
        self.marks.push((place, "### ".to_owned()));
        // A number sign at the end would be taken for the heading's own.
        let mark = if words.ends_with('#') { " #" } else { "" };
        self.edits.push((end..bytes.end, format!("{mark}\n")));
    }

    /// Marks that the page shows, and that other programs read.
    fn words(&mut self, bytes: Range<usize>) {
        let is_address = |open: &Open| matches!(open.kind, Kind::Address(_));
        if self.open.last().is_some_and(is_address) {
            return;
        }
        let source = self.markdown.get(bytes.clone()).unwrap_or_default();
        let before = self.markdown.get(..bytes.start).unwrap_or_default();
        let is_escaped = before.ends_with('\\');
        for (at, character) in source.char_indices() {
            let place = bytes.start + at;
            let rest = self.markdown.get(place..).unwrap_or_default();
            if at == 0 && is_escaped {
                continue;
            }
            if character == '<' {
                self.edits.push((place..place + 1, "&lt;".to_owned()));
            } else if ["~", "[^", "](", "]["]
                .iter()
                .any(|mark| rest.starts_with(mark))
            {
                self.edits.push((place..place, "\\".to_owned()));
            }
        }
    }

    /// The targets that stand apart from their links (`[a]: fact:b`) lead to files too.
    fn move_targets(&mut self, events: &OffsetIter<'_>) {
        let mut moved: Vec<Edit> = Vec::new();
        for (_, definition) in events.reference_definitions().iter() {
            let href = (self.target)(&definition.dest);
            let Some(href) = href.filter(|href| **href != *definition.dest) else {
                continue;
            };
            let source = self.markdown.get(definition.span.clone());
            let source = source.unwrap_or_default();
            let is_end = |at: &usize| {
                let label = source.get(..*at).unwrap_or_default();
                (label.len() - label.trim_end_matches('\\').len()) % 2 == 0
            };
            let mut ends = source.match_indices("]:").map(|(at, _)| at);
            if let Some(label) = ends.find(is_end).and_then(|end| source.get(..end)) {
                moved.push((definition.span.clone(), format!("{label}]: {href}")));
            }
        }
        self.edits.append(&mut moved);
    }
}

#[cfg(test)]
mod tests;
