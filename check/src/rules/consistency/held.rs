//! What a fact holds besides its typed parts: prose, the source's own words, names with numbers in them.

use dossier::Collection;
use dossier::v1::{Fact, LocalizedText, PartKind};
use prost_reflect::{DynamicMessage, Value};

use super::super::index::Index;
use crate::diagnostic::Rule;
use crate::ground::{Figures, Part, PartValue, Typed, Unheld, all_parts};
use crate::model::contract;
use crate::model::field_path::FieldPath;

/// Fields that say nothing of what a fact states.
const FIELDS_BESIDE: [&str; 11] = [
    "name",
    "former_ids",
    "statement",
    "evidence",
    "corrections",
    "derivation",
    "links",
    "topics",
    "state_reason",
    "superseded_by",
    "verification_note",
];

/// The typed parts of a fact, with the day on which it was last known to be so.
pub(super) fn typed_parts(fact: &Fact) -> Vec<Part> {
    let mut parts = all_parts(fact);
    parts.extend(fact.as_of.as_ref().map(|time| Part {
        field: FieldPath::new("as_of"),
        kind: PartKind::Time,
        value: PartValue::Time(time.clone()),
    }));
    parts
}

/// The figures and days of a sentence that a fact does not hold anywhere, each with the rule that it
/// breaks: one for what contradicts an amount, and another for what is nowhere.
pub(super) fn unheld(
    index: &Index<'_>,
    fact: &Fact,
    typed: &Typed<'_>,
    sentence: &LocalizedText,
    elsewhere: Rule,
) -> Vec<(Rule, Unheld)> {
    let figures = Figures::read(&sentence.text, &sentence.language_code);
    if figures.is_empty() {
        return Vec::new();
    }
    let unheld = typed.unheld(&figures);
    if unheld.is_empty() {
        return Vec::new();
    }
    let prose = Prose::from_fact(fact);
    let day = typed.day();
    let left = unheld.into_iter().filter_map(|figure| {
        if prose.texts.iter().any(|text| text.says(&figure, day))
            || prose.has_in_name(index, &sentence.text, &figure)
        {
            return None;
        }
        if figure.contradicts.is_some() {
            return Some((Rule::ContradictsBody, figure));
        }
        let mut verbatims = prose.verbatims.iter();
        // The source's words have the language of the article, and mostly that of the sentence.
        let in_language = |words: &String| {
            let figures = Figures::read(words, &sentence.language_code);
            figure.is_among_dated(&figures, day)
        };
        (!verbatims.any(in_language)).then_some((elsewhere, figure))
    });
    left.collect()
}

/// The words of a fact that are none of its statements.
#[derive(Default)]
struct Prose {
    texts: Vec<Text>,
    verbatims: Vec<String>,
    entities: Vec<String>,
}

struct Text {
    words: String,
    language_code: String,
}

impl Text {
    fn says(&self, figure: &Unheld, day: Option<dossier::Day>) -> bool {
        figure.is_among(&Figures::read(&self.words, &self.language_code), day)
    }
}

impl Prose {
    fn from_fact(fact: &Fact) -> Self {
        let mut prose = Self::default();
        if let Some(mut message) = contract::dynamic(fact, Collection::Facts.message_name()) {
            for field in FIELDS_BESIDE {
                message.clear_field_by_name(field);
            }
            prose.collect(&message);
        }
        prose
    }

    fn collect(&mut self, message: &DynamicMessage) {
        let string = |name: &str| {
            let value = message.get_field_by_name(name)?;
            value.as_str().map(str::to_owned)
        };
        if let (Some(words), Some(language_code)) = (string("text"), string("language_code")) {
            self.texts.push(Text {
                words,
                language_code,
            });
            return;
        }
        for (field, value) in message.fields() {
            let list = std::slice::from_ref(value);
            for value in value.as_list().unwrap_or(list) {
                match value {
                    Value::Message(inner) => self.collect(inner),
                    Value::String(words) if field.name() == "verbatim" => {
                        self.verbatims.push(words.clone());
                    }
                    Value::String(name)
                        if Collection::from_name(name) == Some(Collection::Entities) =>
                    {
                        self.entities.push(name.clone());
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether a figure belongs to the name of an entity of the fact: "Resolution 2231".
    fn has_in_name(&self, index: &Index<'_>, sentence: &str, figure: &Unheld) -> bool {
        let entities = self.entities.iter();
        let entities = entities.filter_map(|name| index.entities.get(name.as_str()));
        let mut names = entities.flat_map(|entity| &entity.names);
        let number = figure.number();
        names.any(|name| {
            let mut places = sentence.match_indices(&name.text);
            places.any(|(start, found)| start < number.end && number.start < start + found.len())
        })
    }
}
