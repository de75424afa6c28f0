//! The file of tokens: who is known by which token or certificate, with which role, until when.
//!
//! A line is `ROLE sha256=DIGEST [until=DATE] NAME`, or has `san=KIND:NAME` in the digest's place, for the
//! holder of a certificate with this name; what begins with `#` is a comment. The token itself is not in
//! the file, so that whoever reads it can do nothing with it.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use dossier::Edtf;
use dossier_check::text::characters::{Lines, bad_character};

/// How long a name may be, in bytes: as an author.
const NAME_BYTES_MAX: usize = 4096;

/// What a client may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads what was published.
    Reader,
    /// Reads everything and commits.
    Editor,
    /// Reads everything, for copies and supervision, and commits nothing.
    Operator,
}

impl Role {
    /// The roles, in the order of the documents.
    pub const ALL: [Self; 3] = [Self::Reader, Self::Editor, Self::Operator];

    /// The role's name in files and arguments.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Editor => "editor",
            Self::Operator => "operator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|role| role.as_str() == text);
        found.ok_or_else(|| format!("a role is `reader`, `editor` or `operator`, not `{text}`"))
    }
}

/// By what a client is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The SHA-256 of a token, in hexadecimal.
    Digest(String),
    /// A subject alternative name of a certificate: `dns:build.example.org`, `uri:spiffe://example.org/ada`
    /// or `email:ada@example.org`.
    San(String),
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Digest(digest) => write!(formatter, "sha256={digest}"),
            Self::San(name) => write!(formatter, "san={name}"),
        }
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        if let Some(name) = word.strip_prefix("san=") {
            let (kind, rest) = name.split_once(':').unwrap_or((name, ""));
            if !matches!(kind, "dns" | "uri" | "email") || rest.is_empty() {
                return Err("`san=` takes a name of a certificate such as `dns:build.example.org`, `uri:spiffe://example.org/build` or `email:ada@example.org`".to_owned());
            }
            return Ok(Self::San(same_case(kind, rest)));
        }
        let digest = word.strip_prefix("sha256=");
        let digest = digest.filter(|digest| is_digest(digest));
        let digest = digest.ok_or(
            "expected `sha256=` with 64 digits of 0-9 and a-f, or `san=` with a name of a certificate, after the role",
        )?;
        Ok(Self::Digest(digest.to_owned()))
    }
}

/// A name of a certificate as it is compared: case counts in all but the names of hosts (RFC 4343).
pub(crate) fn same_case(kind: &str, name: &str) -> String {
    match kind {
        "dns" => format!("{kind}:{}", name.to_ascii_lowercase()),
        _ => format!("{kind}:{name}"),
    }
}

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Whom it stands for; the author of their commits.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// By what they are known.
    pub key: Key,
    /// The last day on which it is good, in UTC as `YYYY-MM-DD`; nothing where it stays good.
    pub until: Option<String>,
}

impl fmt::Display for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.role, self.key)?;
        if let Some(until) = &self.until {
            write!(formatter, " until={until}")?;
        }
        write!(formatter, " {}", self.name)
    }
}

/// A line of the file that is no token. It never holds what stands there, which may be a secret.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct TokenError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
}

/// All tokens of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    by_key: HashMap<Key, Arc<Token>>,
}

impl Tokens {
    /// Reads a file's text.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let mut tokens = Self::default();
        for (line, text) in (1..).zip(text.lines().map(str::trim)) {
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let token = text.parse::<Token>();
            let token = token.map_err(|message| TokenError { line, message })?;
            let key = token.key.clone();
            if tokens.by_key.insert(key, Arc::new(token)).is_some() {
                let message =
                    "this token or name occurs further up; each belongs to one person".to_owned();
                return Err(TokenError { line, message });
            }
        }
        Ok(tokens)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The token of a key, if it is still good at a time in RFC 3339.
    pub(super) fn find(&self, key: &Key, now: &str) -> Option<Arc<Token>> {
        let token = self.by_key.get(key)?;
        let day = now.get(..10).unwrap_or(now);
        let is_good = token
            .until
            .as_ref()
            .is_none_or(|until| day <= until.as_str());
        is_good.then(|| Arc::clone(token))
    }
}

impl FromStr for Token {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, String> {
        let (role, rest) = next(line);
        let role = role.parse::<Role>().map_err(|_| {
            "expected `ROLE sha256=DIGEST until=DATE NAME` with the role `reader`, `editor` or `operator`; `dossier-server token` makes such a line".to_owned()
        })?;
        let (key, rest) = next(rest);
        let key = key.parse()?;
        let (word, after) = next(rest);
        let (until, name) = match word.strip_prefix("until=") {
            Some(day) => (Some(valid_day(day)?), after),
            None => (None, rest),
        };
        Ok(Self {
            name: valid_name(name.trim())?,
            role,
            key,
            until,
        })
    }
}

/// The next word, and what comes after it.
fn next(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

fn is_digest(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() == 64 && bytes.all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A day as it stands in the file.
pub fn valid_day(text: &str) -> Result<String, String> {
    let plain = text.len() == 10
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    let read = Edtf::parse(text).ok().filter(|_| plain);
    read.map(|_| text.to_owned())
        .ok_or_else(|| "`until=` takes a day such as 2027-06-30".to_owned())
}

/// A name as it stands in the file.
pub fn valid_name(name: &str) -> Result<String, String> {
    if name.is_empty() {
        return Err("the name of the token's holder is missing at the end of the line".to_owned());
    }
    if name.len() > NAME_BYTES_MAX {
        return Err(format!(
            "a name has at most {NAME_BYTES_MAX} bytes, not {}",
            name.len()
        ));
    }
    match bad_character(name, Lines::One) {
        Some(bad) => Err(bad.message),
        None => Ok(name.to_owned()),
    }
}
