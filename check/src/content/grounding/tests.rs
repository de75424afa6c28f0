//! What is written is read back, and the same records are the same bytes.

use std::fs;
use std::path::Path;

use dossier::v1::{Evidence, Fact, PartVerdict, Resource, Selector, Verdict};
use expect_test::expect;
use proptest::prelude::*;

use super::*;
use crate::content::decode::Reader;
use crate::model::grounding::{FOLDER, in_order, part_kind};
use crate::text::digest;

/// Fields that are compared, as records name them; `@` stands for the evidence itself.
const FIELDS: [&str; 7] = [
    "statement[0]",
    "transfer.suppliers[0]",
    "transfer.suppliers[1]",
    "transfer.quantity",
    "transfer.quantity.verbatim",
    "@.attribution[0].cue",
    "@.text_fragment",
];

fn part(field: &str, index: usize, verdict: Verdict, place: &str) -> PartVerdict {
    let field = field.replace('@', &format!("evidence[{index}]"));
    PartVerdict {
        kind: part_kind(&field).expect("a part").into(),
        field,
        verdict: verdict.into(),
        place: place.to_owned(),
    }
}

fn evidence(article: &str, selector: &str) -> Evidence {
    Evidence {
        article: format!("articles/{article}"),
        selectors: vec![Selector {
            digest: digest(selector),
            ..Selector::default()
        }],
        ..Evidence::default()
    }
}

/// A record that fits an evidence.
fn record(evidence: &Evidence, parts: Vec<PartVerdict>) -> Grounding {
    Grounding {
        method: "dossier-ground/1".to_owned(),
        text_digest: digest("text"),
        selector_digests: crate::model::grounding::selector_digests(evidence),
        parts_digest: digest("parts"),
        parts: in_order(parts),
        recorded_by: "Dossier desk".to_owned(),
        record_date: "2026-11-25".to_owned(),
    }
}

fn fact(id: &str, evidence: Vec<Evidence>) -> Fact {
    Fact {
        name: format!("facts/{id}"),
        evidence,
        ..Fact::default()
    }
}

/// Two facts on one article, and one of them on another as well.
fn facts() -> Vec<Fact> {
    let mut first = fact("a", vec![evidence("other", "1"), evidence("site-48", "2")]);
    let parts = vec![
        part("transfer.quantity", 1, Verdict::Found, ""),
        part("statement[0]", 1, Verdict::Found, ""),
        part("transfer.suppliers[0]", 1, Verdict::Nearby, "p1.s2"),
        part("@.attribution[0].cue", 1, Verdict::NotCompared, ""),
    ];
    first.evidence[1].grounding = Some(record(&first.evidence[1], parts));
    let two = vec![evidence("site-48", "3"), evidence("site-48", "4")];
    let mut second = fact("b", two);
    let parts = vec![part("statement[0]", 1, Verdict::Found, "")];
    second.evidence[1].grounding = Some(Grounding {
        record_date: "2026-11-26".to_owned(),
        ..record(&second.evidence[1], parts)
    });
    vec![first, second]
}

/// Reads files of records onto facts that have none.
fn read_back(folder: &Path, facts: &[Fact]) -> (Vec<Fact>, Vec<String>) {
    let mut reader = Reader::default();
    for fact in facts {
        let mut fact = fact.clone();
        for evidence in &mut fact.evidence {
            evidence.grounding = None;
        }
        reader.resources.push(fact.into());
    }
    let mut paths: Vec<_> = fs::read_dir(folder.join(FOLDER))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    attach(&mut reader, &paths, Facts::All);
    let read = reader
        .resources
        .into_iter()
        .filter_map(|resource: Resource| {
            let bytes = resource.encode_message();
            prost::Message::decode(bytes.as_slice()).ok()
        });
    let findings = reader.findings.into_iter();
    let messages = findings.map(|finding| format!("{}: {}", finding.rule, finding.message));
    (read.collect(), messages.collect())
}

fn save(folder: &Path, facts: &[Fact]) {
    fs::create_dir_all(folder.join(FOLDER)).expect("a folder");
    for (path, text) in files(facts.iter()) {
        fs::write(folder.join(path), text).expect("written");
    }
}

