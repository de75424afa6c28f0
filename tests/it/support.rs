//! Starts the real programs, for tests that look at them from outside.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
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

/// A running server with the project's content; stopped when it is dropped.
pub(crate) struct Server {
    child: Child,
    /// Its address, such as `http://127.0.0.1:40021`.
    pub(crate) url: String,
}

impl Server {
    /// Starts a server on a free port and waits until it serves.
    pub(crate) fn start() -> Self {
        Self::with(&["--content", "content"])
    }

    /// Starts a server with these arguments.
    pub(crate) fn with(arguments: &[&str]) -> Self {
        let mut child = Command::new(binaries().join("dossier-server"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .current_dir(repository())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let output = child.stdout.take().expect("piped");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split([',', ' ', '\n']).next());
        let url = format!("http://{}", address.expect("an address in the first line"));
        Self { child, url }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
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
