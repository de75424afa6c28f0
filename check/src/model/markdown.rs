//! Which Markdown is supported, and which syntax would be shown instead of being read.
//!
//! The Markdown of a dossier is CommonMark with tables. Syntax that other programs read beyond that is
//! reported to the editor, with what to write instead: a reader must never see a `[^1]` or a `**`.

mod mark;
mod run;

use std::ops::Range;

pub(crate) use self::mark::Mark;
use self::run::{Run, Unread, unread_in};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// What is read beside CommonMark.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES;

/// The fields of a dossier, and of its sections, whose texts are Markdown.
pub(crate) const FIELDS: [&str; 2] = ["markdown", "method_note"];

/// Whether the text of a field is Markdown, by the field's path.
pub(crate) fn is_markdown(path: &str) -> bool {
    let is_section = path.starts_with("sections[") && path.contains("].markdown[");
    is_section || path.starts_with("method_note[")
}

/// What a finding says of raw HTML.
pub(crate) const RAW_HTML: &str = "raw HTML is not shown; write Markdown";

/// The bytes of raw HTML and comments in a text of one line.
pub(crate) fn raw_html(line: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(line, OPTIONS).into_offset_iter();
    let is_html =
        |event: &Event<'_>| matches!(event, Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock));
    let html = events.filter(|(event, _)| is_html(event));
    html.map(|(_, bytes)| bytes).collect()
}

/// Where a Markdown text is without the blank lines around it. Spaces in front of its first words stay:
/// they may make code of it.
pub(crate) fn inside(text: &str) -> Range<usize> {
    let blank = text.len() - text.trim_start().len();
    let before = text.get(..blank).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let kept = text.trim_end().len();
    let behind = text.get(kept..).unwrap_or_default();
    let end = behind.find('\n').map_or(text.len(), |length| kept + length);
    start.min(end)..end
}

/// The marks in a Markdown text that are not read, at most one for each run of words.
pub(crate) fn unread(text: &str) -> Vec<Unread> {
    let mut reader = Reader {
        text,
        runs: Vec::new(),
        found: Vec::new(),
        hidden: 0,
        columns: 0,
        starts_line: true,
        starts_item: false,
        is_heading: false,
    };
    for (event, bytes) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        reader.event(&event, bytes);
    }
    let Reader {
        runs, mut found, ..
    } = reader;
    found.extend(runs.iter().filter_map(|run| unread_in(text, run)));
    found.sort_by_key(|(_, bytes)| bytes.start);
    found
}

/// Whether a link is written `<https://example.org>`.
fn is_autolink(link: &str) -> bool {
    link.starts_with('<')
}

struct Reader<'t> {
    text: &'t str,
    runs: Vec<Run>,
    found: Vec<Unread>,
    /// How many pictures and code blocks are open.
    hidden: usize,
    /// How many columns the open table has.
    columns: usize,
    starts_line: bool,
    starts_item: bool,
    is_heading: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, bytes: Range<usize>) {
        let opens_block = matches!(
            event,
            Event::Start(Tag::Paragraph | Tag::Item | Tag::BlockQuote(_) | Tag::List(_))
        );
        match event {
            Event::Text(_) if self.hidden == 0 => return self.words(bytes),
            Event::Start(Tag::Image { .. }) => self.hidden += 1,
            Event::Start(Tag::CodeBlock(kind)) => {
                self.hidden += 1;
                if matches!(kind, CodeBlockKind::Fenced(_)) && !ends_with_fence(self.slice(&bytes))
                {
                    self.found.push((Mark::Fence, bytes));
                }
            }
            Event::End(TagEnd::Image | TagEnd::CodeBlock) => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                // The text of an autolink is its target, which is looked at as that.
                self.hidden += usize::from(is_autolink(self.slice(&bytes)));
                self.link(*link_type, dest_url, bytes);
            }
            Event::End(TagEnd::Link) => {
                let shown = usize::from(is_autolink(self.slice(&bytes)));
                self.hidden = self.hidden.saturating_sub(shown);
            }
            Event::Start(Tag::HtmlBlock) => {
                let block = self.slice(&bytes).trim_start();
                if block.starts_with("<!--") && !block.contains("-->") {
                    self.found.push((Mark::OpenComment, bytes));
                }
            }
            Event::Start(Tag::Heading { .. }) => self.is_heading = true,
            Event::End(TagEnd::Heading(_)) => self.is_heading = false,
            Event::Start(Tag::Table(columns)) => self.columns = columns.len(),
            Event::Start(Tag::TableRow) if cells(self.slice(&bytes)) > self.columns => {
                self.found.push((Mark::Cells, bytes));
            }
            _ => {}
        }
        self.starts_line = opens_block || matches!(event, Event::SoftBreak | Event::HardBreak);
        let is_item = matches!(event, Event::Start(Tag::Item));
        self.starts_item = is_item || self.starts_item && opens_block;
    }

    fn slice(&self, bytes: &Range<usize>) -> &str {
        self.text.get(bytes.clone()).unwrap_or_default()
    }

    /// What the parser takes apart at brackets is one run for who reads it.
    fn words(&mut self, bytes: Range<usize>) {
        let is_first = self.starts_line;
        match self.runs.last_mut() {
            Some(last) if last.bytes.end == bytes.start && !is_first => last.bytes.end = bytes.end,
            _ => self.runs.push(Run {
                bytes,
                starts_line: is_first,
                starts_item: self.starts_item,
                is_heading: self.is_heading,
            }),
        }
        self.starts_line = false;
        self.starts_item = false;
    }

    fn link(&mut self, kind: LinkType, destination: &str, bytes: Range<usize>) {
        let source = self.slice(&bytes);
        let is_ours = destination.starts_with("fact:") || destination.starts_with("entity:");
        if source.starts_with("[^") {
            self.found.push((Mark::Footnote, bytes));
        } else if source.starts_with("[]") || kind == LinkType::Autolink && is_ours {
            self.found.push((Mark::Wordless, bytes));
        }
    }
}

/// Whether fenced code ends with a fence of its own.
fn ends_with_fence(code: &str) -> bool {
    let mut lines = code.trim_end().lines();
    let fence = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '>']);
        let mark = line.chars().next().filter(|mark| "`~".contains(*mark))?;
        let length = line.chars().take_while(|other| other == &mark).count();
        (length >= 3).then_some((mark, length, line.len() == length))
    };
    let first = lines.next().and_then(fence);
    let last = lines.next_back().and_then(fence);
    matches!((first, last), (Some((mark, length, _)), Some((other, own, true)))
        if mark == other && own >= length)
}

/// How many cells a row of a table is written with.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut count = 0;
    let mut is_escaped = false;
    let mut is_open = false;
    for character in row.chars() {
        let ends_cell = character == '|' && !is_escaped;
        count += usize::from(ends_cell);
        is_escaped = character == '\\' && !is_escaped;
        is_open = !ends_cell;
    }
    count + usize::from(is_open)
}
