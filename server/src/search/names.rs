//! Which entities a name may mean.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use dossier::v1::{Entity, EntityCandidate, LifecycleState, MatchReason};
use dossier_check::text::fold;

use crate::snapshot::Snapshot;

/// How much two spellings must be alike to be taken for one another.
const ALIKE: f64 = 0.88;

/// All names of a snapshot's entities, ready to be looked up.
#[derive(Debug, Default)]
pub struct Names {
    entities: BTreeMap<String, Arc<Entity>>,
    /// From folded names to the names and entities that have them.
    folded: BTreeMap<String, Vec<(String, String)>>,
    /// From the words of names to folded names.
    words: HashMap<String, BTreeSet<String>>,
    /// From ids, present and former, and identifiers to entities.
    ids: HashMap<String, Vec<String>>,
    identifiers: HashMap<String, Vec<String>>,
}

impl Names {
    /// Reads the names of all entities that stand.
    pub fn new(snapshot: &Snapshot) -> Self {
        let mut names = Self::default();
        for record in snapshot.collection("entities") {
            let gone = matches!(
                record.state,
                LifecycleState::Draft | LifecycleState::Retracted
            );
            if let Some(entity) = record.entity().filter(|_| !gone) {
                names.add(entity);
            }
        }
        names
    }

    fn add(&mut self, entity: Entity) {
        let name = entity.name.clone();
        for one in &entity.names {
            let folded = folded(&one.text);
            for word in folded.split(' ') {
                let of = self.words.entry(word.to_owned()).or_default();
                of.insert(folded.clone());
            }
            let of = self.folded.entry(folded).or_default();
            of.push((one.text.clone(), name.clone()));
        }
        let id = name.split_once('/').map_or("", |(_, id)| id);
        for id in entity.former_ids.iter().map(String::as_str).chain([id]) {
            self.ids
                .entry(id.to_owned())
                .or_default()
                .push(name.clone());
        }
        for identifier in &entity.identifiers {
            let of = self
                .identifiers
                .entry(identifier.value.clone())
                .or_default();
            of.push(name.clone());
        }
        self.entities.insert(name, Arc::new(entity));
    }

    /// The entities that a name may mean, the best first, of the kinds that are wanted.
    pub fn resolve(&self, asked: &str, kinds: &[i32], most: usize) -> Vec<EntityCandidate> {
        let asked = asked.trim();
        let wanted = folded(asked);
        let mut found: BTreeMap<&str, (MatchReason, f64, String)> = BTreeMap::new();
        if wanted.is_empty() {
            return Vec::new();
        }
        let same = self.folded.get(&wanted).into_iter().flatten();
        for (text, entity) in same {
            let exact = text == asked;
            let reason = if exact {
                MatchReason::Exact
            } else {
                MatchReason::Folded
            };
            better(
                &mut found,
                entity,
                (reason, if exact { 1.0 } else { 0.95 }, text),
            );
        }
        for entity in self.ids.get(asked).into_iter().flatten() {
            better(&mut found, entity, (MatchReason::Id, 0.98, asked));
        }
        for entity in self.identifiers.get(asked).into_iter().flatten() {
            better(&mut found, entity, (MatchReason::Identifier, 0.97, asked));
        }
        self.by_words(&wanted, &mut found);
        if found.is_empty() {
            self.by_likeness(&wanted, &mut found);
        }
        let mut candidates: Vec<EntityCandidate> = found
            .into_iter()
            .filter_map(|(entity, (reason, score, matched))| {
                Some(EntityCandidate {
                    entity: Some(Entity::clone(self.entities.get(entity)?)),
                    score,
                    reason: reason.into(),
                    matched,
                })
            })
            .filter(|one| {
                let kind = one.entity.as_ref().map_or(0, |entity| entity.kind);
                kinds.is_empty() || kinds.contains(&kind)
            })
            .collect();
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
        candidates.truncate(most);
        candidates
    }

    /// Names that have all the words that were asked for, the shorter the better.
    fn by_words<'n>(
        &'n self,
        wanted: &str,
        found: &mut BTreeMap<&'n str, (MatchReason, f64, String)>,
    ) {
        let count = |text: &str| text.split(' ').count();
        let mut common: Option<BTreeSet<&'n str>> = None;
        for word in wanted.split(' ') {
            let with = self.words.get(word).into_iter().flatten();
            let with: BTreeSet<&str> = with.map(String::as_str).collect();
            common = Some(match common {
                None => with,
                Some(earlier) => earlier.intersection(&with).copied().collect(),
            });
        }
        for name in common.into_iter().flatten().filter(|name| *name != wanted) {
            #[expect(clippy::cast_precision_loss, reason = "names have few words")]
            let share = count(wanted) as f64 / count(name).max(1) as f64;
            for (text, entity) in self.folded.get(name).into_iter().flatten() {
                better(
                    found,
                    entity,
                    (MatchReason::Words, 0.5 + 0.4 * share.min(1.0), text),
                );
            }
        }
    }

    fn by_likeness<'n>(
        &'n self,
        wanted: &str,
        found: &mut BTreeMap<&'n str, (MatchReason, f64, String)>,
    ) {
        for (name, of) in &self.folded {
            let likeness = strsim::jaro_winkler(wanted, name);
            if likeness < ALIKE {
                continue;
            }
            for (text, entity) in of {
                better(found, entity, (MatchReason::Similar, likeness * 0.8, text));
            }
        }
    }
}

/// Keeps the best reason for each entity.
fn better<'n>(
    found: &mut BTreeMap<&'n str, (MatchReason, f64, String)>,
    entity: &'n str,
    (reason, score, matched): (MatchReason, f64, &str),
) {
    let known = found.get(entity).map_or(0.0, |known| known.1);
    if score > known {
        found.insert(entity, (reason, score, matched.to_owned()));
    }
}

/// Folded, with white space for everything that is not part of a word.
fn folded(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|one: char| !one.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
