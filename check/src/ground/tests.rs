//! One article in a few lines, facts that say what it says, and then something else in one place.

use std::fs;

use dossier::v1::resource::Resource;
use expect_test::{Expect, expect};

use super::*;
use crate::assess::assess;
use crate::diagnostic::render::{Colour, text};

const TEXT: &str = "\
The river board said on 18 June 2024 that repairs would cost £75m. “A grave year”, said Ada Poole, \
its head. Sales of pumps fell by 40% in May.

In 2023 the board had spent £12m. The Daily called it “a small sum”. Bob Vale disagreed.
";

const ENTITIES: &str = "\
language: en
entities:
  river-board: {kind: organization, names: The River Board, description: Measures rivers.}
  daily: {kind: publication, names: The Daily, description: A paper.}
  ada-poole: {kind: person, names: Ada Poole, description: Its head.}
  bob-vale: {kind: person, names: Bob Vale, description: A critic.}
  pump: {kind: product, names: Pump, description: A machine.}
";

const FACTS: &str = "\
language: en
article: river
facts:
  cost:
    statement: Repairs would cost £75 million.
    measurement: {subject: river-board, property: cost of repairs, quantity: GBP 75e6}
    evidence:
      at: p1.s1
      voice: attributed
      attribution: {agent: river-board, role: origin, cue: said, when: 2024-06-18}
  words:
    statement: Ada Poole called it a grave year.
    quote: {speakers: ada-poole, form: fragment, words: a grave year}
    evidence: {at: p1.s2, voice: attributed, attribution: {agent: ada-poole, role: origin, cue: said}}
  sales:
    statement: Sales of pumps fell by 40%.
    measurement:
      subject: pump
      property: sales
      change: {direction: down, amount: 40 %}
      period: 2024-05
    evidence: {at: p1.s3, voice: reported_as_fact}
  spent:
    statement: In 2023 the board spent £12 million.
    measurement: {subject: river-board, property: spending, quantity: GBP 12e6, period: 2023}
    evidence:
    - {at: p2.s1, voice: reported_as_fact}
    - {at: p2.s1, voice: reported_as_fact}
";

/// What `verify` finds where some words of the facts are others.
fn verify_with(from: &str, to: &str) -> String {
    assert!(FACTS.contains(from), "`{from}` is not in the facts");
    let folder = tempfile::tempdir().expect("a folder");
    let mut article = String::from(
        "language: en\ntitle: Costs\npublication: daily\npublished: 2024-06-19\nlanguage_code: en\n\
         genre: reportage\nrights: {text_policy: full}\n",
    );
    article += &crate::assess::tests::skeleton_of(TEXT);
    let dossier = "---\nlanguage: en\ntitle: River\nstandfirst: Costs.\nreviewed_on: 2024-07-01\n---\n\n\
        ## In short {#short kind=key_points}\n\n- It [costs](fact:cost).\n";
    let facts = FACTS.replacen(from, to, 1);
    for (file, content) in [
        ("entities.yaml", ENTITIES),
        ("articles/river.yaml", &article),
        ("dossiers/river/facts.yaml", &facts),
        ("dossiers/river/dossier.md", dossier),
    ] {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }
    let assessment = assess(folder.path(), "2024-07-01").expect("content");
    let shown = text(&assessment.findings, Colour::Off);
    let checked = assessment.checked.expect(&shown);
    let resources = || checked.resources().filter_map(|one| one.resource.as_ref());
    let facts: Vec<&dossier::v1::Fact> = resources()
        .filter_map(|one| match one {
            Resource::Fact(fact) => Some(fact.as_ref()),
            _ => None,
        })
        .collect();
    let entities = resources().filter_map(|one| match one {
        Resource::Entity(entity) => Some(entity.as_ref()),
        _ => None,
    });
    let article = resources().find_map(|one| match one {
        Resource::Article(article) => Some(article.as_ref()),
        _ => None,
    });
    let (_, grounds) = verify(article.expect("an article"), TEXT, &facts, entities);
    let lines = findings(&grounds).into_iter().map(|finding| {
        let severity = match finding.severity() {
            crate::diagnostic::Severity::Error => "error",
            crate::diagnostic::Severity::Warning => "warning",
        };
        let at = format!("{} {}", finding.at.resource, finding.at.path);
        format!("{severity}[{}] {at}: {}\n", finding.rule, finding.message)
    });
    lines.collect()
}

