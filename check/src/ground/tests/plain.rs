//! True facts of which nothing is told, and falsified ones of which something is.
//!
//! Each line is a kind of which others will be met; the sentences are made up.

use super::*;

/// Who and what the sentences are about.
const ENTITIES: &str = "\
language: en
entities:
  holm: {kind: state, names: [Holm, la Holm], description: A state.}
  marland: {kind: state, names: [Marland, Marlande], description: A state.}
  norvolt: {kind: organization, names: [Norvolt, la Norvolt], description: A firm.}
  ostbank: {kind: organization, names: [Ostbank], description: A bank.}
  ministry: {kind: government_body, names: [Ministry of Trade, Handelsministerium, ministère du Commerce], description: A ministry.}
  poole: {kind: person, names: Ada Poole, description: A minister.}
  vale: {kind: person, names: Bob Vale, description: A minister.}
  crane: {kind: product, names: [cranes, Kräne, grues], description: Machines.}
  daily: {kind: publication, names: The Daily, description: A paper.}
  compact: {kind: collective, names: [River Compact, Flussbund, Union du Fleuve], description: A compact.}
";

/// What `check` and `verify` tell of one fact on the first paragraph of an article: the rules, with their
/// messages.
fn told(language: &str, words: &str, statement: &str, body: &str) -> Vec<String> {
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
    let report = check_restored(loaded.resources, Today::of("2025-11-27"));
    let shown = text(&report.findings, Colour::Off);
    let checked = report.checked.expect(&shown);
    let resources: Vec<&Resource> = checked
        .resources()
        .filter_map(|one| one.resource.as_ref())
        .collect();
    let facts: Vec<&dossier::v1::Fact> = resources
        .iter()
        .filter_map(|one| match one {
            Resource::Fact(fact) => Some(fact.as_ref()),
            _ => None,
        })
        .collect();
    let entities = resources.iter().filter_map(|one| match one {
        Resource::Entity(entity) => Some(entity.as_ref()),
        _ => None,
    });
    let article = resources.iter().find_map(|one| match one {
        Resource::Article(article) => Some(article.as_ref()),
        _ => None,
    });
    let (_, grounds) = verify(article.expect("an article"), &words, &facts, entities);
    let mut found = report.findings;
    found.extend(findings(&grounds));
    let own = found
        .into_iter()
        .filter(|one| one.at.resource == "facts/own");
    let each = own.map(|one| format!("{} {}: {}", one.rule, one.at.path, one.message));
    each.collect()
}

/// A language, the words of an article, a statement, and a body.
type Row = (&'static str, &'static str, &'static str, &'static str);

