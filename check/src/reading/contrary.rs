//! Verbs and their contraries: "bought" and "sold".

use super::Reader;
use super::clause::folded;
use super::tables::tables;

/// What must be the same on both sides for two verbs to be each other's contraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Same {
    /// Nothing.
    Nothing,
    /// The name before the verb.
    Before,
    /// The same, and both active: who buys and who sells, whom somebody lends to, are told in many ways.
    Deal,
    /// The names before and behind the verb: who leaves one body joins another.
    Both,
}

/// Two verbs that are each other's contraries, each in its forms, folded.
#[derive(Debug)]
pub(crate) struct Pair {
    /// The forms of the one.
    pub(crate) one: Vec<String>,
    /// The forms of the other.
    pub(crate) other: Vec<String>,
    /// What must be the same on both sides.
    pub(crate) same: Same,
}

/// The contraries of one language.
#[derive(Debug, Default)]
pub(crate) struct Contraries {
    /// All pairs.
    pub(crate) pairs: Vec<Pair>,
    passive: Vec<String>,
    other_side: Vec<String>,
}

impl Contraries {
    fn parse(text: &str) -> Self {
        let mut table = Self::default();
        let words = |list: &str| list.split(',').flat_map(folded).collect();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (key, list) in lines.filter_map(|line| line.split_once(':')) {
            let same = match key {
                "passive" => {
                    table.passive = words(list);
                    continue;
                }
                "other" => {
                    table.other_side = words(list);
                    continue;
                }
                "nothing" => Same::Nothing,
                "deal" => Same::Deal,
                "both" => Same::Both,
                _ => Same::Before,
            };
            if let Some((one, other)) = list.split_once('=') {
                table.pairs.push(Pair {
                    one: words(one),
                    other: words(other),
                    same,
                });
            }
        }
        table
    }

    /// Whether a word shortly before a participle makes it passive: "was".
    pub(crate) fn is_passive(&self, word: &str) -> bool {
        self.passive.iter().any(|passive_word| passive_word == word)
    }

    /// Whether a word right behind a verb leads to the other side of a deal: "to".
    pub(crate) fn is_other_side(&self, word: &str) -> bool {
        self.other_side.iter().any(|side_word| side_word == word)
    }
}

tables!(
    /// The words of a language; nothing for one without a table.
    contraries_of: Contraries, "contrary.txt", English "en", French "fr", German "de", Spanish "es"
);

impl Reader {
    /// The verbs with their contraries. Nothing in Arabic, and in languages without tables.
    pub(crate) fn contraries(self) -> Option<&'static Contraries> {
        contraries_of(self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pair_has_two_sides_that_share_no_word() {
        for language in ["en", "fr", "de", "es"] {
            let table = Reader::new(language).contraries().expect("a table");
            assert!(table.pairs.len() >= 5, "{language}");
            for Pair { one, other, .. } in &table.pairs {
                assert!(!one.is_empty() && !other.is_empty(), "{one:?} {other:?}");
                assert!(one.iter().all(|word| !other.contains(word)), "{one:?}");
            }
        }
    }
}
