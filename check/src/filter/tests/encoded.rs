//! What is read from bytes is what the descriptors read.

use proptest::prelude::*;
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, Value as Raw};

use super::*;
use crate::filter::eval::{decoded, decoded_values};
use crate::filter::field::Path;

/// Numbers without end from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }

    /// A message of a type in which each field is given now and then, to a depth.
    fn message(&mut self, kind: &MessageDescriptor, depth: usize) -> DynamicMessage {
        let mut message = DynamicMessage::new(kind.clone());
        for field in kind.fields() {
            if self.roll(3) == 0 || (depth == 0 && field.kind().as_message().is_some()) {
                continue;
            }
            let value = if field.is_list() {
                let count = self.roll(3);
                Raw::List((0..count).map(|_| self.value(&field, depth)).collect())
            } else {
                self.value(&field, depth)
            };
            message.set_field(&field, value);
        }
        message
    }

    fn value(&mut self, field: &FieldDescriptor, depth: usize) -> Raw {
        const TEXTS: [&str; 9] = [
            "",
            "3700",
            "2.5e6",
            "2024-06",
            "P1M",
            "{drone}",
            "entities/iran",
            "a*é",
            "x",
        ];
        let small = self.roll(4);
        match field.kind() {
            Kind::Bool => Raw::Bool(small.is_multiple_of(2)),
            Kind::Enum(_) => Raw::EnumNumber(i32::try_from(small).unwrap() - 1),
            Kind::Int32 => Raw::I32(i32::try_from(small).unwrap() - 2),
            Kind::Int64 => Raw::I64(i64::try_from(small).unwrap() - 2),
            Kind::Uint32 => Raw::U32(u32::try_from(small).unwrap()),
            Kind::Uint64 => Raw::U64(small),
            Kind::Message(inner) => Raw::Message(self.message(&inner, depth.saturating_sub(1))),
            _ => {
                let place = usize::try_from(self.roll(TEXTS.len() as u64)).unwrap();
                Raw::String(TEXTS[place].to_owned())
            }
        }
    }
}

/// Every path of a message type to a depth.
fn paths(kind: &MessageDescriptor, depth: usize) -> Vec<String> {
    let fields = kind.fields().flat_map(|field| {
        let name = field.name().to_owned();
        let inner = field
            .kind()
            .as_message()
            .filter(|_| depth > 0)
            .map(|inner| paths(inner, depth - 1));
        let inner = inner
            .into_iter()
            .flatten()
            .map(|rest| format!("{name}.{rest}"));
        std::iter::once(name.clone()).chain(inner.collect::<Vec<_>>())
    });
    fields.collect()
}

fn paths_of(collection: Collection) -> Vec<Path> {
    let kind = contract::message_type(collection).expect("a message");
    let texts = paths(&kind, 3);
    texts
        .iter()
        .filter_map(|text| Path::parse(text, &kind).ok())
        .collect()
}

/// That both ways agree on all paths; how many of the values were read from the bytes alone.
fn agree(paths: &[Path], bytes: &bytes::Bytes) -> Result<usize, TestCaseError> {
    let mut direct = 0;
    for path in paths {
        let slow = decoded_values(bytes, path);
        if let Some(fast) = path.encoded_values(bytes) {
            prop_assert_eq!(&fast, &slow, "{}", path.as_str());
            direct += fast.len();
        }
        let given = decoded(bytes, path).is_some_and(|message| path.is_given(&message));
        if let Some(fast) = path.is_given_in(bytes) {
            prop_assert_eq!(fast, given, "{}", path.as_str());
        }
    }
    Ok(direct)
}

proptest! {
    #![proptest_config(crate::fuzz::cases(24))]

    #[test]
    fn values_are_the_same_from_bytes_and_from_descriptors(seed: u64) {
        for collection in Collection::ALL {
            let kind = contract::message_type(collection).expect("a message");
            let message = Dice(seed).message(&kind, 4);
            let bytes = bytes::Bytes::from(message.encode_to_vec());
            let paths = paths_of(collection);
            let direct = agree(&paths, &bytes)?;
            prop_assert!(direct > 0);
            // What we write is read without the descriptors, each field of it.
            for path in &paths {
                prop_assert!(path.encoded_values(&bytes).is_some(), "{}", path.as_str());
            }
        }
    }

    /// Two messages in one are merged by whoever decodes them; bytes that are no message have no values.
    #[test]
    fn strange_bytes_are_left_to_the_descriptors(
        seeds: (u64, u64),
        place: prop::sample::Index,
        bits in 1..=255_u8,
    ) {
        let kind = contract::message_type(Collection::Facts).expect("a message");
        let mut bytes = Dice(seeds.0).message(&kind, 3).encode_to_vec();
        bytes.extend(Dice(seeds.1).message(&kind, 3).encode_to_vec());
        let mut paths = paths_of(Collection::Facts);
        paths.truncate(400);
        agree(&paths, &bytes::Bytes::from(bytes.clone()))?;
        if !bytes.is_empty() {
            let place = place.index(bytes.len());
            bytes[place] ^= bits;
        }
        for path in &paths {
            eval::values(&bytes::Bytes::from(bytes.clone()), path);
        }
    }
}
