//! How an article's text is normalised, split, fingerprinted and found again.
//!
//! docs/text.md is the specification; the profiles have names (`dossier-norm/1`,
//! `dossier-segment/1` and `/2`), and a change of behaviour gets a new one, because digests depend on them.

mod anchor;
pub mod characters;
mod coverage;
mod document;
pub mod moves;
mod normalize;
pub mod passage;
mod segment;
mod skeleton_index;
mod verify;

pub use anchor::Anchor;
pub use coverage::coverage;
pub use document::{BlockView, Document, SelectionError};
pub use normalize::{NORMALIZATION, normalize};
pub use passage::PassageError;
pub use segment::{SEGMENTATIONS, Segmentation};
pub use skeleton_index::SkeletonIndex;
pub use verify::verify;

use sha2::{Digest as _, Sha256};
use unicode_segmentation::UnicodeSegmentation as _;

/// SHA-256 of a text in lower-case hexadecimal.
pub fn digest(text: &str) -> String {
    digest_bytes(text.as_bytes())
}

/// SHA-256 of bytes in lower-case hexadecimal.
pub fn digest_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Whether a text has the form of a digest: SHA-256 in lower-case hexadecimal.
pub fn is_digest(text: &str) -> bool {
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == 64 && text.bytes().all(hexadecimal)
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a String cannot fail.
            write!(hex, "{byte:02x}").ok();
            hex
        })
}

/// How many words a text has: the words of UAX #29 that hold a letter or a digit.
pub fn count_words(text: &str) -> usize {
    text.unicode_words().count()
}

#[cfg(test)]
mod tests;
