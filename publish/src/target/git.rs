//! A branch of a git repository, such as the one that GitHub Pages shows.
//!
//! Everything is done by the program `git`, whose credential helpers, keys and proxies people have set up
//! already; libraries either cannot push or bring C and OpenSSL along. Nothing is checked out: a bare
//! repository of our own in the cache holds the newest commit of the branch, `git fast-import` makes the next
//! one from what changed, and `git push` publishes it, all or nothing, and only where it follows on the commit
//! that was read. So a branch needs no claim, and nobody's commit is ever lost.

mod cache;
mod import;
mod program;
mod reader;

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Output;

use self::import::{Import, NEXT};
use self::program::{expect, failure, plain_git};
use self::reader::Reader;
use crate::claim::Claim;
use crate::digest::Digest;
use crate::failpoint::failpoint;
use crate::manifest::HEAD;
use crate::target::{Gone, Target, TargetError, Upload};

/// What the cache calls the newest commit of the branch that was read.
const BASE: &str = "refs/dossier/base";

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
    /// Reads files of that commit.
    reader: Option<Reader>,
    import: Option<Import>,
    /// Whether the cache was found to be damaged and made anew.
    is_renewed: bool,
    lock: File,
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
        let lock = super::lock_cache(cache, wait)?;
        let target = Self {
            repository: repository.to_owned(),
            branch: branch.to_owned(),
            name: format!("{repository}#{branch}"),
            domain,
            cache: cache.join("repository.git"),
            base: None,
            reader: None,
            import: None,
            is_renewed: false,
            lock,
        };
        target.prepare()?;
        Ok(target)
    }

    /// Runs `git` on the cache. It has the lock of the cache too: where this program is killed, the next publisher
    /// waits until a push has ended that it left behind.
    fn git(&self, arguments: &[&str]) -> Result<Output, TargetError> {
        let cache = format!("--git-dir={}", self.cache.display());
        let attached = [
            cache.as_str(),
            "-c",
            "gc.autoDetach=false",
            "-c",
            "maintenance.autoDetach=false",
        ];
        let lock = self.lock.try_clone();
        let lock = lock.map_err(|error| TargetError::system("could not share a lock", &error))?;
        plain_git(&[&attached, arguments].concat(), lock)
    }

    /// What git printed, if it succeeded.
    fn expect(&self, what: &str, output: Output) -> Result<Vec<u8>, TargetError> {
        expect(&self.name, what, output)
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

    /// Fetches the newest commit of the branch where it is another than this, and says which it is: the branch
    /// may have moved since it was listed.
    fn fetch(&self, commit: &str) -> Result<String, TargetError> {
        if self.known()?.as_deref() == Some(commit) {
            return Ok(commit.to_owned());
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
        // The branch was there, and is gone.
        if String::from_utf8_lossy(&fetched.stderr).contains("couldn't find remote ref") {
            return Err(TargetError::Conflict);
        }
        self.expect("git fetch", fetched)?;
        self.known()?.ok_or(TargetError::Conflict)
    }

    /// The commit of the branch that was fetched last.
    fn known(&self) -> Result<Option<String>, TargetError> {
        let known = self.git(&["rev-parse", "--verify", "--quiet", BASE])?;
        let text = String::from_utf8_lossy(&known.stdout).trim().to_owned();
        Ok(known.status.success().then_some(text))
    }

    /// Tells the import of a file.
    fn blob(&mut self, path: &str, bytes: &[u8]) -> Result<(), TargetError> {
        let import = match self.import.take() {
            Some(import) => import,
            None => Import::start(&self.cache)?,
        };
        self.import.insert(import).blob(path, bytes)
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
        match failure(&self.name, "git push", &pushed) {
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
        self.reader = None;
        // What was told to an import before belongs to a plan that is not carried out.
        if let Some(import) = self.import.take() {
            import.abandon();
        }
        self.base = None;
        if let Some(commit) = self.newest()? {
            let found = match self.fetch(&commit) {
                // The repository did answer.
                Err(TargetError::Refused { .. }) if !self.is_renewed => {
                    self.renew()?;
                    self.fetch(&commit)
                }
                found => found,
            };
            self.base = Some(found?);
        }
        self.get(HEAD)
    }

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        let Some(base) = self.base.clone() else {
            return Ok(None);
        };
        match self.read(&base, path) {
            Ok(Some(bytes)) => Ok(Some(bytes)),
            Ok(None) if self.is_renewed || self.lacks(&base, path)? => Ok(None),
            Err(error) if self.is_renewed => Err(error),
            Ok(None) | Err(_) => {
                self.renew()?;
                self.read(&base, path)
            }
        }
    }

    fn list(&mut self, _: &dyn Fn(&str) -> bool) -> Result<BTreeSet<String>, TargetError> {
        let Some(base) = self.base.clone() else {
            return Ok(BTreeSet::new());
        };
        let arguments = ["ls-tree", "-r", "-z", "--name-only", &base];
        let mut listed = self.git(&arguments)?;
        if !listed.status.success() && !self.is_renewed {
            self.renew()?;
            listed = self.git(&arguments)?;
        }
        let listed = self.expect("git ls-tree", listed)?;
        let text = String::from_utf8_lossy(&listed);
        let paths = text.split_terminator('\0');
        let of_host = [NO_JEKYLL, DOMAIN];
        let of_site = paths.filter(|path| !of_host.contains(path));
        Ok(of_site.map(str::to_owned).collect())
    }

    fn shows_at_once(&self) -> bool {
        false
    }

    fn is_abandoned(&self, _: &str) -> bool {
        // Nobody claims a branch.
        true
    }

    fn holds(&mut self, files: &[Upload]) -> Result<BTreeSet<String>, TargetError> {
        let mut held = BTreeSet::new();
        for upload in files {
            let there = self.get(&upload.path)?;
            if there.is_some_and(|bytes| Digest::compute(&bytes) == upload.file.digest) {
                held.insert(upload.path.clone());
            }
        }
        Ok(held)
    }

    fn claim(&mut self, _: &str, _: &[u8]) -> Result<(), TargetError> {
        Ok(())
    }

    fn put(&mut self, files: &[Upload], _: &mut Claim) -> Result<(), TargetError> {
        for upload in files {
            let bytes = upload.bytes()?;
            self.blob(&upload.path, &bytes)?;
            failpoint("publish-sending");
        }
        Ok(())
    }

    fn commit(&mut self, head: &[u8], gone: Gone<'_>, _: &mut Claim) -> Result<(), TargetError> {
        self.blob(HEAD, head)?;
        self.blob(NO_JEKYLL, b"")?;
        if let Some(domain) = self.domain.clone() {
            self.blob(DOMAIN, format!("{domain}\n").as_bytes())?;
        }
        if let Some(import) = self.import.take() {
            let made = import.commit(&subject(head), self.base.as_deref(), gone)?;
            match self.expect("git fast-import", made) {
                // What it was told of is lost with it, so that all is planned anew.
                Err(TargetError::Refused { .. }) if !self.is_renewed => {
                    self.renew()?;
                    return Err(TargetError::Conflict);
                }
                made => made.map(drop)?,
            }
        }
        failpoint("publish-moving");
        self.push()?;
        // The next publication need not fetch what this one has made.
        self.git(&["update-ref", BASE, NEXT]).ok();
        Ok(())
    }

    fn sweep(&mut self, _: &[String]) -> Result<(), TargetError> {
        // The commit was made without those parts.
        let swept = self.git(&["gc", "--auto", "--quiet"])?;
        self.expect("git gc", swept).map(drop)
    }
}

/// What a commit says of itself.
fn subject(head: &[u8]) -> String {
    let head: serde_json::Value = serde_json::from_slice(head).unwrap_or_default();
    let number = head.get("revision").and_then(serde_json::Value::as_i64);
    format!("Publish revision {}", number.unwrap_or_default())
}

#[cfg(test)]
mod tests;
