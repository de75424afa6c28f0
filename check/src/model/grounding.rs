//! The grounding records of a fact's evidence, and how they survive edits.
//!
//! A record says how a fact compared with an article's words. It is not part of what the fact says, so
//! it changes neither etag nor history, and an edit by a client that does not send it does not lose it.

use std::borrow::Cow;

use dossier::Collection;
use dossier::v1::{
    Evidence, Fact, Grounding, PartKind, PartVerdict, Resource, Selector, Verdict, resource,
};

use super::contract;
use super::field_path::FieldPath;

/// The folder of a content directory that holds records.
pub const FOLDER: &str = "grounding";

/// A resource without its records: what its etag is computed from.
pub fn without_records(resource: &Resource) -> Cow<'_, Resource> {
    let Some(resource::Resource::Fact(fact)) = &resource.resource else {
        return Cow::Borrowed(resource);
    };
    if fact
        .evidence
        .iter()
        .all(|evidence| evidence.grounding.is_none())
    {
        return Cow::Borrowed(resource);
    }
    let mut fact = fact.clone();
    for evidence in &mut fact.evidence {
        evidence.grounding = None;
    }
    let resource = Some(resource::Resource::Fact(fact));
    Cow::Owned(Resource { resource })
}

/// Gives evidence without a record the record that the same places have in the previous state of the
/// fact. If the fact has changed, the record's `parts_digest` shows it.
pub fn keep_records(fact: &mut Fact, was: &Fact) {
    let mut known: Vec<(usize, &Evidence)> = was.evidence.iter().enumerate().collect();
    for (index, evidence) in fact.evidence.iter_mut().enumerate() {
        let Some(place) = known
            .iter()
            .position(|(_, known_evidence)| same_places(known_evidence, evidence))
        else {
            continue;
        };
        let (index_then, then) = known.remove(place);
        if evidence.grounding.is_none() {
            let moved = |record: &Grounding| at_evidence(record.clone(), index_then, index);
            evidence.grounding = then.grounding.as_ref().map(moved);
        }
    }
}

/// A record of one evidence as that of another: its fields are named by the number of the evidence.
fn at_evidence(mut record: Grounding, then: usize, now: usize) -> Grounding {
    for part in &mut record.parts {
        if let Some(rest) = within_evidence(&part.field, then) {
            part.field = FieldPath::new("evidence").index(now).to_string() + rest;
        }
    }
    record
}

/// The rest of a field's path after the evidence with this index; `None` if the field is elsewhere.
/// Example: `evidence[0].passage` → `.passage`.
pub fn within_evidence(field: &str, index: usize) -> Option<&str> {
    let evidence = FieldPath::new("evidence").index(index);
    let rest = field.strip_prefix(evidence.as_str())?;
    rest.starts_with('.').then_some(rest)
}

/// The digests of an evidence's places, as its record names them.
pub fn selector_digests(evidence: &Evidence) -> Vec<String> {
    let selectors = evidence.selectors.iter();
    selectors.map(|selector| selector.digest.clone()).collect()
}

/// How a part of a fact is compared, by the contract; `None` if the path leads to no field, or the
/// field is not compared. Example: `transfer.suppliers[0]` → NAME.
pub fn part_kind(field: &str) -> Option<PartKind> {
    let (_, kind) = walk(field)?;
    (!matches!(kind, PartKind::Unspecified | PartKind::Ours)).then_some(kind)
}

/// What was found of the parts of a fact, in the order of the contract: by the numbers of the fields,
/// then by the places in lists. What the contract does not have comes last.
pub fn in_order(mut parts: Vec<PartVerdict>) -> Vec<PartVerdict> {
    parts.sort_by_cached_key(|part| {
        let steps = walk(&part.field).map(|(steps, _)| steps);
        (steps.is_none(), steps, part.field.clone())
    });
    parts
}

/// The steps of a path from a fact, each the number of a field and the place in its list, and how the
/// last field is compared; nothing where the contract has no such path.
fn walk(path: &str) -> Option<(Vec<(u32, usize)>, PartKind)> {
    let mut message = contract::message_type(Collection::Facts);
    let mut steps = Vec::new();
    let mut kind = PartKind::Unspecified;
    for step in path.split('.') {
        let (name, place) = match step.split_once('[') {
            None => (step, None),
            Some((name, rest)) => (name, Some(rest.strip_suffix(']')?.parse::<usize>().ok()?)),
        };
        let field = message?.get_field_by_name(name)?;
        if field.is_list() != place.is_some() {
            return None;
        }
        steps.push((field.number(), place.unwrap_or_default()));
        kind = contract::rules(&field).part;
        message = field.kind().as_message().cloned();
    }
    Some((steps, kind))
}

/// The name of a verdict in the files of records. Example: `not_compared`.
pub fn verdict_name(verdict: Verdict) -> Option<String> {
    let verdicts = dossier::descriptors::pool().get_enum_by_name("dossier.v1.Verdict")?;
    contract::short_name(&verdicts, verdict.into())
}

