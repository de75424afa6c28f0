//! Messages between the form in which a client has them and protobuf, which the services read.

use std::sync::Arc;

use bytes::Bytes;
use prost::Message as _;
use prost_reflect::{DynamicMessage, MessageDescriptor};

use super::super::budget::Lease;
use super::super::translation::Translations;
use super::json;
use crate::error::ServiceError;

/// The field by which a request asks for one revision, whose answer never changes.
const PIN: &str = "read_revision";

/// What messages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Json,
    Proto,
}

impl Encoding {
    /// The content type of a message.
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Proto => "application/proto",
        }
    }
}

/// A request as the services read it.
pub(super) struct Sent {
    pub(super) bytes: Bytes,
    /// Whether it asks for one revision; only known where it was looked at.
    pub(super) is_pinned: bool,
}

/// Where a message is translated, and what is charged for it.
pub(super) type Place<'c> = (&'c Translations, &'c Arc<Lease>);

/// Reads a request of a client; one of protobuf only where it is to be looked at (`looks`).
///
/// # Errors
///
/// [`ServiceError::NotTheJson`], [`ServiceError::Undecodable`] and [`ServiceError::Overloaded`].
pub(super) async fn decoded(
    descriptor: MessageDescriptor,
    (encoding, looks): (Encoding, bool),
    sent: Bytes,
    (translations, lease): Place<'_>,
) -> Result<Sent, ServiceError> {
    let size = sent.len();
    if encoding == Encoding::Proto && !looks {
        return Ok(Sent {
            bytes: sent,
            is_pinned: false,
        });
    }
    let work = move || {
        let message = match encoding {
            Encoding::Json => json::read(descriptor, &sent)?,
            Encoding::Proto => {
                DynamicMessage::decode(descriptor, sent).map_err(|_| ServiceError::Undecodable)?
            }
        };
        let pin = message.get_field_by_name(PIN);
        Ok(Sent {
            is_pinned: pin.is_some_and(|pin| pin.as_i64().is_some_and(|pin| pin > 0)),
            bytes: message.encode_to_vec().into(),
        })
    };
    translations.run(size, lease, work).await
}

/// Writes an answer for a client.
///
/// # Errors
///
/// [`ServiceError::Internal`] where the answer is none, [`ServiceError::Overloaded`] where it is too much.
pub(super) async fn encoded(
    descriptor: MessageDescriptor,
    encoding: Encoding,
    answer: Bytes,
    (translations, lease): Place<'_>,
) -> Result<Bytes, ServiceError> {
    match encoding {
        Encoding::Proto => Ok(answer),
        Encoding::Json => {
            let size = answer.len();
            let work = move || Ok(json::write(descriptor, answer)?.into());
            translations.run(size, lease, work).await
        }
    }
}
