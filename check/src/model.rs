//! What everything else speaks of: resources, their values, and what the contract says of them.

pub mod contract;
pub mod field_path;
pub mod record;
pub mod resource;
pub mod values;
