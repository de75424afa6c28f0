//! Which files exist, and which resources each of them holds.

use std::collections::BTreeMap;
use std::path::Path;

use dossier::Collection;
use dossier::v1::Resource;
use prost_reflect::DynamicMessage;

use super::decode::{self, Context, Reader};
use super::grounding;
use super::head::{self, article, language};
use super::kept;
use super::markdown::{self, translation};
use super::open::{TOP, load, open, stem, whole};
use super::source::SourceMap;
use super::survey::{DossierFolder, ReadError, Survey, Translation};
use super::yaml::Value;
use crate::diagnostic::{At, Finding, Rule, Severity};
use crate::model::field_path::FieldPath;
use crate::model::{contract, language};

/// What a directory holds.
#[derive(Debug)]
pub struct Loaded {
    /// The resources, as far as they could be read.
    pub resources: Vec<Resource>,
    /// Where their fields are.
    pub sources: SourceMap,
    /// What could not be read, with locations.
    pub findings: Vec<Finding>,
    /// Whether every file that may hold resources was read. If one was not, references to its resources
    /// would seem wrong.
    pub complete: bool,
}

/// Whether the records of earlier comparisons are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Records {
    /// They are, and each is put on its evidence.
    Read,
    /// They are not, because others will be made.
    Ignored,
}

/// Reads a content directory: entities first, then articles, whose skeletons the evidence of the
/// dossiers' facts refers to.
pub fn read(directory: &Path, records: Records) -> Result<Loaded, ReadError> {
    let mut survey = Survey::read(directory)?;
    if survey.is_empty() {
        return Err(ReadError::Empty {
            path: directory.to_owned(),
        });
    }
    let mut reader = Reader::default();
    for path in &survey.entities {
        read_collection(&mut reader, path, Collection::Entities);
    }
    let lost_before = lost(&reader).count();
    for path in &survey.articles {
        read_whole(&mut reader, path, Collection::Articles);
    }
    let articles_lost = survey.misses_content() || lost_before < lost(&reader).count();
    if let Some(path) = &survey.facts {
        read_collection(&mut reader, path, Collection::Facts);
    }
    for path in &survey.dossier_files {
        read_whole(&mut reader, path, Collection::Dossiers);
    }
    for folder in &survey.dossiers {
        read_dossier(&mut reader, folder, &survey);
    }
    let facts = if survey.misses_content() || lost(&reader).next().is_some() {
        grounding::Facts::Some
    } else {
        grounding::Facts::All
    };
    if records == Records::Read {
        grounding::attach(&mut reader, &survey.records, facts);
    }
    if articles_lost {
        reader
            .findings
            .retain(|finding| !rests_on_articles(finding));
    }
    for unread in survey.unread.drain(..) {
        whole(&mut reader, &unread.path, unread.finding);
    }
    let articles_read = lost(&reader).next().is_none();
    kept::read(&mut reader, &survey.texts, articles_read);
    if lost(&reader).next().is_none() {
        nothing_read(&mut reader, directory);
    }
    let complete = lost(&reader).next().is_none();
    Ok(Loaded {
        complete,
        resources: reader.resources,
        sources: reader.sources,
        findings: reader.findings,
    })
}

/// The findings that say that a file, or what it describes, was not read: errors about no resource.
fn lost(reader: &Reader) -> impl Iterator<Item = &Finding> {
    let is_lost = |finding: &&Finding| {
        let is_error = finding.severity() == Severity::Error && finding.rule != Rule::KeptText;
        is_error && finding.at.resource.is_empty()
    };
    reader.findings.iter().filter(is_lost)
}

/// Whether a finding may only be there because an article was not read.
fn rests_on_articles(finding: &Finding) -> bool {
    finding.rule == Rule::MissingSkeleton
        || finding.rule == Rule::UnknownReference && finding.at.resource.is_empty()
}

/// Where no entity or no article was read, and yet is referred to, that is told once instead of each
/// reference being told.
fn nothing_read(reader: &mut Reader, directory: &Path) {
    let wanted = [
        (Collection::Entities, "`entities.yaml` or `entities/*.yaml`"),
        (Collection::Articles, "`articles/ID.yaml`"),
    ];
    for (collection, files) in wanted {
        let is_read = |resource: &Resource| resource.collection() == Some(collection);
        if reader.resources.iter().any(is_read) {
            continue;
        }
        let refers = |resource: &Resource| {
            let message = contract::dynamic(resource, "dossier.v1.Resource");
            let references = message.map(|message| contract::references(&message));
            let mut references = references.into_iter().flatten();
            references.any(|(_, target)| Collection::from_name(&target) == Some(collection))
        };
        let count = reader
            .resources
            .iter()
            .filter(|resource| refers(resource))
            .count();
        if count > 0 {
            let message = format!("no {collection} were read, but {count} resources refer to some");
            let hint = format!("they belong in {files}");
            let finding = Finding::new(Rule::NothingRead, At::file(), message).suggest(Some(hint));
            whole(reader, directory, finding);
        }
    }
}

