//! What a file's name says: whether it is not content at all, may be content under a wrong name, or is
//! a dossier in another language.

use std::path::PathBuf;

use dossier::Collection;

use crate::model::grounding::FOLDER;
use crate::model::language;

/// The folder of texts that may be kept; `verify` is given them by name.
pub(in crate::content) const TEXTS: &str = "texts";

/// The folder of pages that a site's owner writes, for sitegen.
pub(super) const PAGES: &str = "pages";

/// The file of a dossier in another language.
#[derive(Debug)]
pub(in crate::content) struct Translation {
    /// What stands between `dossier.` and `.md`.
    pub(in crate::content) language: String,
    /// The file.
    pub(in crate::content) path: PathBuf,
}

impl Translation {
    /// The language in a name `dossier.LANGUAGE.md`; nothing for any other name.
    pub(super) fn language_in(name: &str) -> Option<String> {
        let language = name.strip_prefix("dossier.")?.strip_suffix(".md")?;
        (!language.is_empty()).then(|| language.to_owned())
    }
}

/// What systems and editors leave in folders; `4913` is what vim tries a folder with.
const LEFTOVERS: [&str; 8] = [
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "icon\r",
    "__macosx",
    "@eadir",
    "lost+found",
    "4913",
];

/// Endings of what editors keep beside a file.
const BACKUPS: [&str; 7] = [".bak", ".orig", ".rej", ".swp", ".swo", ".tmp", ".part"];

/// What belongs to a folder and not to what is in it.
const ABOUT_THE_FOLDER: [&str; 10] = [
    "readme",
    "license",
    "licence",
    "copying",
    "notice",
    "authors",
    "contributors",
    "contributing",
    "changelog",
    "codeowners",
];

/// Whether a file or folder is hidden, or one that an editor or a system keeps beside another.
pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '#']) || name.starts_with("~$")
}

/// Whether the name of a folder is nearly that of the pages of a site's owner.
pub(super) fn is_nearly_pages(name: &str) -> bool {
    strsim::osa_distance(&name.to_lowercase(), PAGES) <= 1
}

/// Whether nobody expects a file or folder of that name to be read: it is hidden, a backup, a thing of
/// the system, or about the folder.
pub(super) fn is_ignored(name: &str) -> bool {
    let lower = name.to_lowercase();
    let backup = lower.ends_with(['~', '#']) || BACKUPS.iter().any(|end| lower.ends_with(end));
    let (stem, ending) = split(&lower);
    let prose = ["", "md", "markdown", "txt", "rst", "adoc", "html"].contains(&ending);
    let about = prose && ABOUT_THE_FOLDER.contains(&stem);
    is_hidden(name) || backup || about || LEFTOVERS.contains(&lower.as_str())
}

/// Whether a file may hold resources, going by its name alone: it is YAML, or is called as content is.
pub(super) fn may_hold_content(name: &str) -> bool {
    is_yaml(name) || Wanted::nearest(name).is_some()
}

/// Whether a name is that of a file of YAML, whichever way its ending is written, and whatever stands
/// behind it: `more.yml`, `more.ymal`, `more.yaml (1)`, `more.yaml.gz`.
pub(super) fn is_yaml(name: &str) -> bool {
    let latin = any_ascii::any_ascii(name).to_lowercase();
    let endings: Vec<&str> = latin.split('.').skip(1).map(word).collect();
    let is_exact = endings.iter().any(|end| ["yaml", "yml"].contains(end));
    let mut last = endings.iter().rev().filter(|end| !end.is_empty());
    let is_slip = last.next().is_some_and(|end| {
        end.len() > 2 && *end != "xaml" && strsim::osa_distance(end, "yaml") <= 1
    });
    (is_exact || is_slip) && !is_picture(name)
}

