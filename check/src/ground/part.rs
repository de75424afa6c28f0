//! What a fact says that could have come from an article.

use std::fmt::Write as _;

use dossier::Collection;
use dossier::v1::{
    ChangeDirection, Fact, Horizon, LocalizedText, PartKind, Polarity, Quantity, Rate,
    TimeExpression, TitleForm,
};
use prost::Message as _;
use prost_reflect::{DynamicMessage, FieldDescriptor, ReflectMessage as _, Value};

use crate::model::contract;
use crate::model::field_path::FieldPath;
use crate::model::grounding::within_evidence;
use crate::text::digest;

/// One value that could have come from an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The field, as a path from the fact. Example: `transfer.suppliers[0]`.
    pub field: FieldPath,
    /// How it is compared.
    pub kind: PartKind,
    /// What the fact says.
    pub value: PartValue,
}

/// What a part of a fact says.
#[derive(Clone, Debug, PartialEq)]
pub enum PartValue {
    /// An amount; of a rate also its period, an ISO 8601 duration.
    Amount(Quantity, String),
    /// A time.
    Time(TimeExpression),
    /// A span of time.
    Span(Horizon),
    /// Words; with their language where the contract has one for them.
    Words(LocalizedText),
    /// The title of an agreement, and whose title it is.
    Title(LocalizedText, TitleForm),
    /// The name of an entity. Example: `entities/iran`.
    Entity(String),
    /// Which way a figure moves.
    Direction(ChangeDirection),
    /// That the words deny what the statement says.
    Denied,
    /// A value of a closed list, as the contract names it. Example: `EVENT_STATUS_PLANNED`.
    Choice(String),
}

/// The parts of a fact that the words of one of its evidence must support: those of its body, its
/// statement, and those of the evidence itself, in the order of the contract. Empty if there is no
/// such evidence.
pub fn parts(fact: &Fact, evidence_index: usize) -> Vec<Part> {
    if fact.evidence.get(evidence_index).is_none() {
        return Vec::new();
    }
    walked(fact, |number| number == evidence_index)
}

/// The parts of a fact with those of every evidence; what it says may rest on any of them, or on none.
pub(crate) fn all_parts(fact: &Fact) -> Vec<Part> {
    walked(fact, |_| true)
}

fn walked(fact: &Fact, takes_evidence: impl Fn(usize) -> bool) -> Vec<Part> {
    let mut found = Vec::new();
    if let Some(message) = contract::dynamic(fact, Collection::Facts.message_name()) {
        let mut walk = Walk {
            takes_evidence: &takes_evidence,
            found: &mut found,
        };
        walk.message(&message, &FieldPath::root());
    }
    found
}

impl PartValue {
    /// The value as a text that no other value has.
    fn written(&self) -> String {
        match self {
            Self::Amount(quantity, per) => format!("{:?} {per}", quantity.encode_to_vec()),
            Self::Time(time) => {
                // What the server derives says nothing of its own.
                let mut time = time.clone();
                time.earliest.clear();
                time.latest.clear();
                format!("{:?}", time.encode_to_vec())
            }
            Self::Span(span) => format!("{:?}", span.encode_to_vec()),
            Self::Words(words) => format!("{:?}", words.encode_to_vec()),
            Self::Title(title, form) => format!("{:?} {form:?}", title.encode_to_vec()),
            Self::Entity(name) => name.clone(),
            Self::Direction(direction) => direction.as_str_name().to_owned(),
            Self::Denied => Polarity::Negated.as_str_name().to_owned(),
            Self::Choice(value) => value.clone(),
        }
    }
}

/// A digest of all that is compared for one evidence of a fact: its parts, and how the evidence takes
/// them. If it differs from that of a record, the fact has changed since.
pub fn parts_digest(fact: &Fact, evidence_index: usize) -> String {
    let mut text = String::new();
    let parts = parts(fact, evidence_index).into_iter();
    // A record says nothing of values of lists, so it does not depend on them.
    for part in parts.filter(|part| part.kind != PartKind::Choice) {
        let value = part.value.written();
        // Its number says nothing of an evidence: another one may come before it.
        let field = part.field.as_str();
        let field = within_evidence(field, evidence_index).unwrap_or(field);
        // Writing to a String cannot fail.
        writeln!(text, "{field} {} {value}", part.kind.as_str_name()).ok();
    }
    if let Some(evidence) = fact.evidence.get(evidence_index) {
        let (voice, stance) = (evidence.voice, evidence.effective_stance() as i32);
        let polarity = evidence.effective_polarity() as i32;
        writeln!(text, "{voice} {polarity} {stance}").ok();
    }
    digest(&text)
}

