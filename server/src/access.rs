//! Who asks, and what they may do: decided once, from the headers of a call, before its body is read.
//!
//! A client is known by a token of the token file, by its certificate, or is anonymous. What is allowed depends on the role
//! alone (docs/operating.md has the table); what is seen depends on the [`Sight`] of the role.

mod tokens;

use std::sync::Arc;

use arc_swap::ArcSwap;
use dossier_check::text::digest_bytes;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use tokio::sync::watch;

use crate::coalesced::Coalesced;
use crate::commit::Sight;
use crate::error::ServiceError;
use crate::ledger::Clock;

pub(crate) use tokens::same_case;
pub use tokens::{Key, Role, Token, TokenError, Tokens, valid_day, valid_name};

/// What a client sends that wants to see no more than readers do, whoever it is: a program that publishes.
const VIEW: &str = "dossier-view";
const VIEW_PUBLISHED: &[u8] = b"published";

/// Who may do what on a server.
pub struct Access {
    tokens: ArcSwap<Tokens>,
    /// What a client without a token may do; nothing where it may not even read.
    anonymous: Option<Role>,
    /// What one on the same machine may do without a token, if that is more.
    near: Option<Role>,
    /// Whether the state is a content directory, which nobody commits to.
    files: bool,
    clock: Clock,
    changed: watch::Sender<u64>,
    /// Clients that were turned away, by reason.
    denials: Coalesced<&'static str>,
    /// Commits that were refused, by principal and reason.
    refusals: Coalesced<(String, String)>,
}

impl std::fmt::Debug for Access {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let anonymous = self.anonymous;
        formatter
            .debug_struct("Access")
            .field("anonymous", &anonymous)
            .finish_non_exhaustive()
    }
}

/// A client that was let in.
#[derive(Clone, Debug)]
pub struct Caller {
    role: Role,
    /// The token that it is known by; nothing where it is anonymous.
    token: Option<Arc<Token>>,
    /// Whether it asked to see no more than a reader.
    as_reader: bool,
}

impl Caller {
    /// What it sees of the history.
    pub fn sight(&self) -> Sight {
        match self.role {
            Role::Editor | Role::Operator if !self.as_reader => Sight::All,
            Role::Reader | Role::Editor | Role::Operator => Sight::Published,
        }
    }

    /// Whether it sees what everybody sees, and is nobody in particular.
    pub fn is_public(&self) -> bool {
        self.token.is_none() && self.role == Role::Reader
    }

    /// Whether it has sent a secret itself. A browser shows a certificate, or is near, also for a page that
    /// its user does not know.
    pub fn sent_token(&self) -> bool {
        let token = self.token.as_ref();
        token.is_some_and(|token| matches!(token.key, Key::Digest(_)))
    }

    /// The name that its token stands for; nothing where it is anonymous.
    pub fn principal(&self) -> Option<&str> {
        self.token.as_ref().map(|token| token.name.as_str())
    }
}

impl Access {
    /// Lets in who has one of these tokens, and everybody else with the role `anonymous`.
    pub fn new(tokens: Tokens, anonymous: Option<Role>, clock: Clock) -> Self {
        Self {
            tokens: ArcSwap::from_pointee(tokens),
            anonymous,
            near: None,
            files: false,
            clock,
            changed: watch::channel(0).0,
            denials: Coalesced::default(),
            refusals: Coalesced::default(),
        }
    }

    /// The same for a server that only the same machine reaches, whose clients may do this without a
    /// token.
    #[must_use]
    pub fn trusting(self, near: Option<Role>) -> Self {
        Self { near, ..self }
    }

    /// The same for a server whose state is a content directory.
    #[must_use]
    pub fn of_files(self) -> Self {
        Self {
            files: true,
            ..self
        }
    }

    /// Puts other tokens in the place of those that are known; open watches are asked again. False: they
    /// are the same.
    pub fn replace(&self, tokens: Tokens) -> bool {
        let differ = **self.tokens.load() != tokens;
        if differ {
            self.tokens.store(Arc::new(tokens));
            self.changed.send_modify(|count| *count += 1);
        }
        differ
    }

