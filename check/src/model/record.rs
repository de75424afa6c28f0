//! One resource as it is kept: encoded once, and decoded by those who need to look inside.

use bytes::Bytes;
use dossier::v1::{Entity, Fact, LifecycleState, Resource};
use prost::Message as _;

use super::resource::{Header, Name, resource};

/// One resource as it is kept: encoded once, and decoded by who needs to look inside.
#[derive(Debug)]
pub struct Record {
    /// The resource's name.
    pub name: Name,
    /// The message of its own type, encoded.
    pub bytes: Bytes,
    /// Its life-cycle state.
    pub state: LifecycleState,
    /// The revision that last changed it.
    pub revision: i64,
    /// What it refers to, each once.
    pub references: Box<[Name]>,
}

impl Record {
    /// What all resources begin with.
    pub fn header(&self) -> Header {
        Header::decode(self.bytes.clone()).unwrap_or_default()
    }

    /// The resource, decoded.
    pub fn resource(&self) -> Option<Resource> {
        resource(&self.name, &self.bytes)
    }

    /// The fact, decoded.
    pub fn fact(&self) -> Option<Fact> {
        let fact = self.name.starts_with("facts/");
        fact.then(|| Fact::decode(self.bytes.clone()).ok())?
    }

    /// The entity, decoded.
    pub fn entity(&self) -> Option<Entity> {
        let entity = self.name.starts_with("entities/");
        entity.then(|| Entity::decode(self.bytes.clone()).ok())?
    }
}
