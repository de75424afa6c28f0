//! Does a statement say "all" where the words say "half", or the other way round?
//!
//! Both may be told in one sentence, and "all" may be less than all ("nearly all", "all except"). So each side
//! must have one such word alone, the same noun behind it, and the statement and a clause of the words must tell
//! the same otherwise. A paraphrase is passed over rather than found fault with.

use dossier::v1::LocalizedText;

use super::Denial;
use super::side::{SHORTEST, Side, is_grammar, stem};
use crate::reading::{Reader, Shares, Token, TokenKind};

/// The least that a statement must tell besides the word for how much.
const TOLD_MIN: usize = 2;

/// Articles and pronouns of three letters, folded: they tell nothing of their own.
const ARTICLES: [&str; 14] = [
    "the", "its", "his", "her", "die", "der", "das", "den", "des", "les", "ses", "las", "los",
    "sus",
];

/// How much of something a text speaks of.
struct Share<'t> {
    word: &'t Token,
    is_whole: bool,
    noun: String,
}

/// What a statement says of all, and the words of an article in the same language of a part, or the other
/// way round.
pub(in crate::ground) fn other_share(
    reader: Reader,
    statement: &LocalizedText,
    words: &str,
) -> Option<Denial> {
    let table = reader.shares()?;
    let ours = Side::new(reader, &statement.text);
    let theirs = Side::new(reader, words);
    let (here, there) = (share(table, &ours)?, share(table, &theirs)?);
    // Behind a comma a relative clause may limit what is spoken of.
    let is_limited = ours
        .tokens
        .iter()
        .any(|token| matches!(token.text.as_str(), "," | "،"));
    if is_limited || here.is_whole == there.is_whole || here.noun != there.noun {
        return None;
    }
    let clause = theirs.clause(there.word.start);
    let [ours_besides, theirs_besides] = [
        besides(ours.text, 0..ours.text.len(), here.word)?,
        besides(theirs.text, clause, there.word)?,
    ];
    let own = Side::new(reader, &ours_besides);
    let other = Side::new(reader, &theirs_besides);
    // What only the words tell may limit what they speak of: "all the old cranes".
    let is_told = own.telling().len() >= TOLD_MIN
        && is_wholly_told(&own, &other)
        && is_wholly_told(&other, &own);
    let said =
        |side: &Side<'_>, word: &Token| side.text.get(word.start..word.end).map(str::to_owned);
    is_told.then_some(Denial {
        statement_says: said(&ours, here.word)?,
        words_say: said(&theirs, there.word)?,
    })
}

/// A part of a text without a word in it.
fn besides(text: &str, range: std::ops::Range<usize>, word: &Token) -> Option<String> {
    let before = text.get(range.start..word.start)?;
    let behind = text.get(word.end..range.end)?;
    Some(format!("{before} {behind}"))
}

/// Whether one side tells nothing that the other does not.
fn is_wholly_told(side: &Side<'_>, other: &Side<'_>) -> bool {
    side.shared_with(other) == side.telling().len()
        && short_words(side).all(|word| short_words(other).any(|other_word| other_word == word))
}

/// The only word of a text for how much of something it speaks, with the noun behind it.
fn share<'t>(table: &Shares, side: &'t Side<'_>) -> Option<Share<'t>> {
    let is_share =
        |token: &&Token| table.whole.contains(&token.text) || table.part.contains(&token.text);
    let mut found = side.tokens.iter().filter(is_share);
    let word = found.next()?;
    let is_hedged = side
        .tokens
        .iter()
        .any(|token| table.hedge.contains(&token.text));
    if found.next().is_some() || is_hedged {
        return None;
    }
    let mut behind = side.tokens.iter().filter(|token| token.start >= word.end);
    // "Some 40 cranes" are about forty.
    let is_word = |token: &&Token| token.kind == TokenKind::Word;
    behind.clone().next().filter(is_word)?;
    let noun = behind.find(|token| token.text.chars().count() >= SHORTEST && !is_empty(token))?;
    let noun = stem(noun).unwrap_or_else(|| noun.text.clone());
    Some(Share {
        word,
        is_whole: table.whole.contains(&word.text),
        noun,
    })
}

/// Whether a word tells nothing of its own.
fn is_empty(token: &Token) -> bool {
    is_grammar(&token.text) || ARTICLES.contains(&token.text.as_str())
}

/// The words of three letters, which have no stem: "old".
fn short_words<'s>(side: &'s Side<'_>) -> impl Iterator<Item = &'s str> {
    let words = side.tokens.iter().map(|token| token.text.as_str());
    words.filter(|word| word.chars().count() == SHORTEST && !ARTICLES.contains(word))
}
