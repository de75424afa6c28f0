//! `order_by`: by which fields a list is sorted (AIP-132).

use std::sync::Arc;

use dossier_check::filter::first;
use dossier_check::model::record::Record;
use dossier_check::model::values;
use prost_reflect::{FieldDescriptor, MessageDescriptor};
use prost_types::FieldMask;

use super::mask;
use crate::error::ServiceError;

/// The order of a list: by fields, the first of which weighs most, and then by name.
pub(super) struct Order {
    keys: Vec<Key>,
}

/// A field to sort by.
struct Key {
    field: FieldDescriptor,
    path: Vec<String>,
    descending: bool,
}

impl Order {
    /// Reads `order_by` of a request for messages of a type.
    pub(super) fn parse(
        order_by: &str,
        descriptor: &MessageDescriptor,
    ) -> Result<Self, ServiceError> {
        let parts = order_by.split(',').map(str::trim);
        let parts = parts.filter(|part| !part.is_empty());
        let keys: Result<_, _> = parts.map(|part| Key::parse(part, descriptor)).collect();
        Ok(Self { keys: keys? })
    }

    /// Whether it asks for nothing but the order in which a snapshot has its records.
    pub(super) fn is_by_name(&self) -> bool {
        self.keys.is_empty()
    }

    /// Sorts records that come by name.
    pub(super) fn sort(&self, records: &mut Vec<&Arc<Record>>) {
        // The sort is stable: the last key first.
        for key in self.keys.iter().rev() {
            key.sort(records);
        }
    }
}

impl Key {
    fn parse(part: &str, descriptor: &MessageDescriptor) -> Result<Self, ServiceError> {
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
        Ok(Self {
            field: start.ok_or_else(unknown)?,
            path,
            descending,
        })
    }

    fn sort(&self, records: &mut Vec<&Arc<Record>>) {
        let value = |record: &Arc<Record>| first(&record.bytes, &self.field, &self.path);
        let mut keyed: Vec<_> = records.drain(..).map(|one| (value(one), one)).collect();
        keyed.sort_by(|(one, _), (other, _)| {
            let order = values::compare(one, other).unwrap_or_else(|| one.cmp(other));
            if self.descending {
                order.reverse()
            } else {
                order
            }
        });
        records.extend(keyed.into_iter().map(|(_, record)| record));
    }
}
