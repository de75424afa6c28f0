//! Reads a directory of authoring files into the contract's messages, and remembers where every
//! field stands.
//!
//! docs/authoring.md describes the format. Files are read against the message descriptors, so a
//! field that is added to `proto/` can be written at once. Everything that is wrong is reported, not
//! only the first thing.

mod decode;
mod files;
mod markdown;
mod source;
mod sugar;
pub mod write;
mod yaml;

use std::path::{Path, PathBuf};

use dossier::v1::Resource;

pub use source::SourceMap;

use crate::check::{self, Checked};
use crate::diagnostic::{Finding, Severity};

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

/// What a directory holds, and what the rules say of it.
#[derive(Debug)]
pub struct Assessment {
    /// Every finding, with its place, in the order of files and lines.
    pub findings: Vec<Finding>,
    /// The checked state; absent where there is an error.
    pub checked: Option<Checked>,
}

/// Reads a content directory and checks it. `today` is `YYYY-MM-DD`.
pub fn assess(directory: &Path, today: &str) -> Result<Assessment, ReadError> {
    let loaded = read(directory)?;
    // Where a file could not be read, its resources are missing, and everything that refers to them
    // would seem wrong.
    let readable = loaded
        .findings
        .iter()
        .all(|finding| !finding.resource.is_empty());
    let state = if readable {
        loaded.resources
    } else {
        Vec::new()
    };
    let report = check::check(state, today);
    let mut findings = loaded.findings;
    let told = findings.len();
    for finding in report.findings {
        let read = findings.get(..told).unwrap_or_default();
        if !read.iter().any(|earlier| hides(earlier, &finding)) {
            findings.push(finding);
        }
    }
    for finding in &mut findings {
        loaded.sources.place(finding);
    }
    let order = |finding: &Finding| {
        let place = finding.place.as_ref();
        (
            finding.severity,
            place.map(|place| (place.file.clone(), place.line, place.column)),
        )
    };
    findings.sort_by_key(order);
    let refused = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    Ok(Assessment {
        checked: report.checked.filter(|_| !refused),
        findings,
    })
}

/// Whether a field is missing only because its value could not be read, which was said already.
fn hides(earlier: &Finding, finding: &Finding) -> bool {
    finding.rule == "missing-field"
        && earlier.resource == finding.resource
        && earlier.path.starts_with(&finding.path)
}

#[cfg(test)]
mod tests;
