//! One resource as it is stored: encoded once, and decoded only when needed.

use bytes::Bytes;
use dossier::Collection;
use dossier::v1::{Entity, Fact, LifecycleState, Resource};
use prost::Message as _;

use super::resource::{Header, SharedName, decode};

/// One resource as it is stored: encoded once, and decoded only when needed.
#[derive(Debug)]
pub struct Record {
    /// The resource's name.
    pub name: SharedName,
    /// The message of its own type, encoded.
    pub bytes: Bytes,
    /// Its life-cycle state.
    pub state: LifecycleState,
    /// The revision that last changed these bytes. The resource's own revision is earlier if only
    /// grounding records came since.
    pub revision: i64,
    /// What it refers to, each once.
    pub references: Box<[SharedName]>,
}

impl Record {
    /// The collection that it belongs to.
    pub fn collection(&self) -> Option<Collection> {
        Collection::from_name(&self.name)
    }

    /// What all resources begin with.
    pub fn header(&self) -> Header {
        Header::decode(self.bytes.clone()).unwrap_or_default()
    }

    /// The resource, decoded.
    pub fn resource(&self) -> Option<Resource> {
        decode(&self.name, &self.bytes)
    }

    /// The fact, decoded.
    pub fn fact(&self) -> Option<Fact> {
        let fact = self.collection() == Some(Collection::Facts);
        fact.then(|| Fact::decode(self.bytes.clone()).ok())?
    }

    /// The entity, decoded.
    pub fn entity(&self) -> Option<Entity> {
        let entity = self.collection() == Some(Collection::Entities);
        entity.then(|| Entity::decode(self.bytes.clone()).ok())?
    }
}
