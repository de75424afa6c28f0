//! One correct small content, broken in one place at a time: data in, diagnostics out.

#![expect(
    clippy::needless_raw_string_hashes,
    clippy::too_many_lines,
    clippy::needless_pass_by_value,
    clippy::format_push_string,
    reason = "expectations are data, written by the test runner"
)]

mod causes;
mod consistency;
mod evidence;
mod facts;
mod files;
mod grounding;
mod markdown;
mod mistakes;
mod names;
mod prose;
mod repeated;
mod time;
mod translation;
mod unread;
mod values;

use std::fs;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::diagnostic::render::{self, Colour};

const TEXT: &str =
    "Rivers rise\n\nThe river rose by 3 m on Monday. An engineer warned of more. It rained.\n";

const ENTITIES: &str = "\
language: en
entities:
  river-board:
    kind: organization
    names: The River Board
    description: Measures the rivers.
  daily:
    kind: publication
    names: The Daily
  vale:
    kind: place
    names: [Vale, The Vale]
  engineer:
    kind: person
    names: Ada Poole
  pump:
    kind: product
    names: Pump
";

const FACTS: &str = "\
language: en
article: flood
facts:
  rise:
    statement: The river in the Vale rose by 3 metres.
    measurement:
      subject: vale
      property: water level
      quantity: 3 m
      period: 2024-06-17
    evidence:
      at: p1.s1
      voice: reported_as_fact
    links: {kind: supports, fact: warning}
  warning:
    statement: An engineer expected the river to rise further.
    forecast:
      forecasters: engineer
      made_on: {edtf: 2024-06-18, basis: resolved}
      horizon: {minimum: P1D, maximum: P3D}
      resolution: occurred
    evidence:
      at: p1.s2-s3
      voice: attributed
      attribution: {agent: engineer, role: origin, cue: warned}
  words:
    statement: Ada Poole spoke of the river.
    quote:
      speakers: engineer
      form: fragment
      words: it may rise
    evidence:
      at: p1.s2
      voice: attributed
      attribution: {agent: engineer, role: origin, cue: warned}
";

const DOSSIER: &str = "\
---
language: en
title: The flood
standfirst: A river rose.
reviewed_on: 2024-07-01
---

## In short {#short kind=key_points}

- The river [rose by 3 metres](fact:rise) in [the Vale](entity:vale).
";

/// Written beside `DOSSIER` where a test is about it.
const TRANSLATION: &str = "\
---
language: fr
title: La crue
standfirst: Une rivière a monté.
---

## En bref {#short}

- La rivière [a monté de 3 mètres](fact:rise) dans le Val.
";

fn article() -> String {
    format!(
        "language: en\ntitle: A report\npublication: daily\npublished: 2024-06-18\nlanguage_code: en\n\
         genre: reportage\nrights: {{text_policy: no_text}}\nmarks: {{at: p0, role: context}}\n{}",
        skeleton(),
    )
}

/// Writes the content with one text replaced by another, and checks it.
fn assess_with(from: &str, to: &str) -> (String, Assessment) {
    assess_with_all(&[(from, to)])
}

/// Writes the content with some texts replaced by others, and checks it.
fn assess_with_all(changes: &[(&str, &str)]) -> (String, Assessment) {
    let folder = tempfile::tempdir().expect("a folder");
    let article = article();
    let mut files = vec![
        ("entities.yaml", ENTITIES),
        ("articles/flood.yaml", &article),
        ("dossiers/flood/facts.yaml", FACTS),
        ("dossiers/flood/dossier.md", DOSSIER),
    ];
    let translated = |from| TRANSLATION.contains(from) && !DOSSIER.contains(from);
    if changes.iter().any(|(from, _)| translated(*from)) {
        files.push(("dossiers/flood/dossier.fr.md", TRANSLATION));
    }
    for (from, _) in changes {
        let stands = files.iter().any(|(_, text)| text.contains(from));
        assert!(stands, "`{from}` stands nowhere");
    }
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        let replaced = |text: String, (from, to): &(&str, &str)| text.replacen(from, to, 1);
        let text = changes.iter().fold(text.to_owned(), replaced);
        fs::write(path, text).expect("written");
    }
    let mut assessment = assess(folder.path(), "2024-07-01").expect("readable");
    let root = format!("{}/", folder.path().display());
    for finding in &mut assessment.findings {
        finding.message = finding.message.replace(&root, "");
    }
    let text = render::text(&assessment.findings, Colour::Off);
    (text.replace(&root, ""), assessment)
}

fn skeleton() -> String {
    skeleton_of(TEXT)
}

