//! Which field does a filter or an order name, and what are its values?

use bytes::Bytes;
use dossier::Collection;
use dossier::v1::Format;
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, Value as Raw};

use super::value::{Type, Value};
use super::wire::{Met, Route};
use crate::diagnostic::did_you_mean;
use crate::model::contract::{self, ReferenceTarget};

/// A field of a resource, perhaps inside messages and lists.
#[derive(Clone, Debug)]
pub(super) struct Path {
    /// As it was written.
    text: String,
    /// The field of each step; at least one.
    steps: Vec<FieldDescriptor>,
    /// How its values are read from bytes.
    route: Option<Route>,
    /// How is read whether it is given.
    presence: Option<Route>,
    /// What its values are.
    pub(super) kind: Type,
}

impl Path {
    /// Finds `transfer.stage` in a message type. The error says what is wrong.
    pub(super) fn parse(text: &str, descriptor: &MessageDescriptor) -> Result<Self, String> {
        let mut steps: Vec<FieldDescriptor> = Vec::new();
        let mut within = Some(descriptor.clone());
        for name in text.split('.') {
            let Some(message) = within.filter(is_open) else {
                let last = steps.last().map_or("", FieldDescriptor::name);
                return Err(format!("`{last}` has no fields of its own"));
            };
            let field = message.get_field_by_name(name).ok_or_else(|| {
                let known: Vec<String> = names(&message).collect();
                unknown("field", name, &known)
            })?;
            within = field.kind().as_message().cloned();
            steps.push(field);
        }
        let last = steps.last().ok_or("a field is missing")?;
        let kind = kind(last);
        let route = Route::along(&steps);
        Ok(Self {
            text: text.to_owned(),
            presence: route.as_ref().map(Route::only_given),
            route,
            steps,
            kind,
        })
    }

    /// The field as it was written.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The field of a resource that it begins with.
    pub(super) fn first(&self) -> Option<&FieldDescriptor> {
        self.steps.first()
    }

    /// The field that it ends with.
    pub(super) fn last(&self) -> Option<&FieldDescriptor> {
        self.steps.last()
    }

    /// Whether it leads through a list to the field; then it has several values.
    pub(super) fn is_within_list(&self) -> bool {
        let outer = self.steps.split_last().map(|(_, outer)| outer);
        outer.is_some_and(|outer| outer.iter().any(FieldDescriptor::is_list))
    }

    /// Whether it ends with one message, not a list of them.
    pub(super) fn is_single_message(&self) -> bool {
        let single = |field: &FieldDescriptor| {
            !field.is_list() && field.kind().as_message().is_some_and(is_open)
        };
        self.last().is_some_and(single)
    }

    /// The message type that the field holds, if it holds messages.
    pub(super) fn message(&self) -> Option<MessageDescriptor> {
        self.last()?.kind().as_message().cloned()
    }

    /// The values of the field in an encoded message of the type, which is read as far as is needed;
    /// nothing where it has to be decoded.
    pub(super) fn encoded_values(&self, bytes: &Bytes) -> Option<Vec<Value>> {
        let mut found = Vec::new();
        let visited = self.route.as_ref()?.visit(bytes, &mut |met| match met {
            Met::Text(text) => found.extend(self.kind.text(text)),
            Met::Value(raw) => found.extend(self.kind.value(&raw)),
            Met::Nothing => found.extend(self.left_out()),
        });
        visited.ok().map(|()| found)
    }

    /// Whether the field is given in an encoded message; nothing where it has to be decoded.
    pub(super) fn is_given_in(&self, bytes: &Bytes) -> Option<bool> {
        let mut given = false;
        let visited = self.presence.as_ref()?.visit(bytes, &mut |met| {
            given |= !matches!(met, Met::Nothing);
        });
        visited.ok().map(|()| given)
    }

    /// As what a field counts that was left out.
    fn left_out(&self) -> Option<Value> {
        let is_list = self.last().is_some_and(FieldDescriptor::is_list);
        match &self.kind {
            Type::Enum(_, default) if !is_list => Some(Value::Enum(default.unwrap_or_default())),
            _ => None,
        }
    }

