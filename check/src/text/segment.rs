//! Where sentences end: the profiles `dossier-segment/1` and `dossier-segment/2`.

mod brackets;
mod doubt;
mod enumeration;
mod first;
mod language;
mod marks;
mod pairs;
mod second;

use std::ops::Range;

use dossier::v1::Article;

use language::Language;

/// The names of the profiles, the newest last.
pub const SEGMENTATIONS: [&str; 2] = ["dossier-segment/1", "dossier-segment/2"];

/// The rule by which a [`Document`](super::Document) is cut into sentences.
///
/// An article keeps the profile that its skeleton names: another one would cut other sentences, and
/// `p7.s2` would be another place.
#[derive(Clone, Copy, Debug)]
pub struct Segmentation(Profile);

#[derive(Clone, Copy, Debug)]
enum Profile {
    First,
    Second(&'static Language),
}

impl Segmentation {
    /// The newest profile, `dossier-segment/2`, for texts in a language.
    ///
    /// `language` is a BCP 47 tag, of which the first subtag counts. A language without rules of
    /// its own is cut by the common ones.
    pub fn newest(language: &str) -> Self {
        Self(Profile::Second(Language::for_tag(language)))
    }

    /// The profile of a name, for texts in a language; none where there is no such profile.
    pub fn named(name: &str, language: &str) -> Option<Self> {
        let [first, second] = SEGMENTATIONS;
        if name == first {
            return Some(Self(Profile::First));
        }
        (name == second).then(|| Self::newest(language))
    }

    /// The profile that an article's skeleton was made with; the newest where there is none.
    pub fn for_article(article: &Article) -> Self {
        let name = article
            .skeleton
            .as_ref()
            .map_or("", |skeleton| skeleton.segmentation.as_str());
        Self::named(name, &article.language_code)
            .unwrap_or_else(|| Self::newest(&article.language_code))
    }

    /// The name of the profile. Example: `dossier-segment/2`.
    pub fn name(self) -> &'static str {
        let [first, second] = SEGMENTATIONS;
        match self.0 {
            Profile::First => first,
            Profile::Second(_) => second,
        }
    }

    /// The sentences of a normalised block, as half-open ranges in bytes, without surrounding
    /// spaces.
    pub(super) fn sentences(self, block: &str) -> Vec<Range<usize>> {
        match self.0 {
            Profile::First => first::sentences(block),
            Profile::Second(language) => second::sentences(block, language),
        }
    }

    /// Whether a block ends as a sentence does, closing marks aside.
    pub(super) fn ends_sentence(self, block: &str) -> bool {
        match self.0 {
            Profile::First => first::ends_sentence(block),
            Profile::Second(_) => second::ends_sentence(block),
        }
    }
}

#[cfg(test)]
mod tests;
