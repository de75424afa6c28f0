//! What single texts must look like: languages, days, addresses, units, identifiers, ids, digests.

use dossier::name::is_id;
use dossier::web_address;

use crate::diagnostic::Rule;
use crate::model::edtf::Day;
use crate::model::language;
use crate::text::count_words;

/// A few words of a source are enough to show what was normalised.
const VERBATIM_WORDS_MAX: usize = 5;

/// What is wrong with a text in a field of that name: the rule, and what it has to say.
pub(super) fn wrong_string(field: &str, text: &str) -> Option<(Rule, String)> {
    let (rule, fine, wanted) = match field {
        "language_code" | "source_language_code" | "original_language_code" => {
            let fine = language::parse(text).is_ok();
            (Rule::BadLanguage, fine, "a language tag (BCP 47)")
        }
        "date" | "assessed_on" | "reviewed_on" => {
            let fine = Day::parse(text).is_some();
            (Rule::BadDate, fine, "a day; days are written `2024-06-19`")
        }
        "url" | "archive_urls" => {
            let fine = web_address(text).is_some();
            (Rule::BadUrl, fine, "an absolute http or https address")
        }
        "license" => {
            let fine = !text.contains(':') || web_address(text).is_some();
            (
                Rule::BadUrl,
                fine,
                "an SPDX identifier or an absolute http or https address",
            )
        }
        "currency_code" => {
            let fine = iso_currency::Currency::from_code(text).is_some();
            (Rule::BadUnit, fine, "a currency (ISO 4217)")
        }
        "topics" | "former_ids" => {
            let wanted = "a slug: up to 63 of `a-z`, `0-9` and inner `-`";
            (Rule::BadId, is_id(text), wanted)
        }
        "text_digest" | "digest" => {
            let wanted = "a SHA-256 in 64 lower-case hexadecimal digits";
            (Rule::BadDigest, is_digest(text), wanted)
        }
        "verbatim" | "text_fragment" => {
            let words = count_words(text);
            return (words > VERBATIM_WORDS_MAX).then(|| {
                let told = format!("{words} words; a `{field}` has at most {VERBATIM_WORDS_MAX}");
                (Rule::TooManyWords, told)
            });
        }
        _ => return None,
    };
    (!fine).then(|| (rule, format!("`{text}` is not {wanted}")))
}

/// Whether a text is a unit of UCUM, or a counted thing in its braces.
pub(super) fn is_unit(unit: &str) -> bool {
    octofhir_ucum::validate(unit).is_ok()
}

fn is_digest(text: &str) -> bool {
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == 64 && text.bytes().all(hexadecimal)
}

/// What is wrong with an entity's identifier, by the number of its scheme.
pub(super) fn wrong_identifier(scheme: i32, value: &str) -> Option<String> {
    use dossier::v1::IdentifierScheme::{self, Iso3166, Issn, Lei, Unspecified, Url, Wikidata};
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let upper = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let (fine, wanted) = match IdentifierScheme::try_from(scheme).unwrap_or(Unspecified) {
        Wikidata => (
            value.strip_prefix('Q').is_some_and(digits),
            "an item of Wikidata; one is written `Q159`",
        ),
        Iso3166 => {
            let (country, part) = value.split_once('-').unwrap_or((value, "X"));
            let fine = matches!(country.len(), 2 | 3) && matches!(part.len(), 1..=3);
            (
                fine && upper(country) && upper(part),
                "a code of ISO 3166; one is written `RU`",
            )
        }
        Issn => {
            let (one, other) = value.split_once('-').unwrap_or_default();
            let last = other
                .strip_suffix('X')
                .map_or(other.len() == 4 && digits(other), |rest| {
                    rest.len() == 3 && digits(rest)
                });
            (
                one.len() == 4 && digits(one) && last,
                "an ISSN; one is written `2049-3630`",
            )
        }
        Lei => (
            value.len() == 20 && upper(value),
            "an LEI (ISO 17442), 20 letters and digits",
        ),
        Url => (
            web_address(value).is_some(),
            "an absolute http or https address",
        ),
        Unspecified => return None,
    };
    (!fine).then(|| format!("`{value}` is not {wanted}"))
}