/// The skeleton of a text as an article's file has it.
pub(crate) fn skeleton_of(text: &str) -> String {
    let skeleton =
        crate::text::Document::parse(text, crate::text::Segmentation::newest("en")).skeleton();
    let mut out = format!(
        "skeleton:\n  normalization: {}\n  segmentation: {}\n  digest: \"{}\"\n  blocks:\n",
        skeleton.normalization, skeleton.segmentation, skeleton.digest
    );
    for block in skeleton.blocks {
        out += &format!(
            "  - {{id: {}, length: {}, digest: \"{}\", sentences: [",
            block.id, block.length, block.digest
        );
        for sentence in block.sentences {
            out += &format!(
                "{{start: {}, end: {}, digest: \"{}\"}}, ",
                sentence.start, sentence.end, sentence.digest
            );
        }
        out += "]}\n";
    }
    out
}

/// The first line of each finding: severity, rule, message; with its place and hint.
fn broken(from: &str, to: &str, expected: Expect) {
    let (_, assessment) = assess_with(from, to);
    expected.assert_eq(&lines(&assessment));
}

fn lines(assessment: &Assessment) -> String {
    let mut lines = String::new();
    for finding in &assessment.findings {
        let place = finding.place.as_ref().map_or_else(
            || "nowhere".to_owned(),
            |place| {
                let file = place.file.rsplit('/').next().unwrap_or_default();
                format!("{file}:{}:{}", place.line, place.column)
            },
        );
        let severity = if finding.severity() == Severity::Error {
            "error"
        } else {
            "warning"
        };
        lines += &format!("{place} {severity}[{}] {}\n", finding.rule, finding.message);
        if let Some(hint) = &finding.suggestion {
            lines += &format!("  help: {hint}\n");
        }
    }
    lines
}

#[test]
fn correct_content_is_taken_and_completed() {
    let (text, assessment) = assess_with("Vale", "Vale");
    assert_eq!(text, "");
    let checked = assessment.checked.expect("checked");
    let debug = format!("{:?}", checked.resources().collect::<Vec<_>>());
    for derived in [
        "2024-06-19/2024-06-21",
        "anchor_state: Verified",
        "state: Published",
    ] {
        assert!(debug.contains(derived), "{derived} is missing in {debug}");
    }
}

