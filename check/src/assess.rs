//! Reads a content directory and checks it: what every command that takes files begins with.

use std::collections::BTreeSet;
use std::path::Path;

use crate::content::{ReadError, Records, SourceMap, read};
use crate::diagnostic::{At, Finding, Rule, Severity};
use crate::model::field_path::FieldPath;
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
            !is_first(finding),
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

/// The fields whose values could not be read, which was said already.
struct Unread {
    fields: BTreeSet<At>,
    /// The resources in which fields stand at a wrong place.
    misplaced: BTreeSet<String>,
    /// Those that have a key for which another was probably meant.
    misnamed: BTreeSet<String>,
}

impl Unread {
    /// Notes the fields of findings, and all that these lie in.
    fn new(findings: &[Finding]) -> Self {
        let errors = findings
            .iter()
            .filter(|finding| finding.severity() == Severity::Error);
        let fields = errors.flat_map(|finding| {
            let At { resource, path } = &finding.at;
            let around = std::iter::successors(Some(path.clone()), FieldPath::parent);
            around.map(|path| At::path(resource, path))
        });
        let misplaced = findings
            .iter()
            .filter(|finding| finding.rule == Rule::MisplacedKey);
        let misnamed = findings
            .iter()
            .filter(|finding| finding.rule == Rule::UnknownKey && !finding.at.path.is_root());
        Self {
            fields: fields.collect(),
            misplaced: misplaced
                .map(|finding| finding.at.resource.clone())
                .collect(),
            misnamed: misnamed
                .map(|finding| finding.at.resource.clone())
                .collect(),
        }
    }

    /// Whether a field is missing only because it, or something in it, could not be read, or because
    /// it stands elsewhere.
    fn explains(&self, finding: &Finding) -> bool {
        let misplaced = || self.misplaced.contains(&finding.at.resource);
        match finding.rule {
            Rule::MissingField => self.fields.contains(&finding.at) || misplaced(),
            Rule::MissingBody | Rule::NoEvidence => {
                misplaced() || self.misnamed.contains(&finding.at.resource)
            }
            // The field that holds the figure may be just the one.
            Rule::FigureNotHeld => self.fields.contains(&At::resource(&finding.at.resource)),
            // Whose evidence stands at a wrong place is not known.
            Rule::UncoveredSentence => !self.misplaced.is_empty(),
            _ => false,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