    /// Whether the field is given in a message of the type.
    pub(super) fn is_given(&self, message: &DynamicMessage) -> bool {
        let mut given = false;
        walk(message, &self.steps, &mut |holder, field| {
            given |= holder.has_field(field);
        });
        given
    }

    /// The values of the field in a message of the type. An enum that was left out counts as the
    /// contract says, where the message that it belongs to is there.
    pub(super) fn values(&self, message: &DynamicMessage) -> Vec<Value> {
        let mut found = Vec::new();
        walk(message, &self.steps, &mut |holder, field| {
            if holder.has_field(field) {
                let value = holder.get_field(field);
                let single = std::slice::from_ref(value.as_ref());
                let items = value.as_list().unwrap_or(single);
                found.extend(items.iter().filter_map(|item| self.kind.value(item)));
            } else {
                found.extend(self.left_out());
            }
        });
        found
    }
}

/// Visits the field at the end of steps, in every message that has it.
fn walk(
    message: &DynamicMessage,
    steps: &[FieldDescriptor],
    visit: &mut dyn FnMut(&DynamicMessage, &FieldDescriptor),
) {
    match steps {
        [field] => visit(message, field),
        [field, rest @ ..] if message.has_field(field) => {
            let value = message.get_field(field);
            let single = std::slice::from_ref(value.as_ref());
            let items = value.as_list().unwrap_or(single);
            for inner in items.iter().filter_map(Raw::as_message) {
                walk(inner, rest, visit);
            }
        }
        _ => {}
    }
}

/// Whether filters see the fields of a message: those of the contract's own messages.
fn is_open(message: &MessageDescriptor) -> bool {
    message.package_name() == "dossier.v1"
}

/// What the values of a field are, by its type and what the contract says of it.
fn kind(field: &FieldDescriptor) -> Type {
    let rules = contract::rules(field);
    match field.kind() {
        Kind::Message(message) => message_kind(message),
        Kind::Enum(values) => Type::Enum(values, rules.default_value),
        Kind::Bool => Type::Truth,
        Kind::String if field.full_name() == "dossier.v1.Quantity.unit" => Type::Unit,
        Kind::String => match (rules.format, rules.refers_to, own_name(field)) {
            (_, Some(target), _) | (_, None, Some(target)) => Type::Name(target),
            (Format::Prose, ..) => Type::Prose,
            (Format::Decimal, ..) => Type::Decimal,
            (Format::Date, ..) => Type::Date,
            (Format::Duration, ..) => Type::Duration,
            (Format::Unspecified, ..) => Type::Text,
        },
        _ => Type::Whole,
    }
}

/// A resource's own name is a name of its collection.
fn own_name(field: &FieldDescriptor) -> Option<ReferenceTarget> {
    let message = field.parent_message();
    let own = |collection: &Collection| collection.message_name() == message.full_name();
    let collection = Collection::ALL.into_iter().find(own)?;
    (field.name() == "name").then_some(ReferenceTarget::In(collection))
}

/// A message that is one value, or that has one with properties, is compared by that.
fn message_kind(message: MessageDescriptor) -> Type {
    match message.full_name() {
        "google.protobuf.Timestamp" => return Type::Moment,
        "dossier.v1.TimeExpression" => return Type::Date,
        "dossier.v1.Quantity" => return Type::Amount,
        "dossier.v1.Rate" => return Type::Rate,
        _ => {}
    }
    if let Some(text) = message.get_field_by_name("text")
        && contract::rules(&text).format == Format::Prose
    {
        return Type::Prose;
    }
    let entity = message.get_field_by_name("entity");
    match entity.and_then(|field| contract::rules(&field).refers_to) {
        Some(target) => Type::Name(target),
        None => Type::Message(message),
    }
}

/// The names of a message's fields.
fn names(message: &MessageDescriptor) -> impl Iterator<Item = String> {
    message.fields().map(|field| field.name().to_owned())
}

/// What to say about a word that is none of those that are known.
pub(super) fn unknown(what: &str, met: &str, known: &[String]) -> String {
    let hint = did_you_mean(met, known.iter().map(String::as_str));
    let hint = hint.unwrap_or_else(|| format!("known: {}", known.join(", ")));
    format!("unknown {what} `{met}`; {hint}")
}
