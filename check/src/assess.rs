//! Reads a content directory and checks it: what every command that takes files begins with.

mod repeated;
mod unread;

use std::path::Path;

use self::unread::Unread;

use crate::content::{ReadError, Records, SourceMap, read};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::rules::{Checked, Today, check};

/// What a directory contains, and what the rules say about it.
#[derive(Debug)]
pub struct Assessment {
    /// Every finding, with its location, in the order of files and lines.
    pub findings: Vec<Finding>,
    /// The checked state; absent if there is an error.
    pub checked: Option<Checked>,
    /// Where every field is, for callers with further findings.
    pub sources: SourceMap,
}

/// Reads a content directory and checks it. `today` is `YYYY-MM-DD`; with any other text nothing counts
/// as past.
pub fn assess(directory: &Path, today: &str) -> Result<Assessment, ReadError> {
    assess_with(directory, today, Records::Read)
}

/// The same without the records of earlier comparisons, for a new comparison: an outdated record must
/// not prevent a new one.
pub fn assess_without_records(directory: &Path, today: &str) -> Result<Assessment, ReadError> {
    assess_with(directory, today, Records::Ignored)
}

fn assess_with(directory: &Path, today: &str, records: Records) -> Result<Assessment, ReadError> {
    let loaded = read(directory, records)?;
    // Where a file could not be read, its resources are missing, and everything that refers to them
    // would seem wrong.
    let state = if loaded.complete {
        loaded.resources
    } else {
        Vec::new()
    };
    let rests = unread::articles_of_facts(&state);
    let report = check(state, Today::from_text(today));
    let mut findings = loaded.findings;
    let read = findings.len();
    findings.extend(report.findings);
    let unread = Unread::new(&findings, read, rests);
    findings.retain(|finding| !unread.explains(finding));
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
    findings.sort_by_cached_key(order);
    let findings = repeated::merged(findings);
    let refused = findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error);
    Ok(Assessment {
        checked: report.checked.filter(|_| !refused),
        findings,
        sources: loaded.sources,
    })
}

/// Whether a finding is the likely cause of others: something was not read.
fn is_first(finding: &Finding) -> bool {
    matches!(
        finding.rule,
        Rule::UnreadFile | Rule::UnreadableFile | Rule::EmptyFile | Rule::NothingRead
    )
}

#[cfg(test)]
pub(crate) mod tests;
