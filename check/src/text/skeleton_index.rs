//! A skeleton whose blocks and digests are found without looking through all of it.
//!
//! All facts of an article look things up in its one skeleton, so a scan for each of them would cost
//! the product of both.

use std::collections::HashMap;
use std::sync::OnceLock;

use dossier::v1::{AnchorState, Block, Selector, Skeleton};

use super::digest;
use super::passage::{Passage, PassageError};

/// A skeleton, indexed.
#[derive(Clone, Debug)]
pub struct SkeletonIndex {
    skeleton: Skeleton,
    /// Where each block is, by its id; the first one where an id comes twice.
    positions: HashMap<String, usize>,
    /// How often each digest comes. Most evidence is found at its place, so this is made when it is
    /// asked for first.
    occurrences: OnceLock<HashMap<String, usize>>,
}

impl SkeletonIndex {
    /// Indexes a skeleton.
    pub fn new(skeleton: Skeleton) -> Self {
        let mut positions = HashMap::with_capacity(skeleton.blocks.len());
        for (position, block) in skeleton.blocks.iter().enumerate() {
            positions.entry(block.id.clone()).or_insert(position);
        }
        Self {
            skeleton,
            positions,
            occurrences: OnceLock::new(),
        }
    }

    /// The digest of the whole text.
    pub fn digest(&self) -> &str {
        &self.skeleton.digest
    }

    /// A block by its id.
    pub fn block(&self, id: &str) -> Option<&Block> {
        let position = self.positions.get(id)?;
        self.skeleton.blocks.get(*position)
    }

    /// The selectors of a passage: one for each sentence of a run, or one for the whole block.
    pub fn selectors(&self, passage: &Passage) -> Result<Vec<Selector>, PassageError> {
        let block = self.block(&passage.block);
        let block = block.ok_or_else(|| PassageError::NoBlock {
            block: passage.block.clone(),
            last: self
                .skeleton
                .blocks
                .last()
                .map_or_else(|| "none".to_owned(), |last| last.id.clone()),
        })?;
        match passage.sentences {
            None => Ok(vec![whole(block)]),
            Some((first, last)) => run(block, first, last),
        }
    }

    /// Compares a selector with the words of its block, where the article's rights allow keeping them;
    /// otherwise with the fingerprints, and what lies between those is UNCHECKED.
    pub fn anchor(&self, selector: &Selector) -> AnchorState {
        let Some(block) = self.block(&selector.block) else {
            return self.elsewhere(selector, AnchorState::Lost);
        };
        if selector.start >= selector.end || selector.end > block.length {
            return self.elsewhere(selector, AnchorState::Lost);
        }
        if let Some(words) = words(block, selector) {
            if digest(words) == selector.digest {
                return AnchorState::Verified;
            }
            return self.elsewhere(selector, AnchorState::Changed);
        }
        let all = (selector.start, selector.end) == (0, block.length);
        if all && block.digest == selector.digest {
            return AnchorState::Verified;
        }
        // Sentences are in the order of their starts, and none of them is empty.
        let sentences = &block.sentences;
        let position = sentences.partition_point(|sentence| sentence.start < selector.start);
        let same_range = sentences
            .get(position)
            .filter(|sentence| (sentence.start, sentence.end) == (selector.start, selector.end));
        match same_range {
            Some(sentence) if sentence.digest == selector.digest => AnchorState::Verified,
            Some(_) => self.elsewhere(selector, AnchorState::Changed),
            None if all => self.elsewhere(selector, AnchorState::Changed),
            None => self.elsewhere(selector, AnchorState::Unchecked),
        }
    }

    /// The one sentence or block with this digest; nothing where there is none, or more than one.
    pub fn passage(&self, digest: &str) -> Option<Passage> {
        let block = |block: &Block| Passage {
            block: block.id.clone(),
            sentences: None,
        };
        let sentences = |block: &Block| {
            let digests = block.sentences.iter().map(|sentence| &sentence.digest);
            let found = (1..)
                .zip(digests)
                .filter(|(_, sentence_digest)| *sentence_digest == digest);
            let numbers: Vec<u32> = found.map(|(number, _)| number).collect();
            numbers
        };
        let mut found = Vec::new();
        for candidate in &self.skeleton.blocks {
            let numbers = sentences(candidate);
            if numbers.is_empty() && candidate.digest == digest {
                found.push(block(candidate));
            }
            found.extend(numbers.into_iter().map(|number| Passage {
                sentences: Some((number, number)),
                ..block(candidate)
            }));
        }
        let passage = found.pop()?;
        found.is_empty().then_some(passage)
    }

    /// Whether a selector's text is at other places; `otherwise` where it is at none.
    fn elsewhere(&self, selector: &Selector, otherwise: AnchorState) -> AnchorState {
        let occurrences = self.occurrences.get_or_init(|| occurrences(&self.skeleton));
        match occurrences.get(&selector.digest) {
            None => otherwise,
            Some(1) => AnchorState::Relocated,
            Some(_) => AnchorState::Ambiguous,
        }
    }
}

/// The words that a selector selects in a block whose text is kept.
fn words<'b>(block: &'b Block, selector: &Selector) -> Option<&'b str> {
    let mut offsets = block.text.char_indices().map(|(offset, _)| offset);
    let length = selector.end.checked_sub(selector.start)? as usize;
    let start = offsets.nth(selector.start as usize)?;
    let end = offsets.nth(length.checked_sub(1)?);
    block.text.get(start..end.unwrap_or(block.text.len()))
}

fn whole(block: &Block) -> Selector {
    let count = block.sentences.len();
    Selector {
        block: block.id.clone(),
        first_sentence: u32::from(count > 0),
        last_sentence: count as u32,
        start: 0,
        end: block.length,
        digest: block.digest.clone(),
    }
}

fn run(block: &Block, first: u32, last: u32) -> Result<Vec<Selector>, PassageError> {
    // Sentences are numbered from 1.
    let first = first.max(1);
    let sentences = block.sentences.get(first as usize - 1..last as usize);
    let sentences = sentences.ok_or_else(|| PassageError::NoSentence {
        block: block.id.clone(),
        count: block.sentences.len(),
        sentence: last,
    })?;
    let numbered = (first..).zip(sentences);
    let selectors = numbered.map(|(number, sentence)| Selector {
        block: block.id.clone(),
        first_sentence: number,
        last_sentence: number,
        start: sentence.start,
        end: sentence.end,
        digest: sentence.digest.clone(),
    });
    Ok(selectors.collect())
}

/// How often each fingerprint comes in a skeleton.
fn occurrences(skeleton: &Skeleton) -> HashMap<String, usize> {
    let mut occurrences: HashMap<String, usize> = HashMap::new();
    for block in &skeleton.blocks {
        let sentences = block.sentences.iter().map(|sentence| &sentence.digest);
        // A block of one sentence has one fingerprint twice.
        let whole = (block.sentences.len() != 1).then_some(&block.digest);
        for digest in sentences.chain(whole) {
            *occurrences.entry(digest.clone()).or_default() += 1;
        }
    }
    occurrences
}
