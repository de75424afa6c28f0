//! Is this the sentence that a fact without figures rests on?
//!
//! Names are often only nearby, and if a fact has neither figures nor quoted words, nothing else reveals
//! a wrong place. The words of our own statement do, if it is in the language of the article: rare ones
//! that occur together in another sentence, and not in the selected words.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use dossier::v1::LocalizedText;

use super::names::bare_forms;
use crate::reading::{Token, TokenKind, tokens};

/// How many characters of a word are compared: endings differ.
const STEM: usize = 5;

/// Shorter words mostly belong to the grammar.
const WORD_MIN: usize = 4;

/// What the words of another sentence must weigh, where one that stands nowhere else weighs 1.
const WEIGHT_MIN: f32 = 1.5;

/// What the selected words may weigh at most beside it.
const WEIGHT_MAX: f32 = 0.3;

/// Which sentences of an article have a word.
#[derive(Debug, Default)]
pub(super) struct WordIndex {
    places: HashMap<String, BTreeSet<(usize, usize)>>,
}

impl WordIndex {
    /// Adds the words of a block, whose sentences are ranges of bytes.
    pub(super) fn add(&mut self, block: usize, tokens: &[Token], sentences: &[Range<usize>]) {
        for token in tokens {
            let Some(stem) = stem(token) else { continue };
            let sentence = sentences
                .iter()
                .position(|sentence| sentence.contains(&token.start));
            if let Some(sentence) = sentence {
                self.places
                    .entry(stem)
                    .or_default()
                    .insert((block, sentence));
            }
        }
    }

    /// The sentence, by block and number, in which the words of a statement stand, if that is not among
    /// the selected ones; with the words.
    pub(super) fn elsewhere(
        &self,
        statement: &LocalizedText,
        is_selected: impl Fn(usize, usize) -> bool,
    ) -> Option<((usize, usize), Vec<String>)> {
        let words = tokens(&statement.text);
        let stems: BTreeMap<String, &Token> = words
            .iter()
            .filter_map(|token| Some((stem(token)?, token)))
            .collect();
        let mut weights: BTreeMap<(usize, usize), f32> = BTreeMap::new();
        let mut here = 0.0;
        for stem in stems.keys() {
            let Some(places) = self.places.get(stem) else {
                continue;
            };
            let count = u16::try_from(places.len()).unwrap_or(u16::MAX);
            let weight = 1.0 / f32::from(count);
            if places
                .iter()
                .any(|(block, sentence)| is_selected(*block, *sentence))
            {
                here += weight;
            }
            for place in places {
                *weights.entry(*place).or_default() += weight;
            }
        }
        let best = weights
            .iter()
            .max_by(|left, right| left.1.total_cmp(right.1));
        let (place, _) = best.filter(|(_, weight)| **weight >= WEIGHT_MIN && here <= WEIGHT_MAX)?;
        let there = stems.iter().filter(|(stem, _)| {
            self.places
                .get(*stem)
                .is_some_and(|places| places.contains(place))
        });
        let said = there.filter_map(|(_, token)| statement.text.get(token.start..token.end));
        Some((*place, said.map(str::to_owned).collect()))
    }
}

/// The beginning of a longer word; of an Arabic one without what is written with it.
fn stem(token: &Token) -> Option<String> {
    let word = *bare_forms(&token.text).last()?;
    let is_long = token.kind == TokenKind::Word && word.chars().count() >= WORD_MIN;
    is_long.then(|| word.chars().take(STEM).collect())
}
