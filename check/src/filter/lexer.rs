//! The tokens of a filter, with their positions.

use std::fmt;
use std::iter::{Enumerate, Peekable};
use std::str::Chars;

use super::error::FilterError;

/// One word and where it starts, in code points from 0.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) position: usize,
    pub(super) word: Word,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Word {
    And,
    Or,
    Not,
    Open,
    Close,
    Comma,
    Operator(&'static str),
    Text(Written),
}

/// A word that is a field, a function or a value.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) text: String,
    /// Whether it stands in quotation marks.
    pub(super) quoted: bool,
    /// Where in the text a `*` stands that was not escaped, in bytes.
    pub(super) stars: Vec<usize>,
}

impl Written {
    fn push(&mut self, character: char) {
        if character == '*' {
            self.stars.push(self.text.len());
        }
        self.text.push(character);
    }
}

impl fmt::Display for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::And => "AND",
            Self::Or => "OR",
            Self::Not => "NOT",
            Self::Open => "(",
            Self::Close => ")",
            Self::Comma => ",",
            Self::Operator(symbol) => symbol,
            Self::Text(text) => &text.text,
        })
    }
}

/// The characters of a filter, with their places.
type Characters<'t> = Peekable<Enumerate<Chars<'t>>>;

/// Cuts a filter into words.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, FilterError> {
    let mut characters = text.chars().enumerate().peekable();
    let mut tokens: Vec<Token> = Vec::new();
    while let Some((position, character)) = characters.next() {
        let wanted = match tokens.last().map(|token| &token.word) {
            Some(Word::Operator(_) | Word::Comma) => Wanted::Value,
            _ => Wanted::Anything,
        };
        let next = characters.peek().map(|(_, next)| *next);
        let word = match character {
            _ if character.is_whitespace() => continue,
            '(' => Word::Open,
            ')' => Word::Close,
            ',' => Word::Comma,
            '-' if !starts_value(next, wanted) => Word::Not,
            '=' => Word::Operator("="),
            ':' => Word::Operator(":"),
            '<' | '>' | '!' => comparison(&mut characters, (position, character))?,
            '"' | '\'' => quoted(&mut characters, (position, character))?,
            _ => plain(&mut characters, character, wanted),
        };
        tokens.push(Token { position, word });
    }
    Ok(tokens)
}

/// What may stand next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Behind an operator or a comma: a value.
    Value,
    Anything,
}

/// Whether a `-` with this behind it begins a value, such as `-2.4`, and negates no condition.
fn starts_value(next: Option<char>, wanted: Wanted) -> bool {
    match next {
        Some(next) if next.is_ascii_digit() => true,
        Some(next) => wanted == Wanted::Value && is_plain(next),
        None => false,
    }
}

/// An operator that may have a `=` behind it.
fn comparison(
    characters: &mut Characters<'_>,
    (position, first): (usize, char),
) -> Result<Word, FilterError> {
    let equal = characters.next_if(|(_, next)| *next == '=').is_some();
    Ok(Word::Operator(match (first, equal) {
        ('<', false) => "<",
        ('<', true) => "<=",
        ('>', false) => ">",
        ('>', true) => ">=",
        (_, true) => "!=",
        (_, false) => {
            let message = "expected `!=`, found `!`".to_owned();
            return Err(FilterError { position, message });
        }
    }))
}

/// A text up to the same quotation mark again. A backslash takes the meaning from the mark, from `*`
/// and from itself.
fn quoted(
    characters: &mut Characters<'_>,
    (position, mark): (usize, char),
) -> Result<Word, FilterError> {
    let mut text = Written {
        quoted: true,
        ..Written::default()
    };
    loop {
        match characters.next() {
            Some((_, end)) if end == mark => return Ok(Word::Text(text)),
            Some((position, '\\')) => {
                let escaped = characters.next().map(|(_, escaped)| escaped);
                let Some(escaped @ ('"' | '\'' | '*' | '\\')) = escaped else {
                    let message =
                        "a backslash is only allowed before `\"`, `'`, `*` or `\\`".to_owned();
                    return Err(FilterError { position, message });
                };
                text.text.push(escaped);
            }
            Some((_, inner)) => text.push(inner),
            None => {
                let message = "the quotation mark is never closed".to_owned();
                return Err(FilterError { position, message });
            }
        }
    }
}

fn is_plain(character: char) -> bool {
    !character.is_whitespace() && !"()=:<>!\"',".contains(character)
}

/// A word without quotation marks. A value that begins with a digit runs over colons, so that
/// moments such as `2024-06-19T12:00:00Z` need no marks.
fn plain(characters: &mut Characters<'_>, first: char, wanted: Wanted) -> Word {
    let mut text = Written::default();
    text.push(first);
    let moment = wanted == Wanted::Value && first.is_ascii_digit();
    let inside = |next: char| is_plain(next) || moment && next == ':';
    while let Some((_, next)) = characters.next_if(|(_, next)| inside(*next)) {
        text.push(next);
    }
    match text.text.as_str() {
        "AND" => Word::And,
        "OR" => Word::Or,
        "NOT" => Word::Not,
        _ => Word::Text(text),
    }
}
