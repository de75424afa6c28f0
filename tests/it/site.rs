//! The main job: from content to a website whose links all resolve.

use std::fs;

use crate::support::{files, run, stdout};

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
