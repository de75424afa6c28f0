//! The main job: from content to a website whose links all resolve.

use std::fs;

use crate::overlap;
use crate::support::{Server, files, run, stdout};

#[test]
fn the_site_is_whole_and_every_link_resolves() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let path = out.to_str().expect("UTF-8");
    let output = run("sitegen", &["build", "--out", path]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );

    let pages = files(&out)
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "html"))
        .count();
    assert!(pages >= 90, "{pages} pages");
    let output = run("sitegen", &["check", path]);
    assert!(
        output.status.success(),
        "{}{}",
        stdout(&output),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn two_builds_are_equal_byte_for_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let builds = ["one", "two"].map(|name| folder.path().join(name));
    for out in &builds {
        let output = run("sitegen", &["build", "--out", out.to_str().expect("UTF-8")]);
        assert!(output.status.success());
    }
    let [one, two] = builds.map(|out| {
        files(&out)
            .into_iter()
            .map(|file| {
                let bytes = fs::read(&file).expect("a file");
                (file.strip_prefix(&out).expect("below").to_owned(), bytes)
            })
            .collect::<Vec<_>>()
    });
    assert_eq!(one.len(), two.len());
    for (one, two) in one.iter().zip(&two) {
        assert_eq!(one.0, two.0);
        assert!(one.1 == two.1, "{} differs", one.0.display());
    }
}

#[test]
fn a_server_elsewhere_gives_the_same_site() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start();
    let [own, other] = ["own", "other"].map(|name| folder.path().join(name));
    let path = |out: &std::path::Path| out.to_str().expect("UTF-8").to_owned();
    assert!(
        run("sitegen", &["build", "--out", &path(&own)])
            .status
            .success()
    );
    let output = run(
        "sitegen",
        &["build", "--server", &server.url, "--out", &path(&other)],
    );
    assert!(output.status.success());
    for (one, two) in files(&own).iter().zip(files(&other)) {
        assert_eq!(
            fs::read(one).expect("a file"),
            fs::read(two).expect("a file")
        );
    }
}

#[test]
fn no_sentence_of_the_article_is_in_the_site() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let output = run("sitegen", &["build", "--out", out.to_str().expect("UTF-8")]);
    assert!(output.status.success());
    let Some(copies) = overlap::copies_below(&[out]) else {
        return;
    };
    assert!(
        copies.is_empty(),
        "copied from the article:\n{}",
        copies.join("\n")
    );
}

#[test]
fn what_cannot_be_built_is_told() {
    let told = |arguments: &[&str]| {
        let output = run("sitegen", arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), error)
    };
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("public");
    let out = out.to_str().expect("UTF-8");

    let (code, error) = told(&["build", "--server", "http://127.0.0.1:1", "--out", out]);
    assert_eq!(code, Some(2));
    assert!(
        error.starts_with("error: no server answers at http://127.0.0.1:1: "),
        "{error}"
    );

    let (code, error) = told(&["build", "--server", "nonsense", "--out", out]);
    assert_eq!(code, Some(2));
    assert!(error.contains("is not the address of a server"), "{error}");

    fs::write(
        folder.path().join("entities.yaml"),
        "entities: {A: {kind: stat}}",
    )
    .expect("written");
    let content = folder.path().to_str().expect("UTF-8");
    let (code, error) = told(&["build", "--content", content, "--out", out]);
    assert_eq!(code, Some(1), "{error}");
    assert!(error.contains("did you mean `state`?"), "{error}");
    assert!(
        error.contains("the server did not take the content"),
        "{error}"
    );

    let (code, error) = told(&["build", "--out", "docs"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("was not made by sitegen"), "{error}");
    assert!(!std::path::Path::new(out).exists());
}