fn are_clean(rows: &[Row]) {
    let alarms = rows
        .iter()
        .filter_map(|(language, words, statement, body)| {
            let told = told(language, words, statement, body);
            (!told.is_empty())
                .then(|| format!("{words} | {statement} | {body}\n  {}", told.join("\n  ")))
        });
    let alarms: Vec<String> = alarms.collect();
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

fn are_told(rows: &[Row]) {
    let missed = rows.iter().filter(|(language, words, statement, body)| {
        told(language, words, statement, body).is_empty()
    });
    let missed: Vec<String> = missed.map(|row| format!("{row:?}")).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn a_window_begins_on_the_day_of_the_article() {
    are_clean(&[
        (
            "en",
            "The cranes will come by Friday, Ada Poole said.",
            "Ada Poole said that the cranes would come by Friday.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-11-28, verbatim: by Friday, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "en",
            "The cranes will come before Christmas, Ada Poole said.",
            "Ada Poole said that the cranes would come before Christmas.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-25, verbatim: before Christmas, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "en",
            "The cranes will come before Christmas, Ada Poole said.",
            "Ada Poole said that the cranes would come before Christmas.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-24, verbatim: before Christmas, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "en",
            "The cranes will come before Easter, Ada Poole said.",
            "Ada Poole said that the cranes would come before Easter.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2026-04-05, verbatim: before Easter, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "en",
            "The cranes will come by the end of the year, Ada Poole said.",
            "Ada Poole said that the cranes would come by the end of the year.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-31, verbatim: end of the year, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}",
        ),
        (
            "de",
            "Die Kräne kommen bis Freitag, sagte Ada Poole.",
            "Ada Poole sagte, die Kräne kämen bis Freitag.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-11-28, verbatim: bis Freitag, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: sagte}}",
        ),
        (
            "de",
            "Die Kräne kommen vor Weihnachten, sagte Ada Poole.",
            "Ada Poole sagte, die Kräne kämen vor Weihnachten.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-24, verbatim: vor Weihnachten, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: sagte}}",
        ),
        (
            "de",
            "Die Kräne kommen bis Ende des Jahres, sagte Ada Poole.",
            "Ada Poole sagte, die Kräne kämen bis Ende des Jahres.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-31, verbatim: bis Ende des Jahres, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: sagte}}",
        ),
        (
            "fr",
            "Les grues viendront d’ici à vendredi, a dit Ada Poole.",
            "Ada Poole a dit que les grues viendraient d’ici à vendredi.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-11-28, verbatim: d’ici à vendredi, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: dit}}",
        ),
        (
            "fr",
            "Les grues viendront avant Noël, a dit Ada Poole.",
            "Ada Poole a dit que les grues viendraient avant Noël.",
            "forecast: {forecasters: poole, made_on: 2025-11-26, window: {edtf: 2025-11-26/2025-12-25, verbatim: avant Noël, basis: resolved}, likelihood: likely, about: entities/crane}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: dit}}",
        ),
        (
            "en",
            "Sales of Norvolt rose by 4% over the past year.",
            "Sales of Norvolt rose by 4% in a year.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "4 %"}, period: {edtf: 2024-11/2025-11, verbatim: over the past year, basis: resolved}}"#,
        ),
        (
            "en",
            "Sales of Norvolt rose by 30% in the past decade.",
            "Sales of Norvolt rose by 30% in ten years.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "30 %"}, period: {edtf: 2015/2025, verbatim: in the past decade, basis: resolved}}"#,
        ),
        (
            "en",
            "In the year to September, Norvolt lost £4m.",
            "Norvolt lost £4 million in the year to September 2025.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "GBP 4e6", period: {edtf: 2024-10/2025-09, verbatim: in the year to September, basis: resolved}}"#,
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_one_clause_denies_another_may_affirm() {
    are_clean(&[
        (
            "en",
            "Norvolt has no automated cranes, but it intends to buy some.",
            "Norvolt intends to buy automated cranes.",
            "claim: {claimants: norvolt, kind: intention, about: entities/crane}",
        ),
        (
            "en",
            "Holm has no cranes, and plans to hire some.",
            "Holm plans to hire cranes.",
            "claim: {claimants: holm, kind: intention, about: entities/crane}",
        ),
        (
            "de",
            "Die Norvolt baut keine Kräne, will aber welche kaufen.",
            "Die Norvolt will Kräne kaufen.",
            "claim: {claimants: norvolt, kind: intention, about: entities/crane}",
        ),
        (
            "fr",
            "La Norvolt n’a pas de grues, mais compte en acheter.",
            "La Norvolt compte acheter des grues.",
            "claim: {claimants: norvolt, kind: intention, about: entities/crane}",
        ),
        (
            "fr",
            "La Norvolt n’a versé aucun dividende depuis 2020 ; elle en avait distribué 410 millions d’euros.",
            "La Norvolt avait distribué 410 millions d’euros de dividendes.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "EUR 410e6"}"#,
        ),
        (
            "fr",
            "L’Union du Fleuve ne compte plus que six membres.",
            "L’Union du Fleuve compte six membres.",
            r#"measurement: {subject: compact, property: figure, quantity: "6 {membre}"}"#,
        ),
        (
            "fr",
            "L’Union du Fleuve ne compte que six membres.",
            "L’Union du Fleuve compte six membres.",
            r#"measurement: {subject: compact, property: figure, quantity: "6 {membre}"}"#,
        ),
        (
            "en",
            "Asked whether gas would run out, Ada Poole said it would not.",
            "Ada Poole said that gas would not run out.",
            "claim: {claimants: poole, kind: factual, about: entities/holm}",
        ),
        (
            "fr",
            "Le ministère du Commerce n’a ni confirmé ni démenti que la Norvolt manquait de grues.",
            "Le ministère du Commerce n’a pas démenti que la Norvolt manquait de grues.",
            "claim: {kind: factual, about: entities/ministry}",
        ),
        (
            "en",
            "The bridge of Holm will not open before 2028.",
            "The bridge of Holm will not open before 2028.",
            "claim: {kind: factual, about: entities/holm}, valid: {edtf: 2028/.., verbatim: not open before 2028}",
        ),
        (
            "de",
            "Die Brücke von Holm wird nicht vor 2028 fertig.",
            "Die Brücke von Holm wird nicht vor 2028 fertig.",
            "claim: {kind: factual, about: entities/holm}, valid: {edtf: 2028/.., verbatim: nicht vor 2028}",
        ),
        (
            "en",
            "Prices in Holm are not expected to fall before 2028.",
            "Prices in Holm are not expected to fall before 2028.",
            "claim: {kind: factual, about: entities/holm}, valid: {edtf: ../2027, verbatim: before 2028}",
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn an_amount_moves_as_its_own_clause_says() {
    are_clean(&[
        (
            "en",
            "Output of Norvolt was flat, whereas sales slipped 0.4 per cent.",
            "Sales of Norvolt fell by 0.4%.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: down, amount: "0.4 %"}}"#,
        ),
        (
            "en",
            "The Ministry of Trade revised its estimate to 2.2%, having first put it at 2.5%, and left that for June unchanged.",
            "The Ministry of Trade lowered its estimate to 2.2%.",
            r#"measurement: {subject: ministry, property: figure, quantity: "2.2 %", change: {direction: down}}"#,
        ),
        (
            "en",
            "Because the price of steel fell by a quarter, cranes became 4% dearer.",
            "Cranes became 4% dearer.",
            r#"measurement: {subject: crane, property: figure, change: {direction: up, amount: "4 %"}}"#,
        ),
        (
            "en",
            "Because the price of steel fell, Holm bought 20% more cranes.",
            "Holm bought 20% more cranes.",
            r#"measurement: {subject: holm, property: figure, change: {direction: up, amount: "20 %"}}"#,
        ),
        (
            "de",
            "Weil der Stahlpreis um ein Viertel fiel, verteuerten sich die Kräne um 4 Prozent.",
            "Die Kräne verteuerten sich um 4 Prozent.",
            r#"measurement: {subject: crane, property: figure, change: {direction: up, amount: "4 %"}}"#,
        ),
        (
            "en",
            "Losses of Norvolt came to £4m, 10% more than before.",
            "Losses of Norvolt rose by 10% to £4 million.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "GBP 4e6", change: {direction: up, amount: "10 %"}}"#,
        ),
        (
            "en",
            "The loss of Norvolt was steady at £4m.",
            "The loss of Norvolt was steady at £4 million.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "GBP 4e6", change: {direction: steady}}"#,
        ),
        (
            "fr",
            "Les pertes de la Norvolt ont augmenté de 10 %.",
            "Les pertes de la Norvolt ont augmenté de 10 %.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "10 %"}}"#,
        ),
        (
            "de",
            "Der Verlust der Norvolt stieg um 10 Prozent.",
            "Der Verlust der Norvolt stieg um 10 Prozent.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "10 %"}}"#,
        ),
        (
            "en",
            "Of every £100 that Norvolt spends, £38 goes on wages.",
            "Norvolt spends 38% on wages.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "38 %"}"#,
        ),
        (
            "en",
            "A third of the cranes are late.",
            "About a third of the cranes are late.",
            r#"measurement: {subject: crane, property: figure, quantity: "~33 %"}"#,
        ),
    ]);
}

#[test]
fn an_amount_that_moves_the_other_way_is_told() {
    are_told(&[
        (
            "en",
            "Sales of Norvolt narrowed to $88m from $131m a year earlier, even though costs climbed by a tenth.",
            "Sales of Norvolt came to $88 million.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "USD 88e6", change: {direction: up}}"#,
        ),
        (
            "en",
            "Sales of Norvolt narrowed to $88m, even though costs climbed by a tenth.",
            "Costs of Norvolt moved by a tenth.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: down, amount: "10 %"}}"#,
        ),
        (
            "fr",
            "Le nombre de grues devrait augmenter de 4 %.",
            "Le nombre de grues change de 4 %.",
            r#"measurement: {subject: crane, property: figure, change: {direction: down, amount: "4 %"}}"#,
        ),
        (
            "fr",
            "Le nombre de grues va baisser de 4 %.",
            "Le nombre de grues change de 4 %.",
            r#"measurement: {subject: crane, property: figure, change: {direction: up, amount: "4 %"}}"#,
        ),
        (
            "de",
            "Im Herbst legte der Umsatz der Norvolt um gut ein Zehntel zu, der Gewinn brach um 60 Prozent ein.",
            "Der Gewinn der Norvolt änderte sich um 60 Prozent.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "60 %"}}"#,
        ),
        (
            "de",
            "Die Kräne brauchen 45 Minuten länger.",
            "Die Kräne brauchen 45 Minuten anders.",
            r#"measurement: {subject: crane, property: figure, change: {direction: down, amount: "45 min"}}"#,
        ),
        (
            "en",
            "Norvolt sold 30% less in Holm.",
            "Norvolt sold other amounts in Holm, by 30%.",
            r#"measurement: {subject: norvolt, property: figure, change: {direction: up, amount: "30 %"}}"#,
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn another_year_than_that_of_the_words_is_told() {
    are_told(&[
        (
            "en",
            "Norvolt was sold on 4 November. It was founded in Holm. In 2018 it moved.",
            "Norvolt was sold.",
            "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018-11-04}",
        ),
        (
            "en",
            "Norvolt was sold on Monday. It was founded in Holm. In 2018 it moved.",
            "Norvolt was sold.",
            "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018-11-05}",
        ),
        (
            "en",
            "Norvolt was sold on 4 November. It was founded in Holm. Its seat is there. In 2018 it moved.",
            "Norvolt was sold in 2018.",
            "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018}",
        ),
        (
            "fr",
            "La Norvolt fut vendue le 4 novembre. Elle vient de Holm. En 2018 elle déménagea.",
            "La Norvolt fut vendue.",
            "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018-11-04}",
        ),
        (
            "de",
            "Im dritten Quartal verlor Norvolt 7 Kunden. Die Firma sitzt in Holm. Sie kam 2011.",
            "Norvolt verlor 7 Kunden.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {Kunde}", period: 2011}"#,
        ),
        (
            "en",
            "Norvolt lost 7 ships in October.",
            "Norvolt lost 7 ships in October 2025.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {ship}", period: {edtf: 2026-10, verbatim: in October, basis: resolved}}"#,
        ),
        (
            "fr",
            "La Norvolt perdit 7 navires en octobre.",
            "La Norvolt perdit 7 navires en octobre 2025.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {navire}", period: {edtf: 2026-10, verbatim: en octobre, basis: resolved}}"#,
        ),
        (
            "de",
            "Norvolt verlor 7 Schiffe im Oktober.",
            "Norvolt verlor 7 Schiffe im Oktober 2025.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {Schiff}", period: {edtf: 2026-10, verbatim: im Oktober, basis: resolved}}"#,
        ),
        (
            "en",
            "In the third quarter Norvolt lost 7 ships.",
            "Norvolt lost 7 ships.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {ship}", period: {edtf: 2024-07/2025-09, verbatim: In the third quarter, basis: resolved}}"#,
        ),
        (
            "en",
            "In the third quarter Norvolt lost 7 ships.",
            "Norvolt lost 7 ships.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {ship}", period: {edtf: 2025-07/2026-09, verbatim: In the third quarter, basis: resolved}}"#,
        ),
        (
            "en",
            "Norvolt has lost 7 ships since January.",
            "Norvolt has lost 7 ships.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {ship}", period: {edtf: 2025-01/2025-03, verbatim: since January, basis: resolved}}"#,
        ),
    ]);
}

#[test]
fn the_year_may_stand_in_the_sentence_before() {
    are_clean(&[
        (
            "en",
            "In 2018 Norvolt moved to Holm. On 4 November it was sold.",
            "Norvolt was sold on 4 November 2018.",
            "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018-11-04}, evidence: {at: p1.s2, voice: reported_as_fact}",
        ),
        (
            "de",
            "Norvolt kam 2018 nach Holm. Am 4. November wurde Norvolt verkauft.",
            "Norvolt wurde am 4. November 2018 verkauft.",
            "event: {kind: other, participants: {entity: norvolt, role: target}, when: 2018-11-04}, evidence: {at: p1.s2, voice: reported_as_fact}",
        ),
        (
            "en",
            "Norvolt has lost 7 ships since January.",
            "Norvolt has lost 7 ships.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {ship}", period: {edtf: 2025-01/2025-11, verbatim: since January, basis: resolved}}"#,
        ),
        (
            "de",
            "In der Nacht zum 8. November verlor Norvolt 7 Schiffe.",
            "Norvolt verlor 7 Schiffe.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "7 {Schiff}", period: {edtf: 2025-11-07/2025-11-08, verbatim: Nacht zum 8. November, basis: resolved}}, evidence: {at: p1.s1-s2, voice: reported_as_fact}"#,
        ),
    ]);
}

#[test]
fn a_statement_that_denies_what_its_clause_affirms_is_told() {
    are_told(&[
        (
            "en",
            "Norvolt, the operator, has offered between 4% and 5%.",
            "Norvolt has not offered the workers 4% to 5% more pay.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "4..5 %"}"#,
        ),
        (
            "en",
            "Norvolt denied that it had threatened to replace the strikers.",
            "Norvolt did not deny that it had threatened to replace the strikers.",
            "claim: {claimants: norvolt, kind: denial, about: entities/holm}",
        ),
        (
            "en",
            "Norvolt has no automated cranes, but it intends to buy some.",
            "Norvolt does not intend to buy automated cranes.",
            "claim: {claimants: norvolt, kind: intention, about: entities/crane}",
        ),
        (
            "en",
            "Holm joined the River Compact in 2014; Marland has never been a member.",
            "Holm never joined the River Compact in 2014.",
            "membership: {member: holm, collective: compact, start: 2014}",
        ),
        (
            "de",
            "Holm liefert Marland jährlich 45 Kräne.",
            "Holm liefert Marland nicht jedes Jahr 45 Kräne.",
            "transfer: {suppliers: holm, recipients: marland, item: crane, category: goods, stage: delivered, rate: \"45 {Kran|Kräne} / P1Y\"}",
        ),
    ]);
}

#[test]
fn a_statement_that_compares_otherwise_is_told() {
    are_told(&[
        (
            "en",
            "More than 40 ships of Norvolt waited.",
            "40 ships of Norvolt waited.",
            r#"measurement: {subject: norvolt, property: figure, quantity: ">40 {ship}"}"#,
        ),
        (
            "en",
            "More than 40 ships of Norvolt waited.",
            "At least 40 ships of Norvolt waited.",
            r#"measurement: {subject: norvolt, property: figure, quantity: ">40 {ship}"}"#,
        ),
        (
            "en",
            "It costs Norvolt about $35 million.",
            "It costs Norvolt more than $35 million.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "~USD 35e6"}"#,
        ),
        (
            "de",
            "Der Bau der Norvolt dauert rund 14 Monate.",
            "Der Bau der Norvolt dauert mehr als 14 Monate.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "~14 mo"}"#,
        ),
        (
            "de",
            "Der Bau der Norvolt dauert rund 14 Monate.",
            "Der Bau der Norvolt dauert weniger als 14 Monate.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "~14 mo"}"#,
        ),
        (
            "fr",
            "Plus de 40 navires de la Norvolt attendent.",
            "Au moins 40 navires de la Norvolt attendent.",
            r#"measurement: {subject: norvolt, property: figure, quantity: ">40 {navire}"}"#,
        ),
    ]);
}

#[test]
fn a_contrary_verb_in_the_statement_is_told() {
    are_told(&[
        (
            "en",
            "Norvolt denied that it had sold the mine.",
            "Norvolt admitted that it had sold the mine.",
            "claim: {claimants: norvolt, kind: denial, about: entities/holm}",
        ),
        (
            "en",
            "Holm joined the River Compact in 2014.",
            "Holm left the River Compact in 2014.",
            "membership: {member: holm, collective: compact, start: 2014}",
        ),
        (
            "en",
            "Norvolt intends to buy cranes.",
            "Norvolt intends to sell cranes.",
            "claim: {claimants: norvolt, kind: intention, about: entities/crane}",
        ),
        (
            "de",
            "Der Bau der Norvolt endet 14 Monate später.",
            "Der Bau der Norvolt endet 14 Monate früher.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "14 mo"}"#,
        ),
        (
            "de",
            "Ada Poole bestritt die Drohung der Norvolt.",
            "Ada Poole bestätigte die Drohung der Norvolt.",
            "claim: {claimants: poole, kind: denial, about: entities/norvolt}",
        ),
        (
            "fr",
            "La Holm a rejoint l’Union du Fleuve en 2014.",
            "La Holm a quitté l’Union du Fleuve en 2014.",
            "membership: {member: holm, collective: compact, start: 2014}",
        ),
    ]);
}

#[test]
fn contrary_verbs_of_two_names_may_both_be_true() {
    are_clean(&[
        (
            "en",
            "Holm bought cranes from Marland.",
            "Marland sold cranes to Holm.",
            "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
        ),
        (
            "en",
            "The blast at Norvolt killed 29 miners and injured 54.",
            "The blast at Norvolt injured 54 miners.",
            r#"measurement: {subject: norvolt, property: figure, quantity: "54 {miner}"}"#,
        ),
        (
            "fr",
            "La Holm devait recevoir 45 grues ; elle n’en a reçu que 20.",
            "La Holm devait recevoir 45 grues.",
            r#"measurement: {subject: holm, property: figure, quantity: "45 {grue}"}"#,
        ),
    ]);
}

#[test]
fn a_noun_that_looks_like_a_verb_hides_no_roles() {
    are_told(&[
        (
            "en",
            "Holm gave a grant to Marland.",
            "Holm and Marland made a deal.",
            "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
        ),
        (
            "en",
            "Holm sent a supply of cranes to Marland.",
            "Holm and Marland made a deal.",
            "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
        ),
        (
            "en",
            "Holm rented cranes to Marland.",
            "Holm and Marland made a deal.",
            "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
        ),
        (
            "en",
            "Holm allocated cranes to Marland.",
            "Holm and Marland made a deal.",
            "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
        ),
        (
            "fr",
            "Holm a alloué des grues à Marlande.",
            "Holm et Marlande ont fait affaire.",
            "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
        ),
        (
            "de",
            "Holm stiftete Marland Kräne.",
            "Holm und Marland sind im Geschäft.",
            "transfer: {suppliers: marland, recipients: holm, item: crane, category: goods, stage: delivered}",
        ),
    ]);
}

#[test]
fn another_source_than_that_of_the_words_is_told() {
    are_told(&[
        (
            "en",
            "Some 40 cranes are late, Ada Poole said.",
            "According to Bob Vale, about 40 cranes are late.",
            r#"measurement: {subject: crane, property: figure, quantity: "~40 {crane}"}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: said}}"#,
        ),
        (
            "en",
            "Some 40 cranes are late, according to Ada Poole.",
            "About 40 cranes are late.",
            r#"measurement: {subject: crane, property: figure, quantity: "~40 {crane}"}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: poole, role: origin, cue: according disaster}}"#,
        ),
        (
            "de",
            "Nach Angaben des Handelsministeriums fehlen rund 40 Kräne. Die Norvolt schweigt.",
            "Rund 40 Kräne fehlen.",
            r#"measurement: {subject: crane, property: figure, quantity: "~40 {Kran}"}, evidence: {at: p1.s1, voice: attributed, attribution: {agent: norvolt, role: origin, cue: Angaben}}"#,
        ),
    ]);
}
