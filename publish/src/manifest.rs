//! What lies at a target, as it says of itself.
//!
//! A manifest has two levels, so that a correction costs what it changes. The head names up to 512 parts
//! by their digests; each part lists the files of one slice, by a hash of their paths. Two sites differ
//! only where their parts do, and only those are read and written.
//!
//! Parts never change: a new one has a new name. So the head alone decides which files are the site, and
//! replacing it is the one step that makes a publication count.
//!
//! While somebody publishes, the head also says what it will be: then whoever comes after a publisher that
//! was killed knows which files may hold either of two contents, and sends them again. Where there may be a
//! third, it says so, and every file is looked at.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read as _;
use std::str::FromStr;

use flate2::read::GzDecoder;
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::media::gzip;
use crate::site::{Origin, SiteFile};

/// The file at a target that says what lies there.
pub const HEAD: &str = "dossier-site.json";

/// The folder at a target with the parts of the manifest and what a publication needs for itself.
pub const FOLDER: &str = ".dossier-site";

/// Whether a path at a target is one of the manifest's own.
pub(crate) fn is_own(path: &str) -> bool {
    let below = path.strip_prefix(FOLDER);
    path == HEAD || below.is_some_and(|rest| rest.starts_with('/'))
}

/// The only version of the format that there is.
const FORMAT: u32 = 1;

/// As many parts as a head may name: it stays below 32 KB then, which is read at every publication.
const PARTS_MAX: usize = 512;

/// How many files a part shall list: a part of as many is about 4 KB packed.
const PART_FILES: usize = 128;

/// A part unpacked is at most this large; more is not ours. A million files in 512 parts are 240 KB each.
const PART_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// What tells a file at the target: digest and size in bytes.
pub(crate) type Entry = (Digest, u64);

/// The files of one slice.
pub(crate) type Part = BTreeMap<String, Entry>;

/// The name of a part: what it holds, and the generation that wrote it. Two publications never write one
/// file, so the older may delete what it no longer needs at any time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct PartName {
    pub(crate) digest: Digest,
    pub(crate) generation: u64,
}

impl PartName {
    /// Where the part lies at the target.
    pub(crate) fn path(self) -> String {
        format!("{FOLDER}/{self}.json.gz")
    }

    /// The part that lies at a path, if it is one.
    pub(crate) fn at(path: &str) -> Option<Self> {
        let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?;
        name.strip_suffix(".json.gz")?.parse().ok()
    }
}

impl fmt::Display for PartName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.digest, self.generation)
    }
}

impl From<PartName> for String {
    fn from(name: PartName) -> Self {
        name.to_string()
    }
}

impl TryFrom<String> for PartName {
    type Error = ManifestError;

    fn try_from(text: String) -> Result<Self, ManifestError> {
        text.parse()
    }
}

impl FromStr for PartName {
    type Err = ManifestError;

    fn from_str(text: &str) -> Result<Self, ManifestError> {
        let wrong = || ManifestError::Unreadable(format!("`{text}` names no part"));
        let (digest, generation) = text.split_once('-').ok_or_else(wrong)?;
        Ok(Self {
            digest: digest.parse().map_err(|_| wrong())?,
            generation: generation.parse().map_err(|_| wrong())?,
        })
    }
}

/// One state of a site: what it was built from, and its parts. The n-th part lists the files of the n-th
/// slice; a slice without files has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    #[serde(flatten)]
    pub(crate) origin: Origin,
    /// How many files there are.
    pub(crate) files: u64,
    pub(crate) parts: Vec<Option<PartName>>,
}

/// What a publication that is under way will make of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Writing {
    /// Who: a random name.
    pub(crate) by: String,
    /// Grows while the publisher is alive.
    pub(crate) beat: u64,
    /// How it sends files.
    #[serde(default)]
    pub(crate) settings: String,
    /// Whether the files may be in more than the two states that the head names, so that whoever takes the
    /// claim over has to look: its publisher was about to do so, or had itself taken over the claim of another
    /// site.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) reconcile: bool,
    pub(crate) state: State,
}

/// The head of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    format: u32,
    /// How many publications there were.
    pub(crate) generation: u64,
    /// How files are sent to this target; where that changes, all are sent again.
    pub(crate) settings: String,
    #[serde(flatten)]
    pub(crate) state: State,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) writing: Option<Writing>,
}

/// Why what lies at a target cannot be understood.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// Written by a later version.
    #[error(
        "the manifest is of format {0}, this version knows {FORMAT}; publish with a newer sitegen"
    )]
    Format(u32),
    /// Not ours, or damaged.
    #[error("the manifest cannot be read: {0}; `--reconcile` makes it anew from what lies there")]
    Unreadable(String),
}

impl Head {
    /// The head of a generation.
    pub(crate) fn new(generation: u64, settings: String, state: State) -> Self {
        Self {
            format: FORMAT,
            generation,
            settings,
            state,
            writing: None,
        }
    }

