//! What the words of an article say: amounts, times, quoted words, cues and names, each with its place.
//!
//! A reader is made for one language, and its words are data: `languages/*.txt` hold number words,
//! months, currencies and verbs of English, French, German, Spanish and Arabic. In any other language it
//! reads digits, ISO dates, currency signs, names and quotation marks, and [`Reader::is_complete`] says
//! so, because what was not compared must be reported.
//!
//! The choice: rules and tables instead of a model. What a reader found must be the same next year, on
//! every machine, and explainable to an editor: "the sentence says £75m". Nothing here decides whether a
//! fact is right; `ground` compares a fact's parts with these mentions.

mod amount;
mod choice;
mod clause;
mod contrary;
mod cue;
mod quoted;
mod role;
mod share;
mod slip;
mod tables;
mod time;
mod token;

use std::ops::Range;

pub use amount::{Amount, Form, Measure};
pub(crate) use choice::{ChoiceCue, Strength};
pub(crate) use clause::ClauseWords;
pub(crate) use contrary::{Contraries, Pair, Same};
pub use cue::Cue;
pub use role::{RoleSign, RoleSigns, WordOrder, is_german_either};
pub(crate) use share::Shares;
pub(crate) use slip::slips;
pub use time::{Agreement, Length, Stage, Time, TimeKind, agrees_duration};
pub use token::{Token, TokenKind, tokens};

/// Something that a text says, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention<T> {
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    /// What is said.
    pub value: T,
}

/// What a text says, all of it read from the same tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The pieces of the text.
    pub tokens: Vec<Token>,
    /// Its amounts, as in [`Reader::amounts`].
    pub amounts: Vec<Mention<Amount>>,
    /// Its times, as in [`Reader::times`].
    pub times: Vec<Mention<Time>>,
    /// Its cues, as in [`Reader::cues`].
    pub cues: Vec<Mention<Cue>>,
    /// Its quoted words, as in [`Reader::quoted`].
    pub quoted: Vec<Range<usize>>,
}

/// Reads texts in one language.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    language: Language,
}

/// The languages that have tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Arabic,
    English,
    French,
    German,
    Spanish,
    /// Any other: only what needs no words.
    Other,
}

impl Reader {
    /// A reader of the language that a BCP 47 tag names; its region and script do not count.
    pub fn new(language_code: &str) -> Self {
        let primary = language_code.split('-').next().unwrap_or_default();
        let language = match primary.to_ascii_lowercase().as_str() {
            "ar" => Language::Arabic,
            "en" => Language::English,
            "fr" => Language::French,
            "de" => Language::German,
            "es" => Language::Spanish,
            _ => Language::Other,
        };
        Self { language }
    }

    /// All that a text says. It is split into tokens once, which costs as much as a reader.
    pub fn read(self, text: &str) -> Reading {
        let tokens = tokens(text);
        Reading {
            amounts: self.amounts_of(text, &tokens),
            times: self.times_of(text, &tokens),
            cues: self.cues_of(&tokens),
            quoted: self.quoted(text),
            tokens,
        }
    }

    /// Whether the language has tables; otherwise only digits, ISO dates, signs and marks are read.
    pub fn is_complete(self) -> bool {
        self.language != Language::Other
    }
}