#[test]
fn a_finding_shows_the_line_with_a_caret_and_a_suggestion() {
    let (text, _) = assess_with("subject: vale", "subject: vaile");
    expect![[r#"
        error[unknown-reference]: unknown entity `vaile`
         --> dossiers/flood/facts.yaml:7:16
          |
        7 |       subject: vaile
          |                ^^^^^
          |
          = help: did you mean `vale`?

        1 error
    "#]]
    .assert_eq(&text);
}

#[test]
fn a_dangling_link_in_markdown_has_its_place() {
    let (text, _) = assess_with("(fact:rise)", "(fact:rize)");
    expect![[r#"
        error[unknown-reference]: unknown fact `rize`
          --> dossiers/flood/dossier.md:10:13
           |
        10 | - The river [rose by 3 metres](fact:rize) in [the Vale](entity:vale).
           |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: did you mean `rise`?

        1 error
    "#]]
    .assert_eq(&text);
}

#[test]
fn what_is_wrong_with_the_form_of_a_file_is_told() {
    broken(
        "    kind: place",
        "    kind: plaice",
        expect![[r#"
            entities.yaml:11:11 error[unknown-value] unknown entity kind `plaice`
              help: did you mean `place`?
        "#]],
    );
    broken(
        "    kind: place",
        "    kynd: place",
        expect![[r#"
            entities.yaml:11:5 error[unknown-key] unknown key `kynd`
              help: did you mean `kind`?
        "#]],
    );
    broken(
        "    kind: place",
        "    etag: place",
        expect![[r#"
        entities.yaml:10:3 error[missing-field] the entity has no `kind`
        entities.yaml:11:5 error[derived-field] `etag` is filled in by the server
    "#]],
    );
    broken(
        "entities:",
        "entitites:",
        expect![[r#"
            entities.yaml:2:1 error[unknown-key] unknown key `entitites`
              help: did you mean `entities`?
        "#]],
    );
    broken(
        "  vale:\n    kind: place",
        "  vale:\n    kind: place\n    kind: place",
        expect![[r#"
            entities.yaml:12:5 error[duplicate-key] `kind` is written twice
        "#]],
    );
    broken(
        "  engineer:\n    kind: person",
        "  vale:\n    kind: person",
        expect![[r#"
            facts.yaml:18:20 error[unknown-reference] unknown entity `engineer`
            entities.yaml:13:3 error[duplicate-name] `entities/vale` is defined twice; first in `entities.yaml`, line 10
        "#]],
    );
    broken(
        "names: Pump",
        "names: &a Pump",
        expect![[r#"
            entities.yaml:18:12 error[yaml] an anchor is not allowed in an authoring file
              help: put double quotes around a text that begins with `&`
        "#]],
    );
    broken(
        "names: Pump",
        "names: [Pump",
        expect![[r#"
            entities.yaml:18:12 error[yaml] not YAML: `[` is not closed
              help: write `]` where it ends
        "#]],
    );
    broken(
        "quantity: 3 m",
        "quantity: three m",
        expect![[r#"
            facts.yaml:9:17 error[bad-value] `three m` is not an amount
              help: amounts are written `3700 {drone}`, `>300 km`, `5..8 a`, `~GBP 160e6`
        "#]],
    );
    broken(
        "at: p1.s1",
        "at: p9.s1",
        expect![[r#"
            facts.yaml:12:11 error[bad-place] the article has no block `p9`; its last one is `p1`
        "#]],
    );
    broken(
        "at: p1.s1",
        "at: 'paragraph 1'",
        expect![[r#"
            facts.yaml:12:11 error[bad-place] `paragraph 1` is not a place; places are written `p7`, `p7.s2` or `p7.s2-s3`
        "#]],
    );
    broken(
        "    quote:\n",
        "    event: {kind: meeting, participants: {entity: engineer, role: actor}}\n    quote:\n",
        expect![[r#"
            facts.yaml:29:5 error[two-bodies] `quote` and `event` exclude each other; write only one
        "#]],
    );
    broken(
        "{#short kind=key_points}",
        "",
        expect![[r#"
            dossier.md:8:1 error[section-id] the section `In short` has no id; write `{#id}`
        "#]],
    );
    broken(
        "kind=key_points",
        "kind=keypoints",
        expect![[r#"
            dossier.md:8:1 error[unknown-value] unknown SectionKind `keypoints`
              help: did you mean `key_points`?
        "#]],
    );
    broken(
        "## In short",
        "Early text.\n\n## In short",
        expect![[r#"
        dossier.md:8:1 error[no-section] text before the first `##` heading belongs to no section
    "#]],
    );
    broken(
        "---\nlanguage: en\ntitle",
        "language: en\ntitle",
        expect![[r#"
            dossier.md:1:1 error[front-matter] the file does not start with front matter between `---` lines
        "#]],
    );
}

#[test]
fn a_directory_without_content_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = assess(folder.path(), "2024-07-01").expect_err("nothing to read");
    assert!(
        error
            .to_string()
            .ends_with("has no `entities.yaml`, `articles` or `dossiers`"),
        "{error}"
    );
}

fn survives(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, bytes).expect("written");
    let assessment = assess(folder.path(), "2024-07-01").expect("readable");
    render::json(&assessment.findings) + &render::text(&assessment.findings, Colour::Off)
}

#[test]
fn hostile_files_get_a_finding() {
    let deep = "[".repeat(60);
    let deeper = "[".repeat(20_000);
    for (bytes, message) in [
        (
            &b"\xff\xfe"[..],
            "error[not-utf8]: not UTF-8: the file is UTF-16",
        ),
        (b"a: \x85", "not UTF-8: the byte 0x85"),
        (deep.as_bytes(), "levels deep"),
        (deeper.as_bytes(), "recursion limit"),
        (b"a: &a [*a, *a]", "an anchor is not allowed"),
        (b"a: !!binary x", "a tag is not allowed"),
        (b"a: 1\n---\nb: 2\n", "a second document"),
        (b"\tentities: x", ""),
        (
            b"- a\n",
            "error[wrong-type]: expected a mapping with `entities`, found a list",
        ),
    ] {
        let text = survives("entities.yaml", bytes);
        assert!(text.contains(message), "`{message}` is missing in {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_file_makes_it_panic(text in "(\\PC|\n|[-:{}#\\[\\] ]|entities:|facts:|---\n|## ){0,60}") {
        for name in ["entities.yaml", "articles/a.yaml", "dossiers/d/facts.yaml", "dossiers/d/dossier.md"] {
            if name.starts_with("dossiers") {
                let other = survives("dossiers/d/dossier.md", text.as_bytes());
                prop_assert!(!other.is_empty());
            } else {
                survives(name, text.as_bytes());
            }
        }
    }
}

/// The expectations of all tests of this package, which their runs have shown to be true.
fn expectations() -> String {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut text = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.contains("/tests") {
                text += &fs::read_to_string(path).expect("a source");
            }
        }
    }
    text
}

#[test]
fn every_rule_has_a_case_that_breaks_it() {
    let expectations = expectations();
    let raised = |rule: &Rule| {
        let severity = match rule.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        expectations.contains(&format!("{severity}[{rule}]"))
    };
    let missing: Vec<&str> = Rule::ALL
        .iter()
        .filter(|rule| !raised(rule))
        .map(|rule| rule.name())
        .collect();
    assert_eq!(missing, [""; 0], "no test breaks these rules");
}
