//! What does `order_by` mean: by which fields, and which comes first? After AIP-132.
//!
//! Values are compared by the same types as in filters. Only fields with a single value can order a
//! list: those of a resource and of the messages in it, and repeated fields that hold one text in
//! several languages, of which the first is the one that its editor wrote.

use std::cmp::Ordering;

use bytes::Bytes;
use dossier::Collection;
use dossier::v1::Fact;
use prost::Message as _;
use prost_reflect::{FieldDescriptor, MessageDescriptor};

use super::eval::values;
use super::field::{Path, unknown};
use super::value::{Type, Value, date};

/// How many fields an order may have. Each costs time for every resource.
const FIELDS_MAX: usize = 8;

/// A parsed order; without fields, it is the order of names.
#[derive(Debug, Default)]
pub struct Order {
    keys: Vec<Key>,
}

/// Why an order cannot be parsed.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("{message}")]
pub struct OrderError {
    /// The part that is wrong.
    pub part: String,
    /// What was expected and found; lower case, no full stop, values in backticks.
    pub message: String,
}

#[derive(Debug)]
struct Key {
    subject: Subject,
    descending: bool,
}

/// What a list is ordered by.
#[derive(Debug)]
enum Subject {
    Field(Path),
    /// `when`: the date that places a fact.
    When,
}

/// Other names for what a list is ordered by, by collection: `display_name` is the first of an
/// entity's names.
const ALIASES: [(Collection, &str, &str); 1] = [(Collection::Entities, "display_name", "names")];

/// The date that places a fact in time.
const WHEN: &str = "when";

impl Order {
    /// Parses an order over messages of a type: fields separated by commas, each with ` desc` for
    /// descending. A text without any field is the order of names.
    pub fn parse(text: &str, descriptor: &MessageDescriptor) -> Result<Self, OrderError> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let parts = text.split(',').map(str::trim);
        let keys: Vec<Key> = parts
            .map(|part| {
                key(part, descriptor).map_err(|message| OrderError {
                    part: part.to_owned(),
                    message,
                })
            })
            .collect::<Result<_, _>>()?;
        if keys.len() > FIELDS_MAX {
            let message = format!("{} fields; an order has at most {FIELDS_MAX}", keys.len());
            return Err(OrderError {
                part: text.to_owned(),
                message,
            });
        }
        Ok(Self { keys })
    }

    /// Whether it is the order of names.
    pub fn is_by_name(&self) -> bool {
        self.keys.is_empty()
    }

    /// The key that a resource is ordered by, so that each is decoded once.
    pub fn rank(&self, bytes: &Bytes) -> Rank {
        let value = |key: &Key| match &key.subject {
            Subject::Field(path) => values(bytes, path).into_iter().next(),
            Subject::When => Fact::decode(bytes.clone())
                .ok()
                .and_then(|fact| date(&fact.time()?.time.edtf).ok()),
        };
        Rank(self.keys.iter().map(value).collect())
    }

    /// Which of two resources comes first. One without a field comes before those that have it, and with
    /// `desc` after them.
    pub fn compare(&self, one: &Rank, other: &Rank) -> Ordering {
        let pairs = one.0.iter().zip(&other.0).zip(&self.keys);
        let orders = pairs.map(|((left, right), key)| {
            let order = match (left, right) {
                (Some(left), Some(right)) => left.order(right),
                (left, right) => left.is_some().cmp(&right.is_some()),
            };
            if key.descending {
                order.reverse()
            } else {
                order
            }
        });
        orders.fold(Ordering::Equal, Ordering::then)
    }
}

/// The values by which one resource is ordered.
#[derive(Debug)]
pub struct Rank(Vec<Option<Value>>);

fn key(part: &str, descriptor: &MessageDescriptor) -> Result<Key, String> {
    let mut words = part.split_whitespace();
    let Some(field) = words.next() else {
        return Err("a field is missing between the commas".to_owned());
    };
    let descending = match (words.next(), words.next()) {
        (None | Some("asc"), None) => false,
        (Some("desc"), None) => true,
        _ => {
            return Err(format!(
                "`{part}` is not a field, optionally followed by ` desc`"
            ));
        }
    };
    let subject = subject(field, descriptor)?;
    Ok(Key {
        subject,
        descending,
    })
}

fn subject(field: &str, descriptor: &MessageDescriptor) -> Result<Subject, String> {
    if field == WHEN && descriptor.full_name() == Collection::Facts.message_name() {
        return Ok(Subject::When);
    }
    let own = aliases(descriptor).find(|(alias, _)| *alias == field);
    let path = Path::parse(own.map_or(field, |(_, real)| real), descriptor);
    match path {
        Ok(path) if is_sortable(&path) => Ok(Subject::Field(path)),
        Ok(_) => {
            let (outer, _) = field.rsplit_once('.').unwrap_or(("", field));
            let near = [field, outer].map(|message| sortable(message, descriptor));
            let known = near.into_iter().find(|known| !known.is_empty());
            let known = known.unwrap_or_else(|| sortable("", descriptor));
            Err(format!(
                "lists cannot be ordered by `{field}`, only by {}",
                known.join(", ")
            ))
        }
        Err(_) if !field.contains('.') => Err(unknown("field", field, &sortable("", descriptor))),
        Err(message) => Err(message),
    }
}

fn aliases(descriptor: &MessageDescriptor) -> impl Iterator<Item = (&'static str, &'static str)> {
    let name = descriptor.full_name();
    ALIASES
        .into_iter()
        .filter(move |(collection, ..)| collection.message_name() == name)
        .map(|(_, alias, real)| (alias, real))
}

/// Whether a field has one value that can be compared.
fn is_sortable(path: &Path) -> bool {
    let list = path.last().is_some_and(FieldDescriptor::is_list);
    let translated = path
        .last()
        .is_some_and(|field| field.kind().as_message().is_some());
    let single = !list || translated && matches!(path.kind, Type::Prose);
    single && !path.is_within_list() && !matches!(path.kind, Type::Message(_))
}

/// The fields by which a list may be ordered, of the resource or of one of its messages; none where
/// the message is in a list.
fn sortable(outer: &str, descriptor: &MessageDescriptor) -> Vec<String> {
    if outer.is_empty() {
        let mut found = fields("", descriptor, descriptor);
        found.extend(aliases(descriptor).map(|(alias, _)| alias.to_owned()));
        if descriptor.full_name() == Collection::Facts.message_name() {
            found.push(WHEN.to_owned());
        }
        return found;
    }
    let message = Path::parse(outer, descriptor).ok();
    let message = message.and_then(|path| path.message());
    message.map_or_else(Vec::new, |message| {
        fields(&format!("{outer}."), &message, descriptor)
    })
}

fn fields(
    prefix: &str,
    message: &MessageDescriptor,
    descriptor: &MessageDescriptor,
) -> Vec<String> {
    let fields = message.fields();
    let paths = fields.map(|field| format!("{prefix}{}", field.name()));
    paths
        .filter(|path| Path::parse(path, descriptor).is_ok_and(|path| is_sortable(&path)))
        .collect()
}
