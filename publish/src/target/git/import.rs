//! Makes a commit from the files that changed, by `git fast-import`.

use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Output, Stdio};

use super::program::command;
use crate::target::{Gone, TargetError};

/// What the cache calls the commit that is being made.
pub(super) const NEXT: &str = "refs/dossier/next";

/// A `git fast-import` that is being told of files. It makes nothing if its input is cut off before the last
/// word.
#[derive(Debug)]
pub(super) struct Import {
    child: Child,
    input: BufWriter<ChildStdin>,
    /// The paths of the files that it was told of; the n-th has the mark n + 1.
    marks: Vec<String>,
}

impl Import {
    /// Starts it, for a repository.
    pub(super) fn start(repository: &Path) -> Result<Self, TargetError> {
        let failed = |error| TargetError::refused("could not run `git fast-import`", error);
        let repository = format!("--git-dir={}", repository.display());
        let arguments = [
            &repository,
            "fast-import",
            "--quiet",
            "--done",
            "--force",
            "--date-format=now",
        ];
        let mut command = command(&arguments);
        let started = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = started.map_err(failed)?;
        let input = child.stdin.take();
        let input = input.ok_or_else(|| failed(io::ErrorKind::BrokenPipe.into()))?;
        Ok(Self {
            child,
            input: BufWriter::new(input),
            marks: Vec::new(),
        })
    }

    /// Tells it of a file.
    pub(super) fn blob(&mut self, path: &str, bytes: &[u8]) -> Result<(), TargetError> {
        self.marks.push(path.to_owned());
        let mark = self.marks.len();
        writeln!(self.input, "blob\nmark :{mark}\ndata {}", bytes.len())
            .and_then(|()| self.input.write_all(bytes))
            .and_then(|()| self.input.write_all(b"\n"))
            .map_err(ended)
    }

    /// Makes the commit of all files that it was told of, on top of another, without those that are gone.
    pub(super) fn commit(
        mut self,
        subject: &str,
        base: Option<&str>,
        gone: Gone<'_>,
    ) -> Result<Output, TargetError> {
        let version = env!("CARGO_PKG_VERSION");
        let message = format!("{subject}\n\nPublished by sitegen {version}.\n");
        let mut text = format!(
            "commit {NEXT}\ncommitter {} now\ndata {}\n{message}\n",
            committer(),
            message.len()
        );
        if let Some(base) = base {
            text.extend(["from ", base, "\n"]);
        }
        for path in gone.files.iter().chain(gone.parts) {
            text.extend(["D ", &quoted(path), "\n"]);
        }
        for (place, path) in self.marks.iter().enumerate() {
            let mark = (place + 1).to_string();
            text.extend(["M 100644 :", &mark, " ", &quoted(path), "\n"]);
        }
        text.push_str("\ndone\n");
        let told = self.input.write_all(text.as_bytes());
        let told = told.and_then(|()| self.input.flush());
        drop(self.input);
        let output = self.child.wait_with_output().map_err(ended)?;
        // Where it ended early it says itself why.
        if output.status.success() {
            told.map_err(ended)?;
        }
        Ok(output)
    }

    /// Ends it, with nothing made.
    pub(super) fn abandon(mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn ended(error: io::Error) -> TargetError {
    TargetError::unavailable("`git fast-import` ended early", error)
}

/// Who makes commits: whom git's own variables name, or this program.
fn committer() -> String {
    let or = |name: &str, other: &str| {
        let value = std::env::var(name).ok();
        let value = value.filter(|value| !value.contains(['<', '>', '\n']) && !value.is_empty());
        value.unwrap_or_else(|| other.to_owned())
    };
    let name = or("GIT_COMMITTER_NAME", "sitegen");
    format!(
        "{name} <{}>",
        or("GIT_COMMITTER_EMAIL", "sitegen@localhost")
    )
}

/// A path as `git fast-import` reads it.
fn quoted(path: &str) -> String {
    let escaped = path
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    format!("\"{escaped}\"")
}
