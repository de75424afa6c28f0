//! In which languages a site is made, and which tellings of its dossiers it has no edition for.

use std::collections::BTreeSet;

use crate::locale::Words;
use crate::source::catalog::Catalog;
use crate::url::Edition;

/// A language that the site has no words in.
#[derive(Debug, thiserror::Error)]
#[error(
    "the site's interface is not available in `{tag}`, only in {}",
    Words::known()
)]
pub(crate) struct UnknownLanguage {
    tag: String,
}

/// The languages of the site, the main one first, each in a folder of its own: those that are `asked` for as
/// BCP 47 tags, or those in which the dossiers are told.
pub(crate) fn editions(
    asked: &[String],
    catalog: &Catalog,
) -> Result<Vec<(&'static Words, Edition)>, UnknownLanguage> {
    let mut found: Vec<&'static Words> = Vec::new();
    for tag in asked {
        let words = Words::for_language(tag).ok_or_else(|| UnknownLanguage { tag: tag.clone() })?;
        if !found.iter().any(|known| known.code == words.code) {
            found.push(words);
        }
    }
    if asked.is_empty() {
        found = languages_of(catalog);
    }
    let edition = |place: usize, words: &'static Words| match place {
        0 => (words, Edition::default()),
        _ => (words, Edition::in_folder(words.code)),
    };
    let editions = found.into_iter().enumerate();
    Ok(editions
        .map(|(place, words)| edition(place, words))
        .collect())
}

/// The languages in which the dossiers are told, as far as we have words for them: that of the first
/// dossier, then the others.
fn languages_of(catalog: &Catalog) -> Vec<&'static Words> {
    let titles = catalog.dossiers().flat_map(|dossier| &dossier.title);
    let languages: Vec<&str> = titles.map(|title| title.language_code.as_str()).collect();
    let first = catalog.dossiers().next();
    let main = first.and_then(|dossier| Words::for_language(&dossier.language_code));
    let main = main.unwrap_or(Words::ALL[0]);
    let others = Words::ALL.into_iter().filter(|words| {
        let speaks = |tag: &&str| tag.split('-').next() == Some(words.code);
        words.code != main.code && languages.iter().any(speaks)
    });
    [main].into_iter().chain(others).collect()
}

/// That a dossier is told in a language in which the site has no edition, with what to do; a line for each.
pub(crate) fn without_edition(
    catalog: &Catalog,
    editions: &[(&'static Words, Edition)],
) -> Vec<String> {
    let tellings = catalog.dossiers().flat_map(|dossier| {
        let languages = dossier.title.iter().map(|title| &title.language_code);
        languages.map(|language| (dossier.name.clone(), language.clone()))
    });
    let is_shown = |language: &str| {
        let primary = language.split('-').next();
        let mut editions = editions.iter();
        editions.any(|(words, _)| primary.is_some_and(|tag| tag.eq_ignore_ascii_case(words.code)))
    };
    let without_edition: BTreeSet<(String, String)> = tellings
        .filter(|(_, language)| !is_shown(language))
        .collect();
    let warnings = without_edition.into_iter().map(|(dossier, language)| {
        format!(
            "`{dossier}` is written in `{language}` too, but the site has no edition in it; {}",
            why_none(&language)
        )
    });
    warnings.collect()
}

/// Why the site has no edition in a language, and what to do.
fn why_none(language: &str) -> String {
    let primary = language.split('-').next().unwrap_or_default();
    if Words::for_language(primary).is_some() {
        return format!("name it with `--language {primary}`");
    }
    format!("its interface is available only in {}", Words::known())
}
