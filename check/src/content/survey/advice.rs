//! What to do about an entry that is not read.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use dossier::Collection;

use super::entry::{Entry, Place, Unread};
use super::names::{self, Wanted};
use crate::content::stray::authored;
use crate::content::yaml::{self, Node, Value};
use crate::diagnostic::{At, Finding, Rule};
use crate::model::contract;
use crate::model::grounding::FOLDER;
use crate::model::language;

/// What is read, for those who meant something else.
const LAYOUT: &str = "the files that are read are `entities.yaml`, `entities/*.yaml`, `articles/ID.yaml`, `facts.yaml`, `dossiers/ID/facts.yaml`, `dossiers/ID/dossier.md`, `dossiers/ID/dossier.LANGUAGE.md` and `grounding/ID.yaml`; if this is something else, begin its name with `.`";

/// What to do with what belongs elsewhere.
const ELSEWHERE: &str =
    "delete it, move it out of the content, or begin its name with `.` to keep it";

/// About a file that stands where nothing of that name is read.
pub(super) fn file(place: Place, entry: &Entry) -> Finding {
    let name = &entry.name;
    let message = format!("`{name}` is not read, so its content would be missing");
    if let Some(hint) = renamed(place, name) {
        return error(Rule::UnreadFile, message).suggest(Some(hint));
    }
    if place != Place::Root && names::is_document(name) {
        let message =
            format!("`{name}` may be the text of an article, which must not be kept here");
        let hint = "move it out of the content; if the article's rights are `full`, it may be in `texts/ID.txt`";
        return error(Rule::KeptText, message).suggest(Some(hint.to_owned()));
    }
    if reads_as_content(&entry.path) {
        return error(Rule::UnreadFile, message).suggest(Some(LAYOUT.to_owned()));
    }
    let message = if names::is_picture(name) {
        format!("the picture `{name}` is not shown anywhere")
    } else {
        format!("`{name}` is not read")
    };
    Finding::new(Rule::ForeignFile, At::file(), message).suggest(Some(ELSEWHERE.to_owned()))
}

/// How large a file may be that is looked into, to tell whether it holds resources.
const LOOK_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// So many different keys of resources are no chance.
const KEYS_MIN: usize = 3;

/// Whether a file reads as content, whatever it is called: it is YAML whose keys are those of resources.
fn reads_as_content(path: &Path) -> bool {
    let mut text = String::new();
    let read = std::fs::File::open(path)
        .and_then(|file| file.take(LOOK_BYTES_MAX).read_to_string(&mut text));
    let Some(root) = read.ok().and_then(|_| yaml::parse(&text, 1).ok()) else {
        return false;
    };
    let fields = Collection::ALL
        .into_iter()
        .filter_map(contract::message_type);
    let mut known: BTreeSet<String> = fields
        .flat_map(|descriptor| authored(&descriptor))
        .collect();
    known.extend(Collection::ALL.map(|collection| collection.plural().to_owned()));
    known.extend(["language", "article"].map(str::to_owned));
    let Value::Map(entries) = &root.value else {
        return false;
    };
    let mut found = BTreeSet::new();
    collect_keys(&root, &known, &mut found);
    entries.iter().all(|(key, _)| known.contains(&key.text)) && found.len() >= KEYS_MIN
}

/// The known keys of a value, at any depth.
fn collect_keys<'n>(node: &'n Node, known: &BTreeSet<String>, found: &mut BTreeSet<&'n str>) {
    match &node.value {
        Value::Map(entries) => {
            for (key, value) in entries {
                if known.contains(&key.text) {
                    found.insert(&key.text);
                }
                collect_keys(value, known, found);
            }
        }
        Value::List(items) => {
            for item in items {
                collect_keys(item, known, found);
            }
        }
        Value::Scalar(_) | Value::Null => {}
    }
}

/// About a folder that is not read; `held` of its files may hold content.
pub(super) fn folder(place: Place, entry: &Entry, held: usize) -> Finding {
    let name = &entry.name;
    let files = match held {
        1 => "1 file that may hold".to_owned(),
        held => format!("{held} files that may hold"),
    };
    let wanted = Wanted::nearest(name);
    let hint = match (place, wanted) {
        (Place::Root, _) if names::is_nearly_pages(name) => {
            format!("did you mean `{}`?", names::PAGES)
        }
        (Place::Root, Some(wanted)) => format!("did you mean `{}`?", folder_of(wanted)),
        (Place::Root, None) => LAYOUT.to_owned(),
        (Place::Folder(collection), _) => format!("move its files into `{collection}` itself"),
        (Place::Dossier, _) => "move its files into the dossier's folder itself".to_owned(),
        (Place::Texts, _) => "move its files into `texts` itself".to_owned(),
        (Place::Pages, _) => "move its files into `pages` itself".to_owned(),
        (Place::Records, _) => format!("move its files into `{FOLDER}` itself"),
    };
    let lost = held > 0 || names::is_yaml(name);
    if lost {
        let message = format!("the folder `{name}` is not read; it has {files} content");
        error(Rule::UnreadFile, message).suggest(Some(hint))
    } else {
        let message = format!("the folder `{name}` is not read");
        let is_known = wanted.is_some() || place == Place::Pages || names::is_nearly_pages(name);
        let hint = if is_known { hint } else { ELSEWHERE.to_owned() };
        Finding::new(Rule::ForeignFile, At::file(), message).suggest(Some(hint))
    }
}

