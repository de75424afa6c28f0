//! The commands of `dossier-server`, as an editor runs them.

use std::fs;

use crate::overlap::article_text;
use crate::support::{CONTENT, repository, run, stdout};

#[test]
fn the_projects_own_content_has_no_errors() {
    let output = run("dossier-server", &["check", "content"]);
    assert!(output.status.success(), "{}", stdout(&output));
}

#[test]
fn a_wrong_file_is_shown_with_its_place_and_what_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&repository().join(CONTENT), folder.path());
    let facts = folder.path().join("dossiers/canal/facts.yaml");
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
    let output_text = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
    assert!(output_text.contains("supliers"), "{output_text}");
    assert!(
        output_text.contains("did you mean `suppliers`?"),
        "{output_text}"
    );
    assert!(
        output_text.contains(&format!("facts.yaml:{line}:")),
        "{output_text}"
    );

    let output = run("dossier-server", &["check", path, "--format", "json"]);
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(
        findings
            .as_array()
            .is_some_and(|all| all.iter().any(|finding| finding["line"] == line)),
        "{findings}"
    );
}

#[test]
#[ignore = "needs the article's text: DOSSIER_ARTICLE_TEXT"]
fn every_evidence_stands_in_the_article() {
    let argument = format!("site-48={}", article_text().display());
    let output = run(
        "dossier-server",
        &["verify", "content", "--text", &argument],
    );
    let report = stdout(&output);
    assert!(output.status.success(), "{report}");
    assert!(report.contains("0 uncovered"), "{report}");
    assert!(report.contains("100 %"), "{report}");
}

#[test]
fn a_scan_holds_no_words() {
    let path = "tests/content/texts/canal.txt";
    let output = run("dossier-server", &["scan", path, "--id", "canal"]);
    assert!(output.status.success());
    let skeleton = stdout(&output);
    assert!(skeleton.contains("- id: p6"), "{skeleton}");
    for word in ["Marland", "parliaments", "barges"] {
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

#[test]
fn a_sentence_in_front_loses_and_shifts_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    copy(std::path::Path::new(CONTENT), &content);
    let path = content.join("texts/canal.txt");
    let text = fs::read_to_string(&path).expect("a text");
    let text = text.replacen("\n\n", "\n\nNobody expected this sentence. ", 1);
    fs::write(&path, text).expect("written");
    let (content, path) = (content.to_string_lossy(), path.to_string_lossy());
    let update = [
        "scan",
        "--update",
        "canal",
        "--text",
        &path,
        "--content",
        &content,
    ];
    let before = crate::support::files(folder.path()).len();
    let output = run("dossier-server", &update);
    let report = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{report}");
    assert!(report.contains("p1.s1 is p1.s2 now"), "{report}");
    assert_eq!(crate::support::files(folder.path()).len(), before);
    let compared = run(
        "dossier-server",
        &["verify", &content, "--text", &format!("canal={path}")],
    );
    let report = stdout(&compared);
    assert!(report.contains("22 places: 22 VERIFIED"), "{report}");
    let output = run("dossier-server", &update);
    assert!(
        stdout(&output).contains(" 0 moved, 0 to look at\n"),
        "{output:?}"
    );
}

#[test]
fn what_one_article_bears_out_another_need_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let content = folder.path().join("content");
    copy(std::path::Path::new(CONTENT), &content);
    let path = |name: &str| content.join(name).to_string_lossy().into_owned();
    let (canal, echo) = (path("texts/canal.txt"), path("texts/echo.txt"));
    fs::write(&echo, "An echo\n\nHolm Island lends Marland dredgers.\n").expect("written");
    let scanned = run("dossier-server", &["scan", &echo, "--id", "echo"]);
    let scanned = stdout(&scanned);
    let skeleton = scanned.find("skeleton:").expect("a skeleton");
    let article = format!(
        "language: en\ntitle: An echo\npublication: holm-courier\npublished: 2024-06-21\n\
         language_code: en\ngenre: reportage\nrights: {{text_policy: full}}\n\
         marks: {{at: p0, role: context}}\n{}",
        scanned.get(skeleton..).unwrap_or_default()
    );
    fs::write(path("articles/echo.yaml"), article).expect("written");
    let facts = path("dossiers/canal/facts.yaml");
    let text = fs::read_to_string(&facts).expect("facts");
    let both = text.replace(
        "evidence: {at: p2.s4, voice: reported_as_fact}",
        "evidence:\n    - {at: p2.s4, voice: reported_as_fact}\n    \
         - {article: echo, at: p1.s1, voice: reported_as_fact}",
    );
    assert_ne!(text, both);
    fs::write(&facts, both).expect("written");
    let directory = content.to_string_lossy();
    let (canal, echo) = (format!("canal={canal}"), format!("echo={echo}"));
    let code = |arguments: &[&str]| {
        let output = run(
            "dossier-server",
            &[&["verify", &directory], arguments].concat(),
        );
        (output.status.code(), stdout(&output))
    };
    let (alone, report) = code(&["--text", &echo]);
    assert_eq!(alone, Some(1), "{report}");
    assert!(
        report.contains("the article never says `12 {dredger}`"),
        "{report}"
    );
    let (together, report) = code(&["--text", &echo, "--text", &canal]);
    assert_eq!(together, Some(0), "{report}");
    assert!(report.contains("warning[not-in-all-evidence]"), "{report}");
    let (written, report) = code(&["--text", &canal, "--write"]);
    assert_eq!(written, Some(0), "{report}");
    let (with_record, report) = code(&["--text", &echo]);
    assert_eq!(with_record, Some(0), "{report}");
}