/// The letters that an ending begins with: `yaml` of `yaml_old` and `yaml2`.
fn word(ending: &str) -> &str {
    let is_letter = |character: char| character.is_ascii_alphabetic();
    let end = ending.find(|character| !is_letter(character));
    end.map_or(ending, |end| ending.get(..end).unwrap_or(ending))
}

/// Whether a file in a dossier's folder is called nearly as the telling of a dossier is: behind the first
/// word stand only languages of two letters and what is nearly `md`.
pub(super) fn is_nearly_dossier(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut parts = lower
        .split(['.', '-', '_', ' '])
        .filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    let is_called_so = Wanted::of_word(first) == Some(Wanted::Dossier) && first.len() > 3;
    let is_ending = |part: &str| {
        let is_language = part.len() == 2 && language::parse(part).is_ok();
        is_language || part.len() < 4 && strsim::osa_distance(part, "md") <= 1
    };
    is_called_so && parts.all(is_ending)
}

/// Whether a name is that of a document that people read: perhaps the text of an article.
pub(super) fn is_document(name: &str) -> bool {
    const ENDINGS: [&str; 17] = [
        "txt", "text", "md", "markdown", "rst", "html", "htm", "xhtml", "mhtml", "pdf", "doc",
        "docx", "odt", "rtf", "epub", "eml", "pages",
    ];
    let lower = name.to_lowercase();
    ENDINGS.contains(&split(&lower).1)
}

/// Whether a name is that of a picture.
pub(super) fn is_picture(name: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "tif", "tiff", "heic", "ico",
    ];
    let lower = name.to_lowercase();
    ENDINGS.contains(&split(&lower).1)
}

/// A name without its last ending, in its own case. Example: `dosier.fr.md` → `dosier.fr`.
pub(super) fn without_ending(name: &str) -> &str {
    let end = split(bare(name)).0.len();
    name.get(..end).unwrap_or(name)
}

/// A name without its endings, in its own case. Example: `More.YML` → `More`.
pub(super) fn stem(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// A name without the `.txt` that some editors put behind every name.
pub(super) fn bare(name: &str) -> &str {
    name.strip_suffix(".txt").unwrap_or(name)
}

/// The parts before and after the last full stop.
fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or((name, ""))
}

/// A file or folder that is read, which a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Entities,
    Articles,
    Facts,
    Dossier,
    Texts,
    Records,
}

impl Wanted {
    /// The words by which people call each, in singular and plural.
    const WORDS: [(&str, Self); 10] = [
        (Collection::Entities.plural(), Self::Entities),
        (Collection::Entities.singular(), Self::Entities),
        (Collection::Articles.plural(), Self::Articles),
        (Collection::Articles.singular(), Self::Articles),
        (Collection::Facts.plural(), Self::Facts),
        (Collection::Facts.singular(), Self::Facts),
        (Collection::Dossiers.plural(), Self::Dossier),
        (Collection::Dossiers.singular(), Self::Dossier),
        (TEXTS, Self::Texts),
        (FOLDER, Self::Records),
    ];

    /// What a name looks like: its first word, in any case, with a slip or two. Nothing for endings
    /// that no content has.
    pub(super) fn nearest(name: &str) -> Option<Self> {
        let lower = name.to_lowercase();
        let name = bare(&lower);
        let (_, ending) = split(name);
        let endings = ["yaml", "yml", "json", "toml", "md", "markdown"];
        if name.contains('.') && !endings.contains(&ending) {
            return None;
        }
        let marks = ['.', '-', '_', ' ', '('];
        let words = name.split(marks).filter(|word| word.len() > 3);
        words.map(Self::of_word).find_map(|found| found)
    }

