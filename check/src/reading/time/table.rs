//! The words of a language that say times, read from `languages/*.date.txt`.
//!
//! A line is a key, a colon and words. `_` is a space within a phrase, `~` the endings that a language
//! adds to a word, and `=` comes before the value of a number word. Words are stored as they are
//! compared: split into tokens, and folded.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::{Language, tokens};
use super::german;
use super::word::{Word, meaning};

/// In which order digits have day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// The day, except where it cannot be one.
    #[default]
    DayFirst,
    /// Either may be meant; English.
    Both,
}

/// How a language writes what its words alone do not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Plain,
    /// Ordinals have a full stop, and numbers are one word.
    German,
    /// An "and" and an article are joined to the next word, and units stand before tens.
    Arabic,
}

/// A phrase: the tokens behind its first one, and what it says.
#[derive(Debug)]
struct Phrase {
    rest: Vec<String>,
    word: Word,
}

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Table {
    phrases: FxHashMap<String, Vec<Phrase>>,
    weak: Vec<String>,
    prefixes: Vec<&'static str>,
    endings: Vec<&'static str>,
    /// The marks before the decimals of a number.
    pub(super) decimals: Vec<&'static str>,
    /// The marks between groups of three digits.
    pub(super) groups: Vec<&'static str>,
    pub(super) order: Order,
    kind: Kind,
}

impl Table {
    /// The words of a language; nothing where it has no table.
    pub(super) fn for_language(language: Language) -> Option<&'static Self> {
        static TABLES: LazyLock<[Table; 5]> = LazyLock::new(|| files().map(Table::read));
        let [arabic, english, french, german, spanish] = &*TABLES;
        match language {
            Language::Arabic => Some(arabic),
            Language::English => Some(english),
            Language::French => Some(french),
            Language::German => Some(german),
            Language::Spanish => Some(spanish),
            Language::Other => None,
        }
    }

    fn read(file: &'static str) -> Self {
        let mut table = Self::default();
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        for (key, words) in lines.filter_map(|line| line.split_once(':')) {
            let words = words.trim();
            match key {
                "weak" => {
                    let folded = words.split_whitespace().map(dossier::words::fold);
                    table.weak.extend(folded);
                }
                "prefixes" => table.prefixes.extend(words.split_whitespace()),
                "endings" => table.endings.extend(words.split_whitespace()),
                "decimal" => table.decimals.extend(words.split_whitespace()),
                "group" => table.groups.extend(words.split_whitespace()),
                "order" => table.order = Order::Both,
                "kind" => {
                    table.kind = if words == "german" {
                        Kind::German
                    } else {
                        Kind::Arabic
                    }
                }
                _ => table.take(key, words),
            }
        }
        if table.kind == Kind::German {
            for (word, value) in german::numbers() {
                table.put(&word, value);
            }
        }
        table
    }

    /// Takes a line. A key that is not known is left out, which the tests would notice.
    fn take(&mut self, key: &str, words: &str) {
        for word in words.split_whitespace() {
            let (word, value) = word.split_once('=').unwrap_or((word, "0"));
            let Some(said) = meaning(key, value.parse().unwrap_or(0)) else {
                return;
            };
            match word.strip_suffix('~') {
                Some(stem) => {
                    for ending in self.endings.clone() {
                        self.put(&format!("{stem}{ending}"), said);
                    }
                }
                None => self.put(word, said),
            }
        }
    }

    fn put(&mut self, phrase: &str, word: Word) {
        let mut parts = tokens(&phrase.replace('_', " "))
            .into_iter()
            .map(|token| plain(&token.text).to_owned());
        if let Some(first) = parts.next() {
            let rest = parts.collect();
            let known = self.phrases.entry(first).or_default();
            known.push(Phrase { rest, word });
        }
    }

    /// Whether ordinals are written with a full stop: German.
    pub(super) fn dotted(&self) -> bool {
        self.kind == Kind::German
    }

    /// Whether units stand before tens, and an "and" is joined to the next word: Arabic.
    pub(super) fn joins(&self) -> bool {
        self.kind == Kind::Arabic
    }

    /// Whether plurals end in s: English, French and Spanish.
    pub(super) fn is_plain(&self) -> bool {
        self.kind == Kind::Plain
    }

    /// Whether a word is a time only in the company of others.
    pub(super) fn is_weak(&self, word: &str) -> bool {
        self.weak.iter().any(|weak_word| weak_word == word)
    }

    /// What a token says, together with those behind it, and how many they are.
    pub(super) fn look<'a>(
        &self,
        first: &str,
        behind: &(impl Iterator<Item = &'a str> + Clone),
    ) -> Vec<(Word, usize)> {
        let mut found = Vec::new();
        self.find(plain(first), behind, &mut found);
        for prefix in &self.prefixes {
            let bare = first.strip_prefix(prefix);
            if let Some(bare) = bare.filter(|bare| bare.chars().count() > 1) {
                let mut bare_found = Vec::new();
                self.find(bare, behind, &mut bare_found);
                // No month has an article: الأب is the father, and آب is August.
                let month = |word: Word| matches!(word, Word::Month(_)) && prefix.ends_with('ل');
                found.extend(bare_found.into_iter().filter(|(word, _)| !month(*word)));
            }
        }
        if self.kind == Kind::German && found.is_empty() {
            found.extend(german::compound(first).map(|word| (word, 1)));
        }
        found
    }

    fn find<'a>(
        &self,
        first: &str,
        behind: &(impl Iterator<Item = &'a str> + Clone),
        found: &mut Vec<(Word, usize)>,
    ) {
        let phrases = self.phrases.get(first).into_iter().flatten();
        for phrase in phrases {
            let mut behind = behind.clone();
            let fits = |part: &String| behind.next().is_some_and(|next| plain(next) == part);
            if phrase.rest.iter().all(fits) {
                found.push((phrase.word, phrase.rest.len() + 1));
            }
        }
    }
}

/// The files of the languages, in the order in which they are read.
pub(super) const fn files() -> [&'static str; 5] {
    [
        include_str!("../languages/ar.date.txt"),
        include_str!("../languages/en.date.txt"),
        include_str!("../languages/fr.date.txt"),
        include_str!("../languages/de.date.txt"),
        include_str!("../languages/es.date.txt"),
    ]
}

/// Apostrophes and hyphens are written in several ways.
fn plain(text: &str) -> &str {
    match text {
        "’" | "ʼ" | "‘" => "'",
        "‐" | "‑" => "-",
        text => text,
    }
}

#[cfg(test)]
mod tests {
    use super::files;
    use crate::reading::time::word::meaning;

    /// Keys that are no words.
    const SETTINGS: [&str; 7] = [
        "weak", "prefixes", "endings", "decimal", "group", "order", "kind",
    ];

    #[test]
    fn every_line_has_a_key_that_is_known() {
        for file in files() {
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                let (key, words) = line.split_once(':').expect("a key");
                assert!(
                    SETTINGS.contains(&key) || meaning(key, 1).is_some(),
                    "{key}"
                );
                for (_, value) in words
                    .split_whitespace()
                    .filter_map(|word| word.split_once('='))
                {
                    assert!(value.parse::<i64>().is_ok(), "{key}: {value}");
                }
            }
        }
    }
}
