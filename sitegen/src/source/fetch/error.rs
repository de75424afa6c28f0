//! Why could a revision not be read, and may the same work later?

use tonic::{Code, Status};

use crate::source::catalog::NameError;

/// Why a revision could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("`{0}` is not the address of a server; write one such as `http://127.0.0.1:50051`")]
    Address(String),
    #[error("no server answers at {url}: {}", root(.source))]
    Connect {
        url: String,
        source: tonic::transport::Error,
    },
    #[error("the server refused {call}: {} ({:?})", .status.message(), .status.code())]
    Refused {
        call: &'static str,
        status: Box<Status>,
    },
    #[error("the token cannot be sent; a token is one line of letters, digits and signs")]
    Token,
    #[error("the snapshot ended before its trailer; nothing was built")]
    Cut,
    #[error("the snapshot is incomplete: {came} records arrived, the server sent {sent}")]
    Count { came: i64, sent: i64 },
    #[error(
        "the snapshot's digest differs from the server's; sitegen and server may be of different versions"
    )]
    Digest,
    #[error(transparent)]
    Name(#[from] NameError),
}

impl FetchError {
    /// Whether the same may work later: the server did not answer, or was cut off.
    pub(crate) fn may_pass(&self) -> bool {
        let passing = [
            Code::Unavailable,
            Code::DeadlineExceeded,
            Code::Aborted,
            Code::Cancelled,
            Code::ResourceExhausted,
            // A connection that breaks in the middle of an answer.
            Code::Unknown,
        ];
        match self {
            Self::Connect { .. } | Self::Cut => true,
            Self::Refused { status, .. } => passing.contains(&status.code()),
            _ => false,
        }
    }
}

fn root(error: &dyn std::error::Error) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

pub(super) fn refused(call: &'static str, status: Status) -> FetchError {
    FetchError::Refused {
        call,
        status: Box::new(status),
    }
}
