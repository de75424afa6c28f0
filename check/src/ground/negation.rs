//! Does our statement affirm what the words deny, or deny what they affirm?
//!
//! A contradiction needs one word that both have: right after a "not" on one side, while the other side denies
//! nothing at all, and has at least half of the statement's other words. "Refused to sign" denies as "did
//! not sign" does, and "no deal" where three quarters of the words are shared. So "not only signed",
//! "denied having signed" and a sentence that says something else besides contradict nothing.

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
const WEAK: [&str; 22] = [
    "without", "ohne", "sans", "sin", "دون", "بدون", "غير", "ما", "nor", "neither", "ni", "noch",
    "weder", "personne", "none", "nobody", "nothing", "niemand", "nichts", "nadie", "nada",
    "tampoco",
];

/// Words that deny the noun behind them, folded: they count where both sides have that noun.
const NOUNS: &[&str] = &[
    "kein", "keine", "keinen", "keinem", "keiner", "keines", "aucun", "aucune", "ningun",
    "ninguno", "ninguna",
];

/// Words with which somebody does not do something, folded, and the word that leads to what.
const REFUSING: [(&[&str], &str); 3] = [
    (
        &[
            "refused", "refuses", "refusing", "failed", "fails", "declined", "declines",
        ],
        "to",
    ),
    (&["refuse", "refusent", "refusait", "refusaient"], "de"),
    (&["nego", "niega", "negaron", "niegan"], "a"),
];

