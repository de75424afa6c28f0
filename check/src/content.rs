//! Reads a directory of authoring files into the contract's messages, and remembers where every field
//! is.
//!
//! docs/authoring.md describes the format. Files are read against the message descriptors, so a field
//! added to `proto/` can be written at once. Every mistake is reported, not only the first.

mod decode;
mod files;
pub mod grounding;
mod head;
mod kept;
mod line_index;
mod load;
mod markdown;
mod open;
mod shorthand;
mod source;
mod stray;
mod survey;
pub mod update;
pub mod write;
mod yaml;

pub use files::{Loaded, Records, read};
pub use load::FILE_BYTES_MAX;
pub use source::SourceMap;
pub use survey::ReadError;