/// `entities.yaml` and `facts.yaml`: a mapping from ids to resources. Returns the resources' names.
fn read_collection(reader: &mut Reader, path: &Path, collection: Collection) -> Vec<String> {
    let Some((file, root)) = open(reader, path) else {
        return Vec::new();
    };
    let context = Context {
        file,
        language: language(reader, file, &root),
        article: article(reader, file, &root),
    };
    let mut known = vec!["language", collection.plural()];
    if collection == Collection::Facts {
        known.extend(["article", "text_digest"]);
        head::version(reader, &context, &root);
    }
    let Value::Map(entries) = &root.value else {
        let message = format!(
            "expected a mapping with `{collection}`, found {}",
            root.what()
        );
        let finding = Finding::new(Rule::WrongType, At::file(), message);
        reader.finding(file, root.span, finding);
        return Vec::new();
    };
    for (key, _) in entries {
        if !known.contains(&key.text.as_str()) {
            reader.unknown_key((file, &FieldPath::default()), key, &known);
        }
    }
    if let Some(node) = root.get(collection.plural())
        && !matches!(node.value, Value::Null)
    {
        return decode::collection(reader, &context, collection, node);
    }
    if entries
        .iter()
        .all(|(key, _)| known.contains(&key.text.as_str()))
    {
        let message = format!("the file has no {collection}");
        let hint = format!("write `{collection}: {{}}` if there should be none");
        let finding = Finding::new(Rule::EmptyFile, At::file(), message).suggest(Some(hint));
        reader.finding(file, TOP, finding);
    }
    Vec::new()
}

/// `articles/ID.yaml`, `dossiers/ID.yaml`: one resource, all of it.
fn read_whole(reader: &mut Reader, path: &Path, collection: Collection) {
    let Some((file, root)) = open(reader, path) else {
        return;
    };
    let id = stem(path);
    let context = Context {
        file,
        language: language(reader, file, &root),
        article: None,
    };
    let name = collection.name(&id);
    if reader.sources.knows(&name) {
        return reader.described_twice(file, &[(name, TOP)]);
    }
    reader.sources.add(At::resource(&name), file, TOP);
    decode::resource(reader, &context, (collection, &id), &root);
}

fn read_dossier(reader: &mut Reader, folder: &DossierFolder, survey: &Survey) {
    let facts = folder.facts.as_deref();
    let names = facts.map_or_else(Vec::new, |facts| {
        read_collection(reader, facts, Collection::Facts)
    });
    // What is not read in the folder or beside it may be just what is missing.
    let near =
        |path: &Path| path.starts_with(&folder.path) || path.parent() == folder.path.parent();
    let mut missing = survey.unread.iter().filter(|entry| entry.misses_content());
    let is_whole = !missing.any(|entry| near(&entry.path));
    let Some(path) = &folder.telling else {
        if !is_whole {
            return;
        }
        let message = "the dossier has no `dossier.md`".to_owned();
        let path = folder.path.join("dossier.md");
        whole(
            reader,
            &path,
            Finding::new(Rule::NoDossier, At::file(), message),
        );
        return;
    };
    let Some((file, text)) = load(reader, path) else {
        return;
    };
    let id = stem(&folder.path);
    let name = Collection::Dossiers.name(&id);
    if reader.sources.knows(&name) {
        return reader.described_twice(file, &[(name, TOP)]);
    }
    let read = markdown::dossier(reader, file, (&id, names), &text);
    if let Some(mut dossier) = read {
        if is_whole && folder.facts.is_none() && !dossier.has_field_by_name("facts") {
            let finding = no_facts(&name, survey.facts.is_some());
            reader.finding(file, TOP, finding);
        }
        read_translations(reader, &folder.translations, &mut dossier);
        decode::keep(reader, Collection::Dossiers, &dossier);
    }
    reader.resource.clear();
}

fn no_facts(dossier: &str, facts_outside: bool) -> Finding {
    let message = "the dossier has no facts: there is no `facts.yaml` beside it".to_owned();
    let hint = if facts_outside {
        "the facts in the `facts.yaml` beside `dossiers` belong to no dossier; move the file here, or list them in `facts:`"
    } else {
        "write one, or list facts of other dossiers in `facts:`"
    };
    Finding::new(Rule::NoFacts, At::resource(dossier), message).suggest(Some(hint.to_owned()))
}

/// The files `dossier.LANGUAGE.md` of a dossier's folder.
fn read_translations(
    reader: &mut Reader,
    translations: &[Translation],
    dossier: &mut DynamicMessage,
) {
    let mut read: BTreeMap<String, &Path> = BTreeMap::new();
    for Translation { language, path } in translations {
        let tag = match language::parse(language) {
            Ok(tag) => tag,
            Err(error) => {
                let message = format!("{error}, so the file's name does not say its language");
                let hint = error
                    .meant
                    .map(|meant| format!("rename it to `dossier.{meant}.md`"));
                let finding = Finding::new(Rule::BadLanguage, At::file(), message).suggest(hint);
                whole(reader, path, finding);
                continue;
            }
        };
        if let Some(other) = read.get(&tag.canonical) {
            let message = format!(
                "`{}` already has the dossier in `{}`",
                other.file_name().unwrap_or_default().to_string_lossy(),
                tag.text
            );
            whole(
                reader,
                path,
                Finding::new(Rule::BadTranslation, At::file(), message),
            );
            continue;
        }
        if let Some(doubt) = tag.doubt {
            whole(
                reader,
                path,
                Finding::new(Rule::LanguageForm, At::file(), doubt),
            );
        }
        if let Some((file, text)) = load(reader, path) {
            translation::add(reader, file, dossier, (&tag.text, &text));
        }
        read.insert(tag.canonical, path);
    }
}
