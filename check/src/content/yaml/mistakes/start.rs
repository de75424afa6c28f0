//! Values that are meant as text and begin with a mark that means something else to YAML.

use super::entry::Mistake;

/// The marks with which no unquoted text begins (YAML 1.2, 5.3, "Indicator Characters"), but for brackets
/// and quotation marks.
const MARKS: &str = "*&!?-|>%@`";

/// What to write where a text begins with a mark.
pub(in crate::content::yaml) fn quoted(mark: char) -> String {
    format!(
        "put double quotes around a text that begins with {}",
        named(mark)
    )
}

/// A mark in a message.
pub(super) fn named(mark: char) -> String {
    match mark {
        '`' => "a backtick".to_owned(),
        mark => format!("`{mark}`"),
    }
}

/// A mark at which the parser could not go on, or text behind a bracket or quotation mark that ends a
/// value. The character is one of the line, from 0.
pub(super) fn wrong(line: &str, character: usize) -> Option<Mistake> {
    let at = line.chars().nth(character)?;
    let mistake = |message: String, hint: String| Mistake {
        start: character,
        length: 1,
        message: format!("not YAML: {message}"),
        hint,
    };
    if MARKS.contains(at) {
        return Some(mistake(
            format!("a value cannot start with {}", named(at)),
            quoted(at),
        ));
    }
    let before: String = line.chars().take(character).collect();
    let closing = before.trim_end().chars().next_back()?;
    let opening = match closing {
        ']' => '[',
        '}' => '{',
        '"' | '\'' => closing,
        _ => return None,
    };
    let hint = format!(
        "put quotes around the whole text: `{opening}` begins a value that `{closing}` ends"
    );
    Some(mistake(format!("text follows `{closing}`"), hint))
}
