//! Why a file is not YAML, in plain words, and on which line the mistake is.
//!
//! A parser stops where it can no longer go on, which is often the line after the mistake. Typical
//! mistakes are known: the lines up to there are searched for them. Nothing here decides whether a file
//! is YAML.

mod entry;
mod flow;
mod start;

pub(super) use self::entry::Mistake;
use self::entry::{Entry, entry};
use self::flow::{inner_brace, unclosed};
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
    let wants_colon = cause.contains("':'") || cause.contains("simple key");
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
    let at = line.chars().nth(character);
    let (message, hint) = if cause.contains("quoted scalar") && matches!(at, Some('"' | '\'')) {
        let hint = "write the same mark where the text ends";
        ("this quotation mark is not closed", hint)
    } else if cause.contains("',' or '}'") || cause.contains("',' or ']'") {
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
mod tests {
    use crate::content::yaml::parse;

    #[test]
    #[expect(clippy::too_many_lines, reason = "the cases are a table")]
    fn a_mistake_is_told_on_its_own_line_with_what_to_write() {
        for (text, line, message, hint) in [
            ("a: b\n\tc: d\n", 2, "a tab", "indent with spaces"),
            (
                "a: b\nkind:state\nc: d\n",
                2,
                "no space after `kind:`",
                "write `kind: state`",
            ),
            (
                "a:\n  kind:state\n  c: d\n",
                2,
                "no space after `kind:`",
                "write `kind: state`",
            ),
            (
                "a: b\nkind state\nc: d\n",
                2,
                "no colon after `kind`",
                "write `kind: …`",
            ),
            (
                "statement: The team: it won.\n",
                1,
                "another `: `",
                "`statement: \"…\"`",
            ),
            (
                "- statement: The team: it won.\n",
                1,
                "another `: `",
                "`statement: \"…\"`",
            ),
            (
                "cue: 'it's so'\n",
                1,
                "an apostrophe ends",
                "write the apostrophe twice",
            ),
            (
                "cue: \"it is \"so\" far\"\n",
                1,
                "a quotation mark ends",
                "as `\\\"`",
            ),
            (
                "quantity: >13000 {job}\nb: c\n",
                1,
                "cannot start with `>`",
                "`quantity: \"…\"`",
            ),
            ("a: {b: c\nd: e\n", 1, "`{` is not closed", "write `}`"),
            ("a: [b, c\nd: e\n", 1, "`[` is not closed", "write `]`"),
            ("a: [b, c", 1, "`[` is not closed", "write `]`"),
            (
                "a:\n  b: {c: d,\n      e: '}'\n  f: g\n",
                2,
                "`{` is not closed",
                "write `}`",
            ),
            (
                "a:\n- {b: c, d: [e, {f: g}]\n- {b: h}\nk: l\n",
                2,
                "`{` is not closed",
                "write `}`",
            ),
            (
                "a: {b: c, quantity: 3700 {drone}, d: e}\nf: g\n",
                1,
                "`{` begins a value of its own",
                "`\"3700 {drone}\"`",
            ),
            (
                "f: g\na:\n- {quantity: 5 {tank}}\n",
                3,
                "`{` begins a value of its own",
                "`\"5 {tank}\"`",
            ),
            (
                "a: [~30 {truck}, b]\n",
                1,
                "`{` begins a value of its own",
                "`\"~30 {truck}\"`",
            ),
            (
                "a:\n  b: {c: d,\n    quantity: 9 {ship}}\n",
                3,
                "`{` begins a value of its own",
                "`\"9 {ship}\"`",
            ),
            ("name: @home\n", 1, "cannot start with `@`", "`name: \"…\"`"),
            ("name: `home`\n", 1, "with a backtick", "`name: \"…\"`"),
            ("a: [b, ` c]\n", 1, "with a backtick", "a backtick"),
            ("a: *b* c\n", 1, "cannot start with `*`", "begins with `*`"),
            ("- b\n- *c\n", 2, "cannot start with `*`", "begins with `*`"),
            ("a: {b: *c*, d: e}\n", 1, "with `*`", "begins with `*`"),
            ("a: & b\n", 1, "cannot start with `&`", "begins with `&`"),
            ("a: &b c\n", 1, "an anchor is", "begins with `&`"),
            ("a: !b c\n", 1, "a tag is", "begins with `!`"),
            ("- !b\n", 1, "a tag is", "begins with `!`"),
            ("a: ? b\n", 1, "cannot start with `?`", "begins with `?`"),
            ("a: - b\n", 1, "cannot start with `-`", "begins with `-`"),
            (
                "a: {b: - c}\n",
                1,
                "cannot start with `-`",
                "begins with `-`",
            ),
            ("- | b\n", 1, "cannot start with `|`", "begins with `|`"),
            (
                "a: [..] b\n",
                1,
                "text follows `]`",
                "around the whole text",
            ),
            ("- [b] c\n", 1, "text follows `]`", "around the whole text"),
            ("a: {b} c\n", 1, "text follows `}`", "around the whole text"),
            (
                "- \"b\" c\n",
                1,
                "text follows `\"`",
                "around the whole text",
            ),
            (
                "a: ['b' c]\n",
                1,
                "text follows `'`",
                "around the whole text",
            ),
            (
                "a: {b: #c, d: e}\nf: g\n",
                1,
                "begins a comment",
                "with ` #`",
            ),
            (
                "a: [b, c #1, d]\nf: g\n",
                1,
                "begins a comment",
                "with ` #`",
            ),
            ("name: %x\n", 1, "cannot start with `%`", "`name: \"…\"`"),
            (
                "a:\n  b: c\n   d: e\n  f: g\n",
                3,
                "`d` is indented by 3",
                "alike",
            ),
            (
                "a:\n  b:\n    c: d\n   e: f\n    g: h\n",
                4,
                "`e` is indented by 3",
                "alike",
            ),
            ("a:\n    c: d\n  e: f\n", 3, "`e` is indented by 2", "alike"),
        ] {
            let error = parse(text, 1).expect_err(text);
            assert_eq!(error.span.line, line, "{text}: {error:?}");
            assert!(error.message.contains(message), "{text}: {error:?}");
            assert!(
                error.hint.is_some_and(|found| found.contains(hint)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_yaml_is_read() {
        for text in [
            "a: 'it''s so'\n",
            "a: \"x\" # y\n",
            "a: >\n  folded: text\n  more\nb: c\n",
            "a: |2\n    x\n",
            "a: b:c\n",
            "a:\n- b: c\n  d: e\nf: g\n",
            "url: https://example.org/a\n",
            "a: 3700 {drone}\n",
            "a: {b: {c: d}, e: [{f: g}]}\n",
            "a: {b: c, # {\n  d: e}\n",
            "a: [b#c, '#d', \"e # f\"] # g\n",
        ] {
            assert!(parse(text, 1).is_ok(), "{text}");
        }
    }
}
