//! What can be said of a request to commit without knowing the state?

use dossier::v1::{CommitRequest, edit};
use dossier_check::model::language;
use dossier_check::text::characters::{Lines, bad_character};

use crate::commit::TEXT_BYTES_MAX;
use crate::error::ServiceError;

/// How many edits a commit may have.
const EDITS_MAX: usize = 10_000;

/// What can be said of a request without the state.
pub(super) fn valid(request: &CommitRequest) -> Result<(), ServiceError> {
    let count = request.edits.len();
    if count == 0 || count > EDITS_MAX {
        let message = format!("a commit has 1 to {EDITS_MAX} edits, not {count}");
        return Err(ServiceError::field("edits", message));
    }
    if request.author.trim().is_empty() {
        let message = "a commit must name its author";
        return Err(ServiceError::field("author", message));
    }
    for (field, text) in [("author", &request.author), ("message", &request.message)] {
        if text.len() > TEXT_BYTES_MAX {
            let message = format!("at most {TEXT_BYTES_MAX} bytes, not {}", text.len());
            return Err(ServiceError::field(field, message));
        }
    }
    for (field, text) in [("author", &request.author), ("message", &request.message)] {
        let lines = if field == "message" {
            Lines::Several
        } else {
            Lines::One
        };
        if let Some(bad) = bad_character(text, lines) {
            return Err(ServiceError::field(field, bad.message));
        }
    }
    let id = &request.request_id;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if id.len() > 64 || !id.bytes().all(fits) {
        let message = "a request id is up to 64 letters, digits, `-` and `_`";
        return Err(ServiceError::field("request_id", message));
    }
    if request.base_revision < 0 {
        let message = "must not be negative";
        return Err(ServiceError::field("base_revision", message));
    }
    Ok(())
}

/// What is wrong with the reasons of retractions, which are new even where the rest is not.
pub(super) fn valid_reasons(request: &CommitRequest) -> Result<(), ServiceError> {
    for (number, edit) in request.edits.iter().enumerate() {
        let Some(edit::Edit::Retract(retraction)) = &edit.edit else {
            continue;
        };
        let field = |name: &str| format!("edits[{number}].retract.{name}");
        if let Some(bad) = bad_character(&retraction.reason, Lines::One) {
            return Err(ServiceError::field(field("reason"), bad.message));
        }
        let code = &retraction.language_code;
        if let Err(error) = language::parse(code)
            && !code.is_empty()
        {
            return Err(ServiceError::field(field("language_code"), error.message));
        }
    }
    Ok(())
}
