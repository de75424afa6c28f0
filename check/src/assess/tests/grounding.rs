//! Records of comparisons: whether they still hold, and whose they are.

use dossier::v1::{Fact, Grounding, PartKind, PartVerdict, Verdict, resource};

use super::*;
use crate::content::grounding::write;
use crate::ground::{parts, parts_digest};
use crate::model::grounding::selector_digests;

const FILE: &str = "dossiers/flood/facts.yaml";
const RECORDS: &str = "grounding/flood.yaml";

/// The records of all evidence, as if every part had been found on a day.
fn found(facts: &[Fact]) -> Vec<(&Fact, usize, Grounding)> {
    let mut records = Vec::new();
    for fact in facts {
        for (index, evidence) in fact.evidence.iter().enumerate() {
            let parts = parts(fact, index).into_iter();
            // Values of lists are compared and never recorded.
            let parts = parts.filter(|part| part.kind != PartKind::Choice);
            let parts = parts.map(|part| PartVerdict {
                field: part.field.to_string(),
                kind: part.kind.into(),
                verdict: Verdict::Found.into(),
                place: String::new(),
            });
            let record = Grounding {
                method: "dossier-ground/1".to_owned(),
                text_digest: evidence.text_digest.clone(),
                selector_digests: selector_digests(evidence),
                parts_digest: parts_digest(fact, index),
                parts: parts.collect(),
                ..Grounding::default()
            };
            records.push((fact, index, record));
        }
    }
    records
}

fn facts(assessment: &Assessment) -> Vec<Fact> {
    let checked = assessment.checked.iter();
    let resources = checked.flat_map(Checked::resources);
    let facts = resources.filter_map(|resource| match &resource.resource {
        Some(resource::Resource::Fact(fact)) => Some((**fact).clone()),
        _ => None,
    });
    facts.collect()
}

/// Writes the content and records of all its evidence.
fn recorded() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("entities.yaml", ENTITIES),
        ("articles/flood.yaml", &article()),
        ("dossiers/flood/facts.yaml", FACTS),
        ("dossiers/flood/dossier.md", DOSSIER),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    let facts = facts(&checked(folder.path()));
    let records = found(&facts);
    assert_eq!(records.len(), 3);
    let article = "articles/flood";
    let written = write(folder.path(), article, &records, "A desk", "2026-11-25");
    assert!(written.expect("written"));
    folder
}

fn checked(folder: &Path) -> Assessment {
    assess(folder, "2024-07-01").expect("readable")
}

/// Changes texts in files of recorded content, and checks it.
fn after(changes: &[(&str, &str, &str)], expected: Expect) -> Assessment {
    let folder = recorded();
    for (file, from, to) in changes {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "`{from}` stands nowhere in {text}");
        fs::write(path, text.replacen(from, to, 1)).expect("written");
    }
    let assessment = checked(folder.path());
    expected.assert_eq(&lines(&assessment));
    assessment
}

fn records(assessment: &Assessment) -> usize {
    let facts = facts(assessment);
    let evidence = facts.iter().flat_map(|fact| &fact.evidence);
    evidence
        .filter(|evidence| evidence.grounding.is_some())
        .count()
}

#[test]
fn records_of_facts_as_they_are_say_nothing() {
    let assessment = after(&[], expect![[""]]);
    assert_eq!(records(&assessment), 3);
    // What is no part of a comparison may change.
    let unrelated = (FILE, "    links:", "    topics: floods\n    links:");
    assert_eq!(records(&after(&[unrelated], expect![[""]])), 3);
}

