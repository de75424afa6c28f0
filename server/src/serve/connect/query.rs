//! The message in a URL: `?connect=v1&encoding=json&message={"name":"facts/treaty"}`.
//!
//! `connect`, `encoding` and `message` may be left out, which the protocol would not let a client do: then
//! a person at the address bar gets an answer.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

use super::message::Encoding;
use crate::error::ServiceError;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The encoding and the message of a query.
///
/// # Errors
///
/// [`ServiceError::InvalidHttp`] with the parameter that is wrong.
pub(super) fn read(query: Option<&str>) -> Result<(Encoding, Bytes), ServiceError> {
    let parameter = |name: &str| parameter(query.unwrap_or_default(), name);
    if parameter("connect")?.is_some_and(|version| version != "v1") {
        return wrong("the parameter `connect` must be `v1`, or be left out");
    }
    match parameter("compression")?.as_deref() {
        None | Some("" | "identity") => {}
        Some(encoding) => return Err(ServiceError::UnknownCompression(encoding.to_owned())),
    }
    let encoding = match parameter("encoding")?.as_deref() {
        None | Some("json") => Encoding::Json,
        Some("proto") => Encoding::Proto,
        Some(_) => return wrong("the parameter `encoding` must be `json` or `proto`"),
    };
    let message = parameter("message")?.unwrap_or_default();
    let message = decoded(message, parameter("base64")?.as_deref())?;
    if message.is_empty() && encoding == Encoding::Json {
        return Ok((encoding, Bytes::from_static(b"{}")));
    }
    Ok((encoding, message.into()))
}

/// The bytes of a message, which are base64 if the parameter says so.
fn decoded(message: String, base64: Option<&str>) -> Result<Vec<u8>, ServiceError> {
    match base64 {
        None | Some("0") => Ok(message.into_bytes()),
        Some("1") => match BASE64.decode(&message) {
            Ok(message) => Ok(message),
            Err(_) => wrong("the parameter `message` is not base64 for URLs"),
        },
        Some(_) => wrong("the parameter `base64` must be `1`, or be left out"),
    }
}

fn wrong<T>(message: &str) -> Result<T, ServiceError> {
    Err(ServiceError::InvalidHttp(message.to_owned()))
}

/// The value of a parameter, which may be given once.
fn parameter(query: &str, name: &str) -> Result<Option<String>, ServiceError> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    let mut values = pairs.filter(|(key, _)| key == name).map(|(_, value)| value);
    let value = values.next().map(std::borrow::Cow::into_owned);
    if values.next().is_some() {
        let message = format!("the parameter `{name}` is given twice");
        return Err(ServiceError::InvalidHttp(message));
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_the_protocol_says() {
        let json = Encoding::Json;
        for (query, expected) in [
            (
                "connect=v1&encoding=json&message=%7B%7D",
                Some((json, &b"{}"[..])),
            ),
            (
                "message={\"name\":\"a+b\"}&encoding=json",
                Some((json, b"{\"name\":\"a b\"}")),
            ),
            (
                "message=%7B%22n%22%3A%22%C3%A9%22%7D",
                Some((json, "{\"n\":\"é\"}".as_bytes())),
            ),
            ("", Some((json, b"{}"))),
            ("other=1", Some((json, b"{}"))),
            ("encoding=json&base64=1&message=e30", Some((json, b"{}"))),
            ("encoding=json&base64=1&message=e30=", Some((json, b"{}"))),
            (
                "encoding=proto&base64=1&message=-_8",
                Some((Encoding::Proto, &[0xfb, 0xff])),
            ),
            ("encoding=proto", Some((Encoding::Proto, b""))),
            ("compression=identity", Some((json, b"{}"))),
            ("compression=gzip", None),
            ("encoding=json&base64=1&message=%2B%2F8", None),
            ("encoding=xml", None),
            ("connect=v2", None),
            ("base64=yes", None),
            ("message={}&message={}", None),
            ("encoding=json&encoding=proto", None),
        ] {
            let read = read(Some(query)).ok();
            let expected = expected.map(|(encoding, bytes)| (encoding, Bytes::from(bytes)));
            assert_eq!(read, expected, "{query}");
        }
        assert!(read(None).is_ok());
    }
}
