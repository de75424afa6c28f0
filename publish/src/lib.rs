//! Brings a built site to where readers find it, at the cost of what changed.
//!
//! Data flows one way: a [`Site`] is a list of files with their digests, the [`manifest`] at the target
//! says what lies there, a plan is the difference of the two, and a [`Target`] carries it out. The
//! manifest is the truth, the lock and the commit point; nothing is listed unless somebody asks.
//!
//! This package knows nothing of pages, facts or servers. `sitegen` says which file is of which
//! [`Stage`], and that is all that it needs to send things in an order in which no link breaks.

mod claim;
mod digest;
mod failpoint;
mod limits;
pub mod manifest;
mod media;
mod plan;
mod publication;
mod site;
pub mod target;

pub use self::claim::Claim;
pub use self::digest::Digest;
pub use self::limits::{Limits, Permission, Refusal, first};
pub use self::plan::Plan;
pub use self::publication::{Event, Mode, Options, Outcome, PublishError, publish};
pub use self::site::{Origin, Site, SiteError, SiteFile, Source, Stage};
pub use self::target::{Target, TargetError};
