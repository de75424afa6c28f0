//! A file's bytes, and edits of ranges of them.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::places::{Form, WrittenPlace};
use crate::content::line_index::LineIndex;
use crate::content::load;
use crate::content::yaml::{self, Node, Span, Value};

/// Why a file cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// It is no YAML that could be read.
    #[error("`{file}`, line {line}: {message}")]
    Unreadable {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// Something is written in a way that the program does not change.
    #[error("`{file}`, line {line}: {what} is written in a form that cannot be updated; {instead}")]
    OtherForm {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is written so.
        what: String,
        /// What to write.
        instead: &'static str,
    },
}

/// One stretch of a file, and what shall stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// A plain value where it is written.
#[derive(Debug)]
pub(super) struct WrittenValue {
    range: Range<usize>,
    /// The quotation mark around it, or nothing.
    quote: String,
    text: String,
}

impl WrittenValue {
    /// The value with other text, in the same quotation marks; nothing where it says that already.
    pub(super) fn replaced(&self, text: &str) -> Option<Edit> {
        (self.text != text).then(|| Edit {
            range: self.range.clone(),
            text: self.quoted(text),
        })
    }

    fn quoted(&self, text: &str) -> String {
        format!("{0}{text}{0}", self.quote)
    }
}

/// A file as its bytes are, and as YAML.
#[derive(Debug)]
pub(super) struct SourceText {
    pub(super) path: PathBuf,
    pub(super) root: Node,
    /// With the byte order mark and the line ends that it has.
    text: String,
    lines: LineIndex,
}

impl SourceText {
    /// Reads a file.
    pub(super) fn open(path: &Path) -> Result<Self, EditError> {
        let unreadable = |line: usize, message: String| EditError::Unreadable {
            file: path.display().to_string(),
            line,
            message,
        };
        let read = load::text(path);
        let plain = read.map_err(|wrong| unreadable(wrong.span.line, wrong.finding.message))?;
        let root = yaml::parse(&plain, 1);
        let root = root.map_err(|error| unreadable(error.span.line, error.message))?;
        let text = fs::read_to_string(path).map_err(|error| unreadable(1, error.to_string()))?;
        Ok(Self {
            path: path.to_owned(),
            root,
            lines: LineIndex::new(&text),
            text,
        })
    }

    /// A place of the file that is written in another form than the program changes.
    pub(super) fn other_form(&self, line: usize, what: &str, instead: &'static str) -> EditError {
        EditError::OtherForm {
            file: self.path.display().to_string(),
            line,
            what: what.to_owned(),
            instead,
        }
    }

    /// The byte at which a line starts, behind a byte order mark.
    pub(super) fn line_start(&self, line: usize) -> usize {
        let start = self.lines.start(line).unwrap_or(self.text.len());
        let marked = start == 0 && self.text.starts_with('\u{FEFF}');
        start + if marked { '\u{FEFF}'.len_utf8() } else { 0 }
    }

    /// The text from the start of a line on.
    pub(super) fn rest_from(&self, line: usize) -> &str {
        self.text.get(self.line_start(line)..).unwrap_or_default()
    }

    /// How many bytes the file has.
    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    /// Whether the file ends in the middle of a line.
    pub(super) fn is_open(&self) -> bool {
        !self.text.ends_with('\n')
    }

    /// A line by its number, without its end.
    pub(super) fn line(&self, number: usize) -> &str {
        self.lines.line(&self.text, number)
    }

    /// The byte of a column of a line, both from 1.
    fn byte(&self, line: usize, column: usize) -> usize {
        let start = self.line_start(line);
        let rest = self.rest_from(line);
        let offset = rest.char_indices().nth(column - 1);
        start + offset.map_or(rest.len(), |(offset, _)| offset)
    }

    /// A plain value at a span, which says `text`.
    pub(super) fn written(&self, span: Span, text: &str) -> Result<WrittenValue, EditError> {
        let start = self.byte(span.line, span.column);
        let rest = self.text.get(start..).unwrap_or_default();
        for quote in ["", "\"", "'"] {
            let whole = format!("{quote}{text}{quote}");
            if rest.starts_with(&whole) {
                return Ok(WrittenValue {
                    range: start..start + whole.len(),
                    quote: quote.to_owned(),
                    text: text.to_owned(),
                });
            }
        }
        let what = format!("`{text}`");
        let instead = "write it on one line and without escapes";
        Err(self.other_form(span.line, &what, instead))
    }

    /// A place that several others replace, in the form in which it is written.
    pub(super) fn place_edit(
        &self,
        place: &WrittenPlace,
        to: &[String],
    ) -> Result<Edit, EditError> {
        let value = self.written(place.span, &place.text)?;
        let each: Vec<String> = to
            .iter()
            .map(|place_text| value.quoted(place_text))
            .collect();
        let text = match place.form {
            _ if each.len() == 1 => each.concat(),
            Form::Listed(list) if self.starts_with(list, '[') => each.join(", "),
            Form::Listed(_) => {
                // Each item of a list in block style has a line of its own.
                let line = self.line(place.span.line);
                let before: String = line.chars().take(place.span.column - 1).collect();
                let indent = before.trim_start().trim_end() == "-";
                if !indent {
                    let instead = "write each item of the list on a line of its own";
                    return Err(self.other_form(place.span.line, &place.text, instead));
                }
                each.join(&format!("{}{before}", self.line_end()))
            }
            Form::Alone | Form::Mark => format!("[{}]", each.join(", ")),
        };
        let range = value.range;
        Ok(Edit { range, text })
    }

    fn starts_with(&self, span: Span, mark: char) -> bool {
        let start = self.byte(span.line, span.column);
        let rest = self.text.get(start..).unwrap_or_default();
        rest.starts_with(mark)
    }

    /// How the lines of the file end.
    fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// A line below that of a key of the file's top; nothing where the top is in braces.
    pub(super) fn insert_below(&self, key: &str, line: &str) -> Option<Edit> {
        let Value::Map(entries) = &self.root.value else {
            return None;
        };
        let (key, _) = entries.iter().find(|(key_node, _)| key_node.text == key)?;
        if key.span.column != 1 || self.starts_with(self.root.span, '{') {
            return None;
        }
        let below = self.lines.start(key.span.line + 1)?;
        Some(Edit {
            range: below..below,
            text: line.to_owned(),
        })
    }

    /// The file with changes, which is still YAML.
    pub(super) fn edited(&self, mut edits: Vec<Edit>) -> Result<String, EditError> {
        edits.sort_by_key(|edit| edit.range.start);
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for edit in edits {
            out.push_str(self.text.get(done..edit.range.start).unwrap_or_default());
            let text = edit.text.replace("\r\n", "\n");
            out.push_str(&text.replace('\n', self.line_end()));
            done = edit.range.end;
        }
        out.push_str(self.text.get(done..).unwrap_or_default());
        let plain = out.replace("\r\n", "\n");
        let plain = plain.strip_prefix('\u{FEFF}').unwrap_or(&plain);
        yaml::parse(plain, 1).map_err(|error| EditError::Unreadable {
            file: self.path.display().to_string(),
            line: error.span.line,
            message: format!("the changed file would be invalid: {}", error.message),
        })?;
        Ok(out)
    }
}
