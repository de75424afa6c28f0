//! Does every command compile the same crates? A dependency whose features differ from one command to
//! the next is compiled once for each of them, which doubled the time of `make site && make test`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::support::repository;

/// The crates that the feature `failpoints` may change.
const FAILPOINTS: [&str; 4] = [
    "dossier-publish",
    "dossier-server",
    "dossier-sitegen",
    "fail",
];

/// The features of each crate that a command would compile, one set for each time it would.
type Resolution = BTreeMap<String, BTreeSet<String>>;

fn resolve(arguments: &str) -> Resolution {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree", "--locked", "--prefix", "none", "--format", "{p}|{f}",
        ])
        .args(arguments.split_whitespace())
        .current_dir(repository())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{output:?}");
    let mut found = Resolution::new();
    for line in String::from_utf8(output.stdout).expect("UTF-8").lines() {
        // ` (*)` marks a crate whose dependencies were listed before.
        let line = line.trim_end_matches(" (*)");
        if let Some((package, features)) = line.split_once('|') {
            let versions = found.entry(package.to_owned()).or_default();
            versions.insert(features.to_owned());
        }
    }
    found
}

/// What one command compiles with other features than `make test`, which compiles most.
fn differences(resolution: &Resolution, all: &Resolution) -> Vec<String> {
    let differs = |package: &str, features: &BTreeSet<String>| {
        all.get(package).is_none_or(|known| known != features)
    };
    resolution
        .iter()
        .filter(|(package, features)| differs(package, features))
        .map(|(package, features)| format!("{package}: {features:?}"))
        .collect()
}

#[test]
fn every_command_compiles_dependencies_with_the_same_features() {
    // Programs and tests share what is compiled for the target; build scripts and macros are apart.
    let target = "--edges no-build,no-proc-macro";
    let test = resolve(&format!("--workspace --all-features {target}"));
    assert!(test.len() > 100, "{test:?}");
    for (command, selection) in [
        ("make site", "--edges no-dev,no-build,no-proc-macro"),
        ("cargo test", target),
        (
            "make bench",
            "--workspace --edges no-dev,no-build,no-proc-macro",
        ),
        (
            "make lint",
            "--workspace --all-features --edges no-dev,no-build,no-proc-macro",
        ),
    ] {
        let found = differences(&resolve(selection), &test);
        let other: Vec<_> = found
            .into_iter()
            .filter(|line| {
                !FAILPOINTS
                    .iter()
                    .any(|name| line.starts_with(&format!("{name} ")))
            })
            .collect();
        assert!(
            other.is_empty(),
            "`{command}` compiles with other features than `make test`; list them in \
             [workspace.dependencies]:\n{}",
            other.join("\n")
        );
    }
    let all = resolve("--workspace --all-features --edges no-dev");
    let site = resolve("--edges no-dev");
    let host: Vec<_> = site
        .iter()
        .filter(|(package, features)| {
            all.get(*package)
                .is_none_or(|known| !known.is_superset(features))
        })
        .filter(|(package, _)| {
            !FAILPOINTS
                .iter()
                .any(|name| package.starts_with(&format!("{name} ")))
        })
        .collect();
    assert!(host.is_empty(), "{host:?}");
}
