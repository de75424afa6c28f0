//! Words that part clauses from each other, and words behind a figure that say which way it differs.

use super::tables::tables;
use super::{Cue, Reader, tokens};

/// The words of one language, folded.
#[derive(Debug, Default)]
pub(crate) struct ClauseWords {
    parting: Vec<String>,
    parting_verbs: Vec<String>,
    joining: Vec<String>,
    behind: Vec<(Vec<String>, Cue)>,
    than: Vec<String>,
    aside: Vec<String>,
}

impl ClauseWords {
    fn parse(text: &str) -> Self {
        let mut words = Self::default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (key, phrases) in lines.filter_map(|line| line.split_once(':')) {
            let phrases = phrases.split(',').map(folded);
            match key {
                "parting" => words.parting = phrases.flatten().collect(),
                "parting-verbs" => words.parting_verbs = phrases.flatten().collect(),
                "joining" => words.joining = phrases.flatten().collect(),
                "up" => words.behind.extend(phrases.map(|phrase| (phrase, Cue::Up))),
                "down" => words
                    .behind
                    .extend(phrases.map(|phrase| (phrase, Cue::Down))),
                "than" => words.than = phrases.flatten().collect(),
                "aside" => words.aside = phrases.flatten().collect(),
                _ => {}
            }
        }
        words
    }

    /// Whether a word parts two clauses that may tell of two figures: "whereas".
    pub(crate) fn parts(&self, word: &str) -> bool {
        has(&self.parting, word)
    }

    /// Whether a word does so where a verb of direction follows: "after wages rose", but not "after a good
    /// year".
    pub(crate) fn parts_before_verbs(&self, word: &str) -> bool {
        has(&self.parting_verbs, word)
    }

    /// Whether a word joins two clauses, or two figures: "and".
    pub(crate) fn joins(&self, word: &str) -> bool {
        has(&self.joining, word)
    }

    /// Whether a word leads to what something is compared with: "than".
    pub(crate) fn is_than(&self, word: &str) -> bool {
        has(&self.than, word)
    }

    /// Whether a word begins a clause about something else: "its fare, which had risen, by 10%".
    pub(crate) fn is_aside(&self, word: &str) -> bool {
        has(&self.aside, word)
    }

    /// What the words right behind an amount say of its way, and how many they are: "10% more".
    pub(crate) fn behind(&self, words: &[&str]) -> Option<(Cue, usize)> {
        let is_there = |phrase: &[String]| {
            words.len() >= phrase.len() && phrase.iter().zip(words).all(|(text, word)| text == word)
        };
        let found = self.behind.iter().find(|(phrase, _)| is_there(phrase))?;
        Some((found.1, found.0.len()))
    }
}

fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|token| token == word)
}

/// The words of a phrase as those of a text are compared.
pub(super) fn folded(phrase: &str) -> Vec<String> {
    let words = tokens(phrase.trim()).into_iter();
    words.map(|token| token.text).collect()
}

tables!(
    /// The words of a language; nothing for one without a table.
    words_of: ClauseWords, "clause.txt", Arabic "ar", English "en", French "fr", German "de", Spanish "es"
);

impl Reader {
    /// The words of clauses. Nothing in a language without a table.
    pub(crate) fn clause_words(self) -> Option<&'static ClauseWords> {
        words_of(self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_words() {
        for (language, parting, behind, way) in [
            ("en", "whereas", &["more"][..], Cue::Up),
            ("de", "wahrend", &["gunstiger"], Cue::Down),
            ("fr", "tandis", &["de", "moins"], Cue::Down),
            ("es", "aunque", &["mas"], Cue::Up),
            ("ar", "بينما", &["اقل"], Cue::Down),
        ] {
            let words = Reader::new(language).clause_words().expect("a table");
            assert!(words.parts(parting), "{language}");
            assert_eq!(words.behind(behind), Some((way, behind.len())));
            assert_eq!(words.behind(&[parting]), None);
        }
        assert!(Reader::new("nl").clause_words().is_none());
    }
}
