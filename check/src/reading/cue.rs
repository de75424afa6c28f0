//! Words that say how something is said: who speaks, which way a figure moves, what is denied.

use rustc_hash::FxHashMap;

use super::tables::tables;
use super::{Language, Mention, Reader, Token, TokenKind, tokens};

/// What a word or phrase tells about the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cue {
    /// Somebody says, claims, warns or denies: "said", "erklärte".
    Saying,
    /// Somebody is the source: "according to", "laut". Who it is follows, or stands before in German.
    According,
    /// A figure rises.
    Up,
    /// A figure falls.
    Down,
    /// A figure stays.
    Steady,
    /// Something is not so.
    Negation,
    /// Something is called untrue or turned down: "false", "rejected".
    Denial,
    /// Stands for somebody or something named before: "it", "whose".
    Pronoun,
    /// A title or a common noun that may stand for a name: "the president", "the company".
    Title,
}

/// The phrases of one language by their first word.
#[derive(Debug, Default)]
struct Table {
    phrases: FxHashMap<String, Vec<(Vec<String>, Cue)>>,
    beginnings: Vec<(String, Cue)>,
    /// Verbs whose second part ends the clause: "legte … zu".
    parted: Vec<(String, String, Cue)>,
}

impl Table {
    fn parse(text: &str) -> Self {
        let mut table = Self::default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (key, phrases) in lines.filter_map(|line| line.split_once(':')) {
            let Some(cue) = cue_of(key) else { continue };
            for phrase in phrases.split(',') {
                if key.trim().ends_with("-parted") {
                    table.add_parted(phrase, cue);
                } else {
                    table.add(phrase, cue);
                }
            }
        }
        table
    }

    fn add(&mut self, phrase: &str, cue: Cue) {
        let words: Vec<String> = tokens(phrase.trim_end_matches('*').trim())
            .into_iter()
            .map(|token| token.text)
            .collect();
        let Some(first) = words.first().cloned() else {
            return;
        };
        if phrase.ends_with('*') {
            self.beginnings.push((first, cue));
        } else {
            self.phrases.entry(first).or_default().push((words, cue));
        }
    }

    fn add_parted(&mut self, phrase: &str, cue: Cue) {
        let mut words = tokens(phrase).into_iter().map(|token| token.text);
        if let (Some(verb), Some(part)) = (words.next(), words.next()) {
            self.parted.push((verb, part, cue));
        }
    }

    /// What a verb says whose second part ends its clause.
    fn parted_at(&self, rest: &[Token], word: &str) -> Option<Cue> {
        let mut verbs = self.parted.iter().filter(|(verb, ..)| verb == word);
        let ends = |token: &Token| {
            token.kind == TokenKind::Mark
                && matches!(token.text.as_str(), "," | "." | ";" | ":" | "!" | "?")
                || token.text == "und"
        };
        let places = rest.iter().enumerate().skip(2);
        let is_end = |at: usize| {
            let digits = |at: usize| {
                rest.get(at)
                    .is_some_and(|token| token.kind == TokenKind::Digits)
            };
            rest.get(at).is_some_and(ends) && !(digits(at - 1) && digits(at + 1))
        };
        let end = places.map(|(at, _)| at).find(|at| is_end(*at));
        let last = rest.get(end.unwrap_or(rest.len()).checked_sub(1)?)?;
        verbs
            .find(|(_, part, _)| *part == last.text)
            .map(|(.., cue)| *cue)
    }

