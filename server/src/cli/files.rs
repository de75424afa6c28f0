//! Reads a text that a person names on the command line.

use std::fs;
use std::path::Path;

/// The largest article that a command reads: a book of 150,000 words fits.
pub(crate) const TEXT_BYTES_MAX: u64 = 1024 * 1024;

/// Why a text could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TextError {
    #[error("`{path}` could not be read: {source}")]
    Unreadable {
        path: String,
        source: std::io::Error,
    },
    #[error("`{path}` has {bytes} bytes; a text has at most {TEXT_BYTES_MAX}")]
    TooLarge { path: String, bytes: u64 },
    #[error("`{path}` is not UTF-8: a byte in line {line} does not belong there; save it as UTF-8")]
    NotUtf8 { path: String, line: usize },
    #[error("`{path}` contains no text")]
    Empty { path: String },
}

/// Reads a UTF-8 text of bounded size.
pub(crate) fn read_text(file: &Path) -> Result<String, TextError> {
    let path = file.display().to_string();
    let unreadable = |source| TextError::Unreadable {
        path: path.clone(),
        source,
    };
    let bytes = fs::metadata(file).map_err(unreadable)?.len();
    if bytes > TEXT_BYTES_MAX {
        return Err(TextError::TooLarge { path, bytes });
    }
    let bytes = fs::read(file).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = error
            .as_bytes()
            .iter()
            .take(error.utf8_error().valid_up_to());
        TextError::NotUtf8 {
            path: path.clone(),
            line: before.filter(|byte| **byte == b'\n').count() + 1,
        }
    })?;
    if dossier_check::text::normalize(&text).is_empty() {
        return Err(TextError::Empty { path });
    }
    Ok(text)
}
