//! True facts of which nothing is told, and falsified ones of which something is.
//!
//! Each line is a kind of which others will be met; the sentences are made up.

mod figures;
mod lines;
mod times;
mod verbs;

use super::*;

/// Who and what the sentences are about.
const ENTITIES: &str = "\
language: en
entities:
  holm: {kind: state, names: [Holm, la Holm, هولم], description: A state.}
  marland: {kind: state, names: [Marland, Marlande, Marlandia, مارلاند], description: A state.}
  norvolt: {kind: organization, names: [Norvolt, la Norvolt, نورفولت], description: A firm.}
  ostbank: {kind: organization, names: [Ostbank, أوستبنك], description: A bank.}
  ministry: {kind: government_body, names: [Ministry of Trade, Handelsministerium, ministère du Commerce, Ministerio de Comercio, وزارة التجارة], description: A ministry.}
  poole: {kind: person, names: [Ada Poole, آدا بول], description: A minister.}
  vale: {kind: person, names: [Bob Vale, بوب فيل], description: A minister.}
  crane: {kind: product, names: [cranes, Kräne, grues, grúas, رافعات], description: Machines.}
  daily: {kind: publication, names: The Daily, description: A paper.}
  compact: {kind: collective, names: [River Compact, Flussbund, Union du Fleuve, Pacto del Río, ميثاق النهر], description: A compact.}
";

/// What `check` and `verify` tell of one fact on the first paragraph of an article: the rules, with their
/// messages.
fn findings_for(language: &str, words: &str, statement: &str, body: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let words = format!("Head\n\n{words}\n");
    let mut article = format!(
        "language: {language}\ntitle: Head\npublication: daily\npublished: 2025-11-26\nlanguage_code: {language}\n\
         genre: reportage\nrights: {{text_policy: full}}\n",
    );
    article += &crate::assess::tests::skeleton_of(&words);
    let evidence = if body.contains("evidence:") {
        ""
    } else {
        ", evidence: {at: p1.s1, voice: reported_as_fact}"
    };
    let facts = format!(
        "language: {language}\narticle: river\nfacts:\n  own: {{statement: \"{statement}\", {body}{evidence}}}\n"
    );
    for (file, content) in [
        ("entities.yaml", ENTITIES),
        ("articles/river.yaml", &article),
        ("dossiers/river/facts.yaml", &facts),
    ] {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }
    let loaded = read(folder.path(), Records::Ignored).expect("content");
    let report = check_restored(loaded.resources, Today::from_text("2025-11-27"));
    let shown = text(&report.findings, Colour::Off);
    let checked = report.checked.expect(&shown);
    let resources: Vec<&Resource> = checked
        .resources()
        .filter_map(|resource| resource.resource.as_ref())
        .collect();
    let facts: Vec<&dossier::v1::Fact> = resources
        .iter()
        .filter_map(|resource| match resource {
            Resource::Fact(fact) => Some(fact.as_ref()),
            _ => None,
        })
        .collect();
    let entities = resources.iter().filter_map(|resource| match resource {
        Resource::Entity(entity) => Some(entity.as_ref()),
        _ => None,
    });
    let article = resources.iter().find_map(|resource| match resource {
        Resource::Article(article) => Some(article.as_ref()),
        _ => None,
    });
    let (_, grounds) = verify(article.expect("an article"), &words, &facts, entities);
    let mut found = report.findings;
    found.extend(findings(&grounds));
    let own = found
        .into_iter()
        .filter(|finding| finding.at.resource == "facts/own");
    let each =
        own.map(|finding| format!("{} {}: {}", finding.rule, finding.at.path, finding.message));
    each.collect()
}

/// A language, the words of an article, a statement, and a body.
type Row = (&'static str, &'static str, &'static str, &'static str);

fn are_clean(rows: &[Row]) {
    let alarms = rows
        .iter()
        .filter_map(|(language, words, statement, body)| {
            let told = findings_for(language, words, statement, body);
            (!told.is_empty())
                .then(|| format!("{words} | {statement} | {body}\n  {}", told.join("\n  ")))
        });
    let alarms: Vec<String> = alarms.collect();
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

/// Each falsified fact is found by one of some rules, parted by spaces; what else is found does not count.
fn are_told(rules: &str, rows: &[Row]) {
    let missed = rows.iter().filter_map(|row| {
        let (language, words, statement, body) = row;
        let told = findings_for(language, words, statement, body);
        let is_rule = |finding: &String| {
            let rule = finding.split(' ').next().unwrap_or_default();
            rules.split(' ').any(|piece| piece == rule)
        };
        (!told.iter().any(is_rule)).then(|| format!("{row:?}\n  {}", told.join("\n  ")))
    });
    let missed: Vec<String> = missed.collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
