//! Keeps checked facts, and answers for them.
//!
//! What may be committed is decided in `dossier-check`. The `ledger` appends each `commit` to the
//! `store` and makes the next `snapshot`, and `states` tells what of it readers see; `service` puts the answers
//! together, with the help of `search`, and `serve` brings them to sockets. `cli` is what a person
//! types.

#[cfg(test)]
mod fuzz;

pub mod access;
pub mod cli;

pub mod commit;
pub mod ledger;
pub mod search;
pub mod snapshot;
pub mod states;
pub mod store;

mod cache;
mod coalesced;
mod error;
mod error_chain;
pub mod serve;
pub mod service;
mod waiting;
