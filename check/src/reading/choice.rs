//! Words that go with a value of one of the contract's lists: "cancelled" with a cancelled event.

use rustc_hash::FxHashMap;

use super::tables::tables;
use super::{Language, Reader, Token, tokens};

/// How much a word tells of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// It may go with the value, and with others too: "agreed" with a planned event.
    May,
    /// It says the value, and no other: "is scheduled".
    Says,
}

/// A word or phrase that goes with a value.
#[derive(Clone, Debug)]
struct Phrase {
    words: Vec<String>,
    /// Whether the last word may have any ending.
    is_open: bool,
    /// The number of the value, and how much the phrase tells of it.
    tells: (usize, Strength),
}

/// The phrases of one language.
#[derive(Debug, Default)]
pub(crate) struct Choices {
    /// The values that have phrases, as the contract names them, in lower case.
    values: Vec<String>,
    /// By the first characters of their first words.
    by_beginning: FxHashMap<String, Vec<Phrase>>,
    /// Endings of words: the future of French and Spanish.
    endings: Vec<(String, (usize, Strength))>,
}

/// A phrase in a text that goes with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChoiceCue<'c> {
    /// The value, as the contract names it, in lower case. Example: `event_status_planned`.
    pub(crate) value: &'c str,
    /// How much the phrase tells of it.
    pub(crate) strength: Strength,
    /// Where the phrase starts in the text, in bytes.
    pub(crate) start: usize,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
}

/// How many characters of a word decide where it is looked up.
const BEGINNING: usize = 2;

fn beginning(word: &str) -> String {
    word.chars().take(BEGINNING).collect()
}

impl Choices {
    fn parse(text: &str) -> Self {
        let mut table = Self::default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (value, phrases) in lines.filter_map(|line| line.split_once(':')) {
            let number = table.values.len();
            table.values.push(value.to_owned());
            let (sure, other) = phrases.split_once('|').unwrap_or((phrases, ""));
            for (list, strength) in [(sure, Strength::Says), (other, Strength::May)] {
                for phrase in list.split(',') {
                    table.add(phrase.trim(), (number, strength));
                }
            }
        }
        table
    }

    fn add(&mut self, phrase: &str, tells: (usize, Strength)) {
        let folded = |words: &str| -> Vec<String> {
            let tokens = tokens(words).into_iter();
            tokens.map(|token| token.text).collect()
        };
        if let Some(ending) = phrase.strip_prefix('*') {
            self.endings.push((folded(ending).concat(), tells));
            return;
        }
        let bare = phrase.trim_end_matches('*');
        let words = folded(bare);
        let Some(first) = words.first() else { return };
        let is_open = bare != phrase;
        // What is shorter than a beginning is looked up by all of it.
        let key = beginning(first);
        let phrase = Phrase {
            words,
            is_open,
            tells,
        };
        self.by_beginning.entry(key).or_default().push(phrase);
    }

    /// Whether a value has phrases in this language.
    pub(crate) fn has(&self, value: &str) -> bool {
        self.values.iter().any(|known| known == value)
    }

    /// The phrases with which the rest of a text begins, `word` standing for its first token: the number of
    /// tokens of each, and what it tells.
    fn at<'c>(
        &'c self,
        word: &'c str,
        rest: &'c [Token],
    ) -> impl Iterator<Item = (usize, (usize, Strength))> + 'c {
        let short: String = word.chars().take(1).collect();
        let lists = [beginning(word), short];
        // A word of one character is its own beginning.
        let lists = lists.into_iter().take(if word.chars().count() < BEGINNING {
            1
        } else {
            2
        });
        let phrases = lists.flat_map(|key| self.by_beginning.get(&key).into_iter().flatten());
        let fitting = phrases.filter(move |phrase| phrase.begins(word, rest));
        let fitting = fitting.map(|phrase| (phrase.words.len(), phrase.tells));
        let endings = self.endings.iter();
        let ends = endings.filter(move |(ending, _)| {
            word.len() > ending.len() + ENDING_BEHIND && word.ends_with(ending.as_str())
        });
        fitting.chain(ends.map(|(_, tells)| (1, *tells)))
    }
}

/// How many bytes of a word stand before an ending at least.
const ENDING_BEHIND: usize = 2;

impl Phrase {
    fn begins(&self, word: &str, rest: &[Token]) -> bool {
        let last = self.words.len() - 1;
        let fits = |at: usize, wanted: &String| {
            let said = if at == 0 {
                word
            } else {
                rest.get(at).map_or("", |token| token.text.as_str())
            };
            if at == last && self.is_open {
                said.starts_with(wanted.as_str())
            } else {
                said == wanted
            }
        };
        rest.len() > last && self.words.iter().enumerate().all(|(at, one)| fits(at, one))
    }
}

