//! Reads the values at a path out of an encoded resource, and nothing else of it.
//!
//! A message that is made from its descriptor costs more than all that is asked of it, and a filter looks
//! at a million of them. So the bytes are followed along the path, and only what stands at its end is
//! made a value. What `prost` writes is read so; anything that needs merging (a message in two parts) is
//! left to the descriptors, which give the same values.

use bytes::Bytes;
use prost::encoding::{DecodeContext, WireType, decode_key, decode_varint, skip_field};
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, Value as Raw};

/// The way to a field.
#[derive(Clone, Debug)]
pub(super) struct Route {
    outer: Box<[Step]>,
    last: Step,
    is_explicit: bool,
    kind: Leaf,
}

/// A field on the way.
#[derive(Clone, Copy, Debug)]
struct Step {
    number: u32,
    is_list: bool,
}

/// How the values at the end are encoded.
#[derive(Clone, Debug)]
enum Leaf {
    Text,
    Enum,
    Truth,
    I32,
    I64,
    U32,
    U64,
    Message(MessageDescriptor),
    /// A message of which only is asked whether it is there.
    Presence,
}

/// That the bytes are not as `prost` writes them.
#[derive(Debug)]
pub(super) struct Unusual;

/// What a message has in the field at the end of a route.
pub(super) enum Met<'b> {
    /// Nothing, or the default of a field that cannot say that it is given.
    Nothing,
    /// A text; each element of a list.
    Text(&'b str),
    /// A value of another kind; each element of a list.
    Value(Raw),
}

impl Route {
    /// The route along fields; nothing where one of them is of a kind that the contract does not use.
    pub(super) fn along(steps: &[FieldDescriptor]) -> Option<Self> {
        let (last, outer) = steps.split_last()?;
        let kind = match last.kind() {
            _ if last.is_map() => return None,
            Kind::String => Leaf::Text,
            Kind::Enum(_) => Leaf::Enum,
            Kind::Bool => Leaf::Truth,
            Kind::Int32 => Leaf::I32,
            Kind::Int64 => Leaf::I64,
            Kind::Uint32 => Leaf::U32,
            Kind::Uint64 => Leaf::U64,
            Kind::Message(message) => Leaf::Message(message),
            _ => return None,
        };
        let is_plain = |field: &FieldDescriptor| !field.is_map() && !field.is_group();
        Some(Self {
            outer: outer
                .iter()
                .all(is_plain)
                .then(|| outer.iter().map(step).collect())?,
            last: step(last),
            is_explicit: last.supports_presence(),
            kind,
        })
    }

    /// The same route for whoever asks only whether something is given: messages are not made.
    pub(super) fn only_given(&self) -> Self {
        let mut route = self.clone();
        if let Leaf::Message(_) = route.kind {
            route.kind = Leaf::Presence;
        }
        route
    }

    /// Visits what each message at the end of the route has; an empty list is nothing.
    pub(super) fn visit<'b>(
        &self,
        bytes: &'b Bytes,
        visit: &mut dyn FnMut(Met<'b>),
    ) -> Result<(), Unusual> {
        self.follow(bytes, &self.outer, visit)
    }

    fn follow<'b>(
        &self,
        bytes: &'b [u8],
        steps: &[Step],
        visit: &mut dyn FnMut(Met<'b>),
    ) -> Result<(), Unusual> {
        let Some((step, rest)) = steps.split_first() else {
            return self.read(bytes, visit);
        };
        let mut only: Option<&'b [u8]> = None;
        let mut fields = Fields(bytes);
        while let Some(found) = fields.next_of(step.number)? {
            let Encoded::Bytes(inner) = found else {
                return Err(Unusual);
            };
            if step.is_list {
                self.follow(inner, rest, visit)?;
            } else if only.replace(inner).is_some() {
                return Err(Unusual);
            }
        }
        only.map_or(Ok(()), |inner| self.follow(inner, rest, visit))
    }

