//! Which entities a name may mean.
//!
//! A name that is asked for is compared with those that share a word with it in some form ([`form`]):
//! each of its words must fit a word of the name, but for titles, articles, legal forms, fathers' names,
//! middle initials and what stands behind a name (`Jr.`, `MP`). Only where nothing shares a word, all names are looked at for slips of typing.

mod form;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use dossier::Collection;
use dossier::v1::{Entity, EntityCandidate, EntityKind, MatchReason};

use self::form::{Fit, Form, Part};
use crate::snapshot::Snapshot;

/// How well the words of a name must fit on average for it to be a candidate.
const FIT_MIN: f64 = 0.7;

/// All names of a snapshot's entities, ready to be looked up.
#[derive(Debug, Default)]
pub struct Names {
    entities: BTreeMap<String, Arc<Entity>>,
    all: Vec<Name>,
    /// From what names may share to their numbers.
    keys: HashMap<String, Vec<usize>>,
    /// From ids, present and former, and identifiers to entities.
    ids: HashMap<String, Vec<String>>,
    identifiers: HashMap<String, Vec<String>>,
}

#[derive(Debug)]
struct Name {
    text: String,
    entity: String,
    form: Form,
    is_person: bool,
}

/// Why an entity was found, and how sure that is.
#[derive(Clone, Debug)]
struct Match {
    reason: MatchReason,
    score: f64,
    name: String,
}

/// The best match of each entity.
type Matches = BTreeMap<String, Match>;

impl Names {
    /// Reads the names of all entities that may be cited.
    pub fn new(snapshot: &Snapshot) -> Self {
        let mut names = Self::default();
        for record in snapshot.collection(Collection::Entities) {
            if record.state.is_citable()
                && let Some(entity) = record.entity()
            {
                names.add(entity);
            }
        }
        names
    }

    fn add(&mut self, entity: Entity) {
        let name = entity.name.clone();
        for written in &entity.names {
            let form = Form::new(&written.text);
            for key in keys(&form) {
                let numbers = self.keys.entry(key).or_default();
                numbers.push(self.all.len());
            }
            self.all.push(Name {
                text: written.text.clone(),
                entity: name.clone(),
                form,
                is_person: entity.kind() == EntityKind::Person,
            });
        }
        let id = dossier::name::id(&name);
        for id in entity.former_ids.iter().map(String::as_str).chain([id]) {
            let entities = self.ids.entry(id.to_owned()).or_default();
            entities.push(name.clone());
        }
        for identifier in &entity.identifiers {
            let value = identifier.value.clone();
            let entities = self.identifiers.entry(value).or_default();
            entities.push(name.clone());
        }
        self.entities.insert(name, Arc::new(entity));
    }

    /// The entities that a name may mean, the best first, of the kinds that are wanted.
    pub fn resolve(&self, asked: &str, kinds: &[i32], most: usize) -> Vec<EntityCandidate> {
        let asked = asked.trim();
        let mut found = Matches::new();
        let mut by_id = |map: &HashMap<String, Vec<String>>, reason, score| {
            for entity in map.get(asked).into_iter().flatten() {
                keep(&mut found, entity, reason, (score, asked));
            }
        };
        by_id(&self.ids, MatchReason::Id, 0.98);
        by_id(&self.identifiers, MatchReason::Identifier, 0.97);
        let form = Form::new(asked);
        if !form.folded.is_empty() {
            self.by_name(asked, &form, &mut found);
        }
        let mut candidates: Vec<EntityCandidate> = found
            .into_iter()
            .filter_map(|(entity, found)| {
                Some(EntityCandidate {
                    entity: Some(Entity::clone(self.entities.get(&entity)?)),
                    score: found.score,
                    reason: found.reason.into(),
                    matched: found.name,
                })
            })
            .filter(|name| {
                let kind = name.entity.as_ref().map_or(0, |entity| entity.kind);
                kinds.is_empty() || kinds.contains(&kind)
            })
            .collect();
        candidates.sort_by(|left, right| right.score.total_cmp(&left.score));
        candidates.truncate(most);
        candidates
    }

    fn by_name(&self, asked: &str, form: &Form, found: &mut Matches) {
        let numbers: BTreeSet<usize> = keys(form)
            .iter()
            .filter_map(|key| self.keys.get(key))
            .flatten()
            .copied()
            .collect();
        let near = numbers.into_iter().filter_map(|at| self.all.get(at));
        for name in near {
            compare(name, asked, form, found);
        }
        if found.is_empty() {
            for name in &self.all {
                compare(name, asked, form, found);
            }
        }
    }
}

/// What names share that may mean one entity: a word in Latin letters, a sound, all of it without
/// spaces, an acronym.
fn keys(form: &Form) -> BTreeSet<String> {
    let words = form.parts.iter().filter(|part| !part.is_initial());
    let latin = words.clone().map(|part| format!("word {}", part.latin));
    let sounds = words.filter(|part| part.sound.len() > 1);
    let sounds = sounds.map(|part| format!("sound {}", part.sound));
    let whole = [
        format!("folded {}", form.folded),
        format!("joined {}", form.joined),
        format!("joined sound {}", form.joined_sound),
    ];
    let acronym = form
        .acronym
        .iter()
        .map(|letters| format!("acronym {letters}"));
    latin.chain(sounds).chain(whole).chain(acronym).collect()
}

