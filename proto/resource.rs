//! What do all four kinds of resource have in common, and how is one encoded?
//!
//! The four messages begin with the same fields under the same numbers (a test checks it), so
//! questions about any resource are answered here, and no other code matches over the four.

use prost::bytes::Buf;
use prost::{DecodeError, Message as _};
use prost_types::Timestamp;

use crate::name::Collection;
use crate::v1::{
    Article, Dossier, Entity, Fact, LifecycleState, LocalizedText, Resource,
    resource::Resource as Kind,
};

/// What the server derives from commits and writes into a resource (AIP-148, AIP-154).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// An identifier that is never used again (UUID, RFC 9562).
    pub uid: String,
    /// A fingerprint of this state of the resource.
    pub etag: String,
    /// The store-wide revision that last changed it.
    pub revision: i64,
    /// When it was first committed.
    pub create_time: Option<Timestamp>,
    /// When it was last changed.
    pub update_time: Option<Timestamp>,
}

/// Evaluates one expression for whichever message a resource holds.
macro_rules! each {
    ($resource:expr, $message:ident => $value:expr, else $none:expr) => {
        match $resource {
            Some(Kind::Entity($message)) => $value,
            Some(Kind::Article($message)) => $value,
            Some(Kind::Fact($message)) => $value,
            Some(Kind::Dossier($message)) => $value,
            None => $none,
        }
    };
}

impl Resource {
    /// Its collection; `None` if it holds no message.
    pub fn collection(&self) -> Option<Collection> {
        match self.resource.as_ref()? {
            Kind::Entity(_) => Some(Collection::Entities),
            Kind::Article(_) => Some(Collection::Articles),
            Kind::Fact(_) => Some(Collection::Facts),
            Kind::Dossier(_) => Some(Collection::Dossiers),
        }
    }

    /// Its name; empty if it holds no message.
    pub fn name(&self) -> &str {
        each!(&self.resource, message => &message.name, else "")
    }

    /// Sets its name. Does nothing if it holds no message.
    pub fn set_name(&mut self, name: &str) {
        each!(&mut self.resource, message => name.clone_into(&mut message.name), else ());
    }

    /// Its life-cycle state.
    pub fn state(&self) -> LifecycleState {
        each!(&self.resource, message => message.state(), else LifecycleState::Unspecified)
    }

    /// Sets its life-cycle state. Does nothing if it holds no message.
    pub fn set_state(&mut self, state: LifecycleState) {
        each!(&mut self.resource, message => message.set_state(state), else ());
    }

    /// Why it is in that state, for the public, in one or more languages; empty if no reason is given.
    pub fn state_reason(&self) -> &[LocalizedText] {
        each!(&self.resource, message => &message.state_reason, else &[])
    }

    /// Sets the reason for its state. Does nothing if it holds no message.
    pub fn set_state_reason(&mut self, reason: Vec<LocalizedText>) {
        each!(&mut self.resource, message => message.state_reason = reason, else ());
    }

    /// The name of its successor; empty if there is none.
    pub fn superseded_by(&self) -> &str {
        each!(&self.resource, message => &message.superseded_by, else "")
    }

    /// The ids that it had before.
    pub fn former_ids(&self) -> &[String] {
        each!(&self.resource, message => &message.former_ids, else &[])
    }

    /// The names that it had before, in the order of its former ids. Example: `facts/old-treaty`.
    pub fn former_names(&self) -> Vec<String> {
        let collection = self.collection().into_iter();
        collection
            .flat_map(|collection| self.former_ids().iter().map(move |id| collection.name(id)))
            .collect()
    }

    /// Its etag; empty if it has none.
    pub fn etag(&self) -> &str {
        each!(&self.resource, message => &message.etag, else "")
    }

    /// What the server derived.
    pub fn metadata(&self) -> Metadata {
        each!(&self.resource, message => Metadata {
            uid: message.uid.clone(),
            etag: message.etag.clone(),
            revision: message.revision,
            create_time: message.create_time,
            update_time: message.update_time,
        }, else Metadata::default())
    }

    /// Writes what the server derived; [`Metadata::default`] clears it.
    pub fn set_metadata(&mut self, metadata: Metadata) {
        each!(&mut self.resource, message => {
            message.uid = metadata.uid;
            message.etag = metadata.etag;
            message.revision = metadata.revision;
            message.create_time = metadata.create_time;
            message.update_time = metadata.update_time;
        }, else ());
    }

    /// The message of its own type, encoded; empty if it holds none.
    pub fn encode_message(&self) -> Vec<u8> {
        each!(&self.resource, message => message.encode_to_vec(), else Vec::new())
    }

    /// The encoded size of the message of its own type, in bytes.
    pub fn encoded_message_len(&self) -> usize {
        each!(&self.resource, message => message.encoded_len(), else 0)
    }

    /// A resource of a collection from the encoded message of its own type. Fails if the bytes are not
    /// such a message.
    pub fn decode_message(collection: Collection, bytes: impl Buf) -> Result<Self, DecodeError> {
        Ok(match collection {
            Collection::Entities => Entity::decode(bytes)?.into(),
            Collection::Articles => Article::decode(bytes)?.into(),
            Collection::Facts => Fact::decode(bytes)?.into(),
            Collection::Dossiers => Dossier::decode(bytes)?.into(),
        })
    }
}

/// Wraps a message of one of the four types.
macro_rules! wrap {
    ($message:ident, $kind:ident) => {
        impl From<$message> for Resource {
            fn from(message: $message) -> Self {
                Self {
                    resource: Some(Kind::$kind(Box::new(message))),
                }
            }
        }
    };
}

wrap!(Entity, Entity);
wrap!(Article, Article);
wrap!(Fact, Fact);
wrap!(Dossier, Dossier);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_survives_its_own_encoding() {
        let samples: [Resource; 4] = [
            Entity::default().into(),
            Article::default().into(),
            Fact::default().into(),
            Dossier::default().into(),
        ];
        for (mut resource, collection) in samples.into_iter().zip(Collection::ALL) {
            assert_eq!(resource.collection(), Some(collection));
            resource.set_name(&collection.name("x"));
            resource.set_state(LifecycleState::Superseded);
            resource.set_state_reason(vec![LocalizedText::default()]);
            resource.set_metadata(Metadata {
                uid: "u".to_owned(),
                etag: "\"e\"".to_owned(),
                revision: 7,
                create_time: Some(Timestamp::default()),
                update_time: None,
            });
            let bytes = resource.encode_message();
            let read = Resource::decode_message(collection, bytes.as_slice()).expect("a message");
            assert_eq!(read, resource);
            assert_eq!(read.name(), collection.name("x"));
            assert_eq!(read.state(), LifecycleState::Superseded);
            assert_eq!(read.state_reason().len(), 1);
            assert_eq!(read.metadata().revision, 7);
            assert_eq!(read.etag(), "\"e\"");
        }
        assert_eq!(Resource::default().collection(), None);
        assert_eq!(Resource::default().name(), "");
    }
}
