//! The signs that are printed for units, in every language.

use octofhir_ucum::{Case, lookup_unit};

/// Codes whose sign is not the one that UCUM prints.
const SIGNS: &[(&str, &str)] = &[
    ("%", "%"),
    ("[ppth]", "‰"),
    ("[ppm]", "ppm"),
    ("[ppb]", "ppb"),
    ("Cel", "°C"),
    ("[degF]", "°F"),
    ("[degRe]", "°Ré"),
    ("deg", "°"),
    ("'", "′"),
    ("''", "″"),
    ("gon", "gon"),
    ("10*", "10"),
    ("10^", "10"),
    ("[pi]", "π"),
    ("mo_j", "mo"),
    ("a_j", "a"),
    ("a_t", "a"),
    ("a_g", "a"),
    ("mo_s", "mo"),
    ("mo_g", "mo"),
    ("l", "L"),
    ("ar", "a"),
    ("har", "ha"),
    ("By", "B"),
    ("bit", "bit"),
    ("Ohm", "Ω"),
    ("mm[Hg]", "mmHg"),
    ("[in_i'Hg]", "inHg"),
    ("[lb_av]", "lb"),
    ("[oz_av]", "oz"),
    ("[oz_tr]", "oz t"),
    ("[ston_av]", "short tn"),
    ("[lton_av]", "long tn"),
    ("[stone_av]", "st"),
    ("[car_m]", "ct"),
    ("[bbl_us]", "bbl"),
    ("[gal_us]", "US gal"),
    ("[gal_br]", "imp. gal"),
    ("[pt_us]", "US pt"),
    ("[pt_br]", "imp. pt"),
    ("[mi_i]", "mi"),
    ("[nmi_i]", "nmi"),
    ("[kn_i]", "kn"),
    ("[ft_i]", "ft"),
    ("[in_i]", "in"),
    ("[yd_i]", "yd"),
    ("[sft_i]", "ft²"),
    ("[cft_i]", "ft³"),
    ("[acr_us]", "ac"),
    ("[HP]", "hp"),
    ("[psi]", "psi"),
    ("[Btu]", "BTU"),
    ("[Cal]", "kcal"),
    ("[pH]", "pH"),
    ("[ly]", "ly"),
    ("AU", "au"),
];

/// The sign of a simple unit with its prefix. Example: `kBy` → `kB`.
pub(super) fn symbol(code: &str) -> String {
    let own = |code: &str| {
        let mut signs = SIGNS.iter();
        signs.find(|(unit, _)| *unit == code).map(|(_, sign)| *sign)
    };
    if let Some(sign) = own(code) {
        return sign.to_owned();
    }
    let Some((prefix, unit)) = lookup_unit(code, Case::Sensitive) else {
        return clean(code);
    };
    let sign = own(unit.code).map_or_else(|| printed(unit), str::to_owned);
    let prefix = prefix.map_or("", |prefix| match prefix.symbol {
        "u" => "µ",
        symbol => symbol,
    });
    format!("{prefix}{sign}")
}

/// What UCUM prints, or the unit's name where that is no sign.
fn printed(unit: &octofhir_ucum::UnitRecord) -> String {
    let plain = |text: &str| !text.is_empty() && clean(text) == text;
    let letters = unit
        .code
        .chars()
        .all(|character| character.is_ascii_alphabetic());
    match (letters, unit.print_symbol) {
        (true, _) => unit.code.to_owned(),
        (_, print) if plain(print) => print.to_owned(),
        _ => clean(unit.display_name),
    }
}

/// A text without the marks that only a code has.
pub(super) fn clean(text: &str) -> String {
    let marks =
        |character: char| matches!(character, '[' | ']' | '{' | '}' | '*' | '^' | '<' | '>');
    text.replace(marks, "").replace('_', " ").trim().to_owned()
}

/// A power in raised digits.
pub(super) fn raised(power: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raise = |character: char| match character.to_digit(10) {
        Some(digit) => DIGITS.get(digit as usize).copied().unwrap_or(character),
        None => '⁻',
    };
    power.to_string().chars().map(raise).collect()
}
