//! Messages between the form in which a client has them and protobuf, which the services read.

use bytes::Bytes;
use prost::Message as _;
use prost_reflect::{DynamicMessage, MessageDescriptor};
use tracing::Span;

use super::json;
use crate::error::{Bug, ServiceError};

/// What is translated on a thread that answers calls. More is left to one that may take its time.
const AT_ONCE_BYTES_MAX: usize = 64 * 1024;

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

/// Reads a request of a client; one of protobuf only where it is to be looked at.
///
/// # Errors
///
/// [`ServiceError::NotTheJson`] and [`ServiceError::Undecodable`].
pub(super) async fn decoded(
    descriptor: MessageDescriptor,
    encoding: Encoding,
    sent: Bytes,
    looks: bool,
) -> Result<Sent, ServiceError> {
    if encoding == Encoding::Proto && !looks {
        return Ok(Sent {
            bytes: sent,
            is_pinned: false,
        });
    }
    translated(sent.len(), move || {
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
    })
    .await
}

/// Writes an answer for a client.
///
/// # Errors
///
/// [`ServiceError::Internal`] where the answer is none.
pub(super) async fn encoded(
    descriptor: MessageDescriptor,
    encoding: Encoding,
    answer: Bytes,
) -> Result<Bytes, ServiceError> {
    match encoding {
        Encoding::Proto => Ok(answer),
        Encoding::Json => {
            let size = answer.len();
            translated(size, move || Ok(json::write(descriptor, answer)?.into())).await
        }
    }
}

/// Does the work at once where it is small, and elsewhere where it is not.
async fn translated<T: Send + 'static>(
    size: usize,
    work: impl FnOnce() -> Result<T, ServiceError> + Send + 'static,
) -> Result<T, ServiceError> {
    if size <= AT_ONCE_BYTES_MAX {
        return work();
    }
    let call = Span::current();
    let done = tokio::task::spawn_blocking(move || call.in_scope(work));
    done.await.map_err(|_| ServiceError::from(Bug::Panic))?
}
