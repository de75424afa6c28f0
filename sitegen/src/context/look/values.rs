//! What settings say in words and addresses: read from text, and refused where a page could not show it.

use std::collections::BTreeMap;
use std::fmt::{self, Formatter};
use std::str::FromStr;

use dossier::{web_address, web_address_fault};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Deserialize as Read, Serialize};

use crate::html::Inline;
use crate::locale::Words;

/// A text in some languages, or one for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Texts {
    /// By the language's code; the empty one stands for all others.
    texts: BTreeMap<String, String>,
}

impl Texts {
    /// The text in a language, or another one where there is none; and the language of that.
    pub(super) fn in_language(&self, words: &Words) -> (&str, &str) {
        let own = self.texts.get_key_value(words.code);
        let any = || self.texts.first_key_value();
        let found = own.or_else(any);
        found.map_or(("", ""), |(code, text)| (text.as_str(), code.as_str()))
    }

    /// Whether there is a text for readers of a language.
    pub(super) fn has_own(&self, words: &Words) -> bool {
        self.texts.contains_key(words.code) || self.texts.contains_key("")
    }

    /// The text in a language, leading somewhere.
    pub(super) fn linked(&self, words: &Words, to: &WebAddress) -> Inline {
        let (text, code) = self.in_language(words);
        let lang = if code == words.code { "" } else { code };
        Inline {
            lang: lang.to_owned(),
            ..Inline::link(text, to.0.as_str())
        }
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ReadTexts)
    }
}

struct ReadTexts;

impl<'de> Visitor<'de> for ReadTexts {
    type Value = Texts;

    fn expecting(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("a text, or a table with a text for each language, such as `{ en = \"…\" }`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Texts, E> {
        let text: Line = text.parse().map_err(E::custom)?;
        Ok(Texts {
            texts: [(String::new(), text.0)].into(),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
        let mut texts = BTreeMap::new();
        while let Some((Tag(words), Line(text))) = map.next_entry()? {
            texts.insert(words.code.to_owned(), text);
        }
        if texts.is_empty() {
            return Err(de::Error::custom(
                "the table has no text; write one for each language, such as `{ en = \"…\" }`",
            ));
        }
        Ok(Texts { texts })
    }
}

/// A language that the site has words in, by its tag.
#[derive(Clone, Copy, Debug)]
struct Tag(&'static Words);

impl FromStr for Tag {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, String> {
        let words = Words::for_language(tag);
        words.map(Tag).ok_or_else(|| {
            format!(
                "the site's interface is not available in `{tag}`, only in {}",
                Words::known()
            )
        })
    }
}

/// A text in one line, or why it is none.
pub(crate) fn line(text: &str) -> Result<String, &'static str> {
    text.parse().map(|Line(text)| text)
}

/// A text in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line(String);

impl FromStr for Line {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            return Err("the text is empty; write one, or leave the key out");
        }
        if text.contains(char::is_control) {
            return Err("the text holds a line break or a control character; write it in one line");
        }
        Ok(Self(text.trim().to_owned()))
    }
}

/// An address on the web.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct WebAddress(String);

impl WebAddress {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match web_address_fault(text) {
            None => Ok(Self(text.to_owned())),
            Some(fault) => Err(format!(
                "`{text}` {fault}; one is written `https://example.org/about`"
            )),
        }
    }
}

/// How to reach somebody: an address of e-mail or on the web.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Reach {
    text: String,
    href: String,
}

impl Reach {
    pub(super) fn inline(&self) -> Inline {
        Inline::link(self.text.as_str(), self.href.as_str())
    }
}

impl FromStr for Reach {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let href = if is_mail(text) {
            format!("mailto:{text}")
        } else if let Some(address) = web_address(text) {
            address.to_owned()
        } else {
            return Err(format!(
                "`{text}` is neither an e-mail address, such as `desk@example.org`, nor one on the web, such as `https://example.org/contact`"
            ));
        };
        Ok(Self {
            text: text.to_owned(),
            href,
        })
    }
}

/// Whether a text is an address of e-mail that needs no escaping in a link (RFC 6068): a dot-atom of letters
/// and digits of ASCII before the `@`, and a host with a dot behind it.
fn is_mail(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let is_atom = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte);
        !part.is_empty() && part.bytes().all(plain)
    };
    let is_host = host.contains('.')
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
        && web_address(&format!("https://{host}/")).is_some();
    local.split('.').all(is_atom) && is_host
}

/// Reads what is written as one text.
macro_rules! read_from_text {
    ($($kind:ty),*) => {$(
        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as Read>::deserialize(from)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

read_from_text!(Tag, Line, WebAddress, Reach);