#[test]
fn a_command_that_cannot_be_carried_out_says_why() {
    for (arguments, message) in [
        (
            &["check", "no-such-folder"][..],
            "`no-such-folder` could not be read: No such file or directory",
        ),
        (
            &["scan", "no-such-file", "--id", "x"],
            "`no-such-file` could not be read",
        ),
        (
            &["scan", "Cargo.toml", "--id", "BA Fuel"],
            "`BA Fuel` is not an id",
        ),
        (&["scan", "Cargo.toml", "--id", ""], "`` is not an id"),
        (
            &["scan", "Cargo.toml", "--id", "x", "--language", "jp"],
            "`jp` is not a registered language tag (BCP 47)",
        ),
        (
            &["verify", CONTENT, "--text", "canal"],
            "`canal` does not have the form `ID=FILE`",
        ),
        (
            &["verify", CONTENT, "--text", "cannal=Cargo.toml"],
            "unknown article `cannal`; did you mean `canal`?",
        ),
    ] {
        let output = run("dossier-server", arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains(message), "{arguments:?}: {error}");
    }
}

#[test]
fn another_text_is_told_apart_from_the_one_that_was_scanned() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = folder.path().join("other.txt");
    fs::write(
        &other,
        "A headline\n\nAnother text altogether. It has other words.\n",
    )
    .expect("written");
    let argument = format!("canal={}", other.display());
    let output = run("dossier-server", &["verify", CONTENT, "--text", &argument]);
    assert_eq!(output.status.code(), Some(1));
    let report = stdout(&output);
    // One line instead of one for each place.
    assert!(
        report.contains("none of the 22 places is there"),
        "{report}"
    );
    assert_eq!(report.lines().count(), 1, "{report}");
    let output = run(
        "dossier-server",
        &["verify", CONTENT, "--text", &argument, "--format", "json"],
    );
    let reports: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(reports[0]["article"], "articles/canal", "{reports}");
}

#[test]
fn the_text_that_is_our_own_bears_out_every_place() {
    for (content, text) in [
        ("content", "leap-second=content/texts/leap-second.txt"),
        (CONTENT, "canal=tests/content/texts/canal.txt"),
        ("tests/arabic", "flood=tests/arabic/texts/flood.txt"),
        ("tests/french", "port=tests/french/texts/port.txt"),
        ("tests/german", "bahn=tests/german/texts/bahn.txt"),
        ("tests/spanish", "agua=tests/spanish/texts/agua.txt"),
    ] {
        let output = run("dossier-server", &["verify", content, "--text", text]);
        let report = stdout(&output);
        assert!(output.status.success(), "{report}");
        assert!(report.contains(" VERIFIED\n"), "{report}");
        assert!(report.contains("0 uncovered (100 %)"), "{report}");
    }
}
