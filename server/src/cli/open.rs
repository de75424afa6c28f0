//! Opens the store that the arguments name.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::clock;
use crate::ledger::{Clock, Ledger};
use crate::store::memory::MemoryStore;
use crate::store::postgres::PostgresStore;
use crate::store::sqlite::SqliteStore;
use crate::store::{Store, StoreError};

/// Where commits are kept.
#[derive(Clone, Debug, Args)]
pub(super) struct StoreArguments {
    /// The directory of the store.
    #[arg(long, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// The PostgreSQL database of the store, for several replicas; `postgres://USER@HOST/DATABASE`.
    #[arg(
        long,
        value_name = "URL",
        conflicts_with = "data",
        env = "DOSSIER_DATABASE_URL",
        hide_env_values = true
    )]
    pub(super) database_url: Option<String>,
}

impl StoreArguments {
    /// Whether any store is named.
    pub(super) fn named(&self) -> bool {
        self.data.is_some() || self.database_url.is_some()
    }

    /// Opens the store; a new one in memory where none is named.
    fn open(&self, missing: Missing) -> Result<Box<dyn Store>, StoreError> {
        let uid = new_uid()?;
        Ok(match (&self.data, &self.database_url, missing) {
            (Some(directory), _, Missing::IsMade) => Box::new(SqliteStore::open(directory, &uid)?),
            (Some(directory), _, Missing::IsRefused) => {
                Box::new(SqliteStore::open_existing(directory)?)
            }
            (None, Some(url), Missing::IsMade) => Box::new(PostgresStore::open(url, &uid)?),
            (None, Some(url), Missing::IsRefused) => Box::new(PostgresStore::open_existing(url)?),
            (None, None, _) => Box::new(MemoryStore::new(uid)),
        })
    }

    /// Opens the store, which must be there, to change what is in it.
    pub(super) fn open_to_write(&self) -> Result<Box<dyn Store>, StoreError> {
        self.open(Missing::IsRefused)
    }

    /// Opens the store to look at it: nothing is made, and nothing need be writable.
    pub(super) fn open_to_read(&self) -> Result<Box<dyn Store>, StoreError> {
        match (&self.data, &self.database_url) {
            (Some(directory), _) => Ok(Box::new(SqliteStore::open_directory_to_read(directory)?)),
            (None, Some(url)) => Ok(Box::new(PostgresStore::open_to_read(url)?)),
            (None, None) => self.open(Missing::IsRefused),
        }
    }

    /// The same, as a ledger.
    pub(super) fn ledger_to_read(&self) -> Result<Ledger, StoreError> {
        ledger(self.open_to_read()?)
    }

    /// The same; one without commits where there is no store yet.
    pub(super) fn ledger_to_read_or_empty(&self) -> Result<Ledger, StoreError> {
        match self.ledger_to_read() {
            Err(StoreError::Missing(_)) => ledger(Box::new(MemoryStore::new(new_uid()?))),
            opened => opened,
        }
    }

    /// Opens the store and takes it over.
    pub(super) fn ledger(&self, missing: Missing) -> Result<Ledger, StoreError> {
        ledger(self.open(missing)?)
    }
}

/// What becomes of a place where there is no store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// One is made.
    IsMade,
    /// It was mistyped.
    IsRefused,
}

fn ledger(store: Box<dyn Store>) -> Result<Ledger, StoreError> {
    let clock: Clock = Arc::new(clock::now);
    Ledger::open(store, clock)
}

/// A random UUID (RFC 9562, version 4).
pub(super) fn new_uid() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Engine(error.to_string().into()))?;
    let hex = dossier_check::text::hex(&bytes);
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    Ok(format!(
        "{}-{}-4{}-a{}-{}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32)
    ))
}
