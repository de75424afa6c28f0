//! Reads the pages of the site's owner: `pages/NAME.md` and `pages/NAME.LANGUAGE.md` in the content directory.
//!
//! They are no facts, so no server knows them: sitegen reads them where it runs.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dossier::Collection;
use dossier::name::is_id;

use crate::context::look::{OwnPage, Translation, line};
use crate::html::links;
use crate::locale::Words;
use crate::source::catalog::Catalog;

/// The folder of the pages in the content directory.
const FOLDER: &str = "pages";

/// What stands above and below the front matter.
const RULE: &str = "---";

/// A page that cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PageError {
    #[error("`{}` cannot be read: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}:{line}: {message}", .path.display())]
    Wrong {
        path: PathBuf,
        /// From 1.
        line: usize,
        message: String,
    },
}

/// The pages of a content directory, by name; none where it has no folder for them.
pub(crate) fn read(content: &Path) -> Result<Vec<OwnPage>, PageError> {
    let folder = content.join(FOLDER);
    let mut pages: BTreeMap<String, OwnPage> = BTreeMap::new();
    for path in files(&folder)? {
        let failed = |source| PageError::File {
            path: path.clone(),
            source,
        };
        let wrong = |(line, message)| PageError::Wrong {
            path: path.clone(),
            line,
            message,
        };
        let (name, language) = named(&path).map_err(|message| wrong((1, message)))?;
        let text = fs::read_to_string(&path).map_err(failed)?;
        let translation = translation(&text).map_err(wrong)?;
        let page = pages.entry(name.clone()).or_insert_with(|| OwnPage {
            name,
            translations: BTreeMap::new(),
        });
        if page.translations.contains_key(language) {
            let language = if language.is_empty() {
                "the main language"
            } else {
                language
            };
            let message =
                format!("another file has this page in {language}; remove one of the two");
            return Err(PageError::Wrong {
                path,
                line: 1,
                message,
            });
        }
        page.translations.insert(language.to_owned(), translation);
    }
    Ok(pages.into_values().collect())
}

/// What of pages readers do not get as it was meant, a warning for each: links that lead nowhere, and what is
/// written twice in the site's `main` language.
pub(crate) fn doubts(pages: &[OwnPage], catalog: &Catalog, main: &str) -> Vec<String> {
    let mut doubts = Vec::new();
    for page in pages {
        for (code, translation) in &page.translations {
            let file = file_of(&page.name, code);
            if code == main && page.translations.contains_key("") {
                let other = file_of(&page.name, "");
                doubts.push(format!(
                    "`{file}` is not shown, because `{other}` is in `{main}` too; remove one of the two"
                ));
            }
            let urls = links(&translation.markdown).into_iter();
            let dead = urls.filter(|url| !leads(catalog, url));
            doubts.extend(dead.map(|url| {
                format!("`{file}`: the link to `{url}` leads nowhere, and is shown as text; link to `fact:ID`, `entity:ID` or a web address")
            }));
        }
    }
    doubts
}

/// The path of a page's file in the content directory.
fn file_of(name: &str, code: &str) -> String {
    let dot = if code.is_empty() { "" } else { "." };
    format!("{FOLDER}/{name}{dot}{code}.md")
}

/// Whether a link is written as one on the page.
fn leads(catalog: &Catalog, url: &str) -> bool {
    let name = |collection: Collection, id: &str| catalog.linked_name(collection, id);
    match url.split_once(':') {
        Some(("fact", id)) => catalog.fact(&name(Collection::Facts, id)).is_some(),
        Some(("entity", id)) => catalog.entity(&name(Collection::Entities, id)).is_some(),
        _ => url.len() > 1 && url.starts_with('#') || dossier::web_address(url).is_some(),
    }
}

/// The files of the folder that are Markdown, by name: what else is there, `dossier-server check` reports.
fn files(folder: &Path) -> Result<Vec<PathBuf>, PageError> {
    let failed = |source| PageError::File {
        path: folder.to_owned(),
        source,
    };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let is_hidden = name.is_some_and(|name| name.starts_with('.'));
        let is_readme = name.is_some_and(|name| name.eq_ignore_ascii_case("readme.md"));
        if path.extension().is_some_and(|end| end == "md") && !is_hidden && !is_readme {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The name and the language in the name of a file; the language is empty for the site's main one.
fn named(path: &Path) -> Result<(String, &'static str), String> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let (name, language) = stem.split_once('.').unwrap_or((&stem, ""));
    if !is_id(name) {
        return Err(format!(
            "`{name}` cannot be part of an address; name the file with lower-case letters, digits and hyphens, such as `about-us.md`"
        ));
    }
    // The case of a tag carries no meaning.
    match Words::for_language(&language.to_lowercase()) {
        _ if language.is_empty() => Ok((name.to_owned(), "")),
        Some(words) => Ok((name.to_owned(), words.code)),
        None => Err(format!(
            "the site's interface is not available in `{language}`, only in {}",
            Words::known()
        )),
    }
}

/// What a file says, or the line that is wrong and why.
fn translation(text: &str) -> Result<Translation, (usize, String)> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().enumerate();
    let missing = || {
        let message = "the file begins without front matter; write `---`, `title: …` and `---` in lines of their own";
        (1, message.to_owned())
    };
    if lines.next().map(|(_, first)| first.trim_end()) != Some(RULE) {
        return Err(missing());
    }
    let mut title = None;
    for (place, line) in lines.by_ref() {
        match line.trim_end() {
            RULE => {
                let rest: Vec<&str> = lines.map(|(_, line)| line).collect();
                let markdown = rest.join("\n");
                let title = title.ok_or_else(|| {
                    (
                        1,
                        "the front matter has no title; write `title: …`".to_owned(),
                    )
                })?;
                return Ok(Translation { title, markdown });
            }
            "" => {}
            field => title = Some(titled(field).map_err(|message| (place + 1, message))?),
        }
    }
    Err(missing())
}

/// The title in a line of front matter, plain or in quotes.
fn titled(field: &str) -> Result<String, String> {
    let value = field.strip_prefix("title:").map(str::trim);
    let Some(value) = value else {
        let key = field.split(':').next().unwrap_or_default();
        return Err(format!(
            "`{key}` is not known here; the front matter has a `title`"
        ));
    };
    let quoted = |mark: char| value.len() > 1 && value.starts_with(mark) && value.ends_with(mark);
    let title = if quoted('"') {
        serde_json::from_str(value).map_err(|_| {
            "the title ends its quotes too early; write `\\\"` for those inside".to_owned()
        })?
    } else if quoted('\'') {
        value.trim_matches('\'').replace("''", "'")
    } else if value.starts_with(['"', '\'', '[', '{', '>', '|', '&', '*', '!', '%', '@', '`'])
        || value.contains(": ")
        || value.contains(" #")
    {
        return Err(
            "the title has a character with a meaning in YAML; write it in double quotes"
                .to_owned(),
        );
    } else {
        value.to_owned()
    };
    line(&title).map_err(str::to_owned)
}

#[cfg(test)]
mod tests;
