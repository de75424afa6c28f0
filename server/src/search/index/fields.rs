//! Which fields does the index have, and what stands in them for states and kinds?

use dossier::FactKind;
use dossier::v1::Fact;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub(super) name: Field,
    pub(super) statement: Field,
    pub(super) other: Field,
    pub(super) kind: Field,
    pub(super) topic: Field,
    pub(super) state: Field,
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        name: schema.add_text_field("name", STRING | STORED),
        statement: schema.add_text_field("statement", text.clone()),
        other: schema.add_text_field("other", text),
        kind: schema.add_u64_field("kind", FAST),
        topic: schema.add_u64_field("topic", FAST),
        state: schema.add_u64_field("state", INDEXED),
    };
    (schema.build(), fields)
}

pub(super) fn state_number(state: i32) -> u64 {
    u64::try_from(state).unwrap_or_default()
}

/// The number of a fact's kind in the index: 0 where it has no body.
pub(super) fn kind_number(fact: &Fact) -> u64 {
    fact.kind().map_or(0, |kind| kind as u64 + 1)
}

/// The name of the kind with a number in the index.
pub(super) fn kind_name(number: u64) -> &'static str {
    let place = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    let kind = place.and_then(|place| FactKind::ALL.get(place));
    kind.map_or("", |kind| kind.as_str())
}
