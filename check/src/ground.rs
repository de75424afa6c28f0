//! Does a fact say what the words that it rests on say?
//!
//! A fact is taken apart into what could have come from an article: amounts, times, quoted words, names
//! in roles, directions ([`parts`]). The article is read once, by the reader of its language
//! ([`ArticleText`]), and each part is looked up in the words that the evidence selects, around them,
//! and in the rest of the article. The result is a verdict for each part, never a score.
//!
//! The choice: parts are compared, not sentences. Whether two sentences mean the same is a matter of
//! opinion; whether "£75m" is in one of them is not, can be shown to an editor, and is what
//! falsifications change. So a verdict FOUND means that the parts are in the words, not that the fact is
//! a fair account of them; the pages say so.

mod amount;
mod article;
mod choice;
mod contrary;
mod direction;
mod frame;
mod judge;
mod judgement;
mod measured;
mod names;
mod negation;
mod part;
mod place;
mod quotation;
mod role;
mod speaker;
mod stated;
mod statement;
mod time;
mod verify;
mod wanted;
mod words;

pub use article::ArticleText;
pub(crate) use article::published_on;
pub(crate) use direction::{Way, way};
pub use judge::judge;
pub use judgement::Judgement;
pub use names::{NameMention, Names};
pub(crate) use negation::denied_in_one;
pub(crate) use part::all_parts;
pub use part::{Part, PartValue, parts, parts_digest};
pub(crate) use role::amounts;
pub(crate) use statement::{Figures, Typed, Unheld};
pub(crate) use time::{is_too_fine, is_too_wide};
pub use verify::{Ground, METHOD, findings, ground, reports, verify};

#[cfg(test)]
mod tests;
