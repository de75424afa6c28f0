//! Starts the real programs, for tests that look at them from outside.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use bytes::{Buf as _, BufMut as _, Bytes};
use dossier::v1::{
    CommitRequest, Edit, Entity, EntityKind, EntityName, LifecycleState, Resource, edit, resource,
};
use tonic::Status;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};

/// What every HTTP/2 connection begins with (RFC 9113, 3.4).
pub(crate) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// An empty SETTINGS frame.
pub(crate) const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];

/// Content that is made up for tests, so that none of them depends on what editors write.
pub(crate) const CONTENT: &str = "tests/content";

/// How many facts [`CONTENT`] has.
pub(crate) const FACTS: usize = 22;

/// The project's folder.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with the built programs; builds them once, because cargo builds only the programs of
/// the package under test. They resolve the features that this test resolves, so no dependency is
/// compiled again.
pub(crate) fn binaries() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        // A folder with copies that a build does not replace. They are built with all features: the
        // programs of the scripts (`DOSSIER_PROGRAMS`) lack the places where a test makes them fail.
        if let Some(programs) = std::env::var_os("DOSSIER_TEST_PROGRAMS") {
            return programs.into();
        }
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--bins", "--all-features"]);
        // What cargo tells a test about its package is not there when a person builds. The build script
        // of `ring` looks at it, and everything that rests on `ring` would be compiled each time.
        for (name, _) in std::env::vars_os() {
            let set_by_cargo = name.to_str().is_some_and(|name| {
                name == "OUT_DIR"
                    || name.starts_with("CARGO_PKG_")
                    || name.starts_with("CARGO_MANIFEST_")
            });
            if set_by_cargo {
                cargo.env_remove(name);
            }
        }
        let status = cargo
            .current_dir(repository())
            .status()
            .expect("cargo runs");
        assert!(status.success(), "the programs did not build");
        // Where somebody sets it apart from cargo's build directory, the programs are not beside the
        // test.
        if let Some(target) = std::env::var_os("CARGO_TARGET_DIR") {
            return repository().join(target).join("debug");
        }
        let test = std::env::current_exe().expect("the test's own path");
        test.parent()
            .and_then(Path::parent)
            .expect("target/debug")
            .to_owned()
    })
}

/// Runs one of the programs to its end, in the project's folder.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Output {
    run_failing("", program, arguments)
}

/// The same, of a program in which something fails: `FAILPOINTS` of the crate `fail`.
pub(crate) fn run_failing(points: &str, program: &str, arguments: &[&str]) -> Output {
    Command::new(binaries().join(program))
        .args(arguments)
        .current_dir(repository())
        .env("NO_COLOR", "1")
        .env("FAILPOINTS", points)
        .output()
        .expect("the program starts")
}

