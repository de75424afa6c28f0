//! A page of the site's owner: what it is called, and what it says in some languages.

use std::collections::BTreeMap;

use dossier::v1::LocalizedText;
use serde::Serialize;

/// A page of the site's owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct OwnPage {
    /// The last part of its address, which is an id.
    pub(crate) name: String,
    /// By the code of the language; the empty one stands for the site's main language.
    pub(crate) translations: BTreeMap<String, Translation>,
}

/// What a page says in a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Translation {
    pub(crate) title: String,
    pub(crate) markdown: String,
}

impl OwnPage {
    /// Its titles; `main` is the code of the site's main language, whose title comes first.
    pub(crate) fn titles(&self, main: &str) -> Vec<LocalizedText> {
        self.texts(main, |translation| &translation.title)
    }

    /// What it says.
    pub(crate) fn markdown(&self, main: &str) -> Vec<LocalizedText> {
        self.texts(main, |translation| &translation.markdown)
    }

    fn texts(&self, main: &str, text: fn(&Translation) -> &String) -> Vec<LocalizedText> {
        let translations = self.translations.iter();
        translations
            .map(|(code, translation)| LocalizedText {
                text: text(translation).clone(),
                language_code: if code.is_empty() { main } else { code }.to_owned(),
            })
            .collect()
    }
}
