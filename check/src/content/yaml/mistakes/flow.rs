//! Mistakes in values in brackets or braces, which YAML calls flow collections.

use super::entry::{Mistake, entry};

/// A bracket or brace that begins a value and is not closed where the next key stands.
pub(super) fn unclosed(text: &str, stopped: usize) -> Option<(usize, Mistake)> {
    let mut open: Vec<(usize, usize, char)> = Vec::new();
    let mut outer = 0;
    for (number, line) in (1..).zip(text.lines()) {
        let indent = line
            .chars()
            .take_while(|character| *character == ' ')
            .count();
        let start = if open.is_empty() {
            outer = indent;
            flow_start(line)
        } else if entry(line).is_some() && indent <= outer {
            break;
        } else {
            Some(0)
        };
        if open.is_empty() && number > stopped {
            break;
        }
        for (at, bracket) in start.map_or_else(Vec::new, |start| brackets(line, start)) {
            if matches!(bracket, '{' | '[') {
                open.push((number, at, bracket));
            } else {
                open.pop();
            }
        }
    }
    let (line, start, bracket) = open.pop()?;
    let written = text.lines().nth(line - 1)?;
    if let Some(quote) = open_quote(written, start) {
        return Some((line, not_closed(quote)));
    }
    if let Some(comment) = comment(written, start) {
        let mistake = Mistake {
            start: comment,
            length: 1,
            message: format!(
                "not YAML: `#` begins a comment, and `{bracket}` is not closed before it"
            ),
            hint: "put double quotes around a text with ` #`".to_owned(),
        };
        return Some((line, mistake));
    }
    let closing = if bracket == '{' { '}' } else { ']' };
    let mistake = Mistake {
        start,
        length: 1,
        message: format!("not YAML: `{bracket}` is not closed"),
        hint: format!("write `{closing}` where it ends"),
    };
    Some((line, mistake))
}

/// A quotation mark after which the text has no end.
pub(super) fn not_closed(start: usize) -> Mistake {
    Mistake {
        start,
        length: 1,
        message: "not YAML: this quotation mark is not closed".to_owned(),
        hint: "write the same mark where the text ends".to_owned(),
    }
}

/// Quotation marks as a line is read: one opens where a value begins, and is a letter anywhere else.
struct Quotes {
    /// The mark that is open, and where it is.
    open: Option<(usize, char)>,
    /// Whether a value may begin here.
    at_start: bool,
}

impl Quotes {
    const fn new() -> Self {
        Self {
            open: None,
            at_start: true,
        }
    }

    /// Takes in a character. Returns whether it is in no quotation marks.
    fn enter(&mut self, at: usize, character: char) -> bool {
        match self.open {
            Some((_, mark)) if mark == character => self.open = None,
            Some(_) => {}
            None if self.at_start && matches!(character, '"' | '\'') => {
                self.open = Some((at, character));
            }
            None => {
                let begins = matches!(character, '[' | '{' | ',' | ':');
                self.at_start = begins || self.at_start && character.is_whitespace();
            }
        }
        self.open.is_none()
    }
}

/// The quotation mark that is open where a line ends, looked for from a character on.
fn open_quote(line: &str, start: usize) -> Option<usize> {
    let mut quotes = Quotes::new();
    for (at, character) in line.chars().enumerate().skip(start) {
        quotes.enter(at, character);
    }
    quotes.open.map(|(at, _)| at)
}

/// The characters of a line from one on that are in no quotation marks.
fn unquoted(line: &str, start: usize) -> impl Iterator<Item = (usize, char)> {
    let mut quotes = Quotes::new();
    let characters = line.chars().enumerate().skip(start);
    characters.filter(move |(at, character)| quotes.enter(*at, *character))
}

/// Where a comment begins in a line, looked for from a character on.
fn comment(line: &str, start: usize) -> Option<usize> {
    let mut before = None;
    unquoted(line, start).find_map(|(at, character)| {
        let follows_blank = before.replace(character).is_some_and(char::is_whitespace);
        (character == '#' && follows_blank).then_some(at)
    })
}

/// The brackets and braces of a line from a character on, but for those in quotation marks and comments.
fn brackets(line: &str, start: usize) -> Vec<(usize, char)> {
    let end = comment(line, start).unwrap_or(usize::MAX);
    unquoted(line, start)
        .filter(|(at, character)| *at < end && matches!(character, '{' | '[' | '}' | ']'))
        .collect()
}

/// Where the words begin that stand right before a place, as a value; nothing where none do.
fn value_before(characters: &[char], at: usize) -> Option<usize> {
    let before = characters.get(..at)?;
    let is_end = |character: &char| matches!(character, ',' | '{' | '[' | '}' | ']' | '"' | '\'');
    let first = before.iter().rposition(is_end).map_or(0, |end| end + 1);
    let text: String = before.get(first..)?.iter().collect();
    let key = text.find(": ").map_or(0, |colon| {
        text.get(..colon + 2).map_or(0, |key| key.chars().count())
    });
    let said: String = text.chars().skip(key).collect();
    let blank = said
        .chars()
        .take_while(|character| character.is_whitespace())
        .count();
    let is_item = said.trim() == "-" || said.trim().is_empty() || said.trim().ends_with(':');
    (!is_item).then_some(first + key + blank)
}

/// Words in a value in brackets or braces that go on with a brace, which begins a value of its own there:
/// `{quantity: 3700 {drone}}`.
pub(super) fn inner_brace(line: &str) -> Option<Mistake> {
    let start = flow_start(line).or_else(|| line.starts_with(' ').then_some(0))?;
    let characters: Vec<char> = line.chars().collect();
    let brackets = brackets(line, start).into_iter();
    let mut inner = brackets.filter(|(at, bracket)| *bracket == '{' && *at > start);
    let (brace, first) = inner.find_map(|(at, _)| Some((at, value_before(&characters, at)?)))?;
    let is_end = |character: &char| matches!(character, '}' | ',' | ']');
    let behind = characters.get(brace..)?.iter().position(is_end);
    let end = brace + behind.map_or(characters.len() - brace, |end| end + 1);
    let value: String = characters.get(first..end)?.iter().collect();
    Some(Mistake {
        start: first,
        length: end - first,
        message: "not YAML: within braces or brackets, `{` begins a value of its own".to_owned(),
        hint: format!("quote the value: `\"{value}\"`"),
    })
}

/// The character at which a value in brackets or braces begins.
fn flow_start(line: &str) -> Option<usize> {
    let item = line.trim_start().trim_start_matches("- ");
    let start = entry(line).map_or_else(
        || line.chars().count() - item.chars().count(),
        |entry| entry.start,
    );
    let first = line.chars().nth(start)?;
    matches!(first, '{' | '[').then_some(start)
}
