//! Reads a directory of authoring files into the contract's messages, and remembers where every
//! field stands.
//!
//! docs/authoring.md describes the format. Files are read against the message descriptors, so a
//! field that is added to `proto/` can be written at once. Everything that is wrong is reported, not
//! only the first thing.

mod decode;
mod files;
mod markdown;
mod shorthand;
mod source;
pub mod write;
mod yaml;

use std::path::{Path, PathBuf};

use dossier::v1::Resource;

pub use source::SourceMap;

use crate::diagnostic::Finding;

/// The largest file that is read: ten times the largest that the first dossiers need.
pub const FILE_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// What a directory holds.
#[derive(Debug)]
pub struct Loaded {
    /// The resources, as far as they could be read.
    pub resources: Vec<Resource>,
    /// Where their fields stand.
    pub sources: SourceMap,
    /// What could not be read, with places.
    pub findings: Vec<Finding>,
}

/// Why a directory could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A file or folder could not be opened.
    #[error("`{path}` could not be read: {source}", path = path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is nothing to read.
    #[error("`{path}` has no `entities.yaml`, `articles` or `dossiers`", path = path.display())]
    Empty {
        /// The directory.
        path: PathBuf,
    },
}

/// Reads a content directory.
pub fn read(directory: &Path) -> Result<Loaded, ReadError> {
    files::read(directory)
}
