//! The days that a date may mean, where it comes from somebody who may have written it wrongly.

use dossier::Edtf;

pub use dossier::Bounds as Span;

use super::values::ValueError;

/// The first and the last day of a date (EDTF).
pub fn days(text: &str) -> Result<Span, ValueError> {
    Ok(Edtf::parse(text)?.bounds())
}
