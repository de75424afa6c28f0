//! Spans of days, and whether an uncertain date may lie in one.

use dossier::v1::TimeExpression;

use super::edtf;
use super::values::ValueError;

/// Days from the first to the last, `YYYY-MM-DD`; empty where that end is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub earliest: String,
    /// The last day.
    pub latest: String,
}

impl Span {
    /// Whether a date may lie, or lie in part, within these days.
    pub fn meets(&self, time: &TimeExpression) -> bool {
        let open = |one: &str, other: &str| one.is_empty() || other.is_empty();
        (open(&self.earliest, &time.latest) || time.latest >= self.earliest)
            && (open(&self.latest, &time.earliest) || time.earliest <= self.latest)
    }
}

/// The first and the last day of a date (EDTF).
pub fn days(text: &str) -> Result<Span, ValueError> {
    let (earliest, latest) = edtf::days(text)?;
    let shown = |day: Option<edtf::Day>| day.map_or_else(String::new, |day| day.to_string());
    Ok(Span {
        earliest: shown(earliest),
        latest: shown(latest),
    })
}
