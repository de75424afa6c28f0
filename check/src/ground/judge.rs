//! All parts of a fact against the words that one evidence selects.

use dossier::Collection;
use dossier::v1::{Evidence, Fact, PartKind, Stance, Verdict, Voice};

use super::article::{ArticleText, Selection};
use super::frame::Roles;
use super::judgement::{Judgement, Outcome};
use super::part::{Part, PartValue, parts};
use super::stated::Stated;
use super::{amount, role, statement, time, words};
use crate::model::amount::written;
use crate::model::contract;
use crate::model::field_path::FieldPath;

/// Compares every part of a fact with the words of one of its evidences. Empty where there is no such
/// evidence.
pub fn judge(fact: &Fact, evidence_index: usize, text: &ArticleText<'_>) -> Vec<Judgement> {
    let Some(evidence) = fact.evidence.get(evidence_index) else {
        return Vec::new();
    };
    let parts = parts(fact, evidence_index);
    let selection = text.selection(evidence);
    let named = named(fact, &parts);
    let has_roles = !named.roles.is_empty();
    let context = Context {
        evidence,
        parts: &parts,
        named: &named,
        stated: Stated::of(&fact.statement, text.names, has_roles),
        roles: if has_roles || !named.speakers.is_empty() {
            text.roles(&selection)
        } else {
            Roles::default()
        },
        text,
        selection: &selection,
        derived: fact.derivation.is_some(),
    };
    parts
        .iter()
        .filter_map(|part| context.judgement(part))
        .collect()
}

/// Whom a fact names, and in particular as speakers.
fn named(fact: &Fact, parts: &[Part]) -> role::Named {
    let speakers = parts.iter().filter(|part| part.kind == PartKind::Speaker);
    let speakers = speakers.filter_map(|part| match &part.value {
        PartValue::Entity(name) => Some(name.clone()),
        _ => None,
    });
    let message = contract::dynamic(fact, Collection::Facts.message_name());
    let references: Vec<(FieldPath, String)> =
        message.iter().flat_map(contract::references).collect();
    let is_place = |at: &FieldPath| {
        let mut names = at.as_str().split('.');
        names.any(|name| name == "place" || name.starts_with("places"))
    };
    let beside = references.iter().filter(|(at, _)| !is_place(at));
    role::Named {
        speakers: speakers.collect(),
        beside_places: beside.map(|(_, name)| name.clone()).collect(),
        roles: role::roles(fact),
        all: references.into_iter().map(|(_, name)| name).collect(),
    }
}

/// What all parts of a fact are compared with.
struct Context<'c> {
    evidence: &'c Evidence,
    parts: &'c [Part],
    named: &'c role::Named,
    stated: Stated<'c>,
    /// The roles that the selected sentences give.
    roles: Roles,
    text: &'c ArticleText<'c>,
    selection: &'c Selection,
    derived: bool,
}

