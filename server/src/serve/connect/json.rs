//! Protobuf's JSON (<https://protobuf.dev/programming-guides/json/>), strictly.
//!
//! prost-reflect reads and writes it. What its reading lets pass is refused before: a field that is given
//! twice, also by its two spellings, of which it would take the last; and numbers that it would round.

use bytes::Bytes;
use prost_reflect::{DynamicMessage, MessageDescriptor};
use serde::de::DeserializeSeed as _;

use super::strict::Strict;
use crate::error::{Bug, ServiceError};

/// Reads a message.
///
/// # Errors
///
/// [`ServiceError::NotTheJson`] with what is wrong and where.
pub(super) fn read(
    descriptor: MessageDescriptor,
    json: &[u8],
) -> Result<DynamicMessage, ServiceError> {
    let name = descriptor.full_name().to_owned();
    let wrong = |error: serde_json::Error| ServiceError::NotTheJson {
        message: name.clone(),
        wrong: error.to_string(),
    };
    if json.iter().all(u8::is_ascii_whitespace) {
        let wrong = "it is empty; an empty request is `{}`".to_owned();
        return Err(ServiceError::NotTheJson {
            message: name,
            wrong,
        });
    }
    let mut first = serde_json::Deserializer::from_slice(json);
    Strict::new(&descriptor)
        .deserialize(&mut first)
        .map_err(wrong)?;
    first.end().map_err(wrong)?;
    let mut second = serde_json::Deserializer::from_slice(json);
    DynamicMessage::deserialize(descriptor, &mut second).map_err(wrong)
}

/// Writes a message: names in camel case, 64-bit integers as texts, nothing of what is left out.
///
/// # Errors
///
/// What makes it no message of this type.
pub(super) fn write(descriptor: MessageDescriptor, message: Bytes) -> Result<Vec<u8>, Bug> {
    let name = descriptor.full_name().to_owned();
    let size = message.len();
    let message = DynamicMessage::decode(descriptor, message).map_err(|source| Bug::Record {
        kind: name,
        source: Some(source),
    })?;
    let mut json = Vec::with_capacity(size * 2);
    serde_json::to_writer(&mut json, &message)?;
    json.push(b'\n');
    Ok(json)
}

#[cfg(test)]
mod tests {
    use prost::Message as _;

    use super::*;

    fn descriptor(name: &str) -> MessageDescriptor {
        let pool = dossier::descriptors::pool();
        pool.get_message_by_name(&format!("dossier.v1.{name}"))
            .unwrap()
    }

    /// The message that a text is read as, written again; or the error.
    fn round(name: &str, json: &[u8]) -> Result<String, String> {
        let read = read(descriptor(name), json).map_err(|error| error.to_string())?;
        let written = write(descriptor(name), read.encode_to_vec().into()).unwrap();
        let text = String::from_utf8(written).unwrap();
        Ok(text.trim_end().to_owned())
    }

