//! Those in a sentence who may do something, and what comes before their names.

use super::super::names::Names;
use crate::reading::{RoleSign, RoleSigns, Token, TokenKind, WordOrder};

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// Nothing that says a role.
    Bare,
    /// A preposition, with all that it may say.
    Preposition(RoleSigns),
    /// The name belongs to another noun, "the ports of Marland"; with what the preposition may say else.
    Attribute(RoleSigns),
}

/// Somebody who is named in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Party<'t> {
    pub(super) entities: Vec<String>,
    pub(super) words: &'t str,
    /// The tokens of the name.
    pub(super) first: usize,
    /// The token after the name.
    pub(super) end: usize,
    pub(super) marker: Marker,
    /// Whether it stands in a list with the party before: "Holm and Marland".
    pub(super) is_joined: bool,
    /// Whether it can have a role; otherwise it only stands in its place: "Iranian", "Marland's".
    pub(super) is_free: bool,
}

impl Party<'_> {
    /// Whether it may be a subject or an object as it stands.
    pub(super) fn is_bare(&self) -> bool {
        self.is_free && self.marker == Marker::Bare
    }
}

/// A word or two may stand between a preposition and a name: an article, a title.
const BETWEEN_MAX: usize = 3;

/// The parties of a sentence, in the order of their places.
pub(super) fn parties<'t>(
    names: &Names,
    order: WordOrder,
    tokens: &[Token],
    signs: &[(RoleSigns, usize)],
    sentence: &'t str,
) -> Vec<Party<'t>> {
    let mut found: Vec<Party<'t>> = Vec::new();
    for mention in names.among(tokens) {
        let entities = mention.entities.into_iter();
        let entities: Vec<String> = entities.filter(|name| names.is_party(name)).collect();
        let first = tokens.iter().position(|token| token.start == mention.start);
        let end = tokens.iter().position(|token| token.start >= mention.end);
        let (Some(first), false) = (first, entities.is_empty()) else {
            continue;
        };
        let end = end.unwrap_or(tokens.len());
        // A place within a name has none of its own.
        if found.last().is_some_and(|last| first < last.end) {
            continue;
        }
        let last = tokens.get(end - 1).map_or("", |token| token.text.as_str());
        let is_noun = entities.iter().any(|name| names.is_noun(name, last));
        let (mut marker, mut is_joined) = marker(&found, tokens, signs, first);
        if order == WordOrder::VerbFirst {
            is_joined = is_joined || is_joined_by_letter(&found, tokens, first);
            if marker == Marker::Bare && !is_joined && is_in_construct(&found, tokens, signs, first)
            {
                marker = Marker::Attribute(RoleSigns::default());
            }
        }
        found.push(Party {
            is_free: is_noun && !is_possessive(tokens, end),
            words: sentence.get(mention.start..mention.end).unwrap_or_default(),
            entities,
            first,
            end,
            marker,
            is_joined,
        });
    }
    part_lists(&mut found, tokens);
    found
}

/// Whether "'s" or "'" follows.
fn is_possessive(tokens: &[Token], end: usize) -> bool {
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.text == text);
    is(end, "'") && tokens.get(end).is_some_and(|token| !token.spaced)
}

/// What stands before a name that begins at a token, and whether a list goes on there.
fn marker(
    before: &[Party<'_>],
    tokens: &[Token],
    signs: &[(RoleSigns, usize)],
    first: usize,
) -> (Marker, bool) {
    if tokens.get(first).is_some_and(has_preposition) {
        let mut signs = RoleSigns::default();
        signs.insert(RoleSign::To);
        return (Marker::Preposition(signs), false);
    }
    let start = before.last().map_or(0, |party| party.end);
    let mut between = 0;
    for at in (start..first).rev() {
        let (Some(token), Some((sign, _))) = (tokens.get(at), signs.get(at)) else {
            break;
        };
        let is_at_party = at == start && !before.is_empty();
        if is_at_party && (sign.has(RoleSign::And) || token.text == ",") {
            return (Marker::Bare, true);
        }
        if sign.is_verb() || sign.has(RoleSign::And) {
            break;
        }
        if sign.is_preposition() {
            return (preposition(tokens, signs, at), false);
        }
        // "Since 2021 Marland": the preposition has what it stands before.
        let is_elision = token.text == "'";
        if token.kind != TokenKind::Word && !is_elision || between > BETWEEN_MAX {
            break;
        }
        between += usize::from(token.kind == TokenKind::Word && token.text.chars().count() > 1);
    }
    (Marker::Bare, false)
}

/// A preposition at a token; "of" after a noun makes the name an attribute of that.
fn preposition(tokens: &[Token], signs: &[(RoleSigns, usize)], at: usize) -> Marker {
    let sign = signs.get(at).map_or_else(RoleSigns::default, |sign| sign.0);
    let before = at.checked_sub(1);
    let is_noun = before.is_some_and(|at| {
        let is_word = tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word);
        let is_known = signs
            .get(at)
            .is_some_and(|(sign, _)| *sign != RoleSigns::default());
        is_word && !is_known
    });
    let is_of_only = sign.has(RoleSign::Of) && !sign.has(RoleSign::From);
    if is_of_only || sign.has(RoleSign::Of) && is_noun && !sign.has(RoleSign::By) {
        Marker::Attribute(sign)
    } else {
        Marker::Preposition(sign)
    }
}

/// Whether a name follows another, and the Arabic "and" is written with it.
fn is_joined_by_letter(before: &[Party<'_>], tokens: &[Token], first: usize) -> bool {
    let has_letter = tokens
        .get(first)
        .is_some_and(|token| token.text.starts_with('\u{648}'));
    has_letter && before.last().is_some_and(|party| party.end == first)
}

/// Whether a name belongs to the Arabic noun right before it, which has no article then: "president of".
fn is_in_construct(
    before: &[Party<'_>],
    tokens: &[Token],
    signs: &[(RoleSigns, usize)],
    first: usize,
) -> bool {
    let at = first.checked_sub(1);
    let at = at.filter(|at| before.last().is_none_or(|party| party.end <= *at));
    let word = at.and_then(|at| tokens.get(at).zip(signs.get(at)));
    word.is_some_and(|(token, (sign, _))| {
        let has_article = token.text.starts_with("\u{627}\u{644}");
        token.kind == TokenKind::Word && !has_article && *sign == RoleSigns::default()
    })
}

/// Whether the Arabic preposition for "to" is written with the word and its article.
fn has_preposition(token: &Token) -> bool {
    token.text.starts_with("\u{644}\u{644}")
}

/// A comma joins names only within a list that ends in "and".
fn part_lists(parties: &mut [Party<'_>], tokens: &[Token]) {
    let mut is_list = false;
    for number in (1..parties.len()).rev() {
        let end = parties.get(number - 1).map(|party| party.end);
        let Some(party) = parties.get_mut(number) else {
            continue;
        };
        let is_comma = end
            .and_then(|end| tokens.get(end))
            .is_some_and(|token| token.text == ",");
        party.is_joined = party.is_joined && (!is_comma || is_list);
        is_list = party.is_joined;
    }
    // A list has the marker of its first name.
    for number in 1..parties.len() {
        let before = parties.get(number - 1).map(|party| party.marker);
        if let (Some(marker), Some(party)) = (before, parties.get_mut(number))
            && party.is_joined
        {
            party.marker = marker;
        }
    }
}
