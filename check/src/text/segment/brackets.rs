//! Which stretches of a block stand in brackets, where no sentence ends.

use std::ops::Range;

use super::marks::is_unspaced;
use super::pairs::{closer, opener};

/// How many bytes two brackets may be apart. Further ones are no pair: one was forgotten, and would
/// make one sentence of all that follows.
const BYTES_MAX: usize = 2_000;

/// The brackets of a block that have both their ends.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// From the opening bracket to the closing one, in the order of the closing ones.
    pairs: Vec<Range<usize>>,
    /// The pairs that stand in no other, in order.
    outer: Vec<Range<usize>>,
}

impl Brackets {
    /// Finds the pairs. A bracket without its other half counts for nothing.
    pub(super) fn find(block: &str) -> Self {
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut found = Self::default();
        let mut characters = block.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let next = characters.peek().map_or(' ', |(_, next)| *next);
            if !matches!(character, '“' | '‘') || is_unspaced(next) {
                found.take(offset, character, &mut open);
            }
        }
        found
    }

    fn take(&mut self, offset: usize, character: char, open: &mut Vec<(usize, char)>) {
        let closing = match character {
            '“' => Some('”'),
            '‘' => Some('’'),
            _ => closer(character),
        };
        if let Some(closing) = closing {
            open.push((offset, closing));
            return;
        }
        if opener(character).is_none() && !matches!(character, '”' | '’') {
            return;
        }
        let near = open
            .iter()
            .rev()
            .take_while(|(start, _)| offset - start <= BYTES_MAX);
        let above = near
            .map(|(_, closing)| *closing)
            .position(|closing| closing == character);
        let Some(at) = above.and_then(|above| open.len().checked_sub(above + 1)) else {
            return;
        };
        let Some((start, _)) = open.drain(at..).next() else {
            return;
        };
        let pair = start..offset;
        while self.outer.last().is_some_and(|last| last.start > start) {
            self.outer.pop();
        }
        self.outer.push(pair.clone());
        self.pairs.push(pair);
    }

    /// Whether a place is inside of a pair, behind its opening bracket and not behind its closing
    /// one.
    pub(super) fn enclose(&self, offset: usize) -> bool {
        let index = self.outer.partition_point(|pair| pair.end < offset);
        self.outer
            .get(index)
            .is_some_and(|pair| pair.start < offset)
    }

    /// Where the pair was opened that is closed here.
    pub(super) fn opened_at(&self, closing: usize) -> Option<usize> {
        let index = self.pairs.partition_point(|pair| pair.end < closing);
        let pair = self.pairs.get(index)?;
        (pair.end == closing).then_some(pair.start)
    }
}
