//! Does our statement affirm what the words deny, or deny what they affirm?
//!
//! A contradiction needs one word that both have: right after a "not" on one side, while the other side denies
//! nothing at all, and has at least half of the statement's other words. "Refused to sign" denies as "did
//! not sign" does, and "no deal" where three quarters of the words are shared. So "not only signed",
//! "denied having signed" and a sentence that says something else besides contradict nothing.

mod side;
mod tables;

use dossier::v1::LocalizedText;

use self::side::{Denied, ONLY_WITHIN, Side, denies_noun, is_same, is_weak};
use self::tables::{AMBIGUOUS, COMPARING, ONLY};
use super::words::same_language;
use crate::reading::{Cue, Mention, Reader, tokens};

/// What one side says, and the other in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Denial {
    pub(super) statement_says: String,
    pub(super) words_say: String,
}

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

/// How far behind the word that denies they may stand: "no es más de".
const COMPARED_WITHIN: usize = 2;

/// Whether a cue is a "not": not a verb that denies, nor a word that denies nouns or only goes with another.
fn is_not(cue: &Mention<Cue>, statement: &LocalizedText) -> bool {
    let word = statement.text.get(cue.start..cue.end).unwrap_or_default();
    let word = word.to_lowercase();
    let is_other = ["ne", "n", "denied", "denies", "deny"].contains(&word.as_str());
    let is_noun = denies_noun(Reader::new(&statement.language_code), &word);
    cue.value == Cue::Negation && !is_weak(&word) && !is_other && !is_noun
}

/// What a statement denies where the words of an article in the same language deny nothing, and have what
/// it denies and at least half of its other words. Words that tell the same in a way of their own may need
/// no "not": who "did not win" may have "lost".
pub(super) fn denied_alone(
    reader: Reader,
    statement: &LocalizedText,
    words: &str,
) -> Option<Denial> {
    let text = statement.text.as_str();
    let mut cues = denying(reader, text);
    let cue = cues.find(|cue| is_not(cue, statement))?;
    if denying(reader, words).next().is_some() {
        return None;
    }
    let [ours, theirs] = [text, words].map(|side| Side::new(reader, side));
    if !ours.is_repeated_by(&theirs) || !theirs.affirms(&ours, cue.end) {
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
    let ours = Side::new(reader, &statement.text);
    let theirs = Side::new(reader, words);
    if !ours.is_repeated_by(&theirs) {
        return None;
    }
    let say = |one: &Side<'_>, other: &Side<'_>| {
        if other.denies {
            return None;
        }
        one.denied.iter().find_map(|denied| {
            let Denied { stem, range, .. } = denied;
            // "No leap second will be needed" and "makes leap seconds needless" are one.
            if denied.is_noun && !ours.is_nearly_repeated_by(&theirs) {
                return None;
            }
            // Who denies it of one, and affirms it of another, denies it of nobody in particular.
            if one.says_beside(stem, range) {
                return None;
            }
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
