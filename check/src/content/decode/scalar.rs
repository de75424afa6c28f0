//! How is the value of a field read that is no message: a text, a number, a choice?

use prost_reflect::{EnumDescriptor, FieldDescriptor, Kind, Value as Field};

use super::marks::typographic;
use super::{Decoder, is_text};
use crate::content::shorthand::{self, ShortForm};
use crate::content::yaml::Node;
use crate::diagnostic::{At, Finding, Rule, did_you_mean};
use crate::model::contract;
use crate::model::field_path::FieldPath;

impl Decoder<'_> {
    pub(super) fn item(
        &mut self,
        node: &Node,
        field: &FieldDescriptor,
        path: &FieldPath,
    ) -> Option<Field> {
        self.locate(path, node.span);
        self.single(node, field, path)
    }

    pub(super) fn single(
        &mut self,
        node: &Node,
        field: &FieldDescriptor,
        path: &FieldPath,
    ) -> Option<Field> {
        if is_text(field, node) {
            self.comment(node, path);
        }
        match field.kind() {
            Kind::Message(descriptor) => match shorthand::message(self, node, &descriptor, path) {
                ShortForm::Read(read) => Some(Field::Message(read)),
                ShortForm::Wrong => None,
                ShortForm::None => Some(Field::Message(self.message(node, &descriptor, path))),
            },
            Kind::Enum(kind) => self.choice(node, &kind, path),
            kind => self.scalar(node, field, &kind, path),
        }
    }

    pub(super) fn scalar(
        &mut self,
        node: &Node,
        field: &FieldDescriptor,
        kind: &Kind,
        path: &FieldPath,
    ) -> Option<Field> {
        let name = field.name();
        let Some(text) = node.scalar() else {
            let message = format!("`{name}` takes a plain value, not {}", node.what());
            self.error(Rule::WrongType, path, node.span, message);
            return None;
        };
        if *kind == Kind::String {
            return shorthand::text(self, node, field, path);
        }
        let read = match kind {
            Kind::Uint32 => text.parse().ok().map(Field::U32),
            Kind::Int32 => text.parse().ok().map(Field::I32),
            Kind::Int64 => text.parse().ok().map(Field::I64),
            Kind::Bool => text.parse().ok().map(Field::Bool),
            _ => None,
        };
        if read.is_none() {
            let wanted = if *kind == Kind::Bool {
                "`true` or `false`"
            } else {
                "a whole number"
            };
            let message = format!("`{name}` takes {wanted}, not `{text}`");
            self.error(Rule::WrongType, path, node.span, message);
        }
        read
    }

    fn choice(&mut self, node: &Node, kind: &EnumDescriptor, path: &FieldPath) -> Option<Field> {
        let text = node.scalar().unwrap_or_default();
        let names: Vec<String> = kind
            .values()
            .filter(|value| value.number() != 0)
            .map(|value| contract::shorten(kind.name(), value.name()))
            .collect();
        let found = kind
            .values()
            .filter(|value| value.number() != 0)
            .find(|value| {
                value.name() == text || contract::shorten(kind.name(), value.name()) == text
            });
        if let Some(value) = found {
            return Some(Field::EnumNumber(value.number()));
        }
        let message = format!("unknown {} `{text}`", contract::in_words(kind.name()));
        let hint = typographic(&message)
            .or_else(|| did_you_mean(text, names.iter().map(String::as_str)))
            .or_else(|| Some(format!("known values: {}", names.join(", "))));
        self.hinted(
            node.span,
            Finding::new(Rule::UnknownValue, At::path("", path.clone()), message).suggest(hint),
        );
        None
    }
}