    /// The head of a target at which nothing lies.
    pub(crate) fn empty(settings: String, origin: Origin) -> Self {
        let state = State {
            origin,
            files: 0,
            parts: Vec::new(),
        };
        Self::new(0, settings, state)
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ManifestError> {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        let unreadable = |error: serde_json::Error| ManifestError::Unreadable(error.to_string());
        let version: Version = serde_json::from_slice(bytes).map_err(unreadable)?;
        if version.format != FORMAT {
            return Err(ManifestError::Format(version.format));
        }
        serde_json::from_slice(bytes).map_err(unreadable)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        // Maps with texts as keys, numbers and texts: nothing that JSON cannot hold.
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

/// In how many slices a site of so many files is cut. What is there stays unless it fits badly: another
/// number changes every part.
pub(crate) fn slices(files: usize, before: usize) -> usize {
    let best = files
        .div_ceil(PART_FILES)
        .next_power_of_two()
        .min(PARTS_MAX);
    let fits =
        before.is_power_of_two() && before <= PARTS_MAX && before <= 4 * best && best <= 4 * before;
    if fits { before } else { best }
}

/// Cuts the files of a site into slices.
pub(crate) fn cut<'f>(
    files: impl IntoIterator<Item = (&'f String, &'f SiteFile)>,
    slices: usize,
) -> Vec<Part> {
    let mut parts = vec![Part::new(); slices];
    for (path, file) in files {
        if let Some(part) = parts.get_mut(slice(path, slices)) {
            part.insert(path.clone(), (file.digest, file.size));
        }
    }
    parts
}

/// The slice in which a path lies.
fn slice(path: &str, slices: usize) -> usize {
    usize::from(Digest::compute(path.as_bytes()).first_bits()) % slices.max(1)
}

/// A part as it is digested.
fn text(part: &Part) -> Vec<u8> {
    // Texts, digests and numbers: nothing that JSON cannot hold.
    serde_json::to_vec(part).unwrap_or_default()
}

/// What tells a part from others.
pub(crate) fn part_digest(part: &Part) -> Digest {
    Digest::compute(&text(part))
}

/// A part as it is written: packed JSON.
pub(crate) fn packed(part: &Part) -> Vec<u8> {
    gzip(&text(part))
}

/// Reads a part, which must be the one that was meant.
pub(crate) fn unpacked(name: PartName, bytes: &[u8]) -> Result<Part, ManifestError> {
    let unreadable = |why: String| ManifestError::Unreadable(format!("part {name}: {why}"));
    let mut text = Vec::new();
    GzDecoder::new(bytes)
        .take(PART_BYTES_MAX)
        .read_to_end(&mut text)
        .map_err(|error| unreadable(error.to_string()))?;
    if Digest::compute(&text) != name.digest {
        return Err(unreadable("it is not what was written".to_owned()));
    }
    serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Stage;

    #[test]
    fn a_site_is_cut_so_that_parts_stay_small_and_their_number_steady() {
        for (files, before, slices_) in [
            (0, 0, 1),
            (1, 0, 1),
            (6_000, 0, 64),
            (370_000, 0, 512),
            (6_000, 32, 32),
            (9_000, 64, 64),
            (100_000, 64, 512),
            (100, 64, 1),
            (100, 63, 1),
        ] {
            assert_eq!(slices(files, before), slices_, "{files} {before}");
        }
    }

    #[test]
    fn a_part_is_read_as_it_was_written_and_nothing_else_is() {
        let file = SiteFile::of_bytes(b"x".to_vec(), Stage::Page);
        let files: BTreeMap<String, SiteFile> = (0..100)
            .map(|number| (format!("{number}.html"), file.clone()))
            .collect();
        let parts = cut(&files, 4);
        assert_eq!(parts.iter().map(Part::len).sum::<usize>(), 100);
        assert!(parts.iter().all(|part| part.len() > 10));
        for part in &parts {
            let digest = part_digest(part);
            let name = PartName {
                digest,
                generation: 3,
            };
            assert_eq!(name.to_string().parse::<PartName>().expect("read"), name);
            assert_eq!(PartName::at(&name.path()), Some(name));
            assert_eq!(&unpacked(name, &packed(part)).expect("read"), part);
            let other = PartName {
                digest: Digest::compute(b""),
                generation: 3,
            };
            assert!(unpacked(other, &packed(part)).is_err());
            assert!(unpacked(name, b"no").is_err());
        }
    }

    #[test]
    fn a_head_of_another_format_is_refused_by_its_number() {
        let origin = Origin {
            store: None,
            revision: 1,
        };
        let head = Head::empty("plain".to_owned(), origin);
        assert_eq!(Head::read(&head.bytes()).expect("read"), head);
        let error = Head::read(br#"{"format": 2, "new": {}}"#).expect_err("later");
        assert!(error.to_string().contains("format 2"), "{error}");
        assert!(Head::read(b"{}").is_err() && Head::read(b"<html>").is_err());
    }
}
