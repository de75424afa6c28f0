//! Quotation marks and apostrophes as printers set them, where an editor typed straight ones.
//!
//! Only what readers read as prose is set: never words quoted from a source, addresses, code or data.

/// Quotation marks of a language: double ones, and single ones within them (CLDR, `quotationStart` and the
/// like).
#[derive(Clone, Copy, Debug)]
struct Marks {
    double: [&'static str; 2],
    single: [&'static str; 2],
}

fn marks(language: &str) -> Marks {
    let (double, single) = match language.split('-').next().unwrap_or_default() {
        "fr" => (["«\u{a0}", "\u{a0}»"], ["‘", "’"]),
        "de" => (["„", "“"], ["‚", "‘"]),
        "ar" | "es" => (["«", "»"], ["‘", "’"]),
        _ => (["“", "”"], ["‘", "’"]),
    };
    Marks { double, single }
}

/// Sets a text that comes in pieces, as links and emphasis part it.
#[derive(Debug)]
pub(crate) struct Typesetter {
    marks: Marks,
    /// Whether a double, and a single, quotation mark is open.
    open: [bool; 2],
    /// The last character of the line.
    before: Option<char>,
}

impl Typesetter {
    /// Sets texts of a language.
    pub(crate) fn new(language: &str) -> Self {
        Self {
            marks: marks(language),
            open: [false; 2],
            before: None,
        }
    }

    /// A paragraph, heading or cell begins; no quotation goes on from the one before.
    pub(crate) fn begin(&mut self) {
        self.open = [false; 2];
        self.before = None;
    }

    /// Something stands in the line that is not set: code, a line break.
    pub(crate) fn pass(&mut self, unset: &str) {
        self.before = unset.chars().last();
    }

    /// A piece of the text, set.
    pub(crate) fn set(&mut self, piece: &str) -> String {
        let mut out = String::with_capacity(piece.len() + 8);
        let mut rest = piece.chars();
        while let Some(character) = rest.next() {
            match character {
                '"' => out.push_str(self.double(rest.as_str())),
                '\'' => out.push_str(self.single(rest.as_str())),
                other => out.push(other),
            }
            self.before = Some(character);
        }
        out
    }

    fn double(&mut self, rest: &str) -> &'static str {
        let [open, _] = &mut self.open;
        let [opening, closing] = self.marks.double;
        if std::mem::take(open) {
            return closing;
        }
        let after_word = self.before.is_some_and(char::is_alphanumeric);
        let before_word = rest.starts_with(char::is_alphanumeric);
        match self.before {
            // Inches, seconds.
            Some(one) if one.is_ascii_digit() && !before_word => "\"",
            // Its partner is missing.
            Some(_) if after_word && !before_word && !rest.is_empty() => closing,
            _ => {
                *open = true;
                opening
            }
        }
    }

    fn single(&mut self, rest: &str) -> &'static str {
        let [_, open] = &mut self.open;
        let [opening, closing] = self.marks.single;
        let before_word = rest.starts_with(char::is_alphanumeric);
        if *open && !before_word {
            *open = false;
            return closing;
        }
        match self.before {
            // Feet, minutes; but "the 1990's".
            Some(one) if one.is_ascii_digit() && !before_word => "'",
            Some(one) if !one.is_whitespace() && !"([\"«“„—–/".contains(one) => "’",
            // A quotation ends somewhere; "'tis" does not.
            _ if before_word && ends_single(rest) => {
                *open = true;
                opening
            }
            _ => "’",
        }
    }
}

/// Whether a single quotation mark stands behind a word and before none.
fn ends_single(rest: &str) -> bool {
    let mut before = ' ';
    let mut rest = rest.chars().peekable();
    while let Some(character) = rest.next() {
        let next = rest.peek();
        if character == '\''
            && !before.is_whitespace()
            && !next.is_some_and(|character| character.is_alphanumeric())
        {
            return true;
        }
        before = character;
    }
    false
}

/// A whole text, set.
pub(crate) fn set(text: &str, language: &str) -> String {
    if text.contains(['\'', '"']) {
        Typesetter::new(language).set(text)
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Typesetter, set};

    #[test]
    fn straight_marks_are_set_by_language_and_place() {
        for (language, typed, printed) in [
            ("en", "Iran's \"axis\" (\"so\")", "Iran’s “axis” (“so”)"),
            ("en", "the states' own", "the states’ own"),
            ("en", "'tis \"said\"", "’tis “said”"),
            ("en", "he said 'no' twice", "he said ‘no’ twice"),
            ("en", "\"'Yes,' he said\"", "“‘Yes,’ he said”"),
            ("en", "a 5' 3\" wall", "a 5' 3\" wall"),
            (
                "en",
                "\"Agenda 2030\" and \"2030\"",
                "“Agenda 2030” and “2030”",
            ),
            ("en", "the 1990's", "the 1990’s"),
            ("en", "non-\"Western\" states", "non-“Western” states"),
            ("fr", "l'Iran \"dit\"", "l’Iran «\u{a0}dit\u{a0}»"),
            ("fr", "l'\"axe\"", "l’«\u{a0}axe\u{a0}»"),
            ("de-AT", "das \"Wort\"", "das „Wort“"),
            ("de", "das 'Wort'", "das ‚Wort‘"),
            ("en", "“already” ‘set’", "“already” ‘set’"),
            ("en", "lost\" and", "lost” and"),
            ("", "", ""),
        ] {
            assert_eq!(set(typed, language), printed, "{typed}");
        }
    }

    #[test]
    fn a_quotation_goes_on_across_pieces_and_ends_with_its_block() {
        let mut typesetter = Typesetter::new("en");
        let pieces = ["He called it \"", "a blue road", "\"."];
        let set: String = pieces.map(|piece| typesetter.set(piece)).concat();
        assert_eq!(set, "He called it “a blue road”.");
        typesetter.set("\"never closed");
        typesetter.begin();
        assert_eq!(typesetter.set("\"So\""), "“So”");
    }

    #[test]
    fn what_is_set_is_not_set_again() {
        let once = set("\"Iran's\" 5' 'x'", "en");
        assert_eq!(set(&once, "en"), once);
    }
}
