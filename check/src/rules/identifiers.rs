//! Whether codes are valid in their registers: identifiers of entities, and currencies.

use dossier::v1::IdentifierScheme;
use iso_currency::Currency;
use rust_iso3166::{from_alpha2, from_alpha3, iso3166_2, iso3166_3};

use super::addresses::wrong_address;

/// What is wrong with an entity's identifier, by the number of its scheme.
pub(super) fn wrong_identifier(scheme: i32, value: &str) -> Option<String> {
    let scheme = IdentifierScheme::try_from(scheme).unwrap_or_default();
    let form = match scheme {
        IdentifierScheme::Unspecified => return None,
        IdentifierScheme::Wikidata if is_item(value) => return None,
        IdentifierScheme::Url => return wrong_address(value, "an absolute http or https address"),
        IdentifierScheme::Iso3166 => return wrong_country(value),
        IdentifierScheme::Issn => return wrong_issn(value),
        IdentifierScheme::Lei => return wrong_lei(value),
        IdentifierScheme::Wikidata => "a Wikidata item such as `Q159`",
    };
    Some(format!("`{value}` is not {form}"))
}

fn wrong_issn(value: &str) -> Option<String> {
    match issn_check_digit(value) {
        Some((check, last)) if check == last => None,
        Some((check, _)) => Some(format!(
            "`{value}` is not an ISSN: its check digit would be `{check}`"
        )),
        None => Some(format!("`{value}` is not an ISSN such as `2049-3630`")),
    }
}

fn wrong_lei(value: &str) -> Option<String> {
    match lei_remainder(value) {
        Some(1) => None,
        Some(_) => Some(format!(
            "`{value}` is not an LEI: its check digits are wrong"
        )),
        None => Some(format!(
            "`{value}` is not an LEI (ISO 17442), 18 letters and digits and 2 check digits"
        )),
    }
}

/// An item of Wikidata: `Q` and a number without leading zeros.
fn is_item(value: &str) -> bool {
    let number = value.strip_prefix('Q').unwrap_or_default();
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    digits && !number.is_empty() && !number.starts_with('0')
}

/// The check digit that an ISSN should have (ISO 3297) and the one that it has; nothing where it is
/// not of the form `NNNN-NNNC`.
fn issn_check_digit(value: &str) -> Option<(char, char)> {
    let (first, second) = value.split_once('-')?;
    let digits = format!("{first}{second}");
    let last = digits.chars().last()?;
    let numbers: Option<Vec<u32>> = digits
        .chars()
        .take(7)
        .map(|character| character.to_digit(10))
        .collect();
    let is_check = last.is_ascii_digit() || last == 'X';
    if first.len() != 4 || second.len() != 4 || !is_check {
        return None;
    }
    let weighted = numbers?.into_iter().zip((2..=8).rev());
    let sum: u32 = weighted.map(|(number, weight)| number * weight).sum();
    let check = match (11 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10)?,
    };
    Some((check, last))
}

/// The remainder of an LEI by 97, its letters read as numbers from 10 on (ISO 7064, MOD 97-10): 1 where
/// its check digits are right. Nothing where it is not of the form.
fn lei_remainder(value: &str) -> Option<u32> {
    let plain = value
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let checked = value.bytes().skip(18).all(|byte| byte.is_ascii_digit());
    if value.len() != 20 || !plain || !checked {
        return None;
    }
    value.chars().try_fold(0, |sum: u32, character| {
        let digit = character.to_digit(36)?;
        let shift = if digit < 10 { 10 } else { 100 };
        Some((sum * shift + digit) % 97)
    })
}

/// Codes that ISO 3166 keeps for use by others: reserved exceptionally, or formerly.
const RESERVED_COUNTRIES: [&str; 13] = [
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "FX", "IC", "SU", "TA", "UK", "UN",
];

/// What is wrong with a code of ISO 3166: a country's of part 1 (two letters, also one that was
/// withdrawn, reserved or is for users to assign), a subdivision's of part 2, a former country's of
/// part 3.
fn wrong_country(value: &str) -> Option<String> {
    let upper = value.to_ascii_uppercase();
    if is_country(value) {
        return None;
    }
    let meant = from_alpha3(&upper).map(|country| country.alpha2.to_owned());
    let meant = meant.or_else(|| is_country(&upper).then_some(upper));
    let advice = meant.map_or_else(
        || "codes are written `RU` for a country, `RU-SPE` for a part of it".to_owned(),
        |meant| format!("write `{meant}`"),
    );
    Some(format!("`{value}` is not a code of ISO 3166; {advice}"))
}

