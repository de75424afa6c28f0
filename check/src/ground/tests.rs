//! One article in a few lines, facts that say what it says, and then something else in one place.

mod choices;
mod mutants;
mod plain;

use std::fs;

use dossier::v1::resource::Resource;
use expect_test::{Expect, expect};

use super::*;
use crate::content::{Records, read};
use crate::diagnostic::render::{Colour, text};
use crate::rules::{Today, check_restored};

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
  lock-guild: {kind: organization, names: Lock Guild, description: Builds locks.}
  mill-union: {kind: organization, names: Mill Union, description: Mills.}
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
    verify_text_with(TEXT, from, to)
}

/// The same for another text.
fn verify_text_with(words: &str, from: &str, to: &str) -> String {
    assert!(FACTS.contains(from), "`{from}` is not in the facts");
    let folder = tempfile::tempdir().expect("a folder");
    let mut article = String::from(
        "language: en\ntitle: Costs\npublication: daily\npublished: 2024-06-19\nlanguage_code: en\n\
         genre: reportage\nrights: {text_policy: full}\n",
    );
    article += &crate::assess::tests::skeleton_of(words);
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
    // What contradicts itself is refused by `check`, and shall be found here too.
    let loaded = read(folder.path(), Records::Ignored).expect("content");
    let report = check_restored(loaded.resources, Today::from_text("2024-07-01"));
    let shown = text(&report.findings, Colour::Off);
    let checked = report.checked.expect(&shown);
    let resources = || {
        checked
            .resources()
            .filter_map(|resource| resource.resource.as_ref())
    };
    let facts: Vec<&dossier::v1::Fact> = resources()
        .filter_map(|resource| match resource {
            Resource::Fact(fact) => Some(fact.as_ref()),
            _ => None,
        })
        .collect();
    let entities = resources().filter_map(|resource| match resource {
        Resource::Entity(entity) => Some(entity.as_ref()),
        _ => None,
    });
    let article = resources().find_map(|resource| match resource {
        Resource::Article(article) => Some(article.as_ref()),
        _ => None,
    });
    let (_, grounds) = verify(article.expect("an article"), words, &facts, entities);
    let each = findings(&grounds).into_iter().map(|finding| {
        let severity = match finding.severity() {
            crate::diagnostic::Severity::Error => "error",
            crate::diagnostic::Severity::Warning => "warning",
        };
        let at = format!("{} {}", finding.at.resource, finding.at.path);
        format!("{severity}[{}] {at}: {}\n", finding.rule, finding.message)
    });
    each.collect::<Vec<_>>().concat()
}

fn falsified(cases: &[(&str, &str)], expected: &Expect) {
    let each = cases
        .iter()
        .map(|(from, to)| format!("{from} -> {to}\n{}", verify_with(from, to)));
    let found = each.collect::<Vec<_>>().concat();
    expected.assert_eq(&found);
}

#[test]
fn facts_that_say_what_the_words_say_have_no_findings() {
    assert_eq!(verify_with("cost:", "cost:"), "");
}

/// Small falsifications, each of one part.
const PARTS: [(&str, &str); 17] = [
    ("GBP 75e6", "GBP 75e9"),
    ("GBP 75e6", "EUR 75e6"),
    ("GBP 75e6", ">GBP 75e6"),
    ("£75 million", "£75 billion"),
    ("words: a grave year", "words: a fine year"),
    ("words: a grave year", "words: a small sum"),
    ("speakers: ada-poole", "speakers: bob-vale"),
    ("speakers: ada-poole", "speakers: river-board"),
    (
        "at: p1.s1\n      voice: attributed",
        "at: p1.s1\n      voice: attributed\n      polarity: negated",
    ),
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
];

