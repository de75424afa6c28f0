//! An error with all that led to it, on one line.

use std::error::Error;

/// The error's message and those of its causes, each once. Some repeat their cause in their own.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = line(&error.to_string());
    let mut source = error.source();
    while let Some(cause) = source {
        let next = line(&cause.to_string());
        if !text.contains(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        source = cause.source();
    }
    text
}

/// A log is read line by line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
