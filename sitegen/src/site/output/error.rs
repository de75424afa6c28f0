//! Why a site could not be put into a folder, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use dossier_publish::first;

/// How many files an error names.
const NAMED_MAX: usize = 10;

/// Why a site could not be written. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutputError {
    /// Files that sitegen did not make.
    #[error(
        "`{}` contains what sitegen did not make: {}; move it away, or name another folder",
        .folder.display(), list(.names)
    )]
    Foreign { folder: PathBuf, names: Vec<String> },
    /// A site of a version that kept no list.
    #[error(
        "`{}` was built by a version of sitegen that kept no list of its files, so other files there cannot be told apart; delete it once, or name another folder",
        .0.display()
    )]
    Unlisted(PathBuf),
    /// `/` or the like.
    #[error("`{}` has no parent folder to build in; name a folder below it", .0.display())]
    Root(PathBuf),
    /// A file where a folder is wanted.
    #[error("`{}` is a file; name a folder", .0.display())]
    File(PathBuf),
    /// A symbolic link to nowhere.
    #[error("`{}` is a link to something that is not there; make that folder, or remove the link", .0.display())]
    Dangling(PathBuf),
    /// The content itself would be built over, or read as content.
    #[error("`{}` is inside the content folder; name a folder outside of it", .0.display())]
    Content(PathBuf),
    /// The system said no.
    #[error("could not write `{}`: {source}", .path.display())]
    Write { path: PathBuf, source: io::Error },
}

impl OutputError {
    /// The same error about the folder that a person named.
    pub(super) fn at(self, folder: &Path) -> Self {
        match self {
            Self::Foreign { names, .. } => Self::Foreign {
                folder: folder.to_owned(),
                names,
            },
            other => other,
        }
    }

    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            source,
        }
    }
}

fn list(names: &[String]) -> String {
    let names = names.iter().map(|name| format!("`{name}`"));
    first(names, NAMED_MAX, ", ")
}
