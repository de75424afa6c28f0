use std::fs;

use super::*;

const TEXT: &str = "The river\n\nIt rose. It fell. It froze.\n\nBoats wait. Ice melts. Men sing.\n";

const HEAD: &str = "\u{FEFF}language: en # of the texts\r\ntitle: The river\r\npublication: gazette\r\n\
    language_code: en\r\ngenre: reportage\r\nrights: {text_policy: no_text}\r\nmarks:\r\n\
    - {at: p1.s3, role: context, note: 'it''s cold'}\r\n\
    # The program's.\r\n";

/// Every form in which places are written.
const FACTS: &str = r#"language: en   # the texts'
article: river
facts:

  # Plain, in quotation marks, and alone.
  rose: {statement: "The river rose in spring, and é was seen.", evidence: {at: p1.s1, voice: reported_as_fact}}
  fell:
    statement: The river fell.
    evidence:
    - voice: reported_as_fact   # first
      at: "p1.s2"   # the fall
    - {at: 'p1.s3', voice: reported_as_fact}
  all:
    statement: The river moved.
    evidence: {at: [p1.s1-s3, 'p2.s1'], voice: reported_as_fact}
  block:
    statement: The river moved on.
    evidence:
      at:
        - p1.s1-s2
        - "p2"
      voice: reported_as_fact
  other: {statement: Something else., evidence: {article: lake, at: p1.s1, voice: reported_as_fact}}
"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    };
    let cut = Segmentation::newest("en");
    let skeleton = Document::parse(TEXT, cut).skeleton();
    let lines = skeleton_text(&skeleton).replace('\n', "\r\n");
    let tail = "\r\n# The last word.\r\nreview_date: 2026-01-01\r\n";
    put("articles/river.yaml", &format!("{HEAD}{lines}{tail}"));
    put(
        "articles/lake.yaml",
        &format!(
            "title: Lake\nlanguage_code: en\n{}",
            skeleton_text(&skeleton)
        ),
    );
    put("facts.yaml", FACTS);
    put(
        "entities.yaml",
        "entities:\n  gazette: {kind: publication, names: Gazette}\n",
    );
    folder
}

fn planned(folder: &Path, text: &str) -> Plan {
    plan(folder, "river", text, Cut::Kept).expect("a plan")
}

/// What the plan makes of a file; the file as it is where it does not change it.
fn after(folder: &Path, plan: &Plan, path: &str) -> String {
    let path = folder.join(path);
    let mut files = plan.files.iter();
    let planned = files.find(|(file, _)| *file == path);
    planned.map_or_else(
        || fs::read_to_string(&path).expect("a file"),
        |(_, text)| text.clone(),
    )
}

