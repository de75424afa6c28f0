//! Starts the real programs, for tests that look at them from outside.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The project's folder.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with the built programs; builds them once, because cargo builds only the programs of
/// the package under test.
fn binaries() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--workspace", "--bins"])
            .current_dir(repository())
            .status()
            .expect("cargo runs");
        assert!(status.success(), "the programs did not build");
        let test = std::env::current_exe().expect("the test's own path");
        test.parent()
            .and_then(Path::parent)
            .expect("target/debug")
            .to_owned()
    })
}

/// Runs one of the programs to its end, in the project's folder.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Output {
    Command::new(binaries().join(program))
        .args(arguments)
        .current_dir(repository())
        .env("NO_COLOR", "1")
        .output()
        .expect("the program starts")
}

/// What a program printed to standard output.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// Every file below a folder, in the order of their paths.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