impl Context<'_> {
    /// What is found of a part; nothing where it says nothing that could be compared.
    fn judgement(&self, part: &Part) -> Option<Judgement> {
        let says = fact_says(&part.value);
        if let Some(verdict) = self.not_compared(part) {
            return Some(Outcome::of(verdict).judgement(part.clone(), says));
        }
        let (text, selection) = (self.text, self.selection);
        let outcome = match (&part.value, part.kind) {
            (PartValue::Amount(quantity, per), _) => amount::judge(quantity, per, text, selection),
            (PartValue::Time(value), _) => time::judge(value, text, selection),
            (PartValue::Span(span), _) => time::judge_span(span, text, selection),
            (PartValue::Title(title, form), _) => words::judge_title(title, *form, text, selection),
            (PartValue::Entity(name), _) => self.judge_name(part, name),
            (PartValue::Direction(direction), _) => {
                role::judge_direction(*direction, text, selection)
            }
            (PartValue::Words(words), PartKind::Quoted) => {
                words::judge_quoted(words, text, selection)
            }
            (PartValue::Words(words), PartKind::Cue) => words::judge_cue(words, text, selection),
            (PartValue::Words(words), PartKind::Statement) => {
                let (outcome, says) = statement::judge(words, self.parts, text, selection)?;
                return Some(outcome.judgement(part.clone(), says));
            }
            (PartValue::Words(words), _) => words::judge_verbatim(words, text, selection),
        };
        Some(outcome.judgement(part.clone(), says))
    }

    /// Looks for a name in the words, then for its role in the words and in our own statement.
    fn judge_name(&self, part: &Part, name: &str) -> Outcome {
        let (text, selection) = (self.text, self.selection);
        let outcome = role::judge_name(part.kind, name, self.named, (text, &self.roles), selection);
        if !outcome.is_quiet(part.kind) {
            return outcome;
        }
        if let Some(role) = self.named.role_of(&part.field) {
            let in_fact = self.named.in_fact();
            if let Some(other) = self.roles.contradiction(role, name, &in_fact, text.names) {
                return Outcome::contradicted(&other);
            }
            if let Some(other) = self.stated.other_in_role(role, name, &in_fact) {
                return Outcome::other_stated(&other);
            }
        }
        let referred = &self.named.all;
        let other = self.other_subject(part, name);
        let other = other.or_else(|| self.stated.other(name, referred));
        match other {
            Some(other) if self.is_stated(part, name, &outcome) => Outcome::other_stated(other),
            _ => outcome,
        }
    }

    /// What a statement is about, where a field holds another subject. What a term means may also be said
    /// before the term: "a canal between lakes is called a water bridge".
    fn other_subject(&self, part: &Part, name: &str) -> Option<&str> {
        let other = self.stated.other_before(name, &self.named.all)?;
        match part.field.as_str() {
            "measurement.subject" => Some(other.words),
            "definition.term" => other.begins.then_some(other.words),
            _ => None,
        }
    }

    /// Whether a statement would name the entity that a field holds. Nobody repeats through whom words
    /// came, nor each concept that belongs to a matter.
    fn is_stated(&self, part: &Part, entity: &str, outcome: &Outcome) -> bool {
        let field = part.field.as_str();
        if field.starts_with("evidence") {
            field.ends_with("attribution[0].agent") && outcome.verdict != Verdict::Found
        } else {
            is_subject(part)
                || outcome.verdict == Verdict::NotCompared
                || !self.text.names.is_describable(entity)
        }
    }

    /// What is not to be looked for in these words: what the editor infers, and what a passage that says
    /// otherwise cannot bear out.
    fn not_compared(&self, part: &Part) -> Option<Verdict> {
        let of_evidence = part.field.as_str().starts_with("evidence");
        if of_evidence {
            None
        } else if self.evidence.voice() == Voice::EditorInference || self.derived {
            Some(Verdict::Inferred)
        } else if self.evidence.effective_stance() != Stance::Supports {
            Some(Verdict::NotCompared)
        } else {
            None
        }
    }
}

/// Whether a field holds what the whole fact is about.
fn is_subject(part: &Part) -> bool {
    matches!(
        part.field.as_str(),
        "definition.term" | "measurement.subject"
    )
}

/// What a part says, as people write it.
fn fact_says(value: &PartValue) -> String {
    match value {
        PartValue::Amount(quantity, per) if per.is_empty() => written(quantity),
        PartValue::Amount(quantity, per) => format!("{} / {per}", written(quantity)),
        PartValue::Time(time) => time.edtf.clone(),
        PartValue::Span(span) => match (span.minimum.as_str(), span.maximum.as_str()) {
            ("", one) | (one, "") => one.to_owned(),
            (minimum, maximum) => format!("{minimum} to {maximum}"),
        },
        PartValue::Words(words) | PartValue::Title(words, _) => words.text.clone(),
        PartValue::Entity(name) => name.clone(),
        PartValue::Direction(direction) => direction
            .as_str_name()
            .trim_start_matches("CHANGE_DIRECTION_")
            .to_lowercase(),
    }
}
