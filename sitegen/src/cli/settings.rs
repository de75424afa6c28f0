//! The settings of a site: `sitegen.toml`, read once, below every flag.
//!
//! A key that is not known and a value that cannot be used are errors with their place, because a setting that
//! is read past would only be noticed on the published site.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use crate::context::look::{Figures, Licence, Link, Look, Reach, Texts, Theme, Twins};
use crate::locale::Words;
use crate::url::BaseUrl;

/// The file that is read where none is named, in the working directory.
pub(super) const FILE: &str = "sitegen.toml";

/// What the file says.
#[derive(Debug, Default)]
pub(super) struct Settings {
    pub(super) base_url: Option<BaseUrl>,
    pub(super) languages: Vec<String>,
    pub(super) content: Option<PathBuf>,
    pub(super) out: Option<PathBuf>,
    /// Where `watch` serves metrics.
    pub(super) metrics_listen: Option<SocketAddr>,
    pub(super) look: Look,
    /// Where to publish, by the names that `--to` takes.
    pub(super) targets: BTreeMap<String, Target>,
}

/// A target, with the options of `publish`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option that a person writes"
)]
pub(super) struct Target {
    /// As `--to` takes it; a folder is looked for from the folder of the file.
    pub(super) to: String,
    /// Where readers find the site there, if it is not the address of the whole file.
    #[serde(default, deserialize_with = "parsed")]
    pub(super) base_url: Option<BaseUrl>,
    pub(super) max_deletes: Option<usize>,
    #[serde(default)]
    pub(super) staging: bool,
    #[serde(default)]
    pub(super) precompress: bool,
    #[serde(default)]
    pub(super) gzip: bool,
    #[serde(default)]
    pub(super) unconditional: bool,
    pub(super) cname: Option<String>,
    pub(super) on_published: Option<String>,
    /// Seconds.
    pub(super) patience: Option<u64>,
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: Option<Texts>,
    tagline: Option<Texts>,
    #[serde(default, deserialize_with = "parsed")]
    base_url: Option<BaseUrl>,
    #[serde(default)]
    languages: Vec<Language>,
    content: Option<PathBuf>,
    out: Option<PathBuf>,
    #[serde(default, deserialize_with = "parsed")]
    metrics_listen: Option<SocketAddr>,
    #[serde(default)]
    twins: Twins,
    #[serde(default)]
    figures: Figures,
    #[serde(default)]
    footer: Footer,
    contact: Option<Reach>,
    report_error: Option<Reach>,
    licence: Option<Licence>,
    theme: Option<Theme>,
    #[serde(default)]
    targets: BTreeMap<String, Target>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Footer {
    #[serde(default)]
    links: Vec<Link>,
}

/// A language of the site, by its tag.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Language(String);

impl TryFrom<String> for Language {
    type Error = String;

    fn try_from(tag: String) -> Result<Self, String> {
        match Words::for_language(&tag) {
            Some(_) => Ok(Self(tag)),
            None => Err(format!(
                "the site's interface is not available in `{tag}`, only in {}",
                Words::known()
            )),
        }
    }
}

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
pub(super) enum SettingsError {
    #[error("the settings in `{}` cannot be read: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}:{line}:{column}: {message}", .path.display())]
    Wrong {
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        message: String,
    },
}

impl Settings {
    /// Reads the file that is named, or that of the working directory, if there is one.
    pub(super) fn read(named: Option<&Path>) -> Result<Self, SettingsError> {
        let path = named.unwrap_or(Path::new(FILE));
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(path, &text),
            Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {
                Ok(Self::default())
            }
            Err(source) => Err(SettingsError::File {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Reads the text of a file. Its paths are looked for from the file's own folder.
    fn parse(path: &Path, text: &str) -> Result<Self, SettingsError> {
        let written: Written = toml::from_str(text).map_err(|error| located(path, text, &error))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let there = |path: PathBuf| folder.join(path);
        let mut targets = written.targets;
        for target in targets.values_mut() {
            if is_path(&target.to) {
                let path = folder.join(&target.to);
                target.to = path.to_string_lossy().into_owned();
            }
        }
        Ok(Self {
            base_url: written.base_url,
            languages: written
                .languages
                .into_iter()
                .map(|language| language.0)
                .collect(),
            content: written.content.map(there),
            out: written.out.map(there),
            metrics_listen: written.metrics_listen,
            look: Look {
                title: written.title,
                tagline: written.tagline,
                twins: written.twins,
                figures: written.figures,
                links: written.footer.links,
                contact: written.contact,
                report_error: written.report_error,
                licence: written.licence,
                theme: written.theme,
                pages: Vec::new(),
            },
            targets,
        })
    }
}

/// Whether a target is a folder, whose path may be relative.
fn is_path(target: &str) -> bool {
    target.starts_with(['.', '/']) || !target.contains(':')
}

/// A value that is written as a text and parsed like that of a flag.
fn parsed<'de, T, D>(from: D) -> Result<Option<T>, D::Error>
where
    T: FromStr<Err: std::fmt::Display>,
    D: Deserializer<'de>,
{
    let text = String::deserialize(from)?;
    text.parse().map(Some).map_err(D::Error::custom)
}

/// What is wrong, with its place.
fn located(path: &Path, text: &str, error: &toml::de::Error) -> SettingsError {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let in_line = before.get(line_start..).unwrap_or_default();
    SettingsError::Wrong {
        path: path.to_owned(),
        line: before.matches('\n').count() + 1,
        column: in_line.chars().count() + 1,
        message: in_our_words(&error.message().replace('\n', "; ")),
    }
}

/// A message of the parser, which speaks of a program's fields and variants where people write keys and words.
fn in_our_words(message: &str) -> String {
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let guess =
            guess(rest).map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        let rest = rest.replace(", expected one of ", "; the keys here are ");
        let rest = rest.replace(", expected ", "; the key here is ");
        format!("unknown key {rest}{guess}")
    } else if let Some(rest) = message.strip_prefix("unknown variant ") {
        let guess =
            guess(rest).map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        let rest = rest.replace(", expected one of ", " is not known here; write one of ");
        format!("{rest}{guess}")
    } else if let Some(key) = message.strip_prefix("missing field ") {
        format!("the key {key} is missing")
    } else if message == "invalid socket address syntax" {
        "expected an IP address with a port, such as `127.0.0.1:9465`".to_owned()
    } else {
        let message = message.replace("expected a sequence", "expected a list, `[…]`");
        message.replace("expected u64", "expected a whole number")
    }
}

/// The name that was probably meant, of a parser's list of an unknown name and all known ones in backticks.
/// Case, hyphens and plurals are the usual slips.
fn guess(names: &str) -> Option<&str> {
    let mut names = names.split('`').skip(1).step_by(2);
    let unknown = names.next()?.to_lowercase().replace('-', "_");
    let alike = names.map(|name| (strsim::jaro_winkler(&unknown, name), name));
    let alike = alike.filter(|(likeness, _)| *likeness > 0.8);
    let most = alike.max_by(|left, right| left.0.total_cmp(&right.0));
    most.map(|(_, name)| name)
}

#[cfg(test)]
mod tests;
