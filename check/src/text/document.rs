//! An article's text in memory: its blocks, its sentences, and their skeleton.
//!
//! A document lives as long as one command or call. Only its skeleton is ever kept.

use std::ops::Range;

use dossier::v1::{Block, BlockRole, Selector, Sentence, Skeleton};
use unicode_segmentation::GraphemeCursor;

use super::{NORMALIZATION, Segmentation, digest, normalize};

/// A text, cut into normalised blocks and sentences.
#[derive(Debug)]
pub struct Document {
    segmentation: Segmentation,
    pub(super) blocks: Vec<TextBlock>,
}

#[derive(Debug)]
pub(super) struct TextBlock {
    pub(super) id: String,
    pub(super) role: BlockRole,
    pub(super) text: String,
    /// In bytes of `text`.
    pub(super) sentences: Vec<Range<usize>>,
}

/// A block of a text, for those who read its words.
#[derive(Clone, Copy, Debug)]
pub struct BlockView<'d> {
    /// Its id. Example: `p4`.
    pub id: &'d str,
    /// Its normalised text.
    pub text: &'d str,
    /// Its sentences, in bytes of the text.
    pub sentences: &'d [Range<usize>],
}

/// Why a range cannot be selected.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SelectionError {
    /// The text has no such block.
    #[error("the text has no block `{block}`; its last one is `{last}`")]
    NoBlock {
        /// The block asked for.
        block: String,
        /// The last block that there is.
        last: String,
    },
    /// The range is empty or ends after its block.
    #[error("`{block}` has {length} characters, so [{start},{end}) does not fit")]
    OutOfRange {
        /// The block.
        block: String,
        /// Its length in code points.
        length: u32,
        /// The start asked for.
        start: u32,
        /// The end asked for.
        end: u32,
    },
    /// The range begins or ends with a space, which no text that moves keeps.
    #[error("[{start},{end}) of `{block}` begins or ends with a space; leave it out")]
    Blank {
        /// The block.
        block: String,
        /// The start asked for.
        start: u32,
        /// The end asked for.
        end: u32,
    },
    /// The range would cut a character that people see as one.
    #[error("[{start},{end}) of `{block}` splits a grapheme cluster")]
    SplitsGrapheme {
        /// The block.
        block: String,
        /// The start asked for.
        start: u32,
        /// The end asked for.
        end: u32,
    },
}

impl Document {
    /// Cuts a text. Blocks are parted by blank lines, or by line ends where there is no blank line;
    /// sentences as the profile says.
    pub fn parse(text: &str, segmentation: Segmentation) -> Self {
        let texts = blocks(text);
        let ends_sentence = |block: &String| segmentation.ends_sentence(block);
        let headline = texts.len() > 1 && texts.first().is_some_and(|first| !ends_sentence(first));
        let last_sentence = texts.iter().rposition(ends_sentence);
        let first_number = usize::from(!headline);
        let blocks = texts.into_iter().enumerate().map(|(index, text)| {
            let role = match last_sentence {
                _ if headline && index == 0 => BlockRole::Headline,
                Some(last) if index > last => BlockRole::Boilerplate,
                _ => BlockRole::Paragraph,
            };
            let sentences = segmentation.sentences(&text);
            TextBlock {
                id: format!("p{}", index + first_number),
                role,
                text,
                sentences,
            }
        });
        Self {
            segmentation,
            blocks: blocks.collect(),
        }
    }

    /// The fingerprints of the text, and not one word of it.
    pub fn skeleton(&self) -> Skeleton {
        Skeleton {
            normalization: NORMALIZATION.to_owned(),
            segmentation: self.segmentation.name().to_owned(),
            digest: self.digest(),
            blocks: self.blocks.iter().map(TextBlock::fingerprint).collect(),
        }
    }

    /// The digest that names this version of the text.
    pub fn digest(&self) -> String {
        let texts: Vec<&str> = self
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        digest(&texts.join("\n"))
    }

