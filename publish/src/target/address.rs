//! What a person types after `--to`.

use std::path::{Path, PathBuf};

use crate::digest::Digest;
use crate::target::bucket::{BucketTarget, Conditions, Packing};
use crate::target::folder::{FolderTarget, Precompress};
use crate::target::git::GitTarget;
use crate::target::{Target, TargetError};

/// How files are kept at a target, as far as that is a matter of choice.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether a folder gets packed forms beside its files.
    pub precompress: Precompress,
    /// Whether a bucket gets packed objects.
    pub packing: Packing,
    /// Whether a bucket has to keep two publishers apart.
    pub conditions: Conditions,
    /// The domain that a git branch is told to be shown at (`CNAME`).
    pub domain: Option<String>,
    /// A folder for what need not be fetched again: one below it for each target.
    pub cache: PathBuf,
    /// Whether it is only looked what would be done, for which the right to read a folder is enough.
    pub dry_run: bool,
}

/// How addresses of buckets begin.
const BUCKETS: [&str; 3] = ["s3://", "gs://", "az://"];

/// A target's address.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Address {
    Folder(PathBuf),
    Git { repository: String, branch: String },
    Bucket(String),
}

/// An address that names no target.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum AddressError {
    /// Of a kind that there is not.
    #[error(
        "`{0}` names no place to publish to; one is written `/srv/site` or `./site`, `git:REPOSITORY#BRANCH`, `git+https://example.org/site.git#gh-pages`, `s3://bucket/prefix`, `gs://bucket` or `az://container`"
    )]
    Unknown(String),
    /// A git repository without a branch.
    #[error("`{0}` names no branch; add one: `{0}#gh-pages`")]
    NoBranch(String),
    /// A secret that would be written into logs and lists of processes. The address is not shown.
    #[error(
        "the address holds a password or token, which logs and lists of processes would show; leave it to git's credential helpers, or to the environment"
    )]
    Secret,
}

impl Address {
    fn parse(text: &str) -> Result<Self, AddressError> {
        if has_secret(text) {
            return Err(AddressError::Secret);
        }
        // `s3:/bucket` is no folder that is called `s3:`.
        let is_address = |(start, rest): (&str, &str)| {
            start.len() > 1 && !start.contains('/') && !rest.starts_with("//")
        };
        let git = text
            .strip_prefix("git+")
            .or_else(|| text.strip_prefix("git:"));
        if let Some(rest) = git.filter(|rest| !rest.starts_with("//")) {
            let (repository, branch) = rest.split_once('#').unwrap_or((rest, ""));
            if branch.is_empty() || repository.is_empty() || branch.starts_with('-') {
                return Err(AddressError::NoBranch(
                    text.trim_end_matches('#').to_owned(),
                ));
            }
            return Ok(Self::Git {
                repository: repository.to_owned(),
                branch: branch.to_owned(),
            });
        }
        if BUCKETS.iter().any(|scheme| text.starts_with(scheme)) {
            return Ok(Self::Bucket(text.trim_end_matches('/').to_owned()));
        }
        if let Some(path) = text.strip_prefix("file://") {
            return Ok(Self::Folder(path.into()));
        }
        if text.is_empty() || text.contains("://") || text.split_once(':').is_some_and(is_address) {
            return Err(AddressError::Unknown(text.to_owned()));
        }
        Ok(Self::Folder(Path::new(text).to_owned()))
    }
}

/// Whether an address names more than a user before its host: `https://token@host`, `ssh://user:word@host`.
fn has_secret(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((user, _)) = host.rsplit_once('@') else {
        return false;
    };
    user.contains(':') || !scheme.ends_with("ssh")
}

/// Why a target cannot be published to.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is not known what is meant.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// It is known, and cannot be used.
    #[error(transparent)]
    Target(#[from] TargetError),
}

/// The folder that an address names, if it names one.
pub fn folder(address: &str) -> Option<PathBuf> {
    match Address::parse(address) {
        Ok(Address::Folder(path)) => Some(path),
        _ => None,
    }
}

/// Opens the target of an address. `wait` is called if another publisher on this machine has to end first.
pub fn open(
    address: &str,
    settings: &Settings,
    wait: impl FnOnce(),
) -> Result<Box<dyn Target>, OpenError> {
    let cache = settings
        .cache
        .join(Digest::compute(address.as_bytes()).to_string());
    match Address::parse(address)? {
        Address::Bucket(url) => {
            let form = (settings.packing, settings.conditions);
            Ok(Box::new(BucketTarget::open(&url, form, &cache, wait)?))
        }
        Address::Git { repository, branch } => Ok(Box::new(GitTarget::open(
            &repository,
            &branch,
            settings.domain.clone(),
            &cache,
            wait,
        )?)),
        Address::Folder(path) => {
            let precompress = settings.precompress;
            let folder = if settings.dry_run {
                FolderTarget::open_to_look(&path, precompress)?
            } else {
                FolderTarget::open(&path, precompress, wait)?
            };
            Ok(Box::new(folder))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_kind_of_place_it_is() {
        for (text, address) in [
            ("/srv/site", Address::Folder("/srv/site".into())),
            ("file:///srv/site", Address::Folder("/srv/site".into())),
            ("site", Address::Folder("site".into())),
            ("./a:b", Address::Folder("./a:b".into())),
            ("/srv/a:b", Address::Folder("/srv/a:b".into())),
            ("C:/site", Address::Folder("C:/site".into())),
            (
                "s3://bucket/a/",
                Address::Bucket("s3://bucket/a".to_owned()),
            ),
            (
                "az://container",
                Address::Bucket("az://container".to_owned()),
            ),
        ] {
            assert_eq!(Address::parse(text), Ok(address), "{text}");
        }
        for (text, repository) in [
            (
                "git+https://example.org/site.git#pages",
                "https://example.org/site.git",
            ),
            (
                "git+ssh://git@example.org/site.git#pages",
                "ssh://git@example.org/site.git",
            ),
            (
                "git:git@example.org:site.git#pages",
                "git@example.org:site.git",
            ),
            ("git:/srv/site.git#pages", "/srv/site.git"),
        ] {
            let (repository, branch) = (repository.to_owned(), "pages".to_owned());
            assert_eq!(
                Address::parse(text),
                Ok(Address::Git { repository, branch }),
                "{text}"
            );
        }
        for wrong in [
            "",
            "ftp://example.org/",
            "git:/srv/site.git",
            "git:/srv/site.git#",
            "git:#x",
            "s3:/bucket/a",
            "s3:bucket",
            "gs:/bucket",
            "az:/container",
            "S3:/bucket",
            "file:/srv/site",
            "https:/example.org",
            "git@example.org:site.git",
        ] {
            assert!(Address::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_refused_and_not_shown() {
        for text in [
            "git+https://ghp_hidden@example.org/site.git#pages",
            "git+https://me:hidden@example.org/site.git#pages",
            "git+ssh://me:hidden@example.org/site.git#pages",
            "s3://key:hidden@bucket/",
        ] {
            let error = Address::parse(text).expect_err(text);
            assert!(!error.to_string().contains("hidden"), "{error}");
        }
    }
}
