//! Loads one file as text, or says why it is not text.

use std::fs;
use std::path::Path;

use super::yaml::Span;
use crate::diagnostic::{At, Finding, Rule};

/// The largest file that is read: ten times the largest of the first dossiers.
pub const FILE_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// A file that is no text.
#[derive(Debug)]
pub(super) struct NoText {
    /// What is wrong, and what to do.
    pub(super) finding: Finding,
    /// Where.
    pub(super) span: Span,
    /// As much of the file as can be shown.
    pub(super) shown: String,
}

impl NoText {
    fn new(rule: Rule, message: String, hint: &str) -> Box<Self> {
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        Box::new(Self {
            finding: Finding::new(rule, At::file(), message).suggest(hint),
            span: Span {
                line: 1,
                column: 1,
                length: 1,
            },
            shown: String::new(),
        })
    }
}

/// Reads a file as text, without a byte order mark and with `\n` at the end of every line.
pub(super) fn text(path: &Path) -> Result<String, Box<NoText>> {
    let unreadable = |error: std::io::Error| {
        let message = format!("the file could not be read: {error}");
        let hint =
            "grant read permission to whoever runs the program, or move it out of the content";
        NoText::new(Rule::UnreadableFile, message, hint)
    };
    let bytes = fs::metadata(path).map_err(unreadable)?.len();
    if bytes > FILE_BYTES_MAX {
        let message = format!("the file has {bytes} bytes; the limit is {FILE_BYTES_MAX}");
        return Err(NoText::new(Rule::FileTooLarge, message, ""));
    }
    let text = String::from_utf8(fs::read(path).map_err(unreadable)?);
    let text =
        text.map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    if text.trim().is_empty() {
        let message = "the file is empty".to_owned();
        return Err(NoText::new(
            Rule::EmptyFile,
            message,
            "fill it, or delete it",
        ));
    }
    Ok(text.replace("\r\n", "\n"))
}

/// Where the character stands that comes behind a text.
fn span_behind(text: &str) -> Span {
    let last_line = text.rsplit('\n').next().unwrap_or_default();
    Span {
        line: text.matches('\n').count() + 1,
        column: last_line.chars().count() + 1,
        length: 1,
    }
}

/// About the first byte that UTF-8 does not have at its place.
fn not_utf8(bytes: &[u8], position: usize) -> Box<NoText> {
    let byte = bytes.get(position).copied().unwrap_or_default();
    let (message, hint) = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        (
            "not UTF-8: the file is UTF-16".to_owned(),
            "save it as UTF-8",
        )
    } else {
        (
            format!("not UTF-8: the byte {byte:#04X} does not belong there"),
            "save the file as UTF-8; it may be in Windows-1252 or another older encoding",
        )
    };
    let before = String::from_utf8_lossy(bytes.get(..position).unwrap_or_default());
    let mut found = NoText::new(Rule::NotUtf8, message, hint);
    found.span = span_behind(&before);
    found.shown = String::from_utf8_lossy(bytes).into_owned();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_told_at_its_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.yaml");
        for (bytes, rule, place) in [
            (&b"a: b\nc: wait\x85 now\n"[..], Rule::NotUtf8, (2, 8)),
            (b"\xEF\xBB\xBFa: \xE9t\xE9\n", Rule::NotUtf8, (1, 5)),
            (b"\xFF\xFEa\0", Rule::NotUtf8, (1, 1)),
            (b"", Rule::EmptyFile, (1, 1)),
            (b"\xEF\xBB\xBF \r\n", Rule::EmptyFile, (1, 1)),
        ] {
            fs::write(&path, bytes).expect("written");
            let wrong = text(&path).expect_err("no text");
            assert_eq!(wrong.finding.rule, rule);
            assert_eq!((wrong.span.line, wrong.span.column), place, "{bytes:?}");
        }
        fs::write(&path, "\u{FEFF}a: b\r\nc\r\n").expect("written");
        assert_eq!(text(&path).expect("a text"), "a: b\nc\n");
    }
}
