//! What has to be done so that a target shows a site: the difference of the two.

use std::collections::{BTreeMap, BTreeSet};

use crate::digest::Digest;
use crate::manifest::{self, Entry, Part, PartName, State};
use crate::site::{Site, SiteFile, Stage};

/// What is known of a target.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The parts of the manifest that is in force; nothing in a slice without files.
    pub(crate) parts: Vec<Option<PartName>>,
    /// The files of those parts that had to be read.
    pub(crate) files: Part,
    /// Paths of which it is not known what they hold, or whether anything is there.
    pub(crate) uncertain: BTreeSet<String>,
    /// Those that surely hold what the site has there, whatever else is said of them.
    pub(crate) there: BTreeSet<String>,
    /// Parts that lie there and that the manifest does not name.
    pub(crate) stray: Vec<PartName>,
    /// Whether all files have to be sent again: they were sent in another way.
    pub(crate) resend: bool,
}

impl Known {
    /// The generation of the newest part that no manifest names; 0 where there is none.
    pub(crate) fn newest_stray(&self) -> u64 {
        let generations = self.stray.iter().map(|name| name.generation);
        generations.max().unwrap_or_default()
    }
}

/// A publication, before anything is done.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The files that are sent: when, and which.
    pub puts: BTreeMap<(Stage, String), SiteFile>,
    /// The files that are others than readers may have got before: those that are sent, and those that a
    /// publication has sent which did not come to its end.
    pub changed: BTreeSet<String>,
    /// The files that go.
    pub deletes: Vec<String>,
    /// How many files the site has.
    pub files: usize,
    pub(crate) parts: Vec<(PartName, Part)>,
    /// Parts that nobody reads when all is done.
    pub(crate) obsolete: Vec<PartName>,
    pub(crate) state: Vec<Option<PartName>>,
}

impl Plan {
    /// Whether the target holds these files already.
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.deletes.is_empty() && self.parts.is_empty()
    }

    /// How many bytes are sent, without those of the manifest.
    pub fn bytes(&self) -> u64 {
        self.puts.values().map(|file| file.size).sum()
    }
}

/// The parts of a site's manifest that a target lacks, by their slices.
pub(crate) struct Cut {
    parts: Vec<Part>,
    digests: Vec<Digest>,
}

impl Cut {
    /// Cuts a site into as many slices as the target's manifest has, if that fits.
    pub(crate) fn new(site: &Site, slices_before: usize) -> Self {
        let slices = manifest::slices(site.files.len(), slices_before);
        let parts = manifest::cut(&site.files, slices);
        let digests = parts.iter().map(manifest::part_digest).collect();
        Self { parts, digests }
    }

    /// The parts of a manifest that have to be read to find the difference.
    pub(crate) fn unlike<'n>(&self, names: &'n [Option<PartName>]) -> Vec<&'n PartName> {
        let same = names.len() == self.parts.len();
        let pairs = names.iter().enumerate();
        let unlike = pairs.filter_map(|(slice, name)| {
            let name = name.as_ref()?;
            let is_equal = same && self.digests.get(slice) == Some(&name.digest);
            (!is_equal).then_some(name)
        });
        unlike.collect()
    }
}

/// The difference between what is known of a target and a site.
pub(crate) fn plan(site: &Site, cut: Cut, known: &Known, generation: u64) -> Plan {
    let mut plan = Plan {
        files: site.files.len(),
        ..Plan::default()
    };
    let same_cut = known.parts.len() == cut.parts.len();
    let mut kept = BTreeSet::new();
    let mut compared = BTreeSet::new();
    for (slice, (part, digest)) in cut.parts.into_iter().zip(cut.digests).enumerate() {
        let before = known.parts.get(slice).copied().flatten();
        let equal = before.filter(|name| same_cut && name.digest == digest);
        let name = match equal {
            Some(name) => Some(name),
            None if part.is_empty() => None,
            None => Some(PartName { digest, generation }),
        };
        plan.state.push(name);
        kept.extend(name);
        if equal.is_none() || known.resend {
            compared.extend(
                part.keys()
                    .filter_map(|path| site.files.get_key_value(path))
                    .filter(|(path, file)| known.resend || differs(known.files.get(*path), file))
                    .map(|(path, _)| path.clone()),
            );
        }
        if let (None, Some(name)) = (equal, name) {
            plan.parts.push((name, part));
        }
    }
    for path in compared.iter().chain(&known.uncertain) {
        let Some(file) = site.files.get(path) else {
            continue;
        };
        plan.changed.insert(path.clone());
        if !known.there.contains(path) {
            let is_new = file.stage == Stage::Page && !known.files.contains_key(path);
            let stage = if is_new { Stage::NewPage } else { file.stage };
            plan.puts.insert((stage, path.clone()), file.clone());
        }
    }
    let gone = known.files.keys().chain(&known.uncertain);
    let gone: BTreeSet<&String> = gone
        .filter(|path| !site.files.contains_key(*path))
        .collect();
    plan.deletes = gone.into_iter().cloned().collect();
    // A part of a later generation may be one that another publisher is about to claim.
    let stray = known.stray.iter();
    let stray = stray.filter(|name| name.generation <= generation);
    plan.obsolete = (known.parts.iter().flatten())
        .chain(stray)
        .filter(|name| !kept.contains(*name))
        .copied()
        .collect();
    plan
}

fn differs(before: Option<&Entry>, file: &SiteFile) -> bool {
    before.is_none_or(|(digest, _)| *digest != file.digest)
}

/// The paths that two states of a slice do not agree on.
pub(crate) fn disagreed(one: &Part, other: &Part) -> BTreeSet<String> {
    let paths = one.keys().chain(other.keys());
    let differ = paths.filter(|path| one.get(*path) != other.get(*path));
    differ.cloned().collect()
}

impl Plan {
    /// The state that the site will be in.
    pub(crate) fn state(&self, site: &Site) -> State {
        State {
            origin: site.origin.clone(),
            files: self.files as u64,
            parts: self.state.clone(),
        }
    }
}
