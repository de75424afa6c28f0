//! What everything else is about: resources, their values, and what the contract says about them.

pub mod amount;
pub mod contract;
pub mod currency;
pub mod field_path;
pub mod grounding;
pub mod language;
pub(crate) mod markdown;
pub mod number;
pub mod record;
pub mod resource;
pub mod unit;
pub mod values;
