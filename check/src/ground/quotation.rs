//! Are these words there, whatever marks a typesetter chose?

use std::ops::Range;

/// A text whose quotation marks, apostrophes, dashes and spaces are one of each kind, with the way back.
#[derive(Clone, Debug, Default)]
pub(super) struct Typeset {
    text: String,
    /// For each byte of `text`, the byte of the original where its character starts; one more for the
    /// end.
    origins: Vec<usize>,
}

/// What a character is compared as.
fn plain(character: char) -> char {
    match character {
        '“' | '”' | '„' | '‟' | '«' | '»' | '〝' | '〞' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | 'ʼ' | '′' | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        character if character.is_whitespace() => ' ',
        character => character,
    }
}

/// Whether a character is not seen: soft hyphens, joiners, marks of direction.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

impl Typeset {
    /// Reads a text that is in NFC, as every document is.
    pub(super) fn new(text: &str) -> Self {
        let mut set = Self::default();
        for (at, character) in text.char_indices() {
            if is_unseen(character) {
                continue;
            }
            let character = plain(character);
            if character == ' ' && set.text.ends_with(' ') {
                continue;
            }
            set.text.push(character);
            set.origins.resize(set.text.len(), at);
        }
        set.origins.push(text.len());
        set
    }

    /// Where words stand in the original text, as whole words. The first letter may be a capital or
    /// not, because a sentence that begins with a quotation changes it.
    pub(super) fn find(&self, words: &str) -> Vec<Range<usize>> {
        let words = Self::new(words.trim()).text;
        let mut letters = words.chars();
        let Some(first) = letters.next() else {
            return Vec::new();
        };
        let other = if first.is_uppercase() {
            first.to_lowercase().to_string()
        } else {
            first.to_uppercase().to_string()
        };
        let other = other + letters.as_str();
        let mut found: Vec<Range<usize>> = self.places(&words).collect();
        if other != words {
            found.extend(self.places(&other));
        }
        found.sort_by_key(|range| range.start);
        found
    }

    fn places<'s>(&'s self, words: &'s str) -> impl Iterator<Item = Range<usize>> + 's {
        let whole = |at: usize| {
            let before = self.text.get(..at)?.chars().next_back();
            let after = self.text.get(at + words.len()..)?.chars().next();
            let (start, end) = (words.chars().next(), words.chars().next_back());
            let parted = |left: Option<char>, right: Option<char>| {
                !(left.is_some_and(char::is_alphanumeric)
                    && right.is_some_and(char::is_alphanumeric))
            };
            (parted(before, start) && parted(end, after)).then_some(())
        };
        self.text.match_indices(words).filter_map(move |(at, _)| {
            whole(at)?;
            let origin = |at: usize| self.origins.get(at).copied();
            Some(origin(at)?..origin(at + words.len())?)
        })
    }
}

/// The pieces of quoted words between gaps, which are written as `…`, `...` or `[…]`.
pub(super) fn pieces(words: &str) -> Vec<String> {
    let words = words.replace("[...]", "…").replace("[…]", "…");
    let words = words.replace("(...)", "…").replace("(…)", "…");
    let words = words.replace("...", "…");
    let pieces = words.split('…').map(|piece| {
        piece.trim_matches(|character: char| {
            character.is_whitespace() || "“”„‟«»\"‘’‚‛‹›'".contains(character)
        })
    });
    pieces
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_the_marks_and_never_almost() {
        let text = "He said: “It’s a  full\u{a0}–\u{ad}stop year”, no more.";
        for (words, expected) in [
            (
                "It's a full -stop year",
                Some("It’s a  full\u{a0}–\u{ad}stop year"),
            ),
            ("it’s a full", Some("It’s a  full")),
            ("full", Some("full")),
            ("ful", None),
            ("It's a fuller", None),
            ("IT'S", None),
            ("", None),
        ] {
            let set = Typeset::new(text);
            let found = set.find(words);
            let found: Vec<&str> = found
                .into_iter()
                .filter_map(|range| text.get(range))
                .collect();
            assert_eq!(found.first().copied(), expected, "{words}");
        }
    }

    #[test]
    fn gaps_part_pieces() {
        assert_eq!(
            pieces("“one two … three [...] four”"),
            ["one two", "three", "four"]
        );
        assert_eq!(pieces("one"), ["one"]);
        assert_eq!(pieces(" … "), Vec::<String>::new());
    }

    proptest::proptest! {
        #[test]
        fn every_word_of_a_text_is_found(text in "[a-cé “”’–\u{ad}]{1,30}") {
            let set = Typeset::new(&text);
            for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
                // A soft hyphen is not seen, and joins.
                if !text.contains('\u{ad}') {
                    assert!(!set.find(word).is_empty(), "{word} in {text}");
                }
            }
        }
    }
}
