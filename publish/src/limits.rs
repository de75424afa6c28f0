//! What a publication refuses to do before it has written anything.

use crate::site::Origin;

/// How many files may be deleted at once, where nobody says how many.
const DELETES: usize = 256;

/// Which part of the target's files may be deleted at once, where nobody says how many: one of so many.
const DELETES_OF: usize = 20;

/// How many files a refusal names.
const NAMED_MAX: usize = 5;

/// What a publication may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// How many files may be deleted. Left out: 256 or 5 % of those at the target, whichever is more.
    pub deletes_max: Option<usize>,
    /// Whether a site of another store may take the place of the one that is there.
    pub new_store: Permission,
    /// Whether a site of an older revision may take the place of a newer one.
    pub older: Permission,
}

/// Whether something may be done that is seldom meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permission {
    /// It is refused.
    #[default]
    Refused,
    /// Somebody asked for it.
    Granted,
}

impl From<bool> for Permission {
    fn from(asked: bool) -> Self {
        if asked { Self::Granted } else { Self::Refused }
    }
}

/// Why nothing was published. Nothing has changed then.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refusal {
    /// More would go than a correction takes away.
    #[error(
        "this would delete {} of the target, more than the {most} allowed: {}; to allow it, use `--max-deletes {deletes}`",
        files(*.deletes), list(.examples, *.deletes)
    )]
    Deletes {
        /// How many files.
        deletes: usize,
        /// How many may be deleted.
        most: usize,
        /// Some of them.
        examples: Vec<String>,
    },
    /// The target is ahead.
    #[error(
        "the target is at revision {target}, this site at revision {site}; build from the newest revision, or roll back with `--revision {site}`"
    )]
    Newer {
        /// The target's revision.
        target: i64,
        /// That of the site.
        site: i64,
    },
    /// Another newspaper's site, perhaps.
    #[error("the target was published from {}, this site from {}; to replace it, use `--new-store`", named(.target.as_ref()), named(.site.as_ref()))]
    OtherStore {
        /// The target's store.
        target: Option<String>,
        /// That of the site.
        site: Option<String>,
    },
    /// Nobody knows whose files these are.
    #[error("the target contains {} that sitegen did not publish: {}; choose an empty target, or use `--reconcile`, which replaces or deletes {}", files(*.count), list(.examples, *.count), if *.count == 1 { "it" } else { "them" })]
    NotOurs {
        /// How many files.
        count: usize,
        /// Some of them.
        examples: Vec<String>,
    },
}

/// The first few names, and how many there are besides.
pub(crate) fn examples<'p>(paths: impl IntoIterator<Item = &'p String>) -> Vec<String> {
    paths.into_iter().take(NAMED_MAX).cloned().collect()
}

/// The first few of some texts with this between them, and how many there are besides.
pub fn first(texts: impl IntoIterator<Item = String>, most: usize, between: &str) -> String {
    let mut texts = texts.into_iter();
    let mut shown: Vec<String> = texts.by_ref().take(most).collect();
    if let more @ 1.. = texts.count() {
        shown.push(format!("and {more} more"));
    }
    shown.join(between)
}

fn list(examples: &[String], count: usize) -> String {
    let named = examples.iter().map(|path| format!("`{path}`"));
    let unnamed = std::iter::repeat_n(String::new(), count.saturating_sub(examples.len()));
    first(named.chain(unnamed), examples.len(), ", ")
}

/// A number of files, as it is written.
fn files(count: usize) -> String {
    let noun = if count == 1 { "file" } else { "files" };
    format!("{count} {noun}")
}

fn named(store: Option<&String>) -> String {
    store.map_or_else(
        || "a folder of content".to_owned(),
        |uid| format!("store `{uid}`"),
    )
}

impl Limits {
    /// Whether a site may take the place of what is there.
    pub(crate) fn succession(&self, target: &Origin, site: &Origin) -> Result<(), Refusal> {
        if target.store != site.store {
            return match self.new_store {
                Permission::Granted => Ok(()),
                Permission::Refused => Err(Refusal::OtherStore {
                    target: target.store.clone(),
                    site: site.store.clone(),
                }),
            };
        }
        // Revisions of a folder of content count the reads of it, and say nothing.
        let is_older = site.store.is_some() && site.revision < target.revision;
        if is_older && self.older == Permission::Refused {
            return Err(Refusal::Newer {
                target: target.revision,
                site: site.revision,
            });
        }
        Ok(())
    }

    /// Whether so many files may be deleted.
    pub(crate) fn deletions(&self, gone: &[String], files: usize) -> Result<(), Refusal> {
        let most = self.deletes_max.unwrap_or(DELETES.max(files / DELETES_OF));
        if gone.len() <= most {
            return Ok(());
        }
        Err(Refusal::Deletes {
            deletes: gone.len(),
            most,
            examples: examples(gone),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(store: Option<&str>, revision: i64) -> Origin {
        Origin {
            store: store.map(str::to_owned),
            revision,
        }
    }

    #[test]
    fn a_site_takes_the_place_of_an_older_one_of_its_store() {
        let strict = Limits::default();
        let (a, b) = (Some("a"), Some("b"));
        for (target, site, allowed) in [
            (origin(a, 1), origin(a, 2), true),
            (origin(a, 2), origin(a, 2), true),
            (origin(a, 2), origin(a, 1), false),
            (origin(b, 1), origin(a, 2), false),
            (origin(None, 2), origin(None, 1), true),
            (origin(None, 1), origin(a, 1), false),
            (origin(a, 1), origin(None, 1), false),
        ] {
            let found = strict.succession(&target, &site);
            assert_eq!(found.is_ok(), allowed, "{target:?} {site:?}");
            let open = Limits {
                new_store: Permission::Granted,
                older: Permission::Granted,
                ..Limits::default()
            };
            assert_eq!(open.succession(&target, &site), Ok(()));
        }
    }

    #[test]
    fn a_twentieth_may_go_or_256_files_or_what_was_said() {
        for (most, gone, files, allowed) in [
            (None, 256, 300, true),
            (None, 257, 300, false),
            (None, 500, 10_000, true),
            (None, 501, 10_000, false),
            (Some(0), 1, 10_000, false),
            (Some(600), 600, 700, true),
        ] {
            let limits = Limits {
                deletes_max: most,
                ..Limits::default()
            };
            let gone = vec!["a.html".to_owned(); gone];
            assert_eq!(limits.deletions(&gone, files).is_ok(), allowed);
        }
    }
}
