//! What protobuf's rules for JSON refuse and the reading of prost-reflect does not, and better words for
//! what both refuse.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use prost_reflect::{FieldDescriptor, Kind, MessageDescriptor};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Up to here every integer has a floating-point number of its own (2 to the power of 53).
const EXACT_MAX: f64 = 9_007_199_254_740_992.0;

/// No list of a request is longer: a commit has at most so many edits. Small elements take a hundred times
/// their length once they are messages, so a longer list is refused before.
const ITEMS_MAX: usize = 10_000;

/// Messages with a form of their own in JSON: none of them is an object.
const MASK: &str = "google.protobuf.FieldMask";

/// What is expected at a place of the text.
#[derive(Clone, Copy)]
enum Expected<'d> {
    Message(&'d MessageDescriptor),
    Mask,
    Integer,
    Else,
}

/// Looks at a text of JSON at the place where something is expected, and keeps nothing.
pub(super) struct Strict<'d> {
    expected: Expected<'d>,
    /// Where it is. Example: `edits[1].put`.
    path: Cow<'d, str>,
}

impl<'d> Strict<'d> {
    /// A whole message.
    pub(super) fn new(descriptor: &'d MessageDescriptor) -> Self {
        Self {
            expected: Expected::Message(descriptor),
            path: Cow::Borrowed(""),
        }
    }

    fn field(&self, name: &str) -> String {
        match &*self.path {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        }
    }

    /// The field of a message that a key names, by either of its names.
    fn known<E: Error>(
        &self,
        message: &MessageDescriptor,
        key: &str,
    ) -> Result<FieldDescriptor, E> {
        let by_json = message.get_field_by_json_name(key);
        let field = by_json.or_else(|| message.get_field_by_name(key));
        field.ok_or_else(|| {
            let fields = message.fields();
            let names: Vec<String> = fields
                .map(|field| format!("`{}`", field.json_name()))
                .collect();
            let place = match &*self.path {
                "" => String::new(),
                path => format!(" of `{path}`"),
            };
            let names = names.join(", ");
            E::custom(format!(
                "unknown field `{key}`{place}; the fields are {names}"
            ))
        })
    }
}

fn expected(kind: &Kind) -> Expected<'_> {
    match kind {
        Kind::Message(message) if message.full_name() == MASK => Expected::Mask,
        // The others of them are texts, whose reading says so itself.
        Kind::Message(message) if message.package_name() == "google.protobuf" => Expected::Else,
        Kind::Message(message) => Expected::Message(message),
        Kind::Int32
        | Kind::Int64
        | Kind::Uint32
        | Kind::Uint64
        | Kind::Sint32
        | Kind::Sint64
        | Kind::Fixed32
        | Kind::Fixed64
        | Kind::Sfixed32
        | Kind::Sfixed64 => Expected::Integer,
        _ => Expected::Else,
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let message = match self.expected {
            Expected::Message(message) => message,
            Expected::Mask => {
                let message =
                    "a mask is a single text here, such as \"statement,transfer.quantity\"";
                return Err(A::Error::custom(message));
            }
            Expected::Integer | Expected::Else => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                return Ok(());
            }
        };
        let mut given = BTreeSet::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let field = self.known(message, &key)?;
            let path = self.field(field.json_name());
            if !given.insert(field.number()) {
                return Err(A::Error::custom(format!("`{path}` is given twice")));
            }
            let kind = field.kind();
            let expected = expected(&kind);
            let path = Cow::Owned(path);
            map.next_value_seed(Strict { expected, path })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        if self.path.is_empty() || self.path.ends_with(']') {
            // A list in a list is nothing that a message has.
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        for number in 0_usize.. {
            let path = Cow::Owned(format!("{}[{number}]", self.path));
            let expected = self.expected;
            if list.next_element_seed(Strict { expected, path })?.is_none() {
                break;
            }
            if number >= ITEMS_MAX {
                let path = &self.path;
                let message = format!("`{path}` has more than {ITEMS_MAX} elements");
                return Err(A::Error::custom(message));
            }
        }
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        match self.expected {
            Expected::Integer if number.abs() > EXACT_MAX => {
                let path = &self.path;
                Err(E::custom(format!(
                    "`{path}` cannot be held exactly; write it as a text"
                )))
            }
            _ => Ok(()),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match self.expected {
            Expected::Mask if text.contains('_') => {
                let message = "fields of a mask are written in camel case, such as `asOf`";
                Err(E::custom(message))
            }
            _ => Ok(()),
        }
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
