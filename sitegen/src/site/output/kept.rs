//! What is kept beside a site for the next build: what it was made from and by, what its files read, and
//! when each of them was last touched.
//!
//! The times stand here and not in the site's own list, because two builds of one state make the same site.
//! They spare the next build to read all files in order to find out that nobody has edited one by hand: a
//! file whose length, times and inode are as they were is the file that was written.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::Metadata;

/// The first line of what is kept: the format's name and version.
const HEAD: &str = "sitegen kept 1";

/// What ends the list of files.
const READS: &str = "reads";

/// What tells a file from one that was written since: its length, its times, its number on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp(String);

impl Stamp {
    /// That of a file.
    #[cfg(unix)]
    pub(crate) fn from_metadata(found: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self(format!(
            "{}-{}.{}-{}.{}-{}",
            found.len(),
            found.mtime(),
            found.mtime_nsec(),
            // Nobody can set this one, and every change of the file does.
            found.ctime(),
            found.ctime_nsec(),
            found.ino(),
        ))
    }

    /// That of a file.
    #[cfg(not(unix))]
    pub(crate) fn from_metadata(found: &Metadata) -> Self {
        let changed = found.modified().ok();
        let since = changed.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let nanoseconds = since.unwrap_or_default().as_nanos();
        Self(format!("{}-{nanoseconds}", found.len()))
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The files of a site, each as it was when it was put in its place.
pub(super) type Stamps = BTreeMap<String, Stamp>;

/// What a site was made by and from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The program and what it was told, in a line.
    pub(crate) made_by: String,
    /// The languages, in a line, and whether figures have files of their own: what only the catalog tells.
    pub(crate) editions: String,
    /// The store and its revision, in a line.
    pub(crate) state: String,
}

/// What was kept beside a site.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) origin: Origin,
    /// A digest of the list of the site's files.
    pub(super) site: String,
    pub(super) stamps: Stamps,
    /// What the files read.
    pub(crate) reads: String,
}

impl Kept {
    /// The text that is kept.
    pub(super) fn text(&self) -> String {
        let Origin {
            made_by,
            editions,
            state,
        } = &self.origin;
        let mut text = format!("{HEAD}\n{made_by}\n{editions}\n{state}\n{}\n", self.site);
        for (path, stamp) in &self.stamps {
            // Writing to a string does not fail.
            writeln!(text, "{stamp} {path}").ok();
        }
        writeln!(text, "{READS}").ok();
        text.push_str(&self.reads);
        text
    }

    /// Reads such a text; `None` where this version cannot.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut rest = text;
        let mut line = || {
            let (line, after) = rest.split_once('\n')?;
            rest = after;
            Some(line)
        };
        if line()? != HEAD {
            return None;
        }
        let [made_by, editions, state, site] = [line()?, line()?, line()?, line()?];
        let mut stamps = Stamps::new();
        loop {
            match line()? {
                READS => break,
                file => {
                    let (stamp, path) = file.split_once(' ')?;
                    stamps.insert(path.to_owned(), Stamp(stamp.to_owned()));
                }
            }
        }
        Some(Self {
            origin: Origin {
                made_by: made_by.to_owned(),
                editions: editions.to_owned(),
                state: state.to_owned(),
            },
            site: site.to_owned(),
            stamps,
            reads: rest.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_can_be_read_again() {
        let kept = Kept {
            origin: Origin {
                made_by: "[\"0.1.0\"]".to_owned(),
                editions: "en fr".to_owned(),
                state: "store 7".to_owned(),
            },
            site: "ab12".to_owned(),
            stamps: [("a b/index.html", "1-2.3-4.5-6"), ("c", "0-0.0-0.0-0")]
                .map(|(path, stamp)| (path.to_owned(), Stamp(stamp.to_owned())))
                .into(),
            reads: "sitegen reads 1\nwhole 00 \"facts/a\"\n".to_owned(),
        };
        let text = kept.text();
        let again = Kept::read(&text).expect("what was kept");
        assert_eq!(again.text(), text);
        assert_eq!(again.stamps, kept.stamps);
        // Half of it, or that of another version, is nothing.
        let cut = text.find("\nreads").expect("the list ends");
        assert!(Kept::read(text.get(..cut).expect("a part")).is_none());
        assert!(Kept::read(&text.replacen('1', "2", 1)).is_none());
    }
}
