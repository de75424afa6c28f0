//! The words of a filter, with their places.

use std::fmt;

use crate::error::ServiceError;

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
            Self::Operator(text) | Self::Text { text, .. } => text,
        })
    }
}

/// Cuts a filter into words.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, ServiceError> {
    let mut characters = text.chars().enumerate().peekable();
    let mut tokens = Vec::new();
    while let Some((position, character)) = characters.next() {
        let word = match character {
            _ if character.is_whitespace() => continue,
            '(' => Word::Open,
            ')' => Word::Close,
            '-' => Word::Not,
            '=' | ':' => Word::Operator(character.to_string()),
            '<' | '>' | '!' => {
                let equal = characters.next_if(|(_, next)| *next == '=').is_some();
                if character == '!' && !equal {
                    let message = "expected `!=`, found `!`".to_owned();
                    return Err(ServiceError::InvalidFilter { position, message });
                }
                let end = if equal { "=" } else { "" };
                Word::Operator(format!("{character}{end}"))
            }
            '"' | '\'' => {
                let mut text = String::new();
                loop {
                    match characters.next() {
                        Some((_, end)) if end == character => break,
                        Some((_, inner)) => text.push(inner),
                        None => {
                            let message = "the quotation mark is never closed".to_owned();
                            return Err(ServiceError::InvalidFilter { position, message });
                        }
                    }
                }
                Word::Text { text, quoted: true }
            }
            _ => {
                let mut text = character.to_string();
                let plain = |c: char| !c.is_whitespace() && !"()=:<>!\"'".contains(c);
                while let Some((_, next)) = characters.next_if(|(_, next)| plain(*next)) {
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
        };
        tokens.push(Token { position, word });
    }
    Ok(tokens)
}
