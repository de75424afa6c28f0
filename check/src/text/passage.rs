//! How people write a passage of an article: `p7`, `p7.s2`, `p7.s2-s3`.

use std::fmt;
use std::str::FromStr;

use dossier::v1::Selector;

/// A block, a sentence or a run of sentences.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// The block. Example: `p7`.
    pub block: String,
    /// The first and the last sentence, from 1; none for the whole block.
    pub sentences: Option<(u32, u32)>,
}

/// What stands behind a passage whose words changed when its article was scanned anew.
pub const DOUBT: char = '?';

/// Why a passage cannot be used.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum PassageError {
    /// It is not written as a passage is.
    #[error("`{0}` is not a place; places are written `p7`, `p7.s2` or `p7.s2-s3`")]
    Malformed(String),
    /// Its words changed when the article was scanned anew.
    #[error(
        "the words of `{0}` changed when the text was scanned again; find where they are now, and write that place without the `?`"
    )]
    InDoubt(String),
    /// The article has no such block.
    #[error("the article has no block `{block}`; its last one is `{last}`")]
    NoBlock {
        /// The block asked for.
        block: String,
        /// The last one that there is.
        last: String,
    },
    /// The block has no such sentence.
    #[error("`{block}` has no sentence `s{sentence}`; it has {count}")]
    NoSentence {
        /// The block.
        block: String,
        /// How many sentences it has.
        count: usize,
        /// The sentence asked for.
        sentence: u32,
    },
}

impl Passage {
    /// The passage that a selector lies in, as people call it.
    pub fn from_selector(selector: &Selector) -> Self {
        let (first, last) = (selector.first_sentence, selector.last_sentence);
        Self {
            block: selector.block.clone(),
            sentences: (first > 0).then_some((first, last)),
        }
    }
}

impl FromStr for Passage {
    type Err = PassageError;

    fn from_str(text: &str) -> Result<Self, PassageError> {
        if let Some(passage) = text.strip_suffix(DOUBT)
            && parse(passage).is_some()
        {
            return Err(PassageError::InDoubt(passage.to_owned()));
        }
        parse(text).ok_or_else(|| PassageError::Malformed(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Passage> {
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
    Some(Passage {
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

impl fmt::Display for Passage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.block)?;
        match self.sentences {
            None => Ok(()),
            Some((first, last)) if first == last => write!(formatter, ".s{first}"),
            Some((first, last)) => write!(formatter, ".s{first}-s{last}"),
        }
    }
}
