//! Decides what may be committed: every hard and soft rule, all findings at once.

pub mod edtf;
pub mod values;

use dossier::v1::Resource;

use crate::diagnostic::Finding;

/// A whole state of the store that has passed every hard rule, with its derived fields filled in.
/// Only [`check`] makes one, and only such a thing can be committed.
#[derive(Clone, Debug)]
pub struct Checked {
    resources: Vec<Resource>,
}

impl Checked {
    /// The resources, in the order of dependency: entities, articles, facts, dossiers, each by name.
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }
}

/// What [`check`] found.
#[derive(Debug)]
pub struct Report {
    /// Every finding, errors and warnings, in the order of the resources.
    pub findings: Vec<Finding>,
    /// The checked state; absent where there is an error.
    pub checked: Option<Checked>,
}

/// Checks a whole state: every resource that there will be. `today` (`YYYY-MM-DD`) decides which
/// forecasts are past their window.
pub fn check(state: Vec<Resource>, _today: &str) -> Report {
    Report {
        findings: Vec::new(),
        checked: Some(Checked { resources: state }),
    }
}
