//! A branch of a git repository, such as the one that GitHub Pages shows.
//!
//! Everything is done by the program `git`, whose credential helpers, keys and proxies people have set up
//! already; libraries either cannot push or bring C and OpenSSL along. Nothing is checked out: a bare
//! repository of our own in the cache holds the newest commit of the branch, `git fast-import` makes the next
//! one from what changed, and `git push` publishes it, all or nothing, and only where it follows on the commit
//! that was read. So a branch needs no claim, and nobody's commit is ever lost.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};

use crate::digest::Digest;
use crate::failpoint::failpoint;
use crate::manifest::{HEAD, is_own};
use crate::target::{Gone, Target, TargetError, Upload};

/// What the cache calls the newest commit of the branch that was read.
const BASE: &str = "refs/dossier/base";

/// What the cache calls the commit that is being made.
const NEXT: &str = "refs/dossier/next";

/// Tells GitHub Pages to show files as they are, those too whose names begin with a full stop or `_`.
const NO_JEKYLL: &str = ".nojekyll";

/// The file that tells a host of pages the domain.
const DOMAIN: &str = "CNAME";

/// A branch.
#[derive(Debug)]
pub struct GitTarget {
    /// What `git` calls the repository.
    repository: String,
    branch: String,
    name: String,
    domain: Option<String>,
    /// The bare repository in the cache.
    cache: PathBuf,
    /// The commit that was read.
    base: Option<String>,
    import: Option<Import>,
    _lock: File,
}

/// A `git fast-import` that is being told of files.
#[derive(Debug)]
struct Import {
    child: Child,
    input: BufWriter<ChildStdin>,
    /// The paths of the files that it was told of; the n-th has the mark n + 1.
    marks: Vec<String>,
}

impl GitTarget {
    /// A branch of a repository. The cache is a folder that stays from one publication to the next; without
    /// it the branch is fetched anew. `wait` is called if another publisher on this machine has to end first.
    pub fn open(
        repository: &str,
        branch: &str,
        domain: Option<String>,
        cache: &Path,
        wait: impl FnOnce(),
    ) -> Result<Self, TargetError> {
        let failed = |error| {
            let what = format!("could not use the cache `{}`", cache.display());
            TargetError::refused(what, error)
        };
        fs::create_dir_all(cache).map_err(failed)?;
        let lock = super::lock(&cache.join("lock"), wait).map_err(failed)?;
        let target = Self {
            repository: repository.to_owned(),
            branch: branch.to_owned(),
            name: format!("{repository}#{branch}"),
            domain,
            cache: cache.join("repository.git"),
            base: None,
            import: None,
            _lock: lock,
        };
        if !target.cache.join("HEAD").is_file() {
            let path = target.cache.display().to_string();
            let made = plain_git(&["init", "--quiet", "--bare", &path])?;
            target.expect("git init", made)?;
        }
        Ok(target)
    }

    /// Runs `git` on the cache.
    fn git(&self, arguments: &[&str]) -> Result<Output, TargetError> {
        let cache = format!("--git-dir={}", self.cache.display());
        plain_git(&[&[cache.as_str()], arguments].concat())
    }

    /// What git printed, if it succeeded.
    fn expect(&self, what: &str, output: Output) -> Result<Vec<u8>, TargetError> {
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(self.failure(what, &output))
    }

    fn failure(&self, what: &str, output: &Output) -> TargetError {
        let what = format!("`{what}` failed for {}", self.name);
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let passing = [
            "Could not resolve",
            "unable to access",
            "Connection",
            "timed out",
            "hung up",
            "early EOF",
        ];
        if passing.iter().any(|sign| said.contains(sign)) {
            TargetError::unavailable(what, said)
        } else {
            TargetError::refused(what, said)
        }
    }

    /// The newest commit of the branch at its repository.
    fn newest(&self) -> Result<Option<String>, TargetError> {
        let branch = format!("refs/heads/{}", self.branch);
        let listed = self.git(&["ls-remote", &self.repository, &branch])?;
        let listed = self.expect("git ls-remote", listed)?;
        let text = String::from_utf8_lossy(&listed);
        let mut lines = text.lines().filter_map(|line| line.split_once('\t'));
        let found = lines.find(|(_, name)| *name == branch);
        Ok(found.map(|(commit, _)| commit.to_owned()))
    }

