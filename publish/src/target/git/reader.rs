//! Reads files of a commit, by one `git cat-file` for all of them.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::program::command;

/// A `git cat-file` that is asked for one file after another.
#[derive(Debug)]
pub(super) struct Reader {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    commit: String,
}

impl Reader {
    /// Starts it, for the files of a commit in a repository.
    pub(super) fn start(repository: &Path, commit: &str) -> io::Result<Self> {
        let repository = format!("--git-dir={}", repository.display());
        let mut child = command(&[&repository, "cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Self {
                child,
                input,
                output: BufReader::new(output),
                commit: commit.to_owned(),
            }),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// A file; nothing where there is none.
    pub(super) fn read(&mut self, path: &str) -> io::Result<Option<Vec<u8>>> {
        // It is asked line by line, and no file of a site has such a name.
        if path.contains('\n') {
            return Ok(None);
        }
        writeln!(self.input, "{}:{path}", self.commit)?;
        let mut about = String::new();
        if self.output.read_line(&mut about)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // `<object> blob <size>`, or `<what was asked> missing`; a link to another repository is none either.
        let mut words = about.trim_end().rsplit(' ');
        let Some(size) = words.next().and_then(|size| size.parse::<u64>().ok()) else {
            return Ok(None);
        };
        let is_file = words.next() == Some("blob");
        let mut bytes = Vec::new();
        self.output.by_ref().take(size).read_to_end(&mut bytes)?;
        self.output.read_exact(&mut [0])?;
        Ok(is_file.then_some(bytes))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
