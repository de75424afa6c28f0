//! Lists: filtered, ordered, cut into pages, and put together from bytes that were encoded once.

use std::sync::Arc;

use bytes::{BufMut as _, Bytes, BytesMut};
use dossier::v1::LifecycleState;
use dossier_check::filter::{Filter, first};
use dossier_check::model::record::Record;
use dossier_check::model::values;
use prost::Message as _;
use prost::encoding::{WireType, encode_key, encode_varint};
use prost_reflect::{DynamicMessage, FieldDescriptor, MessageDescriptor};
use prost_types::FieldMask;

use super::select::candidates;
use super::token::PageToken;
use super::{Collection, Reader, mask};
use crate::error::ServiceError;
use crate::snapshot::Snapshot;

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
            ..PageToken::default()
        },
        token => reader.key.open(token, &walk)?,
    };
    if !matches!(arguments.read_revision, 0) && arguments.read_revision != start.revision {
        return Err(ServiceError::PageTokenMismatch);
    }
    let snapshot = reader.at(start.revision).await?;
    let filter = Filter::parse(arguments.filter, &descriptor)?;
    let paths = mask::paths(arguments.read_mask, &descriptor)?;
    let keys = keys(arguments.order_by, &descriptor)?;
    let show = shown(arguments.show);
    // A page in the order of names is there at once; anything else looks at many resources.
    let (found, total) = if filter.is_empty() && keys.is_empty() {
        by_name(&snapshot, collection, &show, &start.after, size)
    } else {
        let of = Arc::clone(&snapshot);
        let walked = move || {
            Ok(page(
                &of,
                collection,
                (&filter, &show, &keys),
                start.offset,
                size,
            ))
        };
        reader.heavy(walked).await?
    };
    let revision = snapshot.revision();
    let mut out = BytesMut::new();
    for record in &found {
        put_message(&mut out, 1, &masked(record, &descriptor, paths.as_deref())?);
    }
    let offset = start.offset + size;
    if offset < total {
        let last = found.last().map(|record| record.name.to_string());
        let next = PageToken {
            revision,
            offset,
            after: last.unwrap_or_default(),
        };
        put_message(&mut out, 2, reader.key.seal(&next, &walk).as_bytes());
    }
    encode_key(3, WireType::Varint, &mut out);
    encode_varint(total as u64, &mut out);
    Ok((snapshot, out.freeze()))
}

pub(super) fn page_size(asked: i32) -> Result<usize, ServiceError> {
    match usize::try_from(asked) {
        Err(_) => Err(ServiceError::InvalidPageSize(asked)),
        Ok(0) => Ok(PAGE_DEFAULT),
        Ok(size) => Ok(size.min(PAGE_MAX)),
    }
}

/// The states that are wanted: published ones if nobody says.
fn shown(show: &[i32]) -> Vec<i32> {
    match show {
        [] => vec![LifecycleState::Published.into()],
        show => show.to_vec(),
    }
}

/// A page in the order of names, from after a name on, and how much there is in all.
fn by_name(
    snapshot: &Snapshot,
    collection: Collection,
    show: &[i32],
    after: &str,
    size: usize,
) -> (Vec<Arc<Record>>, usize) {
    let rest = snapshot.collection_after(collection.name, after);
    let shown = rest.filter(|record| show.contains(&record.state.into()));
    let total = snapshot.count(collection.name, show);
    (shown.take(size).map(Arc::clone).collect(), total)
}

/// A page of what a filter lets through, in an order, and how much there is in all.
fn page(
    snapshot: &Snapshot,
    collection: Collection,
    (filter, show, keys): (&Filter, &[i32], &[Key]),
    offset: usize,
    size: usize,
) -> (Vec<Arc<Record>>, usize) {
    let wanted = candidates(filter, snapshot, collection.name)
        .filter(|record| show.contains(&record.state.into()) && filter.matches(record));
    let mut found: Vec<&Arc<Record>> = wanted.collect();
    // The sort is stable, and the records come by name: the last key first.
    for key in keys.iter().rev() {
        let value = |record: &&Arc<Record>| first(&record.bytes, &key.field, &key.path);
        let mut keyed: Vec<_> = found
            .iter()
            .map(|record| (value(record), *record))
            .collect();
        keyed.sort_by(|(one, _), (other, _)| {
            let order = values::compare(one, other).unwrap_or_else(|| one.cmp(other));
            if key.descending {
                order.reverse()
            } else {
                order
            }
        });
        found = keyed.into_iter().map(|(_, record)| record).collect();
    }
    let page = found.iter().skip(offset).take(size);
    (page.map(|record| Arc::clone(record)).collect(), found.len())
}

/// A field to sort by.
struct Key {
    field: FieldDescriptor,
    path: Vec<String>,
    descending: bool,
}

/// The fields of `order_by` (AIP-132).
fn keys(order_by: &str, descriptor: &MessageDescriptor) -> Result<Vec<Key>, ServiceError> {
    let parts = order_by.split(',').map(str::trim);
    let keys = parts.filter(|part| !part.is_empty()).map(|part| {
        let (field, descending) = match part.split_once(' ') {
            None => (part, false),
            Some((field, direction)) => match direction.trim() {
                "asc" => (field, false),
                "desc" => (field, true),
                _ => return Err(ServiceError::InvalidOrderBy(part.to_owned())),
            },
        };
        let unknown = || ServiceError::InvalidOrderBy(field.to_owned());
        let mask = FieldMask {
            paths: vec![field.to_owned()],
        };
        mask::paths(Some(&mask), descriptor).map_err(|_| unknown())?;
        let path: Vec<String> = field.split('.').map(str::to_owned).collect();
        let start = path
            .first()
            .and_then(|step| descriptor.get_field_by_name(step));
        Ok(Key {
            field: start.ok_or_else(unknown)?,
            path,
            descending,
        })
    });
    keys.collect()
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
    let mut message = DynamicMessage::decode(descriptor.clone(), record.bytes.clone())
        .map_err(|_| ServiceError::Internal)?;
    mask::apply(&mut message, paths);
    Ok(message.encode_to_vec().into())
}

/// Puts a length-delimited field.
pub(super) fn put_message(out: &mut BytesMut, field: u32, bytes: &[u8]) {
    encode_key(field, WireType::LengthDelimited, out);
    encode_varint(bytes.len() as u64, out);
    out.put_slice(bytes);
}
