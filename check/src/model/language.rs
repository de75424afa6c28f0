//! Language tags (BCP 47): whether one is well formed and registered, and how it is usually written.

use isolang::Language;
use language_tags::{LanguageTag as Parsed, ValidationError};

/// A language tag that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageTag {
    /// The tag with the case that RFC 5646 (section 2.1.1) recommends, which carries no meaning.
    /// Example: `FR-be` → `fr-BE`.
    pub text: String,
    /// The same in the form in which tags for one language are equal (RFC 5646, 4.5), in small letters.
    /// Example: `iw` → `he`.
    pub canonical: String,
    /// What should be looked at; `None` if nothing is wrong.
    pub doubt: Option<String>,
}

/// Why a text cannot be used as a language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct LanguageError {
    /// What is wrong. Example: "`english` is not a language tag (BCP 47)".
    pub message: String,
    /// The tag that is probably meant. Example: `en`.
    pub meant: Option<String>,
}

/// Reads a language tag.
///
/// An unregistered primary language is refused, because all of them are known except those of three
/// letters, to which the registry still adds. Anything else that is unregistered, deprecated or
/// superfluous is only a doubt.
pub fn parse(text: &str) -> Result<LanguageTag, LanguageError> {
    let error = |what: &str| LanguageError {
        message: format!("`{text}` is not a {what}"),
        meant: suggestion(text),
    };
    let tag = Parsed::parse(text).map_err(|_| error("language tag (BCP 47)"))?;
    let invalid = tag.validate().err();
    let primary = tag.primary_language();
    let unknown = invalid == Some(ValidationError::PrimaryLanguageNotInRegistry);
    let longer = Language::from_639_3(primary).and_then(|known| known.to_639_1());
    if unknown && (primary.len() != 3 || longer.is_some()) {
        return Err(error("registered language tag (BCP 47)"));
    }
    let doubt = invalid
        .map(|cause| format!("`{tag}`: {cause}"))
        .or_else(|| {
            let preferred = tag.canonicalize().ok()?;
            let differs = !preferred.as_str().eq_ignore_ascii_case(text);
            differs.then(|| format!("`{text}` is usually written `{preferred}`"))
        });
    let cased = || format!("`{text}` is usually written `{tag}`");
    let doubt = doubt.or_else(|| (tag.as_str() != text).then(cased));
    let canonical = tag.canonicalize();
    let canonical = canonical.as_ref().unwrap_or(&tag).as_str().to_lowercase();
    Ok(LanguageTag {
        canonical,
        text: tag.into_string(),
        doubt,
    })
}

/// Codes and domains of countries that are taken for the code of their language.
const COUNTRIES: [(&str, &str); 10] = [
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gr", "el"),
    ("jp", "ja"),
    ("kp", "ko"),
    ("ua", "uk"),
    ("uk", "en-GB"),
    ("us", "en-US"),
    ("vn", "vi"),
];

/// The tag that a text probably means: with `_` for `-`, the English or own name of a language, or its
/// code of ISO 639-3. Nothing where nothing is known.
pub fn suggestion(text: &str) -> Option<String> {
    let text = text.trim();
    let hyphens = text.replace('_', "-");
    if let Ok(tag) = Parsed::parse(&hyphens)
        && tag.is_valid()
    {
        return Some(tag.into_string());
    }
    let lower = text.to_lowercase();
    let (primary, region) = hyphens.split_once('-').unwrap_or((&hyphens, ""));
    // A name of so few letters is more likely a slip of a code.
    if let Some((_, code)) = COUNTRIES.iter().find(|(country, _)| *country == lower) {
        return Some((*code).to_owned());
    }
    let named = text.len() > 3;
    let name = || {
        Language::from_name_lowercase(&lower)
            .or_else(|| Language::from_autonym(text))
            .or_else(|| Language::from_autonym(&lower))
    };
    let language = named
        .then(name)
        .flatten()
        .or_else(|| Language::from_639_3(&primary.to_lowercase()))?;
    let code = language.to_639_1().unwrap_or(language.to_639_3());
    let with_region = Parsed::parse(&format!("{code}-{region}")).ok();
    let with_region = with_region.filter(Parsed::is_valid);
    Some(with_region.map_or_else(|| code.to_owned(), Parsed::into_string))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_any_case_and_told_as_they_are_usually_written() {
        for (text, read, doubt) in [
            ("en", "en", None),
            ("ko-Latn", "ko-Latn", None),
            ("zh-Hant-TW", "zh-Hant-TW", None),
            ("de-1996", "de-1996", None),
            ("x-ours", "x-ours", None),
            ("und", "und", None),
            ("FR", "fr", Some("`FR` is usually written `fr`")),
            ("fr-be", "fr-BE", Some("`fr-be` is usually written `fr-BE`")),
            ("iw", "iw", Some("`iw` is usually written `he`")),
            (
                "ru-Cyrl",
                "ru-Cyrl",
                Some("`ru-Cyrl` is usually written `ru`"),
            ),
            (
                "en-ZZZZ",
                "en-Zzzz",
                Some("`en-ZZZZ` is usually written `en-Zzzz`"),
            ),
        ] {
            let tag = parse(text).expect(text);
            assert_eq!((tag.text.as_str(), tag.doubt.as_deref()), (read, doubt));
        }
        for doubtful in ["qqx-Abcd", "en-QQ-abcde", "en-AC-xxxxx", "zzx"] {
            let tag = parse(doubtful);
            assert!(tag.is_ok_and(|tag| tag.doubt.is_some()), "{doubtful}");
        }
    }

    #[test]
    fn what_is_no_tag_is_refused_with_the_one_that_is_meant() {
        for (text, meant) in [
            ("english", Some("en")),
            ("French", Some("fr")),
            ("français", Some("fr")),
            ("german", Some("de")),
            ("fr_FR", Some("fr-FR")),
            ("fra", Some("fr")),
            ("eng-GB", Some("en-GB")),
            ("jp", Some("ja")),
            ("UA", Some("uk")),
            ("us", Some("en-US")),
            ("xx", None),
            ("e", None),
            ("", None),
            ("fr.draft", None),
            ("en--US", None),
        ] {
            let error = parse(text).expect_err(text);
            assert_eq!(error.meant.as_deref(), meant, "{text}");
        }
    }
}
