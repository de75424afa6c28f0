//! Quotation marks and apostrophes as printers set them, where an editor typed straight ones.
//!
//! Only what readers read as prose is set: never words quoted from a source, addresses, code or data.

/// The marks around quoted words by the language of the text (CLDR, `quotationStart` and `quotationEnd`).
fn marks(language: &str) -> (&'static str, &'static str) {
    match language.split('-').next().unwrap_or_default() {
        "fr" => ("«\u{a0}", "\u{a0}»"),
        "de" => ("„", "“"),
        "ar" | "es" => ("«", "»"),
        _ => ("“", "”"),
    }
}

/// A piece of a text, set; `before` is the character that stands before it, if one does.
pub(crate) fn set(piece: &str, language: &str, before: Option<char>) -> String {
    if !piece.contains(['\'', '"']) {
        return piece.to_owned();
    }
    let (open, close) = marks(language);
    let mut out = String::with_capacity(piece.len() + 8);
    let mut before = before;
    let mut rest = piece.chars().peekable();
    while let Some(one) = rest.next() {
        let next = rest.peek().copied();
        let starts = before.is_none_or(|before| {
            before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '/')
        });
        match one {
            // A mark of feet, minutes or inches stands behind a digit and before no letter.
            '\'' | '"'
                if before.is_some_and(|before| before.is_ascii_digit())
                    && !next.is_some_and(char::is_alphabetic) =>
            {
                out.push(one);
            }
            '"' if starts && next.is_some_and(|next| !next.is_whitespace()) => out.push_str(open),
            '"' => out.push_str(close),
            '\'' if starts && next.is_some_and(char::is_alphabetic) => out.push('‘'),
            '\'' => out.push('’'),
            other => out.push(other),
        }
        before = Some(one);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::set;

    #[test]
    fn straight_marks_are_set_by_language_and_place() {
        for (language, typed, printed) in [
            ("en", "Iran's \"axis\" (\"so\")", "Iran’s “axis” (“so”)"),
            ("en", "the states' own", "the states’ own"),
            ("en", "'tis \"said\"", "‘tis “said”"),
            ("en", "a 5' 3\" wall", "a 5' 3\" wall"),
            ("en", "the 1990's", "the 1990’s"),
            ("fr", "l'Iran \"dit\"", "l’Iran «\u{a0}dit\u{a0}»"),
            ("de-AT", "das \"Wort\"", "das „Wort“"),
            ("en", "“already” ‘set’", "“already” ‘set’"),
            ("en", "\"", "”"),
            ("", "", ""),
        ] {
            assert_eq!(set(typed, language, None), printed, "{typed}");
        }
        assert_eq!(set("\" he", "en", Some('x')), "” he");
    }

    #[test]
    fn what_is_set_is_not_set_again() {
        let once = set("\"Iran's\" 5' 'x'", "en", None);
        assert_eq!(set(&once, "en", None), once);
    }
}
