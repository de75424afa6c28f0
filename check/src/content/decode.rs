//! Turns YAML values into messages by walking them along the message descriptors.
//!
//! Reading by serde would need a second set of structs that follows the contract, and would lose where
//! each value is in its file. With descriptors a new field can be written at once, and every finding has
//! a line and a column.

mod marks;
mod scalar;
mod wrong_key;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dossier::Collection;
use dossier::v1::{Resource, resource};
use prost::Message as _;
use prost_reflect::{
    Cardinality, DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, Value as Field,
};

use self::marks::typographic;
use super::shorthand;
use super::source::SourceMap;
use super::stray::{self, authored};
use super::yaml::{Key, Node, Span, Value};
use crate::diagnostic::{At, Finding, Rule};
use crate::model::contract;
use crate::model::field_path::FieldPath;
use crate::model::grounding::FOLDER;
use crate::text::SkeletonIndex;

/// What is being read, and all that was found so far.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) resources: Vec<Resource>,
    pub(super) sources: SourceMap,
    pub(super) findings: Vec<Finding>,
    /// The skeletons of the articles read so far, by the articles' names.
    pub(super) skeletons: BTreeMap<String, Arc<SkeletonIndex>>,
    /// The resource that is being read.
    pub(super) resource: String,
}

/// What holds for a whole file.
pub(super) struct Context {
    pub(super) file: usize,
    pub(super) language: String,
    /// The article of every evidence that names none.
    pub(super) article: Option<String>,
}

impl Reader {
    /// Notes a finding at a place.
    pub(super) fn finding(&mut self, file: usize, span: Span, mut finding: Finding) {
        finding.place = self.sources.at(file, span);
        if finding.at.resource.is_empty() {
            finding.at.resource.clone_from(&self.resource);
        }
        self.findings.push(finding);
    }
}

/// Reads a mapping from ids to resources. Returns the resources' names in the file's order.
pub(super) fn collection(
    reader: &mut Reader,
    context: &Context,
    collection: Collection,
    node: &Node,
) -> Vec<String> {
    let entries = match &node.value {
        Value::Map(entries) => entries.as_slice(),
        Value::Null => &[],
        _ => {
            let message = format!(
                "expected a mapping from ids to {collection}, found {}",
                node.what()
            );
            reader.finding(
                context.file,
                node.span,
                Finding::new(Rule::WrongType, At::file(), message),
            );
            &[]
        }
    };
    let mut names = Vec::new();
    let mut doubles = Vec::new();
    for (key, value) in entries {
        let name = collection.name(&key.text);
        if reader.sources.knows(&name) {
            doubles.push((name, key.span));
            continue;
        }
        reader
            .sources
            .add(At::resource(&name), context.file, key.span);
        resource(reader, context, (collection, &key.text), value);
        names.push(name);
    }
    reader.described_twice(context.file, &doubles);
    names
}

/// Reads one resource.
pub(super) fn resource(
    reader: &mut Reader,
    context: &Context,
    (collection, id): (Collection, &str),
    node: &Node,
) {
    let Some(descriptor) = contract::message_type(collection) else {
        return;
    };
    let name = collection.name(id);
    reader.resource.clone_from(&name);
    let mut message = Decoder { reader, context }.message(node, &descriptor, &FieldPath::root());
    message.set_field_by_name("name", Field::String(name));
    keep(reader, collection, &message);
    reader.resource.clear();
}

/// Keeps a message that was read, as the resource of its collection.
pub(super) fn keep(reader: &mut Reader, collection: Collection, message: &DynamicMessage) {
    // A dynamic message of a generated type always decodes as that type.
    let bytes = message.encode_to_vec();
    let Ok(read) = Resource::decode_message(collection, bytes.as_slice()) else {
        return;
    };
    if let Some(resource::Resource::Article(article)) = &read.resource
        && let Some(skeleton) = &article.skeleton
    {
        let name = article.name.clone();
        let skeleton = SkeletonIndex::new(skeleton.clone());
        reader.skeletons.insert(name, Arc::new(skeleton));
    }
    reader.resources.push(read);
}

/// Reads values of one file.
pub(super) struct Decoder<'r> {
    pub(super) reader: &'r mut Reader,
    pub(super) context: &'r Context,
}