#[test]
fn a_fact_that_was_changed_since_is_told() {
    for (from, to, expected) in [
        (
            "quantity: 3 m\n      period",
            "quantity: \">3 m\"\n      period",
            expect![[r#"
                facts.yaml:5:16 error[contradicts-body] the statement says `3 metres`, but the fact says `>3 m`; correct one of the two
                facts.yaml:12:7 warning[unverified-change] the fact has changed since 2026-11-25, when it was compared with `articles/flood`
                  help: run `dossier-server verify --write` to compare it again
            "#]],
        ),
        (
            "rose by 3 metres",
            "fell by 3 metres",
            expect![[r#"
            facts.yaml:12:7 warning[unverified-change] the fact has changed since 2026-11-25, when it was compared with `articles/flood`
              help: run `dossier-server verify --write` to compare it again
        "#]],
        ),
        (
            "cue: warned",
            "cue: said",
            expect![[r#"
            facts.yaml:23:7 warning[unverified-change] the fact has changed since 2026-11-25, when it was compared with `articles/flood`
              help: run `dossier-server verify --write` to compare it again
        "#]],
        ),
        // The same text, another place of it.
        (
            "at: p1.s2-s3",
            "at: p1.s2",
            expect![[r#"
            flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s3`; write one, or say in `marks` why there is none
            facts.yaml:23:7 warning[unverified-change] the evidence's places have changed since 2026-11-25, when it was compared
              help: run `dossier-server verify --write` to compare it again
        "#]],
        ),
    ] {
        after(&[(FILE, from, to)], expected);
    }
}

#[test]
fn a_place_that_holds_other_words_is_an_error() {
    let texts = [
        // A sentence was put in before: the words stand elsewhere.
        TEXT.replace("The river rose", "It was June. The river rose"),
        // The words themselves were changed.
        TEXT.replace("by 3 m", "by 4 m"),
        // Something else was changed.
        TEXT.replace("It rained.", "It rained. It stopped."),
    ];
    for (text, expected) in texts
        .iter()
        .zip([expect![[r#"
            facts.yaml:12:11 error[changed-words] the words at `p1.s1` have changed since 2026-11-25, when the fact was compared with them: the text of `articles/flood` is another one
              help: the words are at `p1.s2` now; write `at: p1.s2`
            facts.yaml:23:11 error[changed-words] the words at `p1.s2` have changed since 2026-11-25, when the fact was compared with them: the text of `articles/flood` is another one
              help: the words are at `p1.s3`, `p1.s4` now; write `at: [p1.s3, p1.s4]`
            facts.yaml:33:11 error[changed-words] the words at `p1.s2` have changed since 2026-11-25, when the fact was compared with them: the text of `articles/flood` is another one
              help: the words are at `p1.s3` now; write `at: p1.s3`
        "#]], expect![[r#"
            facts.yaml:12:11 error[changed-words] the words at `p1.s1` have changed since 2026-11-25, when the fact was compared with them: the text of `articles/flood` is another one
              help: check whether the fact still holds with these words; then run `dossier-server verify --write` to compare it again
            flood.yaml:12:11 warning[other-version] 2 of the grounding records were made from another version of this text
              help: `dossier-server verify --write` compares the facts with this one
        "#]], expect![[r#"
            flood.yaml:12:11 warning[other-version] 3 of the grounding records were made from another version of this text
              help: `dossier-server verify --write` compares the facts with this one
        "#]]])
    {
        let folder = recorded();
        let old = skeleton();
        let path = folder.path().join("articles/flood.yaml");
        let file = fs::read_to_string(&path).expect("a file");
        assert!(file.contains(&old));
        fs::write(path, file.replace(&old, &skeleton_of(text))).expect("written");
        let assessment = checked(folder.path());
        let lines = lines(&assessment);
        let shown = lines.lines().filter(|line| !line.contains("uncovered"));
        let shown: Vec<&str> = shown.collect();
        expected.assert_eq(&(shown.join("\n") + "\n"));
        // Whoever compares anew is not kept from it.
        let anew = assess_without_records(folder.path(), "2024-07-01");
        let anew = anew.expect("readable");
        assert!(anew.checked.is_some() && records(&anew) == 0);
    }
}

#[test]
fn a_record_that_belongs_to_nothing_is_told_and_goes() {
    for (file, from, to, expected) in [
        (
            FILE,
            "  words:\n",
            "  word:\n",
            expect![[r#"
                flood.yaml:31:3 warning[stray-record] the record is for `facts/words`, which does not exist
                  help: did you mean `facts/word`?
            "#]],
        ),
        (
            RECORDS,
            "dossier-ground/1",
            "dossier-ground/9",
            expect![[r#"
                flood.yaml:10:3 warning[stray-record] the record was made by `dossier-ground/9`, but this version knows only `dossier-ground/1`; it is kept, but not checked
                  help: use a newer dossier-server, or make the record again with `verify --write`
            "#]],
        ),
        (
            RECORDS,
            "  rise:\n    - selectors:\n        - \"",
            "  rise:\n    - evidence: 3\n      selectors:\n        - \"0",
            expect![[r#"
                flood.yaml:10:3 warning[stray-record] `facts/rise` has no evidence 3 from `articles/flood` for this record
                  help: `dossier-server verify --write` removes it
            "#]],
        ),
    ] {
        after(&[(file, from, to)], expected);
    }
}

#[test]
fn what_the_program_does_not_write_is_refused() {
    for (from, to, expected) in [
        (
            "article: flood",
            "article: rain",
            expect![[r#"
            flood.yaml:4:10 error[bad-record] the records are for `rain`, but the file is named `flood`
              help: these files are not edited by hand; make this one again with `dossier-server verify --write`, or delete it
        "#]],
        ),
        (
            "- statement[0]",
            "- statements",
            expect![[r#"
            flood.yaml:15:11 error[bad-record] a fact has no part `statements`
              help: these files are not edited by hand; make this one again with `dossier-server verify --write`, or delete it
        "#]],
        ),
        (
            "      found:",
            "      proven:",
            expect![[r#"
            flood.yaml:14:7 error[unknown-key] unknown key `proven`
              help: known keys: evidence, method, text_digest, recorded_by, record_date, selectors, parts, found, nearby, elsewhere, absent, contradicted, inferred, not_compared
        "#]],
        ),
        (
            "      parts: \"",
            "      parts: \"x",
            expect![[r#"
            flood.yaml:10:3 error[bad-digest] `x3717a0cd50d936233c0f480385d6167f426f679f13e06499ec9016c7dd28695f` is not a SHA-256 in 64 lower-case hexadecimal digits
            facts.yaml:12:7 warning[unverified-change] the fact has changed since 2026-11-25, when it was compared with `articles/flood`
              help: run `dossier-server verify --write` to compare it again
        "#]],
        ),
        (
            "\"2026-11-25\"",
            "soon",
            expect![[r#"
            flood.yaml:10:3 error[bad-date] `soon` is not a day such as `2024-06-19`
            flood.yaml:19:3 error[bad-date] `soon` is not a day such as `2024-06-19`
            flood.yaml:31:3 error[bad-date] `soon` is not a day such as `2024-06-19`
        "#]],
        ),
        (
            "recorded_by: \"A desk\"\n",
            "",
            expect![[r#"
            flood.yaml:9:3 error[missing-field] the grounding has no `recorded_by`
            flood.yaml:18:3 error[missing-field] the grounding has no `recorded_by`
            flood.yaml:30:3 error[missing-field] the grounding has no `recorded_by`
        "#]],
        ),
        (
            "- statement[0]",
            "- statement[0]: the beginning",
            expect![[r#"
                flood.yaml:10:3 error[bad-record] `the beginning` is not a place such as `p4.s2`
            "#]],
        ),
        (
            "facts:\n",
            "facts: {\n",
            expect![[r#"
            flood.yaml:9:8 error[yaml] not YAML: `{` is not closed
              help: write `}` where it ends
        "#]],
        ),
    ] {
        after(&[(RECORDS, from, to)], expected);
    }
}

#[test]
fn editors_do_not_write_records() {
    let change = (
        FILE,
        "      at: p1.s1\n",
        "      at: p1.s1\n      grounding: {method: mine}\n",
    );
    after(
        &[change],
        expect![[r#"
        facts.yaml:13:7 error[derived-field] do not write `grounding`: only `dossier-server verify --write` records what it found, in `grounding/ID.yaml`
    "#]],
    );
}
