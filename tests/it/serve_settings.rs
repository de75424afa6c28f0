//! Settings of the server in a file and in the environment.

use std::fs;

use dossier::v1::CommitRequest;
use dossier::v1::editorial_service_client::EditorialServiceClient;
use tonic::Code;

use crate::support::{Server, person, run};

/// What becomes of a commit without a token.
async fn commit(server: &Server) -> Code {
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("connected");
    let request = CommitRequest {
        author: "Ada".to_owned(),
        ..person("entities/ada", "Ada")
    };
    let done = editor.commit(request).await;
    done.map_or_else(|status| status.code(), |_| Code::Ok)
}

#[tokio::test]
async fn a_file_sets_what_neither_the_command_line_nor_a_variable_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let file = path("serve.toml");
    let text = format!(
        "data = {:?}\ntrust-loopback = \"reader\"\nslow-call = 5\nwatch = false\n\
         cors-origin = [\"https://a.example\", \"https://b.example\"]\npublic-reads = true\n",
        path("data")
    );
    fs::write(&file, text).expect("written");
    let settings = ["serve", "--settings", &file];
    let server = Server::with(&settings);
    assert!(folder.path().join("data").join("dossier.sqlite").exists());
    assert_eq!(commit(&server).await, Code::PermissionDenied);
    drop(server);
    let above = Server::with(&[&settings[..], &["--trust-loopback", "editor"]].concat());
    assert_eq!(commit(&above).await, Code::Ok);
    drop(above);
    let by_variable = [
        ("DOSSIER_SETTINGS", file.as_str()),
        ("DOSSIER_TRUST_LOOPBACK", "editor"),
    ];
    let variable = Server::in_environment(&by_variable, &["serve"]);
    assert_eq!(commit(&variable).await, Code::Ok);
}

#[test]
fn what_is_wrong_with_a_file_of_settings_is_told_with_its_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("serve.toml");
    let shown = file.display().to_string();
    for (text, message) in [
        (None, "cannot be read"),
        (Some("listen = "), "is not TOML"),
        (
            Some("listne = \"127.0.0.1:0\""),
            "`listne`: there is no such setting; did you mean `listen`?",
        ),
        (
            Some("settings = \"more.toml\""),
            "`settings`: there is no such setting",
        ),
        (
            Some("editor-tokens = \"x\""),
            "`editor-tokens`: there is no such setting",
        ),
        (
            Some("listen = [\"127.0.0.1:0\"]"),
            "`listen`: takes one value, not a list",
        ),
        (
            Some("listen = 1.5"),
            "`listen`: takes a text or a whole number",
        ),
        (Some("watch = \"yes\""), "`watch`: takes `true` or `false`"),
        (Some("slow-call = 0"), "0 is not in 1.."),
        (Some("watch = true"), "--content"),
        (Some("slow-call = 5"), "say what to serve"),
    ] {
        if let Some(text) = text {
            fs::write(&file, text).expect("written");
        }
        let output = run("dossier-server", &["serve", "--settings", &shown]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{text:?}: {told}");
        assert!(told.contains(message), "{text:?}: {told}");
    }
}
