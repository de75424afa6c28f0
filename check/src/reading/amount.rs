//! Which amounts does a text name, and with which comparator, unit and period?
//!
//! An amount is whatever somebody could enter as a quantity: `more than 3,700 drones`, `£75m`,
//! `between 5 and 8 per cent`, `dreiundzwanzig Stunden`, `300 a month`. Dates, times of day,
//! identifiers such as `F-16` and versions only look like amounts.

mod cardinal;
mod compound;
mod figures;
mod fraction;
mod lexicon;
mod measures;
mod numeral;
mod ordinal;
mod phrases;
mod place;
mod read;
mod said;
mod scan;
mod side;
mod sum;
mod tables;
mod words;

use super::slip::{drop_amounts, slips};
use super::{Mention, Reader, Token, tokens};
use read::Read;
pub use said::{Amount, Form, Measure};
use scan::Scan;

impl Reader {
    /// The amounts of a text in the order of their places, which do not overlap. A mention covers
    /// its comparator, number, unit and period.
    pub fn amounts(&self, text: &str) -> Vec<Mention<Amount>> {
        self.amounts_of(text, &tokens(text))
    }

    /// As [`Reader::amounts`], of a text whose tokens are known.
    pub(super) fn amounts_of(self, text: &str, tokens: &[Token]) -> Vec<Mention<Amount>> {
        let scan = Scan::new(text, tokens, tables::lexicon(self.language));
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match read::read(&scan, at) {
                Read::Amount(mention, next) => {
                    mentions.extend(Some(*mention).filter(|mention| read::counts(&scan, mention)));
                    at = next;
                }
                Read::Skip(next) => at = next,
            }
        }
        drop_amounts(&mut mentions, &slips(text, tokens));
        mentions
    }
}

#[cfg(test)]
mod tests;
