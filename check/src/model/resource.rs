//! What all four kinds of resource begin with, read without the rest.

use std::sync::Arc;

use bytes::Bytes;
use dossier::v1::Resource;
use dossier::{Collection, Metadata};
use prost::Message;
use prost_types::Timestamp;

/// The fields that every resource has under the same numbers. Reading it skips all others, which
/// takes a tenth of the time that the whole message does.
#[derive(Clone, PartialEq, Eq, Hash, Message)]
pub struct Header {
    /// The resource's name.
    #[prost(string, tag = "1")]
    pub name: String,
    /// Its uid.
    #[prost(string, tag = "2")]
    pub uid: String,
    /// Its etag.
    #[prost(string, tag = "3")]
    pub etag: String,
    /// The revision that last changed it.
    #[prost(int64, tag = "4")]
    pub revision: i64,
    /// When it was first committed.
    #[prost(message, optional, tag = "5")]
    pub create_time: Option<Timestamp>,
    /// When it was last changed.
    #[prost(message, optional, tag = "6")]
    pub update_time: Option<Timestamp>,
    /// Its state, a `LifecycleState`.
    #[prost(enumeration = "dossier::v1::LifecycleState", tag = "7")]
    pub state: i32,
    /// What replaces it.
    #[prost(string, tag = "9")]
    pub superseded_by: String,
    /// The ids that it had before.
    #[prost(string, repeated, tag = "10")]
    pub former_ids: Vec<String>,
}

/// A resource's life cycle alone: the rest is skipped, and what most resources have is not copied.
#[derive(Clone, PartialEq, Eq, Hash, Message)]
pub struct LifecycleHeader {
    /// Its state, a `LifecycleState`.
    #[prost(enumeration = "dossier::v1::LifecycleState", tag = "7")]
    pub state: i32,
    /// The ids that it had before.
    #[prost(string, repeated, tag = "10")]
    pub former_ids: Vec<String>,
}

/// A name that is shared by all that mention it.
pub type SharedName = Arc<str>;

/// The order of dependency: entities, articles, facts, dossiers, each by name. Anything outside of the
/// collections comes last.
pub fn dependency_order(name: &str) -> (usize, &str) {
    let rank = Collection::from_name(name).map_or(Collection::ALL.len(), Collection::rank);
    (rank, name)
}

/// A resource from its own encoded message; its name says of which kind it is.
pub fn decode(name: &str, bytes: &Bytes) -> Option<Resource> {
    Resource::decode_message(Collection::from_name(name)?, bytes.clone()).ok()
}

/// A resource without what the server derives from its commits.
pub fn without_metadata(resource: &Resource) -> Resource {
    let mut resource = resource.clone();
    resource.set_metadata(Metadata::default());
    resource
}

#[cfg(test)]
mod tests {
    use dossier::Collection;

    use crate::model::contract;

    #[test]
    fn the_four_kinds_begin_with_the_same_fields() {
        let numbers = [
            ("name", 1),
            ("uid", 2),
            ("etag", 3),
            ("revision", 4),
            ("create_time", 5),
            ("update_time", 6),
            ("state", 7),
            ("superseded_by", 9),
            ("former_ids", 10),
        ];
        for collection in Collection::ALL {
            let kind = contract::message_type(collection).expect("a kind");
            for (field, number) in numbers {
                let found = kind.get_field_by_name(field).map(|field| field.number());
                assert_eq!(found, Some(number), "{collection} {field}");
            }
            let wrapper = contract::descriptor("dossier.v1.Resource").expect("a message");
            let field = wrapper.fields().find(|field| {
                field
                    .kind()
                    .as_message()
                    .map(|kind| kind.full_name().to_owned())
                    == Some(kind.full_name().to_owned())
            });
            let number = field.map(|field| field.number() as usize);
            assert_eq!(number, Some(collection.rank() + 1));
        }
    }
}