tables!(
    /// The phrases of a language; nothing for one without a table.
    choices_of: Choices, "choice.txt", Arabic "ar", English "en", French "fr", German "de", Spanish "es"
);

/// The forms of an Arabic word without what is written with it: "and", "so", the article.
fn bare_arabic(word: &str) -> impl Iterator<Item = &str> {
    let rest = word.strip_prefix(['\u{648}', '\u{641}']).unwrap_or(word);
    let noun = rest.strip_prefix("\u{627}\u{644}").unwrap_or(rest);
    [rest, noun]
        .into_iter()
        .filter(move |stem| *stem != word && stem.chars().count() > 2)
}

impl Reader {
    /// The words that go with values of lists. Nothing in a language without a table.
    pub(crate) fn choices(self) -> Option<&'static Choices> {
        choices_of(self.language)
    }

    /// The phrases of a text that go with values of lists whose names begin with `list`, in the order of
    /// their places. Example of a list: `event_status_`.
    pub(crate) fn choice_cues(self, text: &str, list: &str) -> Vec<ChoiceCue<'static>> {
        let Some(table) = self.choices() else {
            return Vec::new();
        };
        let tokens = tokens(text);
        let mut found = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let rest = tokens.get(at..).unwrap_or_default();
            let word = token.text.as_str();
            let bare = (self.language == Language::Arabic).then(|| bare_arabic(word));
            for word in std::iter::once(word).chain(bare.into_iter().flatten()) {
                found.extend(
                    table
                        .at(word, rest)
                        .filter_map(|(length, (value, strength))| {
                            let value = table.values.get(value)?;
                            let end = rest.get(length - 1)?.end;
                            value.starts_with(list).then_some(ChoiceCue {
                                value,
                                strength,
                                start: token.start,
                                end,
                            })
                        }),
                );
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use dossier::v1::{
        AgreementKind, AgreementStatus, CapabilityLevel, Certainty, ClaimKind, EventKind,
        EventStatus, Likelihood, PartyActionKind, TenureStatus, TransferStage,
    };

    use super::*;

    fn is_value(name: &str) -> bool {
        AgreementKind::from_str_name(name).is_some()
            || AgreementStatus::from_str_name(name).is_some()
            || CapabilityLevel::from_str_name(name).is_some()
            || Certainty::from_str_name(name).is_some()
            || ClaimKind::from_str_name(name).is_some()
            || EventKind::from_str_name(name).is_some()
            || EventStatus::from_str_name(name).is_some()
            || Likelihood::from_str_name(name).is_some()
            || PartyActionKind::from_str_name(name).is_some()
            || TenureStatus::from_str_name(name).is_some()
            || TransferStage::from_str_name(name).is_some()
    }

    #[test]
    fn every_line_of_every_table_is_a_value_of_the_contract() {
        for language in ["ar", "de", "en", "es", "fr"] {
            let table = Reader::new(language).choices().expect("a table");
            assert!(table.values.len() > 30, "{language}");
            for value in &table.values {
                assert!(is_value(&value.to_uppercase()), "{language}: {value}");
            }
            let mut sorted = table.values.clone();
            sorted.sort();
            sorted.dedup();
            assert_eq!(sorted.len(), table.values.len(), "{language}");
        }
        assert!(Reader::new("nl").choices().is_none());
    }

    #[test]
    fn each_language_has_its_words() {
        use Strength::{May, Says};
        for (language, text, value, strength) in [
            (
                "en",
                "The march was cancelled.",
                "event_status_cancelled",
                Says,
            ),
            ("en", "They scrapped it.", "event_status_cancelled", May),
            (
                "de",
                "Die Stadt sagte den Lauf ab: er fällt aus.",
                "event_status_cancelled",
                Says,
            ),
            ("fr", "Le port ouvrira en mai.", "event_status_planned", May),
            (
                "fr",
                "La foire a été annulée.",
                "event_status_cancelled",
                Says,
            ),
            ("es", "La feria será en mayo.", "event_status_planned", May),
            ("ar", "وسوف يفتح الجسر", "event_status_planned", Says),
        ] {
            let found = Reader::new(language).choice_cues(text, "event_status_");
            let is_it = |cue: &ChoiceCue<'_>| cue.value == value && cue.strength == strength;
            assert!(found.iter().any(is_it), "{text}: {found:?}");
        }
    }
}
