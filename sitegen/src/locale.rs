//! The languages of the site: what things are called in each, and how values are said.
//!
//! A language is a value of [`Words`], so that one which lacks a word does not compile. The names of
//! the contract's enum values are looked up in `term`; a test goes through all of them.

mod ar;
pub(crate) mod charts;
pub(crate) mod columns;
mod compared;
pub(crate) mod date;
mod en;
pub(crate) mod format;
mod fr;
mod labels;
mod money;
pub(crate) mod order;
mod search;
pub(crate) mod site;
mod table;
pub(crate) mod time;
pub(crate) mod typography;
mod unit;
mod values;
mod words;

pub(crate) use self::labels::Labels;
pub(crate) use self::words::Words;

impl Words {
    /// Every language.
    pub(crate) const ALL: [&'static Self; 3] = [&en::ENGLISH, &fr::FRENCH, &ar::ARABIC];

    /// The language with this tag.
    pub(crate) fn for_language(code: &str) -> Option<&'static Self> {
        let language = code.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|words| words.code == language)
    }

    /// The codes of all languages, for a message.
    pub(crate) fn known() -> String {
        Self::ALL
            .map(|words| format!("`{}`", words.code))
            .join(", ")
    }
}

/// The words of a part that is printed apart from its page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Language {
    pub(crate) t: &'static Words,
}

#[cfg(test)]
mod tests;
