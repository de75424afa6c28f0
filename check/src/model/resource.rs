//! What all four kinds of resource begin with, read without the rest.

use std::sync::Arc;

use bytes::Bytes;
use dossier::v1::{Resource, resource};
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

/// What decides where a resource stands among the others; the rest is skipped, and nothing is copied
/// that most resources have.
#[derive(Clone, PartialEq, Eq, Hash, Message)]
pub struct Standing {
    /// Its state, a `LifecycleState`.
    #[prost(enumeration = "dossier::v1::LifecycleState", tag = "7")]
    pub state: i32,
    /// The ids that it had before.
    #[prost(string, repeated, tag = "10")]
    pub former_ids: Vec<String>,
}

/// The collections, in the order of dependency; the place plus one is the field in `Resource`.
pub const COLLECTIONS: [&str; 4] = ["entities", "articles", "facts", "dossiers"];

/// Where a name's collection stands in the order of dependency.
pub fn rank(name: &str) -> usize {
    let collection = name.split('/').next().unwrap_or_default();
    let place = COLLECTIONS.iter().position(|one| *one == collection);
    place.unwrap_or(COLLECTIONS.len())
}

/// A resource's name.
pub fn name(resource: &Resource) -> &str {
    match &resource.resource {
        Some(resource::Resource::Entity(one)) => &one.name,
        Some(resource::Resource::Article(one)) => &one.name,
        Some(resource::Resource::Fact(one)) => &one.name,
        Some(resource::Resource::Dossier(one)) => &one.name,
        None => "",
    }
}

/// A resource from its own encoded message; its name says of which kind it is.
pub fn resource(name: &str, bytes: &Bytes) -> Option<Resource> {
    let bytes = bytes.clone();
    let resource = match rank(name) {
        0 => resource::Resource::Entity(Message::decode(bytes).ok()?),
        1 => resource::Resource::Article(Message::decode(bytes).ok()?),
        2 => resource::Resource::Fact(Message::decode(bytes).ok()?),
        3 => resource::Resource::Dossier(Message::decode(bytes).ok()?),
        _ => return None,
    };
    Some(Resource {
        resource: Some(resource),
    })
}

/// The encoded message of a resource's own type.
pub fn body(resource: &Resource) -> Bytes {
    let bytes = match &resource.resource {
        Some(resource::Resource::Entity(one)) => one.encode_to_vec(),
        Some(resource::Resource::Article(one)) => one.encode_to_vec(),
        Some(resource::Resource::Fact(one)) => one.encode_to_vec(),
        Some(resource::Resource::Dossier(one)) => one.encode_to_vec(),
        None => Vec::new(),
    };
    bytes.into()
}

macro_rules! clear {
    ($one:expr) => {{
        $one.uid.clear();
        $one.etag.clear();
        $one.revision = 0;
        $one.create_time = None;
        $one.update_time = None;
    }};
}

/// A resource without what the server derives from its commits.
pub fn without_metadata(resource: &Resource) -> Resource {
    let mut resource = resource.clone();
    match &mut resource.resource {
        Some(resource::Resource::Entity(one)) => clear!(one),
        Some(resource::Resource::Article(one)) => clear!(one),
        Some(resource::Resource::Fact(one)) => clear!(one),
        Some(resource::Resource::Dossier(one)) => clear!(one),
        None => {}
    }
    resource
}

/// A name that is shared by all that mention it.
pub type Name = Arc<str>;

#[cfg(test)]
mod tests {
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
        for (place, collection) in super::COLLECTIONS.iter().enumerate() {
            let kind = contract::resource_type(collection).expect("a kind");
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
            assert_eq!(number, Some(place + 1));
        }
    }
}