/// The verdict with that name, if there is one.
pub fn verdict(name: &str) -> Option<Verdict> {
    let numbers = (1..).map_while(|number| Verdict::try_from(number).ok());
    let mut verdicts = numbers.map(|verdict| (verdict, verdict_name(verdict)));
    let found = verdicts.find(|(_, known)| known.as_deref() == Some(name));
    found.map(|(verdict, _)| verdict)
}

/// Whether two evidences rest on the same places of the same article, however their sentences are
/// numbered.
fn same_places(one: &Evidence, other: &Evidence) -> bool {
    let place = |selector: &Selector| {
        let Selector {
            block,
            start,
            end,
            digest,
            ..
        } = selector.clone();
        (block, start, end, digest)
    };
    let places = |evidence: &Evidence| evidence.selectors.iter().map(place).collect::<Vec<_>>();
    one.article == other.article && places(one) == places(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(article: &str, digest: &str, by: Option<&str>) -> Evidence {
        let grounding = by.map(|by| Grounding {
            recorded_by: by.to_owned(),
            ..Grounding::default()
        });
        Evidence {
            article: article.to_owned(),
            selectors: vec![Selector {
                block: "p1".to_owned(),
                end: 3,
                digest: digest.to_owned(),
                ..Selector::default()
            }],
            grounding,
            ..Evidence::default()
        }
    }

    fn recorders(fact: &Fact) -> Vec<Option<&str>> {
        let records = fact
            .evidence
            .iter()
            .map(|evidence| evidence.grounding.as_ref());
        records
            .map(|record| record.map(|record| record.recorded_by.as_str()))
            .collect()
    }

    #[test]
    fn a_record_stays_with_its_places_unless_another_is_brought() {
        let was = Fact {
            evidence: vec![
                evidence("a", "1", Some("first")),
                evidence("a", "1", Some("second")),
                evidence("b", "1", Some("third")),
            ],
            ..Fact::default()
        };
        let of = |evidence: Vec<Evidence>| Fact {
            evidence,
            ..Fact::default()
        };
        for (evidence, wanted) in [
            (vec![evidence("a", "1", None)], vec![Some("first")]),
            (vec![evidence("a", "1", Some("new"))], vec![Some("new")]),
            (vec![evidence("a", "2", None)], vec![None]),
            (vec![evidence("c", "1", None)], vec![None]),
            (
                vec![
                    evidence("b", "1", None),
                    evidence("a", "1", Some("new")),
                    evidence("a", "1", None),
                    evidence("a", "1", None),
                ],
                vec![Some("third"), Some("new"), Some("second"), None],
            ),
        ] {
            let mut fact = of(evidence);
            keep_records(&mut fact, &was);
            assert_eq!(recorders(&fact), wanted);
        }
    }

    #[test]
    fn a_record_that_is_kept_names_its_evidence_by_the_new_number() {
        let part = |field: &str| PartVerdict {
            field: field.to_owned(),
            ..PartVerdict::default()
        };
        let fields = [
            "event.when",
            "evidence[1].attribution[0].cue",
            "evidence[10].passage",
        ];
        let mut then = evidence("a", "1", Some("first"));
        if let Some(record) = &mut then.grounding {
            record.parts = fields.map(part).to_vec();
        }
        let was = Fact {
            evidence: vec![evidence("b", "1", None), then],
            ..Fact::default()
        };
        let mut fact = Fact {
            evidence: vec![evidence("a", "1", None)],
            ..Fact::default()
        };
        keep_records(&mut fact, &was);
        let record = fact.evidence[0].grounding.as_ref().expect("a record");
        let fields: Vec<&str> = record
            .parts
            .iter()
            .map(|part| part.field.as_str())
            .collect();
        let wanted = ["event.when", "evidence[0].attribution[0].cue", fields[2]];
        assert_eq!(fields, wanted);
    }

    #[test]
    fn without_its_records_a_fact_is_the_same() {
        let fact = |by| Fact {
            evidence: vec![evidence("a", "1", by)],
            ..Fact::default()
        };
        let recorded: Resource = fact(Some("desk")).into();
        let plain: Resource = fact(None).into();
        assert_eq!(without_records(&recorded).as_ref(), &plain);
        assert_eq!(without_records(&plain).as_ref(), &plain);
    }

    #[test]
    fn the_contract_says_how_a_part_is_compared() {
        for (field, kind) in [
            ("transfer.suppliers[0]", Some(PartKind::Name)),
            ("transfer.quantity", Some(PartKind::Amount)),
            ("transfer.quantity.verbatim", Some(PartKind::Verbatim)),
            ("evidence[3].attribution[0].cue", Some(PartKind::Cue)),
            ("statement[0]", Some(PartKind::Statement)),
            ("statement", None),
            ("transfer.quantity[0]", None),
            ("transfer.suppliers[x]", None),
            ("transfer.unheard", None),
            ("topics[0]", None),
            ("", None),
        ] {
            assert_eq!(part_kind(field), kind, "{field}");
        }
    }

    #[test]
    fn verdicts_have_names_that_can_be_read_back() {
        for number in 1.. {
            let Ok(known) = Verdict::try_from(number) else {
                assert_eq!(number, 8);
                break;
            };
            let name = verdict_name(known).expect("a name");
            assert_eq!(verdict(&name), Some(known), "{name}");
        }
        assert_eq!(verdict("unspecified"), None);
    }
}
