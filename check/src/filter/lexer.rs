//! The words of a filter, with their places.

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
    Operator(String),
    Text { text: String, quoted: bool },
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
            Self::Operator(text) | Self::Text { text, .. } => text,
        })
    }
}

/// The characters of a filter, with their places.
type Characters<'t> = Peekable<Enumerate<Chars<'t>>>;

/// Cuts a filter into words.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, FilterError> {
    let mut characters = text.chars().enumerate().peekable();
    let mut tokens = Vec::new();
    while let Some((position, character)) = characters.next() {
        let word = match character {
            _ if character.is_whitespace() => continue,
            '(' => Word::Open,
            ')' => Word::Close,
            ',' => Word::Comma,
            '-' => Word::Not,
            '=' | ':' => Word::Operator(character.to_string()),
            '<' | '>' | '!' => comparison(&mut characters, (position, character))?,
            '"' | '\'' => quoted(&mut characters, (position, character))?,
            _ => plain(&mut characters, character),
        };
        tokens.push(Token { position, word });
    }
    Ok(tokens)
}

/// An operator that may have a `=` behind it.
fn comparison(
    characters: &mut Characters<'_>,
    (position, first): (usize, char),
) -> Result<Word, FilterError> {
    let equal = characters.next_if(|(_, next)| *next == '=').is_some();
    if first == '!' && !equal {
        let message = "expected `!=`, found `!`".to_owned();
        return Err(FilterError { position, message });
    }
    let end = if equal { "=" } else { "" };
    Ok(Word::Operator(format!("{first}{end}")))
}

/// A text up to the same quotation mark again.
fn quoted(
    characters: &mut Characters<'_>,
    (position, mark): (usize, char),
) -> Result<Word, FilterError> {
    let mut text = String::new();
    loop {
        match characters.next() {
            Some((_, end)) if end == mark => return Ok(Word::Text { text, quoted: true }),
            Some((_, inner)) => text.push(inner),
            None => {
                let message = "the quotation mark is never closed".to_owned();
                return Err(FilterError { position, message });
            }
        }
    }
}

/// A word without quotation marks.
fn plain(characters: &mut Characters<'_>, first: char) -> Word {
    let mut text = first.to_string();
    let inside = |c: char| !c.is_whitespace() && !"()=:<>!\"',".contains(c);
    while let Some((_, next)) = characters.next_if(|(_, next)| inside(*next)) {
        text.push(next);
    }
    match text.as_str() {
        "AND" => Word::And,
        "OR" => Word::Or,
        "NOT" => Word::Not,
        _ => Word::Text {
            text,
            quoted: false,
        },
    }
}
