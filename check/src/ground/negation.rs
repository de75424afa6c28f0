//! Does our statement affirm what the words deny, or deny what they affirm?
//!
//! A contradiction needs one word that both have: right after a "not" on one side, while the other side denies
//! nothing at all, and has at least half of the statement's other words. "Refused to sign" denies as "did
//! not sign" does, and "no deal" where three quarters of the words are shared. So "not only signed",
//! "denied having signed" and a sentence that says something else besides contradict nothing.

mod share;
mod side;
mod tables;

use dossier::v1::LocalizedText;

use super::words::same_language;
use crate::reading::{Cue, Mention, Reader, Token, tokens};
pub(super) use share::other_share;
use side::{Denied, Side, denies_noun, denying, is_grammar, is_same, is_weak, stem};
use tables::{INFINITIVES, OTHERWISE, PLAIN};

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
    let mut own = own.filter(|statement| same_language(&statement.language_code, language));
    match (denying(reader, words).next(), ours) {
        (None, None) => Denies::Nothing,
        (None, Some(_)) => Denies::Words,
        (Some(_), _)
            if own
                .clone()
                .any(|statement| denial(reader, statement, words).is_some()) =>
        {
            Denies::Words
        }
        (Some(_), None) if own.any(|statement| is_affirmed(reader, statement, words)) => {
            Denies::Nothing
        }
        (Some(_), None) => Denies::Unclear,
        (Some(_), Some(ours)) => Denies::Both(ours),
    }
}