    /// What one message has at the end of the route.
    fn read<'b>(&self, bytes: &'b [u8], visit: &mut dyn FnMut(Met<'b>)) -> Result<(), Unusual> {
        let mut only: Option<Encoded<'b>> = None;
        let mut met = false;
        let mut fields = Fields(bytes);
        while let Some(found) = fields.next_of(self.last.number)? {
            if !self.last.is_list {
                if only.replace(found).is_some()
                    && matches!(self.kind, Leaf::Message(_) | Leaf::Presence)
                {
                    return Err(Unusual);
                }
                continue;
            }
            match found {
                Encoded::Bytes(mut packed) if !self.is_delimited() => {
                    while !packed.is_empty() {
                        let number = decode_varint(&mut packed).map_err(|_| Unusual)?;
                        visit(self.value(Encoded::Number(number))?);
                        met = true;
                    }
                }
                found => {
                    visit(self.value(found)?);
                    met = true;
                }
            }
        }
        let given = only.filter(|found| self.is_explicit || !found.is_default());
        match given {
            Some(found) => visit(self.value(found)?),
            None if !met => visit(Met::Nothing),
            None => {}
        }
        Ok(())
    }

    fn is_delimited(&self) -> bool {
        matches!(self.kind, Leaf::Text | Leaf::Message(_) | Leaf::Presence)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        reason = "the wire format keeps 32-bit numbers in 64 bits, and negative ones as their complement"
    )]
    fn value<'b>(&self, found: Encoded<'b>) -> Result<Met<'b>, Unusual> {
        Ok(Met::Value(match (&self.kind, found) {
            (Leaf::Text, Encoded::Bytes(bytes)) => {
                let text = std::str::from_utf8(bytes).map_err(|_| Unusual)?;
                return Ok(Met::Text(text));
            }
            (Leaf::Message(kind), Encoded::Bytes(bytes)) => {
                let message = DynamicMessage::decode(kind.clone(), bytes);
                Raw::Message(message.map_err(|_| Unusual)?)
            }
            (Leaf::Presence, Encoded::Bytes(_)) => return Ok(Met::Text("")),
            (Leaf::Enum, Encoded::Number(number)) => Raw::EnumNumber(number as i32),
            (Leaf::Truth, Encoded::Number(number)) => Raw::Bool(number != 0),
            (Leaf::I32, Encoded::Number(number)) => Raw::I32(number as i32),
            (Leaf::I64, Encoded::Number(number)) => Raw::I64(number as i64),
            (Leaf::U32, Encoded::Number(number)) => Raw::U32(number as u32),
            (Leaf::U64, Encoded::Number(number)) => Raw::U64(number),
            _ => return Err(Unusual),
        }))
    }
}

fn step(field: &FieldDescriptor) -> Step {
    Step {
        number: field.number(),
        is_list: field.is_list(),
    }
}

/// Whether an encoded message has a field.
pub(super) fn has(bytes: &[u8], number: u32) -> bool {
    matches!(Fields(bytes).next_of(number), Ok(Some(_)))
}

/// The value of a field as it is encoded.
#[derive(Clone, Copy)]
enum Encoded<'b> {
    Number(u64),
    Bytes(&'b [u8]),
}

impl Encoded<'_> {
    fn is_default(&self) -> bool {
        match self {
            Self::Number(number) => *number == 0,
            Self::Bytes(bytes) => bytes.is_empty(),
        }
    }
}

/// The fields of an encoded message that were not yet passed.
struct Fields<'b>(&'b [u8]);

impl<'b> Fields<'b> {
    /// The next field of this number.
    fn next_of(&mut self, number: u32) -> Result<Option<Encoded<'b>>, Unusual> {
        while !self.0.is_empty() {
            let (tag, wire) = decode_key(&mut self.0).map_err(|_| Unusual)?;
            let found = match wire {
                WireType::Varint => {
                    Encoded::Number(decode_varint(&mut self.0).map_err(|_| Unusual)?)
                }
                WireType::LengthDelimited => {
                    let length = decode_varint(&mut self.0).map_err(|_| Unusual)?;
                    let length = usize::try_from(length).map_err(|_| Unusual)?;
                    let (inner, rest) = self.0.split_at_checked(length).ok_or(Unusual)?;
                    self.0 = rest;
                    Encoded::Bytes(inner)
                }
                _ if tag == number => return Err(Unusual),
                _ => {
                    let context = DecodeContext::default();
                    skip_field(wire, tag, &mut self.0, context).map_err(|_| Unusual)?;
                    continue;
                }
            };
            if tag == number {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}
