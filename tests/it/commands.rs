//! The commands of `dossier-server`, as an editor runs them.

use std::fs;

use crate::overlap::article_text;
use crate::support::{repository, run, stdout};

#[test]
fn the_projects_own_content_has_no_errors() {
    let output = run("dossier-server", &["check", "content"]);
    assert!(output.status.success(), "{}", stdout(&output));
}

#[test]
fn a_wrong_file_is_shown_with_its_place_and_what_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&repository().join("content"), folder.path());
    let facts = folder.path().join("dossiers/anti-western-axis/facts.yaml");
    let text = fs::read_to_string(&facts).expect("facts");
    let line = text
        .lines()
        .position(|line| line.contains("suppliers:"))
        .expect("a transfer")
        + 1;
    let wrong = text.replacen("suppliers:", "supliers:", 1);
    fs::write(&facts, wrong).expect("written");

    let path = folder.path().to_str().expect("UTF-8");
    let output = run("dossier-server", &["check", path]);
    assert_eq!(output.status.code(), Some(1));
    let told = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("supliers"), "{told}");
    assert!(told.contains("did you mean `suppliers`?"), "{told}");
    assert!(told.contains(&format!("facts.yaml:{line}:")), "{told}");

    let output = run("dossier-server", &["check", path, "--format", "json"]);
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(
        findings
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one["line"] == line)),
        "{findings}"
    );

    let output = run(
        "dossier-server",
        &["serve", "--listen", "127.0.0.1:0", "--content", path],
    );
    assert_eq!(
        output.status.code(),
        Some(1),
        "a server must not start on wrong content"
    );
}

#[test]
fn every_evidence_stands_in_the_article() {
    let Some(text) = article_text() else { return };
    let argument = format!("site-48={}", text.display());
    let output = run(
        "dossier-server",
        &["verify", "content", "--text", &argument],
    );
    let told = stdout(&output);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("0 uncovered"), "{told}");
    assert!(told.contains("100 %"), "{told}");
}

#[test]
fn a_scan_holds_no_words() {
    let Some(text) = article_text() else { return };
    let path = text.to_str().expect("UTF-8");
    let output = run("dossier-server", &["scan", path, "--id", "site-48"]);
    assert!(output.status.success());
    let skeleton = stdout(&output);
    assert!(skeleton.contains("p13"), "{skeleton}");
    for word in ["Pyongyang", "Kremlin", "drones"] {
        assert!(
            !skeleton.contains(word),
            "`{word}` must not stand in a skeleton"
        );
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for file in crate::support::files(from) {
        let target = to.join(file.strip_prefix(from).expect("below"));
        fs::create_dir_all(target.parent().expect("a parent")).expect("a folder");
        fs::copy(&file, &target).expect("copied");
    }
}
