//! Runs every example that the contract gives for a field of a request, and every filter, order and
//! mask that docs/api.md shows, so that none of them is wrong.

use std::fs;

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::{CommitRequest, ListEntitiesRequest, ListFactsRequest};
use prost_reflect::{FieldDescriptor, Kind, MethodDescriptor};
use prost_types::FieldMask;
use serde_json::{Map, Value, json};
use tonic::transport::Channel;

use crate::api::call;
use crate::support::{Server, person, repository};

/// The first example in a field's comment, such as `kind = event`.
fn example(field: &FieldDescriptor) -> Option<String> {
    let file = field.parent_message().parent_file();
    let info = file.file_descriptor_proto().source_code_info.as_ref()?;
    let place = info
        .location
        .iter()
        .find(|location| location.path == field.path())?;
    let comment = place.leading_comments();
    let words: Vec<&str> = comment.split_whitespace().collect();
    let comment = words.join(" ");
    let (_, rest) = comment.split_once("Example: `")?;
    Some(rest.split_once('`')?.0.to_owned())
}

fn value(field: &FieldDescriptor, text: String) -> Value {
    if field.is_list() {
        json!([text])
    } else {
        Value::String(text)
    }
}

/// Requests of a method, one for each example: with that field, and with those that it needs.
fn requests(method: &MethodDescriptor) -> Vec<(String, String)> {
    let required = |field: &FieldDescriptor| {
        let needed = is_required(field) && field.kind() == Kind::String;
        needed.then(|| example(field).unwrap_or_else(|| "A text.".to_owned()))
    };
    let fields: Vec<FieldDescriptor> = method.input().fields().collect();
    let base: Map<String, Value> = fields
        .iter()
        .filter_map(|field| Some((field.json_name().to_owned(), value(field, required(field)?))))
        .collect();
    let examples = fields.iter().filter_map(|field| {
        let text = example(field)?;
        let mut request = base.clone();
        request.insert(field.json_name().to_owned(), value(field, text));
        Some((
            field.full_name().to_owned(),
            Value::Object(request).to_string(),
        ))
    });
    examples.collect()
}

/// Whether the contract says `field_behavior = REQUIRED`.
fn is_required(field: &FieldDescriptor) -> bool {
    let extension = dossier::descriptors::pool()
        .get_extension_by_name("google.api.field_behavior")
        .expect("an extension");
    let options = field.options();
    let behaviors = options.get_extension(&extension);
    let behaviors = behaviors.as_list().expect("a list");
    behaviors
        .iter()
        .any(|behavior| behavior.as_enum_number() == Some(2))
}

async fn channel(server: &Server) -> Channel {
    let channel = Channel::from_shared(server.url.clone()).expect("a URL");
    channel.connect().await.expect("connected")
}

#[tokio::test]
async fn every_example_of_a_request_works() {
    // The contract's examples are of the first dossier.
    let server = Server::with(&["serve", "--content", "content"]);
    let channel = channel(&server).await;
    let mut ran = Vec::new();
    for service in dossier::descriptors::pool().services() {
        // A server of files takes no writes, and watches do not end.
        if !["FactService", "QueryService"].contains(&service.name()) {
            continue;
        }
        for method in service.methods() {
            let path = format!("{}/{}", service.full_name(), method.name());
            for (field, request) in requests(&method) {
                let replies = call(&channel, &path, &request).await;
                let replies =
                    replies.unwrap_or_else(|status| panic!("{field} {request}\n{status}"));
                let empty = replies.iter().all(bytes::Bytes::is_empty);
                assert!(!empty, "{field} {request}\nan empty answer");
                ran.push(field);
            }
        }
    }
    for field in [
        "dossier.v1.ListFactsRequest.order_by",
        "dossier.v1.ListEntitiesRequest.order_by",
        "dossier.v1.ListArticlesRequest.order_by",
        "dossier.v1.ListDossiersRequest.order_by",
        "dossier.v1.ListFactsRequest.filter",
        "dossier.v1.SearchFactsRequest.query",
    ] {
        assert!(
            ran.iter().any(|example| example == field),
            "{field} has no example"
        );
    }
}

/// What stands in code in the first cell of each row below a heading of docs/api.md.
fn shown(heading: &str) -> Vec<String> {
    let text = fs::read_to_string(repository().join("docs/api.md")).expect("docs/api.md");
    let (_, rest) = text.split_once(&format!("### {heading}\n")).expect(heading);
    let (part, _) = rest.split_once("\n#").unwrap_or((rest, ""));
    let rows = part.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| Some(row.split_once("` |")?.0.to_owned()))
        .collect()
}

#[tokio::test]
async fn every_filter_order_and_mask_of_the_docs_works() {
    let server = Server::with(&["serve", "--content", "content"]);
    let mut facts = FactServiceClient::new(channel(&server).await);
    let requests = shown("Filters").into_iter().map(|filter| ListFactsRequest {
        filter,
        ..ListFactsRequest::default()
    });
    let orders = shown("Orders")
        .into_iter()
        .map(|order_by| ListFactsRequest {
            order_by,
            ..ListFactsRequest::default()
        });
    let masks = shown("Masks").into_iter().map(|path| ListFactsRequest {
        read_mask: Some(FieldMask { paths: vec![path] }),
        ..ListFactsRequest::default()
    });
    let mut ran = 0;
    for request in requests.chain(orders).chain(masks) {
        let reply = facts.list_facts(request.clone()).await;
        let reply = reply.unwrap_or_else(|status| panic!("{request:?}\n{status}"));
        assert!(
            reply.get_ref().total_size > 0,
            "{request:?}\nlets nothing through"
        );
        ran += 1;
    }
    assert!(ran > 25, "{ran}");
}

#[tokio::test]
async fn lists_are_ordered_by_when_their_resources_changed() {
    let data = tempfile::tempdir().expect("a folder");
    let server = Server::with(&["serve", "--data", &data.path().display().to_string()]);
    let mut editor = EditorialServiceClient::new(channel(&server).await);
    let mut facts = FactServiceClient::new(channel(&server).await);
    for (name, called) in [
        ("entities/b", "Dora"),
        ("entities/c", "Anna"),
        ("entities/a", "Carl"),
    ] {
        let request = CommitRequest {
            author: "Mara Lind".to_owned(),
            message: "Add somebody".to_owned(),
            ..person(name, called)
        };
        editor.commit(request).await.expect("a commit");
    }
    for (order_by, wanted) in [
        ("", ["a", "b", "c"]),
        ("update_time", ["b", "c", "a"]),
        ("update_time desc", ["a", "c", "b"]),
        ("display_name", ["c", "a", "b"]),
        ("kind, revision desc", ["a", "c", "b"]),
    ] {
        let request = ListEntitiesRequest {
            order_by: order_by.to_owned(),
            ..ListEntitiesRequest::default()
        };
        let reply = facts.list_entities(request).await.expect(order_by);
        let entities = &reply.get_ref().entities;
        let names: Vec<&str> = entities
            .iter()
            .map(|entity| entity.name.trim_start_matches("entities/"))
            .collect();
        assert_eq!(names, wanted, "{order_by}");
    }
}
