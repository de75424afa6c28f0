//! A text as readers of amounts walk over it: tokens, their surroundings, and the words of a language.

use super::compound::compound;
use super::lexicon::{Atom, Lexicon, Role};
use super::phrases::{Phrases, is_hyphen};
use crate::reading::token::{Token, TokenKind};

/// A text with its tokens and the words of its language. Places are numbers of tokens.
#[derive(Clone, Debug)]
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) lexicon: &'static Lexicon,
    /// For each token, the marks of the phrases that begin there.
    marks: Vec<[u64; 2]>,
    /// For each token, the pieces of the number that it is as one word.
    compounds: Vec<Option<Vec<Atom>>>,
}

/// What was found at a place, and where it ends.
#[derive(Clone, Debug)]
pub(super) struct Found<T> {
    pub(super) value: T,
    /// The token behind it.
    pub(super) next: usize,
    /// Whether a conjunction is written at its front, as Arabic does.
    pub(super) joined: bool,
}

impl<'t> Scan<'t> {
    /// Looks each token up once; the readers ask for the same ones many times.
    pub(super) fn new(text: &'t str, tokens: &'t [Token], lexicon: &'static Lexicon) -> Self {
        let marks = tokens.iter().map(|token| lexicon.marks(&token.text));
        let compounds = tokens.iter().filter(|_| lexicon.grammar.compounds);
        let compounds = compounds.map(|token| compound(lexicon, token));
        Self {
            text,
            tokens,
            lexicon,
            marks: marks.collect(),
            compounds: compounds.collect(),
        }
    }

    /// Whether words with which amounts begin stand at a place; `bare` looks behind prefixes, too.
    pub(super) fn may_begin(&self, at: usize, bare: bool) -> bool {
        let marks = self.marks.get(at);
        marks.is_some_and(|[own, all]| self.lexicon.is_start(if bare { *all } else { *own }))
    }

    /// The pieces of the number that a token is as one word: `dreiundzwanzig`.
    pub(super) fn compound(&self, at: usize) -> Option<&[Atom]> {
        self.compounds.get(at)?.as_deref()
    }

    pub(super) fn token(&self, at: usize) -> Option<&'t Token> {
        self.tokens.get(at)
    }

    /// The folded text of a token; empty behind the end.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text.as_str())
    }

    /// The token as it is written.
    pub(super) fn raw(&self, at: usize) -> &'t str {
        self.raw_until(at, at + 1)
    }

    /// The text from a token to the one before `end`, as it is written.
    pub(super) fn raw_until(&self, at: usize, end: usize) -> &'t str {
        let first = self.tokens.get(at);
        let last = end.checked_sub(1).and_then(|last| self.tokens.get(last));
        let range = first.zip(last).map(|(first, last)| first.start..last.end);
        range
            .and_then(|range| self.text.get(range))
            .unwrap_or_default()
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn is_digits(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Digits)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    /// Whether a token is written at the one before it.
    pub(super) fn is_attached(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    pub(super) fn is_hyphen(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(is_hyphen)
    }

    /// The place behind a hyphen that stands within a word; the same place where there is none.
    pub(super) fn skip_hyphen(&self, at: usize) -> usize {
        let within = self.is_hyphen(at) && self.is_attached(at) && self.is_attached(at + 1);
        if within { at + 1 } else { at }
    }

    /// The longest phrase at a place, with and without what may be written at its front.
    pub(super) fn find<T>(
        &self,
        phrases: &'static Phrases<T>,
        at: usize,
    ) -> Option<Found<&'static T>> {
        let [_, marks] = self.marks.get(at)?;
        if marks & phrases.mark == 0 {
            return None;
        }
        let word = self.word(at);
        let found = phrases.find(self.tokens, at, word);
        if let Some((value, next)) = found {
            let joined = false;
            return Some(Found {
                value,
                next,
                joined,
            });
        }
        for prefix in &self.lexicon.prefixes {
            let rest = word
                .strip_prefix(prefix.as_str())
                .filter(|rest| !rest.is_empty());
            let found = rest.and_then(|rest| phrases.find(self.tokens, at, rest));
            if let Some((value, next)) = found {
                let joined = prefix.starts_with('و');
                return Some(Found {
                    value,
                    next,
                    joined,
                });
            }
        }
        None
    }

    /// The place behind a phrase that has a role.
    pub(super) fn role(&self, role: Role, at: usize) -> Option<usize> {
        let [marks, _] = self.marks.get(at)?;
        if marks & role.mark() == 0 {
            return None;
        }
        let ((), next) = self
            .lexicon
            .role(role)?
            .find(self.tokens, at, self.word(at))?;
        Some(next)
    }

    /// Whether the token before a place has a role.
    pub(super) fn is_role_before(&self, role: Role, at: usize) -> bool {
        let before = at.checked_sub(1);
        before.is_some_and(|before| self.role(role, before) == Some(at))
    }
    /// Whether a token is a dash or hyphen that stands for a word.
    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.is_hyphen(at) || matches!(self.word(at), "–" | "—" | "−")
    }

    /// The token behind the rest of a name: letters, digits and hyphens without spaces.
    pub(super) fn behind_name(&self, at: usize) -> usize {
        let inner_hyphen = |at| self.is_hyphen(at) && self.is_attached(at + 1);
        let mut next = at;
        while self.is_attached(next)
            && (self.is_word(next) || self.is_digits(next) || inner_hyphen(next))
        {
            next += 1;
        }
        next
    }
}
