//! Where the passages of an older version of a text are in a newer one.
//!
//! Only lengths and digests of the older version are known. A block with the same digest has the same
//! text, so every range of it maps by its characters, however the newer one is split. Elsewhere the
//! sentences are aligned like the lines of two files, and what is not aligned is searched for in the
//! words. Never fuzzy: what was edited, however slightly, has changed.

mod align;

use std::collections::HashMap;

use dossier::v1::{Block, BlockRole, Selector, Skeleton};

use super::Document;
use super::document::TextBlock;
use super::passage::Passage;
use align::Alignment;

/// What became of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its words stand at these passages.
    At(Vec<Passage>),
    /// Some of its words changed; what may be left of it stands at these passages.
    Changed(Vec<Passage>),
    /// None of it is there any more.
    Gone,
}

/// A passage of the older version, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// What became of it.
    pub fate: Fate,
    /// Whether the same words stand at other places too, so that the order of the text decided.
    pub repeated: bool,
    /// Whether the passages have words that it had not, because sentences end elsewhere.
    pub wider: bool,
}

/// Some characters of a block of the newer version, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    block: usize,
    start: u32,
    end: u32,
}

/// The number of a block, and of a sentence in it, from 0.
type Position = (usize, usize);

/// An older version of a text beside the newer one.
#[derive(Debug)]
pub struct Moves<'d> {
    old: &'d Skeleton,
    document: &'d Document,
    new: Skeleton,
    blocks: Alignment,
    sentences: Alignment,
    /// Where the sentences of the newer version are.
    new_positions: Vec<Position>,
    /// Where in the order of all sentences each block of the older version starts.
    old_starts: Vec<usize>,
    /// How many sentences and blocks of the newer version have each digest.
    counts: HashMap<String, usize>,
}

impl<'d> Moves<'d> {
    /// Compares the skeleton of the older version with the newer version's text.
    pub fn new(old: &'d Skeleton, document: &'d Document) -> Self {
        let new = document.skeleton();
        let blocks = |skeleton: &Skeleton| -> Vec<String> {
            let blocks = skeleton.blocks.iter();
            blocks.map(|block| block.digest.clone()).collect()
        };
        let aligned = Alignment::new(&blocks(old), &blocks(&new));
        let sentences = Alignment::new(&sentences(old), &sentences(&new));
        let mut counts: HashMap<String, usize> = HashMap::new();
        for block in &new.blocks {
            // A block of one sentence has one digest twice.
            let whole = (block.sentences.len() != 1).then_some(&block.digest);
            let digests = block.sentences.iter().map(|sentence| &sentence.digest);
            for digest in digests.chain(whole) {
                *counts.entry(digest.clone()).or_default() += 1;
            }
        }
        let mut next = 0;
        let starts = old.blocks.iter().map(|block| {
            let start = next;
            next += block.sentences.len();
            start
        });
        let old_starts = starts.collect();
        Self {
            old,
            document,
            blocks: aligned,
            sentences,
            new_positions: positions(&new),
            old_starts,
            counts,
            new,
        }
    }

    /// The skeleton of the newer version. Blocks whose text is the same keep the roles that the older
    /// one gives them, which an editor may have corrected.
    pub fn skeleton(&self) -> Skeleton {
        let mut skeleton = self.new.clone();
        for (number, block) in self.old.blocks.iter().enumerate() {
            let same = self.blocks.get(number);
            if let Some(new) = same.and_then(|new| skeleton.blocks.get_mut(new))
                && block.role() != BlockRole::Unspecified
            {
                new.role = block.role;
            }
        }
        skeleton
    }

    /// What became of a passage; nothing where the older version has none of that name.
    pub fn passage(&self, passage: &Passage) -> Option<Move> {
        let (number, block) = self.old_block(&passage.block)?;
        let Some((first, last)) = passage.sentences else {
            return Some(self.block(number, block));
        };
        let first = (first as usize).checked_sub(1)?;
        block.sentences.get(first..last as usize)?;
        Some(self.run(number, block, first..last as usize))
    }

