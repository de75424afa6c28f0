//! `--json`, `--quiet` and `--verbose` of `sitegen`: what is said on which output.

use std::process::Output;

use serde_json::Value;

use crate::support::{CONTENT, run, stdout};

/// What a command printed for programs: an object for each line, all of whose names are documented.
fn lines(output: &Output) -> Vec<Value> {
    let documented = include_str!("../../docs/site.md");
    let text = stdout(output);
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    for name in lines.iter().filter_map(Value::as_object).flatten() {
        let name = format!("`{}`", name.0);
        assert!(documented.contains(&name), "{name} is not documented");
    }
    lines
}

/// Two folders: of a site, and of a place to publish to.
fn places(folder: &tempfile::TempDir) -> [String; 2] {
    ["public", "live"].map(|name| folder.path().join(name).to_string_lossy().into_owned())
}

#[test]
fn what_was_built_and_checked_is_a_line_of_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let [site, _] = places(&folder);
    let make = ["build", "--content", CONTENT, "--out", &site, "--json"];
    let [built] = lines(&run("sitegen", &make)).try_into().expect("one line");
    assert_eq!(built["event"], "built");
    assert_eq!(built["way"], "whole");
    assert_eq!(built["revision"], 1);
    assert_eq!(built["files_printed"], built["files_written"]);
    let slowest = built["slowest_pages"].as_array().expect("a list");
    assert_eq!(slowest.len(), 5);
    let took = |value: &Value| value["seconds"].as_f64().expect("seconds");
    assert!(slowest.is_sorted_by(|left, right| took(left) >= took(right)));

    for is_whole in [true, false] {
        let output = run("sitegen", &["check", &site, "--json"]);
        assert_eq!(output.status.success(), is_whole);
        let [checked] = lines(&output).try_into().expect("one line");
        let problems = checked["problems"].as_array().expect("a list");
        assert_eq!(problems.is_empty(), is_whole);
        assert!(output.stderr.is_empty());
        std::fs::remove_file(folder.path().join("public/method/index.html")).ok();
    }
}

#[test]
fn what_was_published_is_a_line_of_json_and_nothing_else_is_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let [site, live] = places(&folder);
    let make = ["--content", CONTENT, "--out", &site, "--json"];
    let publish = ["publish", "--to", &live, "--on-published", "echo told"];
    for (more, told) in [(&["--dry-run"][..], 0), (&[], 1)] {
        let output = run("sitegen", &[&publish[..], &make, more].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        let [built, published] = lines(&output).try_into().expect("two lines");
        assert_eq!(built["event"], "built");
        assert_eq!(published["event"], "published");
        assert_eq!(published["dry_run"], told == 0);
        assert_eq!(published["files"], published["files_sent"]);
        assert_eq!(said.matches("told").count(), told, "{said}");
    }
}

#[test]
fn whoever_wants_quiet_hears_of_errors_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let [site, live] = places(&folder);
    let make = ["--content", CONTENT, "--out", &site];
    let publish = ["publish", "--to", &live, "--quiet"];
    for arguments in [
        [&["build", "--quiet"], &make[..]].concat(),
        [&publish, &make[..]].concat(),
        vec!["check", &site, "--quiet"],
    ] {
        let output = run("sitegen", &arguments);
        assert!(output.status.success(), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
    }
    let output = run("sitegen", &["check", "--quiet", "no-such-folder"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty() && !output.stderr.is_empty());

    let output = run(
        "sitegen",
        &[&["build", "--clean", "--verbose"], &make[..]].concat(),
    );
    assert_eq!(stdout(&output).matches(" s to print ").count(), 5);
}
