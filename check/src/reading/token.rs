//! The pieces that readers of amounts, times and cues look at.

/// What kind of piece a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A run of letters and the marks on them.
    Word,
    /// A run of digits of one script.
    Digits,
    /// One character of any other kind: a sign or a mark of punctuation.
    Mark,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What kind of piece it is.
    pub kind: TokenKind,
    /// The piece as it is compared: folded (`dossier::words::fold`), digits as ASCII.
    pub text: String,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    /// Whether white space or the start of the text comes before it.
    pub spaced: bool,
}

/// Splits a text into tokens; white space is left out, and everything else belongs to one token.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = true;
    let mut run: Option<(TokenKind, usize)> = None;
    for (at, character) in text.char_indices() {
        let kind = kind_of(character, run.map(|(kind, _)| kind));
        if run.is_some_and(|(open, _)| kind != Some(open) || open == TokenKind::Mark) {
            close(&mut tokens, text, &mut run, (at, &mut spaced));
        }
        match kind {
            Some(kind) if run.is_none() => run = Some((kind, at)),
            Some(_) => {}
            None => spaced = true,
        }
    }
    close(&mut tokens, text, &mut run, (text.len(), &mut spaced));
    tokens
}

/// The kind of a character, or nothing for white space. A mark on a letter or digit belongs to it.
fn kind_of(character: char, open: Option<TokenKind>) -> Option<TokenKind> {
    if character.is_ascii_alphabetic()
        || matches!(character, '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}')
    {
        // Most characters, known without tables.
        Some(TokenKind::Word)
    } else if character.is_whitespace() {
        None
    } else if character.is_alphabetic() {
        Some(TokenKind::Word)
    } else if character.is_ascii_digit() || is_digit(character) {
        Some(TokenKind::Digits)
    } else if unicode_normalization::char::is_combining_mark(character) {
        open.or(Some(TokenKind::Mark))
    } else {
        Some(TokenKind::Mark)
    }
}

/// Whether a character is a decimal digit of a script other than Latin.
fn is_digit(character: char) -> bool {
    character.is_numeric()
        && dossier::words::fold(&character.to_string())
            .parse::<u8>()
            .is_ok()
}

/// Ends the open run at a place, if there is one.
fn close(
    tokens: &mut Vec<Token>,
    text: &str,
    run: &mut Option<(TokenKind, usize)>,
    (end, spaced): (usize, &mut bool),
) {
    let Some((kind, start)) = run.take() else {
        return;
    };
    let piece = text.get(start..end).unwrap_or_default();
    let text = match piece {
        // Typed for each other.
        "’" | "ʼ" | "‘" => "'".to_owned(),
        // Folding goes through the tables of Unicode, which say nothing else about ASCII.
        _ if piece.is_ascii() => piece.to_ascii_lowercase(),
        _ => dossier::words::fold(piece),
    };
    tokens.push(Token {
        kind,
        text,
        start,
        end,
        spaced: std::mem::take(spaced),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_digits_and_marks_keep_their_places() {
        let text = "£75m fell, ٣٠٠ Öl";
        let found: Vec<(&str, &str, bool)> = tokens(text)
            .iter()
            .map(|token| {
                let piece = text.get(token.start..token.end).unwrap_or_default();
                (piece, token.text.clone().leak() as &str, token.spaced)
            })
            .collect();
        let expected = [
            ("£", "£", true),
            ("75", "75", false),
            ("m", "m", false),
            ("fell", "fell", true),
            (",", ",", false),
            ("٣٠٠", "300", true),
            ("Öl", "ol", true),
        ];
        assert_eq!(found, expected);
    }

    proptest::proptest! {
        #[test]
        fn tokens_are_folded(text in "[ -~é½٣’ÖА]{0,40}") {
            for token in tokens(&text) {
                let piece = text.get(token.start..token.end).unwrap_or_default();
                if !matches!(piece, "’") {
                    assert_eq!(token.text, dossier::words::fold(piece));
                }
            }
        }

        #[test]
        fn everything_but_white_space_belongs_to_one_token(text in "\\PC{0,40}") {
            let tokens = tokens(&text);
            let mut at = 0;
            for token in &tokens {
                assert!(text.get(at..token.start).is_some_and(|gap| gap.chars().all(char::is_whitespace)));
                assert!(token.end > token.start);
                at = token.end;
            }
            assert!(text.get(at..).is_some_and(|gap| gap.chars().all(char::is_whitespace)));
        }
    }
}
