//! Which evidence each record belongs to.
//!
//! Records are matched by their places first and by their number second, so that evidence may be added,
//! removed and reordered in an editor's file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use dossier::v1::{Evidence, Fact, resource};

use super::read::{read, unknown_fact};
use super::{Placed, absolute};
use crate::content::decode::Reader;
use crate::diagnostic::{At, Finding, Rule};
use crate::model::grounding::selector_digests;

/// Whether all was read that records may belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) enum Facts {
    /// Every fact is there.
    All,
    /// Some could not be read, which was told.
    Some,
}

/// Reads the files of records and puts each record on its evidence.
pub(in crate::content) fn attach(reader: &mut Reader, paths: &[PathBuf], facts: Facts) {
    let mut places = BTreeMap::new();
    for (place, resource) in reader.resources.iter().enumerate() {
        places.insert(resource.name().to_owned(), place);
    }
    for path in paths {
        attach_file(reader, path, &places, facts);
    }
}

fn attach_file(reader: &mut Reader, path: &Path, places: &BTreeMap<String, usize>, facts: Facts) {
    let Some(records) = read(reader, path) else {
        return;
    };
    let mut by_fact: BTreeMap<String, Vec<Placed>> = BTreeMap::new();
    for placed in records.entries {
        let of_fact = by_fact.entry(placed.entry.fact.clone()).or_default();
        of_fact.push(placed);
    }
    for (name, entries) in by_fact {
        let place = places.get(&name);
        let fact = place.and_then(|place| reader.resources.get_mut(*place));
        let fact = fact.and_then(|record| match &mut record.resource {
            Some(resource::Resource::Fact(fact)) => Some(fact),
            _ => None,
        });
        let Some(fact) = fact else {
            let span = entries.first().map(|placed| placed.span);
            if let Some(span) = span.filter(|_| facts == Facts::All) {
                let finding = unknown_fact(&name, places.keys().map(String::as_str));
                reader.finding(records.file, span, finding);
            }
            continue;
        };
        let outcome = attach_to(fact, &records.article, entries);
        for (index, placed) in outcome.attached {
            let at = At::resource(&name).field("evidence").index(index);
            reader
                .sources
                .add(at.field("grounding"), records.file, placed.span);
        }
        for placed in outcome.stray {
            let message = format!(
                "`{name}` has no evidence {} from `{}` for this record",
                placed.entry.number, records.article
            );
            let hint = "`dossier-server verify --write` removes it".to_owned();
            let finding = Finding::new(Rule::StrayRecord, At::resource(&name), message);
            reader.finding(records.file, placed.span, finding.suggest(Some(hint)));
        }
    }
}

/// What became of the records on one fact.
struct Outcome {
    /// With the number of the evidence that each is on.
    attached: Vec<(usize, Placed)>,
    stray: Vec<Placed>,
}

/// By what a record is found to belong to an evidence.
#[derive(Clone, Copy, Debug)]
enum Fit {
    PlacesAndNumber,
    Places,
    Number,
}

impl Fit {
    fn is(self, placed: &Placed, number: usize, digests: &[String]) -> bool {
        let same_places = placed.entry.grounding.selector_digests == digests;
        let same_number = placed.entry.number == number;
        match self {
            Self::PlacesAndNumber => same_places && same_number,
            Self::Places => same_places,
            Self::Number => same_number,
        }
    }
}

/// Puts the records of one article on the evidence of a fact: on what has the same places at the same
/// number, else on what has the same places, else on what has the number.
fn attach_to(fact: &mut Fact, article: &str, entries: Vec<Placed>) -> Outcome {
    let of_article = |(_, evidence): &(usize, &Evidence)| evidence.article == article;
    let evidence = fact.evidence.iter().enumerate().filter(of_article);
    let evidence: Vec<(usize, Vec<String>)> = evidence
        .map(|(index, evidence)| (index, selector_digests(evidence)))
        .collect();
    let mut free: BTreeSet<usize> = (0..evidence.len()).collect();
    let mut outcome = Outcome {
        attached: Vec::new(),
        stray: entries,
    };
    for fit in [Fit::PlacesAndNumber, Fit::Places, Fit::Number] {
        for placed in std::mem::take(&mut outcome.stray) {
            let Some(number) = free.iter().copied().find(|number| {
                let digests = evidence.get(*number).map(|(_, digests)| digests.as_slice());
                fit.is(&placed, *number, digests.unwrap_or_default())
            }) else {
                outcome.stray.push(placed);
                continue;
            };
            free.remove(&number);
            if let Some((index, _)) = evidence.get(number) {
                put(fact, *index, &placed);
                outcome.attached.push((*index, placed));
            }
        }
    }
    outcome
}

fn put(fact: &mut Fact, index: usize, placed: &Placed) {
    let mut grounding = placed.entry.grounding.clone();
    for part in &mut grounding.parts {
        part.field = absolute(&part.field, index);
    }
    if let Some(evidence) = fact.evidence.get_mut(index) {
        evidence.grounding = Some(grounding);
    }
}
