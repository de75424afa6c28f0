//! A line as `key: value`, and what may be wrong with it.

/// What is wrong in a line, and what to do.
pub(in crate::content::yaml) struct Mistake {
    /// The character at which it starts, from 0.
    pub(in crate::content::yaml) start: usize,
    /// How many characters it concerns.
    pub(in crate::content::yaml) length: usize,
    /// What is wrong.
    pub(in crate::content::yaml) message: String,
    /// What to write instead.
    pub(in crate::content::yaml) hint: String,
}

/// A line taken apart: how many characters stand before its key, the key, and what follows the colon.
pub(in crate::content::yaml) struct Entry<'l> {
    pub(in crate::content::yaml) indent: usize,
    pub(in crate::content::yaml) key: &'l str,
    /// The character at which the value starts.
    pub(in crate::content::yaml) start: usize,
    pub(in crate::content::yaml) value: &'l str,
}

/// Reads a line as `key: value`, perhaps behind the marks of a list.
pub(in crate::content::yaml) fn entry(line: &str) -> Option<Entry<'_>> {
    let mut rest = line.trim_start();
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start();
    }
    let (key, value) = rest
        .split_once(": ")
        .or_else(|| Some((rest.trim_end().strip_suffix(':')?, "")))?;
    let plain = |character: char| character.is_alphanumeric() || "-_".contains(character);
    if key.is_empty() || !key.chars().all(plain) {
        return None;
    }
    let count = |text: &str| text.chars().count();
    let indent = count(line) - count(rest);
    let value = value.trim();
    let start = count(line.trim_end()) - count(value);
    Some(Entry {
        indent,
        key,
        start,
        value,
    })
}
