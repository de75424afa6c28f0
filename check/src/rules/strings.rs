//! What single texts must look like: languages, days, addresses, currencies, ids, digests.

use dossier::Day;
use dossier::name::is_id;

use super::addresses::wrong_address;
use super::identifiers::wrong_currency;
use crate::diagnostic::Rule;
use crate::model::currency;
use crate::model::language;
use crate::text::{count_words, is_digest};

/// A few words of a source are enough to show what was normalised.
const VERBATIM_WORDS_MAX: usize = 5;

/// What is wrong with a text in a field of that name: the rule, and what it has to say.
pub(super) fn wrong_string(field: &str, text: &str) -> Option<(Rule, String)> {
    let (rule, fine, wanted) = match field {
        "language_code" | "source_language_code" | "original_language_code" => {
            let error = language::parse(text).err()?;
            let hint = error.meant.map(|meant| format!("; write `{meant}`"));
            let message = error.message + hint.as_deref().unwrap_or_default();
            return Some((Rule::BadLanguage, message));
        }
        "date" | "assessed_on" | "reviewed_on" | "record_date" => {
            let fine = Day::parse(text).is_some();
            (Rule::BadDate, fine, "a day such as `2024-06-19`")
        }
        "url" | "archive_urls" => {
            let message = wrong_address(text, "an absolute http or https address")?;
            return Some((Rule::BadUrl, message));
        }
        "license" if !text.contains(':') => return None,
        "license" => {
            let wanted = "an SPDX identifier or an absolute http or https address";
            return Some((Rule::BadUrl, wrong_address(text, wanted)?));
        }
        "currency_code" => {
            let meant: Vec<String> = currency::codes(text)
                .iter()
                .map(|code| format!("`{code}`"))
                .collect();
            let error = wrong_currency(text)?;
            if !meant.is_empty() {
                let meant = meant.join(" or ");
                let message = format!("`{text}` is not a currency (ISO 4217); write {meant}");
                return Some((Rule::BadUnit, message));
            }
            return Some((Rule::BadUnit, error));
        }
        "topics" | "former_ids" => {
            let wanted = "a slug: up to 63 characters, `a-z`, `0-9` and inner `-`";
            (Rule::BadId, is_id(text), wanted)
        }
        "text_digest" | "digest" | "selector_digests" | "parts_digest" => {
            let wanted = "a SHA-256 in 64 lower-case hexadecimal digits";
            (Rule::BadDigest, is_digest(text), wanted)
        }
        "verbatim" | "text_fragment" => {
            let words = count_words(text);
            return (words > VERBATIM_WORDS_MAX).then(|| {
                let message =
                    format!("{words} words; a `{field}` has at most {VERBATIM_WORDS_MAX}");
                (Rule::TooManyWords, message)
            });
        }
        _ => return None,
    };
    (!fine).then(|| (rule, format!("`{text}` is not {wanted}")))
}
