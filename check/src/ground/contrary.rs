//! Does our statement use a verb that is the contrary of the one in the words?
//!
//! "Bought" for "sold", "joined" for "left": both sides must speak of the same, with the same name before the
//! verb, because who buys and who sells may both be told of one deal. Where the words have both verbs, or
//! either side denies something, nothing is said.

use dossier::v1::LocalizedText;

use super::negation::{Denial, is_told};
use crate::reading::{Cue, Reader, Token, TokenKind, tokens};

/// Verbs and adverbs with their contraries, folded. The last of the three says whether the same name must stand
/// before both.
const PAIRS: &[(&[&str], &[&str], bool)] = &[
    (
        &["denied", "denies", "deny"],
        &["admitted", "admits", "confirmed", "confirms", "conceded"],
        true,
    ),
    (
        &["joined", "joins", "join"],
        &["left", "leaves", "quit", "quits"],
        true,
    ),
    (
        &["signed", "signs"],
        &["terminated", "terminates", "cancelled", "tore"],
        true,
    ),
    (
        &["bought", "buys", "buy", "buying", "purchased"],
        &["sold", "sells", "sell", "selling"],
        true,
    ),
    (&["agreed", "agrees"], &["disagreed", "disagrees"], true),
    (
        &["killed", "died", "dead"],
        &["injured", "wounded", "survived"],
        false,
    ),
    (&["opened", "opens"], &["closed", "closes", "shut"], true),
    (&["won", "wins"], &["lost", "loses"], true),
    (
        &["accepted", "accepts"],
        &["rejected", "rejects", "refused", "refuses"],
        true,
    ),
    (&["offered", "offers"], &["refused", "refuses"], true),
    (
        &["exported", "exports", "export"],
        &["imported", "imports", "import"],
        true,
    ),
    (
        &["hired", "hires"],
        &["dismissed", "dismisses", "fired", "sacked"],
        true,
    ),
    (&["lent", "lends"], &["borrowed", "borrows"], true),
    (&["supported", "supports"], &["opposed", "opposes"], true),
    (&["acquitted"], &["fined", "convicted"], true),
    (&["earns", "earned"], &["costs", "cost"], true),
    (&["later"], &["earlier"], false),
    (&["above"], &["below"], false),
    (&["most"], &["least"], false),
    (&["safest"], &["deadliest"], false),
    (
        &["bestritt", "bestreitet", "dementierte"],
        &["bestatigte", "bestatigt", "raumte"],
        true,
    ),
    (
        &["starb", "starben", "getotet"],
        &["uberlebte", "uberlebten", "verletzt"],
        false,
    ),
    (
        &["kaufte", "kauft", "kauften", "kaufen", "erwarb", "erwarben"],
        &["verkaufte", "verkauft", "verkauften", "verkaufen"],
        true,
    ),
    (&["spater"], &["fruher"], false),
    (&["gewann", "gewannen"], &["verlor", "verloren"], true),
    (
        &["eroffnete", "eroffnet"],
        &["schloss", "geschlossen"],
        true,
    ),
    (
        &["exportierte", "exportiert"],
        &["importierte", "importiert"],
        true,
    ),
    (&["billigte", "billigt"], &["verwarf", "verwirft"], true),
    (
        &["nie", "dement", "dementi"],
        &["confirme", "reconnait", "reconnu", "admet", "admis"],
        true,
    ),
    (
        &["tue", "tues", "mort", "morts"],
        &["blesse", "blesses", "survecu"],
        false,
    ),
    (
        &["achete", "achetent", "acheter"],
        &["vendu", "vend", "vendent", "vendre"],
        true,
    ),
    (&["rejoint", "adhere"], &["quitte"], true),
    (&["signe", "signent"], &["resilie", "rejete"], true),
    (
        &["accepte", "acceptent"],
        &["refuse", "refusent", "rejete"],
        true,
    ),
    (&["exporte", "exportent"], &["importe", "importent"], true),
    (
        &["nego", "niega"],
        &["confirmo", "confirma", "admitio", "admite"],
        true,
    ),
    (
        &["murieron", "murio", "muertos"],
        &["sobrevivieron", "sobrevivio", "heridos"],
        false,
    ),
    (
        &["compro", "compra", "compraron"],
        &["vendio", "vende", "vendieron"],
        true,
    ),
    (
        &["firmo", "firmaron"],
        &["rechazo", "rechazaron", "rescindio"],
        true,
    ),
    (&["acepto", "aceptaron"], &["rechazo", "rechazaron"], true),
    (&["exporto", "exporta"], &["importo", "importa"], true),
];

/// How many words before a verb are looked through for the name of who does it.
const BEFORE_MAX: usize = 6;

/// What a statement says with a verb that is the contrary of that in the words of an article in the same
/// language.
pub(super) fn contrary(reader: Reader, statement: &LocalizedText, words: &str) -> Option<Denial> {
    let text = statement.text.as_str();
    let denies = |text: &str| {
        let cues = reader.cues(text);
        cues.iter().any(|cue| {
            let mut here = cues.iter().filter(|one| one.start == cue.start);
            cue.value == Cue::Negation && !here.any(|one| one.value == Cue::Saying)
        })
    };
    if denies(text) || denies(words) || !is_told(reader, text, words) {
        return None;
    }
    let (ours, theirs) = (tokens(text), tokens(words));
    let ways = PAIRS
        .iter()
        .flat_map(|(one, other, same)| [(*one, *other, *same), (*other, *one, *same)]);
    let place = |tokens: &[Token], of: &[&str]| {
        tokens
            .iter()
            .position(|token| of.contains(&token.text.as_str()))
    };
    for (said, found, needs_name) in ways {
        let (Some(here), Some(there)) = (place(&ours, said), place(&theirs, found)) else {
            continue;
        };
        let is_both = place(&ours, found).is_some() || place(&theirs, said).is_some();
        let is_one = !needs_name
            || name_before(text, &ours, here)
                .is_some_and(|one| Some(one) == name_before(words, &theirs, there));
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

/// The nearest word with a capital before a place, in its sentence.
fn name_before<'t>(text: &str, tokens: &'t [Token], at: usize) -> Option<&'t str> {
    let before = tokens.get(at.saturating_sub(BEFORE_MAX)..at)?;
    let mut before = before
        .iter()
        .rev()
        .take_while(|one| !matches!(one.text.as_str(), "." | ";" | ":" | "!" | "?"));
    let is_name = |one: &&Token| {
        let raw = text.get(one.start..one.end).unwrap_or_default();
        one.kind == TokenKind::Word
            && raw.starts_with(char::is_uppercase)
            && raw.chars().count() > 3
    };
    before.find(is_name).map(|one| one.text.as_str())
}
