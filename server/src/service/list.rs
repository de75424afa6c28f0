//! Lists: filtered, ordered, cut into pages, and put together from bytes that were encoded once.

use std::sync::Arc;

use bytes::{BufMut as _, Bytes, BytesMut};
use prost::Message as _;
use prost::encoding::{WireType, encode_key, encode_varint};
use prost_reflect::{DynamicMessage, MessageDescriptor};
use prost_types::FieldMask;

use super::token::PageToken;
use super::{Collection, Reader, mask};
use crate::check::values;
use crate::error::ServiceError;
use crate::filter::{Filter, texts};
use crate::snapshot::{Record, Snapshot};

/// How many a page holds if nobody says.
const PAGE_DEFAULT: usize = 50;

/// How many a page holds at most: at 4 KiB a fact a reply stays under gRPC's default of 4 MiB.
pub(super) const PAGE_MAX: usize = 500;

/// The arguments of a list, the same for every collection.
pub(super) struct Arguments<'r> {
    pub(super) page_size: i32,
    pub(super) page_token: &'r str,
    pub(super) filter: &'r str,
    pub(super) order_by: &'r str,
    pub(super) read_mask: Option<&'r FieldMask>,
    pub(super) read_revision: i64,
    pub(super) show: &'r [i32],
}

/// A list reply, encoded: `repeated resource = 1; string next_page_token = 2; int32 total_size = 3`.
pub(super) async fn list(
    reader: &Reader,
    collection: Collection,
    arguments: &Arguments<'_>,
) -> Result<(Arc<Snapshot>, Bytes), ServiceError> {
    let size = page_size(arguments.page_size)?;
    let descriptor = collection.descriptor()?;
    let walk = format!(
        "{}\n{}\n{}\n{:?}\n{:?}",
        collection.name, arguments.filter, arguments.order_by, arguments.read_mask, arguments.show
    );
    let start = match arguments.page_token {
        "" => PageToken {
            revision: arguments.read_revision,
            offset: 0,
        },
        token => reader.key.open(token, &walk)?,
    };
    if !matches!(arguments.read_revision, 0) && arguments.read_revision != start.revision {
        return Err(ServiceError::PageTokenMismatch);
    }
    let snapshot = reader.at(start.revision).await?;
    let filter = Filter::parse(arguments.filter, &descriptor)?;
    let paths = mask::paths(arguments.read_mask, &descriptor)?;
    let mut found = select(
        &snapshot,
        collection,
        &descriptor,
        (&filter, arguments.show),
    )?;
    sort(&mut found, arguments.order_by, &descriptor)?;

    let total = found.len();
    let revision = snapshot.revision();
    let page = found.iter().skip(start.offset).take(size);
    let mut out = BytesMut::new();
    for record in page {
        put_message(&mut out, 1, &masked(record, &descriptor, paths.as_deref())?);
    }
    let offset = start.offset + size;
    if offset < total {
        let next = PageToken { revision, offset };
        put_message(&mut out, 2, reader.key.seal(&next, &walk).as_bytes());
    }
    encode_key(3, WireType::Varint, &mut out);
    encode_varint(total as u64, &mut out);
    drop(found);
    Ok((snapshot, out.freeze()))
}

pub(super) fn page_size(asked: i32) -> Result<usize, ServiceError> {
    match usize::try_from(asked) {
        Err(_) => Err(ServiceError::InvalidPageSize(asked)),
        Ok(0) => Ok(PAGE_DEFAULT),
        Ok(size) => Ok(size.min(PAGE_MAX)),
    }
}

fn select<'s>(
    snapshot: &'s Snapshot,
    collection: Collection,
    descriptor: &MessageDescriptor,
    (filter, show): (&Filter, &[i32]),
) -> Result<Vec<&'s Arc<Record>>, ServiceError> {
    const PUBLISHED: i32 = 2;
    let show = if show.is_empty() { &[PUBLISHED] } else { show };
    let mut found = Vec::new();
    for record in snapshot.collection(collection.name) {
        if !show.contains(&record.state.into()) {
            continue;
        }
        if filter.is_empty() || filter.matches(&decode(record, descriptor)?) {
            found.push(record);
        }
    }
    Ok(found)
}

fn decode(record: &Record, descriptor: &MessageDescriptor) -> Result<DynamicMessage, ServiceError> {
    DynamicMessage::decode(descriptor.clone(), record.bytes.clone())
        .map_err(|_| ServiceError::Internal)
}

/// Sorts by the fields of `order_by`; the sort is stable, and the records come by name.
fn sort(
    found: &mut Vec<&Arc<Record>>,
    order_by: &str,
    descriptor: &MessageDescriptor,
) -> Result<(), ServiceError> {
    let mut keys = Vec::new();
    for part in order_by
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (field, descending) = match part.split_once(' ') {
            None => (part, false),
            Some((field, direction)) => match direction.trim() {
                "asc" => (field, false),
                "desc" => (field, true),
                _ => return Err(ServiceError::InvalidOrderBy(part.to_owned())),
            },
        };
        let mask = FieldMask {
            paths: vec![field.to_owned()],
        };
        mask::paths(Some(&mask), descriptor)
            .map_err(|_| ServiceError::InvalidOrderBy(field.to_owned()))?;
        let path: Vec<String> = field.split('.').map(str::to_owned).collect();
        keys.push((path, descending));
    }
    for (path, descending) in keys.iter().rev() {
        let mut keyed = Vec::with_capacity(found.len());
        for record in found.drain(..) {
            let mut texts_found = Vec::new();
            texts(&decode(record, descriptor)?, path, &mut texts_found);
            keyed.push((texts_found.into_iter().next().unwrap_or_default(), record));
        }
        keyed.sort_by(|(one, _), (other, _)| {
            let order = values::compare(one, other).unwrap_or_else(|| one.cmp(other));
            if *descending { order.reverse() } else { order }
        });
        found.extend(keyed.into_iter().map(|(_, record)| record));
    }
    Ok(())
}

/// A record's bytes, narrowed by a mask.
pub(super) fn masked(
    record: &Record,
    descriptor: &MessageDescriptor,
    paths: Option<&[Vec<String>]>,
) -> Result<Bytes, ServiceError> {
    let Some(paths) = paths else {
        return Ok(record.bytes.clone());
    };
    let mut message = decode(record, descriptor)?;
    mask::apply(&mut message, paths);
    Ok(message.encode_to_vec().into())
}

/// Puts a length-delimited field.
pub(super) fn put_message(out: &mut BytesMut, field: u32, bytes: &[u8]) {
    encode_key(field, WireType::LengthDelimited, out);
    encode_varint(bytes.len() as u64, out);
    out.put_slice(bytes);
}