/// Whether a clause of the words that denies nothing tells all that a statement does, but for a word, and no
/// clause that denies something tells as much.
fn is_affirmed(reader: Reader, statement: &LocalizedText, words: &str) -> bool {
    let ours = Side::new(reader, &statement.text);
    let theirs = Side::new(reader, words);
    let own = ours.telling().len();
    let (mut affirmed, mut denied) = (0, 0);
    let mut at = 0;
    while at < words.len() {
        let clause = theirs.clause(at);
        let end = clause.end.max(at) + 1;
        if let Some(text) = words.get(clause) {
            let shared = ours.shared_with(&Side::new(reader, text));
            let best = if denying(reader, text).next().is_some() {
                &mut denied
            } else {
                &mut affirmed
            };
            *best = shared.max(*best);
        }
        at = (end..=words.len())
            .find(|at| words.is_char_boundary(*at))
            .unwrap_or(end);
    }
    own > 1 && affirmed > denied + 1 && 4 * affirmed >= 3 * own
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
    let cue = cues.find(|cue| {
        let word = text.get(cue.start..cue.end).unwrap_or_default();
        let word = word.to_lowercase();
        // Not a verb that denies, nor a word that denies nouns or only goes with another.
        let is_other = ["ne", "n", "denied", "denies", "deny"].contains(&word.as_str());
        let is_noun = denies_noun(Reader::new(&statement.language_code), &word);
        cue.value == Cue::Negation && !is_weak(&word) && !is_other && !is_noun
    })?;
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

/// What a statement and the words of an article in the same language say against each other.
pub(super) fn denial(reader: Reader, statement: &LocalizedText, words: &str) -> Option<Denial> {
    let ours = Side::new(reader, &statement.text);
    let theirs = Side::new(reader, words);
    if !ours.is_repeated_by(&theirs) {
        return None;
    }
    let say = |left: &Side<'_>, right: &Side<'_>, is_ours: bool| {
        left.denied.iter().find_map(|denied| {
            let Denied { stem, range, .. } = denied;
            // "No leap second will be needed" and "makes leap seconds needless" are one.
            if denied.is_noun && !ours.is_nearly_repeated_by(&theirs) {
                return None;
            }
            // Who denies it of one, and affirms it of another, denies it of nobody in particular.
            if left.says_beside(stem, range) {
                return None;
            }
            let words = left.text.get(range.clone())?;
            let token = right.says(stem)?;
            // In a sentence with several clauses that of the word counts; who "did not deny" denies a denial.
            let said = right.text.get(token.start..token.end)?;
            let is_denial = right.is_lone_denial(reader, token);
            let is_affirmed = is_ours && !right.is_open_around(reader, token);
            if right.denies && !is_denial && !is_affirmed {
                return None;
            }
            if !is_ours
                && is_of_another_clause(left, right, left.part(range.start, denied.is_noun), stem)
            {
                return None;
            }
            let there = right.beside(token.start, token.end);
            let mut here = left.beside(range.start, range.end).into_iter();
            let is_same_matter = here.any(|stem| there.iter().any(|right| is_same(&stem, right)));
            is_same_matter.then(|| (words.to_owned(), said.to_owned()))
        })
    };
    let by_words = say(&theirs, &ours, false).map(|(denied, said)| Denial {
        statement_says: said,
        words_say: denied,
    });
    by_words.or_else(|| {
        say(&ours, &theirs, true).map(|(denied, said)| Denial {
            statement_says: denied,
            words_say: said,
        })
    })
}

/// Whether the words of an article have at least half of what a sentence tells.
pub(super) fn is_told(reader: Reader, sentence: &str, words: &str) -> bool {
    Side::new(reader, sentence).is_repeated_by(&Side::new(reader, words))
}

/// What a statement denies with a plain "not", where one in another language has no word that could deny
/// anything. Both are ours and say the same.
pub(crate) fn denied_in_one(denying_text: &LocalizedText, other: &LocalizedText) -> Option<String> {
    let [reader, translated] = [denying_text, other].map(|side| Reader::new(&side.language_code));
    if !reader.is_complete() || !translated.is_complete() {
        return None;
    }
    let words = tokens(&denying_text.text);
    let mut cues = denying(reader, &denying_text.text);
    let cue = cues.find(|cue| {
        let word = denying_text
            .text
            .get(cue.start..cue.end)
            .unwrap_or_default();
        let word = dossier::words::fold(word);
        let is_plain = PLAIN.contains(&word.as_str()) && !denies_noun(reader, &word);
        cue.value == Cue::Negation && is_plain && !is_before_infinitive(&words, cue)
    })?;
    let cues = translated.cues(&other.text);
    let denies = |cue: &Mention<Cue>| matches!(cue.value, Cue::Negation | Cue::Denial);
    let words = tokens(&other.text);
    let is_otherwise = |word: &Token| OTHERWISE.iter().any(|start| word.text.starts_with(start));
    if cues.iter().any(denies) || words.iter().any(is_otherwise) {
        return None;
    }
    denying_text.text.get(cue.start..cue.end).map(str::to_owned)
}

/// Whether what is denied is no verb with a subject, and another language may have a word for the contrary:
/// "for not having told" is "pour avoir tu".
fn is_before_infinitive(words: &[Token], cue: &Mention<Cue>) -> bool {
    let next = words.iter().find(|word| word.start >= cue.end);
    let before = words.iter().rev().find(|word| word.end <= cue.start);
    let leads = |word: &Token| {
        INFINITIVES.contains(&word.text.as_str())
            || word.text.len() > 4 && word.text.ends_with("ing")
    };
    next.is_some_and(leads) || before.is_some_and(|word| word.text == "ne")
}

/// How many words behind a "may" its verb stands at most: "may soon have to".
const HEDGED_WITHIN: usize = 3;

/// Whether a statement in the language of some words has the first longer word behind a place of them, such
/// as the verb behind a "may", and at least half of its own words are there.
pub(super) fn follows(
    reader: Reader,
    statement: &LocalizedText,
    (words, place): (&str, std::ops::Range<usize>),
) -> bool {
    let [ours, theirs] = [statement.text.as_str(), words].map(|side| Side::new(reader, side));
    let behind = theirs.tokens.iter().filter(|word| word.start >= place.end);
    let mut behind = behind
        .take(HEDGED_WITHIN)
        .filter(|word| !is_grammar(&word.text));
    let verb = behind.find_map(stem);
    let is_verb = verb.is_some_and(|verb| ours.says(&verb).is_some());
    is_verb && same_clause(&theirs, &place) && ours.is_repeated_by(&theirs)
}

/// Whether nothing that begins another clause stands between a place and what follows it.
fn same_clause(side: &Side<'_>, place: &std::ops::Range<usize>) -> bool {
    let behind = side.tokens.iter().filter(|word| word.start >= place.end);
    !behind
        .take(HEDGED_WITHIN)
        .any(|word| matches!(word.text.as_str(), "," | ";" | ":" | "."))
}

/// Whether a statement tells of another clause of the words than the one that denies: it has a word, and no
/// name, that only another one has. "Has no cranes, but intends to buy some" does not deny that cranes will be
/// bought.
fn is_of_another_clause(
    words: &Side<'_>,
    statement: &Side<'_>,
    clause: std::ops::Range<usize>,
    denied: &str,
) -> bool {
    let inside = |token: &&Token| clause.start <= token.start && token.end <= clause.end;
    let small = statement.tokens.iter().filter(|token| {
        let raw = statement
            .text
            .get(token.start..token.end)
            .unwrap_or_default();
        raw.starts_with(char::is_lowercase) && !is_grammar(&token.text)
    });
    small.filter_map(stem).any(|own| {
        let stands = |token: &Token| stem(token).is_some_and(|stem| is_same(&stem, &own));
        let mut here = words.tokens.iter().filter(inside);
        let mut there = words.tokens.iter().filter(|token| !inside(token));
        !is_same(&own, denied) && !here.any(stands) && there.any(stands)
    })
}

#[cfg(test)]
mod tests;