/// A walk over a fact's message beside the contract's annotations.
struct Walk<'f> {
    /// Whether the evidence of a number is looked at.
    takes_evidence: &'f dyn Fn(usize) -> bool,
    found: &'f mut Vec<Part>,
}

impl Walk<'_> {
    fn message(&mut self, message: &DynamicMessage, path: &FieldPath) {
        for (field, value) in message.fields() {
            let at = path.field(field.name());
            match value {
                Value::List(items) => {
                    let own = |number: usize| {
                        field.full_name() != "dossier.v1.Fact.evidence"
                            || (self.takes_evidence)(number)
                    };
                    let items: Vec<(usize, &Value)> = items
                        .iter()
                        .enumerate()
                        .filter(|(number, _)| own(*number))
                        .collect();
                    for (number, item) in items {
                        self.value((message, &field), item, &at.index(number));
                    }
                }
                single => self.value((message, &field), single, &at),
            }
        }
        self.left_out(message, path);
    }

    /// Values of lists that a message leaves out, and that count as their defaults.
    fn left_out(&mut self, message: &DynamicMessage, path: &FieldPath) {
        let fields = message.descriptor();
        for field in fields.fields().filter(|field| !message.has_field(field)) {
            let rules = contract::rules(&field);
            if rules.part != PartKind::Choice {
                continue;
            }
            if let Some(value) = rules
                .default_value
                .and_then(|number| chosen(&field, number))
            {
                self.found.push(Part {
                    field: path.field(field.name()),
                    kind: PartKind::Choice,
                    value,
                });
            }
        }
    }

    fn value(
        &mut self,
        (holder, field): (&DynamicMessage, &FieldDescriptor),
        value: &Value,
        at: &FieldPath,
    ) {
        let kind = contract::rules(field).part;
        match kind {
            PartKind::Unspecified => {
                if let Value::Message(inner) = value {
                    self.message(inner, at);
                }
            }
            PartKind::Ours => {}
            _ if is_computed(holder, field) => {}
            PartKind::Choice => {
                let chosen = value
                    .as_enum_number()
                    .and_then(|number| chosen(field, number));
                let field = at.clone();
                self.found
                    .extend(chosen.map(|value| Part { field, kind, value }));
            }
            _ => {
                if let Some(value) = read(kind, holder, value) {
                    let field = at.clone();
                    self.found.push(Part { field, kind, value });
                }
                if let Value::Message(inner) = value {
                    self.verbatim(inner, at);
                }
            }
        }
    }

    /// The source's own words beside a value.
    fn verbatim(&mut self, message: &DynamicMessage, at: &FieldPath) {
        let words = message.get_field_by_name("verbatim");
        let words = words.as_ref().and_then(|words| words.as_str());
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            self.found.push(Part {
                field: at.field("verbatim"),
                kind: PartKind::Verbatim,
                value: PartValue::Words(text_of(words, "")),
            });
        }
        // The amount of a rate.
        if let Some(Value::Message(inner)) = message.get_field_by_name("quantity").as_deref() {
            self.verbatim(inner, &at.field("quantity"));
        }
    }
}

/// A value of a list; nothing where the contract has none of this number, or it is unspecified.
fn chosen(field: &FieldDescriptor, number: i32) -> Option<PartValue> {
    let kind = field.kind();
    let value = kind.as_enum()?.get_value(number).filter(|_| number != 0)?;
    Some(PartValue::Choice(value.name().to_owned()))
}

/// Whether the server computes the field from others, which are compared themselves.
fn is_computed(holder: &DynamicMessage, field: &FieldDescriptor) -> bool {
    field.full_name() == "dossier.v1.Forecast.window" && holder.has_field_by_name("horizon")
}

fn text_of(text: &str, language_code: &str) -> LocalizedText {
    LocalizedText {
        text: text.to_owned(),
        language_code: language_code.to_owned(),
    }
}

/// A value of a field as a part; nothing where it says nothing.
fn read(kind: PartKind, holder: &DynamicMessage, value: &Value) -> Option<PartValue> {
    match value {
        Value::Message(message) => read_message(kind, message),
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(match kind {
            PartKind::Name | PartKind::Speaker => PartValue::Entity(text.clone()),
            PartKind::Title => {
                let language = holder.get_field_by_name("language_code")?;
                let form = holder.get_field_by_name("form")?.as_enum_number()?;
                let form = TitleForm::try_from(form).ok()?;
                PartValue::Title(text_of(text, language.as_str()?), form)
            }
            _ => PartValue::Words(text_of(text, "")),
        }),
        // That words affirm is the rule, which the parts themselves bear out.
        Value::EnumNumber(number) if kind == PartKind::Polarity => {
            (*number == i32::from(Polarity::Negated)).then_some(PartValue::Denied)
        }
        Value::EnumNumber(number) => {
            let direction = ChangeDirection::try_from(*number).ok()?;
            Some(PartValue::Direction(direction))
        }
        _ => None,
    }
}

