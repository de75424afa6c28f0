//! Opens the store that the arguments name.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::clock;
use crate::ledger::{Clock, Ledger};
use crate::store::memory::MemoryStore;
use crate::store::postgres::PostgresStore;
use crate::store::sqlite::{FILE, SqliteStore};
use crate::store::{Store, StoreError};

/// Where commits are kept.
#[derive(Clone, Debug, Args)]
pub(super) struct StoreArguments {
    /// The directory of the store; made where it is missing.
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
    pub(super) fn open(&self) -> Result<Box<dyn Store>, StoreError> {
        let uid = new_uid()?;
        Ok(match (&self.data, &self.database_url) {
            (Some(directory), _) => Box::new(SqliteStore::open(directory, &uid)?),
            (None, Some(url)) => Box::new(PostgresStore::open(url, &uid)?),
            (None, None) => Box::new(MemoryStore::new(uid)),
        })
    }

    /// Whether a directory is named in which there is no store.
    pub(super) fn is_missing(&self) -> bool {
        let directory = self.data.as_ref();
        directory.is_some_and(|directory| !directory.join(FILE).exists())
    }

    /// Opens the store to look at it: nothing is made where there is none yet.
    pub(super) fn ledger_to_read(&self) -> Result<Ledger, StoreError> {
        let file = self.data.as_ref().map(|directory| directory.join(FILE));
        let store: Box<dyn Store> = match file {
            Some(file) if file.exists() => Box::new(SqliteStore::open_to_read(&file)?),
            Some(_) => Box::new(MemoryStore::new(new_uid()?)),
            None => self.open()?,
        };
        let clock: Clock = Arc::new(clock::now);
        Ledger::open(store, clock)
    }

    /// Opens the store and takes it over.
    pub(super) fn ledger(&self) -> Result<Ledger, StoreError> {
        let clock: Clock = Arc::new(clock::now);
        Ledger::open(self.open()?, clock)
    }
}

/// A random UUID (RFC 9562, version 4).
fn new_uid() -> Result<String, StoreError> {
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
