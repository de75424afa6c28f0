//! In which order do names stand in a list? As readers of the language look for them (CLDR).
//!
//! The order of code points puts `États-Unis` behind `Ukraine`, and every language has letters that it
//! orders otherwise than others, so ICU4X compares. All lists of the site that are ordered by words are
//! ordered here.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

/// The order of names in a language.
pub(crate) struct Order {
    /// None only for a language without data, whose names stand in the order of code points.
    collator: Option<CollatorBorrowed<'static>>,
    article: &'static str,
}

impl Order {
    /// The order of a language, in which names may begin with an article. Numbers in names are compared as
    /// numbers.
    pub(super) fn for_language(language: &str, article: &'static str) -> Self {
        let locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let mut preferences = CollatorPreferences::from(&locale);
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        Self {
            collator: CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok(),
            article,
        }
    }

    /// Which of two names stands first. Names that differ are never equal, so that a list has one order.
    pub(crate) fn compare(&self, one: &str, other: &str) -> Ordering {
        let by_language = self.collator.as_ref().map_or(Ordering::Equal, |collator| {
            collator.compare(self.bare(one), self.bare(other))
        });
        by_language.then_with(|| one.cmp(other))
    }

    /// A name without its article, which readers do not look under.
    fn bare<'n>(&self, name: &'n str) -> &'n str {
        match name.strip_prefix(self.article) {
            Some(rest) if rest.starts_with(char::is_alphabetic) => rest,
            _ => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Words;

    /// Whether names in their order stay so, from wherever they come.
    fn ordered(language: &str, names: &[&str]) {
        let words = Words::for_language(language).expect("a language");
        let order = words.order();
        let mut found = names.to_vec();
        found.reverse();
        found.sort_by(|left, right| order.compare(left, right));
        assert_eq!(found, names, "{language}");
    }

    #[test]
    fn names_stand_where_readers_look_for_them() {
        ordered(
            "en",
            &[
                "7th Fleet",
                "30th Fleet",
                "Åland",
                "apple",
                "Apple",
                "Zürich",
                "Ось",
                "سد",
            ],
        );
        ordered("en", &["F-16", "F-117", "naïve", "Naples"]);
        ordered(
            "fr",
            &[
                "Espagne",
                "étalement",
                "États-Unis",
                "Éthiopie",
                "temps",
                "Ukraine",
            ],
        );
        ordered("fr", &["cote", "coté", "côte", "côté", "œuf", "ouest"]);
        // The article is passed over, and other scripts come behind.
        ordered(
            "ar",
            &["إيران", "السد", "الصين", "فيضان", "المدينة", "نهر", "Dam"],
        );
    }

    #[test]
    fn names_that_differ_have_an_order() {
        let order = Words::ALL[0].order();
        assert_ne!(order.compare("e\u{301}", "é"), Ordering::Equal);
        assert_eq!(order.compare("é", "é"), Ordering::Equal);
    }
}
