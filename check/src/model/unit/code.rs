//! Is a text a unit?

use dossier::counted::Counted;
use octofhir_ucum::UnitExpr;

/// Whether a text is a unit: of UCUM, or a counted thing in its braces. Braces may hold words of any
/// script. A number is not a unit: it belongs in the amount.
pub fn is_unit(unit: &str) -> bool {
    match Counted::parse(unit) {
        Some(counted) => counted.is_ok(),
        None => !is_number(unit) && expression(unit).is_some(),
    }
}

/// Whether a unit is a number; the unit `1` of pure numbers is none.
pub(super) fn is_number(unit: &str) -> bool {
    unit != "1"
        && !unit.is_empty()
        && unit
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// A unit as UCUM reads it, with the words in braces left out: there ours may be of any script.
pub(super) fn expression(unit: &str) -> Option<UnitExpr> {
    let mut ascii = String::with_capacity(unit.len());
    let mut rest = unit;
    while let Some((before, braced)) = rest.split_once('{') {
        let (inside, behind) = braced.split_once('}')?;
        if !is_annotation(inside) {
            return None;
        }
        ascii.push_str(before);
        ascii.push_str("{x}");
        rest = behind;
    }
    ascii.push_str(rest);
    octofhir_ucum::validate(&ascii).ok()?;
    octofhir_ucum::parse_expression(&ascii).ok()
}

/// Whether a text may stand in braces: for UCUM or for us.
fn is_annotation(inside: &str) -> bool {
    let counted = || Counted::parse(&format!("{{{inside}}}"));
    octofhir_ucum::validate(&format!("m{{{inside}}}")).is_ok()
        || counted().is_some_and(|counted| counted.is_ok())
}
