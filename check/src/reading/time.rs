//! What times do the words of an article say?
//!
//! Dates of any precision, ranges, and lengths of time, each as the words have it and no more. A date
//! that the words give in full is EDTF; of one that they give in part, or beside another ("in June",
//! "two years ago"), the times that it may be are told for the day on which the article was published.

mod agreement;
#[expect(dead_code, reason = "words are read next; digits alone need less")]
mod calendar;
#[expect(dead_code, reason = "words are read next; digits alone need less")]
mod length;
mod numeric;
#[expect(dead_code, reason = "words are read next; digits alone need less")]
mod point;
#[expect(dead_code, reason = "words are read next; digits alone need less")]
mod said;

pub use agreement::Agreement;
pub use length::{Length, agrees_duration};
pub use point::Stage;
pub use said::{Time, TimeKind};

use super::{Mention, Reader, tokens};

impl Reader {
    /// The times that a text says, in the order of their places; none overlaps another, and of two that
    /// start at one place the longer one is taken.
    pub fn times(self, text: &str) -> Vec<Mention<Time>> {
        let tokens = tokens(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let read = numeric::iso(&tokens, at);
            let Some((time, next)) = read else {
                at += 1;
                continue;
            };
            let first = tokens.get(at).map_or(0, |token| token.start);
            let last = tokens
                .get(next.saturating_sub(1))
                .map_or(first, |token| token.end);
            found.push(Mention {
                start: first,
                end: last,
                value: time,
            });
            at = next.max(at + 1);
        }
        found
    }
}
