//! Makes content of any size: the same for the same size, and like what editors write.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use dossier_check::text::{Document, Segmentation};

/// Facts that one article bears, unless it is said otherwise.
const FACTS_PER_ARTICLE: usize = 50;
/// Entities for so many facts: people and states come back.
const FACTS_PER_ENTITY: usize = 5;

/// Writes a content directory with so many facts, in dossiers as large as most are.
pub fn write(folder: &Path, facts: usize) -> io::Result<()> {
    write_dossiers(folder, facts, FACTS_PER_ARTICLE)
}

/// Writes a content directory with so many facts; each article, and the dossier about it, bears so
/// many of them.
pub fn write_dossiers(folder: &Path, facts: usize, per_article: usize) -> io::Result<()> {
    fs::create_dir_all(folder.join("articles"))?;
    let entities = (facts / FACTS_PER_ENTITY).max(3);
    fs::write(folder.join("entities.yaml"), entities_yaml(entities))?;
    for (number, first) in (0..facts).step_by(per_article).enumerate() {
        let last = (first + per_article).min(facts);
        let article = folder.join(format!("articles/article-{number}.yaml"));
        fs::write(article, article_yaml(number, last - first))?;
        let dossier = folder.join(format!("dossiers/dossier-{number}"));
        fs::create_dir_all(&dossier)?;
        fs::write(
            dossier.join("facts.yaml"),
            facts_yaml(number, first..last, entities),
        )?;
        fs::write(dossier.join("dossier.md"), dossier_md(number, first..last))?;
    }
    Ok(())
}

fn entities_yaml(count: usize) -> String {
    let mut out = String::from(
        "language: en\nentities:\n  daily: {kind: publication, names: The Daily}\n  drone: {kind: product, names: Drone}\n",
    );
    for number in 0..count {
        let kind = if number % 3 == 0 { "state" } else { "person" };
        // Writing to a string does not fail.
        writeln!(
            out,
            "  actor-{number}:\n    kind: {kind}\n    names: [Actor {number}, {{text: The {number}th, form: alias}}]\n    description: One of the actors of a made-up story, number {number}."
        )
        .ok();
    }
    out
}

fn article_yaml(number: usize, sentences: usize) -> String {
    let mut text = String::from("A headline\n\n");
    for sentence in 0..sentences {
        write!(
            text,
            "Sentence {sentence} of article {number} tells what an actor did. "
        )
        .ok();
    }
    let skeleton = Document::parse(&text, Segmentation::newest("en")).skeleton();
    let mut out = format!(
        "language: en\ntitle: Report {number}\npublication: daily\npublished: 2024-06-18\nlanguage_code: en\ngenre: reportage\nrights: {{text_policy: no_text}}\nmarks: {{at: p0, role: context}}\nskeleton:\n  normalization: {}\n  segmentation: {}\n  digest: \"{}\"\n  blocks:\n",
        skeleton.normalization, skeleton.segmentation, skeleton.digest
    );
    for block in skeleton.blocks {
        writeln!(
            out,
            "  - id: {}\n    length: {}\n    digest: \"{}\"\n    sentences:",
            block.id, block.length, block.digest
        )
        .ok();
        for sentence in block.sentences {
            writeln!(
                out,
                "    - {{start: {}, end: {}, digest: \"{}\"}}",
                sentence.start, sentence.end, sentence.digest
            )
            .ok();
        }
    }
    out
}

fn facts_yaml(article: usize, range: std::ops::Range<usize>, entities: usize) -> String {
    let mut out = format!("language: en\narticle: article-{article}\nfacts:\n");
    for (sentence, number) in (1..).zip(range) {
        // A multiplier that shares no factor with the count walks through all entities.
        let one = number * 7 % entities;
        let other = (number * 11 + 1) % entities;
        let body = match number % 4 {
            0 => format!(
                "    transfer:\n      suppliers: actor-{one}\n      recipients: actor-{other}\n      item: drone\n      category: arms\n      stage: delivered\n      quantity: \">{number} {{drone}}\"\n      period: 2024-06"
            ),
            1 => format!(
                "    event:\n      kind: meeting\n      participants:\n      - {{entity: actor-{one}, role: host}}\n      - {{entity: actor-{other}, role: guest}}\n      when: 2024-06-17"
            ),
            2 => format!(
                "    quote:\n      speakers: actor-{one}\n      form: fragment\n      words: a few words\n      about: entities/actor-{other}"
            ),
            _ => format!(
                "    measurement:\n      subject: actor-{one}\n      property: output\n      quantity: \"{number} t\"\n      period: 2024"
            ),
        };
        writeln!(
            out,
            "  fact-{number}:\n    statement: One (actor-{one}) had to do with another (actor-{other}), as case-{number} shows.\n{body}\n    evidence:\n      at: p1.s{sentence}\n      voice: attributed\n      attribution: {{agent: actor-{one}, role: origin, cue: said}}\n    topics: [made-up, case]"
        )
        .ok();
    }
    out
}

fn dossier_md(number: usize, range: std::ops::Range<usize>) -> String {
    let mut out = format!(
        "---\nlanguage: en\ntitle: Story {number}\nstandfirst: A made-up story, number {number}.\n---\n\n## In short {{#short kind=key_points}}\n\n"
    );
    for fact in range {
        writeln!(out, "- It was [case-{fact}](fact:fact-{fact}).").ok();
    }
    out.push_str("\n## Timeline {#timeline kind=timeline}\n\n## Flows {#flows kind=flows}\n");
    out
}

#[cfg(test)]
mod tests {
    use dossier_check::assess::assess;

    #[test]
    fn a_corpus_is_sound_without_a_warning() {
        let folder = tempfile::tempdir().unwrap();
        super::write(folder.path(), 120).unwrap();
        let assessment = assess(folder.path(), "2024-07-01").unwrap();
        assert!(assessment.checked.is_some());
        let first = assessment
            .findings
            .first()
            .map(|finding| finding.message.clone());
        assert_eq!(first, None);
    }
}
