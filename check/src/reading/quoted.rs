//! Which words are between quotation marks?
//!
//! Marks are paired by kind, whatever the language, because papers mix them: German news is printed with
//! German, English and French marks. An unclosed opening mark quotes to the end of the block, as in a
//! quotation that continues in the next paragraph.

use std::ops::Range;

use super::Reader;

/// The marks that close what a mark opens.
fn closing(open: char) -> Option<&'static [char]> {
    Some(match open {
        '“' => &['”', '“'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '"' => &['"'],
        '‘' => &['’'],
        '‚' => &['‘', '’'],
        '‹' => &['›'],
        '›' => &['‹', '›'],
        '「' => &['」'],
        '『' => &['』'],
        '〝' => &['〞'],
        _ => return None,
    })
}

/// Whether an apostrophe closes a quotation: no letter follows, as in `don’t`.
fn closes(character: char, next: Option<char>) -> bool {
    character != '’' || !next.is_some_and(char::is_alphanumeric)
}

/// Whether a mark opens a quotation within one of the same kind: `“a “b” c”`. A straight mark closes.
fn opens_within(character: char, before: Option<char>, next: Option<char>) -> bool {
    character != '"'
        && before.is_some_and(char::is_whitespace)
        && next.is_some_and(char::is_alphanumeric)
}

impl Reader {
    /// What is between quotation marks in a block of text, without the marks, in order. A quotation
    /// within another is a part of it.
    pub fn quoted(self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut open: Option<(usize, char, &'static [char])> = None;
        // How many marks of the same kind are open within it.
        let mut depth = 0_usize;
        let mut before: Option<char> = None;
        let mut rest = text.char_indices().peekable();
        while let Some((at, character)) = rest.next() {
            let next = rest.peek().map(|(_, next)| *next);
            match open {
                Some((_, mark, _))
                    if character == mark && opens_within(character, before, next) =>
                {
                    depth += 1;
                }
                Some((_, _, ends)) if depth > 0 && ends.contains(&character) => depth -= 1,
                Some((start, _, ends)) if ends.contains(&character) && closes(character, next) => {
                    found.push(start..at);
                    open = None;
                }
                // An opening apostrophe stands before a word, and not within one.
                None if character != '‘' || !before.is_some_and(char::is_alphanumeric) => {
                    open =
                        closing(character).map(|ends| (at + character.len_utf8(), character, ends));
                }
                _ => {}
            }
            before = Some(character);
        }
        if let Some((start, _, ends)) = open
            && !ends.contains(&'’')
        {
            found.push(start..text.len());
        }
        found.retain(|range| !range.is_empty());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_paired_by_kind() {
        for (text, expected) in [
            ("He said “yes” and \"no\".", &["yes", "no"][..]),
            ("Er sagte: „Ja“, und »nein«.", &["Ja", "nein"]),
            ("Il a dit « oui » et ‹ non ›.", &[" oui ", " non "]),
            ("It’s ‘fine’, they don’t say.", &["fine"]),
            ("二番目です！「本当？」と言った。", &["本当？"]),
            ("قال «نعم» ثم ذهب.", &["نعم"]),
            ("“It goes on", &["It goes on"]),
            ("the boys’ club", &[]),
            ("“A “b” c,” she said. “D”", &["A “b” c,", "D"]),
            ("“” empty", &[]),
        ] {
            let found: Vec<&str> = Reader::new("en")
                .quoted(text)
                .into_iter()
                .filter_map(|range| text.get(range))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn places_are_on_characters_and_in_order(text in "[a“”„«»\"‘’ é]{0,30}") {
            let mut at = 0;
            for range in Reader::new("de").quoted(&text) {
                assert!(range.start >= at && text.get(range.clone()).is_some());
                at = range.end;
            }
        }
    }
}