fn falsified(cases: &[(&str, &str)], expected: &Expect) {
    let found = cases
        .iter()
        .map(|(from, to)| format!("{from} -> {to}\n{}", verify_with(from, to)));
    expected.assert_eq(&found.collect::<Vec<_>>().concat());
}

#[test]
fn facts_that_say_what_the_words_say_have_no_findings() {
    assert_eq!(verify_with("cost:", "cost:"), "");
}

#[test]
fn a_falsified_part_is_found_with_what_the_words_say() {
    falsified(
        &[
            ("GBP 75e6", "GBP 75e9"),
            ("GBP 75e6", "EUR 75e6"),
            ("GBP 75e6", ">GBP 75e6"),
            ("£75 million", "£75 billion"),
            ("words: a grave year", "words: a fine year"),
            ("words: a grave year", "words: a small sum"),
            ("speakers: ada-poole", "speakers: bob-vale"),
            ("direction: down", "direction: up"),
            ("period: 2024-05", "period: 2024-04"),
            ("when: 2024-06-18", "when: 2024-06-19"),
            ("amount: 40 %", "amount: 41 %"),
            ("subject: pump", "subject: bob-vale"),
            ("    - {at: p2.s1", "    - {at: p1.s1"),
            ("quantity: GBP 12e6", "quantity: GBP 13e6"),
            (
                "{at: p1.s3, voice: reported_as_fact}",
                "{at: p1.s2, voice: reported_as_fact}",
            ),
        ],
        &expect![[r"
            GBP 75e6 -> GBP 75e9
            error[contradicts-words] facts/cost measurement.quantity: the fact says `GBP 75e9`, and the words say `£75m`
            GBP 75e6 -> EUR 75e6
            error[contradicts-words] facts/cost measurement.quantity: the fact says `EUR 75e6`, and the words say `£75m`
            GBP 75e6 -> >GBP 75e6
            error[contradicts-words] facts/cost measurement.quantity: the fact says `>GBP 75e6`, and the words say `£75m`
            £75 million -> £75 billion
            error[contradicts-words] facts/cost statement[0]: the statement says `£75 billion`, and the fact says `GBP 75e6`
            words: a grave year -> words: a fine year
            error[not-in-article] facts/words quote.words[0]: the article nowhere says `a fine year`; the words say `A grave year`
            words: a grave year -> words: a small sum
            error[not-in-place] facts/words quote.words[0]: `a small sum` stands in p2.s2, and not in the words that the fact rests on; if that place is meant, add it to `at`
            speakers: ada-poole -> speakers: bob-vale
            error[not-in-place] facts/words quote.speakers[0]: `entities/bob-vale` stands in p2.s3, and not in the words that the fact rests on; if that place is meant, add it to `at`
            direction: down -> direction: up
            error[contradicts-words] facts/sales measurement.change.direction: the fact says `up`, and the words say `fell`
            period: 2024-05 -> period: 2024-04
            error[contradicts-words] facts/sales measurement.period: the fact says `2024-04`, and the words say `May`
            when: 2024-06-18 -> when: 2024-06-19
            error[contradicts-words] facts/cost evidence[0].attribution[0].when: the fact says `2024-06-19`, and the words say `18 June 2024`
            amount: 40 % -> amount: 41 %
            error[contradicts-words] facts/sales measurement.change.amount: the fact says `41 %`, and the words say `40%`
            subject: pump -> subject: bob-vale
            warning[name-not-in-words] facts/sales measurement.subject: `entities/bob-vale` stands in p2.s3, and not in the words that the fact rests on; if that place is meant, add it to `at`
                - {at: p2.s1 ->     - {at: p1.s1
            warning[not-in-all-evidence] facts/spent measurement.quantity: `GBP 12e6` stands in p2.s1, and not in the words that the fact rests on; the words say `£75m`; if that place is meant, add it to `at`
            quantity: GBP 12e6 -> quantity: GBP 13e6
            error[contradicts-words] facts/spent measurement.quantity: the fact says `GBP 13e6`, and the words say `£12m`
            error[contradicts-words] facts/spent measurement.quantity: the fact says `GBP 13e6`, and the words say `£12m`
            {at: p1.s3, voice: reported_as_fact} -> {at: p1.s2, voice: reported_as_fact}
            warning[beside-words] facts/sales measurement.change.amount: `40 %` stands in p1.s3, beside the words that the fact rests on; if that sentence is meant too, add it to `at`
        "]],
    );
}
