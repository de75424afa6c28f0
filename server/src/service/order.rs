//! `order_by`: by which fields a list is sorted (AIP-132).

use std::sync::Arc;

use dossier_check::filter;
use dossier_check::model::record::Record;
use prost_reflect::MessageDescriptor;

use crate::error::ServiceError;

/// The order of a list: by fields, the first of which weighs most, and then by name.
pub(super) struct Order(filter::Order);

impl Order {
    /// Reads `order_by` of a request for messages of a type.
    pub(super) fn parse(
        order_by: &str,
        descriptor: &MessageDescriptor,
    ) -> Result<Self, ServiceError> {
        Ok(Self(filter::Order::parse(order_by, descriptor)?))
    }

    /// Whether it asks for nothing but the order in which a snapshot has its records.
    pub(super) fn is_by_name(&self) -> bool {
        self.0.is_by_name()
    }

    /// Sorts records that come by name. The sort is stable, so what the order does not tell apart
    /// stays by name.
    pub(super) fn sort(&self, records: &mut Vec<&Arc<Record>>) {
        let ranked = records.drain(..);
        let ranked = ranked.map(|record| (self.0.rank(&record.bytes), record));
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_by(|(left, _), (right, _)| self.0.compare(left, right));
        records.extend(ranked.into_iter().map(|(_, record)| record));
    }
}
