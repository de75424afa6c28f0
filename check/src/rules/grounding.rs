//! Whether what was recorded when a fact was compared with an article still holds.
//!
//! The article's words are not available here. What can be found without them: that a place holds other
//! words by now, that the fact has changed, and that a record was not made by the program.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{Evidence, Grounding, PartKind};

use super::index::Index;
use crate::diagnostic::{At, Finding, Rule};
use crate::ground::{METHOD, parts_digest};
use crate::model::grounding::{in_order, part_kind, selector_digests, within_evidence};
use crate::text::SkeletonIndex;
use crate::text::passage::Passage;

/// The methods of comparing whose records this version can hold against a fact.
const METHODS: [&str; 1] = [METHOD];

/// What to do where only the text can tell.
const COMPARE: &str = "run `dossier-server verify --write` to compare it again";

/// Puts the record of an evidence in order. One of other words than the evidence selects by now belongs
/// to nothing: it is told and goes.
pub(super) fn settle(
    evidence: &mut Evidence,
    skeleton: Option<&SkeletonIndex>,
    at: &At,
    findings: &mut Vec<Finding>,
) {
    let Some(mut record) = evidence.grounding.take() else {
        return;
    };
    let finding = match skeleton {
        None => {
            let message = format!(
                "the record is for `{}`, which has no skeleton to compare it with",
                evidence.article
            );
            Finding::new(Rule::StrayRecord, at.field("grounding"), message)
        }
        Some(skeleton) if record.selector_digests != selector_digests(evidence) => {
            other_words(evidence, &record, skeleton, at)
        }
        Some(_) => {
            record.parts = in_order(record.parts);
            evidence.grounding = Some(record);
            return;
        }
    };
    findings.push(finding);
}

/// About an evidence that does not select the words that were compared: because its places were
/// changed, or because the text was.
fn other_words(
    evidence: &Evidence,
    record: &Grounding,
    skeleton: &SkeletonIndex,
    at: &At,
) -> Finding {
    let day = &record.record_date;
    let is_same_text = record.text_digest == skeleton.digest();
    if is_same_text || evidence.text_digest != skeleton.digest() {
        let message =
            format!("the evidence's places have changed since {day}, when it was compared");
        let finding = Finding::new(Rule::UnverifiedChange, at.clone(), message);
        return finding.suggest(Some(COMPARE.to_owned()));
    }
    let known: BTreeSet<&String> = record.selector_digests.iter().collect();
    let mut changed = evidence.selectors.iter();
    let changed = changed.find(|selector| !known.contains(&selector.digest));
    let changed = changed.or(evidence.selectors.first());
    let place = changed.map_or_else(String::new, |selector| {
        Passage::from_selector(selector).to_string()
    });
    let place = match place.as_str() {
        "" => "of the evidence".to_owned(),
        place => format!("at `{place}`"),
    };
    let message = format!(
        "the words {place} have changed since {day}, when the fact was compared with them: the text of `{}` is another one",
        evidence.article
    );
    let places = record.selector_digests.iter();
    let places: Option<Vec<String>> = places
        .map(|digest| Some(skeleton.passage(digest)?.to_string()))
        .collect();
    let hint = match places.as_deref() {
        Some([place]) => format!("the words are at `{place}` now; write `at: {place}`"),
        Some(places) if !places.is_empty() => {
            let written = places.join(", ");
            let joined = places.join("`, `");
            format!("the words are at `{joined}` now; write `at: [{written}]`")
        }
        _ => format!("check whether the fact still holds with these words; then {COMPARE}"),
    };
    let finding = Finding::new(Rule::ChangedWords, at.field("selectors"), message);
    finding.suggest(Some(hint))
}

/// A fact that is another one than it was when it was compared.
fn changed_since(record: &Grounding, article: &str, at: At) -> Finding {
    let message = format!(
        "the fact has changed since {}, when it was compared with `{article}`",
        record.record_date
    );
    let finding = Finding::new(Rule::UnverifiedChange, at, message);
    finding.suggest(Some(COMPARE.to_owned()))
}

/// Checks the records of all evidence that is looked at.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut unknown = BTreeSet::new();
    for (name, fact) in index.own_facts() {
        let at = At::resource(name).field("evidence");
        for (number, evidence) in fact.evidence.iter().enumerate() {
            let Some(record) = &evidence.grounding else {
                continue;
            };
            let at = at.index(number);
            if !METHODS.contains(&record.method.as_str()) {
                // What another method compares is not known either; it is told once of an article.
                if unknown.insert((&evidence.article, &record.method)) {
                    findings.extend(unknown_method(record, &at));
                }
                continue;
            }
            made_by_the_program(record, number, &at.field("grounding"), findings);
            if record.parts_digest != parts_digest(fact, number) {
                findings.push(changed_since(record, &evidence.article, at));
            }
        }
    }
    older_texts(index, findings);
}

/// About a record by a method that is not known; nothing where none is named, which is told elsewhere.
fn unknown_method(record: &Grounding, at: &At) -> Option<Finding> {
    let message = format!(
        "the record was made by `{}`, but this version knows only `{}`; it is kept, but not checked",
        record.method,
        METHODS.join("`, `")
    );
    let hint = "use a newer dossier-server, or make the record again with `verify --write`";
    let at = at.field("grounding").field("method");
    let finding = Finding::new(Rule::StrayRecord, at, message).suggest(Some(hint.to_owned()));
    (!record.method.is_empty()).then_some(finding)
}

/// Tells of what the program does not write.
fn made_by_the_program(record: &Grounding, number: usize, at: &At, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (position, part) in record.parts.iter().enumerate() {
        let at = at.field("parts").index(position);
        let mut wrong = |field: &str, message: String| {
            findings.push(Finding::new(Rule::BadRecord, at.field(field), message));
        };
        let field = &part.field;
        let is_own = !field.starts_with("evidence[") || within_evidence(field, number).is_some();
        match part_kind(field) {
            _ if field.is_empty() => continue,
            None => wrong("field", format!("a fact has no part `{field}`")),
            Some(_) if !is_own => {
                wrong("field", format!("`{field}` belongs to another evidence"));
            }
            Some(kind) if kind != part.kind() && part.kind() != PartKind::Unspecified => {
                let (is, recorded) = (kind.as_str_name(), part.kind().as_str_name());
                wrong(
                    "kind",
                    format!("`{field}` is compared as {is}, not as {recorded}"),
                );
            }
            Some(_) => {}
        }
        if !seen.insert(field) {
            wrong("field", format!("`{field}` is recorded twice"));
        }
        if !part.place.is_empty() && part.place.parse::<Passage>().is_err() {
            wrong(
                "place",
                format!("`{}` is not a place such as `p4.s2`", part.place),
            );
        }
    }
}

/// Tells once of each article of which records were made from another version of the text. Their places
/// hold the same words, but what stood around them may not.
fn older_texts(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let all = index.facts.values().flat_map(|fact| &fact.evidence);
    for evidence in all {
        // Evidence that names an older text itself is told by itself.
        let record = evidence.grounding.as_ref();
        if record.is_some_and(|record| record.text_digest != evidence.text_digest) {
            *counts.entry(&evidence.article).or_default() += 1;
        }
    }
    for (name, _) in index.own_articles() {
        let Some(count) = counts.get(name) else {
            continue;
        };
        let message =
            format!("{count} of the grounding records were made from another version of this text");
        let at = At::resource(name).field("skeleton").field("digest");
        let finding = Finding::new(Rule::OtherVersion, at, message);
        let hint = "`dossier-server verify --write` compares the facts with this one".to_owned();
        findings.push(finding.suggest(Some(hint)));
    }
}
