//! Which Markdown is supported, and which syntax would be shown instead of being read.
//!
//! The Markdown of a dossier is CommonMark with tables. Syntax that other programs read beyond that is
//! reported to the editor, with what to write instead: a reader must never see a `[^1]` or a `**`.

use std::ops::Range;

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

/// A mark that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Of a link that is none.
    Link,
    /// A link without words, or with its target as words.
    Wordless,
    /// Braces, which some programs read as a class or a macro.
    Braces,
    /// The id of a section at a heading that starts none.
    Id,
    /// A footnote.
    Footnote,
    /// Words struck out.
    Struck,
    /// A box to be ticked.
    Task,
    /// The kind of a note, such as `[!NOTE]`.
    Alert,
    /// Strong words whose mark does not touch them.
    Emphasis,
    /// A heading without a space behind its `##`.
    Heading,
    /// The line below the head of a table, where the lines around it make none.
    Table,
    /// More cells in a row than the table has columns, which would be dropped.
    Cells,
    /// Code that begins and does not end.
    Fence,
    /// The mark of code within a line, without its partner.
    Code,
    /// A comment that does not end, or is not written as one, so that its words would be published.
    Comment,
    /// A comment that does not end and takes along all that is behind it.
    OpenComment,
}

impl Mark {
    /// What is wrong, and what to write instead.
    pub(crate) const fn told(self) -> &'static str {
        match self {
            Self::Link => {
                "this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses"
            }
            Self::Wordless => "this link has no text; write `[words](fact:ID)`",
            Self::Braces => {
                "braces are shown as they are; only a section's heading may have an `{#id}`"
            }
            Self::Id => {
                "this heading has an id but starts no section; a section starts with `##`, outside of quotes and lists"
            }
            Self::Footnote => {
                "footnotes are not supported; say it in the text, or make it a fact and link to it"
            }
            Self::Struck => {
                "strikethrough is not supported; say what is true now, and what was wrong in a `correction`"
            }
            Self::Task => "checkboxes are not supported; write a plain list",
            Self::Alert => {
                "notes such as `[!NOTE]` are not supported; write a plain quotation or list"
            }
            Self::Emphasis => {
                "this would be shown as it is; write `**words**`, without spaces inside"
            }
            Self::Heading => {
                "this is not parsed as a heading; write a space after the `#`, or `\\#` for a hashtag"
            }
            Self::Table => {
                "this is not parsed as a table; put a header with as many cells directly above this line"
            }
            Self::Cells => {
                "this row has more cells than the table's header; the rest would be lost"
            }
            Self::Fence => "the code that starts here is not closed; end it with the same marks",
            Self::Code => "this mark is shown as it is; code within a line ends with the same mark",
            Self::Comment => {
                "this is not read as a comment, and its words would be published; write `<!-- … -->` on one line"
            }
            Self::OpenComment => {
                "the comment that starts here does not end, and all behind it would be lost; close it with `-->`"
            }
        }
    }

    /// Whether this character shows that the mark is meant to be shown, where a backslash is before it.
    const fn is_shown_by(self, character: char) -> bool {
        match self {
            Self::Link | Self::Footnote | Self::Wordless | Self::Task | Self::Alert => {
                matches!(character, '[' | ']' | '(' | ')' | '!' | '^')
            }
            Self::Braces | Self::Id => matches!(character, '{' | '#'),
            Self::Struck => character == '~',
            Self::Emphasis => matches!(character, '*' | '_'),
            Self::Heading => character == '#',
            Self::Table | Self::Cells => matches!(character, '|' | ':' | '-'),
            Self::Code => character == '`',
            Self::Comment => matches!(character, '<' | '>' | '!'),
            Self::Fence | Self::OpenComment => false,
        }
    }
}

/// A mark that is not read, and the bytes at which it stands.
pub(crate) type Unread = (Mark, Range<usize>);

