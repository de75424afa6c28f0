//! What people type into a search: words, "phrases", prefixes*, and -words that are not wanted.

use std::collections::BTreeSet;

use dossier::words::words;

use super::words::{Asked, Endings, asked};

/// How many characters a search may have.
const CHARACTERS_MAX: usize = 256;

/// A search, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What facts should have; at least one of them.
    pub(super) wanted: Vec<Term>,
    /// What they must not have.
    pub(super) unwanted: Vec<Term>,
}

/// A part of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// Words that follow one another; often only one.
    Words(Vec<Asked>),
    /// The start of a word.
    Prefix(String),
}

/// Why a search cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// It is too long.
    #[error("the query has {0} characters; the limit is 256")]
    TooLong(usize),
    /// There is nothing to look for.
    #[error("the query has no word to search for")]
    Empty,
}

impl Query {
    /// Reads a search.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let length = text.chars().count();
        if length > CHARACTERS_MAX {
            return Err(QueryError::TooLong(length));
        }
        let mut query = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (unwanted, unsigned) = match rest.strip_prefix('-') {
                Some(unsigned) => (true, unsigned),
                None => (false, rest),
            };
            let (term, parts, after) = term(unsigned);
            if unwanted {
                query.unwanted.extend(term);
            } else {
                query.wanted.extend(term);
                query.wanted.extend(parts);
            }
            rest = after.trim_start();
        }
        if query.wanted.is_empty() {
            return Err(QueryError::Empty);
        }
        Ok(query)
    }

    /// Whether a word of a text, as the index has it, is one that was looked for.
    pub(super) fn has(&self, word: &str, endings: Endings) -> bool {
        self.wanted.iter().any(|term| match term {
            Term::Words(words) => words
                .iter()
                .any(|token| token.forms(endings).any(|form| form == word)),
            Term::Prefix(start) => word.starts_with(start),
        })
    }

    /// Whether a word of a text may be one that was looked for and typed wrong.
    pub(super) fn nearly_has(&self, word: &str, endings: Endings) -> bool {
        let languages = BTreeSet::from([endings]);
        let near = |asked_word: &Asked| {
            let mut forms = asked_word.near(&languages).into_iter();
            forms.any(|(form, most)| strsim::damerau_levenshtein(&form, word) <= usize::from(most))
        };
        self.wanted
            .iter()
            .any(|term| matches!(term, Term::Words(words) if matches!(words.as_slice(), [one] if near(one))))
    }
}

/// The term at the start of a text, what its parts may be if they are terms of their own, and what
/// follows it.
fn term(text: &str) -> (Option<Term>, Vec<Term>, &str) {
    if let Some(quoted) = text.strip_prefix('"') {
        // A quotation that is not closed goes to the end.
        let (phrase, after) = quoted.split_once('"').unwrap_or((quoted, ""));
        return (together(phrase), Vec::new(), after);
    }
    let end = term_end(text, 0);
    if let Some(end) = spaced_number(text, end) {
        let (number, after) = text.split_at_checked(end).unwrap_or((text, ""));
        return (together(number), loose_groups(number), after);
    }
    let (word, after) = text.split_at_checked(end).unwrap_or((text, ""));
    let start = word
        .strip_suffix('*')
        .filter(|start| !start.is_empty() && start.chars().all(char::is_alphanumeric));
    match start {
        Some(start) => (prefix(start), Vec::new(), after),
        None => (together(word), Vec::new(), after),
    }
}

/// Where a term ends that goes on at a place, in bytes: at white space or a quotation mark.
fn term_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.find(|character: char| character.is_whitespace() || character == '"');
    end.map_or(text.len(), |end| from + end)
}

/// Where a term ends whose number goes on behind white space, as the groups of `3 700` do; nothing if
/// it has none. The number of a designation (`F-16 100`) takes no group.
fn spaced_number(text: &str, end: usize) -> Option<usize> {
    let mut found = words(text).into_iter();
    let number = found.find(|word| word.end > end)?;
    let before = text.get(..number.start)?.chars().next_back();
    let hangs = before.is_some_and(|character| {
        character.is_alphanumeric() || matches!(character, '-' | '‐' | '‑')
    });
    (number.start < end && !hangs).then(|| term_end(text, number.end))
}

/// The groups of a number that may be numbers of their own, as `12 700` may be two and `1 000` is not.
fn loose_groups(number: &str) -> Vec<Term> {
    let groups: Vec<&str> = number.split_whitespace().collect();
    if groups.iter().any(|group| group.starts_with('0')) {
        return Vec::new();
    }
    groups.into_iter().filter_map(together).collect()
}

fn together(text: &str) -> Option<Term> {
    let words = asked(text);
    (!words.is_empty()).then_some(Term::Words(words))
}

/// The start of other words; its own ending stays.
fn prefix(start: &str) -> Option<Term> {
    let first = words(start).into_iter().next();
    first.map(|word| Term::Prefix(word.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_spaces_is_one_number() {
        let term = |typed: &str| Term::Words(asked(typed));
        for (text, wanted) in [
            ("1 000 000", vec!["1000000"]),
            ("1\u{202f}000\u{202f}000", vec!["1000000"]),
            ("1\u{a0}000", vec!["1000"]),
            ("3 700", vec!["3700", "3", "700"]),
            (
                "drones 3 700 shells",
                vec!["drones", "3700", "3", "700", "shells"],
            ),
            ("$1 000", vec!["1000"]),
            ("1 000\"x\"", vec!["1000", "x"]),
            ("2024 100", vec!["2024", "100"]),
            ("3 7000", vec!["3", "7000"]),
            ("3,700 000", vec!["3700000"]),
        ] {
            let query = Query::parse(text).unwrap();
            let folded: Vec<String> = query
                .wanted
                .iter()
                .flat_map(|term| match term {
                    Term::Words(words) => words.iter().map(|word| word.folded.clone()).collect(),
                    Term::Prefix(start) => vec![start.clone()],
                })
                .collect();
            assert_eq!(folded, wanted, "{text}");
        }
        let query = Query::parse("F-16 100 -3 700").unwrap();
        assert_eq!(query.wanted, [term("F-16"), term("100")]);
        assert_eq!(query.unwanted, [term("3 700")]);
    }

    #[test]
    fn a_search_is_read_as_people_mean_it() {
        let query = Query::parse(r#"missiles "North Korea" art* -Iran 북한"#).unwrap();
        let words = |words: &str| Term::Words(asked(words));
        assert_eq!(
            query.wanted,
            [
                words("missiles"),
                words("North Korea"),
                Term::Prefix("art".to_owned()),
                words("북한")
            ]
        );
        assert_eq!(query.unwanted, [words("Iran")]);
        assert_eq!(Query::parse("-Iran"), Err(QueryError::Empty));
        assert_eq!(Query::parse("  … "), Err(QueryError::Empty));
        assert_eq!(
            Query::parse(&"a".repeat(300)),
            Err(QueryError::TooLong(300))
        );
        assert!(Query::parse("\"open phrase").is_ok());
        assert!(Query::parse("* - -- \"\" x").is_ok());
    }
}
