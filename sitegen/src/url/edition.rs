//! The site in one language: where it lies, and how its files link to each other.

use super::route::Route;

/// The site in one language. The main one lies at the root, each other in a folder of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edition {
    /// The folder; empty for the main one.
    folder: &'static str,
}

impl Edition {
    /// The edition in a folder, which is named after its language.
    pub(crate) fn in_folder(folder: &'static str) -> Self {
        Self { folder }
    }

    /// Whether this is the edition at the root.
    pub(crate) fn is_main(self) -> bool {
        self.folder.is_empty()
    }

    /// The file below the site's folder.
    pub(crate) fn path(self, place: Route<'_>) -> String {
        if self.is_main() || place.is_shared() {
            return place.path();
        }
        format!("{}/{}", self.folder, place.path())
    }

    /// A link from a file of this edition to one of another.
    pub(crate) fn link(self, from: Route<'_>, (other, to): (Self, Route<'_>)) -> String {
        relative(&self.path(from), &other.path(to))
    }
}

fn relative(from: &str, to: &str) -> String {
    let here: Vec<&str> = from.split('/').collect();
    let there: Vec<&str> = to.split('/').collect();
    let folders = here.len().min(there.len()).saturating_sub(1);
    let shared = here.iter().zip(&there).take(folders);
    let shared = shared.take_while(|(left, right)| left == right).count();
    let up = "../".repeat(here.len() - 1 - shared);
    let down: Vec<&str> = there.into_iter().skip(shared).collect();
    format!("{up}{}", down.join("/"))
}