/// An edit of the text: what stood there, what stands there now, and what becomes of the file of facts.
struct Case(
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

const CASES: [Case; 6] = [
    Case(
        "It rose.",
        "Spring came. It rose.",
        &[
            (
                "{at: p1.s1, voice: reported_as_fact}}\n  fell",
                "{at: p1.s2, voice: reported_as_fact}}\n  fell",
            ),
            ("\"p1.s2\"", "\"p1.s3\""),
            ("'p1.s3'", "'p1.s4'"),
            ("[p1.s1-s3, ", "[p1.s2-s4, "),
            ("- p1.s1-s2", "- p1.s2-s3"),
        ],
    ),
    Case(
        "\n\nBoats",
        "\n\nNew words.\n\nBoats",
        &[("'p2.s1'", "'p3.s1'"), ("\"p2\"", "\"p3\"")],
    ),
    Case(
        "It fell.",
        "Men ran. It fell.",
        &[
            ("\"p1.s2\"", "\"p1.s3\""),
            ("'p1.s3'", "'p1.s4'"),
            ("[p1.s1-s3, ", "[p1.s1, p1.s3-s4, "),
            ("- p1.s1-s2", "- p1.s1\n        - p1.s3"),
        ],
    ),
    Case(
        " It fell.",
        "",
        &[
            ("\"p1.s2\"", "\"p1.s2?\""),
            ("'p1.s3'", "'p1.s2'"),
            ("[p1.s1-s3, ", "[p1.s1-s2?, "),
            ("- p1.s1-s2", "- p1.s1?"),
        ],
    ),
    Case(
        "It fell.",
        "It sank.",
        &[
            ("\"p1.s2\"", "\"p1.s2?\""),
            ("[p1.s1-s3, ", "[p1.s1-s3?, "),
            ("- p1.s1-s2", "- p1.s1-s2?"),
        ],
    ),
    Case("Ice melts.", "Boats wait.", &[("\"p2\"", "\"p2.s1-s3?\"")]),
];

#[test]
fn every_form_of_a_place_follows_and_no_other_byte_changes() {
    let folder = folder();
    let digest = |text: &str| Document::parse(text, Segmentation::newest("en")).digest();
    let with_version = |facts: &str, text: &str| {
        let line = format!("article: river\ntext_digest: \"{}\"\n", digest(text));
        facts.replacen("article: river\n", &line, 1)
    };
    for Case(from, to, wanted) in CASES {
        let text = TEXT.replacen(from, to, 1);
        let plan = planned(folder.path(), &text);
        let mut facts = with_version(FACTS, &text);
        for (from, to) in wanted {
            assert!(facts.contains(from), "{from}");
            facts = facts.replacen(from, to, 1);
        }
        assert_eq!(
            after(folder.path(), &plan, "facts.yaml"),
            facts,
            "{from} -> {to}"
        );
        let needs_editor = facts.contains('?');
        assert_eq!(plan.needs_editor(), needs_editor, "{from} -> {to}");
        let lake = after(folder.path(), &plan, "articles/lake.yaml");
        assert!(lake.contains(&digest(TEXT)), "another article stays");
    }
}

#[test]
fn the_head_and_the_marks_of_the_article_stay() {
    let folder = folder();
    let text = TEXT.replacen("It rose.", "Spring came. It rose.", 1);
    let plan = planned(folder.path(), &text);
    let skeleton = Document::parse(&text, Segmentation::newest("en")).skeleton();
    let lines = skeleton_text(&skeleton).replace('\n', "\r\n");
    let head = HEAD.replace("at: p1.s3", "at: p1.s4");
    let wanted = format!("{head}{lines}\r\n# The last word.\r\nreview_date: 2026-01-01\r\n");
    assert_eq!(after(folder.path(), &plan, "articles/river.yaml"), wanted);
}

#[test]
fn the_second_time_there_is_nothing_to_do() {
    let folder = folder();
    let text = TEXT.replacen("It rose.", "Spring came. It rose.", 1);
    planned(folder.path(), &text).write().expect("written");
    let again = planned(folder.path(), &text);
    assert_eq!(again.files, Vec::new());
    assert_eq!(again.places, Vec::new());
    let before = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(before, 3, "no temporary file stays");
}

#[test]
fn a_place_in_doubt_and_another_version_are_told() {
    let folder = folder();
    let text = TEXT.replacen("It fell.", "It sank.", 1);
    planned(folder.path(), &text).write().expect("written");
    let findings_in = |folder: &Path| -> Vec<String> {
        let loaded = read(folder, Records::Read).expect("read");
        let findings = loaded.findings.iter();
        let messages =
            findings.map(|finding| format!("{}: {}", finding.rule.name(), finding.message));
        messages.filter(|line| !line.contains("unknown")).collect()
    };
    let doubts = findings_in(folder.path());
    assert_eq!(doubts.len(), 3, "{doubts:#?}");
    assert!(
        doubts
            .iter()
            .all(|line| line.starts_with("changed-words: the words of `p1.s")),
        "{doubts:#?}"
    );
    // Somebody scans again and saves the article's file alone.
    let path = folder.path().join("articles/river.yaml");
    let article = fs::read_to_string(&path).expect("a file");
    let digest = Document::parse(&text, Segmentation::newest("en")).digest();
    fs::write(&path, article.replace(&digest, &"0".repeat(64))).expect("written");
    let findings = findings_in(folder.path());
    assert!(
        findings
            .iter()
            .any(|line| line.contains("refer to another version of the text")),
        "{findings:#?}"
    );
}

#[test]
fn selectors_that_are_written_in_full_follow() {
    let folder = folder();
    let cut = Segmentation::newest("en");
    let selector = Document::parse(TEXT, cut)
        .select("p1", 12, 16)
        .expect("a selector");
    let path = folder.path().join("facts.yaml");
    let facts = |block: &str, (start, end): (u32, u32), sentence: u32| {
        format!(
            "facts:\n  x:\n    evidence:\n    - article: articles/river\n      selectors:\n      \
             - {{block: {block}, first_sentence: {sentence}, last_sentence: {sentence}, start: {start}, \
             end: {end}, digest: \"{}\"}} # words\n",
            selector.digest
        )
    };
    fs::write(&path, facts("p1", (12, 16), 2)).expect("written");
    let text = TEXT.replacen("It rose.", "Spring came. It rose.", 1);
    let plan = planned(folder.path(), &text);
    assert_eq!(
        after(folder.path(), &plan, "facts.yaml"),
        facts("p1", (25, 29), 3)
    );
}

#[test]
fn nothing_is_written_where_something_cannot_be() {
    let folder = folder();
    let text = TEXT.replacen("It rose.", "Spring came. It rose.", 1);
    let mut plan = planned(folder.path(), &text);
    plan.files
        .push((folder.path().join("gone/facts.yaml"), String::new()));
    assert!(plan.write().is_err());
    let facts = fs::read_to_string(folder.path().join("facts.yaml")).expect("a file");
    assert_eq!(facts, FACTS);
    let error = super::plan(folder.path(), "rivr", &text, Cut::Kept).expect_err("unknown");
    assert_eq!(
        error.to_string(),
        "unknown article `rivr`; did you mean `river`?"
    );
}