    /// Tells when tokens were replaced.
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Who sends these headers on a connection whose client has shown these names of a certificate;
    /// `is_near` says whether it can be trusted for being near. A token counts before a certificate.
    ///
    /// # Errors
    ///
    /// `ServiceError::TokenMissing` and `ServiceError::Unauthenticated`, and `ServiceError::InvalidHttp` for
    /// an unknown view.
    pub fn admit(
        &self,
        headers: &HeaderMap,
        names: &[String],
        is_near: impl FnOnce() -> bool,
    ) -> Result<Caller, ServiceError> {
        let as_reader = as_reader(headers)?;
        let caller = |token: Arc<Token>| Caller {
            role: token.role,
            token: Some(token),
            as_reader,
        };
        let admitted = match (headers.get(AUTHORIZATION), self.certified(names)) {
            (None, Some(token)) => Ok(caller(token)),
            (None, None) => match self.near.filter(|_| is_near()).or(self.anonymous) {
                Some(role) => Ok(Caller {
                    role,
                    token: None,
                    as_reader,
                }),
                None => Err(ServiceError::TokenMissing),
            },
            (Some(value), _) => {
                let token = bearer(value.as_bytes()).and_then(|token| self.known(token));
                token.map(caller).ok_or(ServiceError::Unauthenticated)
            }
        };
        admitted.inspect_err(|error| {
            self.deny(match error {
                ServiceError::TokenMissing => "no token",
                _ => "unknown token",
            });
        })
    }

    /// Whether a client may send a commit, which may turn out to be a check only. Where the state is files,
    /// editors may have something checked, and from anybody else nothing is taken.
    ///
    /// # Errors
    ///
    /// `ContentIsFiles`, `TokenMissing` and `NotAnEditor`.
    pub fn may_propose(&self, caller: &Caller) -> Result<(), ServiceError> {
        let allowed = match (caller.role, &caller.token) {
            (Role::Editor, _) => Ok(()),
            _ if self.files => Err(ServiceError::ContentIsFiles),
            (_, None) if !self.tokens.load().is_empty() => Err(ServiceError::TokenMissing),
            _ => Err(ServiceError::NotAnEditor),
        };
        allowed.inspect_err(|error| {
            self.deny(match error {
                ServiceError::ContentIsFiles => "content is files",
                _ => "not an editor",
            });
        })
    }

    /// Whether a client that may propose may also change the state.
    pub fn may_commit(&self, caller: &Caller) -> Result<(), ServiceError> {
        if self.files {
            return Err(ServiceError::ContentIsFiles);
        }
        self.may_propose(caller)
    }

    /// Whether a client that was let in would still be: its token may have been taken away, or have
    /// expired.
    pub fn still(&self, caller: &Caller) -> Result<(), ServiceError> {
        let Some(token) = &caller.token else {
            return Ok(());
        };
        let known = self.tokens.load();
        let now = (self.clock)().to_string();
        match known.find(&token.key, &now) {
            Some(found) if found.role == caller.role => Ok(()),
            _ => Err(ServiceError::Unauthenticated),
        }
    }

    fn known(&self, token: &str) -> Option<Arc<Token>> {
        // Digests are compared, so the time that it takes tells nothing of the token.
        let key = Key::Digest(digest_bytes(token.as_bytes()));
        self.tokens.load().find(&key, &(self.clock)().to_string())
    }

    /// The line of the first of these names that has one.
    fn certified(&self, names: &[String]) -> Option<Arc<Token>> {
        if names.is_empty() {
            return None;
        }
        let (tokens, now) = (self.tokens.load(), (self.clock)().to_string());
        let mut keys = names.iter().map(|name| Key::San(name.clone()));
        keys.find_map(|key| tokens.find(&key, &now))
    }

    /// Counts a client that was turned away, and tells the log now and then.
    pub(crate) fn deny(&self, why: &'static str) {
        if let Some(count) = self.denials.count(why, (self.clock)().seconds) {
            tracing::warn!(why, count, "clients were turned away");
        }
    }

    /// Counts a commit of a principal that was refused for a reason; how many of them the log is to be told
    /// of now.
    pub(crate) fn refused(&self, principal: &str, reason: &str) -> Option<u64> {
        let kind = (principal.to_owned(), reason.to_owned());
        self.refusals.count(kind, (self.clock)().seconds)
    }
}

/// Whether a caller asks for what readers get. A view that is misspelt must not show drafts, so it is
/// refused.
fn as_reader(headers: &HeaderMap) -> Result<bool, ServiceError> {
    let mut views = headers.get_all(VIEW).iter();
    if views.any(|view| view.as_bytes() != VIEW_PUBLISHED) {
        let message = "`dossier-view` must be `published`, or be left out";
        return Err(ServiceError::InvalidHttp(message.to_owned()));
    }
    Ok(headers.contains_key(VIEW))
}

/// The token of a header (RFC 6750); the scheme is in capital or small letters (RFC 9110, 11.1).
fn bearer(value: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(value).ok()?;
    let (scheme, token) = text.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim_matches(' '))
        .filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests;