#[test]
fn a_falsified_part_is_found_with_what_the_words_say() {
    falsified(
        &PARTS,
        &expect![[r"
            GBP 75e6 -> GBP 75e9
            error[contradicts-words] facts/cost measurement.quantity: the fact says `GBP 75e9`, but the words say `£75m`
            GBP 75e6 -> EUR 75e6
            error[contradicts-words] facts/cost measurement.quantity: the fact says `EUR 75e6`, but the words say `£75m`
            GBP 75e6 -> >GBP 75e6
            error[contradicts-words] facts/cost measurement.quantity: the fact says `>GBP 75e6`, but the words say `£75m`, which is `GBP 75e6`
            £75 million -> £75 billion
            error[contradicts-words] facts/cost statement[0]: the statement says `£75 billion`, but the fact says `GBP 75e6`
            words: a grave year -> words: a fine year
            error[not-in-article] facts/words quote.words[0]: the article never says `a fine year`; the words say `A grave year`
            words: a grave year -> words: a small sum
            error[not-in-place] facts/words quote.words[0]: `a small sum` is in p2.s2, not in the words that the fact rests on; if you mean that place, add it to `at`
            speakers: ada-poole -> speakers: bob-vale
            error[not-in-place] facts/words quote.speakers[0]: `entities/bob-vale` is in p2.s3, not in the words that the fact rests on; if you mean that place, add it to `at`
            speakers: ada-poole -> speakers: river-board
            error[contradicts-words] facts/words quote.speakers[0]: the fact names `entities/river-board`, but in the words `Ada Poole` is the speaker
            at: p1.s1
                  voice: attributed -> at: p1.s1
                  voice: attributed
                  polarity: negated
            warning[other-polarity] facts/cost evidence[0].polarity: the evidence says `polarity: negated`, but its words deny nothing; remove the line, or point `at` to the words that deny
            direction: down -> direction: up
            error[contradicts-words] facts/sales measurement.change.direction: the fact says `up`, but the words say `fell`
            period: 2024-05 -> period: 2024-04
            error[contradicts-words] facts/sales measurement.period: the fact says `2024-04`, but the words say `May`, which is `2024-05` or `2025-05`
            when: 2024-06-18 -> when: 2024-06-19
            error[contradicts-words] facts/cost evidence[0].attribution[0].when: the fact says `2024-06-19`, but the words say `18 June 2024`, which is `2024-06-18`
            amount: 40 % -> amount: 41 %
            error[contradicts-words] facts/sales measurement.change.amount: the fact says `41 %`, but the words say `40%`
            subject: pump -> subject: bob-vale
            warning[name-not-in-words] facts/sales measurement.subject: `entities/bob-vale` is in p2.s3, not in the words that the fact rests on; if you mean that place, add it to `at`
                - {at: p2.s1 ->     - {at: p1.s1
            warning[not-in-all-evidence] facts/spent measurement.quantity: `GBP 12e6` is in p2.s1, not in the words that the fact rests on; the words say `£75m`; if you mean that place, add it to `at`
            quantity: GBP 12e6 -> quantity: GBP 13e6
            error[contradicts-words] facts/spent measurement.quantity: the fact says `GBP 13e6`, but the words say `£12m`
            error[contradicts-words] facts/spent measurement.quantity: the fact says `GBP 13e6`, but the words say `£12m`
            {at: p1.s3, voice: reported_as_fact} -> {at: p1.s2, voice: reported_as_fact}
            warning[beside-words] facts/sales measurement.change.amount: `40 %` is in p1.s3, near the words that the fact rests on; if you mean that sentence too, add it to `at`
        "]],
    );
}

/// A fact of its own besides the others, on a sentence of its own.
fn verify_fact(sentence: &str, body: &str, statement: &str) -> String {
    let from = "  spent:\n";
    let to = format!(
        "  own:\n    statement: {statement}\n    {body}\n    evidence: {{at: p3.s1, voice: reported_as_fact}}\n  spent:\n"
    );
    let text = format!("{TEXT}\n{sentence}\n");
    verify_text_with(&text, from, &to)
}

const SENT: &str = "The Lock Guild sold the Mill Union 12 pumps.";

fn sale(supplier: &str, recipient: &str) -> String {
    format!(
        "transfer: {{suppliers: {supplier}, recipients: {recipient}, item: pump, category: goods, stage: delivered, quantity: \"12 {{pump}}\"}}"
    )
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn a_name_in_another_role_is_found_with_who_has_it() {
    let mut found = Vec::new();
    for (sentence, body, statement) in [
        (SENT, sale("lock-guild", "mill-union"), SENT),
        (
            SENT,
            sale("mill-union", "lock-guild"),
            "The Mill Union and the Lock Guild traded 12 pumps.",
        ),
        (
            SENT,
            sale("river-board", "mill-union"),
            "The Mill Union got 12 pumps.",
        ),
        (SENT, sale("lock-guild", "river-board"), SENT),
        (
            SENT,
            sale("lock-guild", "mill-union"),
            "The River Board sold the Mill Union 12 pumps.",
        ),
        (
            SENT,
            sale("lock-guild", "mill-union"),
            "The Mill Union sold the Lock Guild 12 pumps.",
        ),
        (
            "There was a sale of 12 pumps.",
            sale("mill-union", "lock-guild"),
            SENT,
        ),
        (
            "12 pumps went over the river.",
            sale("lock-guild", "mill-union"),
            "The River Board bought 12 pumps from the Lock Guild.",
        ),
        (
            "The Lock Guild never sold the Mill Union 12 pumps.",
            sale("lock-guild", "mill-union"),
            SENT,
        ),
        (
            "The Lock Guild sold the Mill Union 12 pumps, which sold them on.",
            sale("mill-union", "lock-guild"),
            "12 pumps came back.",
        ),
    ] {
        let findings = verify_fact(sentence, &body, statement);
        found.push(format!("{sentence} | {statement}\n{findings}"));
    }
    let found = found.concat();
    expect![[r"
        The Lock Guild sold the Mill Union 12 pumps. | The Lock Guild sold the Mill Union 12 pumps.
        The Lock Guild sold the Mill Union 12 pumps. | The Mill Union and the Lock Guild traded 12 pumps.
        error[contradicts-words] facts/own transfer.suppliers[0]: the fact names `entities/mill-union` here, but the sentence names `Lock Guild`; correct one of the two
        error[contradicts-words] facts/own transfer.recipients[0]: the fact names `entities/lock-guild` here, but the sentence names `Mill Union`; correct one of the two
        The Lock Guild sold the Mill Union 12 pumps. | The Mill Union got 12 pumps.
        warning[name-not-in-words] facts/own transfer.suppliers[0]: `entities/river-board` is in p1.s1, not in the words that the fact rests on; the words say `Lock Guild`; if you mean that place, add it to `at`
        The Lock Guild sold the Mill Union 12 pumps. | The Lock Guild sold the Mill Union 12 pumps.
        warning[name-not-in-words] facts/own transfer.recipients[0]: `entities/river-board` is in p1.s1, not in the words that the fact rests on; the words say `Mill Union`; if you mean that place, add it to `at`
        The Lock Guild sold the Mill Union 12 pumps. | The River Board sold the Mill Union 12 pumps.
        warning[other-name] facts/own transfer.suppliers[0]: the fact names `entities/lock-guild` here, but its statement names `The River Board`; correct one of the two
        The Lock Guild sold the Mill Union 12 pumps. | The Mill Union sold the Lock Guild 12 pumps.
        warning[other-name] facts/own transfer.suppliers[0]: the fact names `entities/lock-guild` here, but its statement names `Mill Union`; correct one of the two
        warning[other-name] facts/own transfer.recipients[0]: the fact names `entities/mill-union` here, but its statement names `Lock Guild`; correct one of the two
        There was a sale of 12 pumps. | The Lock Guild sold the Mill Union 12 pumps.
        warning[name-not-in-words] facts/own transfer.suppliers[0]: the article never names `entities/mill-union`; if it uses another name, add that to its names
        warning[name-not-in-words] facts/own transfer.recipients[0]: the article never names `entities/lock-guild`; if it uses another name, add that to its names
        12 pumps went over the river. | The River Board bought 12 pumps from the Lock Guild.
        warning[name-not-in-words] facts/own transfer.suppliers[0]: the article never names `entities/lock-guild`; if it uses another name, add that to its names
        warning[name-not-in-words] facts/own transfer.recipients[0]: the article never names `entities/mill-union`; if it uses another name, add that to its names
        The Lock Guild never sold the Mill Union 12 pumps. | The Lock Guild sold the Mill Union 12 pumps.
        warning[other-polarity] facts/own statement[0]: the statement says `sold`, but the words say `never sold`; correct the statement, or point `at` to the words that say so
        The Lock Guild sold the Mill Union 12 pumps, which sold them on. | 12 pumps came back.
    "]].assert_eq(&found);
}

#[test]
fn a_body_does_not_speak_where_the_words_name_a_person() {
    let office = "Bob Vale, the director of the Lock Guild, came.";
    let mut found = Vec::new();
    for (sentence, speaker) in [
        ("He called it a good day.", "bob-vale"),
        ("He called it a good day.", "lock-guild"),
        ("The director called it a good day.", "lock-guild"),
        ("He said the Lock Guild had a good day.", "lock-guild"),
        ("The guild called it a good day.", "lock-guild"),
        ("The Lock Guild called it a good day.", "lock-guild"),
    ] {
        let to = format!(
            "  own:\n    statement: It was a good day.\n    quote: {{speakers: {speaker}, form: indirect, about: entities/pump}}\n    evidence: {{at: p3.s2, voice: attributed, attribution: {{agent: {speaker}, role: origin}}}}\n  spent:\n"
        );
        let text = format!("{TEXT}\n{office} {sentence}\n");
        let findings = verify_text_with(&text, "  spent:\n", &to);
        found.push(format!("{sentence} | {speaker}\n{findings}"));
    }
    expect![[r"
        He called it a good day. | bob-vale
        He called it a good day. | lock-guild
        error[contradicts-words] facts/own evidence[0].attribution[0].agent: the fact names `entities/lock-guild`, but in the words `Bob Vale` is the speaker
        error[contradicts-words] facts/own quote.speakers[0]: the fact names `entities/lock-guild`, but in the words `Bob Vale` is the speaker
        The director called it a good day. | lock-guild
        error[contradicts-words] facts/own evidence[0].attribution[0].agent: the fact names `entities/lock-guild`, but in the words `Bob Vale` is the speaker
        error[contradicts-words] facts/own quote.speakers[0]: the fact names `entities/lock-guild`, but in the words `Bob Vale` is the speaker
        He said the Lock Guild had a good day. | lock-guild
        error[contradicts-words] facts/own evidence[0].attribution[0].agent: the fact names `entities/lock-guild`, but in the words `Bob Vale` is the speaker
        error[contradicts-words] facts/own quote.speakers[0]: the fact names `entities/lock-guild`, but in the words `Bob Vale` is the speaker
        The guild called it a good day. | lock-guild
        The Lock Guild called it a good day. | lock-guild
    "]].assert_eq(&found.concat());
}
