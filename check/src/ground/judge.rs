//! Compares all parts of a fact with the words that one evidence selects.

use dossier::v1::{
    Evidence, Fact, LocalizedText, PartKind, Polarity, Stance, TimeExpression, Verdict, Voice,
};
use dossier::{Collection, Day};

use super::article::{ArticleText, Selection};
use super::frame::Roles;
use super::judgement::{Judgement, Outcome};
use super::negation::Denies;
use super::part::{Part, PartValue, parts};
use super::stated::Stated;
use super::{amount, choice, contrary, negation, role, speaker, statement, time, words};
use crate::model::amount::written;
use crate::model::contract;
use crate::model::field_path::FieldPath;

/// Compares every part of a fact with the words of one of its evidence. Empty if there is no such
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
        statements: &fact.statement,
        stated: Stated::read(
            &fact.statement,
            text.names,
            has_roles || !named.speakers.is_empty(),
        ),
        roles: if has_roles || !named.speakers.is_empty() {
            text.roles(&selection)
        } else {
            Roles::default()
        },
        text,
        selection: &selection,
        derived: fact.derivation.is_some(),
        is_of_several: fact.evidence.len() > 1,
    };
    parts
        .iter()
        .filter_map(|part| context.judgement(part))
        .collect()
}

/// Whom a fact names, and in particular as speakers.
fn named(fact: &Fact, parts: &[Part]) -> role::Named {
    let speakers = |is_taken: fn(&FieldPath) -> bool| {
        let parts = parts.iter().filter(|part| part.kind == PartKind::Speaker);
        let parts = parts.filter(|part| is_taken(&part.field));
        let names = parts.filter_map(|part| match &part.value {
            PartValue::Entity(name) => Some(name.clone()),
            _ => None,
        });
        names.collect()
    };
    let message = contract::dynamic(fact, Collection::Facts.message_name());
    let references: Vec<(FieldPath, String)> =
        message.iter().flat_map(contract::references).collect();
    let is_place = |at: &FieldPath| {
        let mut names = at.as_str().split('.');
        names.any(|name| name == "place" || name.starts_with("places"))
    };
    let beside = references.iter().filter(|(at, _)| !is_place(at));
    role::Named {
        speakers: speakers(|_| true),
        in_body: speakers(|at| !at.as_str().starts_with("evidence")),
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
    statements: &'c [LocalizedText],
    stated: Stated<'c>,
    /// The roles that the selected sentences give.
    roles: Roles,
    text: &'c ArticleText<'c>,
    selection: &'c Selection,
    derived: bool,
    /// Whether the fact has other evidence besides.
    is_of_several: bool,
}

impl Context<'_> {
    /// What is found of a part; nothing where it says nothing that could be compared.
    fn judgement(&self, part: &Part) -> Option<Judgement> {
        let says = fact_says(part);
        if let Some(verdict) = self.not_compared(part) {
            if part.kind == PartKind::Choice {
                return None;
            }
            return Some(Outcome::new(verdict).judgement(part.clone(), says));
        }
        let (text, selection) = (self.text, self.selection);
        let outcome = match (&part.value, part.kind) {
            (PartValue::Amount(quantity, per), _) => amount::judge(quantity, per, text, selection),
            (PartValue::Time(value), _) if part.field.as_str() == "forecast.window" => {
                time::judge_window(value, &self.made_on(), text, selection)
            }
            (PartValue::Time(value), _) => time::judge(value, text, selection),
            (PartValue::Span(span), _) => time::judge_span(span, text, selection),
            (PartValue::Title(title, form), _) => words::judge_title(title, *form, text, selection),
            (PartValue::Entity(name), _) => self.judge_name(part, name),
            (PartValue::Direction(direction), _) => {
                role::judge_direction(*direction, self.parts, text, selection)
            }
            (PartValue::Denied, _) => self.judge_polarity(),
            (PartValue::Choice(value), _) => self.judge_choice(value)?,
            (PartValue::Words(words), PartKind::Quoted) => {
                words::judge_quoted(words, text, selection)
            }
            (PartValue::Words(words), PartKind::Cue) => words::judge_cue(words, text, selection),
            (PartValue::Words(words), PartKind::Statement) => {
                let (outcome, says) = self.judge_statement(words)?;
                return Some(outcome.judgement(part.clone(), says));
            }
            (PartValue::Words(words), _) => words::judge_verbatim(words, text, selection),
        };
        Some(outcome.judgement(part.clone(), says))
    }

    /// Looks for the figures of a statement, then for what it denies, then for its words.
    fn judge_statement(&self, statement: &LocalizedText) -> Option<(Outcome, String)> {
        let (text, selection) = (self.text, self.selection);
        let judged = statement::judge(statement, self.parts, text, selection);
        if let Some((outcome, _)) = &judged
            && !outcome.is_quiet(PartKind::Statement)
        {
            return judged;
        }
        // Amounts and quoted words tell of a wrong place by themselves.
        let mut parts = self.parts.iter();
        let tells = parts.any(|part| matches!(part.kind, PartKind::Amount | PartKind::Quoted));
        let misplaced = || (judged.is_none() || !tells).then(|| self.misplaced(statement))?;
        self.denied(statement).or_else(misplaced).or(judged.clone())
    }

    /// Whether a statement and the words deny what the other affirms. An evidence that says of itself
    /// that it denies is no witness for either.
    fn denied(&self, statement: &LocalizedText) -> Option<(Outcome, String)> {
        let text = self.text;
        if self.evidence.effective_polarity() != Polarity::Affirmed || !text.reader.is_complete() {
            return None;
        }
        let words = text.selected_words(self.selection);
        let is_own = words::same_language(&statement.language_code, &text.language);
        if !is_own {
            return None;
        }
        // Of several passages another one may deny.
        let alone = || {
            let is_alone = !self.is_of_several;
            is_alone.then(|| negation::denied_alone(text.reader, statement, &words))?
        };
        let other = || {
            let is_alone = !self.is_of_several;
            is_alone.then(|| contrary::contrary(text.reader, statement, &words))?
        };
        let share = || {
            let is_alone = !self.is_of_several;
            is_alone.then(|| negation::other_share(text.reader, statement, &words))?
        };
        let denial = negation::denial(text.reader, statement, &words);
        let denial = denial.or_else(alone).or_else(other).or_else(share)?;
        Some((
            Outcome::other_stated(&denial.words_say),
            denial.statement_says,
        ))
    }

    /// Whether the words deny what a statement says, where the evidence says that they do.
    fn judge_polarity(&self) -> Outcome {
        let text = self.text;
        if !text.reader.is_complete() {
            return Outcome::new(Verdict::NotCompared);
        }
        let words = text.selected_words(self.selection);
        let denies = negation::denies(text.reader, &text.language, &words, self.statements);
        match denies {
            Denies::Words => Outcome::new(Verdict::Found),
            Denies::Unclear => Outcome::new(Verdict::NotCompared),
            Denies::Nothing => Outcome::contradicted(""),
            Denies::Both(said) => Outcome::other_stated(&said),
        }
    }

    /// When the event of the fact happens, and the day of the article.
    fn event_time(&self) -> Option<(&TimeExpression, Day)> {
        let mut parts = self.parts.iter();
        let when = parts.find(|part| part.field.as_str() == "event.when")?;
        match &when.value {
            PartValue::Time(when) => Some((when, self.text.published?)),
            _ => None,
        }
    }

    /// Whether the statement and the words bear out a value of a list.
    fn judge_choice(&self, value: &str) -> Option<Outcome> {
        // An evidence that denies the statement denies what goes with its values too.
        if self.evidence.effective_polarity() != Polarity::Affirmed
            || self.evidence.effective_stance() != Stance::Supports
            || self.evidence.voice() == Voice::EditorInference
        {
            return None;
        }
        if let Some((when, published)) = self.event_time() {
            if choice::other_time(value, when, published) {
                return Some(Outcome::contradicted(&when.edtf));
            }
            if value == "EVENT_STATUS_PLANNED" && choice::is_to_come(when, published) {
                return Some(Outcome::new(Verdict::Found));
            }
        }
        let words = self.text.selected_words(self.selection);
        let sayings = choice::Sayings {
            statements: self.statements,
            reader: self.text.reader,
            words: &words,
        };
        choice::judge(value, &sayings)
    }

    /// Whether the words of a statement without figures stand together in another sentence. A fact on
    /// several passages takes a part of its words from each.
    fn misplaced(&self, statement: &LocalizedText) -> Option<(Outcome, String)> {
        let text = self.text;
        if self.is_of_several
            || !text.reader.is_complete()
            || !words::same_language(&statement.language_code, &text.language)
        {
            return None;
        }
        let (place, said) = text.other_place(statement, self.selection)?;
        Some((Outcome::misplaced(&place), said))
    }

    /// The day on which a forecast was made.
    fn made_on(&self) -> TimeExpression {
        let mut parts = self.parts.iter();
        let made_on = parts.find(|part| part.field.as_str() == "forecast.made_on");
        match made_on.map(|part| &part.value) {
            Some(PartValue::Time(time)) => time.clone(),
            _ => TimeExpression::default(),
        }
    }

    /// Looks for a name in the words, then for its role in the words and in our own statement.
    fn judge_name(&self, part: &Part, name: &str) -> Outcome {
        let (text, selection) = (self.text, self.selection);
        if part.kind == PartKind::Speaker
            && let Some(person) = speaker::person(
                &part.field,
                name,
                self.named,
                (text, &self.roles),
                selection,
            )
        {
            return Outcome::contradicted(&person);
        }
        if self.named.in_body.contains(name)
            && !part.field.as_str().starts_with("evidence")
            && !text.own.contains(name)
            && let Some(person) = self.stated.person(name, &self.named.in_body)
        {
            return Outcome::other_stated(person);
        }
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
        if part.kind == PartKind::Speaker
            && part.field.as_str().ends_with("attribution[0].agent")
            && let Some(other) = self.stated.other_source(name, &self.named.speakers)
        {
            return Outcome::other_stated(other);
        }
        let referred = &self.named.all;
        let of_evidence = part.field.lies_in(&FieldPath::new("evidence"));
        let speaks = part.kind == PartKind::Speaker || part.field.lies_in(&coined_by());
        if speaks
            && !of_evidence
            && outcome.verdict != Verdict::Found
            && let Some(other) = self.stated.other_speaker(name, referred)
        {
            return Outcome::other_stated(other);
        }
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
        let is_inferred = self.evidence.voice() == Voice::EditorInference;
        if of_evidence && part.kind == PartKind::Polarity && is_inferred {
            Some(Verdict::Inferred)
        } else if of_evidence {
            None
        } else if is_inferred || self.derived {
            Some(Verdict::Inferred)
        } else if self.evidence.effective_stance() != Stance::Supports {
            Some(Verdict::NotCompared)
        } else {
            None
        }
    }
}

/// The field of those who first used a term.
fn coined_by() -> FieldPath {
    FieldPath::new("definition").field("coined_by")
}

/// Whether a field holds what the whole fact is about.
fn is_subject(part: &Part) -> bool {
    matches!(
        part.field.as_str(),
        "definition.term" | "measurement.subject"
    )
}

/// What a part says, as people write it.
fn fact_says(part: &Part) -> String {
    match &part.value {
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
        PartValue::Denied => "polarity: negated".to_owned(),
        PartValue::Choice(value) => {
            let field = part.field.as_str().rsplit('.').next();
            format!("{}: {}", field.unwrap_or_default(), choice::short(value))
        }
    }
}
