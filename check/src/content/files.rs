//! Which files there are, and which resources each of them holds.

use std::fs;
use std::path::{Path, PathBuf};

use dossier::Collection;
use dossier::v1::Resource;

use super::decode::{self, Context, Reader};
use super::markdown::{self, translation};
use super::source::SourceMap;
use super::yaml::{self, Node, Span, Value};
use crate::diagnostic::{At, Finding, Rule};

/// The largest file that is read: ten times the largest that the first dossiers need.
pub const FILE_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// What a directory holds.
#[derive(Debug)]
pub struct Loaded {
    /// The resources, as far as they could be read.
    pub resources: Vec<Resource>,
    /// Where their fields stand.
    pub sources: SourceMap,
    /// What could not be read, with places.
    pub findings: Vec<Finding>,
}

/// Why a directory could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A file or folder could not be opened.
    #[error("`{path}` could not be read: {source}", path = path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is nothing to read.
    #[error("`{path}` has no `entities.yaml`, `articles` or `dossiers`", path = path.display())]
    Empty {
        /// The directory.
        path: PathBuf,
    },
}

/// The language of an authoring file that does not name its own.
const DEFAULT_LANGUAGE: &str = "en";

/// The start of a file, for findings that concern all of it.
const TOP: Span = Span {
    line: 1,
    column: 1,
    length: 1,
};

/// Reads a content directory: entities first, then articles, whose skeletons the evidence of the
/// dossiers' facts refers to.
pub fn read(directory: &Path) -> Result<Loaded, ReadError> {
    let mut reader = Reader::default();
    let mut found = false;
    let mut entity_files = yaml_files(&directory.join(Collection::Entities.plural()))?;
    let single = directory.join("entities.yaml");
    if single.is_file() {
        entity_files.insert(0, single);
    }
    for path in entity_files {
        found = true;
        read_collection(&mut reader, &path, Collection::Entities)?;
    }
    for path in yaml_files(&directory.join(Collection::Articles.plural()))? {
        found = true;
        read_whole(&mut reader, &path, Collection::Articles)?;
    }
    let single = directory.join("facts.yaml");
    if single.is_file() {
        found = true;
        read_collection(&mut reader, &single, Collection::Facts)?;
    }
    for path in yaml_files(&directory.join(Collection::Dossiers.plural()))? {
        found = true;
        read_whole(&mut reader, &path, Collection::Dossiers)?;
    }
    for folder in folders(&directory.join(Collection::Dossiers.plural()))? {
        found = true;
        read_dossier(&mut reader, &folder)?;
    }
    if !found {
        return Err(ReadError::Empty {
            path: directory.to_owned(),
        });
    }
    Ok(Loaded {
        resources: reader.resources,
        sources: reader.sources,
        findings: reader.findings,
    })
}

/// `entities.yaml` and `facts.yaml`: a mapping from ids to resources. Returns the resources' names.
fn read_collection(
    reader: &mut Reader,
    path: &Path,
    collection: Collection,
) -> Result<Vec<String>, ReadError> {
    let Some((file, root)) = open(reader, path)? else {
        return Ok(Vec::new());
    };
    let context = Context {
        file,
        language: language(&root),
        article: root.get("article").and_then(Node::scalar).map(article_name),
    };
    let mut known = vec!["language", collection.plural()];
    if collection == Collection::Facts {
        known.push("article");
    }
    let mut names = Vec::new();
    let Value::Map(entries) = &root.value else {
        let message = format!(
            "expected a mapping with `{collection}`, found {}",
            root.what()
        );
        reader.finding(
            file,
            root.span,
            Finding::new(Rule::WrongType, At::file(), message),
        );
        return Ok(names);
    };
    for (key, value) in entries {
        if key.text == collection.plural() {
            names = decode::collection(reader, &context, collection, value);
        } else if !known.contains(&key.text.as_str()) {
            reader.unknown_key(file, key, &known);
        }
    }
    Ok(names)
}

/// `articles/ID.yaml`, `dossiers/ID.yaml`: one resource, all of it.
fn read_whole(reader: &mut Reader, path: &Path, collection: Collection) -> Result<(), ReadError> {
    let Some((file, root)) = open(reader, path)? else {
        return Ok(());
    };
    let id = stem(path);
    let context = Context {
        file,
        language: language(&root),
        article: None,
    };
    decode::resource(reader, &context, (collection, &id), &root);
    Ok(())
}

