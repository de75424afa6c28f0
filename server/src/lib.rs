//! Reads and checks the facts of news articles.
//!
//! Data flows one way: `content` reads an editor's files into the contract's messages, with the help
//! of `text` for places in articles, and `check` turns them into something that may be committed. The
//! `ledger` appends the `commit` to the `store` and makes the next `snapshot`, which every read
//! answers from.

#[cfg(test)]
mod fuzz;

pub mod cli;
pub mod diagnostic;
pub mod model;

pub mod assess;
pub mod content;
pub mod rules;
pub mod text;

pub mod commit;
pub mod ledger;
pub mod search;
pub mod snapshot;
pub mod store;

pub mod error;
pub mod filter;
pub mod serve;
pub mod service;