/// Words that are shown as they are written, and what stands before them.
struct Run {
    bytes: Range<usize>,
    starts_line: bool,
    starts_item: bool,
    is_heading: bool,
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
                self.link(*link_type, dest_url, bytes);
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

/// Marks inside of a line, the most telling first.
const INSIDE: [(&str, Mark); 30] = [
    ("[^", Mark::Footnote),
    ("](", Mark::Link),
    ("][", Mark::Link),
    ("[[", Mark::Link),
    ("![", Mark::Link),
    ("[!", Mark::Alert),
    ("[fact:", Mark::Link),
    ("[entity:", Mark::Link),
    ("(fact:", Mark::Link),
    ("(entity:", Mark::Link),
    ("] (http", Mark::Link),
    ("] (#", Mark::Link),
    (")[http", Mark::Link),
    (")[#", Mark::Link),
    (")[www", Mark::Link),
    ("{#", Mark::Braces),
    ("{:", Mark::Braces),
    ("{.", Mark::Braces),
    ("{{", Mark::Braces),
    ("{%", Mark::Braces),
    ("{=", Mark::Braces),
    ("~~", Mark::Struck),
    ("<!", Mark::Comment),
    ("< !", Mark::Comment),
    ("<--", Mark::Comment),
    ("!--", Mark::Comment),
    ("-->", Mark::Comment),
    ("-- >", Mark::Comment),
    ("--!>", Mark::Comment),
    ("`", Mark::Code),
];

/// The first mark in a run that is not read.
fn unread_in(text: &str, run: &Run) -> Option<Unread> {
    let shown = text.get(run.bytes.clone())?;
    let mut found: Vec<(Mark, Range<usize>)> = Vec::new();
    for (mark, meaning) in INSIDE {
        found.extend(
            shown
                .match_indices(mark)
                .map(|(at, _)| (meaning, at..at + mark.len())),
        );
    }
    let is_kind = |behind: &str| behind.starts_with(char::is_alphabetic);
    found.retain(|(mark, place)| {
        *mark != Mark::Alert || shown.get(place.end..).is_some_and(is_kind)
    });
    found.extend(emphasis(shown));
    if run.starts_item && ["[ ]", "[x]", "[X]"].iter().any(|mark| is_box(shown, mark)) {
        found.push((Mark::Task, 0..3));
    }
    if run.starts_line && (shown.starts_with("##") || is_lone_hashtag(text, run, shown)) {
        found.push((Mark::Heading, 0..1));
    }
    let is_rule = shown.contains('|') && shown.contains("--");
    if run.starts_line && is_rule && shown.chars().all(|one| "|:- \t".contains(one)) {
        found.push((Mark::Table, 0..shown.len()));
    }
    // A character behind a backslash is meant to be shown, and starts a run.
    let before = text.get(..run.bytes.start)?;
    let first = shown.chars().next().filter(|_| before.ends_with('\\'));
    found.retain(|(mark, _)| first.is_none_or(|shown| !mark.is_shown_by(shown)));
    if run.is_heading {
        let is_id = |place: &Range<usize>| shown.get(place.clone()) == Some("{#");
        for (mark, _) in found.iter_mut().filter(|(_, place)| is_id(place)) {
            *mark = Mark::Id;
        }
    }
    // Stable: of marks at one place the most telling counts.
    found.sort_by_key(|(_, bytes)| bytes.start);
    let (mark, bytes) = found.into_iter().next()?;
    Some((
        mark,
        run.bytes.start + bytes.start..run.bytes.start + bytes.end,
    ))
}

/// Whether a run is a paragraph of one line that begins with `#` and a letter.
fn is_lone_hashtag(text: &str, run: &Run, shown: &str) -> bool {
    let begins = shown
        .strip_prefix('#')
        .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let before = text.get(..run.bytes.start).unwrap_or_default();
    let behind = text.get(run.bytes.end..).unwrap_or_default();
    let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    let mut above = before.rsplit('\n').skip(1);
    let mut below = behind.split('\n').skip(1);
    begins && is_blank(above.next()) && is_blank(below.next())
}

/// Whether a list's item begins with a box to tick.
fn is_box(shown: &str, mark: &str) -> bool {
    shown
        .strip_prefix(mark)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Two or three stars or underscores, but for underscores inside of a word; more of them are a line to
/// write on.
fn emphasis(shown: &str) -> Vec<Unread> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = shown.get(at..) {
        let Some(start) = rest.find(['*', '_']) else {
            break;
        };
        let marks = rest.get(start..).unwrap_or_default();
        let mark = marks.chars().next();
        let length = marks
            .chars()
            .take_while(|other| Some(*other) == mark)
            .count();
        let place = at + start..at + start + length;
        at = place.end;
        let before = shown
            .get(..place.start)
            .and_then(|one| one.chars().next_back());
        let behind = shown.get(place.end..).and_then(|one| one.chars().next());
        let is_letter = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
        let is_inner = mark == Some('_') && is_letter(before) && is_letter(behind);
        if (2..=3).contains(&length) && !is_inner {
            found.push((Mark::Emphasis, place));
        }
    }
    found
}