    /// The blocks in their order.
    pub fn blocks(&self) -> impl Iterator<Item = BlockView<'_>> {
        self.blocks.iter().map(|block| BlockView {
            id: &block.id,
            text: &block.text,
            sentences: &block.sentences,
        })
    }

    /// Where a selector's words stand in this text: the number of the block, and the bytes in it. Where
    /// they moved, their new place; where they changed, the place that the selector names.
    pub fn find(&self, selector: &Selector) -> Option<(usize, Range<usize>)> {
        let anchor = self.anchor(selector);
        let selector = anchor.relocated_to.as_ref().unwrap_or(selector);
        let number = self
            .blocks
            .iter()
            .position(|block| block.id == selector.block)?;
        let block = self.blocks.get(number)?;
        Some((number, block.bytes(selector.start, selector.end)?))
    }

    /// Selects some words wherever they stand, without overlaps. They are normalised as the text is.
    pub fn occurrences(&self, words: &str) -> Vec<Selector> {
        let words = normalize(words);
        if words.is_empty() {
            return Vec::new();
        }
        let found = self.blocks.iter().flat_map(|block| {
            let starts = block.text.match_indices(&words).map(|(start, _)| start);
            let ranges = starts.map(|start| start..start + words.len());
            let whole = ranges.filter(|range| block.on_graphemes(range));
            whole
                .map(|range| block.selector(&range))
                .collect::<Vec<_>>()
        });
        found.collect()
    }

    fn no_block(&self, id: &str) -> SelectionError {
        let last = self.blocks.last();
        SelectionError::NoBlock {
            block: id.to_owned(),
            last: last.map_or_else(|| "none".to_owned(), |last| last.id.clone()),
        }
    }

    /// Selects a half-open range of code points of a block.
    pub fn select(&self, block: &str, start: u32, end: u32) -> Result<Selector, SelectionError> {
        let Some(found) = self.blocks.iter().find(|candidate| candidate.id == block) else {
            return Err(self.no_block(block));
        };
        let block = block.to_owned();
        let Some(range) = found.bytes(start, end) else {
            let length = found.length();
            return Err(SelectionError::OutOfRange {
                block,
                length,
                start,
                end,
            });
        };
        if found.slice(&range).trim() != found.slice(&range) {
            return Err(SelectionError::Blank { block, start, end });
        }
        if !found.on_graphemes(&range) {
            return Err(SelectionError::SplitsGrapheme { block, start, end });
        }
        Ok(found.selector(&range))
    }
}

impl TextBlock {
    fn fingerprint(&self) -> Block {
        let sentences = self.sentences.iter().map(|range| Sentence {
            start: self.code_points(range.start),
            end: self.code_points(range.end),
            digest: digest(self.slice(range)),
        });
        Block {
            id: self.id.clone(),
            role: self.role.into(),
            length: self.length(),
            digest: digest(&self.text),
            sentences: sentences.collect(),
            text: String::new(),
        }
    }

    pub(super) fn selector(&self, range: &Range<usize>) -> Selector {
        let touched =
            |sentence: &Range<usize>| sentence.start < range.end && range.start < sentence.end;
        let number = |index: Option<usize>| index.map_or(0, |index| index as u32 + 1);
        Selector {
            block: self.id.clone(),
            first_sentence: number(self.sentences.iter().position(touched)),
            last_sentence: number(self.sentences.iter().rposition(touched)),
            start: self.code_points(range.start),
            end: self.code_points(range.end),
            digest: digest(self.slice(range)),
        }
    }

    pub(super) fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    pub(super) fn length(&self) -> u32 {
        self.code_points(self.text.len())
    }

    fn code_points(&self, byte: usize) -> u32 {
        self.text
            .get(..byte)
            .map_or(0, |before| before.chars().count() as u32)
    }

    /// The bytes of a range of code points, unless it is empty or ends outside the block.
    pub(super) fn bytes(&self, start: u32, end: u32) -> Option<Range<usize>> {
        if start >= end {
            return None;
        }
        let mut offsets = self.text.char_indices().map(|(offset, _)| offset);
        let first = offsets.by_ref().nth(start as usize)?;
        let last = match offsets.nth((end - start - 1) as usize) {
            Some(offset) => offset,
            None if end == self.length() => self.text.len(),
            None => return None,
        };
        Some(first..last)
    }

    pub(super) fn on_graphemes(&self, range: &Range<usize>) -> bool {
        [range.start, range.end].iter().all(|offset| {
            let mut cursor = GraphemeCursor::new(*offset, self.text.len(), true);
            cursor.is_boundary(&self.text, 0).unwrap_or(false)
        })
    }
}

/// The normalised blocks of a text, without empty ones.
fn blocks(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let blank = |line: &&str| normalize(line).is_empty();
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let parted = trimmed.split('\n').any(|line| blank(&line));
    let groups: Vec<String> = if parted {
        lines.split(blank).map(|group| group.join("\n")).collect()
    } else {
        lines.into_iter().map(str::to_owned).collect()
    };
    groups
        .iter()
        .map(|group| normalize(group))
        .filter(|block| !block.is_empty())
        .collect()
}