/// Forms of English and German verbs that begin otherwise than the verb itself. Verbs of three letters end
/// in a mark here, so that they begin no other word.
const IRREGULAR: &[(&str, &str)] = &[
    ("sold", "sell"),
    ("met", "meet"),
    ("bought", "buy|"),
    ("buy", "buy|"),
    ("buys", "buy|"),
    ("paid", "pay|"),
    ("pay", "pay|"),
    ("pays", "pay|"),
    ("repaid", "repay"),
    ("gave", "give"),
    ("given", "give"),
    ("sent", "send"),
    ("built", "build"),
    ("left", "leave"),
    ("lost", "lose"),
    ("won", "win|"),
    ("win", "win|"),
    ("wins", "win|"),
    ("found", "find"),
    ("held", "hold"),
    ("kept", "keep"),
    ("made", "make"),
    ("took", "take"),
    ("taken", "take"),
    ("went", "go|"),
    ("gone", "go|"),
    ("came", "come"),
    ("got", "get|"),
    ("get", "get|"),
    ("began", "begin"),
    ("begun", "begin"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("caught", "catch"),
    ("chose", "choos"),
    ("chosen", "choos"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("fought", "fight"),
    ("flew", "fly|"),
    ("fly", "fly|"),
    ("led", "lead"),
    ("lent", "lend"),
    ("rose", "rise"),
    ("risen", "rise"),
    ("ran", "run|"),
    ("run", "run|"),
    ("saw", "see|"),
    ("seen", "see|"),
    ("see", "see|"),
    ("sank", "sink"),
    ("sunk", "sink"),
    ("shot", "shoot"),
    ("spent", "spend"),
    ("stood", "stand"),
    ("struck", "strik"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("threw", "throw"),
    ("wrote", "write"),
    ("written", "write"),
    ("traf", "treff"),
    ("trafen", "treff"),
    ("getroffen", "treff"),
    ("bekam", "bekom"),
    ("erhielt", "erhal"),
    ("erhielten", "erhal"),
];

/// How many characters of a word are compared: endings differ.
const STEM: usize = 5;

/// How many words on either side of a denied one tell whether the other side speaks of the same matter.
const BESIDE: usize = 3;

/// Words behind which a sentence speaks of another one, folded: "Holm is not a member, but Marland is".
const CONTRASTS: [&str; 15] = [
    "but", "whereas", "while", "unlike", "aber", "sondern", "hingegen", "dagegen", "mais",
    "tandis", "pero", "sino", "mientras", "لكن", "بل",
];

/// Shorter words mostly belong to the grammar.
const WORD_MIN: usize = 4;

/// How many short words may stand between "not" and what it denies: "has not yet been".
const BETWEEN_MAX: usize = 2;

/// A sentence or more, with what it denies.
struct Side<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    denies: bool,
    denied: Vec<Denied>,
}

/// What is denied.
struct Denied {
    /// The stem that a "not" stands right before.
    stem: String,
    /// From the "not" to the end of the word.
    range: std::ops::Range<usize>,
    /// Whether it is a noun, of which there is none: "no deal".
    is_noun: bool,
}

impl<'t> Side<'t> {
    fn new(reader: Reader, text: &'t str) -> Self {
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
            if !is_also(Cue::Saying) && !is_weak(word) {
                let found = side.denied_after(end, reader.word_order());
                side.denied.extend(found.map(|(stem, range)| Denied {
                    stem,
                    range: range.start.min(cue.start)..range.end.max(cue.end),
                    is_noun: denies_noun(reader, word),
                }));
            }
        }
        side.refuse();
        side
    }

    /// Adds what somebody refuses or fails to do.
    fn refuse(&mut self) {
        let words: Vec<&str> = self.tokens.iter().map(|one| one.text.as_str()).collect();
        let is_refusal = |pair: &[&str]| match pair {
            [verb, lead] => REFUSING
                .iter()
                .any(|(verbs, other)| verbs.contains(verb) && other == lead),
            _ => false,
        };
        let places = words.windows(2).enumerate();
        let places: Vec<usize> = places
            .filter(|(_, pair)| is_refusal(pair))
            .map(|(at, _)| at)
            .collect();
        for at in places {
            self.denies = true;
            let (Some(verb), Some(denied)) = (self.tokens.get(at), self.tokens.get(at + 2)) else {
                continue;
            };
            let range = verb.start..denied.end;
            self.denied.extend(stem(denied).map(|stem| Denied {
                stem,
                range,
                is_noun: false,
            }));
        }
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
    fn is_repeated_by(&self, other: &Self) -> bool {
        let stems: BTreeSet<String> = self.tokens.iter().filter_map(stem).collect();
        let shared = stems.iter().filter(|one| other.says(one).is_some()).count();
        shared > 1 && 2 * (shared - 1) >= stems.len() - 1
    }

    /// Whether another side has three quarters of this one's words.
    fn is_nearly_repeated_by(&self, other: &Self) -> bool {
        let tokens = self.tokens.iter();
        let tokens = tokens.filter(|one| !NOUNS.contains(&one.text.as_str()));
        let stems: BTreeSet<String> = tokens.filter_map(stem).collect();
        let shared = stems.iter().filter(|one| other.says(one).is_some()).count();
        4 * shared >= 3 * stems.len()
    }

    /// Whether it has what another side denies: the first word of some length, or the first number, behind
    /// its "not".
    fn affirms(&self, other: &Self, after: usize) -> bool {
        let behind = other.tokens.iter().filter(|one| one.start >= after);
        let is_denied = |one: &&Token| {
            let is_number = one.text.chars().any(|one| one.is_ascii_digit());
            one.kind != TokenKind::Mark && (is_number || one.text.chars().count() >= SHORTEST)
        };
        let Some(denied) = behind.take(BETWEEN_MAX + 1).find(is_denied) else {
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

    /// Whether a stem stands outside of a range too.
    fn says_beside(&self, wanted: &str, range: &std::ops::Range<usize>) -> bool {
        let outside = |one: &&Token| one.end <= range.start || range.end <= one.start;
        let mut tokens = self.tokens.iter().filter(outside);
        tokens.any(|token| stem(token).is_some_and(|own| is_same(&own, wanted)))
    }

    /// The stems of the nearest longer words on both sides of a place.
    fn beside(&self, start: usize, end: usize) -> Vec<String> {
        // What stands beyond a "but" is another matter.
        let is_near = |one: &&Token| !CONTRASTS.contains(&one.text.as_str());
        let before = self.tokens.iter().rev().filter(|one| one.end <= start);
        let before = before.take_while(is_near);
        let after = self.tokens.iter().filter(|one| one.start >= end);
        let after = after.take_while(is_near);
        let before = before.filter_map(stem).take(BESIDE);
        before.chain(after.filter_map(stem).take(BESIDE)).collect()
    }
}

/// Whether a word denies the noun behind it. English "no" does, and the Spanish one denies verbs.
fn denies_noun(reader: Reader, word: &str) -> bool {
    let word = dossier::words::fold(word);
    NOUNS.contains(&word.as_str()) || word == "no" && reader.has_no_for_nouns()
}

/// Whether a word denies only some of what follows, or may mean something else.
fn is_weak(word: &str) -> bool {
    WEAK.contains(&word.to_lowercase().as_str())
}

fn is_same(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn stem(token: &Token) -> Option<String> {
    let mut irregular = IRREGULAR.iter();
    if let Some((_, verb)) = irregular.find(|(form, _)| *form == token.text) {
        return Some((*verb).to_owned());
    }
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
