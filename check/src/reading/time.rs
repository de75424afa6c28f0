//! What times do the words of an article say?
//!
//! Dates of any precision, ranges, and durations, each as precise as the words. A date that the words
//! give in full is EDTF; for a partial or relative one ("in June", "two years ago"), the possible times
//! are derived from the article's day of publication.

mod agreement;
mod calendar;
mod candidates;
mod date;
mod feasts;
mod german;
mod grammar;
mod lasting;
mod length;
mod number;
mod numeric;
mod place;
mod point;
mod relative;
mod said;
mod shift;
mod span;
mod table;
mod view;
mod word;

pub use agreement::Agreement;
pub use length::{Length, agrees_duration};
pub use point::Stage;
pub use said::{Time, TimeKind};

use super::slip::{drop_times, slips};
use super::{Mention, Reader, Token, tokens};
use table::Table;
use view::{Read, View};

impl Reader {
    /// The times in a text, in order; none overlaps another, and of two that start at one place the
    /// longer one is taken.
    pub fn times(self, text: &str) -> Vec<Mention<Time>> {
        self.times_of(text, &tokens(text))
    }

    /// As [`Reader::times`], of a text whose tokens are known.
    pub(super) fn times_of(self, text: &str, tokens: &[Token]) -> Vec<Mention<Time>> {
        let mut found = match Table::for_language(self.language) {
            None => scan(tokens, |at| {
                let (base, next) = numeric::iso(tokens, at)?;
                Some((Time::at(base), next))
            }),
            Some(table) => {
                let view = View::new(text, tokens, table);
                scan(tokens, |at| {
                    view.begins(at).then(|| grammar::time(&view, at))?
                })
            }
        };
        drop_times(&mut found, &slips(text, tokens), tokens);
        found
    }
}

/// What is read at each place that no mention before it takes.
fn scan(tokens: &[Token], read: impl Fn(usize) -> Read<Time>) -> Vec<Mention<Time>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        let Some((value, next)) = read(at).filter(|(_, next)| *next > at) else {
            at += 1;
            continue;
        };
        let end = tokens.get(next - 1).map_or(first.end, |last| last.end);
        found.push(Mention {
            start: first.start,
            end,
            value,
        });
        at = next;
    }
    found
}

#[cfg(test)]
mod recognizers;
#[cfg(test)]
mod tests;
