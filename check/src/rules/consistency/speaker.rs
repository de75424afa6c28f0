//! Compares the speaker of a fact with the origin that its evidence names.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{AttributionRole, EntityKind, Fact, Resource, Stance, fact::Body, resource};

use super::super::index::Index;
use crate::diagnostic::{At, Finding, Rule};

/// In whose name somebody may speak: those of whom facts say that they hold an office for them or
/// belong to them. Collected when first asked for, because few facts need it.
#[derive(Default)]
pub(super) struct Ties<'s> {
    of: OnceCell<BTreeMap<&'s str, Vec<&'s str>>>,
}

impl<'s> Ties<'s> {
    fn related(&self, index: &Index<'s>, name: &str) -> Vec<&'s str> {
        let ties = self.of.get_or_init(|| {
            let mut ties: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for fact in index.facts.values() {
                let (one, other) = match &fact.body {
                    Some(Body::Role(role)) => (&role.holder, &role.principal),
                    Some(Body::Membership(tie)) => (&tie.member, &tie.collective),
                    _ => continue,
                };
                // A role for nobody in particular ties to nobody.
                if !other.is_empty() {
                    ties.entry(one).or_default().push(other);
                }
            }
            ties
        });
        ties.get(name).cloned().unwrap_or_default()
    }
}

/// The list of those who speak in a fact, with the names of its body and field; nothing where the fact
/// is none of somebody's words.
fn speakers(fact: &Fact) -> Option<(&'static str, &'static str, &[String])> {
    let (body, field, names) = match fact.body.as_ref()? {
        Body::Quote(quote) => ("quote", "speakers", &quote.speakers),
        Body::Claim(claim) => ("claim", "claimants", &claim.claimants),
        Body::Forecast(forecast) => ("forecast", "forecasters", &forecast.forecasters),
        _ => return None,
    };
    (!names.is_empty()).then_some((body, field, names))
}

/// The origins that the supporting evidence names.
fn origins(fact: &Fact) -> BTreeSet<&str> {
    let supporting = fact.evidence.iter();
    let supporting = supporting.filter(|evidence| evidence.effective_stance() == Stance::Supports);
    let steps = supporting.flat_map(|evidence| &evidence.attribution);
    let origins = steps.filter(|step| step.role() == AttributionRole::Origin);
    origins
        .map(|step| step.agent.as_str())
        .filter(|agent| !agent.is_empty())
        .collect()
}

/// The origins of a fact of which none is among those who speak in it, so that other facts must tell
/// for whom they speak.
pub(in super::super) fn doubtful_origins(resource: &Resource) -> BTreeSet<&str> {
    let Some(resource::Resource::Fact(fact)) = &resource.resource else {
        return BTreeSet::new();
    };
    doubtful(fact)
}

fn doubtful(fact: &Fact) -> BTreeSet<&str> {
    let Some((_, _, names)) = speakers(fact) else {
        return BTreeSet::new();
    };
    let origins = origins(fact);
    if names.iter().any(|name| origins.contains(name.as_str())) {
        return BTreeSet::new();
    }
    origins
}

/// How one entity stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    /// One of them belongs to the other, or has an office there.
    Tied,
    /// What they belong to is not all at hand.
    Unknown,
    /// Nothing is known that ties them.
    None,
}

/// Checks the speakers of a fact.
pub(super) fn check<'s>(
    index: &Index<'s>,
    ties: &Ties<'s>,
    name: &str,
    fact: &'s Fact,
) -> Option<Finding> {
    let origins = doubtful(fact);
    let (body, field, names) = speakers(fact)?;
    let (origin, speaker) = (origins.first()?, names.first()?);
    for origin in &origins {
        for other in names {
            if tie(index, ties, origin, other) != Tie::None {
                return None;
            }
        }
    }
    let kind = |name: &str| index.entities.get(name).map(|entity| entity.kind());
    let (one, other) = (kind(origin)?, kind(speaker)?);
    let is_person = |kind: EntityKind| kind == EntityKind::Person;
    let at = At::resource(name).field(body).field(field).index(0);
    Some(if is_person(one) == is_person(other) {
        let message = format!(
            "`{speaker}` is one of the `{field}`, but the evidence has `{origin}` as its origin; name the same one in both"
        );
        Finding::new(Rule::OtherSpeaker, at, message)
    } else {
        let message = format!(
            "the evidence has `{origin}` as its origin, but no `role`, `membership` or `parent` says that they speak for `{speaker}`"
        );
        let hint = "name the same one in both, or write a fact that relates the two".to_owned();
        Finding::new(Rule::UnrelatedSpeaker, at, message).suggest(Some(hint))
    })
}

fn tie<'s>(index: &Index<'s>, ties: &Ties<'s>, one: &str, other: &str) -> Tie {
    let above = |from: &str, to: &str| -> Tie {
        let (all, is_whole) = above(index, ties, from);
        match (all.contains(to), is_whole) {
            (true, _) => Tie::Tied,
            (false, true) => Tie::None,
            (false, false) => Tie::Unknown,
        }
    };
    match (above(one, other), above(other, one)) {
        (Tie::Tied, _) | (_, Tie::Tied) => Tie::Tied,
        (Tie::None, Tie::None) => Tie::None,
        _ => Tie::Unknown,
    }
}

/// All that an entity belongs to, over any number of steps, and whether each of them is at hand.
fn above<'s>(index: &Index<'s>, ties: &Ties<'s>, name: &str) -> (BTreeSet<String>, bool) {
    let mut all = BTreeSet::new();
    let mut open = vec![name.to_owned()];
    let mut is_whole = true;
    while let Some(next) = open.pop() {
        if !all.insert(next.clone()) {
            continue;
        }
        let Some(entity) = index.entities.get(next.as_str()) else {
            is_whole = false;
            continue;
        };
        let ties = ties.related(index, &next).into_iter();
        let parent = Some(entity.parent.as_str()).filter(|parent| !parent.is_empty());
        open.extend(ties.chain(parent).map(str::to_owned));
    }
    (all, is_whole)
}
