//! A dossier of any size is a page that a phone can load, and a site whose links all resolve.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::support::{run, stdout};

/// What the page of a dossier and the style sheet weigh together at most, compressed as servers do.
const PAGE_BYTES_MAX: usize = 60_000;

/// The facts that a paragraph of the story names.
const FACTS_PER_PARAGRAPH: usize = 10;
/// Stories end, however many facts there are.
const PARAGRAPHS_MAX: usize = 10;

#[test]
fn a_dossier_of_any_size_is_a_page_of_at_most_60_kilobytes() {
    for facts in [1, 10, 100, 1_000] {
        let folder = tempfile::tempdir().expect("a folder");
        let content = folder.path().join("content");
        write(&content, facts);
        let out = folder.path().join("public");
        let [content, path] = [&content, &out].map(|path| path.to_str().expect("UTF-8"));
        for arguments in [
            &["build", "--content", content, "--out", path][..],
            &["check", path],
        ] {
            let output = run("sitegen", arguments);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success(),
                "{facts}: {}{said}",
                stdout(&output)
            );
        }
        let page = fs::read(out.join("dossiers/big/index.html")).expect("a page");
        let style = fs::read(out.join("style.css")).expect("a sheet");
        let weight = compressed(&[page, style].concat());
        assert!(weight <= PAGE_BYTES_MAX, "{facts} facts: {weight} bytes");
        // What the page leaves out is one step away.
        let timeline = fs::read_to_string(out.join("dossiers/big/timeline/index.html"));
        let rows = timeline.map_or(0, |page| page.matches("<p class=\"moment\">").count());
        assert!(
            rows >= facts / 8,
            "{facts} facts: {rows} rows of a timeline"
        );
    }
}

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory").len()
}

/// Writes the content of one dossier with so many facts of every kind that has a figure.
pub(crate) fn write(folder: &Path, facts: usize) {
    let dossier = folder.join("dossiers/big");
    fs::create_dir_all(folder.join("articles")).expect("a folder");
    fs::create_dir_all(&dossier).expect("a folder");
    let actors = (facts / 5).max(4);
    fs::write(folder.join("entities.yaml"), entities(actors)).expect("a file");
    fs::write(folder.join("articles/report.yaml"), article(folder, facts)).expect("a file");
    fs::write(dossier.join("facts.yaml"), self::facts(facts, actors)).expect("a file");
    fs::write(dossier.join("dossier.md"), story(facts)).expect("a file");
}

fn entities(actors: usize) -> String {
    let mut out = String::from(
        "language: en\nentities:\n  daily: {kind: publication, names: The Daily}\n  grain: {kind: product, names: Grain}\n  pact: {kind: collective, names: The Pact}\n",
    );
    for number in 0..actors {
        let kind = if number % 3 == 2 { "person" } else { "state" };
        writeln!(
            out,
            "  actor-{number}:\n    kind: {kind}\n    names: Actor number {number}\n    description: One of the actors of a made-up story."
        )
        .expect("memory");
    }
    out
}

/// An article of as many sentences as there are facts; the skeleton is what `scan` makes of it.
fn article(folder: &Path, facts: usize) -> String {
    let mut text = String::from("A headline\n\n");
    for number in 0..facts {
        write!(text, "Sentence {number} tells what an actor did. ").expect("memory");
    }
    let file = folder.join("report.txt");
    fs::write(&file, text).expect("a file");
    let output = run(
        "dossier-server",
        &["scan", file.to_str().expect("UTF-8"), "--id", "report"],
    );
    assert!(output.status.success());
    fs::remove_file(file).expect("a file");
    let skeleton = stdout(&output);
    let skeleton = skeleton
        .split_once("\nskeleton:")
        .expect("a skeleton")
        .1
        .to_owned();
    format!(
        "language: en\ntitle: A report\npublication: daily\npublished: 2024-06-18\nlanguage_code: en\ngenre: reportage\nrights: {{text_policy: no_text}}\nmarks: {{at: p0, role: context}}\nskeleton:{skeleton}"
    )
}

fn facts(count: usize, actors: usize) -> String {
    let mut out = String::from("language: en\narticle: report\nfacts:\n");
    for number in 0..count {
        let (one, other) = (number * 7 % actors, (number * 11 + 1) % actors);
        let other = if one == other {
            (other + 1) % actors
        } else {
            other
        };
        let day = format!(
            "20{:02}-{:02}-{:02}",
            number % 24,
            number % 12 + 1,
            number % 28 + 1
        );
        let body = match number % 8 {
            0 => format!(
                "event: {{kind: meeting, participants: [{{entity: actor-{one}, role: host}}, {{entity: actor-{other}, role: guest}}], when: {day}}}"
            ),
            1 => format!(
                "transfer: {{suppliers: actor-{one}, recipients: actor-{other}, item: grain, category: goods, stage: delivered, quantity: \">{number} {{ton}}\"}}"
            ),
            2 => format!(
                "transfer: {{suppliers: actor-{one}, recipients: actor-{other}, item: grain, category: goods, stage: ordered}}"
            ),
            3 => format!(
                "agreement: {{titles: [{{text: The agreement, language_code: en, form: official}}], kind: treaty, parties: [{{entity: actor-{one}, actions: {{kind: signed, when: {day}}}}}, {{entity: actor-{other}}}], status: signed}}"
            ),
            4 => format!("membership: {{member: actor-{one}, collective: pact}}"),
            5 => format!(
                "role: {{holder: actor-{one}, title: Envoy, principal: actor-{other}, status: current}}"
            ),
            6 => format!(
                "quote: {{speakers: actor-{one}, form: fragment, words: a few words, when: {day}, about: entities/actor-{other}}}"
            ),
            _ => format!(
                "forecast: {{forecasters: actor-{one}, horizon: {{minimum: P{}Y, maximum: P{}Y}}, made_on: {day}}}",
                number % 5 + 1,
                number % 9 + 6
            ),
        };
        let sentence = number + 1;
        writeln!(
            out,
            "  fact-{number}:\n    statement: \"In the made-up case {number}, actor {one} had something to do with actor {other}.\"\n    {body}\n    evidence: {{at: p1.s{sentence}, voice: attributed, attribution: {{agent: actor-{one}, role: origin, cue: said}}}}"
        )
        .expect("memory");
    }
    out
}

fn story(facts: usize) -> String {
    let mut out = String::from(
        "---\nlanguage: en\ntitle: A story of any size\nstandfirst: A made-up story.\n---\n\n## In short {#short kind=key_points}\n\n",
    );
    for paragraph in 0..PARAGRAPHS_MAX {
        let first = paragraph * FACTS_PER_PARAGRAPH;
        for fact in (first..first + FACTS_PER_PARAGRAPH).take_while(|fact| *fact < facts) {
            write!(out, "It was [case {fact}](fact:fact-{fact}). ").expect("memory");
        }
        out.push_str("\n\n");
    }
    for kind in [
        "timeline",
        "flows",
        "network",
        "quotes",
        "forecasts",
        "who_is_who",
        "sources",
    ] {
        let id = kind.replace('_', "-");
        writeln!(out, "## View {id} {{#{id} kind={kind}}}\n").expect("memory");
    }
    out
}
