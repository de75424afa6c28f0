//! Texts that say the same in several languages: one per language.

use std::collections::BTreeMap;

use prost_reflect::{DynamicMessage, FieldDescriptor, Kind};

use super::{Walk, text};
use crate::diagnostic::Rule;
use crate::model::field_path::FieldPath;
use crate::model::language;

/// Fields whose texts are no translations of each other: fragments, subjects, provisions.
const ENUMERATIONS: [&str; 3] = [
    "dossier.v1.Quote.words",
    "dossier.v1.Agreement.subjects",
    "dossier.v1.Agreement.provisions",
];

impl Walk<'_> {
    /// Of two texts in one language, pages and services would show one and lose the other.
    pub(super) fn one_per_language(
        &mut self,
        message: &DynamicMessage,
        field: &FieldDescriptor,
        path: &FieldPath,
    ) {
        let holds_texts =
            matches!(field.kind(), Kind::Message(inner) if inner.name() == "LocalizedText");
        if !field.is_list() || !holds_texts || ENUMERATIONS.contains(&field.full_name()) {
            return;
        }
        let value = message.get_field(field);
        let texts = value.as_list().unwrap_or_default().iter();
        let codes = texts.filter_map(|item| Some(text(item.as_message()?, "language_code")));
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for (index, code) in codes.enumerate() {
            let Ok(tag) = language::parse(&code) else {
                continue;
            };
            if let Some(before) = first.get(&tag.canonical) {
                let before = path.index(*before);
                let message = format!("`{before}` is the text in this language already");
                self.report(Rule::DuplicateLanguage, path.index(index), message);
            } else {
                first.insert(tag.canonical, index);
            }
        }
    }
}
