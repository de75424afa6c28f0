//! A YAML file as a tree that knows the location of everything.
//!
//! Authoring files are plain data: one document, no anchors, aliases or tags. What is refused here
//! would make a location ambiguous or a small file large.

mod mistakes;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::line_index::LineIndex;

/// How deep values may stand inside each other: the deepest field of the contract is at seven.
const DEPTH_MAX: usize = 32;

/// Where a value stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
    /// In characters; past the line's end for a value of several lines.
    pub(super) length: usize,
}

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
    /// The comment that ends a plain value on its line, where there is one.
    pub(super) comment: Option<Span>,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Null,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) span: Span,
    pub(super) text: String,
    /// Whether no colon follows it, as in `{cue: said, then}`.
    pub(super) is_bare: bool,
}

/// What is wrong with a file as YAML.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub(super) span: Span,
    pub(super) message: String,
    /// What to write instead.
    pub(super) hint: Option<String>,
}

impl Node {
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Value::Map(entries) = &self.value else {
            return None;
        };
        entries
            .iter()
            .find(|(name, _)| name.text == key)
            .map(|(_, node)| node)
    }

    pub(super) fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// What the value is, for a message.
    pub(super) fn what(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "a plain value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

type Events<'t> = Parser<'t, saphyr_parser::StrInput<'t>>;

/// Reads a file. Lines count from `first_line`, for YAML that stands inside another file.
pub(super) fn parse(text: &str, first_line: usize) -> Result<Node, SyntaxError> {
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        text,
        lines: LineIndex::new(text),
        comment: None,
        first_line,
    };
    let mut root = None;
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
            Event::StreamEnd => break,
            _ if root.is_some() => return Err(refuse(span, "a second document")),
            event => root = Some(reader.node(event, span, 0)?),
        }
    }
    let span = Span {
        line: first_line,
        column: 1,
        length: 1,
    };
    Ok(root.unwrap_or(Node {
        span,
        value: Value::Null,
        comment: None,
    }))
}

struct Reader<'t> {
    events: Events<'t>,
    text: &'t str,
    lines: LineIndex,
    /// The comment behind the last event, where that was a plain value.
    comment: Option<Span>,
    first_line: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Span), SyntaxError> {
        match self.events.next() {
            None => Ok((
                Event::StreamEnd,
                Span {
                    line: self.first_line,
                    column: 1,
                    length: 1,
                },
            )),
            Some(Ok((event, span))) => {
                let is_plain = matches!(event, Event::Scalar(_, ScalarStyle::Plain, ..));
                self.comment = is_plain.then(|| self.comment_behind(&span)).flatten();
                Ok((event, self.span(&span)))
            }
            Some(Err(error)) => Err(self.syntax_error(&error)),
        }
    }

    /// What is wrong and where, in the words of people where the mistake is a known one.
    fn syntax_error(&self, error: &saphyr_parser::ScanError) -> SyntaxError {
        let marker = error.marker();
        let known = mistakes::explain(self.text, (marker.line(), marker.col()), error.info());
        let lines_before = self.first_line - 1;
        let Some((line, mistake)) = known else {
            return SyntaxError {
                span: Span {
                    line: marker.line() + lines_before,
                    column: marker.col() + 1,
                    length: 1,
                },
                message: format!("not YAML: {}", error.info()),
                hint: None,
            };
        };
        SyntaxError {
            span: Span {
                line: line + lines_before,
                column: mistake.start + 1,
                length: mistake.length.max(1),
            },
            message: mistake.message,
            hint: Some(mistake.hint),
        }
    }

    /// The comment that follows a value on its line.
    fn comment_behind(&self, span: &saphyr_parser::Span) -> Option<Span> {
        let number = span.end.line();
        let line = self.lines.line(self.text, number);
        let behind = line.char_indices().nth(span.end.col());
        let rest = line.get(behind?.0..)?.trim_start();
        let length = rest.chars().count();
        rest.starts_with('#').then(|| Span {
            line: number + self.first_line - 1,
            column: line.chars().count() - length + 1,
            length,
        })
    }

    fn span(&self, span: &saphyr_parser::Span) -> Span {
        let one_line = span.start.line() == span.end.line();
        let length = if one_line {
            span.end.col().saturating_sub(span.start.col())
        } else {
            1000
        };
        Span {
            line: span.start.line() + self.first_line - 1,
            column: span.start.col() + 1,
            length: length.max(1),
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, SyntaxError> {
        let comment = self.comment.take();
        if depth > DEPTH_MAX {
            return Err(refuse(span, "a value nested more than 32 levels deep"));
        }
        let value = match event {
            Event::Scalar(_, _, anchor, _) if anchor > 0 => {
                return Err(refuse_mark(span, "an anchor", '&'));
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) if anchor > 0 => {
                return Err(refuse_mark(span, "an anchor", '&'));
            }
            Event::Alias(_) => return Err(refuse_mark(span, "an alias", '*')),
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, Some(_))
            | Event::MappingStart(_, Some(_)) => return Err(refuse_mark(span, "a tag", '!')),
            Event::Scalar(text, style, ..) => scalar(&text, style),
            Event::SequenceStart(..) => self.list(depth)?,
            Event::MappingStart(..) => self.map(depth)?,
            _ => return Err(refuse(span, "an unexpected character")),
        };
        Ok(Node {
            span,
            value,
            comment,
        })
    }

    fn list(&mut self, depth: usize) -> Result<Value, SyntaxError> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Value::List(items)),
                (event, span) => items.push(self.node(event, span, depth + 1)?),
            }
        }
    }

    /// Whether a comma or the end of the mapping follows a key, and no colon.
    fn is_bare(&self, key: Span) -> bool {
        let number = (key.line + 1).saturating_sub(self.first_line);
        let behind = self.lines.line(self.text, number).chars();
        let mut behind = behind.skip(key.column - 1 + key.length);
        let next = behind.find(|character| !character.is_whitespace());
        matches!(next, Some(',' | '}'))
    }

    fn map(&mut self, depth: usize) -> Result<Value, SyntaxError> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(Value::Map(entries));
            }
            let key = self.node(event, span, depth + 1)?;
            let Value::Scalar(text) = key.value else {
                return Err(refuse(span, "a key that is not plain text"));
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            entries.push((
                Key {
                    span: key.span,
                    text,
                    is_bare: self.is_bare(key.span),
                },
                value,
            ));
        }
    }
}

/// A plain empty value, `~` or `null` is nothing; anything in quotation marks is text.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    let null = style == ScalarStyle::Plain && matches!(text, "" | "~" | "null");
    if null {
        Value::Null
    } else {
        Value::Scalar(text.to_owned())
    }
}

/// What YAML has and an authoring file has not, by the mark that begins it.
fn refuse_mark(span: Span, what: &str, mark: char) -> SyntaxError {
    SyntaxError {
        hint: Some(mistakes::quoted(mark)),
        ..refuse(span, what)
    }
}

fn refuse(span: Span, what: &str) -> SyntaxError {
    SyntaxError {
        span,
        message: format!("{what} is not allowed in an authoring file"),
        hint: None,
    }
}
