//! Is this body named, does this person speak, does the figure move that way?

use std::collections::BTreeSet;

use dossier::v1::{ChangeDirection, Fact, PartKind, ParticipantRole, Verdict, fact::Body};

use super::article::{ArticleText, Found, Nearness, Selection};
use super::direction::Way;
use super::frame::{Cast, InFact, Role, Roles};
use super::judgement::Outcome;
use super::names::NameMention;
use super::part::{Part, PartValue};
use super::wanted::Wanted;
use crate::model::field_path::FieldPath;
use crate::reading::Cue;

/// Whom a fact names.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Everybody who speaks by the fact.
    pub(super) speakers: BTreeSet<String>,
    /// Those of them who speak by its body, and not as steps of an attribution.
    pub(super) in_body: BTreeSet<String>,
    /// Everybody and everything that it refers to.
    pub(super) all: BTreeSet<String>,
    /// The same, but for where it happens.
    pub(super) beside_places: BTreeSet<String>,
    /// Which names it gives a role that sentences may give, by their fields.
    pub(super) roles: Vec<(FieldPath, Role, String)>,
}

impl Named {
    /// The role that a field holds, if any.
    pub(super) fn role_of(&self, field: &FieldPath) -> Option<Role> {
        let (_, role, _) = self.roles.iter().find(|(at, ..)| at == field)?;
        Some(*role)
    }

    /// To whom the fact gives roles.
    pub(super) fn in_fact(&self) -> InFact<'_> {
        InFact {
            roles: &self.roles,
            referred: &self.beside_places,
        }
    }
}

/// The fields of a fact that hold one of the roles that a sentence may give. Of an event these are those
/// who do something and those to whom it is done; in the other roles of its participants, and in all
/// other fields, names are looked for and their roles are not compared.
pub(super) fn roles(fact: &Fact) -> Vec<(FieldPath, Role, String)> {
    let mut found = Vec::new();
    let mut add = |at: FieldPath, role: Role, name: &str| found.push((at, role, name.to_owned()));
    match &fact.body {
        Some(Body::Transfer(transfer)) => {
            let body = FieldPath::new("transfer");
            for (number, name) in transfer.suppliers.iter().enumerate() {
                add(body.field("suppliers").index(number), Role::Giver, name);
            }
            for (number, name) in transfer.recipients.iter().enumerate() {
                add(body.field("recipients").index(number), Role::Receiver, name);
            }
        }
        Some(Body::Event(event)) => {
            let participants = FieldPath::new("event").field("participants");
            for (number, participant) in event.participants.iter().enumerate() {
                let role = match participant.role() {
                    ParticipantRole::Actor | ParticipantRole::Guest => Role::Agent,
                    ParticipantRole::Target | ParticipantRole::Host => Role::Patient,
                    _ => continue,
                };
                add(
                    participants.index(number).field("entity"),
                    role,
                    &participant.entity,
                );
            }
        }
        Some(Body::Membership(membership)) => {
            let body = FieldPath::new("membership");
            add(body.field("member"), Role::Agent, &membership.member);
            add(
                body.field("collective"),
                Role::Patient,
                &membership.collective,
            );
        }
        Some(Body::Role(role)) => {
            let body = FieldPath::new("role");
            add(body.field("holder"), Role::Holder, &role.holder);
            add(body.field("principal"), Role::Principal, &role.principal);
        }
        _ => {}
    }
    found
}