fn read_dossier(reader: &mut Reader, folder: &Path) -> Result<(), ReadError> {
    let facts = folder.join("facts.yaml");
    let names = if facts.is_file() {
        read_collection(reader, &facts, Collection::Facts)?
    } else {
        Vec::new()
    };
    let path = folder.join("dossier.md");
    if !path.is_file() {
        let file = reader
            .sources
            .add_file(path.display().to_string(), String::new());
        let message = "the dossier has no `dossier.md`".to_owned();
        reader.finding(
            file,
            TOP,
            Finding::new(Rule::NoDossier, At::file(), message),
        );
        return Ok(());
    }
    let Some((file, text)) = load(reader, &path)? else {
        return Ok(());
    };
    let read = markdown::dossier(reader, file, (&stem(folder), names), &text);
    if let Some(mut dossier) = read {
        for (language, path) in translations(folder)? {
            if let Some((file, text)) = load(reader, &path)? {
                translation::add(reader, file, &mut dossier, (&language, &text));
            }
        }
        decode::keep(reader, Collection::Dossiers, &dossier);
    }
    reader.resource.clear();
    Ok(())
}

/// The files `dossier.LANGUAGE.md` of a dossier's folder, each with its language.
fn translations(folder: &Path) -> Result<Vec<(String, PathBuf)>, ReadError> {
    let named = list(folder)?.into_iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?;
        let language = name.strip_prefix("dossier.")?.strip_suffix(".md")?;
        Some((language.to_owned(), path.clone()))
    });
    Ok(named.collect())
}

/// Reads a YAML file; a finding where it is not YAML.
fn open(reader: &mut Reader, path: &Path) -> Result<Option<(usize, Node)>, ReadError> {
    let Some((file, text)) = load(reader, path)? else {
        return Ok(None);
    };
    match yaml::parse(&text, 1) {
        Ok(root) => Ok(Some((file, root))),
        Err(error) => {
            let finding = Finding::new(Rule::Yaml, At::file(), error.message);
            reader.finding(file, error.span, finding);
            Ok(None)
        }
    }
}

/// Reads a file as text; a finding where it is too large or not UTF-8.
fn load(reader: &mut Reader, path: &Path) -> Result<Option<(usize, String)>, ReadError> {
    let unreadable = |source| ReadError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let bytes = fs::metadata(path).map_err(unreadable)?.len();
    let shown = path.display().to_string();
    if bytes > FILE_BYTES_MAX {
        let file = reader.sources.add_file(shown, String::new());
        let message = format!("the file has {bytes} bytes; at most {FILE_BYTES_MAX} are read");
        reader.finding(
            file,
            TOP,
            Finding::new(Rule::FileTooLarge, At::file(), message),
        );
        return Ok(None);
    }
    let text = match String::from_utf8(fs::read(path).map_err(unreadable)?) {
        Ok(text) => text
            .strip_prefix('\u{FEFF}')
            .unwrap_or(&text)
            .replace("\r\n", "\n"),
        Err(error) => {
            let file = reader.sources.add_file(shown, String::new());
            let position = error.utf8_error().valid_up_to();
            let message = format!("not UTF-8: byte {position} does not belong there");
            reader.finding(file, TOP, Finding::new(Rule::NotUtf8, At::file(), message));
            return Ok(None);
        }
    };
    let file = reader.sources.add_file(shown, text.clone());
    Ok(Some((file, text)))
}

fn language(root: &Node) -> String {
    root.get("language")
        .and_then(Node::scalar)
        .unwrap_or(DEFAULT_LANGUAGE)
        .to_owned()
}

fn article_name(id: &str) -> String {
    if id.contains('/') {
        id.to_owned()
    } else {
        Collection::Articles.name(id)
    }
}

/// A file's or folder's name without its ending: the id of the resource in it.
fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut paths = list(folder)?;
    paths.retain(|path| path.is_file() && path.extension().is_some_and(|end| end == "yaml"));
    Ok(paths)
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut paths = list(folder)?;
    paths.retain(|path| path.is_dir());
    Ok(paths)
}

/// What is in a folder, by name; nothing where there is no such folder.
fn list(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let unreadable = |source| ReadError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            paths.push(entry.map_err(unreadable)?.path());
        }
    }
    paths.sort();
    Ok(paths)
}
