//! Lists: filtered, ordered, cut into pages, and put together from bytes that were encoded once.
//!
//! A list is parsed, selected and encoded. Records hold the very bytes that were committed, and a
//! filter reads fields out of them; so a page of five hundred is copied together, and no message is
//! made unless a mask narrows it.

use std::sync::Arc;

use bytes::{BufMut as _, Bytes, BytesMut};
use dossier::Collection;
use dossier::serve::Encoded;
use dossier_check::filter::Filter;
use dossier_check::model::record::Record;
use prost::Message as _;
use prost::encoding::{WireType, encode_key, encode_varint};
use prost_reflect::{DynamicMessage, MessageDescriptor};
use prost_types::FieldMask;
use tonic::Response;

use super::order::Order;
use super::page::{Page, Paged};
use super::room::Room;
use super::select::{candidates, states};
use super::{Api, descriptor, mask, reply};
use crate::commit::Sight;
use crate::error::{Bug, ServiceError};
use crate::snapshot::Snapshot;

/// The arguments of a list beside those of its pages, the same for every collection.
pub(super) struct ListArguments<'r> {
    pub(super) sight: Sight,
    pub(super) filter: &'r str,
    pub(super) order_by: &'r str,
    pub(super) read_mask: Option<&'r FieldMask>,
    pub(super) show: &'r [i32],
}

/// A list that is asked for, parsed.
struct List {
    collection: Collection,
    descriptor: MessageDescriptor,
    filter: Filter,
    order: Order,
    paths: Option<Vec<Vec<String>>>,
    show: Vec<i32>,
}

/// What a page shows, and how much there is in all.
struct Selected {
    records: Vec<Arc<Record>>,
    total: usize,
}

impl Api {
    /// Answers a list request.
    pub(super) async fn list<M: prost::Message>(
        &self,
        collection: Collection,
        request: &impl Paged,
        arguments: ListArguments<'_>,
    ) -> Result<Response<Encoded<M>>, ServiceError> {
        let list = List::parse(collection, &arguments)?;
        let (snapshot, page) = self.page(arguments.sight, request).await?;
        // Unfiltered, by name: costs the page. Anything else scans the collection, so it leaves this thread.
        let bytes = if list.is_by_name() {
            list.reply(&snapshot, &page)?
        } else {
            let state = snapshot.clone();
            self.heavy(move || list.reply(&state, &page)).await?
        };
        Ok(reply(&snapshot, Encoded::from_bytes(bytes)))
    }
}

impl List {
    fn parse(collection: Collection, arguments: &ListArguments<'_>) -> Result<Self, ServiceError> {
        let descriptor = descriptor(collection)?;
        Ok(Self {
            collection,
            filter: Filter::parse(arguments.filter, &descriptor)?,
            order: Order::parse(arguments.order_by, &descriptor)?,
            paths: mask::paths(arguments.read_mask, &descriptor)?,
            show: states(arguments.show),
            descriptor,
        })
    }

    fn is_by_name(&self) -> bool {
        self.filter.is_empty() && self.order.is_by_name()
    }

    fn reply(&self, snapshot: &Snapshot, page: &Page) -> Result<Bytes, ServiceError> {
        let selected = if self.is_by_name() {
            self.select_by_name(snapshot, page)
        } else {
            self.select(snapshot, page)
        };
        self.encode(&selected, page)
    }

    /// A page in the order of names.
    fn select_by_name(&self, snapshot: &Snapshot, page: &Page) -> Selected {
        let rest = snapshot.collection_after(self.collection, page.after());
        let shown = rest.filter(|record| self.show.contains(&record.state.into()));
        Selected {
            records: shown.take(page.size()).map(Arc::clone).collect(),
            total: snapshot.count(self.collection, &self.show),
        }
    }

    /// A page of what the filter lets through, in the order that is asked for.
    fn select(&self, snapshot: &Snapshot, page: &Page) -> Selected {
        let shown = candidates(&self.filter, snapshot, self.collection)
            .filter(|record| self.show.contains(&record.state.into()));
        let mut found: Vec<&Arc<Record>> =
            shown.filter(|record| self.filter.matches(record)).collect();
        self.order.sort(&mut found);
        Selected {
            total: found.len(),
            records: page
                .slice()
                .cut(found.into_iter())
                .map(Arc::clone)
                .collect(),
        }
    }

    /// A list reply: `repeated resource = 1; string next_page_token = 2; int32 total_size = 3`.
    fn encode(&self, selected: &Selected, page: &Page) -> Result<Bytes, ServiceError> {
        let (mut out, mut room) = (BytesMut::new(), Room::new());
        let (mut places, mut last) = (0, "");
        for record in &selected.records {
            let resource = masked(record, &self.descriptor, self.paths.as_deref())?;
            if !room.take(resource.len()) {
                break;
            }
            put_message(&mut out, 1, &resource);
            places += 1;
            last = &record.name;
        }
        let next = page.next_after(places, selected.total, last);
        if !next.is_empty() {
            put_message(&mut out, 2, next.as_bytes());
        }
        encode_key(3, WireType::Varint, &mut out);
        encode_varint(selected.total as u64, &mut out);
        Ok(out.freeze())
    }
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
    let message = DynamicMessage::decode(descriptor.clone(), record.bytes.clone());
    let mut message = message.map_err(|error| Bug::Record {
        kind: descriptor.name().to_owned(),
        source: Some(error),
    })?;
    mask::apply(&mut message, paths);
    Ok(message.encode_to_vec().into())
}

/// Puts a length-delimited field.
pub(super) fn put_message(out: &mut BytesMut, field: u32, bytes: &[u8]) {
    encode_key(field, WireType::LengthDelimited, out);
    encode_varint(bytes.len() as u64, out);
    out.put_slice(bytes);
}
