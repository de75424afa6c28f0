//! What a publication has sent, on this machine: one that was interrupted goes on where it was.
//!
//! Nothing rests on it. Without a journal, or with one that is damaged, files are sent once more.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;

use crate::digest::Digest;

/// How a line begins that names the publisher; the others are a digest and a path.
const BY: &str = "by ";

/// The journal of one target.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    /// Who wrote last.
    by: Option<String>,
    before: BTreeMap<String, Digest>,
    /// Whether this publication goes on where the one before was interrupted.
    goes_on: bool,
    file: Option<File>,
}

impl Journal {
    /// Reads the journal of the publication before, if it did not come to its end.
    pub(super) fn open(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let mut journal = Self {
            path,
            by: None,
            before: BTreeMap::new(),
            goes_on: false,
            file: None,
        };
        // A line that was cut off is none.
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        for line in whole.lines() {
            if let Some(by) = line.strip_prefix(BY) {
                journal.by = Some(by.to_owned());
            } else if let Some((digest, path)) = line.split_once(' ')
                && let Ok(digest) = digest.parse()
            {
                journal.before.insert(path.to_owned(), digest);
            }
        }
        journal
    }

    /// Whether this publisher wrote the journal, and so is gone.
    pub(super) fn is_of(&self, by: &str) -> bool {
        self.file.is_none() && self.by.as_deref() == Some(by)
    }

    /// What this publisher sent; it is gone on from there.
    pub(super) fn continued(&mut self, by: &str) -> BTreeMap<String, Digest> {
        self.goes_on = self.is_of(by);
        if self.goes_on {
            self.before.clone()
        } else {
            BTreeMap::new()
        }
    }

    /// What was gone on from before counts no more: the target is looked at anew.
    pub(super) fn forget(&mut self) {
        self.goes_on = false;
    }

    /// A claim has succeeded: what is sent from now on is written down.
    pub(super) fn begin(&mut self, by: &str) {
        if self.file.is_some() && self.by.as_deref() == Some(by) {
            return;
        }
        self.file = File::create(&self.path).ok();
        self.by = Some(by.to_owned());
        let before = if self.goes_on {
            std::mem::take(&mut self.before)
        } else {
            BTreeMap::new()
        };
        let lines = before
            .iter()
            .map(|(path, digest)| format!("{digest} {path}\n"));
        let text: String = [format!("{BY}{by}\n")].into_iter().chain(lines).collect();
        self.write(&text);
    }

    /// A file was sent.
    pub(super) fn sent(&mut self, (path, digest): (&str, Digest)) {
        self.write(&format!("{digest} {path}\n"));
    }

    /// The publication has come to its end.
    pub(super) fn end(&mut self) {
        self.file = None;
        self.by = None;
        // One that stays names a publisher whom no head names.
        fs::remove_file(&self.path).ok();
    }

    fn write(&mut self, line: &str) {
        if let Some(file) = &mut self.file {
            // What is not written down is sent again.
            file.write_all(line.as_bytes()).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publication_goes_on_only_after_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sent");
        let (one, two) = (Digest::compute(b"1"), Digest::compute(b"2"));
        let mut first = Journal::open(path.clone());
        first.begin("a");
        first.sent(("a b.html", one));
        assert!(!first.is_of("a"), "it is alive");
        drop(first);
        fs::write(&path, fs::read_to_string(&path).expect("text") + "0123 cut").expect("written");
        let mut second = Journal::open(path.clone());
        assert!(second.is_of("a") && !second.is_of("b"));
        assert_eq!(
            second.continued("a"),
            BTreeMap::from([("a b.html".to_owned(), one)])
        );
        second.begin("b");
        second.sent(("c.html", two));
        drop(second);
        let mut third = Journal::open(path.clone());
        assert_eq!(third.continued("b").len(), 2);
        assert!(third.continued("a").is_empty());
        third.begin("c");
        drop(third);
        assert!(
            Journal::open(path.clone()).before.is_empty(),
            "it began anew"
        );
        // Gone on from, and then another publisher was faster.
        let mut fourth = Journal::open(path.clone());
        fourth.begin("d");
        fourth.sent(("d.html", one));
        drop(fourth);
        let mut fifth = Journal::open(path.clone());
        assert_eq!(fifth.continued("d").len(), 1);
        fifth.forget();
        fifth.begin("e");
        drop(fifth);
        assert!(
            Journal::open(path).before.is_empty(),
            "it passed for its own"
        );
    }
}
