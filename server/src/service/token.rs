//! Page tokens: where the next page starts, and of which walk; signed, so that nobody can make one up.

use dossier_check::text::{digest, hex};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::error::ServiceError;

/// The key that signs page tokens.
#[derive(Debug)]
pub(super) struct TokenKey([u8; 32]);

/// A place in a walk.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageToken {
    pub(super) revision: i64,
    /// How many come before.
    pub(super) offset: usize,
    /// The name after which a walk by names goes on; empty at its start and in other walks.
    pub(super) after: String,
}

impl TokenKey {
    /// The key of a store: the same in every replica and after a restart, so that a walk can go on.
    /// It keeps tokens from being mixed up or mistyped; there is nothing that it must keep secret.
    pub(super) fn of_store(uid: &str) -> Self {
        Self(Sha256::digest(format!("page tokens of {uid}")).into())
    }

    /// The token of a place in the walk that `arguments` describe.
    pub(super) fn seal(&self, token: &PageToken, arguments: &str) -> String {
        let PageToken {
            revision,
            offset,
            after,
        } = token;
        let after = hex(after.as_bytes());
        let body = format!("{revision}.{offset}.{after}.{}", short(arguments));
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
        let after = parts.next().and_then(text);
        let after = after.ok_or(ServiceError::InvalidPageToken)?;
        if parts.next() != Some(short(arguments).as_str()) {
            return Err(ServiceError::PageTokenMismatch);
        }
        let offset = usize::try_from(offset).map_err(|_| ServiceError::InvalidPageToken)?;
        Ok(PageToken {
            revision,
            offset,
            after,
        })
    }

    fn sign(&self, body: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(body.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

/// The text that hexadecimal digits spell.
fn text(digits: &str) -> Option<String> {
    let pairs = digits.as_bytes().chunks(2);
    let bytes = pairs.map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()
}

/// A digest of the arguments that must not change between pages.
fn short(arguments: &str) -> String {
    digest(arguments).chars().take(16).collect()
}