    fn fetch(&self, commit: &str) -> Result<(), TargetError> {
        let known = self.git(&["rev-parse", "--verify", "--quiet", BASE])?;
        if String::from_utf8_lossy(&known.stdout).trim() == commit {
            return Ok(());
        }
        let from_to = format!("+refs/heads/{}:{BASE}", self.branch);
        let fetched = self.git(&[
            "fetch",
            "--quiet",
            "--depth=1",
            "--no-tags",
            &self.repository,
            &from_to,
        ])?;
        self.expect("git fetch", fetched).map(drop)
    }

    /// Starts an import, which makes nothing if its input is cut off before the last word.
    fn start_import(&self) -> Result<Import, TargetError> {
        let failed = |error| TargetError::refused("could not run `git fast-import`", error);
        let cache = format!("--git-dir={}", self.cache.display());
        let arguments = [
            &cache,
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
        Ok(Import {
            child,
            input: BufWriter::new(input),
            marks: Vec::new(),
        })
    }

    /// Tells the import of a file.
    fn blob(&mut self, path: &str, bytes: &[u8]) -> Result<(), TargetError> {
        let failed = |error| TargetError::unavailable("`git fast-import` ended early", error);
        if self.import.is_none() {
            self.import = Some(self.start_import()?);
        }
        let Some(import) = &mut self.import else {
            return Ok(());
        };
        import.marks.push(path.to_owned());
        let mark = import.marks.len();
        writeln!(import.input, "blob\nmark :{mark}\ndata {}", bytes.len())
            .and_then(|()| import.input.write_all(bytes))
            .and_then(|()| import.input.write_all(b"\n"))
            .map_err(failed)
    }

    /// Makes the commit of all files that were put, without those that are gone.
    fn make_commit(&mut self, subject: &str, gone: Gone<'_>) -> Result<(), TargetError> {
        let failed = |error| TargetError::unavailable("`git fast-import` ended early", error);
        let version = env!("CARGO_PKG_VERSION");
        let message = format!("{subject}\n\nPublished by sitegen {version}.\n");
        let mut text = format!(
            "commit {NEXT}\ncommitter {} now\ndata {}\n{message}\n",
            committer(),
            message.len()
        );
        if let Some(base) = &self.base {
            text.extend(["from ", base, "\n"]);
        }
        let Some(mut import) = self.import.take() else {
            return Ok(());
        };
        for path in gone.files.iter().chain(gone.parts) {
            text.extend(["D ", &quoted(path), "\n"]);
        }
        for (place, path) in import.marks.iter().enumerate() {
            let mark = (place + 1).to_string();
            text.extend(["M 100644 :", &mark, " ", &quoted(path), "\n"]);
        }
        text.push_str("\ndone\n");
        import
            .input
            .write_all(text.as_bytes())
            .and_then(|()| import.input.flush())
            .map_err(failed)?;
        drop(import.input);
        let output = import.child.wait_with_output().map_err(failed)?;
        self.expect("git fast-import", output).map(drop)
    }

    /// Publishes the commit, where it follows on what the branch is now.
    fn push(&self) -> Result<(), TargetError> {
        let from_to = format!("{NEXT}:refs/heads/{}", self.branch);
        let pushed = self.git(&["push", "--porcelain", &self.repository, &from_to])?;
        if pushed.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&pushed.stdout);
        let verdict = said
            .lines()
            .find(|line| line.starts_with('!'))
            .unwrap_or_default();
        let was_slow = [
            "[rejected]",
            "cannot lock ref",
            "failed to update ref",
            "reference already exists",
        ];
        if was_slow.iter().any(|sign| verdict.contains(sign)) {
            return Err(TargetError::Conflict);
        }
        match self.failure("git push", &pushed) {
            TargetError::Refused { what, why } => Err(TargetError::Refused {
                what,
                why: format!("{}\n{why}", verdict.replace('\t', " ").trim()),
            }),
            other => Err(other),
        }
    }
}

impl Target for GitTarget {
    fn name(&self) -> &str {
        &self.name
    }

