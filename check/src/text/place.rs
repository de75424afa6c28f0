//! How people write a place in an article: `p7`, `p7.s2`, `p7.s2-s3`.

use std::fmt;
use std::str::FromStr;

use dossier::v1::{Selector, Skeleton};

/// A block, a sentence or a run of sentences.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The block. Example: `p7`.
    pub block: String,
    /// The first and the last sentence, from 1; none for the whole block.
    pub sentences: Option<(u32, u32)>,
}

/// Why a place cannot be used.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum PlaceError {
    /// It is not written as a place.
    #[error("`{0}` is not a place; places are written `p7`, `p7.s2` or `p7.s2-s3`")]
    Malformed(String),
    /// The article has no such block.
    #[error("the article has no block `{block}`; its last one is `{last}`")]
    NoBlock {
        /// The block asked for.
        block: String,
        /// The last one that there is.
        last: String,
    },
    /// The block has no such sentence.
    #[error("`{block}` has {count} sentences, not `s{sentence}`")]
    NoSentence {
        /// The block.
        block: String,
        /// How many sentences it has.
        count: usize,
        /// The sentence asked for.
        sentence: u32,
    },
}

impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        parse(text).ok_or_else(|| PlaceError::Malformed(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Place> {
    let (block, sentences) = match text.split_once('.') {
        None => (text, None),
        Some((block, run)) => {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            let (first, last) = (number(first, 's')?, number(last, 's')?);
            if first == 0 || last < first {
                return None;
            }
            (block, Some((first, last)))
        }
    };
    number(block, 'p')?;
    Some(Place {
        block: block.to_owned(),
        sentences,
    })
}

/// A number after its letter, in plain digits and without leading zeros.
fn number(text: &str, letter: char) -> Option<u32> {
    let digits = text.strip_prefix(letter)?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let padded = digits.len() > 1 && digits.starts_with('0');
    if plain && !padded {
        digits.parse().ok()
    } else {
        None
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.block)?;
        match self.sentences {
            None => Ok(()),
            Some((first, last)) if first == last => write!(formatter, ".s{first}"),
            Some((first, last)) => write!(formatter, ".s{first}-s{last}"),
        }
    }
}

/// The selectors of a place: one for each sentence of a run, or one for the whole block.
pub fn selectors(skeleton: &Skeleton, place: &Place) -> Result<Vec<Selector>, PlaceError> {
    let Some(block) = skeleton.blocks.iter().find(|block| block.id == place.block) else {
        let last = skeleton
            .blocks
            .last()
            .map_or_else(|| "none".to_owned(), |last| last.id.clone());
        return Err(PlaceError::NoBlock {
            block: place.block.clone(),
            last,
        });
    };
    let count = block.sentences.len();
    let Some((first, last)) = place.sentences else {
        return Ok(vec![Selector {
            block: block.id.clone(),
            first_sentence: u32::from(count > 0),
            last_sentence: count as u32,
            start: 0,
            end: block.length,
            digest: block.digest.clone(),
        }]);
    };
    if last as usize > count {
        let block = block.id.clone();
        return Err(PlaceError::NoSentence {
            block,
            count,
            sentence: last,
        });
    }
    let numbered = (1..).zip(&block.sentences);
    let chosen = numbered.filter(|(number, _)| (first..=last).contains(number));
    Ok(chosen
        .map(|(number, sentence)| Selector {
            block: block.id.clone(),
            first_sentence: number,
            last_sentence: number,
            start: sentence.start,
            end: sentence.end,
            digest: sentence.digest.clone(),
        })
        .collect())
}
