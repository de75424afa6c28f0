//! Why a file is not YAML, in plain words, and on which line the mistake is.
//!
//! A parser stops where it can no longer go on, which is often the line after the mistake. Typical
//! mistakes are known: the lines up to there are searched for them. Nothing here decides whether a file
//! is YAML.

mod entry;
mod escape;
mod flow;
mod start;

pub(super) use self::entry::Mistake;
use self::entry::{Entry, entry};
use self::flow::{inner_brace, not_closed, unclosed};
use self::start::named;
pub(super) use self::start::quoted;

/// How many lines before the one where the parser stopped are looked at for a mistake in one line.
const LINES_BACK: usize = 3;

/// Explains why a text is not YAML. The parser could not go on at a line, from 1, and a character, from 0;
/// `cause` is what it said. Returns the line of the mistake; nothing where no known one is found.
pub(super) fn explain(
    text: &str,
    (stopped, character): (usize, usize),
    cause: &str,
) -> Option<(usize, Mistake)> {
    let lines: Vec<&str> = text.lines().take(stopped).collect();
    let in_one = |check: fn(&str) -> Option<Mistake>| {
        let mut near = near(&lines).into_iter();
        near.find_map(|(number, line)| Some((number, check(line)?)))
    };
    // A tab is met on the line after the one where a value began.
    let and_next: Vec<&str> = text.lines().take(stopped + 1).collect();
    let indented = || {
        let mut near = near(&and_next).into_iter();
        near.find_map(|(number, line)| Some((number, indentation(line)?)))
    };
    let too_deep = cause.contains("recursion");
    let wants_colon = ["':'", "simple key", "mapping values"]
        .iter()
        .any(|wanted| cause.contains(wanted));
    indented()
        .or_else(|| (!too_deep).then(|| unclosed(text, stopped)).flatten())
        .or_else(|| in_one(value))
        .or_else(|| in_one(inner_brace))
        .or_else(|| misplaced(&lines))
        .or_else(|| in_one(second_key))
        .or_else(|| wants_colon.then(|| in_one(no_colon)).flatten())
        .or_else(|| {
            let line = text.lines().nth(stopped.checked_sub(1)?)?;
            let wrong = start::wrong(line, character).or_else(|| caused(cause, line, character));
            Some((stopped, wrong?))
        })
}

/// What the parser says it misses at a character, in plain words.
fn caused(cause: &str, line: &str, character: usize) -> Option<Mistake> {
    if let Some(escape) = escape::wrong(cause, line, character) {
        return Some(escape);
    }
    let at = line.chars().nth(character);
    if cause.contains("quoted scalar") && matches!(at, Some('"' | '\'')) {
        return Some(not_closed(character));
    }
    let (message, hint) = if cause.contains("',' or '}'") || cause.contains("',' or ']'") {
        let hint = "put a comma between two entries, and quotes around a text that contains one";
        (
            "a comma is missing before this entry, or the text is not quoted",
            hint,
        )
    } else {
        return None;
    };
    Some(Mistake {
        start: character,
        length: 1,
        message: format!("not YAML: {message}"),
        hint: hint.to_owned(),
    })
}

/// The last lines in which something stands, each with its number, the last first.
fn near<'l>(lines: &[&'l str]) -> Vec<(usize, &'l str)> {
    let says_something =
        |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let numbered = (1..).zip(lines.iter().copied());
    let mut found: Vec<(usize, &str)> = numbered.filter(|(_, line)| says_something(line)).collect();
    found.reverse();
    found.truncate(LINES_BACK);
    found
}

/// Something other than spaces before the first word.
fn indentation(line: &str) -> Option<Mistake> {
    let blank = |character: &char| character.is_whitespace() || *character == '\u{FEFF}';
    let (start, character) = (0..)
        .zip(line.chars().take_while(blank))
        .find(|(_, character)| *character != ' ')?;
    let what = match character {
        '\t' => "a tab".to_owned(),
        '\u{A0}' => "a no-break space".to_owned(),
        other => format!("U+{:04X}", u32::from(other)),
    };
    Some(Mistake {
        start,
        length: 1,
        message: format!("not YAML: {what} in the indentation"),
        hint: "indent with spaces".to_owned(),
    })
}

/// A value that needs quotation marks, or has the wrong ones; or a key without a space behind its colon.
fn value(line: &str) -> Option<Mistake> {
    let Some(entry) = entry(line) else {
        return no_space(line);
    };
    let value = entry.value;
    let mistake = |message: &str, hint: String| {
        Some(Mistake {
            start: entry.start,
            length: value.chars().count(),
            message: format!("not YAML: {message}"),
            hint,
        })
    };
    let quote = format!("quote the value: `{}: \"…\"`", entry.key);
    let mut characters = value.chars();
    let first = characters.next()?;
    match first {
        '\'' => {
            let inner = characters.as_str().replace("''", "");
            let (_, rest) = inner.split_once('\'')?;
            let after = rest.trim_start();
            (!after.is_empty() && !after.starts_with('#')).then_some(())?;
            let hint = "write the apostrophe twice, `''`, or put double quotes around the value";
            mistake("an apostrophe ends a single-quoted value", hint.to_owned())
        }
        '"' => {
            let inner = characters.as_str().replace("\\\\", "").replace("\\\"", "");
            let (_, rest) = inner.split_once('"')?;
            let after = rest.trim_start();
            (!after.is_empty() && !after.starts_with('#')).then_some(())?;
            let hint = "write a quotation mark inside the value as `\\\"`";
            mistake("a quotation mark ends the value too early", hint.to_owned())
        }
        '>' | '|' => {
            let header = characters.as_str();
            let fine = |character: char| "+-0123456789".contains(character);
            let block = header.split(" #").next().unwrap_or_default().trim_end();
            (block.chars().count() > 2 || !block.chars().all(fine)).then_some(())?;
            mistake(
                &format!("a value cannot start with {}", named(first)),
                quote,
            )
        }
        '@' | '`' | '%' => mistake(
            &format!("a value cannot start with {}", named(first)),
            quote,
        ),
        _ => None,
    }
}

