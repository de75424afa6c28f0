//! Tells whether two files hold the same bytes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// How many bytes of SHA-256 are kept: as many as git has in its names of files, so that the manifest
/// of a large site stays small.
const BYTES: usize = 20;

/// The first 160 bits of the SHA-256 of some bytes. Printed in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; BYTES]);

impl Digest {
    /// The digest of some bytes.
    pub fn compute(bytes: &[u8]) -> Self {
        let all = Sha256::digest(bytes);
        Self(all.first_chunk().copied().unwrap_or_default())
    }

    /// The first 16 bits, which are as good as any.
    pub(crate) fn first_bits(self) -> u16 {
        let [high, low, ..] = self.0;
        u16::from_be_bytes([high, low])
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// A text that is no digest.
#[derive(Clone, Debug, thiserror::Error)]
#[error("`{0}` is not a digest of {hex} hexadecimal digits", hex = 2 * BYTES)]
pub struct DigestError(String);

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let wrong = || DigestError(text.to_owned());
        let mut bytes = [0; BYTES];
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if !rest.is_empty() || pairs.len() != BYTES {
            return Err(wrong());
        }
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            let digits = std::str::from_utf8(pair).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = DigestError;

    fn try_from(text: String) -> Result<Self, DigestError> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_as_it_is_written() {
        let digest = Digest::compute(b"page");
        assert_eq!(digest.to_string().parse::<Digest>().expect("read"), digest);
        for wrong in [
            "",
            "0",
            "zz",
            &"0".repeat(39),
            &"0".repeat(42),
            &"é".repeat(20),
        ] {
            assert!(wrong.parse::<Digest>().is_err(), "{wrong}");
        }
    }
}