    #[test]
    fn what_protobuf_takes_is_taken() {
        for (name, json, expected) in [
            ("GetFactRequest", "{}", "{}"),
            ("GetFactRequest", " {\n} ", "{}"),
            ("GetFactRequest", r#"{"name":null,"show":null}"#, "{}"),
            (
                "GetFactRequest",
                r#"{"name":"a\u00e9\ud83d\ude00"}"#,
                "{\"name\":\"aé😀\"}",
            ),
            // 64-bit integers are texts; numbers that say the same are taken, and either spelling.
            (
                "GetFactRequest",
                r#"{"readRevision":"7"}"#,
                r#"{"readRevision":"7"}"#,
            ),
            (
                "GetFactRequest",
                r#"{"read_revision":7}"#,
                r#"{"readRevision":"7"}"#,
            ),
            (
                "GetFactRequest",
                r#"{"read_revision":7.0}"#,
                r#"{"readRevision":"7"}"#,
            ),
            (
                "GetFactRequest",
                r#"{"read_revision":1e2}"#,
                r#"{"readRevision":"100"}"#,
            ),
            (
                "GetFactRequest",
                r#"{"readRevision":"9223372036854775807"}"#,
                r#"{"readRevision":"9223372036854775807"}"#,
            ),
            (
                "GetFactRequest",
                r#"{"show":["LIFECYCLE_STATE_DRAFT",4,99]}"#,
                r#"{"show":["LIFECYCLE_STATE_DRAFT","LIFECYCLE_STATE_RETRACTED",99]}"#,
            ),
            (
                "GetFactRequest",
                r#"{"readMask":"statement,transfer.quantity,asOf"}"#,
                r#"{"readMask":"statement,transfer.quantity,asOf"}"#,
            ),
            (
                "ListFactsRequest",
                r#"{"page_size":"3"}"#,
                r#"{"pageSize":3}"#,
            ),
        ] {
            assert_eq!(
                round(name, json.as_bytes()).as_deref(),
                Ok(expected),
                "{json}"
            );
        }
    }

    /// Texts that are refused, and a part of why.
    const REFUSED: [(&str, &str); 35] = [
        ("", "`{}`"),
        ("  \n", "`{}`"),
        ("null", "invalid type"),
        ("[]", "invalid type"),
        ("7", "invalid type"),
        ("{", "EOF"),
        ("{} {}", "trailing characters"),
        ("\u{feff}{}", "line 1 column 1"),
        (
            r#"{"nam":"x"}"#,
            "unknown field `nam`; the fields are `name`, `readMask`",
        ),
        (r#"{"Name":"x"}"#, "unknown field `Name`"),
        (
            r#"{"name":"x","name":"y"}"#,
            "`name` is given twice at line 1",
        ),
        (r#"{"name":"x","name":null}"#, "twice"),
        (r#"{"read_revision":1,"readRevision":1}"#, "twice"),
        (r#"{"name":7}"#, "expected a string"),
        (r#"{"name":["x"]}"#, "expected a string"),
        (r#"{"name":{"name":"x"}}"#, "expected a string"),
        (r#"{"name":"\ud800"}"#, "hex escape"),
        (r#"{"read_revision":1.5}"#, "expected integer"),
        (r#"{"read_revision":"x"}"#, "invalid digit"),
        (r#"{"read_revision":""}"#, "empty"),
        (r#"{"read_revision":" 7"}"#, "invalid digit"),
        (r#"{"read_revision":true}"#, "invalid type"),
        (r#"{"read_revision":NaN}"#, "line 1"),
        (r#"{"read_revision":"NaN"}"#, "invalid digit"),
        (r#"{"read_revision":1e400}"#, "out of range"),
        (r#"{"read_revision":9223372036854775808}"#, "line 1"),
        (
            r#"{"read_revision":9223372036854775808.0}"#,
            "write it as a text",
        ),
        (r#"{"read_revision":1e18}"#, "write it as a text"),
        (r#"{"read_revision":"9223372036854775808"}"#, "too large"),
        (r#"{"show":["DRAFT"]}"#, "unrecognized"),
        (r#"{"show":[null]}"#, "invalid type"),
        (r#"{"show":"LIFECYCLE_STATE_DRAFT"}"#, "expected a list"),
        (r#"{"show":[1.5]}"#, "invalid"),
        (
            r#"{"readMask":{"paths":["name"]}}"#,
            "\"statement,transfer.quantity\"",
        ),
        (r#"{"readMask":"as_of"}"#, "camel case"),
    ];

    #[test]
    fn what_protobuf_refuses_is_refused_with_its_place() {
        let deep = format!("{{\"name\":{}", "[".repeat(200_000));
        let deep = (deep.as_str(), "EOF");
        let mut wrong = Vec::new();
        for (json, message) in REFUSED.into_iter().chain([deep]) {
            let read = round("GetFactRequest", json.as_bytes());
            let shown: String = json.chars().take(80).collect();
            let error = read.err().unwrap_or_default();
            if !error.contains(message) || !error.contains("dossier.v1.GetFactRequest") {
                wrong.push(format!("{shown}: {error}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        let error = round("GetFactRequest", b"{\"name\":\"\xff\"}").unwrap_err();
        assert!(error.contains("unicode"), "{error}");
        let two = r#"{"edits":[{"delete":"facts/a","retract":{"name":"facts/b"}}]}"#;
        let error = round("CommitRequest", two.as_bytes()).unwrap_err();
        assert!(error.contains("oneof"), "{error}");
        let many = |count: usize| format!(r#"{{"edits":[{}]}}"#, vec!["{}"; count].join(","));
        assert!(round("CommitRequest", many(10_000).as_bytes()).is_ok());
        let error = round("CommitRequest", many(10_001).as_bytes()).unwrap_err();
        assert!(error.contains("`edits` has more than 10000"), "{error}");
        let nested = r#"{"edits":[{},{"put":{"fact":{"nam":"x"}}}]}"#;
        let error = round("CommitRequest", nested.as_bytes()).unwrap_err();
        assert!(
            error.contains("unknown field `nam` of `edits[1].put.fact`"),
            "{error}"
        );
    }
}