/// Notes a name if it may be the one that was asked for.
fn compare(name: &Name, asked: &str, form: &Form, found: &mut Matches) {
    let own = &name.form;
    let (reason, score) = if name.text == asked {
        (MatchReason::Exact, 1.0)
    } else if own.folded == form.folded {
        (MatchReason::Folded, 0.95)
    } else if name.is_person && form.is_company_beside(own) {
        return;
    } else if let Some(aligned) = align(form, own) {
        aligned
    } else if is_joined(form, own) {
        (MatchReason::Similar, 0.75)
    } else if own.acronym.is_some() && own.acronym == form.acronym && is_acronym_of(form, own) {
        // Above a name that has the acronym as one of several words: `UN` is not Kim Jong Un.
        (MatchReason::Similar, 0.7)
    } else {
        return;
    };
    keep(found, &name.entity, reason, (score, &name.text));
}

/// Whether two names are the same but for their spaces, by letters or by sound.
fn is_joined(one: &Form, other: &Form) -> bool {
    let differs = one.parts.len() != other.parts.len();
    let has_number = |form: &Form| form.parts.iter().any(Part::is_number);
    let numbered = has_number(one) || has_number(other);
    let same_letters = one.joined == other.joined && (numbered || one.joined.len() > 3);
    let same_sound = one.joined_sound == other.joined_sound && one.joined_sound.len() > 2;
    differs && (same_letters || (same_sound && !numbered))
}

/// Whether one of two names is the acronym of the other, and not both of them long.
fn is_acronym_of(one: &Form, other: &Form) -> bool {
    (one.parts.len() == 1) != (other.parts.len() == 1)
}

/// Whether what is left of two names tells two generations apart: `Jr.` and `Sr.`
fn are_other_generations(asked: &[&Part], own: &[&Part]) -> bool {
    let said = |parts: &[&Part]| {
        parts
            .iter()
            .find_map(|part| part.generation().map(str::to_owned))
    };
    said(asked)
        .zip(said(own))
        .is_some_and(|(left, right)| left != right)
}

/// Whether only a number was asked for, of a name that has more: `16` is not `F-16`.
fn is_number_of_a_name(asked: &Form, own: &Form) -> bool {
    asked.parts.iter().all(Part::is_digits) && !own.parts.iter().all(Part::is_digits)
}

/// How well all words that were asked for fit a name.
fn align(asked: &Form, own: &Form) -> Option<(MatchReason, f64)> {
    let mut free: Vec<&Part> = own.parts.iter().collect();
    let mut fits: Vec<Fit> = Vec::new();
    let mut loose: Vec<&Part> = Vec::new();
    let mut whole = 0;
    // Whole words first, so that an initial does not take what belongs to one of them.
    let (initials, words): (Vec<&Part>, Vec<&Part>) =
        asked.parts.iter().partition(|part| part.is_initial());
    for part in words.into_iter().chain(initials) {
        let fit = |(at, other): (usize, &&Part)| part.fit(other).map(|fit| (at, fit));
        let all = free.iter().enumerate().filter_map(fit);
        match all.max_by(|(_, left), (_, right)| left.score.total_cmp(&right.score)) {
            Some((at, fit)) => {
                free.remove(at);
                whole += usize::from(!fit.is_initial && !part.is_suffix);
                fits.push(fit);
            }
            None => loose.push(part),
        }
    }
    if are_other_generations(&loose, &free) || is_number_of_a_name(asked, own) {
        return None;
    }
    let loose: Vec<&Part> = loose
        .into_iter()
        .filter(|part| !part.is_particle() && !part.is_suffix)
        .collect();
    let is_free = |part: &&Part| part.is_patronymic() || part.is_initial();
    let numbers_differ =
        loose.iter().any(|part| part.is_number()) && free.iter().any(|part| part.is_number());
    // Of two initials the first is that of a given name, and the second may be the father's: `V. V. Putin`.
    let first = asked.parts.iter().find(|part| part.is_initial());
    let mut unexplained = loose.iter().copied().filter(|part| part.is_initial());
    let is_fathers = match (unexplained.next(), unexplained.next(), first) {
        (Some(only), None, Some(first)) => !std::ptr::eq(only, first) && whole < fits.len(),
        _ => false,
    };
    let needed = match own.parts.len() {
        0 | 1 => 1,
        _ => loose.len() + 1 - usize::from(is_fathers),
    };
    if numbers_differ || !loose.iter().all(is_free) || whole < needed {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "names have few words")]
    let [count, all, left] = [fits.len(), own.parts.len(), loose.len()].map(|size| size as f64);
    let mean = fits.iter().map(|fit| fit.score).sum::<f64>() / count.max(1.0);
    if mean < FIT_MIN {
        return None;
    }
    let score = mean * (0.5 + 0.42 * (count / all.max(1.0)).min(1.0)) - 0.03 * left;
    let is_same = fits.iter().all(|fit| fit.is_same) && loose.is_empty();
    let reason = if is_same {
        MatchReason::Words
    } else {
        MatchReason::Similar
    };
    Some((reason, score))
}

/// Keeps the best match of each entity.
fn keep(found: &mut Matches, entity: &str, reason: MatchReason, (score, name): (f64, &str)) {
    let known = found.get(entity).map_or(0.0, |known| known.score);
    if score > known {
        let name = name.to_owned();
        let found_now = Match {
            reason,
            score,
            name,
        };
        found.insert(entity.to_owned(), found_now);
    }
}
