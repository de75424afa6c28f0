//! Does our statement affirm what the words deny, or deny what they affirm?
//!
//! A contradiction needs one word that both have: right after a "not" on one side, while the other side
//! denies nothing at all, and has at least half of the statement's other words. So "not only signed",
//! "denied having signed", "no casualties" and a sentence that also says something else contradict
//! nothing.

use std::collections::BTreeSet;

use dossier::v1::LocalizedText;

use super::words::same_language;
use crate::reading::{Cue, Mention, Reader, Token, TokenKind, WordOrder, tokens};

/// What one side says, and the other in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Denial {
    pub(super) statement_says: String,
    pub(super) words_say: String,
}

/// Words that make "not" no denial, folded.
const ONLY: [&str; 10] = [
    "only",
    "just",
    "merely",
    "nur",
    "bloss",
    "seulement",
    "solo",
    "solamente",
    "فقط",
    "least",
];

/// How far behind a "not" they may stand: "ne paiera pas seulement".
const ONLY_WITHIN: usize = 3;

/// Words that deny something else than a verb, or may mean something else, folded.
const WEAK: [&str; 37] = [
    "without", "ohne", "sans", "sin", "دون", "بدون", "غير", "ما", "nor", "neither", "ni", "noch",
    "weder", "personne", "none", "nobody", "nothing", "kein", "keine", "keinen", "keinem",
    "keiner", "keines", "niemand", "nichts", "aucun", "aucune", "rien", "ningún", "ninguno",
    "ninguna", "nadie", "nada", "tampoco", "refuse", "refuses", "refused",
];

/// How many characters of a word are compared: endings differ.
const STEM: usize = 5;

/// How many words on either side of a denied one tell whether the other side speaks of the same matter.
const BESIDE: usize = 3;

/// Shorter words mostly belong to the grammar.
const WORD_MIN: usize = 4;

/// How many short words may stand between "not" and what it denies: "has not yet been".
const BETWEEN_MAX: usize = 2;

/// A sentence or more, with what it denies.
struct Side<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    denies: bool,
    /// Each stem that a "not" stands right before, with the range from there to its end.
    denied: Vec<(String, std::ops::Range<usize>)>,
}

impl<'t> Side<'t> {
    fn new(reader: Reader, is_english: bool, text: &'t str) -> Self {
        let mut side = Self {
            text,
            tokens: tokens(text),
            denies: false,
            denied: Vec::new(),
        };
        let cues = reader.cues(text);
        for cue in cues.iter().filter(|cue| cue.value == Cue::Negation) {
            side.denies = true;
            let is_also = |value: Cue| {
                let mut others = cues.iter();
                others.any(|other| other.start == cue.start && other.value == value)
            };
            let end = side.tokens.iter().position(|one| one.start >= cue.end);
            let word = text.get(cue.start..cue.end).unwrap_or_default();
            // English "no" stands before nouns, the Spanish one before verbs.
            let is_noun = is_english && word.eq_ignore_ascii_case("no");
            if !is_also(Cue::Saying) && !is_noun && !is_weak(word) {
                let found = side.denied_after(end, reader.word_order());
                side.denied.extend(found.map(|(stem, range)| {
                    (stem, range.start.min(cue.start)..range.end.max(cue.end))
                }));
            }
        }
        side
    }

    /// What stands right after a "not"; in German, where it may end the clause, also what stands before.
    fn denied_after(
        &self,
        end: Option<usize>,
        order: WordOrder,
    ) -> Option<(String, std::ops::Range<usize>)> {
        let end = end?;
        let at = |number: usize| {
            let token = self.tokens.get(number)?;
            Some((stem(token)?, token.start..token.end))
        };
        let next = self.tokens.get(end)?;
        let mut following = self.tokens.iter().skip(end).take(ONLY_WITHIN);
        if following.any(|token| ONLY.contains(&token.text.as_str())) {
            return None;
        }
        if next.kind == TokenKind::Mark && order == WordOrder::VerbSecond {
            return at(end.checked_sub(2)?);
        }
        let mut near = (end..=end + BETWEEN_MAX).map_while(|number| {
            let token = self.tokens.get(number)?;
            (token.kind == TokenKind::Word || token.text == "'").then_some(number)
        });
        near.find_map(at)
    }

