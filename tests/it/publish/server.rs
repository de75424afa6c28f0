//! Publishing from a server: nothing that is a draft, whoever asks; an older revision when somebody says so;
//! and what was spoiled at the target is mended when somebody asks for that.

use std::fs;
use std::path::Path;
use std::process::Output;

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::{CommitRequest, GetFactRequest, LifecycleState};
use tonic::Request;

use super::{said, shown};
use crate::commits::{TREATY, edits, put};
use crate::support::{CONTENT, Server, person, run, token_line};

/// A server with a store that holds [`CONTENT`], and a folder for what is made of it.
struct Newsroom {
    server: Server,
    folder: tempfile::TempDir,
}

/// A message of somebody who may commit.
fn by_editor<T>(message: T) -> Request<T> {
    let mut request = Request::new(message);
    let token = "Bearer editor".parse().expect("a value");
    request.metadata_mut().insert("authorization", token);
    request
}

impl Newsroom {
    /// Each role has a token that is called like it, and is in a file of that name.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name).display().to_string();
        let roles = ["reader", "editor", "operator"];
        for role in roles {
            fs::write(at(role), role).expect("written");
        }
        let lines = roles.map(|role| token_line(role, role, "Mara Lind"));
        fs::write(at("tokens"), lines.concat()).expect("written");
        let data = at("data");
        let imported = run("dossier-server", &["import", CONTENT, "--data", &data]);
        assert!(imported.status.success(), "{imported:?}");
        let tokens = at("tokens");
        let server = Server::with(&["serve", "--data", &data, "--token-file", &tokens]);
        Self { server, folder }
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    async fn commit(&self, request: CommitRequest) {
        let client = EditorialServiceClient::connect(self.server.url.clone()).await;
        let mut client = client.expect("a server");
        let done = client.commit(by_editor(request)).await;
        done.expect("committed");
    }

    /// Builds into a folder of this name and publishes to `target`, with the token of a role.
    fn publish(&self, role: &str, (out, target): (&str, &str), more: &[&str]) -> Output {
        let (token, out, target) = (self.at(role), self.at(out), self.at(target));
        let arguments = [
            "publish",
            "--server",
            &self.server.url,
            "--token-file",
            &token,
            "--out",
            &out,
            "--to",
            &target,
        ];
        run("sitegen", &[&arguments, more].concat())
    }
}

#[tokio::test]
async fn drafts_are_never_published_whoever_asks() {
    let room = Newsroom::new();
    let client = FactServiceClient::connect(room.server.url.clone()).await;
    let request = GetFactRequest {
        name: TREATY.to_owned(),
        ..GetFactRequest::default()
    };
    let found = client.expect("a server").get_fact(by_editor(request)).await;
    let treaty = found.expect("the fact").into_inner();
    // A correction, with a draft beside it and a message that tells of both.
    let mut corrected = treaty.clone();
    corrected.topics.push("canals".to_owned());
    let mut draft = treaty.clone();
    "facts/another-treaty".clone_into(&mut draft.name);
    draft.state = LifecycleState::Draft.into();
    draft.topics.push("unripe".to_owned());
    let mut hidden = draft.clone();
    "facts/unripe-treaty".clone_into(&mut hidden.name);
    let mut commit = edits(vec![put(corrected), put(draft.clone()), put(hidden)]);
    "prepare what is unripe".clone_into(&mut commit.message);
    room.commit(commit).await;
    // The first draft is published, and says something else then.
    draft.state = LifecycleState::Published.into();
    draft.topics = treaty.topics;
    room.commit(edits(vec![put(draft)])).await;

    let output = room.publish("reader", ("out-reader", "reader-site"), &[]);
    assert!(output.status.success(), "{}", said(&output));
    let readers = shown(Path::new(&room.at("reader-site")));
    assert!(readers.contains_key(Path::new("facts/another-treaty/index.html")));
    for role in ["editor", "operator"] {
        let places = (format!("out-{role}"), format!("{role}-site"));
        let output = room.publish(role, (&places.0, &places.1), &[]);
        assert!(output.status.success(), "{}", said(&output));
        let site = shown(Path::new(&room.at(&places.1)));
        for (path, bytes) in &site {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("unripe"), "{role}: {}", path.display());
            let same = readers.get(path) == Some(bytes);
            assert!(same, "{role}: {} is another one", path.display());
        }
        assert_eq!(site.len(), readers.len(), "{role}");
    }
}

#[tokio::test]
async fn a_site_is_rolled_back_when_somebody_names_the_revision() {
    let room = Newsroom::new();
    let places = ("out", "target");
    let target = || shown(Path::new(&room.at("target")));
    let publish = |more: &[&str]| {
        let output = room.publish("reader", places, more);
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    publish(&[]);
    let old = target();
    room.commit(person("entities/somebody", "Somebody New"))
        .await;
    publish(&[]);
    let new = target();
    assert_ne!(old, new);
    let summary = publish(&["--revision", "1"]);
    assert!(summary.contains("published revision 1 "), "{summary}");
    assert!(target() == old, "not the site of the first revision");
    // Whoever names none means the newest.
    publish(&[]);
    assert!(target() == new, "not the newest site");
    let output = room.publish("reader", places, &["--revision", "0"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}

#[tokio::test]
async fn what_was_spoiled_at_the_target_is_mended_on_request() {
    let room = Newsroom::new();
    let publish = |more: &[&str]| {
        let output = room.publish("reader", ("out", "target"), more);
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    publish(&[]);
    let folder = room.folder.path().join("target");
    let whole = shown(&folder);
    let spoil = || {
        fs::write(folder.join("index.html"), "spoiled").expect("written");
        fs::remove_file(folder.join("facts/index.html")).expect("removed");
        fs::write(folder.join("stray.html"), "somebody's").expect("written");
    };
    spoil();
    // The manifest is believed, unless somebody says that it is wrong.
    assert!(publish(&[]).contains("nothing to publish"));
    publish(&["--reconcile"]);
    assert!(shown(&folder) == whole, "not mended");
    spoil();
    fs::remove_file(folder.join("dossier-site.json")).expect("removed");
    publish(&["--reconcile"]);
    assert!(shown(&folder) == whole, "not mended without a manifest");
}
