//! `/openapi.json`: the methods that plain HTTP reaches, described for tools that know OpenAPI 3.1.
//!
//! It is made from the contract's descriptors, whose comments it carries, so that it cannot say something
//! else than the contract.

mod schema;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use self::schema::{Named, comment, named, reference, schema};
use super::method::{self, Method};

/// The name under which the form of errors is kept.
const ERROR: &str = "connect.Error";

static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| {
    let text = serde_json::to_vec(&document()).unwrap_or_default();
    text.into()
});

/// The document, made once.
pub(super) fn text() -> Bytes {
    DOCUMENT.clone()
}

fn document() -> Value {
    let paths: Map<String, Value> = shown()
        .map(|method| (method.path.clone(), path(method)))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Dossier",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Facts of news articles, each with who says so and in which sentence",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [{}, { "token": [] }],
        "tags": tags(),
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "securitySchemes": { "token": token() },
            "responses": { "Error": refusal() },
        },
    })
}

/// The services, with their words.
fn tags() -> Vec<Value> {
    let services = shown().map(|method| method.descriptor.parent_service());
    let described = services.map(|service| {
        let words = comment(&service.parent_file(), service.path());
        (service.full_name().to_owned(), words)
    });
    let described: BTreeSet<_> = described.collect();
    let tags = described.into_iter();
    tags.map(|(name, words)| json!({ "name": name, "description": words }))
        .collect()
}

/// Every message and enum that a method takes or answers with, and those within them.
fn schemas() -> BTreeMap<String, Value> {
    let mut schemas: BTreeMap<String, Value> = BTreeMap::new();
    let mut waiting: Vec<Named> = shown()
        .flat_map(|method| [method.descriptor.input(), method.descriptor.output()])
        .map(Named::Message)
        .collect();
    while let Some(next) = waiting.pop() {
        if !schemas.contains_key(next.full_name()) {
            schemas.insert(next.full_name().to_owned(), schema(&next));
            waiting.extend(named(&next));
        }
    }
    schemas.insert(ERROR.to_owned(), error());
    schemas
}

fn token() -> Value {
    json!({
        "type": "http",
        "scheme": "bearer",
        "description": "A token from the server's token file. The operator decides whether one is needed to \
                        read what is published; drafts and commits need one.",
    })
}

fn refusal() -> Value {
    json!({
        "description": "The call was refused; the code says how, the details say why.",
        "content": { "application/json": { "schema": reference(ERROR) } },
    })
}

/// The methods that are described.
fn shown() -> impl Iterator<Item = &'static Method> {
    method::all().iter().filter(|method| is_shown(method))
}

/// Streams need gRPC or gRPC-Web, and what is not of the contract is described where it comes from.
fn is_shown(method: &Method) -> bool {
    method.is_unary() && method.path.starts_with("/dossier.")
}

/// What can be done at the path of a method.
fn path(method: &Method) -> Value {
    let descriptor = &method.descriptor;
    let service = descriptor.parent_service();
    let words = comment(&descriptor.parent_file(), descriptor.path());
    let (summary, _) = words.split_once(". ").unwrap_or((&words, ""));
    let input = reference(descriptor.input().full_name());
    let answers = json!({
        "200": {
            "description": "The answer.",
            "headers": {
                "dossier-revision": {
                    "description": "The revision of the answer.",
                    "schema": { "type": "string" },
                },
            },
            "content": { "application/json": { "schema": reference(descriptor.output().full_name()) } },
        },
        "4XX": { "$ref": "#/components/responses/Error" },
        "5XX": { "$ref": "#/components/responses/Error" },
    });
    let operation = |id: String| {
        json!({
            "operationId": id,
            "tags": [service.full_name()],
            "summary": summary.trim_end_matches('.'),
            "description": words,
            "responses": answers,
        })
    };
    let id = format!("{}_{}", service.name(), descriptor.name());
    let mut post = operation(id.clone());
    let body = json!({
        "required": true,
        "content": { "application/json": { "schema": input } },
    });
    put(&mut post, "requestBody", body);
    let mut both = json!({ "post": post });
    if method.reads {
        let mut get = operation(format!("{id}_get"));
        let message = json!({
            "name": "message",
            "in": "query",
            "required": true,
            "description": "The request. With `readRevision` the answer may be cached for a day, unless the server keeps its revisions in memory only; see `cache-control`.",
            "content": { "application/json": { "schema": input } },
        });
        put(
            &mut get,
            "parameters",
            json!([
                parameter("connect", "v1"),
                parameter("encoding", "json"),
                message
            ]),
        );
        put(&mut both, "get", get);
    }
    both
}

/// A parameter with one value.
fn parameter(name: &str, value: &str) -> Value {
    json!({
        "name": name,
        "in": "query",
        "required": true,
        "schema": { "type": "string", "const": value },
    })
}

fn put(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

/// The form of errors (<https://connectrpc.com/docs/protocol#error-end-stream>).
fn error() -> Value {
    json!({
        "type": "object",
        "description": "Why a call was refused.",
        "required": ["code"],
        "properties": {
            "code": { "type": "string", "examples": ["not_found"] },
            "message": { "type": "string", "description": "What is wrong, and what to write instead." },
            "details": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["type", "value"],
                    "properties": {
                        "type": { "type": "string", "examples": ["google.rpc.ErrorInfo"] },
                        "value": { "type": "string", "description": "The detail in protobuf, as base64." },
                        "debug": { "description": "The detail as readable JSON." },
                    },
                },
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(target)) = object.get("$ref") {
                    found.insert(target.clone());
                }
                object.values().for_each(|byte| references(byte, found));
            }
            Value::Array(list) => list.iter().for_each(|schema| references(schema, found)),
            _ => {}
        }
    }

    #[test]
    fn every_unary_method_is_there_and_every_reference_leads_somewhere() {
        let document = document();
        let paths = document["paths"].as_object().unwrap();
        let unary = method::all().iter().filter(|method| is_shown(method));
        assert_eq!(paths.len(), unary.clone().count());
        for method in unary {
            let path = &paths[&method.path];
            assert_eq!(path.get("get").is_some(), method.reads, "{}", method.path);
            assert!(path["post"]["summary"].as_str().unwrap().len() > 10);
        }
        let mut found = BTreeSet::new();
        references(&document, &mut found);
        assert!(found.len() > 30, "{found:?}");
        for target in found {
            let pointer = target.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{target}");
        }
    }

    #[test]
    fn fields_are_described_as_protobufs_json_has_them() {
        let document = document();
        let schemas = &document["components"]["schemas"];
        let request = &schemas["dossier.v1.GetFactRequest"];
        assert_eq!(request["required"], json!(["name"]));
        assert_eq!(request["additionalProperties"], false);
        assert_eq!(
            request["properties"]["readRevision"]["type"],
            json!(["string", "integer"])
        );
        assert_eq!(request["properties"]["readMask"]["type"], "string");
        assert_eq!(request["properties"]["show"]["type"], "array");
        let state = &schemas["dossier.v1.LifecycleState"];
        assert!(
            state["enum"]
                .as_array()
                .unwrap()
                .contains(&json!("LIFECYCLE_STATE_DRAFT"))
        );
        let fact = &schemas["dossier.v1.Fact"];
        assert!(
            fact["properties"]["statement"]["description"]
                .as_str()
                .unwrap()
                .len()
                > 10
        );
    }
}
