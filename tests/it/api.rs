//! Runs every `grpcurl` call that docs/api.md shows, so that the page cannot rot.

use std::fs;

use bytes::Bytes;
use prost_reflect::prost::Message as _;
use prost_reflect::{DynamicMessage, MethodDescriptor};
use tonic::transport::Channel;
use tonic::{Request, Status};

use crate::support::{Raw, Server, repository};

#[tokio::test]
async fn every_call_in_the_docs_works() {
    let text = fs::read_to_string(repository().join("docs/api.md")).expect("docs/api.md");
    // The page shows calls about the first dossier, which a reader can try.
    let server = Server::with(&["serve", "--content", "content"]);
    let channel = Channel::from_shared(server.url.clone())
        .expect("a URL")
        .connect()
        .await
        .expect("connected");
    let mut calls = 0;
    for line in text.lines().filter(|line| line.starts_with("grpcurl ")) {
        let Some((json, method)) = parts(line) else {
            continue;
        };
        let replies = call(&channel, &method, &masks_as_texts(&json)).await;
        let replies = replies.unwrap_or_else(|status| panic!("{line}\n{status}"));
        assert!(
            !replies.is_empty() && !replies[0].is_empty(),
            "{line}\nan empty answer"
        );
        calls += 1;
    }
    assert!(calls >= 10, "{calls} calls");
}

/// A request as protobuf's JSON has it. grpcurl reads masks as the messages that they are, and as
/// nothing else (fullstorydev/grpcurl#393), so the documents show them as objects.
pub(crate) fn masks_as_texts(json: &str) -> String {
    let mut request: serde_json::Value = serde_json::from_str(json).expect(json);
    if let Some(mask) = request.get_mut("read_mask") {
        let paths = mask["paths"]
            .as_array()
            .expect("an object, as grpcurl needs");
        let paths: Vec<&str> = paths.iter().filter_map(|path| path.as_str()).collect();
        *mask = paths.join(",").into();
    }
    request.to_string()
}

/// The request and the method of `grpcurl -plaintext -d 'JSON' ADDRESS METHOD`; nothing for calls
/// such as `list`, which ask for reflection.
pub(crate) fn parts(line: &str) -> Option<(String, String)> {
    let (_, rest) = line.split_once("-d '")?;
    let (json, rest) = rest.split_once('\'')?;
    let method = rest.split_whitespace().nth(1)?;
    Some((json.to_owned(), method.to_owned()))
}

pub(crate) async fn call(channel: &Channel, path: &str, json: &str) -> Result<Vec<Bytes>, Status> {
    let (service, name) = path.split_once('/').expect("service/method");
    let service = dossier::descriptors::pool()
        .get_service_by_name(service)
        .expect(path);
    let method: MethodDescriptor = service
        .methods()
        .find(|method| method.name() == name)
        .expect(path);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let request = DynamicMessage::deserialize(method.input(), &mut deserializer).expect(json);

    let mut client = tonic::client::Grpc::new(channel.clone());
    client
        .ready()
        .await
        .map_err(|error| Status::unavailable(error.to_string()))?;
    let request = Request::new(Bytes::from(request.encode_to_vec()));
    let path = format!("/{path}").parse().expect("a path");
    let mut replies = client
        .server_streaming(request, path, Raw)
        .await?
        .into_inner();
    let mut all = Vec::new();
    while let Some(reply) = replies.message().await? {
        DynamicMessage::decode(method.output(), reply.clone()).expect("the method's own answer");
        all.push(reply);
    }
    Ok(all)
}
