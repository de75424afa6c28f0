//! What an object store says when it does not do something.

use object_store::Error;

use crate::target::TargetError;

/// Why the bucket did not do something: for good, or for now.
pub(super) fn failure(what: &str, error: &Error) -> TargetError {
    let lasting = matches!(
        error,
        Error::NotFound { .. }
            | Error::PermissionDenied { .. }
            | Error::Unauthenticated { .. }
            | Error::NotSupported { .. }
            | Error::NotImplemented { .. }
            | Error::UnknownConfigurationKey { .. }
    );
    if lasting {
        refusal(what, error)
    } else {
        TargetError::unavailable(what, without_queries(&error.to_string()))
    }
}

pub(super) fn refusal(what: &str, error: &Error) -> TargetError {
    TargetError::refused(what, without_queries(&error.to_string()))
}

/// A text without the queries of the addresses in it, which may be signatures.
pub(super) fn without_queries(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.split_once('?') {
        Some((address, _)) if address.contains("://") => address,
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_signature_is_shown() {
        assert_eq!(
            without_queries(
                "could not GET https://a.example.org/c?sv=1&sig=hidden after 3 tries: why?"
            ),
            "could not GET https://a.example.org/c after 3 tries: why?"
        );
    }
}