    fn of_word(word: &str) -> Option<Self> {
        let slips = |(known, _): &&(&str, Self)| match known.len() {
            ..=5 => strsim::osa_distance(word, known) <= 1,
            _ => strsim::osa_distance(word, known) <= 2,
        };
        let near = Self::WORDS.iter().filter(slips);
        let nearest = near.min_by_key(|(known, _)| strsim::osa_distance(word, known));
        nearest.map(|(_, wanted)| *wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_content_is_known_by_its_name() {
        for name in [
            ".DS_Store",
            ".git",
            ".facts.yaml.swp",
            "facts.yaml~",
            "#facts.yaml#",
            ".#facts.yaml",
            "Thumbs.db",
            "desktop.ini",
            "facts.yaml.bak",
            "facts.yaml.orig",
            "~$notes.docx",
            "README",
            "README.md",
            "readme.txt",
            "LICENSE",
            "__MACOSX",
            "4913",
        ] {
            assert!(is_ignored(name), "{name}");
        }
        for name in [
            "facts.yaml",
            "readme.yaml",
            "notes.md",
            "a#b.yml",
            "facts.yaml.new",
            "5000",
            "texts",
        ] {
            assert!(!is_ignored(name), "{name}");
        }
    }

    #[test]
    fn files_of_yaml_are_known_however_their_ending_is_written() {
        for name in [
            "more.yaml",
            "more.YML",
            "more.ymal",
            "more.yam",
            "more.yamll",
            "more.yaml1",
            "more.yaml.",
            "more.yaml ",
            "more.yaml\u{a0}",
            "more.yaml\u{200b}",
            "more.yaml,",
            "more.yaml.new",
            "more.yaml.2",
            "more.yaml (1)",
            "more.yaml_old",
            "more.yaml.gz",
            "more.y\u{430}ml",
            "more.txt.yaml",
            "more.ｙａｍｌ",
        ] {
            assert!(is_yaml(name), "{name:?}");
        }
        for name in [
            "map-yamal.png",
            "gas-yamal.csv",
            "report-aml.pdf",
            "App.xaml",
            "notes-on-yaml.md",
            "validate_yaml.py",
            "yaml",
            "yaml.md",
            "more.md",
            "more.am",
            "more.xml",
            "more.toml",
            "a.b.c",
        ] {
            assert!(!is_yaml(name), "{name:?}");
        }
    }

    #[test]
    fn a_dossier_is_known_by_what_follows_its_name() {
        for name in [
            "dossier.md ",
            "dossier.mdx",
            "dossier.m",
            "dossier.md.fr",
            "dosier.fr",
        ] {
            assert!(is_nearly_dossier(name), "{name:?}");
        }
        for name in [
            "dossier.pdf",
            "dossier.png",
            "dossier.csv",
            "dossier.bib",
            "dossier-photos.zip",
            "dossier_map.geojson",
            "notes.fr",
            "d.m",
        ] {
            assert!(!is_nearly_dossier(name), "{name:?}");
        }
    }

    #[test]
    fn names_that_nearly_are_those_of_content_are_recognised() {
        use Wanted::{Articles, Dossier, Entities, Facts, Records, Texts};
        for (name, wanted) in [
            ("Entities.yaml", Entities),
            ("entites.yaml", Entities),
            ("entity.yml", Entities),
            ("entities", Entities),
            ("entities.yaml.txt", Entities),
            ("ENTITIES.YML", Entities),
            ("facts.json", Facts),
            ("fact.yaml", Facts),
            ("facts-2.yaml", Facts),
            ("copy of facts.yaml", Facts),
            ("facts (1).yaml", Facts),
            ("dosier.md", Dossier),
            ("Dossier.md", Dossier),
            ("dossier_fr.md", Dossier),
            ("dossier", Dossier),
            ("Article", Articles),
            ("text", Texts),
            ("groundings", Records),
        ] {
            assert_eq!(Wanted::nearest(name), Some(wanted), "{name}");
        }
        for name in [
            "notes.md",
            "fact.png",
            "pictures",
            "dossier.pdf",
            "schema.json",
            "more.yaml",
        ] {
            assert_eq!(Wanted::nearest(name), None, "{name}");
        }
    }
}