/// About a link to nothing.
pub(super) fn dangling(entry: &Entry) -> Finding {
    let message = format!("`{}` is a link to something that is not there", entry.name);
    let hint = "fix the link or delete it".to_owned();
    error(Rule::UnreadFile, message).suggest(Some(hint))
}

/// About a pipe, a socket or a device.
pub(super) fn special(entry: &Entry) -> Finding {
    let message = format!("`{}` is neither a file nor a folder", entry.name);
    error(Rule::UnreadFile, message).suggest(Some(ELSEWHERE.to_owned()))
}

/// About a file or folder that the system does not let us read.
pub(super) fn unreadable(path: &Path, cause: &std::io::Error) -> Unread {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let message = format!("`{name}` could not be read: {cause}");
    let hint = "grant read permission to whoever runs the program, or move it out of the content"
        .to_owned();
    Unread {
        path: path.to_owned(),
        finding: error(Rule::UnreadableFile, message).suggest(Some(hint)),
    }
}

fn error(rule: Rule, message: String) -> Finding {
    Finding::new(rule, At::file(), message)
}

/// The folder, or the one file, that holds something.
fn folder_of(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Entities => Collection::Entities.plural(),
        Wanted::Articles => Collection::Articles.plural(),
        Wanted::Facts => "facts.yaml",
        Wanted::Dossier => Collection::Dossiers.plural(),
        Wanted::Texts => names::TEXTS,
        Wanted::Records => FOLDER,
    }
}

/// How a file should be called, or where it should stand, for what it holds to be read. Nothing where
/// it does not look as if it held content.
fn renamed(place: Place, name: &str) -> Option<String> {
    let wanted = Wanted::nearest(name);
    let stem = names::stem(name);
    let is_markdown = [".md", ".markdown"].iter().any(|end| {
        let lower = name.to_lowercase();
        lower.trim_end_matches(".txt").ends_with(end)
    });
    match place {
        Place::Root => match wanted {
            Some(Wanted::Entities) => Some("rename it to `entities.yaml`".to_owned()),
            Some(Wanted::Facts) => Some("rename it to `facts.yaml`".to_owned()),
            Some(Wanted::Dossier) => Some("move it to `dossiers/ID/dossier.md`".to_owned()),
            Some(Wanted::Articles) => Some("move it to `articles/ID.yaml`".to_owned()),
            Some(Wanted::Texts | Wanted::Records) | None => {
                names::is_yaml(name).then(|| LAYOUT.to_owned())
            }
        },
        Place::Folder(Collection::Dossiers) if is_markdown => {
            let message = format!("a dossier is a folder; move it to `dossiers/{stem}/dossier.md`");
            Some(message)
        }
        Place::Folder(Collection::Dossiers) if name == "facts.yaml" => {
            Some("facts belong with their dossier; move it to `dossiers/ID/facts.yaml`".to_owned())
        }
        Place::Folder(_) => {
            let is_data = names::is_yaml(name) || name.to_lowercase().ends_with(".json");
            (is_data || !name.contains('.')).then(|| format!("rename it to `{stem}.yaml`"))
        }
        Place::Dossier if is_markdown => telling(names::without_ending(name)),
        Place::Dossier if names::is_nearly_dossier(names::bare(name)) => Some(nearly_telling(name)),
        Place::Dossier if wanted == Some(Wanted::Facts) => {
            Some("rename it to `facts.yaml`, or add its facts to those there".to_owned())
        }
        Place::Dossier if names::is_document(name) && !names::is_yaml(name) => None,
        Place::Dossier => names::may_hold_content(name).then(|| {
            "a dossier's folder has `facts.yaml` and `dossier.md`; move its content there"
                .to_owned()
        }),
        Place::Records => names::may_hold_content(name)
            .then(|| format!("records belong in `{FOLDER}/ID.yaml`, with the id of the article")),
        Place::Pages if is_markdown => {
            Some(format!("rename it to `{}.md`", names::without_ending(name)))
        }
        Place::Texts | Place::Pages => names::may_hold_content(name).then(|| LAYOUT.to_owned()),
    }
}

/// How a file should be called whose ending is nearly that of a dossier's text: `dossier.md.fr`.
fn nearly_telling(name: &str) -> String {
    let last = names::bare(name).rsplit('.').next().unwrap_or_default();
    let is_language = last.len() == 2 && last != "md" && language::parse(last).is_ok();
    if is_language {
        return format!("rename it to `dossier.{last}.md`");
    }
    "rename it to `dossier.md`, or to `dossier.LANGUAGE.md` if it is a translation".to_owned()
}

/// How a file of Markdown in a dossier's folder should be called: it is called nearly as a dossier is,
/// or as a language.
fn telling(stem: &str) -> Option<String> {
    let lower = stem.to_lowercase();
    let (first, rest) = lower
        .split_once(['.', '_', '-', ' '])
        .unwrap_or((&lower, ""));
    let is_dossier = Wanted::nearest(first) == Some(Wanted::Dossier);
    let language = match (is_dossier, rest) {
        (true, "") => return Some("rename it to `dossier.md`".to_owned()),
        (true, rest) => language::suggestion(rest).unwrap_or_else(|| "LANGUAGE".to_owned()),
        (false, _) => language::suggestion(&lower)?,
    };
    Some(format!("rename it to `dossier.{language}.md`"))
}
