//! Page tokens: where the next page starts, and of which walk; signed, so that nobody can make one up.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::error::ServiceError;
use crate::text::{digest, hex};

/// The secret that signs page tokens.
#[derive(Debug)]
pub struct TokenKey([u8; 32]);

/// A place in a walk.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PageToken {
    pub(super) revision: i64,
    pub(super) offset: usize,
}

impl TokenKey {
    /// A new secret from the system's randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The token of a place in the walk that `arguments` describe.
    pub(super) fn seal(&self, token: &PageToken, arguments: &str) -> String {
        let PageToken { revision, offset } = token;
        let body = format!("{revision}.{offset}.{}", short(arguments));
        let signature = self.sign(&body);
        format!("{body}.{signature}")
    }

    /// Reads a token back.
    pub(super) fn open(&self, token: &str, arguments: &str) -> Result<PageToken, ServiceError> {
        let (body, signature) = token
            .rsplit_once('.')
            .ok_or(ServiceError::InvalidPageToken)?;
        if self.sign(body) != signature {
            return Err(ServiceError::InvalidPageToken);
        }
        let mut parts = body.split('.');
        let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
        let (Some(revision), Some(offset)) = (number(), number()) else {
            return Err(ServiceError::InvalidPageToken);
        };
        if parts.next() != Some(short(arguments).as_str()) {
            return Err(ServiceError::PageTokenMismatch);
        }
        let offset = usize::try_from(offset).map_err(|_| ServiceError::InvalidPageToken)?;
        Ok(PageToken { revision, offset })
    }

    fn sign(&self, body: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(body.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

/// A digest of the arguments that must not change between pages.
fn short(arguments: &str) -> String {
    digest(arguments).chars().take(16).collect()
}
