//! Reads a content directory and checks it: what every command that takes files begins with.

use std::collections::BTreeSet;
use std::path::Path;

use crate::content::{ReadError, read};
use crate::diagnostic::{At, Finding, Rule, Severity};
use crate::model::field_path::FieldPath;
use crate::rules::{Checked, Today, check};

/// What a directory holds, and what the rules say of it.
#[derive(Debug)]
pub struct Assessment {
    /// Every finding, with its place, in the order of files and lines.
    pub findings: Vec<Finding>,
    /// The checked state; absent where there is an error.
    pub checked: Option<Checked>,
}

/// Reads a content directory and checks it. `today` is `YYYY-MM-DD`; any other text is no day, and
/// then nothing counts as past.
pub fn assess(directory: &Path, today: &str) -> Result<Assessment, ReadError> {
    let loaded = read(directory)?;
    // Where a file could not be read, its resources are missing, and everything that refers to them
    // would seem wrong.
    let readable = loaded
        .findings
        .iter()
        .all(|finding| !finding.at.resource.is_empty());
    let state = if readable {
        loaded.resources
    } else {
        Vec::new()
    };
    let report = check(state, Today::of(today));
    let mut findings = loaded.findings;
    let unread = Unread::new(&findings);
    let news = report.findings.into_iter();
    findings.extend(news.filter(|finding| !unread.explains(finding)));
    for finding in &mut findings {
        loaded.sources.place(finding);
    }
    let order = |finding: &Finding| {
        let place = finding.place.as_ref();
        (
            finding.severity(),
            place.map(|place| (place.file.clone(), place.line, place.column)),
        )
    };
    findings.sort_by_cached_key(order);
    let refused = findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error);
    Ok(Assessment {
        checked: report.checked.filter(|_| !refused),
        findings,
    })
}

/// The fields whose values could not be read, which was said already.
struct Unread(BTreeSet<At>);

impl Unread {
    /// Notes the fields of findings, and all that these lie in.
    fn new(findings: &[Finding]) -> Self {
        let fields = findings.iter().flat_map(|finding| {
            let At { resource, path } = &finding.at;
            let around = std::iter::successors(Some(path.clone()), FieldPath::parent);
            around.map(|path| At::path(resource, path))
        });
        Self(fields.collect())
    }

    /// Whether a field is missing only because it, or something in it, could not be read.
    fn explains(&self, finding: &Finding) -> bool {
        finding.rule == Rule::MissingField && self.0.contains(&finding.at)
    }
}

#[cfg(test)]
mod tests;
