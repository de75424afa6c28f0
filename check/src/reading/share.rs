//! Words for all of some things, and for a part of them: "every" and "half".

use super::Reader;
use super::clause::folded;
use super::tables::tables;

/// The words of one language for how much of something is meant, folded.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    /// Words for all: "every".
    pub(crate) whole: Vec<String>,
    /// Words for less than all: "some".
    pub(crate) part: Vec<String>,
    /// Words beside which "all" is less than all, or all of others: "almost", "except", "who".
    pub(crate) hedge: Vec<String>,
}

impl Shares {
    fn parse(text: &str) -> Self {
        let mut table = Self::default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (key, list) in lines.filter_map(|line| line.split_once(':')) {
            let words = list.split(',').flat_map(folded);
            match key {
                "whole" => table.whole.extend(words),
                "part" => table.part.extend(words),
                _ => table.hedge.extend(words),
            }
        }
        table
    }
}

tables!(
    /// The words of a language; nothing for one without a table.
    shares_of: Shares, "share.txt", Arabic "ar", English "en", French "fr", German "de", Spanish "es"
);

impl Reader {
    /// The words for all and for a part. Nothing in languages without tables.
    pub(crate) fn shares(self) -> Option<&'static Shares> {
        shares_of(self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_words_for_all_and_others_for_a_part() {
        for language in ["en", "fr", "de", "es", "ar"] {
            let table = Reader::new(language).shares().expect("a table");
            let Shares { whole, part, hedge } = table;
            let sides = [whole, part, hedge];
            assert!(sides.iter().all(|side| side.len() >= 3), "{language}");
            let is_twice = |word: &String| part.contains(word) || hedge.contains(word);
            assert!(!whole.iter().any(is_twice), "{language}");
        }
        assert!(Reader::new("nl").shares().is_none());
    }
}
