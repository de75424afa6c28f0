//! Which files of a site a new build must print again: those that read something that is other now.
//!
//! Beside a site lies what each of its files read, with a digest of each thing as it was. A build that
//! comes later compares these with its own catalog. To follow the difference that the server can send instead,
//! from changed resources to keys to files, would spare digests, and would be right only as long as each build
//! knows which state the one before it has left. It asks no file whether it is as it would be, and no
//! server what has changed, so it does not matter how many revisions lie between, or whether a build was
//! killed meanwhile. docs/decisions/0015 says why.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::source::catalog::Catalog;
use crate::source::reads::{Key, Kind};

/// The first line of what is kept: the format's name and version.
const HEAD: &str = "sitegen reads 1";

/// What the files of a site read.
#[derive(Debug, Default)]
pub(crate) struct Reads {
    /// Each thing that a file read, once.
    keys: Vec<Key>,
    /// The places of the keys in the list.
    places: BTreeMap<Key, usize>,
    /// What each file read, by its path.
    files: BTreeMap<String, Vec<usize>>,
    /// The digests that are known of what the catalog has under a key.
    digests: BTreeMap<Key, u64>,
}

impl Reads {
    /// Nothing yet; these digests need not be made again.
    pub(crate) fn with(digests: BTreeMap<Key, u64>) -> Self {
        Self {
            digests,
            ..Self::default()
        }
    }

    /// Takes in what a file read.
    pub(crate) fn add<'k>(&mut self, path: &str, read: impl IntoIterator<Item = &'k Key>) {
        let mut places = Vec::new();
        for key in read {
            let next = self.keys.len();
            let place = *self.places.entry(key.clone()).or_insert(next);
            if place == next {
                self.keys.push(key.clone());
            }
            places.push(place);
        }
        self.files.insert(path.to_owned(), places);
    }

    /// What is kept until the next build: lines of text, in which names are JSON.
    pub(crate) fn kept(&self, catalog: &Catalog) -> String {
        let mut out = format!("{HEAD}\n");
        // Writing to a string does not fail.
        for key in &self.keys {
            let known = self.digests.get(key).copied();
            let digest = known.unwrap_or_else(|| catalog.digest(key));
            let kind = key.kind.word();
            let name = serde_json::json!(key.name);
            writeln!(out, "{kind} {digest:016x} {name}").ok();
        }
        for (path, places) in &self.files {
            write!(out, "file {}", serde_json::json!(path)).ok();
            for place in places {
                write!(out, " {place}").ok();
            }
            out.push('\n');
        }
        out
    }
}

/// What the files of the site before read, and which of it is still so.
#[derive(Debug)]
pub(crate) struct Before {
    reads: Reads,
    /// What each key led to, in the order of the keys.
    digests: Vec<u64>,
}

impl Before {
    /// Reads what was kept; `None` where this version cannot read it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return None;
        }
        let mut before = Self {
            reads: Reads::default(),
            digests: Vec::new(),
        };
        for line in lines {
            before.take(line)?;
        }
        Some(before)
    }

    fn take(&mut self, line: &str) -> Option<()> {
        let (kind, rest) = line.split_once(' ')?;
        if kind == "file" {
            // Digits and spaces follow the path.
            let (path, places) = rest.split_at_checked(rest.rfind('"')? + 1)?;
            let places = places.split_whitespace().map(|place| {
                let place: usize = place.parse().ok()?;
                (place < self.digests.len()).then_some(place)
            });
            let places: Option<Vec<usize>> = places.collect();
            let path = serde_json::from_str(path).ok()?;
            self.reads.files.insert(path, places?);
            return Some(());
        }
        let (digest, name) = rest.split_once(' ')?;
        let key = Key {
            kind: Kind::of_word(kind)?,
            name: serde_json::from_str(name).ok()?,
        };
        self.reads.keys.push(key);
        self.digests.push(u64::from_str_radix(digest, 16).ok()?);
        Some(())
    }

    /// The files that read nothing but what is as it was, with what they read; and what there is now under
    /// each key.
    pub(crate) fn compared(&self, catalog: &Catalog) -> (Unchanged<'_>, BTreeMap<Key, u64>) {
        let keys = self.reads.keys.iter();
        let now: Vec<u64> = keys.clone().map(|key| catalog.digest(key)).collect();
        let pairs = now.iter().zip(&self.digests).enumerate();
        let changed: BTreeSet<usize> = pairs
            .filter(|(_, (now, before))| now != before)
            .map(|(place, _)| place)
            .collect();
        let files = self.reads.files.iter();
        let files = files.filter(|(_, places)| !places.iter().any(|place| changed.contains(place)));
        let read = |places: &[usize]| {
            let keys = places
                .iter()
                .filter_map(|place| self.reads.keys.get(*place));
            keys.collect()
        };
        let unchanged = files
            .map(|(path, places)| (path.as_str(), read(places)))
            .collect();
        (unchanged, keys.cloned().zip(now).collect())
    }
}

/// Files by their paths, each with what it read.
pub(crate) type Unchanged<'b> = BTreeMap<&'b str, Vec<&'b Key>>;