    /// Where the words of a selector stand; nothing where they do not stand anywhere.
    pub fn selector(&self, selector: &Selector) -> Option<Selector> {
        let (number, _) = self.old_block(&selector.block)?;
        let Selector { start, end, .. } = *selector;
        let stretch = match self.blocks.get(number) {
            Some(block) => Some(Stretch { block, start, end }),
            None => self.search(end.saturating_sub(start), &selector.digest, number),
        }?;
        let block = self.document.blocks.get(stretch.block)?;
        let range = block.bytes(stretch.start, stretch.end)?;
        let found = block.selector(&range);
        (found.digest == selector.digest).then_some(found)
    }

    fn old_block(&self, id: &str) -> Option<(usize, &'d Block)> {
        let mut blocks = self.old.blocks.iter().enumerate();
        blocks.find(|(_, block)| block.id == id)
    }

    /// A whole block: where its text is, or else where its sentences are.
    fn block(&self, number: usize, block: &Block) -> Move {
        let text = Stretch {
            block: 0,
            start: 0,
            end: block.length,
        };
        let found = match self.blocks.get(number) {
            Some(block) => Some(Stretch { block, ..text }),
            None => self.search(block.length, &block.digest, number),
        };
        let Some(stretch) = found else {
            return self.run(number, block, 0..block.sentences.len());
        };
        let new = self.new.blocks.get(stretch.block);
        if let Some(new) = new.filter(|new| (stretch.start, stretch.end) == (0, new.length)) {
            let passage = Passage {
                block: new.id.clone(),
                sentences: None,
            };
            return Move {
                fate: Fate::At(vec![passage]),
                repeated: self.is_repeated(&block.digest),
                wider: false,
            };
        }
        let (covered, wider) = self.cover(&[stretch]);
        Move {
            fate: Fate::At(covered),
            repeated: false,
            wider,
        }
    }

    /// A run of sentences of a block, by their numbers from 0.
    fn run(&self, number: usize, block: &Block, run: std::ops::Range<usize>) -> Move {
        let mut found = Vec::new();
        let mut left = Vec::new();
        let mut repeated = false;
        for index in run.clone() {
            let Some(stretch) = self.sentence(number, block, index) else {
                left.extend(self.instead(number, index));
                continue;
            };
            found.push(stretch);
            left.push(stretch);
            let is_kept = self.blocks.get(number).is_some();
            let digest = block.sentences.get(index).map(|sentence| &sentence.digest);
            repeated |= !is_kept && digest.is_some_and(|digest| self.is_repeated(digest));
        }
        let all = found.len() == run.len();
        let (passages, wider) = self.cover(&left);
        let fate = match () {
            () if all => Fate::At(passages),
            () if passages.is_empty() => Fate::Gone,
            () => Fate::Changed(passages),
        };
        Move {
            fate,
            repeated,
            wider: wider && all,
        }
    }

    /// Where the text of a sentence is.
    fn sentence(&self, number: usize, block: &Block, index: usize) -> Option<Stretch> {
        let sentence = block.sentences.get(index)?;
        let (start, end) = (sentence.start, sentence.end);
        if let Some(block) = self.blocks.get(number) {
            return Some(Stretch { block, start, end });
        }
        let flat = self.old_starts.get(number)? + index;
        if let Some(new) = self.sentences.get(flat) {
            return self.new_sentence(new);
        }
        self.search(end.saturating_sub(start), &sentence.digest, number)
    }

    /// The sentence that stands where a sentence stood that is not there any more.
    fn instead(&self, number: usize, index: usize) -> Option<Stretch> {
        let flat = self.old_starts.get(number)? + index;
        self.new_sentence(self.sentences.between(flat)?)
    }

    fn new_sentence(&self, flat: usize) -> Option<Stretch> {
        let (block, index) = *self.new_positions.get(flat)?;
        let sentence = self.new.blocks.get(block)?.sentences.get(index)?;
        Some(Stretch {
            block,
            start: sentence.start,
            end: sentence.end,
        })
    }

