//! Lists: filtered, ordered, cut into pages, and put together from bytes that were encoded once.

use std::sync::Arc;

use bytes::{BufMut as _, Bytes, BytesMut};
use dossier::Collection;
use dossier_check::filter::Filter;
use dossier_check::model::record::Record;
use prost::Message as _;
use prost::encoding::{WireType, encode_key, encode_varint};
use prost_reflect::{DynamicMessage, MessageDescriptor};
use prost_types::FieldMask;

use super::order::Order;
use super::select::{candidates, states};
use super::token::PageToken;
use super::{Api, descriptor, mask};
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
    api: &Api,
    collection: Collection,
    arguments: &Arguments<'_>,
) -> Result<(Arc<Snapshot>, Bytes), ServiceError> {
    let size = page_size(arguments.page_size)?;
    let descriptor = descriptor(collection)?;
    let scope = format!(
        "{}\n{}\n{}\n{:?}\n{:?}",
        collection.plural(),
        arguments.filter,
        arguments.order_by,
        arguments.read_mask,
        arguments.show
    );
    let start = match arguments.page_token {
        "" => PageToken {
            revision: arguments.read_revision,
            ..PageToken::default()
        },
        token => api.key.open(token, &scope)?,
    };
    if !matches!(arguments.read_revision, 0) && arguments.read_revision != start.revision {
        return Err(ServiceError::PageTokenMismatch);
    }
    let snapshot = api.at(start.revision).await?;
    let filter = Filter::parse(arguments.filter, &descriptor)?;
    let paths = mask::paths(arguments.read_mask, &descriptor)?;
    let order = Order::parse(arguments.order_by, &descriptor)?;
    let show = states(arguments.show);
    // Unfiltered, by name: costs the page. Anything else scans the collection, so it leaves this thread.
    let (found, total) = if filter.is_empty() && order.is_by_name() {
        by_name(&snapshot, collection, &show, &start.after, size)
    } else {
        let state = Arc::clone(&snapshot);
        let walked = move || {
            Ok(page(
                &state,
                collection,
                (&filter, &show, &order),
                start.offset,
                size,
            ))
        };
        api.heavy(walked).await?
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
        put_message(&mut out, 2, api.key.seal(&next, &scope).as_bytes());
    }
    encode_key(3, WireType::Varint, &mut out);
    encode_varint(total as u64, &mut out);
    Ok((snapshot, out.freeze()))
}

pub(super) fn page_size(requested: i32) -> Result<usize, ServiceError> {
    match usize::try_from(requested) {
        Err(_) => Err(ServiceError::InvalidPageSize(requested)),
        Ok(0) => Ok(PAGE_DEFAULT),
        Ok(size) => Ok(size.min(PAGE_MAX)),
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
    let rest = snapshot.collection_after(collection, after);
    let shown = rest.filter(|record| show.contains(&record.state.into()));
    let total = snapshot.count(collection, show);
    (shown.take(size).map(Arc::clone).collect(), total)
}

/// A page of what a filter lets through, in an order, and how much there is in all.
fn page(
    snapshot: &Snapshot,
    collection: Collection,
    (filter, show, order): (&Filter, &[i32], &Order),
    offset: usize,
    size: usize,
) -> (Vec<Arc<Record>>, usize) {
    let wanted = candidates(filter, snapshot, collection)
        .filter(|record| show.contains(&record.state.into()) && filter.matches(record));
    let mut found: Vec<&Arc<Record>> = wanted.collect();
    order.sort(&mut found);
    let page = found.iter().skip(offset).take(size);
    (page.map(|record| Arc::clone(record)).collect(), found.len())
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