/// Starts one of the programs, in the project's folder. It goes on until it ends or is killed.
pub(crate) fn spawn(program: &str, arguments: &[&str]) -> Child {
    Command::new(binaries().join(program))
        .args(arguments)
        .current_dir(repository())
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// Starts one of the programs, in the project's folder, with what it says in a file.
pub(crate) fn start(program: &str, arguments: &[&str], log: &Path) -> Child {
    let log = std::fs::File::create(log).expect("a file");
    let more = log.try_clone().expect("a file");
    Command::new(binaries().join(program))
        .args(arguments)
        .current_dir(repository())
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(log)
        .stderr(more)
        .spawn()
        .expect("the program starts")
}

/// What a program printed to standard output.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// A commit that puts a person of this name, who is called like this.
pub(crate) fn person(name: &str, called: &str) -> CommitRequest {
    let entity = Entity {
        name: name.to_owned(),
        state: LifecycleState::Published.into(),
        kind: EntityKind::Person.into(),
        names: vec![EntityName {
            text: called.to_owned(),
            language_code: "en".to_owned(),
            ..EntityName::default()
        }],
        ..Entity::default()
    };
    let put = Resource {
        resource: Some(resource::Resource::Entity(Box::new(entity))),
    };
    CommitRequest {
        edits: vec![Edit {
            edit: Some(edit::Edit::Put(put)),
            ..Edit::default()
        }],
        ..CommitRequest::default()
    }
}

/// A line of a file of tokens.
pub(crate) fn token_line(role: &str, token: &str, name: &str) -> String {
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(token);
    let hex = digest
        .iter()
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    format!("{role} sha256={hex} {name}\n")
}

/// A running server; stopped when it is dropped.
pub(crate) struct Server {
    child: Child,
    /// Its address, such as `http://127.0.0.1:40021`.
    pub(crate) url: String,
}

impl Server {
    /// Starts a server of [`CONTENT`] on a free port and waits until it serves.
    pub(crate) fn start() -> Self {
        Self::with(&["serve", "--content", CONTENT])
    }

    /// Starts a server with these arguments.
    pub(crate) fn with(arguments: &[&str]) -> Self {
        Self::spawn(Command::new(binaries().join("dossier-server")).args(arguments))
    }

    /// Starts a server in which something fails: `FAILPOINTS` of the crate `fail`.
    pub(crate) fn failing(points: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(binaries().join("dossier-server"));
        Self::spawn(command.args(arguments).env("FAILPOINTS", points))
    }

    /// Starts a server with these variables.
    pub(crate) fn in_environment(variables: &[(&str, &str)], arguments: &[&str]) -> Self {
        let mut command = Command::new(binaries().join("dossier-server"));
        Self::spawn(command.args(arguments).envs(variables.iter().copied()))
    }

    /// Starts a server that tells whoever listens at a socket how it stands (sd_notify(3)).
    pub(crate) fn supervised(socket: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(binaries().join("dossier-server"));
        Self::spawn(command.args(arguments).env("NOTIFY_SOCKET", socket))
    }

    /// Starts a server that may have so many files open.
    pub(crate) fn with_files(limit: u32, arguments: &[&str]) -> Self {
        let program = binaries().join("dossier-server");
        let script = format!("ulimit -n {limit}; exec \"$0\" \"$@\"");
        Self::spawn(
            Command::new("sh")
                .arg("-c")
                .arg(script)
                .arg(program)
                .args(arguments),
        )
    }

    /// Starts a server with these arguments, and gives the lines that it prints to standard error.
    /// They must be kept: a server that nobody listens to any more may end when it says something.
    pub(crate) fn with_log(
        arguments: &[&str],
    ) -> (Self, impl Iterator<Item = String> + Send + use<>) {
        Self::failing_with_log("", arguments)
    }

    /// The same, of a server in which something fails: `FAILPOINTS` of the crate `fail`.
    pub(crate) fn failing_with_log(
        points: &str,
        arguments: &[&str],
    ) -> (Self, impl Iterator<Item = String> + Send + use<>) {
        let mut command = Command::new(binaries().join("dossier-server"));
        command.args(arguments).env("FAILPOINTS", points);
        let mut server = Self::spawn(command.stderr(Stdio::piped()));
        let log = BufReader::new(server.child.stderr.take().expect("piped"));
        (server, log.lines().map_while(Result::ok))
    }

    fn spawn(command: &mut Command) -> Self {
        let mut child = command
            .args(["--listen", "127.0.0.1:0", "--create"])
            .env_remove("RUST_LOG")
            .current_dir(repository())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let output = child.stdout.take().expect("piped");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let url = line
            .split([',', ' ', '\n'])
            .find(|word| word.starts_with("http"));
        let url = url.expect("an address in the first line").to_owned();
        Self { child, url }
    }
}

impl Server {
    /// The server's process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The address without the scheme.
    pub(crate) fn address(&self) -> &str {
        let (_, address) = self.url.split_once("://").expect("a scheme");
        address
    }

    /// Asks the server to stop, as an operator does.
    pub(crate) fn terminate(&self) {
        self.signal("-TERM");
    }

    /// Sends the server a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.pid().to_string();
        let status = Command::new("kill").args([signal, &pid]).status();
        assert!(status.expect("kill runs").success());
    }

    /// Whether the server ends within a time. Clients of the test go on meanwhile: an orderly end of
    /// their connections needs their answer.
    pub(crate) async fn ends_within(&mut self, time: Duration) -> bool {
        let start = Instant::now();
        while start.elapsed() < time {
            if self.child.try_wait().expect("a child").is_some() {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
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

/// Sends and receives messages as plain bytes.
pub(crate) struct Raw;

impl Codec for Raw {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put(item);
        Ok(())
    }
}

impl Decoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        let length = buffer.remaining();
        Ok(Some(buffer.copy_to_bytes(length)))
    }
}
