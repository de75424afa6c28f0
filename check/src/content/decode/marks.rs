//! Which quotation marks are those of typography, and quote no text in YAML?

/// What to do where a value that is shown in a message starts with a mark that people take for a
/// quotation mark of YAML.
pub(super) fn typographic(message: &str) -> Option<String> {
    const MARKS: [char; 9] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»'];
    let mark = MARKS
        .into_iter()
        .find(|mark| message.contains(&format!("`{mark}")))?;
    Some(format!(
        "`{mark}` is not a quotation mark in YAML; write `\"`"
    ))
}