fn is_country(value: &str) -> bool {
    let withdrawn = || {
        let mut former = iso3166_3::ALL.iter();
        value.len() == 2 && former.any(|country| country.code.starts_with(value))
    };
    let assigned_by_users = || {
        matches!(
            value.as_bytes(),
            [b'X', b'A'..=b'Z'] | [b'Q', b'M'..=b'Z'] | b"AA" | b"ZZ"
        )
    };
    from_alpha2(value).is_some()
        || iso3166_2::from_code(value).is_some()
        || iso3166_3::from_code(value).is_some()
        || RESERVED_COUNTRIES.contains(&value)
        || withdrawn()
        || assigned_by_users()
}

/// Currencies that ISO 4217 has withdrawn (its list three): articles speak of them still.
const WITHDRAWN_CURRENCIES: &str = "\
    ADP AFA ALK ANG AOK AON AOR ARA ARP ARY ATS AYM AZM BAD BEC BEF BEL BGJ BGK BGL BGN BOP BRB BRC BRE \
    BRN BRR BUK BYB BYR CHC CSD CSJ CSK CUC CYP DDM DEM ECS ECV EEK ESA ESB ESP FIM FRF GEK GHC GHP GNE \
    GNS GQE GRD GWE GWP HRD HRK IEP ILP ILR ISJ ITL LAJ LSM LTL LTT LUC LUF LUL LVL LVR MGF MLF MRO MTL \
    MTP MVQ MXP MZE MZM NIC NLG PEH PEI PES PLZ PTE RHD ROK ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR \
    TMM TPE TRL UAK UGS UGW USS UYN UYP VEB VEF VNC XEU XFO XFU XRE YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC \
    ZWD ZWN ZWR";

/// What is wrong with a currency's code.
pub(super) fn wrong_currency(code: &str) -> Option<String> {
    let known = |code: &str| {
        Currency::from_code(code).is_some()
            || WITHDRAWN_CURRENCIES
                .split(' ')
                .any(|withdrawn| withdrawn == code)
    };
    let upper = code.to_ascii_uppercase();
    let hint = if known(&upper) {
        format!("; write `{upper}`")
    } else {
        String::new()
    };
    (!known(code)).then(|| format!("`{code}` is not a currency (ISO 4217){hint}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(scheme: IdentifierScheme, values: &[&str]) {
        for value in values {
            assert!(
                wrong_identifier(scheme.into(), value).is_some(),
                "{scheme:?} {value}"
            );
        }
    }

    fn taken(scheme: IdentifierScheme, values: &[&str]) {
        for value in values {
            assert_eq!(wrong_identifier(scheme.into(), value), None, "{scheme:?}");
        }
    }

    #[test]
    fn check_digits_are_computed() {
        taken(
            IdentifierScheme::Issn,
            &["2049-3630", "0015-7120", "0317-8471", "1050-124X"],
        );
        refused(
            IdentifierScheme::Issn,
            &[
                "2049-3631",
                "2049-363",
                "20493630",
                "2049-363x",
                "1050-1240",
                "",
                "-",
                "äöü-1234",
            ],
        );
        taken(
            IdentifierScheme::Lei,
            &["5493001KJTIIGC8Y1R12", "HWUPKR0MPOU8FGXBT394"],
        );
        refused(
            IdentifierScheme::Lei,
            &[
                "5493001KJTIIGC8Y1R13",
                "5493001kjtiigc8y1r12",
                "5493001KJTIIGC8Y1R1",
                "",
                "HWUPKR0MPOU8FGXBT3AB",
            ],
        );
        let message = wrong_identifier(IdentifierScheme::Issn.into(), "2049-3631");
        assert!(message.is_some_and(|message| message.ends_with("its check digit would be `0`")));
    }

    #[test]
    fn codes_are_those_of_their_registers() {
        taken(IdentifierScheme::Wikidata, &["Q159", "Q1"]);
        refused(
            IdentifierScheme::Wikidata,
            &["159", "Q", "q159", "Q0159", "Q15x", "P31"],
        );
        taken(
            IdentifierScheme::Iso3166,
            &[
                "RU", "KP", "GB-SCT", "US-CA", "SUHH", "SU", "YU", "DD", "XK", "EU", "UK",
            ],
        );
        refused(
            IdentifierScheme::Iso3166,
            &["ru", "RUS", "QA-", "XX1", "RU-XYZ", "OO", "", "U"],
        );
        taken(
            IdentifierScheme::Url,
            &[
                "https://example.org/wiki/People's_Paper",
                "HTTPS://example.org",
            ],
        );
        refused(
            IdentifierScheme::Url,
            &["javascript:alert(1)", "example.org"],
        );
    }

    #[test]
    fn currencies_are_those_there_are_and_those_there_were() {
        for code in ["EUR", "USD", "XAU", "DEM", "HRK", "ZWD", "SUR"] {
            assert_eq!(wrong_currency(code), None);
        }
        for (code, hint) in [
            ("eur", "; write `EUR`"),
            ("XYZ", ")"),
            ("", ")"),
            ("ATS BEF", ")"),
        ] {
            let message = wrong_currency(code).expect(code);
            assert!(message.ends_with(hint), "{message}");
        }
    }
}