    fn settings(&self) -> String {
        format!("git {}", self.domain.as_deref().unwrap_or_default())
    }

    fn head(&mut self) -> Result<Option<Vec<u8>>, TargetError> {
        self.base = self.newest()?;
        // What was told to an import before belongs to a plan that is not carried out.
        if let Some(mut import) = self.import.take() {
            import.child.kill().ok();
            import.child.wait().ok();
        }
        match self.base.clone() {
            None => Ok(None),
            Some(commit) => {
                self.fetch(&commit)?;
                self.get(HEAD)
            }
        }
    }

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        if self.base.is_none() {
            return Ok(None);
        }
        let blob = format!("{BASE}:{path}");
        let is_there = self.git(&["cat-file", "-e", &blob])?.status.success();
        if !is_there {
            return Ok(None);
        }
        let read = self.git(&["cat-file", "blob", &blob])?;
        self.expect("git cat-file", read).map(Some)
    }

    fn list(&mut self) -> Result<BTreeMap<String, u64>, TargetError> {
        if self.base.is_none() {
            return Ok(BTreeMap::new());
        }
        let listed = self.git(&["ls-tree", "-r", "-l", "-z", BASE])?;
        let listed = self.expect("git ls-tree", listed)?;
        let text = String::from_utf8_lossy(&listed);
        let files = text.split('\0').filter_map(|line| {
            let (about, path) = line.split_once('\t')?;
            let size = about.split_whitespace().last()?.parse().ok()?;
            Some((path.to_owned(), size))
        });
        Ok(files
            .filter(|(path, _)| !is_own(path) && ![NO_JEKYLL, DOMAIN].contains(&path.as_str()))
            .collect())
    }

    fn is_abandoned(&self, _: &str) -> bool {
        // Nobody claims a branch.
        true
    }

    fn found(&mut self, _: &str, paths: &[&str]) -> BTreeMap<String, Digest> {
        let read = |path: &&str| {
            let bytes = self.get(path).ok().flatten()?;
            Some(((*path).to_owned(), Digest::of(&bytes)))
        };
        paths.iter().filter_map(read).collect()
    }

    fn claim(&mut self, _: &str, _: &[u8]) -> Result<(), TargetError> {
        Ok(())
    }

    fn put(&mut self, files: &[Upload]) -> Result<(), TargetError> {
        for upload in files {
            let bytes = upload.bytes()?;
            self.blob(&upload.path, &bytes)?;
            failpoint("publish-sending");
        }
        Ok(())
    }

    fn commit(&mut self, head: &[u8], gone: Gone<'_>) -> Result<(), TargetError> {
        self.blob(HEAD, head)?;
        self.blob(NO_JEKYLL, b"")?;
        if let Some(domain) = self.domain.clone() {
            self.blob(DOMAIN, format!("{domain}\n").as_bytes())?;
        }
        self.make_commit(&subject(head), gone)?;
        failpoint("publish-moving");
        self.push()?;
        // The next publication need not fetch what this one has made.
        let kept = self.git(&["update-ref", BASE, NEXT])?;
        self.expect("git update-ref", kept).map(drop)
    }

    fn sweep(&mut self, _: &[String]) -> Result<(), TargetError> {
        // The commit was made without those parts.
        let swept = self.git(&["gc", "--auto", "--quiet"])?;
        self.expect("git gc", swept).map(drop)
    }
}

/// Runs `git` to its end.
fn plain_git(arguments: &[&str]) -> Result<Output, TargetError> {
    let output = command(arguments).stdin(Stdio::null()).output();
    output.map_err(|error| TargetError::refused("could not run `git`", error))
}

/// A `git` that asks nobody, and that no repository around it leads astray.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .args(arguments)
        // What git says is read by this program, and nobody is there to type a password.
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0");
    // Set where this program is run by a hook of another repository.
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_QUARANTINE_PATH",
    ] {
        command.env_remove(name);
    }
    command
}

/// What a commit says of itself.
fn subject(head: &[u8]) -> String {
    let head: serde_json::Value = serde_json::from_slice(head).unwrap_or_default();
    let number = head.get("revision").and_then(serde_json::Value::as_i64);
    format!("Publish revision {}", number.unwrap_or_default())
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
