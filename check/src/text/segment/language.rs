//! What languages differ in: their abbreviations, ordinals, and the words that start sentences.
//!
//! The words stand in `languages/*.txt`, one file a language. A line is a key, a colon and words,
//! all in small letters; abbreviations are written without their last full stop and without
//! spaces, so that `z.b` stands for `z.B.` and for `z. B.`

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What may follow an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// It never ends a sentence: titles, `e.g.` (`before`).
    Before,
    /// It goes on with a number and nothing else: `no. 5` (`number`).
    Number,
    /// It ends a sentence where a word follows that starts one: `Inc.`, `U.S.` (`either`).
    Either,
    /// It ends a sentence before every capital: `etc.`, `km.` (`end`).
    End,
    /// A time of day, which goes on with a day or a time zone: `p.m.` (`time`).
    Time,
}

/// How a language writes ordinals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ordinals {
    /// Not with a full stop.
    #[default]
    None,
    /// With a full stop, and what is counted is written small.
    Small,
    /// With a full stop, and what is counted has a capital: German.
    Capital,
}

/// The rules of one language.
#[derive(Debug, Default)]
pub(super) struct Language {
    abbreviations: HashMap<&'static str, Abbreviation>,
    /// The beginnings of abbreviations of several parts: `i.d` of `i.d.r`.
    parts: HashSet<&'static str>,
    starters: HashSet<&'static str>,
    calendar: HashSet<&'static str>,
    before_ordinals: HashSet<&'static str>,
    exclaimed: HashSet<&'static str>,
    suffixes: Vec<&'static str>,
    pub(super) ordinals: Ordinals,
    /// Characters that are end marks in this language alone: `;` in Greek.
    pub(super) marks: Vec<char>,
    /// Whether a plural without an article often starts a sentence: `Officials declined.`
    pub(super) bare_plurals: bool,
    /// Whether a short word without a vowel is an abbreviation.
    pub(super) voweled: bool,
    /// Whether an abbreviation has a capital only where its list has one, because nouns that look
    /// alike have one: `schweiz.` and `Schweiz.`
    exact: bool,
    words: HashSet<&'static str>,
}

const COMMON: &str = include_str!("languages/common.txt");

/// The languages that have rules, by primary subtag. Several may share a file.
const FILES: [(&[&str], &str); 21] = [
    (&["ar"], include_str!("languages/ar.txt")),
    (&["bg"], include_str!("languages/bg.txt")),
    (&["cs", "sk"], include_str!("languages/cs.txt")),
    (&["da"], include_str!("languages/da.txt")),
    (&["de", "lb", "gsw"], include_str!("languages/de.txt")),
    (&["el"], include_str!("languages/el.txt")),
    (&["en"], include_str!("languages/en.txt")),
    (&["es", "ca", "gl"], include_str!("languages/es.txt")),
    (&["fi", "et"], include_str!("languages/fi.txt")),
    (&["fr"], include_str!("languages/fr.txt")),
    (&["hr", "sr", "bs", "sl"], include_str!("languages/hr.txt")),
    (&["hu"], include_str!("languages/hu.txt")),
    (&["hy"], include_str!("languages/hy.txt")),
    (&["it"], include_str!("languages/it.txt")),
    (&["nb", "nn", "no", "sv"], include_str!("languages/nb.txt")),
    (&["nl", "af"], include_str!("languages/nl.txt")),
    (&["pl"], include_str!("languages/pl.txt")),
    (&["pt"], include_str!("languages/pt.txt")),
    (&["ro"], include_str!("languages/ro.txt")),
    (&["ru", "uk", "be", "kk"], include_str!("languages/ru.txt")),
    (&["tr", "az"], include_str!("languages/tr.txt")),
];

static LANGUAGES: LazyLock<Vec<(&[&str], Language)>> = LazyLock::new(|| {
    let files = FILES.iter();
    files
        .map(|(subtags, file)| (*subtags, Language::read(&[COMMON, file])))
        .collect()
});

static UNKNOWN: LazyLock<Language> = LazyLock::new(|| Language::read(&[COMMON]));