    /// Whether another side has half of this one's words, besides one that is denied.
    fn is_told_by(&self, other: &Self) -> bool {
        let stems: BTreeSet<String> = self.tokens.iter().filter_map(stem).collect();
        let shared = stems.iter().filter(|one| other.says(one).is_some()).count();
        shared > 1 && 2 * (shared - 1) >= stems.len() - 1
    }

    /// Whether it has what another side denies: the first word of some length, or the first number, behind
    /// its "not".
    fn affirms(&self, other: &Self, after: usize) -> bool {
        let behind = other.tokens.iter().filter(|one| one.start >= after);
        let told = |one: &&Token| {
            let is_number = one.text.chars().any(|one| one.is_ascii_digit());
            one.kind != TokenKind::Mark && (is_number || one.text.chars().count() >= SHORTEST)
        };
        let Some(denied) = behind.take(BETWEEN_MAX + 1).find(told) else {
            return false;
        };
        let is_there = |own: &Token| match (stem(own), stem(denied)) {
            (Some(own), Some(wanted)) => is_same(&own, &wanted),
            _ => own.text == denied.text,
        };
        self.tokens.iter().any(is_there)
    }

    /// Where a word with a stem stands.
    fn says(&self, wanted: &str) -> Option<&Token> {
        let mut tokens = self.tokens.iter();
        tokens.find(|token| stem(token).is_some_and(|own| is_same(&own, wanted)))
    }

    /// The stems of the nearest longer words on both sides of a place.
    fn beside(&self, start: usize, end: usize) -> Vec<String> {
        let before = self.tokens.iter().rev().filter(|one| one.end <= start);
        let after = self.tokens.iter().filter(|one| one.start >= end);
        let before = before.filter_map(stem).take(BESIDE);
        before.chain(after.filter_map(stem).take(BESIDE)).collect()
    }
}

/// Whether a word denies only some of what follows, or may mean something else.
fn is_weak(word: &str) -> bool {
    WEAK.contains(&word.to_lowercase().as_str())
}

fn is_same(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn stem(token: &Token) -> Option<String> {
    let is_long = token.kind == TokenKind::Word && token.text.chars().count() >= WORD_MIN;
    is_long.then(|| token.text.chars().take(STEM).collect())
}

/// Words that mean something else more often than they deny, folded.
const AMBIGUOUS: [&str; 4] = ["noch", "ما", "غير", "ni"];

/// Whether words deny what statements say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Denies {
    /// The words deny what a statement affirms, or affirm what it denies.
    Words,
    /// They deny something, and nobody can tell what.
    Unclear,
    /// Neither they nor a statement deny anything.
    Nothing,
    /// A statement denies too, with its own words for that.
    Both(String),
}

/// Whether the words of an article deny what a fact states, in any of its languages that has tables.
pub(super) fn denies(
    reader: Reader,
    language: &str,
    words: &str,
    statements: &[LocalizedText],
) -> Denies {
    let ours = statements.iter().filter_map(|statement| {
        let reader = Reader::new(&statement.language_code);
        let cue = denying(reader, &statement.text).next()?;
        statement.text.get(cue.start..cue.end)
    });
    let ours = ours.map(str::to_owned).next();
    let own = statements.iter();
    let mut own = own.filter(|one| same_language(&one.language_code, language));
    match (denying(reader, words).next(), ours) {
        (None, None) => Denies::Nothing,
        (None, Some(_)) => Denies::Words,
        (Some(_), _) if own.any(|one| denial(reader, one, words).is_some()) => Denies::Words,
        (Some(_), None) => Denies::Unclear,
        (Some(_), Some(ours)) => Denies::Both(ours),
    }
}

/// Words of fewer letters are articles and the like.
const SHORTEST: usize = 3;

