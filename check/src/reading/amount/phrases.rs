//! Finds words that belong together, such as `more than` or `quatre-vingts`, in a row of tokens.

use rustc_hash::FxHashMap;

use crate::reading::token::{Token, TokenKind, tokens};

/// Phrases with what they mean. A phrase is one token or several; hyphens in it do not count.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    /// By the first token; the longest phrase first.
    by_first: FxHashMap<String, Vec<(Vec<String>, T)>>,
    /// The bit that says of a word that one of these phrases begins with it; none as long as the
    /// lexicon is not whole.
    pub(super) mark: u64,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            by_first: FxHashMap::default(),
            mark: 0,
        }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase whose words are joined by `_`. Of two alike, the first one stays.
    pub(super) fn insert(&mut self, phrase: &str, meaning: T) {
        let mut words = phrase
            .split('_')
            .flat_map(tokens)
            .filter(|token| !is_hyphen(token) || phrase.chars().count() == 1)
            .map(|token| token.text);
        let Some(first) = words.next() else {
            return;
        };
        let rest: Vec<String> = words.collect();
        let phrases = self.by_first.entry(first).or_default();
        if phrases.iter().any(|(other, _)| *other == rest) {
            return;
        }
        let at = phrases.partition_point(|(other, _)| other.len() >= rest.len());
        phrases.insert(at, (rest, meaning));
    }

    /// Whether a phrase begins with a word.
    pub(super) fn starts(&self, word: &str) -> bool {
        self.by_first.contains_key(word)
    }

    /// The first words of all phrases.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.by_first.keys().map(String::as_str)
    }

    /// The longest phrase that begins with the word `first` at a token, and the token behind it.
    pub(super) fn find(&self, row: &[Token], at: usize, first: &str) -> Option<(&T, usize)> {
        let phrases = self.by_first.get(first)?;
        phrases
            .iter()
            .find_map(|(rest, meaning)| Some((meaning, behind(row, at + 1, rest)?)))
    }
}

/// The token behind words that stand at a token; a hyphen may stand before each.
fn behind(row: &[Token], mut at: usize, words: &[String]) -> Option<usize> {
    for word in words {
        let token = row.get(at)?;
        if token.text == *word {
            at += 1;
            continue;
        }
        if !is_hyphen(token) || row.get(at + 1)?.text != *word {
            return None;
        }
        at += 2;
    }
    Some(at)
}

/// Whether a token is a hyphen between the parts of one word.
pub(super) fn is_hyphen(token: &Token) -> bool {
    token.kind == TokenKind::Mark && matches!(token.text.as_str(), "-" | "‐")
}
