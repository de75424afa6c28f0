//! Reads `dossier.LANGUAGE.md`: the texts of a dossier in another language; `dossier.md` holds
//! everything else.

use std::collections::BTreeMap;

use prost_reflect::{DynamicMessage, ReflectMessage as _, Value as Field};

use super::{Heading, Sections, TOP, front_matter, no_front_matter};
use crate::content::decode::{Context, Decoder, Reader};
use crate::content::yaml::{self, Key, Node, Value};
use crate::diagnostic::{At, Finding, Rule, did_you_mean};
use crate::model::field_path::FieldPath;

/// What front matter translates; all else is the same in every language.
const FIELDS: [&str; 3] = ["title", "standfirst", "method_note"];

/// Adds the words of a file to a dossier that was read. The file's name says in which language.
pub(in crate::content) fn add(
    reader: &mut Reader,
    file: usize,
    dossier: &mut DynamicMessage,
    (language, text): (&str, &str),
) {
    let own = dossier.get_field_by_name("language_code");
    let taken = own.is_some_and(|own| own.as_str() == Some(language));
    if taken {
        let message =
            format!("`{language}` in the file's name is the language of `dossier.md` itself");
        let finding = Finding::new(Rule::BadTranslation, At::file(), message);
        return reader.finding(file, TOP, finding);
    }
    let Some((front, body)) = front_matter(text) else {
        return reader.finding(file, TOP, no_front_matter(text));
    };
    let root = match yaml::parse(text.get(front).unwrap_or_default(), 2) {
        Ok(root) => root,
        Err(error) => {
            let finding = Finding::new(Rule::Yaml, At::file(), error.message).suggest(error.hint);
            return reader.finding(file, error.span, finding);
        }
    };
    let context = Context {
        file,
        language: language.to_owned(),
        article: None,
    };
    foreign_keys(reader, file, language, &root);
    add_front(reader, &context, dossier, &root);
    let decoder = Decoder {
        reader,
        context: &context,
    };
    let mut sections = Sections::new(decoder, text, body);
    let (headings, _) = sections.headings();
    add_sections(sections, dossier, &headings);
}

/// Keys that a translation does not have.
fn foreign_keys(reader: &mut Reader, file: usize, language: &str, root: &Node) {
    let Value::Map(entries) = &root.value else {
        return;
    };
    for (key, value) in entries {
        let known = FIELDS.contains(&key.text.as_str());
        if key.text == "language" && value.scalar() != Some(language) {
            let message = format!("the file's name says that its language is `{language}`");
            let finding = Finding::new(Rule::BadTranslation, At::file(), message);
            reader.finding(file, value.span, finding);
        } else if !known && key.text != "language" {
            let message = format!(
                "`{}` is the same in every language, and belongs in `dossier.md` only",
                key.text
            );
            reader.finding(
                file,
                key.span,
                Finding::new(Rule::BadTranslation, At::file(), message),
            );
        }
    }
}

fn add_front(reader: &mut Reader, context: &Context, dossier: &mut DynamicMessage, root: &Node) {
    let descriptor = dossier.descriptor();
    let path = FieldPath::new("translations").field(&context.language);
    let Value::Map(entries) = &root.value else {
        return;
    };
    let ours = |entry: &&(Key, Node)| FIELDS.contains(&entry.0.text.as_str());
    let ours = Node {
        value: Value::Map(entries.iter().filter(ours).cloned().collect()),
        ..root.clone()
    };
    let own = Decoder { reader, context }.message(&ours, &descriptor, &path);
    let resource = reader.resource.clone();
    for name in FIELDS {
        let (Some(field), Some(node)) = (descriptor.get_field_by_name(name), root.get(name)) else {
            continue;
        };
        let added = own.get_field(&field).into_owned();
        if let (Field::List(texts), Field::List(added)) = (dossier.get_field_mut(&field), added) {
            let at = At::resource(&resource).field(name).index(texts.len());
            reader.sources.add(at, context.file, node.span);
            texts.extend(added);
        }
    }
}

/// Adds headings and texts to the sections with the same ids.
fn add_sections(mut read: Sections<'_, '_>, dossier: &mut DynamicMessage, headings: &[Heading]) {
    let end = read.body.end;
    let Some(field) = dossier.descriptor().get_field_by_name("sections") else {
        return;
    };
    let Field::List(sections) = dossier.get_field_mut(&field) else {
        return;
    };
    let mut translated = vec![false; sections.len()];
    // Where an id comes twice, which is an error of its own, the first section is meant.
    let numbered = sections.iter().map(section_id).enumerate().rev();
    let positions: BTreeMap<String, usize> =
        numbered.map(|(position, id)| (id, position)).collect();
    let ends = headings.iter().skip(1).map(|next| next.line.start);
    for (heading, end) in headings.iter().zip(ends.chain([end])) {
        let id = heading.id.as_deref().unwrap_or_default();
        if !heading.attributes.is_empty() {
            let message = "what a section shows belongs in `dossier.md` only".to_owned();
            read.error(
                Rule::BadTranslation,
                &FieldPath::root(),
                heading.line.start,
                message,
            );
        }
        let place = positions.get(id).copied();
        let Some((place, Field::Message(section))) =
            place.and_then(|place| Some((place, sections.get_mut(place)?)))
        else {
            let message = format!("`dossier.md` has no section `{id}`");
            let hint = did_you_mean(id, positions.keys().map(String::as_str));
            let finding = Finding::new(Rule::BadTranslation, At::file(), message).suggest(hint);
            let span = read.span(heading.line.start);
            read.decoder.hinted(span, finding);
            continue;
        };
        if translated.get(place) == Some(&true) {
            let message = format!("the section `{id}` is translated twice");
            let start = heading.line.start;
            read.error(Rule::DuplicateName, &FieldPath::root(), start, message);
            continue;
        }
        if let Some(done) = translated.get_mut(place) {
            *done = true;
        }
        add_texts(&mut read, section, (place, heading), end);
    }
    for (section, _) in sections.iter().zip(translated).filter(|(_, done)| !done) {
        let message = format!("the section `{}` is not translated", section_id(section));
        let finding = Finding::new(Rule::MissingTranslation, At::file(), message);
        read.decoder.hinted(TOP, finding);
    }
}

fn add_texts(
    read: &mut Sections<'_, '_>,
    section: &mut DynamicMessage,
    (place, heading): (usize, &Heading),
    end: usize,
) {
    let markdown = read.markdown(heading.line.end..end);
    let (start, markdown) = markdown.unwrap_or((heading.line.end, String::new()));
    for (name, text) in [("heading", &heading.text), ("markdown", &markdown)] {
        let Some(field) = section.descriptor().get_field_by_name(name) else {
            continue;
        };
        let added = read.text_field(section, name, text);
        let (Field::List(texts), Field::List(added)) = (section.get_field_mut(&field), added)
        else {
            continue;
        };
        if text.is_empty() {
            continue;
        }
        let section = FieldPath::new("sections").index(place);
        let path = section.field(name).index(texts.len());
        texts.extend(added);
        if name == "heading" {
            read.locate(&path, heading.line.start);
        } else {
            read.locate_text(&path.field("text"), start);
        }
    }
}

fn section_id(section: &Field) -> String {
    let id = section
        .as_message()
        .and_then(|section| section.get_field_by_name("id"));
    id.and_then(|id| id.as_str().map(str::to_owned))
        .unwrap_or_default()
}