/// Looks for an entity by its names.
pub(super) fn judge_name(
    kind: PartKind,
    entity: &str,
    fact: &Named,
    (text, roles): (&ArticleText<'_>, &Roles),
    selection: &Selection,
) -> Outcome {
    // Where an article speaks for itself, nobody need be named.
    if text.own.contains(entity) {
        return Outcome::new(Verdict::Found);
    }
    let found = text.nearest(selection, |block| {
        let names = block.names.iter();
        names
            .filter(|mention| mention.entities.iter().any(|name| name == entity))
            .map(|mention| mention.start..mention.end)
    });
    if kind == PartKind::Speaker
        && let Some(others) = other_speakers(entity, fact, (text, roles), found.as_ref())
    {
        return Outcome::contradicted(&others);
    }
    let is_there = |found: &Found| matches!(found.nearness, Nearness::Selected | Nearness::Block);
    let is_described = found
        .as_ref()
        .is_none_or(|found| found.nearness == Nearness::After);
    if text.names.is_describable(entity) && !found.as_ref().is_some_and(is_there) && is_described {
        return Outcome::new(Verdict::NotCompared);
    }
    // Where the words name another of the same kind, of whom the fact says nothing, it is that one whom
    // their pronouns mean.
    let other = unclaimed(entity, fact, text, selection);
    // A short form of its own name tells that it is meant all the same: "the union" beside a firm.
    let has_short_form = text.has_short_form(selection, entity);
    if let (Some(other), Some(_), false) = (
        &other,
        found.as_ref().filter(|found| !is_selected(found)),
        has_short_form,
    ) {
        return Outcome::found(found, false).instead(other).elsewhere();
    }
    if is_before_another(entity, fact, text, selection) {
        return Outcome::found(found, false);
    }
    let may_be_before = text.has_cue(selection, &[Cue::Pronoun, Cue::Title])
        || has_short_form
        // In other languages nobody can tell.
        || !text.reader.is_complete();
    Outcome::found(found, may_be_before)
}

/// Who speaks by the words, if nobody of them speaks by the fact. Where the words name the fact's speaker
/// too, one of another kind may speak in that name: a spokesman, an agency.
fn other_speakers(
    entity: &str,
    fact: &Named,
    (text, roles): (&ArticleText<'_>, &Roles),
    found: Option<&Found>,
) -> Option<String> {
    let speakers: Vec<&Cast> = roles.with_role(Role::Speaker).collect();
    let mut all = speakers.iter().flat_map(|speaker| &speaker.entities);
    if speakers.is_empty() || all.any(|name| fact.speakers.contains(name)) {
        return None;
    }
    let is_alike = |cast: &&Cast| {
        let mut entities = cast.entities.iter();
        entities.any(|name| text.names.are_of_one_kind(name, entity))
    };
    if found.is_some_and(is_selected) && !speakers.iter().any(is_alike) {
        return None;
    }
    let words: Vec<&str> = speakers
        .iter()
        .map(|speaker| speaker.words.as_str())
        .collect();
    Some(words.join(", "))
}

fn is_selected(found: &Found) -> bool {
    found.nearness == Nearness::Selected
}

/// Whether pronouns and titles of the selected words are more likely those of another: one of the same
/// kind, to whom the fact does not refer, is named after an entity and before the words. A short form of
/// the entity's own name tells that it is meant.
fn is_before_another(
    entity: &str,
    fact: &Named,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> bool {
    let Some((first, start)) = selection.ranges.iter().min_by_key(|(number, _)| *number) else {
        return false;
    };
    if text.has_short_form(selection, entity) {
        return false;
    }
    let mut is_other = false;
    let before = text.blocks.iter().enumerate().take(first + 1).rev();
    for (number, block) in before {
        let names = block.names.iter().rev();
        for mention in names.filter(|name| number < *first || name.end <= start.start) {
            if mention.entities.iter().any(|name| name == entity) {
                return is_other;
            }
            let mut entities = mention.entities.iter();
            is_other = is_other
                || entities
                    .all(|name| text.names.are_alike(name, entity) && !fact.all.contains(name));
        }
    }
    false
}

/// A name in the selected words of another entity of the same kind to which the fact does not refer.
fn unclaimed(
    entity: &str,
    fact: &Named,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Option<String> {
    for (number, block) in text.blocks.iter().enumerate() {
        let names = block.names.iter();
        let mut inside = names.filter(|name| selection.touches(number, &(name.start..name.end)));
        let is_other = |name_mention: &&NameMention| {
            let mut entities = name_mention.entities.iter();
            entities.all(|name| text.names.are_alike(name, entity) && !fact.all.contains(name))
        };
        if let Some(other) = inside.find(is_other) {
            return Some(block.words(&(other.start..other.end)).to_owned());
        }
    }
    None
}

/// Looks for a word that moves the figure that way: beside the amounts of the fact, those of a change first,
/// or anywhere in the words where they have none of these.
pub(super) fn judge_direction(
    direction: ChangeDirection,
    parts: &[Part],
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    let (wanted, others) = match direction {
        ChangeDirection::Up => (Cue::Up, [Cue::Down, Cue::Steady]),
        ChangeDirection::Down => (Cue::Down, [Cue::Up, Cue::Steady]),
        ChangeDirection::Steady => (Cue::Steady, [Cue::Up, Cue::Down]),
        ChangeDirection::Unspecified => return Outcome::new(Verdict::NotCompared),
    };
    for (amount, is_change) in amounts(parts) {
        match text.way(selection, (wanted, &amount, is_change)) {
            Some(Way::Same) => return Outcome::new(Verdict::Found),
            Some(Way::Other(words)) => return Outcome::contradicted(&words),
            Some(Way::Unknown) => return Outcome::new(Verdict::NotCompared),
            None => {}
        }
    }
    let selected = text.selected(selection, |block| &block.cues);
    let other = selected.iter().find(|(_, cue)| others.contains(&cue.value));
    match (text.has_cue(selection, &[wanted]), other) {
        (true, None) => Outcome::new(Verdict::Found),
        (false, Some((block, cue))) => Outcome::contradicted(block.words(&(cue.start..cue.end))),
        // Words for both ways, and nobody can tell which is that of the figure; or for neither.
        _ => Outcome::new(Verdict::NotCompared),
    }
}

/// The amounts of a fact, first how much something changes; each with whether it is that.
pub(crate) fn amounts(parts: &[Part]) -> Vec<(Wanted<'_>, bool)> {
    let mut found: Vec<(Wanted<'_>, bool)> = Vec::new();
    for part in parts {
        if let PartValue::Amount(quantity, per) = &part.value
            && let Some(wanted) = Wanted::new(quantity, per)
        {
            found.push((wanted, part.field.as_str().contains("change.")));
        }
    }
    found.sort_by_key(|(_, is_change)| !is_change);
    found
}
