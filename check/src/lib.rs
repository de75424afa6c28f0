//! Reads the facts of news articles and decides what may be committed, both on an editor's machine and
//! in the server.
//!
//! Data flows one way. [`content`] reads an editor's files into the contract's messages, with the help
//! of [`text`] for places in articles; [`rules`] turn them into something that may be committed, and
//! [`assess`] does both. Below them are [`model`], [`diagnostic`] and [`filter`], which queries use
//! too. Nothing here knows a store, a socket or a thread, so that a rule can be changed and tested
//! without building a server.

#[cfg(test)]
mod fuzz;

pub mod model;

pub mod diagnostic;
pub mod filter;
pub mod reading;
pub mod text;

pub mod ground;

pub mod content;
pub mod rules;

pub mod assess;