#[test]
fn a_file_says_once_what_its_records_have_alike() {
    let written: Vec<_> = files(facts().iter()).into_iter().collect();
    let [(path, text)] = written.as_slice() else {
        panic!("{written:?}");
    };
    assert_eq!(path.display().to_string(), "grounding/site-48.yaml");
    let short = |text: &str| {
        ["text", "parts", "2", "4"]
            .iter()
            .fold(text.to_owned(), |text, part| {
                text.replace(&digest(part), &format!("digest of {part}"))
            })
    };
    expect![[r#"
        # Made by `dossier-server verify --write` and never by hand: how the facts stood against the words of
        # the article, of which there are none in here. Whoever has its text makes the file anew with
        # `dossier-server verify content --text ID=TEXT --write`, and gets the same.
        article: site-48
        method: "dossier-ground/1"
        text_digest: "digest of text"
        recorded_by: "Dossier desk"
        record_date: "2026-11-26"
        facts:
          a:
            - record_date: "2026-11-25"
              selectors:
                - "digest of 2"
              parts: "digest of parts"
              found:
                - statement[0]
                - transfer.quantity
              nearby:
                - transfer.suppliers[0]: "p1.s2"
              not_compared:
                - evidence.attribution[0].cue
          b:
            - evidence: 1
              selectors:
                - "digest of 4"
              parts: "digest of parts"
              found:
                - statement[0]
    "#]]
    .assert_eq(&short(text));
    let folder = tempfile::tempdir().expect("a folder");
    save(folder.path(), &facts());
    let (read, findings) = read_back(folder.path(), &facts());
    assert_eq!((read, findings), (facts(), Vec::new()));
}

#[test]
fn a_record_follows_its_words_through_an_editors_file() {
    let folder = tempfile::tempdir().expect("a folder");
    save(folder.path(), &facts());
    let mut moved = facts();
    // Another evidence comes first, and the two change places.
    moved[0].evidence.remove(0);
    moved[1].evidence.swap(0, 1);
    moved[1].evidence.insert(0, evidence("site-48", "5"));
    let (read, findings) = read_back(folder.path(), &moved);
    assert_eq!(findings, Vec::<String>::new());
    let record = read[0].evidence[0].grounding.as_ref().expect("a record");
    let fields: Vec<&str> = record
        .parts
        .iter()
        .map(|part| part.field.as_str())
        .collect();
    assert!(
        fields.contains(&"evidence[0].attribution[0].cue"),
        "{fields:?}"
    );
    let has: Vec<bool> = read[1]
        .evidence
        .iter()
        .map(|evidence| evidence.grounding.is_some())
        .collect();
    assert_eq!(has, [false, true, false]);

    // Without their evidence, records are told and belong to nothing.
    let (read, findings) = read_back(folder.path(), &[fact("a", Vec::new())]);
    assert!(read[0].evidence.is_empty());
    assert_eq!(
        findings,
        [
            "stray-record: `facts/a` has no evidence 0 from `articles/site-48` for this record",
            "stray-record: the record is for `facts/b`, which does not exist",
        ]
    );
}

#[test]
fn the_day_stays_while_the_outcome_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let facts = facts();
    let records = || -> Vec<(&Fact, usize, Grounding)> {
        let all = facts.iter().map(|fact| {
            let record = fact.evidence[1].grounding.clone().expect("a record");
            (fact, 1, record)
        });
        all.collect()
    };
    let save = |records: &[(&Fact, usize, Grounding)], by: &str, day: &str| {
        write(folder.path(), "articles/site-48", records, by, day).expect("written")
    };
    let days = || -> Vec<(String, String)> {
        let (read, findings) = read_back(folder.path(), &facts);
        assert_eq!(findings, Vec::<String>::new());
        let records = read
            .iter()
            .filter_map(|fact| fact.evidence[1].grounding.clone());
        records
            .map(|record| (record.recorded_by, record.record_date))
            .collect()
    };
    let signed = |by: &str, day: &str| (by.to_owned(), day.to_owned());
    assert!(save(&records(), "One", "2026-12-01"));
    assert!(!save(&records(), "Two", "2026-12-02"), "nothing is new");
    assert_eq!(
        days(),
        [signed("One", "2026-12-01"), signed("One", "2026-12-01")]
    );

    // The record of a fact that was changed is new, the other stays.
    let mut changed = records();
    changed[1].2.parts[0].set_verdict(Verdict::Absent);
    assert!(save(&changed, "Two", "2026-12-03"));
    assert_eq!(
        days(),
        [signed("One", "2026-12-01"), signed("Two", "2026-12-03")]
    );

    let file = folder.path().join(FOLDER).join("site-48.yaml");
    assert!(save(&[], "Two", "2026-12-04") && !file.exists());
    assert!(!save(&[], "Two", "2026-12-04"));
}

#[test]
fn what_the_program_does_not_write_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    save(folder.path(), &facts());
    let file = folder.path().join(FOLDER).join("site-48.yaml");
    let text = fs::read_to_string(&file).expect("the file");
    for (from, to, message) in [
        (
            "article: site-48",
            "article: x",
            "bad-record: the records are for `x`, but the file is named `site-48`",
        ),
        (
            "article: site-48\n",
            "",
            "bad-record: the records are for ``, but the file is named `site-48`",
        ),
        (
            "- statement[0]",
            "- statement",
            "bad-record: a fact has no part `statement`",
        ),
        (
            "- transfer.quantity",
            "- topics[0]",
            "bad-record: a fact has no part `topics[0]`",
        ),
        (
            "- evidence.attribution[0].cue",
            "- evidence[1].attribution[0].cue",
            "bad-record: a fact has no part `evidence[1].attribution[0].cue`",
        ),
        (
            "      found:",
            "      fond:",
            "unknown-key: unknown key `fond`",
        ),
        (
            "      found:\n        - statement[0]\n",
            "      found: yes\n",
            "bad-record: expected a list, found a plain value",
        ),
        ("  b:\n", "  a:\n", "bad-record: `a` is written twice"),
        (
            "evidence: 1",
            "evidence: one",
            "bad-record: `evidence` is the index of an evidence, from 0",
        ),
        (
            "facts:\n",
            "facts: [a]\nfacts:\n",
            "bad-record: `facts` is written twice",
        ),
        ("method:", "methods:", "unknown-key: unknown key `methods`"),
    ] {
        assert!(text.contains(from), "{from}");
        fs::write(&file, text.replacen(from, to, 1)).expect("written");
        let (_, findings) = read_back(folder.path(), &facts());
        let is_found = findings.iter().any(|finding| finding == message);
        assert!(is_found, "{to}: {findings:?}");
    }
}

