//! Which texts are units, and what may `kWh`, `days` or `mph` mean?
//!
//! Units are codes of UCUM, which nobody knows by heart, and some of which look like something else:
//! `mph` is valid, and is a thousandth of a phot. So for a text that is not a unit the code that may be
//! meant is suggested, and for a code that is mostly used for something else too.

mod code;
mod table;
mod words;

use dossier::counted::Counted;
use octofhir_ucum::UnitExpr;

use code::expression;
pub use code::is_unit;
use table::FALSE_FRIENDS;
use words::codes;

/// What to say about a unit, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What is wrong or doubtful; lower case, no full stop, values in backticks.
    pub message: String,
    /// What may be meant. Example: ``write `kW.h` ``.
    pub suggestion: Option<String>,
}

/// What is wrong with a text that is not a unit; `None` if it is one.
pub fn wrong(unit: &str) -> Option<Remark> {
    if let Some(remark) = starts_with_number(unit) {
        return Some(remark);
    }
    if is_unit(unit) {
        return None;
    }
    if let Some(Err(error)) = Counted::parse(unit) {
        let hint = "write what is counted in braces, in the singular: `{drone}`; an irregular plural after a bar: `{child|children}`";
        return Some(Remark {
            message: format!("`{unit}` {error}"),
            suggestion: Some(hint.to_owned()),
        });
    }
    Some(Remark {
        message: format!("`{unit}` is not a unit (UCUM)"),
        suggestion: Some(suggestion(unit)),
    })
}

/// How to write a number of which the unit has the end.
fn whole_number(unit: &str, digits: &str, rest: &str) -> String {
    if rest.is_empty() {
        format!("a number belongs in the amount, without spaces: `3700`, not `3 {unit}`")
    } else {
        format!(
            "a number belongs in the amount, without spaces: `3{digits} {rest}`, not `3 {unit}`"
        )
    }
}

/// A factor at the start of a unit, which UCUM allows, is what is left of a number that was cut: `3 700.t`,
/// `3 1/2 h`. Powers of ten are written as nothing else is.
fn starts_with_number(unit: &str) -> Option<Remark> {
    let factor = |rest: &str| rest.starts_with(|character: char| character.is_ascii_digit());
    let is_fraction = unit.strip_prefix('/').is_some_and(factor);
    let is_power = unit.starts_with("10*") || unit.starts_with("10^");
    if !(factor(unit) || is_fraction) || is_power || unit == "1" {
        return None;
    }
    let end = unit.find(|character: char| !character.is_ascii_digit() && character != '/');
    let (digits, rest) = unit.split_at_checked(end.unwrap_or(unit.len()))?;
    let rest = rest.trim_start_matches(['.', ' ', '*']);
    let hint = if digits.contains('/') {
        "write a fraction with a point: `3.5`, not `3 1/2`".to_owned()
    } else {
        whole_number(unit, digits, rest)
    };
    let message = if rest.is_empty() {
        format!("`{unit}` is a number, not a unit")
    } else {
        format!("`{unit}` starts with a number, which no unit does here")
    };
    Some(Remark {
        message,
        suggestion: Some(hint),
    })
}

fn suggestion(unit: &str) -> String {
    if unit == "M" {
        return "write `12e6` for 12 million, or `m` for metres".to_owned();
    }
    if let Some(code) = money(unit) {
        return format!(
            "write the currency before the number: `{code} 12`; say in words what it is per, such as a price per tonne"
        );
    }
    let found = codes(unit);
    if found.is_empty() {
        return "write what is counted in braces: `{drone}`".to_owned();
    }
    let codes: Vec<String> = found.iter().map(|code| format!("`{code}`")).collect();
    format!("write {}", codes.join(" or "))
}

/// The codes that a text may mean: itself if it is a unit, `kW.h` for `kWh`; none if it cannot be a
/// unit at all.
pub fn meant(unit: &str) -> Vec<String> {
    if is_unit(unit) {
        return vec![unit.to_owned()];
    }
    codes(unit)
}

/// The currency that a text names where a unit should be: `€/t`, `USD`.
fn money(unit: &str) -> Option<&'static str> {
    let first = unit.split(['/', ' ']).next().unwrap_or_default();
    super::currency::codes(first).first().copied()
}

/// The names that words for units have in the languages of news, in lower case, each with its code.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    table::WORDS.iter().copied()
}

/// What print has for units and UCUM has not, each with the codes that may be meant.
pub(crate) fn symbols() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    table::SYMBOLS.iter().copied()
}

/// The codes of metric units with their prefixes.
pub(crate) fn metric_codes() -> impl Iterator<Item = String> {
    let prefixed = |unit: &'static str| {
        let prefixes = table::PREFIXES.iter();
        prefixes.map(move |prefix| format!("{prefix}{unit}"))
    };
    let codes = table::METRIC.iter().flat_map(move |unit| prefixed(unit));
    codes.filter(|code| is_unit(code))
}

/// The meaning of a unit that is mostly used for something else; `None` for the others.
pub fn doubtful(unit: &str) -> Option<Remark> {
    let mut symbols = Vec::new();
    atoms(&expression(unit)?, &mut symbols);
    let friend = FALSE_FRIENDS
        .iter()
        .find(|friend| symbols.iter().any(|symbol| symbol == friend.code))?;
    Some(Remark {
        message: format!("the unit `{}` means {} (UCUM)", friend.code, friend.is),
        suggestion: Some(format!("write {}", friend.instead)),
    })
}

/// The simple units of an expression.
fn atoms(expression: &UnitExpr, found: &mut Vec<String>) {
    match expression {
        UnitExpr::Symbol(symbol) => found.push(symbol.clone()),
        UnitExpr::Power(inner, _) | UnitExpr::Annotated(inner, _) | UnitExpr::Reciprocal(inner) => {
            atoms(inner, found);
        }
        UnitExpr::Product(parts) => parts.iter().for_each(|part| atoms(part, found)),
        UnitExpr::Quotient(one, other) => {
            atoms(one, found);
            atoms(other, found);
        }
        UnitExpr::Numeric(_) | UnitExpr::Annotation(_) => {}
    }
}

#[cfg(test)]
mod tests;
