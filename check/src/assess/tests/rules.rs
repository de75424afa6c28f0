//! Every rule, with the message that it gives.

use super::*;

#[test]
fn every_hard_rule_has_its_message() {
    broken(
        "    names: Pump\n",
        "",
        expect![[r#"
        entities.yaml:16:3 error[missing-field] the entity has no `names`
    "#]],
    );
    broken(
        "  pump:",
        "  Pump_1:",
        expect![[r#"
        entities.yaml:16:3 error[bad-id] `Pump_1` is not an id; ids are up to 63 of `a-z`, `0-9` and inner `-`
    "#]],
    );
    broken(
        "    names: Pump\n",
        "    names: Pump\n    former_ids: vale\n",
        expect![[r#"
            entities.yaml:19:17 error[duplicate-name] `vale` is the id of another resource
        "#]],
    );
    broken(
        "    names: Pump\n",
        "    names: Pump\n    state: retracted\n",
        expect![[r#"
            entities.yaml:16:3 error[no-reason] a retraction needs a `state_reason` for the public
        "#]],
    );
    broken(
        "    names: Pump\n",
        "    names: Pump\n    state: superseded\n",
        expect![[r#"
            entities.yaml:16:3 error[no-successor] a superseded resource names its successor in `superseded_by`
        "#]],
    );
    broken(
        "    names: Pump\n",
        "    names: Pump\n    parent: pump\n",
        expect![[r#"
            entities.yaml:19:13 error[cycle] `entities/pump` belongs to `entities/pump`, which leads back to it
        "#]],
    );
    broken(
        "names: [Vale, The Vale]",
        "names: Vale\n    state: retracted\n    state_reason: It was another valley.",
        expect![[r#"
            dossier.md:10:46 error[retracted-reference] `entities/vale` is retracted, so nothing that stands may rest on it
            facts.yaml:7:16 error[retracted-reference] `entities/vale` is retracted, so nothing that stands may rest on it
        "#]],
    );
    broken(
        "period: 2024-06-17",
        "period: 2024-06-31",
        expect![[r#"
        facts.yaml:10:15 error[bad-date] `2024-06-31` is not in the calendar
    "#]],
    );
    broken(
        "period: 2024-06-17",
        "period: last Monday",
        expect![[r#"
        facts.yaml:10:15 error[bad-date] `last Monday` is not a date (EDTF level 0 or 1); dates are written `2024-06-19`, `2024-06`, `2022/2024`, `2024?`
    "#]],
    );
    broken(
        "period: 2024-06-17",
        "period: 2024-06-17/2024-06-16",
        expect![[r#"
            facts.yaml:10:15 error[bad-date] `2024-06-17/2024-06-16` ends before it starts
        "#]],
    );
    broken(
        "quantity: 3 m",
        "quantity: {lower: 4, upper: 2, comparator: between, unit: m}",
        expect![[r#"
            facts.yaml:9:17 error[bad-quantity] the lower bound `4` is above the upper one `2`
            facts.yaml:5:16 warning[figure-not-held] the figure 3 stands in the statement, but not in the fact's fields
        "#]],
    );
    broken(
        "quantity: 3 m",
        "quantity: {value: 3, upper: 2, unit: m}",
        expect![[r#"
            facts.yaml:9:17 error[bad-quantity] only `between` takes `lower` and `upper`
        "#]],
    );
    broken(
        "quantity: 3 m",
        "quantity: '3 {m'",
        expect![[r#"
            facts.yaml:9:17 error[bad-unit] `{m` is not a unit (UCUM)
              help: what is counted stands in braces: `{drone}`
        "#]],
    );
    broken(
        "maximum: P3D",
        "maximum: P3X",
        expect![[r#"
        facts.yaml:20:40 error[bad-duration] `P3X` is not a duration (ISO 8601); durations are written `P5Y`, `P1M`, `P10D`, `PT6H`
    "#]],
    );
    broken(
        "maximum: P3D",
        "maximum: PT0H",
        expect![[r#"
        facts.yaml:20:16 error[bad-duration] the horizon's `minimum` is longer than its `maximum`
    "#]],
    );
    broken(
        "language_code: en\n",
        "language_code: english_language\n",
        expect![[r#"
            flood.yaml:5:16 error[bad-language] `english_language` is not a language tag (BCP 47)
        "#]],
    );
    broken(
        "genre: reportage\n",
        "genre: reportage\nurl: javascript:alert(1)\n",
        expect![[r#"
            flood.yaml:7:6 error[bad-url] `javascript:alert(1)` is not an absolute http or https address
        "#]],
    );
    broken(
        "genre: reportage\n",
        "genre: reportage\nheadline: Rivers rise\n",
        expect![[r#"
            flood.yaml:7:11 error[rights] the rights say `no_text`, so the headline may not be held; use `title`
        "#]],
    );
    broken(
        "    evidence:\n      at: p1.s1\n      voice: reported_as_fact\n",
        "",
        expect![[r#"
            facts.yaml:4:3 error[no-evidence] a published fact needs evidence, or a `derivation` from other facts
            flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s1`, and it is not marked
        "#]],
    );
    broken(
        "      attribution: {agent: engineer, role: origin, cue: warned}\n",
        "",
        expect![[r#"
            facts.yaml:23:7 error[no-attribution] an attributed statement needs an `attribution`: who said so
        "#]],
    );
    broken(
        "attribution: {agent: engineer, role",
        "attribution: {role",
        expect![[r#"
            facts.yaml:25:20 error[no-agent] the step names no `agent`, and does not describe an `unnamed` one
        "#]],
    );
    broken(
        "words: it may rise",
        "words: it may rise and then it may fall and then rise again",
        expect![[r#"
            facts.yaml:31:14 error[rights] 12 words are quoted; the article's rights allow 11
        "#]],
    );
    broken(
        "published: 2024-06-18\n",
        "",
        expect![[r#"
            facts.yaml:19:16 error[no-published] a relative date cannot be resolved: `articles/flood` has no `published`
        "#]],
    );
    broken(
        "      made_on: {edtf: 2024-06-18, basis: resolved}\n",
        "      window: 2024-06\n",
        expect![[r#"
            facts.yaml:19:15 error[no-made-on] a window needs a `made_on`: without it nobody can tell what it counts from
        "#]],
    );
    broken(
        "    links: {kind: supports, fact: warning}",
        "    links: {kind: causes, fact: rise}",
        expect![[r#"
            facts.yaml:14:12 error[cycle] `facts/rise` causes `facts/rise`, which leads back to it
        "#]],
    );
    broken(
        "    links: {kind: supports, fact: warning}",
        "    verification: corroborated",
        expect![[r#"
            facts.yaml:14:19 error[not-corroborated] corroboration takes two supporting evidences with different origins
        "#]],
    );
    broken(
        "publication: daily",
        "publication: vale",
        expect![[r#"
        flood.yaml:3:14 error[wrong-kind] `entities/vale` is a `place`; wanted is `publication`
    "#]],
    );
    broken(
        "(entity:vale)",
        "(javascript:alert)",
        expect![[r#"
        dossier.md:10:46 error[bad-link] `javascript:alert` is not a link; write `fact:ID`, `entity:ID`, `#ID` or an http address
    "#]],
    );
    broken(
        "reviewed_on: 2024-07-01",
        "reviewed_on: 2024-07",
        expect![[r#"
            dossier.md:5:14 error[bad-date] `2024-07` is not a day; days are written `2024-06-19`
        "#]],
    );
    broken(
        "    quote:\n      speakers: engineer\n      form: fragment\n      words: it may rise\n",
        "    claim: {kind: count, count: '2 {fact}', instances: rise}\n",
        expect![[r#"
            facts.yaml:28:33 error[count] the count is 2, but `instances` lists 1
            facts.yaml:28:12 warning[no-claimant] the claim is attributed, yet has no `claimants`
        "#]],
    );
}

#[test]
fn every_soft_rule_has_its_message() {
    broken(
        "statement: The river in",
        "statement: It rose, the river in",
        expect![[r#"
            facts.yaml:5:16 warning[starts-with-pronoun] the statement starts with `It`, so it cannot stand alone
        "#]],
    );
    broken(
        "rose by 3 metres.",
        "rose by 4 metres.",
        expect![[r#"
        facts.yaml:5:16 warning[figure-not-held] the figure 4 stands in the statement, but not in the fact's fields
    "#]],
    );
    broken(
        "quantity: 3 m",
        "quantity: 3 mph",
        expect![[r#"
        facts.yaml:9:17 warning[doubtful-unit] the unit `mph` means milliphot (UCUM)
          help: write `[mi_i]/h` for miles per hour
    "#]],
    );
    broken(
        "quantity: 3 m",
        "quantity: 3",
        expect![[r#"
        facts.yaml:9:17 warning[no-unit] the quantity has no unit
    "#]],
    );
    broken(
        "      resolution: occurred\n",
        "",
        expect![[r#"
        facts.yaml:18:7 warning[stale-forecast] the window closed on 2024-06-21, and the forecast is still open
    "#]],
    );
    broken(
        "marks: {at: p0, role: context}",
        "marks: []",
        expect![[r#"
        flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p0.s1`, and it is not marked
    "#]],
    );
    broken(
        "(entity:vale).",
        "(entity:vale). <b>x</b>",
        expect![[r#"
        dossier.md:10:71 warning[raw-html] raw HTML is not kept
        dossier.md:10:75 warning[raw-html] raw HTML is not kept
    "#]],
    );
    broken(
        "    quote:\n      speakers: engineer\n      form: fragment\n      words: it may rise\n",
        "    claim: {kind: factual}\n",
        expect![[r#"
            facts.yaml:28:12 warning[no-claimant] the claim is attributed, yet has no `claimants`
        "#]],
    );
    broken(
        "    measurement:\n      subject: vale\n      property: water level\n      quantity: 3 m\n      period: 2024-06-17\n    evidence:\n      at: p1.s1\n      voice: reported_as_fact",
        "    event: {kind: disaster, participants: {entity: vale, role: target}, when: 2024-06-17}\n    topics: '3'\n    evidence:\n      at: p1.s1\n      voice: author_analysis",
        expect![[r#"
            facts.yaml:5:16 warning[figure-not-held] the figure 3 stands in the statement, but not in the fact's fields
            facts.yaml:6:12 warning[analysis-as-event] the author's analysis is told as an event; a claim or forecast may fit better
        "#]],
    );
}

#[test]
fn what_is_wrong_with_a_translation_is_told_in_its_file() {
    broken(
        "(fact:rise) dans",
        "(fact:rice) dans",
        expect![[r#"
        dossier.fr.md:9:14 error[unknown-reference] unknown fact `rice`
          help: did you mean `rise`?
    "#]],
    );
    broken(
        "title: La crue",
        "title: La crue\nreviewed_on: 2024-07-01",
        expect![[r#"
            dossier.fr.md:4:1 error[bad-translation] `reviewed_on` is the same in every language, and stands in `dossier.md` only
        "#]],
    );
    broken(
        "language: fr",
        "language: de",
        expect![[r#"
        dossier.fr.md:2:11 error[bad-translation] the file's name says that its language is `fr`
    "#]],
    );
    broken(
        "En bref {#short}",
        "En bref {#shorter}",
        expect![[r#"
            dossier.fr.md:7:1 error[bad-translation] `dossier.md` has no section `shorter`
              help: did you mean `short`?
            dossier.fr.md:1:1 warning[missing-translation] the section `short` is not translated
        "#]],
    );
    broken(
        "En bref {#short}",
        "En bref {#short kind=key_points}",
        expect![[r#"
            dossier.fr.md:7:1 error[bad-translation] what a section shows stands in `dossier.md` only
        "#]],
    );
    broken(
        "---\nlanguage: fr",
        "language: fr",
        expect![[r#"
        dossier.fr.md:1:1 error[front-matter] the file does not start with front matter between `---` lines
    "#]],
    );
    broken(
        "title: La crue",
        "title: [La crue",
        expect![[r#"
        dossier.fr.md:4:11 error[yaml] not YAML: illegal placement of ':' indicator
    "#]],
    );
}

#[test]
fn a_translation_adds_its_words_to_those_of_the_dossier() {
    use dossier::v1::{Dossier, resource};
    let (findings, assessment) = assess_with("La crue", "La crue");
    assert_eq!(findings, "");
    let checked = assessment.checked.expect("correct content");
    let dossier = checked.resources().find_map(|one| match &one.resource {
        Some(resource::Resource::Dossier(one)) => Some(Dossier::clone(one)),
        _ => None,
    });
    let dossier = dossier.expect("a dossier");
    let section = dossier.sections.first().expect("a section");
    for texts in [&dossier.title, &section.heading, &section.markdown] {
        let languages: Vec<&str> = texts
            .iter()
            .map(|text| text.language_code.as_str())
            .collect();
        assert_eq!(languages, ["en", "fr"]);
    }
    assert_eq!(dossier.title[1].text, "La crue");
}