impl Decoder<'_> {
    /// Notes an error at a value. Quotation marks that are none for YAML are the likely cause of it.
    pub(super) fn error(&mut self, rule: Rule, path: &FieldPath, span: Span, message: String) {
        let hint = typographic(&message);
        let finding = Finding::new(rule, At::path("", path.clone()), message);
        self.hinted(span, finding.suggest(hint));
    }

    pub(super) fn hinted(&mut self, span: Span, finding: Finding) {
        self.reader.finding(self.context.file, span, finding);
    }

    /// Notes where a field stands.
    pub(super) fn locate(&mut self, path: &FieldPath, span: Span) {
        let at = At::path(&self.reader.resource, path.clone());
        self.reader.sources.add(at, self.context.file, span);
    }

    /// Reads a mapping as a message, or what people write in its place.
    pub(super) fn message(
        &mut self,
        node: &Node,
        descriptor: &MessageDescriptor,
        path: &FieldPath,
    ) -> DynamicMessage {
        let mut message = DynamicMessage::new(descriptor.clone());
        let entries = match &node.value {
            Value::Map(entries) => entries.as_slice(),
            Value::Null => &[],
            _ => {
                let wanted = contract::in_words(descriptor.name());
                let text = format!("expected a mapping for the {wanted}, found {}", node.what());
                let keys = authored(descriptor).join(", ");
                let hint = format!("write it as `key: value`; the keys are {keys}");
                let finding = Finding::new(Rule::WrongType, At::path("", path.clone()), text);
                self.hinted(node.span, finding.suggest(Some(hint)));
                return message;
            }
        };
        let strays = self.misplaced(descriptor, entries);
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let is_cut_off =
            |key: &Key| key.is_bare && descriptor.get_field_by_name(&key.text).is_none();
        let mut cut_off = false;
        for (key, value) in entries {
            let goes_on = std::mem::replace(&mut cut_off, is_cut_off(key)) && cut_off;
            if strays.contains(&key.text) || goes_on {
                continue;
            }
            if !seen.insert(&key.text) {
                let text = format!("`{}` is written twice", key.text);
                self.error(Rule::DuplicateKey, path, key.span, text);
                continue;
            }
            self.entry(&mut message, key, value, path);
        }
        shorthand::complete(self.context, &mut message);
        message
    }

    /// Notes the keys of a mapping that belong elsewhere, and returns them.
    fn misplaced(
        &mut self,
        descriptor: &MessageDescriptor,
        entries: &[(Key, Node)],
    ) -> BTreeSet<String> {
        let collection = Collection::from_name(&self.reader.resource);
        let whole = collection.and_then(contract::message_type);
        let mut strays = BTreeSet::new();
        for (hint, keys) in stray::misplaced(descriptor, entries, whole.as_ref()) {
            let message = stray::message(descriptor, &keys);
            let finding = Finding::new(Rule::MisplacedKey, At::file(), message);
            if let Some(first) = keys.first() {
                self.hinted(first.span, finding.suggest(Some(hint)));
            }
            strays.extend(keys.into_iter().map(|key| key.text.clone()));
        }
        strays.remove("language");
        strays
    }

    /// Notes a comment that ends a text: `#` behind a space was perhaps meant to be part of it.
    pub(super) fn comment(&mut self, node: &Node, path: &FieldPath) {
        if let Some(span) = node.comment {
            let message = "the text ends here, because ` #` begins a comment".to_owned();
            let hint = "quote the text, or put the comment on a line of its own".to_owned();
            let finding = Finding::new(Rule::CutByComment, At::file(), message);
            let mut finding = finding.suggest(Some(hint));
            finding.at.path = path.clone();
            self.hinted(span, finding);
        }
    }

    fn entry(&mut self, message: &mut DynamicMessage, key: &Key, value: &Node, parent: &FieldPath) {
        use prost_reflect::ReflectMessage as _;
        let descriptor = message.descriptor();
        let path = parent.field(&key.text);
        if parent.is_root() && key.text == "language" {
            return;
        }
        if descriptor.name() == "Evidence" && key.text == "at" {
            let path = parent.field("selectors");
            self.locate(&path, value.span);
            let selectors = shorthand::selectors(self, value, message, &path);
            message.set_field_by_name("selectors", Field::List(selectors));
            return;
        }
        let Some(field) = descriptor.get_field_by_name(&key.text) else {
            let names: Vec<String> = authored(&descriptor);
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            self.reader
                .unknown_key((self.context.file, parent), key, &known);
            return;
        };
        if contract::rules(&field).derived {
            let text = match key.text.as_str() {
                "name" => {
                    "do not write `name`: the id is the key, or the name of the file or folder"
                        .to_owned()
                }
                key => format!("`{key}` is filled in by the server"),
            };
            self.error(Rule::DerivedField, &path, key.span, text);
            return;
        }
        if contract::is_record(&field) {
            let text = format!(
                "do not write `{}`: only `dossier-server verify --write` records what it found, in `{FOLDER}/ID.yaml`",
                key.text
            );
            self.error(Rule::DerivedField, &path, key.span, text);
            return;
        }
        if let Some(oneof) = field.containing_oneof()
            && let Some(other) = oneof.fields().find(|other| message.has_field(other))
        {
            let text = format!(
                "`{}` and `{}` exclude each other; write only one",
                key.text,
                other.name()
            );
            self.error(Rule::TwoBodies, &path, key.span, text);
            return;
        }
        self.locate(&path, value.span);
        if let Some(read) = self.field(value, &field, &path) {
            message.set_field(&field, read);
        }
    }

    /// Reads a field's value; nothing where it is empty or wrong.
    fn field(&mut self, node: &Node, field: &FieldDescriptor, path: &FieldPath) -> Option<Field> {
        if matches!(node.value, Value::Null) {
            return None;
        }
        if field.cardinality() != Cardinality::Repeated {
            return self.single(node, field, path);
        }
        if let Some(texts) = shorthand::texts(self, node, field, path) {
            return Some(texts);
        }
        let Value::List(items) = &node.value else {
            // A list of one may be written as the one.
            return self
                .item(node, field, &path.index(0))
                .map(|element| Field::List(vec![element]));
        };
        let items = items.iter().enumerate();
        let read = items.filter_map(|(index, item)| self.item(item, field, &path.index(index)));
        Some(Field::List(read.collect()))
    }
}

/// Whether a field holds words of people: a text in a language, or a plain text of several words.
fn is_text(field: &FieldDescriptor, node: &Node) -> bool {
    let words = || node.scalar().is_some_and(|text| text.contains(' '));
    match field.kind() {
        Kind::Message(message) => matches!(message.name(), "LocalizedText" | "EntityName"),
        Kind::String => words() && contract::rules(field).refers_to.is_none(),
        _ => false,
    }
}
