//! Page tokens: where the next page starts, and of which list; sealed, so that nobody can make one up
//! or rests on what is in it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use sha2::{Digest as _, Sha256};

use crate::error::ServiceError;

/// The length of a scope's digest in bytes. Against a mix-up, not against forgery: that is the seal's.
const SCOPE_BYTES: usize = 8;

/// The key that seals page tokens.
pub(super) struct TokenKey {
    nonces: hmac::Key,
    /// Nothing where the algorithm would not take a key of its own length.
    seal: Option<LessSafeKey>,
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenKey").finish_non_exhaustive()
    }
}

/// A place in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageToken {
    /// The revision that the list is of; 0 for the newest, where no page was asked for yet.
    pub(super) revision: i64,
    /// How many come before; in the history, the revision before which it goes on.
    pub(super) offset: u64,
    /// The name after which a list in the order of names goes on; empty at its start and in others.
    pub(super) after: String,
}

impl TokenKey {
    /// The key of a store: the same in every replica and after a restart, so that a list can go on.
    /// The seal keeps tokens from being mixed up, mistyped or taken apart; there is nothing in them
    /// that it must keep secret, since a store's uid is not.
    pub(super) fn of_store(uid: &str) -> Self {
        let derive = |purpose: &str| Sha256::digest(format!("page tokens of {uid}: {purpose}"));
        let seal = UnboundKey::new(&CHACHA20_POLY1305, &derive("seal"));
        Self {
            nonces: hmac::Key::new(hmac::HMAC_SHA256, &derive("nonces")),
            seal: seal.ok().map(LessSafeKey::new),
        }
    }

    /// The token of a place in a list whose arguments are `scope`.
    pub(super) fn seal(&self, token: &PageToken, scope: &[u8]) -> String {
        let mut body = Vec::with_capacity(24 + token.after.len());
        body.extend(token.revision.to_be_bytes());
        body.extend(token.offset.to_be_bytes());
        body.extend(digest(scope));
        body.extend(token.after.as_bytes());
        // The nonce is made from the place, so that one place has one token, and two places two nonces.
        let tag = hmac::sign(&self.nonces, &body);
        let nonce: Vec<u8> = tag.as_ref().iter().copied().take(NONCE_LEN).collect();
        let sealed = self.seal.as_ref().and_then(|key| {
            let nonce = Nonce::try_assume_unique_for_key(&nonce).ok()?;
            key.seal_in_place_append_tag(nonce, Aad::empty(), &mut body)
                .ok()
        });
        match sealed {
            Some(()) => URL_SAFE_NO_PAD.encode([nonce, body].concat()),
            None => String::new(),
        }
    }

    /// Reads a token back.
    pub(super) fn open(&self, token: &str, scope: &[u8]) -> Result<PageToken, ServiceError> {
        let body = self.body(token).ok_or(ServiceError::InvalidPageToken)?;
        let (place, of, after) = parts(&body).ok_or(ServiceError::InvalidPageToken)?;
        if of != digest(scope) {
            return Err(ServiceError::PageTokenMismatch);
        }
        Ok(PageToken {
            after: after.to_owned(),
            ..place
        })
    }

    /// What is under the seal, if it is ours.
    fn body(&self, token: &str) -> Option<Vec<u8>> {
        let mut bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let key = self.seal.as_ref()?;
        let body = key.open_in_place(nonce, Aad::empty(), sealed).ok()?;
        Some(body.to_vec())
    }
}

/// A place without its name, the digest of its scope, and the name.
fn parts(body: &[u8]) -> Option<(PageToken, [u8; SCOPE_BYTES], &str)> {
    let (revision, rest) = body.split_first_chunk()?;
    let (offset, rest) = rest.split_first_chunk()?;
    let (scope, after) = rest.split_first_chunk()?;
    let place = PageToken {
        revision: i64::from_be_bytes(*revision),
        offset: u64::from_be_bytes(*offset),
        after: String::new(),
    };
    Some((place, *scope, std::str::from_utf8(after).ok()?))
}

/// A digest of the arguments that must not change between pages.
fn digest(scope: &[u8]) -> [u8; SCOPE_BYTES] {
    let whole: [u8; 32] = Sha256::digest(scope).into();
    let mut short = [0; SCOPE_BYTES];
    for (to, from) in short.iter_mut().zip(whole) {
        *to = from;
    }
    short
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn token(revision: i64, offset: u64, after: &str) -> PageToken {
        PageToken {
            revision,
            offset,
            after: after.to_owned(),
        }
    }

    #[test]
    fn a_token_shows_neither_the_last_name_nor_the_arguments() {
        let key = TokenKey::of_store("uid");
        let name = "facts/canal-treaty";
        let sealed = key.seal(&token(7, 50, name), b"ListFacts: state = draft");
        let bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
        let shown = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(!shown(name.as_bytes()) && !shown(b"canal") && !shown(b"draft"));
        let hex = dossier_check::text::hex(name.as_bytes());
        assert!(!sealed.contains(&hex), "{sealed}");
    }

    proptest! {
        #[test]
        fn a_token_is_read_back_with_its_key_and_scope_and_no_others(
            revision in 0..i64::MAX, offset: u64, after in "[a-z/-]{0,80}", flip: prop::sample::Index,
        ) {
            let key = TokenKey::of_store("uid");
            let place = token(revision, offset, &after);
            let sealed = key.seal(&place, b"scope");
            prop_assert_eq!(&sealed, &TokenKey::of_store("uid").seal(&place, b"scope"));
            prop_assert_eq!(key.open(&sealed, b"scope").unwrap(), place);
            prop_assert!(matches!(key.open(&sealed, b"other"), Err(ServiceError::PageTokenMismatch)));
            let wrong = TokenKey::of_store("other").open(&sealed, b"scope");
            prop_assert!(matches!(wrong, Err(ServiceError::InvalidPageToken)));
            let mut bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
            let place = flip.index(bytes.len());
            bytes[place] ^= 1;
            let flipped = key.open(&URL_SAFE_NO_PAD.encode(bytes), b"scope");
            prop_assert!(matches!(flipped, Err(ServiceError::InvalidPageToken)));
        }
    }
}
