//! Starts the `dossier-server` that stands beside this program: as a server, which is stopped afterwards, or
//! to check content.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

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
        let program = beside()?;
        let mut child = Command::new(&program)
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
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| LaunchError::Start { program, source })?;
        let mut line = String::new();
        if let Some(output) = child.stdout.as_mut() {
            // An unreadable line is an empty one, which names no address.
            BufReader::new(output).read_line(&mut line).await.ok();
        }
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

/// What the checker that stands beside this program finds in a content directory, as JSON. Something else
/// where it could not read it.
pub(crate) async fn check(content: &Path) -> Result<String, LaunchError> {
    let program = beside()?;
    let output = Command::new(&program)
        .arg("check")
        .arg(content)
        .args(["--format", "json"])
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|source| LaunchError::Start { program, source })?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
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
