//! Reads a content directory and checks it: what every command that takes files begins with.

use std::path::Path;

use crate::content::{ReadError, read};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::rules::{Checked, check};

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
    let state = if loaded.complete {
        loaded.resources
    } else {
        Vec::new()
    };
    let report = check(state, today);
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
            finding.severity(),
            !is_first(finding),
            place.map(|place| (place.file.clone(), place.line, place.column)),
        )
    };
    findings.sort_by_key(order);
    let refused = findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error);
    Ok(Assessment {
        checked: report.checked.filter(|_| !refused),
        findings,
    })
}

/// Whether a finding is the likely cause of others: something was not read.
fn is_first(finding: &Finding) -> bool {
    matches!(
        finding.rule,
        Rule::UnreadFile | Rule::UnreadableFile | Rule::EmptyFile | Rule::NothingRead
    )
}

/// Whether a field is missing only because its value could not be read, which was said already.
fn hides(earlier: &Finding, finding: &Finding) -> bool {
    finding.rule == Rule::MissingField
        && earlier.resource == finding.resource
        && earlier.path.starts_with(&finding.path)
}

#[cfg(test)]
mod tests;
