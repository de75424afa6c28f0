//! What became of a publication.

use std::time::Duration;

use dossier_publish::Outcome;

/// A publication that came to its end.
#[derive(Debug)]
pub(in crate::cli) struct Published {
    pub(in crate::cli) outcome: Outcome,
    /// The target's name, as it is shown.
    pub(in crate::cli) target: String,
    pub(in crate::cli) took: Duration,
}
