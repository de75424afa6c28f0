//! Does our statement use a verb that is the contrary of the one in the words?
//!
//! "Bought" for "sold", "joined" for "left": both sides must speak of the same, with the same name before the
//! verb, because who buys and who sells may both be told of one deal. Where the words have both verbs, or
//! either side denies something, nothing is said.

use dossier::v1::LocalizedText;

use super::negation::{Denial, is_told};
use crate::reading::{Contraries, Cue, Pair, Reader, Same, Token, TokenKind, tokens};

/// How many words on either side of a verb are looked through for a name.
const BEFORE_MAX: usize = 6;

/// What a statement says with a verb that is the contrary of that in the words of an article in the same
/// language.
pub(super) fn contrary(reader: Reader, statement: &LocalizedText, words: &str) -> Option<Denial> {
    let text = statement.text.as_str();
    let denies = |text: &str| {
        let cues = reader.cues(text);
        cues.iter().any(|cue| {
            let mut here = cues.iter().filter(|cue_here| cue_here.start == cue.start);
            cue.value == Cue::Negation && !here.any(|cue| cue.value == Cue::Saying)
        })
    };
    if denies(text) || denies(words) || !is_told(reader, text, words) {
        return None;
    }
    let table = reader.contraries()?;
    let (ours, theirs) = (tokens(text), tokens(words));
    let place = |tokens: &[Token], verb: &[String]| {
        let mut tokens = tokens.iter();
        tokens.position(|token| verb.contains(&token.text))
    };
    for (said, found, same) in table.pairs.iter().flat_map(both_ways) {
        let (Some(here), Some(there)) = (place(&ours, said), place(&theirs, found)) else {
            continue;
        };
        let is_both = place(&ours, found).is_some() || place(&theirs, said).is_some();
        let is_one = is_same((table, same), (text, &ours, here), (words, &theirs, there));
        if is_both || !is_one {
            continue;
        }
        let word = |text: &str, tokens: &[Token], at: usize| {
            let token = tokens.get(at)?;
            text.get(token.start..token.end).map(str::to_owned)
        };
        return Some(Denial {
            statement_says: word(text, &ours, here)?,
            words_say: word(words, &theirs, there)?,
        });
    }
    None
}

fn both_ways(pair: &Pair) -> [(&[String], &[String], Same); 2] {
    let Pair { one, other, same } = pair;
    [(one, other, *same), (other, one, *same)]
}

/// A verb in a text: the text, its tokens, and the place of the verb among them.
type Verb<'t> = (&'t str, &'t [Token], usize);

/// Whether two verbs tell of the same.
fn is_same((table, same): (&Contraries, Same), ours: Verb<'_>, theirs: Verb<'_>) -> bool {
    let alike = |name: fn(Verb<'_>) -> Option<String>| {
        name(ours).is_some_and(|word| Some(word) == name(theirs))
    };
    match same {
        Same::Nothing => true,
        Same::Before => alike(name_before),
        Same::Deal => {
            let is_active = |verb| !is_passive(table, verb);
            alike(name_before) && is_active(ours) && is_active(theirs)
        }
        Same::Both => alike(name_before) && alike(name_behind),
    }
}

/// Whether a verb may be passive, or only belongs to a name: "the wheat, exported by".
fn is_passive(table: &Contraries, (_, tokens, at): Verb<'_>) -> bool {
    let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    let behind = tokens.get(at + 1).map_or("", |token| token.text.as_str());
    let mut before = before.iter().map(|token| token.text.as_str());
    before.any(|word| word == "," || table.is_passive(word)) || table.is_other_side(behind)
}

/// Whether a token is a word with a capital, of more than three letters.
fn is_name(text: &str, token: &Token) -> bool {
    let raw = text.get(token.start..token.end).unwrap_or_default();
    token.kind == TokenKind::Word && raw.starts_with(char::is_uppercase) && raw.chars().count() > 3
}

fn ends_sentence(token: &Token) -> bool {
    matches!(token.text.as_str(), "." | ";" | ":" | "!" | "?")
}

/// The nearest word with a capital before a verb, in its sentence.
fn name_before((text, tokens, at): Verb<'_>) -> Option<String> {
    let before = tokens.get(at.saturating_sub(BEFORE_MAX)..at)?;
    let mut before = before
        .iter()
        .rev()
        .take_while(|token| !ends_sentence(token));
    let name = before.find(|token| is_name(text, token))?;
    Some(name.text.clone())
}

/// The nearest word with a capital behind a verb, in its sentence.
fn name_behind((text, tokens, at): Verb<'_>) -> Option<String> {
    let behind = tokens.iter().skip(at + 1).take(BEFORE_MAX);
    let mut behind = behind.take_while(|token| !ends_sentence(token));
    let name = behind.find(|token| is_name(text, token))?;
    Some(name.text.clone())
}
