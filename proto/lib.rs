//! The contract of Dossier: what facts are, and how services ask for them.
//!
//! The messages in [`v1`] are generated from `proto/dossier/v1/*.proto`, which document every
//! element. They are the model of the whole product: the server stores them, authoring files are
//! read into them, pages are made from them.
//!
//! A Rust client needs only this package:
//!
//! ```no_run
//! # #[cfg(feature = "client")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use dossier::v1::GetFactRequest;
//! use dossier::v1::fact_service_client::FactServiceClient;
//!
//! let mut facts = FactServiceClient::connect("http://127.0.0.1:50051").await?;
//! let request = GetFactRequest { name: "facts/shahed-launches".to_owned(), ..Default::default() };
//! let fact = facts.get_fact(request).await?.into_inner();
//! println!("{}", fact.statement[0].text);
//! # Ok(())
//! # }
//! ```
//!
//! Beside the messages, the package answers the questions on which all programs must agree: what names
//! are ([`name`]), what all resources share ([`resource`](v1::Resource)), the kind and time of a fact
//! ([`fact`]), which life-cycle states count as current ([`v1::LifecycleState`]), what an omitted enum
//! counts as (`effective_…`, such as [`v1::Forecast::effective_resolution`]), which addresses may
//! become links ([`web`]), which number a text represents ([`decimal`]), what a counted thing is called
//! ([`counted`]), which days a date may mean ([`edtf`], [`day`]), how long a duration is
//! ([`duration`]), and what a word is (`words`).

pub mod name;
pub mod resource;

pub mod fact;
mod lifecycle;

pub mod counted;
pub mod day;
pub mod decimal;
pub mod duration;
pub mod edtf;
mod time;
pub mod web;
#[cfg(feature = "words")]
pub mod words;

#[cfg(feature = "descriptors")]
pub mod descriptors;
#[cfg(feature = "server")]
pub mod serve;

#[cfg_attr(
    feature = "client",
    expect(
        unused_qualifications,
        clippy::allow_attributes_without_reason,
        reason = "generated code"
    )
)]
#[expect(clippy::pedantic, reason = "generated code")]
/// Version 1 of the contract, package `dossier.v1`.
pub mod v1 {
    include!(concat!(env!("OUT_DIR"), "/dossier.v1.rs"));
}

mod effective {
    //! What an omitted enum counts as: methods such as `Forecast::effective_resolution`, generated from
    //! the contract's `default_value`.
    include!(concat!(env!("OUT_DIR"), "/effective.rs"));
}

pub use day::Day;
pub use decimal::Decimal;
pub use duration::Duration;
pub use edtf::{Bounds, Edtf, EdtfError};
pub use fact::{FactKind, FactTime};
pub use name::{Collection, Name};
pub use resource::Metadata;
pub use web::{web_address, web_address_fault};

/// The domain of every `google.rpc.ErrorInfo` that the service sends.
pub const ERROR_DOMAIN: &str = "dossier.dev";

/// The metadata key under which every reply gives its revision.
pub const REVISION_METADATA: &str = "dossier-revision";