    /// The longest phrases that begin with a token, each with how many tokens it has. A word may tell
    /// several things: "denied" is a saying and a negation.
    fn at(&self, rest: &[Token], word: &str) -> Vec<(usize, Cue)> {
        let phrases = self.phrases.get(word).into_iter().flatten();
        let fits = phrases.filter(|(phrase, _)| {
            let others = phrase.iter().skip(1);
            let following = rest.iter().skip(1).map(|token| &token.text);
            rest.len() >= phrase.len() && others.zip(following).all(|(left, right)| left == right)
        });
        let mut found: Vec<(usize, Cue)> = fits.map(|(phrase, cue)| (phrase.len(), *cue)).collect();
        let beginnings = self.beginnings.iter();
        let begins = beginnings.filter(|(beginning, _)| word.starts_with(beginning.as_str()));
        found.extend(begins.map(|(_, cue)| (1, *cue)));
        let longest = found.iter().map(|(length, _)| *length).max();
        found.retain(|(length, _)| Some(*length) == longest);
        // Words that differ in accents alone are one here.
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Cue {
    /// Whether it tells which way a figure moves.
    const fn is_way(self) -> bool {
        matches!(self, Self::Up | Self::Down | Self::Steady)
    }
}

fn cue_of(key: &str) -> Option<Cue> {
    let key = key.trim();
    Some(match key.strip_suffix("-parted").unwrap_or(key) {
        "saying" => Cue::Saying,
        "according" => Cue::According,
        "up" => Cue::Up,
        "down" => Cue::Down,
        "steady" => Cue::Steady,
        "negation" => Cue::Negation,
        "denial" => Cue::Denial,
        "pronoun" => Cue::Pronoun,
        "title" => Cue::Title,
        _ => return None,
    })
}

tables!(
    /// The words of a language; nothing for one without a table.
    table_of: Table, "cue.txt", Arabic "ar", English "en", French "fr", German "de", Spanish "es"
);

/// A word of Arabic without the conjunction that is written with it: "and", "so".
fn without_conjunction(word: &str) -> Option<&str> {
    let rest = word.strip_prefix(['\u{648}', '\u{641}'])?;
    (rest.chars().count() > 2).then_some(rest)
}

impl Reader {
    /// The cues of a text in the order of their places. None in languages without tables.
    pub fn cues(self, text: &str) -> Vec<Mention<Cue>> {
        self.cues_of(&tokens(text))
    }

    /// As [`Reader::cues`], of a text whose tokens are known.
    pub(super) fn cues_of(self, tokens: &[Token]) -> Vec<Mention<Cue>> {
        let Some(table) = table_of(self.language) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = tokens.get(at..)
            && let Some(first) = rest.first()
        {
            let mut cues = table.at(rest, &first.text);
            if cues.is_empty()
                && self.language == Language::Arabic
                && let Some(bare) = without_conjunction(&first.text)
            {
                cues = table.at(rest, bare);
            }
            if cues.iter().all(|(_, cue)| !cue.is_way())
                && let Some(cue) = table.parted_at(rest, &first.text)
            {
                cues.retain(|(length, _)| *length == 1);
                cues.push((1, cue));
            }
            let length = cues.first().map_or(1, |(length, _)| *length);
            let end = rest.get(length - 1).map_or(first.end, |last| last.end);
            found.extend(cues.into_iter().map(|(_, value)| Mention {
                start: first.start,
                end,
                value,
            }));
            at += length;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(language: &str, text: &str) -> Vec<(String, Cue)> {
        let found = Reader::new(language).cues(text);
        let words =
            |cue: &Mention<Cue>| text.get(cue.start..cue.end).unwrap_or_default().to_owned();
        let said = |cue: Mention<Cue>| (words(&cue), cue.value);
        found.into_iter().map(said).collect()
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn each_language_has_its_cues() {
        for (language, text, expected) in [
            (
                "en",
                "Sales fell, the mayor said.",
                &[
                    ("fell", Cue::Down),
                    ("mayor", Cue::Title),
                    ("said", Cue::Saying),
                ][..],
            ),
            (
                "en",
                "According to her, it rose.",
                &[
                    ("According to", Cue::According),
                    ("her", Cue::Pronoun),
                    ("it", Cue::Pronoun),
                    ("rose", Cue::Up),
                ],
            ),
            (
                "fr",
                "D’après lui, les ventes ont augmenté.",
                &[
                    ("D’après", Cue::According),
                    ("lui", Cue::Pronoun),
                    ("augmenté", Cue::Up),
                ],
            ),
            (
                "de",
                "Der Umsatz sank, sagte Frau Muster.",
                &[
                    ("Der", Cue::Pronoun),
                    ("sank", Cue::Down),
                    ("sagte", Cue::Saying),
                ],
            ),
            (
                "es",
                "Según ella, la cifra aumentó.",
                &[
                    ("Según", Cue::According),
                    ("ella", Cue::Pronoun),
                    ("la", Cue::Pronoun),
                    ("aumentó", Cue::Up),
                ],
            ),
            (
                "ar",
                "وقال الوزير إن السعر ارتفع",
                &[
                    ("وقال", Cue::Saying),
                    ("الوزير", Cue::Title),
                    ("ارتفع", Cue::Up),
                ],
            ),
            ("pl", "Powiedział, że wzrosło.", &[]),
        ] {
            let expected: Vec<(String, Cue)> = expected
                .iter()
                .map(|(words, cue)| ((*words).to_owned(), *cue))
                .collect();
            assert_eq!(cues(language, text), expected, "{text}");
        }
    }

    #[test]
    fn every_line_of_every_table_is_read() {
        for text in [
            include_str!("languages/ar.cue.txt"),
            include_str!("languages/de.cue.txt"),
            include_str!("languages/en.cue.txt"),
            include_str!("languages/es.cue.txt"),
            include_str!("languages/fr.cue.txt"),
        ] {
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(lines.len() >= 9);
            for line in lines {
                let (key, _) = line.split_once(':').expect("a key");
                assert!(cue_of(key).is_some(), "{key}");
            }
        }
    }
}