fn verdicts() -> impl Strategy<Value = Vec<(usize, i32, String)>> {
    prop::collection::vec((0..FIELDS.len(), 1..8_i32, "(p[0-9](\\.s[1-9])?)?"), 0..6)
}

/// A record, if there is one: who made it, when, by which method, and what was found.
type Made = Option<(String, u8, bool, Vec<(usize, i32, String)>)>;

fn made() -> impl Strategy<Value = Made> {
    prop::option::of((".{0,6}", 0..3_u8, any::<bool>(), verdicts()))
}

fn recorded(facts: Vec<Vec<(bool, u8, Made)>>) -> Vec<Fact> {
    let facts = (0..).zip(facts).map(|(number, all): (u8, _)| {
        let evidence = all.into_iter().enumerate();
        let evidence = evidence.map(|(index, (other, selector, made))| {
            let article = if other { "a" } else { "b" };
            let mut one = evidence_of(article, selector);
            one.grounding = made.map(|made| made_record(&one, index, made));
            one
        });
        fact(&format!("f{number}"), evidence.collect())
    });
    facts.collect()
}

fn evidence_of(article: &str, selector: u8) -> Evidence {
    evidence(article, &selector.to_string())
}

fn made_record(
    evidence: &Evidence,
    index: usize,
    (by, day, newer, verdicts): (String, u8, bool, Vec<(usize, i32, String)>),
) -> Grounding {
    let mut parts: Vec<PartVerdict> = Vec::new();
    for (field, verdict, place) in verdicts {
        let verdict = Verdict::try_from(verdict).expect("a verdict");
        parts.push(part(FIELDS[field], index, verdict, &place));
    }
    parts.sort_by(|left, right| left.field.cmp(&right.field));
    parts.dedup_by(|left, right| left.field == right.field);
    let method = if newer {
        "dossier-ground/2"
    } else {
        "dossier-ground/1"
    };
    Grounding {
        method: method.to_owned(),
        recorded_by: by,
        record_date: format!("2026-11-2{day}"),
        ..record(evidence, parts)
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        facts in prop::collection::vec(
            prop::collection::vec((any::<bool>(), 0..3_u8, made()), 0..4),
            0..4,
        ).prop_map(recorded)
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        save(folder.path(), &facts);
        let (read, findings) = read_back(folder.path(), &facts);
        prop_assert_eq!(findings, Vec::<String>::new());
        // Of several evidences with the same places each has the record of its number.
        prop_assert_eq!(&read, &facts);
        prop_assert_eq!(files(read.iter()), files(facts.iter()));
    }
}