fn read_message(kind: PartKind, message: &DynamicMessage) -> Option<PartValue> {
    let descriptor = message.descriptor();
    Some(match (kind, descriptor.name()) {
        (PartKind::Amount, "Rate") => {
            let rate = message.transcode_to::<Rate>().ok()?;
            PartValue::Amount(rate.quantity?, rate.period)
        }
        (PartKind::Amount, _) => {
            let quantity = message.transcode_to::<Quantity>().ok()?;
            PartValue::Amount(quantity, String::new())
        }
        (PartKind::Time, _) => PartValue::Time(message.transcode_to().ok()?),
        (PartKind::Duration, _) => PartValue::Span(message.transcode_to().ok()?),
        (PartKind::Quoted | PartKind::Statement, _) => {
            PartValue::Words(message.transcode_to().ok()?)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use dossier::v1::{Change, Evidence, Measurement, Quote, Transfer, Voice, fact::Body};

    use super::*;

    fn fact() -> Fact {
        let quantity = Quantity {
            value: "3700".to_owned(),
            unit: "{drone}".to_owned(),
            verbatim: "more than 3,700".to_owned(),
            ..Quantity::default()
        };
        Fact {
            name: "facts/x".to_owned(),
            statement: vec![text_of("Iran sent 3,700 drones.", "en")],
            evidence: vec![
                Evidence::default(),
                Evidence {
                    voice: Voice::ReportedAsFact.into(),
                    text_fragment: "3,700 drones".to_owned(),
                    ..Evidence::default()
                },
            ],
            body: Some(Body::Transfer(Box::new(Transfer {
                suppliers: vec!["entities/iran".to_owned()],
                item: "entities/drone".to_owned(),
                quantity: Some(quantity),
                ..Transfer::default()
            }))),
            ..Fact::default()
        }
    }

    #[test]
    fn parts_are_those_of_the_body_the_statement_and_one_evidence() {
        let fields = |fact: &Fact, index| -> Vec<String> {
            let parts = parts(fact, index);
            parts.iter().map(|part| part.field.to_string()).collect()
        };
        let body = [
            "transfer.suppliers[0]",
            "transfer.item",
            "transfer.quantity",
            "transfer.quantity.verbatim",
        ];
        let fact = fact();
        let mut expected = vec!["statement[0]", "evidence[0].certainty"];
        expected.extend(body);
        assert_eq!(fields(&fact, 0), expected);
        expected.remove(1);
        expected.insert(1, "evidence[1].text_fragment");
        // Left out, it counts as certain.
        expected.insert(2, "evidence[1].certainty");
        assert_eq!(fields(&fact, 1), expected);
        assert_eq!(fields(&fact, 2), Vec::<String>::new());
    }

    #[test]
    fn the_digest_changes_with_what_is_compared_and_with_nothing_else() {
        let before = fact();
        let digest = parts_digest(&before, 1);
        let mut same = before.clone();
        same.topics.push("arms".to_owned());
        same.revision = 7;
        if let Some(first) = same.evidence.first_mut() {
            first.text_fragment = "other".to_owned();
        }
        assert_eq!(parts_digest(&same, 1), digest);
        same.evidence.insert(0, Evidence::default());
        assert_eq!(
            parts_digest(&same, 2),
            digest,
            "its number is no part of it"
        );
        let mut changes: Vec<Fact> = (0..3).map(|_| before.clone()).collect();
        changes[0].statement[0].text.push('!');
        changes[1].evidence[1].set_polarity(Polarity::Negated);
        changes[2].body = Some(Body::Measurement(Box::new(Measurement {
            change: Some(Change::default()),
            ..Measurement::default()
        })));
        for changed in &changes {
            assert_ne!(parts_digest(changed, 1), digest, "{changed:?}");
        }
        let quote = |speaker: &str| Fact {
            evidence: vec![Evidence::default()],
            body: Some(Body::Quote(Box::new(Quote {
                speakers: vec![speaker.to_owned()],
                ..Quote::default()
            }))),
            ..Fact::default()
        };
        let (one, other) = (quote("entities/a"), quote("entities/b"));
        assert_ne!(parts_digest(&one, 0), parts_digest(&other, 0));
    }
}
