//! Reads one whole revision from a server, and finds things in it.

pub(crate) mod catalog;
pub(crate) mod fetch;
pub(crate) mod launch;
pub(crate) mod mentions;
pub(crate) mod published;
pub(crate) mod reads;
