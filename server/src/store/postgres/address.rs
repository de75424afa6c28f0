//! Reads of an address what the library does not: which certificates are trusted.
//!
//! What is overlooked here is a connection that is weaker than somebody asked for. So both forms of an
//! address are taken apart by the rules of libpq (PostgreSQL's manual, 34.1.1), and put together again
//! without our options.

use percent_encoding::percent_decode_str;

use crate::store::StoreError;

/// What of an address the library does not read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    /// `sslmode`.
    pub(super) mode: Option<String>,
    /// `sslrootcert`.
    pub(super) roots: Option<String>,
}

impl Options {
    /// Takes an option, if it is one of ours; as with libpq, the last of a name counts.
    fn take(&mut self, key: &str, value: &str) -> bool {
        match key {
            "sslmode" => self.mode = Some(value.to_owned()),
            "sslrootcert" => self.roots = Some(value.to_owned()),
            _ => return false,
        }
        true
    }
}

/// An address without the options that are ours.
pub(super) fn split(address: &str) -> Result<(String, Options), StoreError> {
    let rest = ["postgres://", "postgresql://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme));
    match rest {
        Some(rest) => of_url(address, rest),
        None => of_pairs(address),
    }
}

/// Takes the query of a URL apart. A question mark before the host belongs to a password.
fn of_url(address: &str, rest: &str) -> Result<(String, Options), StoreError> {
    let host = match rest.split_once(['@', '/']) {
        Some((user, host)) if rest.get(user.len()..).is_some_and(|at| at.starts_with('@')) => host,
        _ => rest,
    };
    let Some((_, query)) = host.split_once('?') else {
        return Ok((address.to_owned(), Options::default()));
    };
    let mut options = Options::default();
    let mut others = Vec::new();
    for pair in query.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !options.take(&decoded(key)?, &decoded(value)?) {
            // The library takes any `@` for the end of a user's name.
            others.push(pair.replace('@', "%40"));
        }
    }
    let place = address.strip_suffix(query).unwrap_or(address);
    let address = match others.as_slice() {
        [] => place.trim_end_matches('?').to_owned(),
        others => format!("{place}{}", others.join("&")),
    };
    Ok((address, options))
}

fn decoded(text: &str) -> Result<String, StoreError> {
    let decoded = percent_decode_str(text).decode_utf8();
    let decoded = decoded.map_err(|_| wrong("has bytes that are not UTF-8"))?;
    Ok(decoded.into_owned())
}

/// Takes pairs such as `host = 'b c'` apart.
fn of_pairs(address: &str) -> Result<(String, Options), StoreError> {
    let mut options = Options::default();
    let mut others: Vec<String> = Vec::new();
    let mut rest = address.trim_start();
    while !rest.is_empty() {
        let (key, after) = rest
            .split_once('=')
            .ok_or_else(|| wrong("has a word without `=`"))?;
        let key = key.trim_end();
        if key.contains(char::is_whitespace) {
            return Err(wrong("has a word without `=`"));
        }
        let (value, after) = value(after.trim_start())?;
        if !options.take(key, &value) {
            let escaped = value.replace('\\', r"\\").replace('\'', r"\'");
            others.push(format!("{key}='{escaped}'"));
        }
        rest = after.trim_start();
    }
    Ok((others.join(" "), options))
}

/// The value that a text begins with, and what follows it. A backslash takes the next character as it
/// is, within quotes and without.
fn value(text: &str) -> Result<(String, &str), StoreError> {
    let (text, quoted) = match text.strip_prefix('\'') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let mut value = String::new();
    let mut characters = text.chars();
    loop {
        let before = characters.as_str();
        match characters.next() {
            None if quoted => return Err(wrong("has a quote that is not closed")),
            None => return Ok((value, before)),
            Some('\'') if quoted => return Ok((value, characters.as_str())),
            Some(space) if !quoted && space.is_whitespace() => return Ok((value, before)),
            Some('\\') => value.extend(characters.next()),
            Some(other) => value.push(other),
        }
    }
}

/// Says what is wrong, and nothing of the address, which may hold a password.
fn wrong(what: &str) -> StoreError {
    StoreError::Engine(format!("the database address {what}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An address, the same without our options, and what those are.
    const READ: [(&str, &str, &str, &str); 15] = [
        ("postgres://a@b/c", "postgres://a@b/c", "", ""),
        (
            "postgres://a@b/c?sslmode=verify-full&sslrootcert=%2Fetc%2Fc%20a.pem",
            "postgres://a@b/c",
            "verify-full",
            "/etc/c a.pem",
        ),
        (
            "postgres://a@b/c?target_session_attrs=any&sslmode=require",
            "postgres://a@b/c?target_session_attrs=any",
            "require",
            "",
        ),
        (
            "postgresql://a:p?w@b?%73slmode=verify%2Dfull&application_name=x%26y",
            "postgresql://a:p?w@b?application_name=x%26y",
            "verify-full",
            "",
        ),
        (
            "postgres:///c?hostaddr=::1&sslrootcert=/a@b.pem&sslmode=require",
            "postgres:///c?hostaddr=::1",
            "require",
            "/a@b.pem",
        ),
        (
            "postgres://b?sslrootcert=/a.pem&application_name=a@b&sslmode=require",
            "postgres://b?application_name=a%40b",
            "require",
            "/a.pem",
        ),
        (
            "postgres://b/c?sslmode=prefer&sslmode=require",
            "postgres://b/c",
            "require",
            "",
        ),
        (
            "host=b user=a sslrootcert='ca.pem' sslmode=verify-ca",
            "host='b' user='a'",
            "verify-ca",
            "ca.pem",
        ),
        ("sslmode = require host=b", "host='b'", "require", ""),
        ("sslmode= require host =b", "host='b'", "require", ""),
        ("sslmode =\t'require'\nhost\n= b", "host='b'", "require", ""),
        (
            r"sslrootcert = '/a b/it\'s.pem' password='x y' sslmode='verify\-ca'",
            "password='x y'",
            "verify-ca",
            "/a b/it's.pem",
        ),
        (
            r"password='sslmode=disable' sslmode=require user=it\'s\ me",
            r"password='sslmode=disable' user='it\'s me'",
            "require",
            "",
        ),
        ("sslmode=prefer sslmode=require", "", "require", ""),
        ("  ", "", "", ""),
    ];

    #[test]
    fn options_of_tls_are_read_from_both_forms_of_an_address_as_libpq_does() {
        for (address, rest, mode, roots) in READ {
            let (found, options) = split(address).unwrap();
            let or_empty = |option: Option<String>| option.unwrap_or_default();
            let found = (found, or_empty(options.mode), or_empty(options.roots));
            let expected = (rest.to_owned(), mode.to_owned(), roots.to_owned());
            assert_eq!(found, expected, "{address}");
            // The library reads the rest.
            rest.parse::<tokio_postgres::Config>().unwrap();
        }
    }

    #[test]
    fn an_address_that_cannot_be_read_is_refused_without_its_password() {
        for (address, what) in [
            ("host=b secret", "a word without `=`"),
            ("sslmode require password=secret", "a word without `=`"),
            ("password='secret", "a quote that is not closed"),
            ("postgres://b/c?sslmode=%ff", "not UTF-8"),
        ] {
            let error = split(address).unwrap_err().to_string();
            assert!(error.contains(what), "{address}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