/// Words that make "no", "not" or "pas" a comparison, folded: "no more than", "pas plus de".
const COMPARING: [&str; 26] = [
    "more", "less", "fewer", "later", "earlier", "longer", "higher", "lower", "greater", "until",
    "mehr", "weniger", "spater", "langer", "hoher", "plus", "moins", "avant", "mas", "menos",
    "hasta", "despues", "antes", "اكثر", "اقل", "قبل",
];

/// How far behind the word that denies they may stand: "no es más de".
const COMPARED_WITHIN: usize = 2;

/// What a statement denies where the words of an article in the same language deny nothing, and have what
/// it denies and at least half of its other words. Words that tell the same in a way of their own may need
/// no "not": who "did not win" may have "lost".
pub(super) fn denied_alone(
    reader: Reader,
    statement: &LocalizedText,
    words: &str,
) -> Option<Denial> {
    let text = statement.text.as_str();
    let is_english = statement.language_code.starts_with("en");
    let mut cues = denying(reader, text);
    let cue = cues.find(|cue| {
        let word = text.get(cue.start..cue.end).unwrap_or_default();
        let word = word.to_lowercase();
        // Not a verb that denies, nor a word that denies nouns or only goes with another.
        let is_other = ["ne", "n", "denied", "denies", "deny"].contains(&word.as_str());
        let is_noun = is_english && word == "no";
        cue.value == Cue::Negation && !is_weak(&word) && !is_other && !is_noun
    })?;
    if denying(reader, words).next().is_some() {
        return None;
    }
    let [ours, theirs] = [text, words].map(|side| Side::new(reader, is_english, side));
    if !ours.is_told_by(&theirs) || !theirs.affirms(&ours, cue.end) {
        return None;
    }
    let end = ours.tokens.iter().find(|token| token.start >= cue.end);
    let end = end.map_or(cue.end, |token| token.end);
    Some(Denial {
        statement_says: text.get(cue.start..end)?.to_owned(),
        words_say: String::new(),
    })
}

/// The words that deny; "not only" and "not more than" do not.
fn denying(reader: Reader, text: &str) -> impl Iterator<Item = Mention<Cue>> {
    let tokens = tokens(text);
    let cues = reader.cues(text).into_iter();
    cues.filter(move |cue| {
        let word = text.get(cue.start..cue.end).unwrap_or_default();
        let behind = tokens.iter().filter(|token| token.start >= cue.end);
        let mut next = behind.clone().take(COMPARED_WITHIN);
        let is_compared = next.any(|token| COMPARING.contains(&token.text.as_str()));
        matches!(cue.value, Cue::Negation | Cue::Denial)
            && !AMBIGUOUS.contains(&word.to_lowercase().as_str())
            && !is_compared
            && !behind
                .clone()
                .take(ONLY_WITHIN)
                .any(|token| ONLY.contains(&token.text.as_str()))
    })
}

/// What a statement and the words of an article in the same language say against each other.
pub(super) fn denial(reader: Reader, statement: &LocalizedText, words: &str) -> Option<Denial> {
    let is_english = statement.language_code.starts_with("en");
    let ours = Side::new(reader, is_english, &statement.text);
    let theirs = Side::new(reader, is_english, words);
    if !ours.is_told_by(&theirs) {
        return None;
    }
    let say = |one: &Side<'_>, other: &Side<'_>| {
        if other.denies {
            return None;
        }
        one.denied.iter().find_map(|(stem, range)| {
            let denied = one.text.get(range.clone())?;
            let token = other.says(stem)?;
            let there = other.beside(token.start, token.end);
            let mut here = one.beside(range.start, range.end).into_iter();
            let is_same_matter = here.any(|one| there.iter().any(|other| is_same(&one, other)));
            let said = other.text.get(token.start..token.end)?;
            is_same_matter.then(|| (denied.to_owned(), said.to_owned()))
        })
    };
    let by_words = say(&theirs, &ours).map(|(denied, said)| Denial {
        statement_says: said,
        words_say: denied,
    });
    by_words.or_else(|| {
        say(&ours, &theirs).map(|(denied, said)| Denial {
            statement_says: denied,
            words_say: said,
        })
    })
}

#[cfg(test)]
mod tests;
