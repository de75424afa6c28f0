//! Starts the `dossier-server` that stands beside this program: as a server, which is stopped afterwards.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdout, Command};

/// Why no server could be started.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LaunchError {
    #[error("there is no `{}` beside this program; install it there, or name a server with --server", .0.display())]
    Missing(PathBuf),
    #[error("could not start `{}`: {source}", .program.display())]
    Start { program: PathBuf, source: io::Error },
    #[error("the server refused the content in `{}`; see the terminal for what is wrong", .0.display())]
    Content(PathBuf),
    #[error("the server could not start; see the terminal for the reason")]
    Failed,
}

/// A server of our own. It stops when its standard input closes: at the latest when this program
/// ends, however it ends.
pub(crate) struct Server {
    child: Child,
    /// Its address, such as `http://127.0.0.1:40021`.
    pub(crate) url: String,
}

impl Server {
    /// Starts a server for a content directory on a free loopback port.
    pub(crate) async fn start(content: &Path) -> Result<Self, LaunchError> {
        let mut child = spawn(content, &[])?;
        let output = child.stdout.take();
        let line = match output.map(BufReader::new) {
            Some(mut output) => line(&mut output).await,
            None => String::new(),
        };
        Self::announced(child, &line, content).await
    }

    /// The server that said where it is in a line, or why there is none.
    async fn announced(mut child: Child, line: &str, content: &Path) -> Result<Self, LaunchError> {
        let address = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"));
        match address {
            Some(address) => {
                let url = address.trim_end_matches(',').to_owned();
                Ok(Self { child, url })
            }
            None => Err(
                match child.wait().await.ok().and_then(|status| status.code()) {
                    Some(1) => LaunchError::Content(content.to_owned()),
                    _ => LaunchError::Failed,
                },
            ),
        }
    }

    /// Stops the server and waits until it is gone.
    pub(crate) async fn stop(mut self) {
        drop(self.child.stdin.take());
        self.child.wait().await.ok();
    }
}

/// A server that has started, and will read a content directory when it is asked to. Most of what a server
/// does before it can answer does not depend on what was saved last, so it is done while nobody waits.
pub(crate) struct Waiting {
    child: Child,
    content: PathBuf,
}

impl Waiting {
    /// Starts it.
    pub(crate) fn start(content: &Path) -> Result<Self, LaunchError> {
        Ok(Self {
            child: spawn(content, &["--for-preview"])?,
            content: content.to_owned(),
        })
    }

    /// Has it read the content once in advance, while nobody waits for it.
    pub(crate) async fn warm(&mut self) {
        if let Some(input) = self.child.stdin.as_mut() {
            // If the server has gone already, that is found out when it is asked.
            input.write_all(b"warm\n").await.ok();
        }
    }

    /// Has it read the content. What is wrong comes as JSON, and as something else where the content could not
    /// be read; a server comes only of content without errors.
    pub(crate) async fn read(mut self) -> (String, Result<Server, LaunchError>) {
        if let Some(input) = self.child.stdin.as_mut() {
            input.write_all(b"read\n").await.ok();
        }
        let output = self.child.stdout.take();
        let Some(mut output) = output.map(BufReader::new) else {
            return (String::new(), Err(LaunchError::Failed));
        };
        let findings = line(&mut output).await;
        let address = line(&mut output).await;
        let server = Server::announced(self.child, &address, &self.content).await;
        (findings, server)
    }
}

/// A line, or an empty one where it cannot be read.
async fn line(output: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    output.read_line(&mut line).await.ok();
    line
}

/// Starts the program as a server for a content directory on a free loopback port.
fn spawn(content: &Path, more: &[&str]) -> Result<Child, LaunchError> {
    let program = beside()?;
    Command::new(&program)
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--exit-with-stdin",
            // Whoever builds a site wants to read of trouble only.
            "--log",
            "warn",
            "--content",
        ])
        .arg(content)
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|source| LaunchError::Start { program, source })
}

fn beside() -> Result<PathBuf, LaunchError> {
    let name = format!("dossier-server{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::current_exe()
        .unwrap_or_default()
        .with_file_name(name);
    if path.is_file() {
        Ok(path)
    } else {
        Err(LaunchError::Missing(path))
    }
}