impl Language {
    /// The rules for a BCP 47 tag, of which the first subtag counts; the common ones where the
    /// language has none of its own.
    pub(super) fn for_tag(tag: &str) -> &'static Self {
        let primary = tag
            .split(['-', '_'])
            .next()
            .unwrap_or(tag)
            .to_ascii_lowercase();
        let languages = LANGUAGES.iter();
        languages
            .filter(|(subtags, _)| subtags.contains(&primary.as_str()))
            .map(|(_, language)| language)
            .next()
            .unwrap_or(&UNKNOWN)
    }

    fn read(files: &[&'static str]) -> Self {
        let mut language = Self::default();
        let lines = files.iter().flat_map(|file| file.lines());
        for (key, words) in lines.filter_map(|line| line.split_once(':')) {
            language.take(key, words);
        }
        language
    }

    /// Takes a line. A key that is not known is left out, which the tests would notice.
    fn take(&mut self, key: &str, line: &'static str) {
        let words = line.split_whitespace();
        let kind = match key {
            "before" => Abbreviation::Before,
            "number" => Abbreviation::Number,
            "either" => Abbreviation::Either,
            "end" => Abbreviation::End,
            "time" => Abbreviation::Time,
            "starters" => return self.starters.extend(words),
            "calendar" => return self.calendar.extend(words),
            "before-ordinals" => return self.before_ordinals.extend(words),
            "exclaimed" => return self.exclaimed.extend(words),
            "suffixes" => return self.suffixes.extend(words),
            "marks" => return self.marks.extend(words.flat_map(str::chars)),
            "ordinals" => {
                let capital = line.trim() == "capital";
                self.ordinals = if capital {
                    Ordinals::Capital
                } else {
                    Ordinals::Small
                };
                return;
            }
            "bare-plurals" => return self.bare_plurals = line.trim() == "yes",
            "case" => return self.exact = line.trim() == "exact",
            "vowels" => return self.voweled = line.trim() == "yes",
            // Words that are none in this language, though they are abbreviations in others.
            "words" => {
                for word in words {
                    self.abbreviations.remove(word);
                    self.words.insert(word);
                }
                return;
            }
            _ => return,
        };
        for word in words {
            self.abbreviations.insert(word, kind);
            for (dot, _) in word.match_indices('.') {
                self.parts.extend(word.get(..dot));
            }
        }
    }

    /// What may follow an abbreviation, given without its last full stop.
    ///
    /// A list writes a word with a capital where it is one only so, `Miss.`; `first` says that it
    /// starts a sentence, and has a capital for that.
    pub(super) fn abbreviation(&self, word: &str, first: bool) -> Option<Abbreviation> {
        if let Some(kind) = self.abbreviations.get(word) {
            return Some(*kind);
        }
        let lower = word.to_lowercase();
        let capital = word.starts_with(char::is_uppercase) && !word.contains('.');
        let listed = self.abbreviations.get(lower.as_str()).copied();
        let listed = listed.filter(|_| first || !self.exact || !capital);
        listed.or_else(|| {
            let suffix = self.suffixes.iter().any(|suffix| word.ends_with(suffix));
            suffix.then_some(Abbreviation::Either)
        })
    }

    /// Whether a word looks like an abbreviation and is none.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether a word, in small letters, is an abbreviation of several parts or the beginning of
    /// one.
    pub(super) fn is_part(&self, word: &str) -> bool {
        word.contains('.') && (self.abbreviations.contains_key(word) || self.parts.contains(word))
    }

    /// Whether a word, in small letters, is one that starts sentences rather than names.
    pub(super) fn starts(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether a word, in small letters, is a month or a day of the week.
    pub(super) fn is_date(&self, word: &str) -> bool {
        self.calendar.contains(word)
    }

    /// Whether a number with a full stop behind this word, in small letters, is an ordinal.
    pub(super) fn leads_ordinal(&self, word: &str) -> bool {
        self.before_ordinals.contains(word)
    }

    /// Whether a name, in small letters, is written with an exclamation mark: `Yahoo!`
    pub(super) fn is_exclaimed(&self, word: &str) -> bool {
        self.exclaimed.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{COMMON, FILES};

    const KINDS: [&str; 5] = ["before", "number", "either", "end", "time"];
    const KEYS: [&str; 11] = [
        "starters",
        "calendar",
        "before-ordinals",
        "exclaimed",
        "suffixes",
        "marks",
        "ordinals",
        "bare-plurals",
        "vowels",
        "case",
        "words",
    ];

    #[test]
    fn every_word_stands_once_and_under_a_key_that_is_known() {
        for (_, file) in FILES.into_iter().chain([(&["all"][..], COMMON)]) {
            let mut listed = BTreeMap::new();
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                let (key, words) = line.split_once(':').expect("a key");
                assert!(KINDS.contains(&key) || KEYS.contains(&key), "{key}");
                for word in words.split_whitespace().filter(|_| KINDS.contains(&key)) {
                    assert!(!word.ends_with('.'), "{word} without its full stop");
                    assert_eq!(listed.insert(word, key), None, "{word} is listed twice");
                }
            }
        }
    }
}