/// `key:value`.
fn no_space(line: &str) -> Option<Mistake> {
    let rest = line.trim_start();
    let indent = line.chars().count() - rest.chars().count();
    let (key, value) = rest.split_once(':')?;
    let plain = |character: char| character.is_alphanumeric() || "-_".contains(character);
    let is_key = !key.is_empty() && key.chars().all(plain);
    if !is_key || value.trim().is_empty() || value.starts_with("//") {
        return None;
    }
    let length = key.chars().count() + 1;
    Some(Mistake {
        start: indent,
        length,
        message: format!("not YAML: there is no space after `{key}:`"),
        hint: format!("write `{key}: {}`", value.trim()),
    })
}

/// A value in which another `: ` stands.
fn second_key(line: &str) -> Option<Mistake> {
    let entry = entry(line)?;
    let first = entry.value.chars().next()?;
    if "'\"[{>|".contains(first) {
        return None;
    }
    let before = entry.value.find(": ").or_else(|| {
        let ends = entry.value.ends_with(':');
        ends.then(|| entry.value.len() - 1)
    })?;
    let before = entry.value.get(..before)?.chars().count();
    Some(Mistake {
        start: entry.start + before,
        length: 1,
        message: "not YAML: the value contains another `: `".to_owned(),
        hint: format!("quote the value: `{}: \"…\"`", entry.key),
    })
}

/// The columns in which keys may stand, as lines are read one after the other.
#[derive(Default)]
struct Columns {
    /// Those of the blocks that are open, the deepest last.
    open: Vec<usize>,
    /// Whether the last key had no value, so that a deeper block may follow.
    awaits_block: bool,
    /// The column of a key whose value is a block of text.
    text_of: Option<usize>,
}

impl Columns {
    /// What is wrong with a key that stands in none of them.
    fn refusal(&self, entry: &Entry<'_>) -> Mistake {
        let open: Vec<String> = self.open.iter().map(ToString::to_string).collect();
        Mistake {
            start: entry.indent,
            length: entry.key.chars().count(),
            message: format!(
                "not YAML: `{}` is indented by {} spaces; the keys above it by {}",
                entry.key,
                entry.indent,
                open.join(", ")
            ),
            hint: "indent all keys of a block alike".to_owned(),
        }
    }

    /// Whether a key may stand there.
    fn allows(&self, column: usize) -> bool {
        match self.open.last() {
            Some(deepest) if column > *deepest => self.awaits_block,
            Some(_) => self.open.contains(&column),
            None => true,
        }
    }

    /// Whether a line is part of a block of text.
    fn is_text(&mut self, indent: usize) -> bool {
        let inside = self.text_of.is_some_and(|column| indent > column);
        if !inside {
            self.text_of = None;
        }
        inside
    }

    /// Takes in a line with a key; `indent` is the column of its first mark.
    fn enter(&mut self, indent: usize, entry: &Entry<'_>) {
        self.open.retain(|column| *column < entry.indent);
        // The mark of an item opens a column of its own, in which the list may go on.
        if indent < entry.indent && !self.open.contains(&indent) {
            self.open.push(indent);
        }
        self.open.push(entry.indent);
        let value = entry.value.split(" #").next().unwrap_or_default().trim();
        self.awaits_block = value.is_empty();
        if value.starts_with(['>', '|']) {
            self.text_of = Some(entry.indent);
        }
    }
}

/// The first line whose key stands in a column in which none may.
fn misplaced(lines: &[&str]) -> Option<(usize, Mistake)> {
    let mut columns = Columns::default();
    for (number, line) in (1..).zip(lines) {
        let trimmed = line.trim_start();
        let indent = line.chars().count() - trimmed.chars().count();
        if trimmed.is_empty() || trimmed.starts_with('#') || columns.is_text(indent) {
            continue;
        }
        let Some(entry) = entry(line) else {
            continue;
        };
        if columns.allows(entry.indent) {
            columns.enter(indent, &entry);
            continue;
        }
        return Some((number, columns.refusal(&entry)));
    }
    None
}

/// A line that is no entry and no item: perhaps a key without its colon.
fn no_colon(line: &str) -> Option<Mistake> {
    let rest = line.trim();
    let indent = line.chars().count() - line.trim_start().chars().count();
    if rest.contains(':') || rest.starts_with(['-', '"', '\'', '[', '{', ']', '}', '#']) {
        return None;
    }
    let key = rest.split_whitespace().next()?;
    let plain = |character: char| character.is_alphanumeric() || "-_".contains(character);
    key.chars().all(plain).then(|| Mistake {
        start: indent,
        length: key.chars().count(),
        message: format!("not YAML: there is no colon after `{key}`"),
        hint: format!("write `{key}: …`; indent a text of several lines below its key"),
    })
}

#[cfg(test)]
mod tests;
