//! Checks, keeps and serves the facts of news articles.
//!
//! Data flows one way: `content` reads an editor's files into the contract's messages, `check`
//! turns them into something that may be committed, `store` keeps it in an append-only log,
//! `snapshot` is the log's present state in memory, and `service` answers from it over gRPC.

pub mod annotations;
pub mod cli;
pub mod diagnostic;

pub mod check;
pub mod content;
pub mod text;

pub mod commit;
pub mod snapshot;
pub mod store;

pub mod error;
pub mod filter;
pub mod serve;
pub mod service;