    /// Looks for words at every window of their length; of several places, the one nearest in order to
    /// where the block from which they come would be.
    fn search(&self, length: u32, digest: &str, number: usize) -> Option<Stretch> {
        let expected = self.blocks.near(number);
        let mut found = Vec::new();
        for (block, text) in self.document.blocks.iter().enumerate() {
            let mut places = Vec::new();
            super::anchor::windows(text, length, digest, &mut places);
            found.extend(places.into_iter().map(|place| Stretch {
                block,
                start: place.start,
                end: place.end,
            }));
        }
        found
            .into_iter()
            .min_by_key(|stretch| stretch.block.abs_diff(expected))
    }

    /// The sentences in which some stretches lie, and whether they have more words than these.
    fn cover(&self, stretches: &[Stretch]) -> (Vec<Passage>, bool) {
        let mut passages: Vec<Passage> = Vec::new();
        let mut wider = false;
        for stretch in stretches {
            let Some(text) = self.document.blocks.get(stretch.block) else {
                continue;
            };
            let Some(range) = text.bytes(stretch.start, stretch.end) else {
                continue;
            };
            let (passage, exact) = covering(text, &range);
            wider |= !exact;
            let joined = passages.last_mut().is_some_and(|last| join(last, &passage));
            if !joined {
                passages.push(passage);
            }
        }
        // What is wider for one stretch may be filled by the next.
        let words = |stretch: &Stretch| u64::from(stretch.end - stretch.start);
        let asked: u64 = stretches.iter().map(words).sum();
        let covered: u64 = passages.iter().map(|passage| self.letters(passage)).sum();
        (passages, wider && covered > asked)
    }

    /// How many characters the sentences of a passage have, without the spaces between them.
    fn letters(&self, passage: &Passage) -> u64 {
        let mut blocks = self.new.blocks.iter();
        let Some(block) = blocks.find(|block| block.id == passage.block) else {
            return 0;
        };
        let (first, last) = passage.sentences.unwrap_or((1, u32::MAX));
        let numbered = (1..).zip(&block.sentences);
        let within = numbered.filter(|(number, _)| (first..=last).contains(number));
        within
            .map(|(_, sentence)| u64::from(sentence.end - sentence.start))
            .sum()
    }

    fn is_repeated(&self, digest: &str) -> bool {
        self.counts.get(digest).is_some_and(|count| *count > 1)
    }
}

/// The sentences that a range touches, and whether they end where it does.
fn covering(text: &TextBlock, range: &std::ops::Range<usize>) -> (Passage, bool) {
    let selector = text.selector(range);
    let bound = |number: u32| {
        let index = (number as usize).checked_sub(1)?;
        text.sentences.get(index)
    };
    let first = bound(selector.first_sentence).map(|sentence| sentence.start);
    let last = bound(selector.last_sentence).map(|sentence| sentence.end);
    let exact = first == Some(range.start) && last == Some(range.end);
    (Passage::from_selector(&selector), exact)
}

/// Makes one run of two passages that follow each other in a block; whether they do.
fn join(last: &mut Passage, next: &Passage) -> bool {
    let (Some((first, end)), Some((start, until))) = (last.sentences, next.sentences) else {
        return false;
    };
    if last.block != next.block || start > end + 1 || start < first {
        return false;
    }
    last.sentences = Some((first, end.max(until)));
    true
}

/// The digests of all sentences, in reading order.
fn sentences(skeleton: &Skeleton) -> Vec<String> {
    let blocks = skeleton.blocks.iter();
    let sentences = blocks.flat_map(|block| &block.sentences);
    sentences.map(|sentence| sentence.digest.clone()).collect()
}

/// Where all sentences are, in reading order.
fn positions(skeleton: &Skeleton) -> Vec<Position> {
    let blocks = skeleton.blocks.iter().enumerate();
    blocks
        .flat_map(|(number, block)| (0..block.sentences.len()).map(move |index| (number, index)))
        .collect()
}

#[cfg(test)]
mod tests;
