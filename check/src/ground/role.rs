//! Is this body named, does this person speak, does the figure move that way?

use std::collections::BTreeSet;
use std::ops::Range;

use dossier::v1::{ChangeDirection, Fact, PartKind, ParticipantRole, Verdict, fact::Body};

use super::article::{ArticleText, BlockText, Found, Nearness, Selection};
use super::frame::{InFact, Role};
use super::judgement::Outcome;
use super::names::NameMention;
use crate::model::field_path::FieldPath;
use crate::reading::Cue;

/// Whom a fact names.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Everybody who speaks by the fact.
    pub(super) speakers: BTreeSet<String>,
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
            let body = FieldPath::of("transfer");
            for (number, name) in transfer.suppliers.iter().enumerate() {
                add(body.field("suppliers").index(number), Role::Giver, name);
            }
            for (number, name) in transfer.recipients.iter().enumerate() {
                add(body.field("recipients").index(number), Role::Receiver, name);
            }
        }
        Some(Body::Event(event)) => {
            let participants = FieldPath::of("event").field("participants");
            for (number, one) in event.participants.iter().enumerate() {
                let role = match one.role() {
                    ParticipantRole::Actor | ParticipantRole::Guest => Role::Agent,
                    ParticipantRole::Target | ParticipantRole::Host => Role::Patient,
                    _ => continue,
                };
                add(
                    participants.index(number).field("entity"),
                    role,
                    &one.entity,
                );
            }
        }
        Some(Body::Membership(membership)) => {
            let body = FieldPath::of("membership");
            add(body.field("member"), Role::Agent, &membership.member);
            add(
                body.field("collective"),
                Role::Patient,
                &membership.collective,
            );
        }
        Some(Body::Role(role)) => {
            let body = FieldPath::of("role");
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
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    // Where an article speaks for itself, nobody need be named.
    if text.own.contains(entity) {
        return Outcome::of(Verdict::Found);
    }
    if kind == PartKind::Speaker {
        let speakers = speakers(text, selection);
        let named: Vec<&str> = speakers.iter().map(|one| one.words).collect();
        let fits = speakers.iter().any(|one| {
            one.mention
                .entities
                .iter()
                .any(|name| fact.speakers.contains(name))
        });
        if !named.is_empty() && !fits {
            return Outcome::contradicted(&named.join(", "));
        }
    }
    let found = text.nearest(selection, |block| {
        let names = block.names.iter();
        names
            .filter(|mention| mention.entities.iter().any(|name| name == entity))
            .map(|mention| mention.start..mention.end)
    });
    let is_there = |one: &Found| matches!(one.nearness, Nearness::Selected | Nearness::Block);
    let is_described = found
        .as_ref()
        .is_none_or(|one| one.nearness == Nearness::After);
    if text.names.is_describable(entity) && !found.as_ref().is_some_and(is_there) && is_described {
        return Outcome::of(Verdict::NotCompared);
    }
    // Where the words name another of the same kind, of whom the fact says nothing, it is that one whom
    // their pronouns mean.
    let other = unclaimed(entity, fact, text, selection);
    if let (Some(other), Some(_)) = (&other, found.as_ref().filter(|one| !is_selected(one))) {
        return Outcome::found(found, false).instead(other).elsewhere();
    }
    if is_before_another(entity, fact, text, selection) {
        return Outcome::found(found, false);
    }
    let may_be_before = text.has_cue(selection, &[Cue::Pronoun, Cue::Title])
        || text.has_short_form(selection, entity)
        // In other languages nobody can tell.
        || !text.reader.is_complete();
    Outcome::found(found, may_be_before)
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
        for mention in names.filter(|one| number < *first || one.end <= start.start) {
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
        let mut inside = names.filter(|one| selection.touches(number, &(one.start..one.end)));
        let is_other = |one: &&NameMention| {
            let mut entities = one.entities.iter();
            entities.all(|name| text.names.are_alike(name, entity) && !fact.all.contains(name))
        };
        if let Some(other) = inside.find(is_other) {
            return Some(block.words(&(other.start..other.end)).to_owned());
        }
    }
    None
}

/// Somebody of whom the words say that they speak.
struct Speaker<'s> {
    words: &'s str,
    mention: &'s NameMention,
}

/// Who speaks by the verbs of saying in the selected words: the name right before the verb or right
/// after it, with nothing but small words between.
fn speakers<'s>(text: &'s ArticleText<'_>, selection: &'s Selection) -> Vec<Speaker<'s>> {
    let mut found = Vec::new();
    for (number, block) in text.blocks.iter().enumerate() {
        for cue in &block.cues {
            let place = cue.start..cue.end;
            let is_saying = matches!(cue.value, Cue::Saying | Cue::According);
            if !is_saying || !selection.touches(number, &place) {
                continue;
            }
            if let Some(mention) = speaker_at(block, &place, cue.value) {
                let words = block
                    .text
                    .get(mention.start..mention.end)
                    .unwrap_or_default();
                found.push(Speaker { words, mention });
            }
        }
    }
    found
}

/// The name beside a verb of saying, in the same sentence.
fn speaker_at<'s>(
    block: &'s BlockText<'_>,
    verb: &Range<usize>,
    cue: Cue,
) -> Option<&'s NameMention> {
    let sentence = block.sentence_of(verb.start)?;
    let inside = |one: &&NameMention| sentence.start <= one.start && one.end <= sentence.end;
    let names = block.names.iter().filter(inside);
    let before = names.clone().rfind(|one| one.end <= verb.start);
    let after = names.clone().find(|one| one.start >= verb.end);
    let near = |range: Range<usize>| is_small_gap(block.words(&range));
    let before = before.filter(|one| near(one.end..verb.start));
    let after = after.filter(|one| near(verb.end..one.start));
    match cue {
        Cue::According => after.or(before),
        _ => before.or(after),
    }
}

/// Whether words between a name and a verb leave no room for another subject: at most two words, and no
/// mark that ends a clause.
fn is_small_gap(words: &str) -> bool {
    let marks = [
        ',', ';', ':', '.', '“', '”', '"', '«', '»', '„', '(', ')', '–', '—', '،', '؛',
    ];
    words.split_whitespace().count() <= 1 && !words.contains(marks)
}

/// Looks for a word that moves the figure that way.
pub(super) fn judge_direction(
    direction: ChangeDirection,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    let (wanted, others) = match direction {
        ChangeDirection::Up => (Cue::Up, [Cue::Down, Cue::Steady]),
        ChangeDirection::Down => (Cue::Down, [Cue::Up, Cue::Steady]),
        ChangeDirection::Steady => (Cue::Steady, [Cue::Up, Cue::Down]),
        ChangeDirection::Unspecified => return Outcome::of(Verdict::NotCompared),
    };
    let selected = text.selected(selection, |block| &block.cues);
    let other = selected.iter().find(|(_, cue)| others.contains(&cue.value));
    match (text.has_cue(selection, &[wanted]), other) {
        (true, None) => Outcome::of(Verdict::Found),
        (false, Some((block, cue))) => Outcome::contradicted(block.words(&(cue.start..cue.end))),
        // Words for both ways, and nobody can tell which is that of the figure; or for neither.
        _ => Outcome::of(Verdict::NotCompared),
    }
}
