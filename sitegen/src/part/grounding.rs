//! What of a fact was compared with the words of an article, when, and what was found.
//!
//! The site compares nothing. It shows the record that whoever had the text left, and claims nothing beyond.

use std::collections::BTreeMap;

use dossier::v1::{Evidence, Grounding, PartKind, PartVerdict, Verdict};

use crate::context::PageContext;
use crate::html::Inline;
use crate::locale::format::capital;
use crate::part::passage;

/// The verdicts as readers are told them: what bears the fact out first.
pub(crate) const VERDICTS: [Verdict; 7] = [
    Verdict::Found,
    Verdict::Nearby,
    Verdict::Elsewhere,
    Verdict::Contradicted,
    Verdict::Absent,
    Verdict::Inferred,
    Verdict::NotCompared,
];

/// A comparison, part by part.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) article: Inline,
    pub(crate) day: String,
    pub(crate) recorded_by: String,
    /// How it was compared, as the program calls it.
    pub(crate) method: String,
    pub(crate) parts: Vec<RecordPart>,
}

/// One part of a fact.
#[derive(Clone, Debug)]
pub(crate) struct RecordPart {
    /// What sort of part it is, and what was found of it; the method page says what that means.
    pub(crate) kind: &'static str,
    pub(crate) verdict: &'static str,
    /// Where it stands, if not in the words that the fact rests on; may be empty.
    pub(crate) place: String,
}

/// What was compared and what was found, in a line: `Compared with the text on 25 November 2026. Found
/// in these words: an amount, a date. Found close by: 2 names.`
pub(crate) fn compared(context: &PageContext<'_>, evidence: &Evidence) -> String {
    let words = &context.words.compared;
    let Some(record) = &evidence.grounding else {
        return words.not.to_owned();
    };
    let mut said = vec![(words.on)(&context.day(&record.record_date))];
    for verdict in VERDICTS {
        let mut counts: BTreeMap<PartKind, usize> = BTreeMap::new();
        for part in parts(record).filter(|part| part.verdict() == verdict) {
            *counts.entry(part.kind()).or_default() += 1;
        }
        // Our sentence is one, in however many languages.
        if let Some(statements) = counts.get_mut(&PartKind::Statement) {
            *statements = 1;
        }
        let counted = counts.into_iter();
        let found = counted.map(|(kind, count)| (words.parts)(kind, count));
        let found: Vec<String> = found.collect();
        if !found.is_empty() {
            let verdict = capital(context.words.term(verdict.as_str_name()));
            said.push(context.labelled(&verdict, &found.join(context.words.comma)));
        }
    }
    if said.len() == 1 {
        said.push(words.nothing.to_owned());
    }
    format!("{}.", said.join(". "))
}

/// The comparison of an evidence, part by part; nothing where nobody compared it.
pub(crate) fn record(context: &PageContext<'_>, evidence: &Evidence) -> Option<Record> {
    let record = evidence.grounding.as_ref()?;
    let words = context.words;
    let parts = parts(record).map(|part| RecordPart {
        kind: words.term(part.kind().as_str_name()),
        verdict: words.term(part.verdict().as_str_name()),
        place: match part.place.as_str() {
            "" => String::new(),
            place => passage::sentence(context, &evidence.article, place),
        },
    });
    Some(Record {
        article: context.article(&evidence.article),
        day: context.day(&record.record_date),
        recorded_by: record.recorded_by.clone(),
        method: record.method.clone(),
        parts: parts.collect(),
    })
}

/// The parts that were to be compared: what is the editor's own is not.
pub(super) fn parts(record: &Grounding) -> impl Iterator<Item = &PartVerdict> {
    let parts = record.parts.iter();
    parts.filter(|part| !matches!(part.kind(), PartKind::Unspecified | PartKind::Ours))
}
