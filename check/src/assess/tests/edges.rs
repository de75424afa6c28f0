//! Rules at their edges: what is nearly right, and what is wrong in a way that is easy to miss.

use super::*;

#[test]
fn identifiers_addresses_and_units_have_their_forms() {
    for (from, to, expected) in [
        (
            "names: Pump",
            "names: Pump\n    identifiers: {scheme: url, value: 'javascript:alert(1)'}",
            expect![[r#"
                entities.yaml:19:39 error[bad-identifier] `javascript:alert(1)` is not an absolute http or https address
            "#]],
        ),
        (
            "names: Pump",
            "names: Pump\n    identifiers: {scheme: wikidata, value: '159'}",
            expect![[r#"
                entities.yaml:19:44 error[bad-identifier] `159` is not an item of Wikidata; one is written `Q159`
            "#]],
        ),
        (
            "names: Pump",
            "names: Pump\n    identifiers: {scheme: issn, value: '2049-363'}",
            expect![[r#"
                entities.yaml:19:40 error[bad-identifier] `2049-363` is not an ISSN; one is written `2049-3630`
            "#]],
        ),
        (
            "{text_policy: no_text}",
            "{text_policy: no_text, license: 'javascript:x'}",
            expect![[r#"
                flood.yaml:7:41 error[bad-url] `javascript:x` is not an SPDX identifier or an absolute http or https address
            "#]],
        ),
        (
            "quantity: 3 m",
            "quantity: {value: '3', unit: drone}",
            expect![[r#"
                facts.yaml:9:36 error[bad-unit] `drone` is not a unit (UCUM)
                  help: write `{drone}`
            "#]],
        ),
        (
            "quantity: 3 m",
            "quantity: {value: '3', unit: '{}'}",
            expect![[r#"
                facts.yaml:9:36 error[bad-unit] `{}` has no word for what is counted
                  help: what is counted stands in braces in the singular: `{drone}`; an irregular plural behind a bar: `{child|children}`
            "#]],
        ),
        (
            "quantity: 3 m",
            "quantity: {value: '3', unit: '(m'}",
            expect![[r#"
                facts.yaml:9:36 error[bad-unit] `(m` is not a unit (UCUM)
                  help: what is counted stands in braces: `{drone}`
            "#]],
        ),
        (
            "quantity: 3 m",
            "quantity: {value: '3', currency_code: XYZ}",
            expect![[r#"
                facts.yaml:9:45 error[bad-unit] `XYZ` is not a currency (ISO 4217); one is written `EUR`
            "#]],
        ),
        (
            "names: Pump",
            "names: Pump\n    former_ids: Old Pump",
            expect![[r#"
                entities.yaml:19:17 error[bad-id] `Old Pump` is not a slug: up to 63 of `a-z`, `0-9` and inner `-`
            "#]],
        ),
        (
            "    links: {kind: supports",
            "    topics: Some Words\n    links: {kind: supports",
            expect![[r#"
                facts.yaml:14:13 error[bad-id] `Some Words` is not a slug: up to 63 of `a-z`, `0-9` and inner `-`
            "#]],
        ),
        (
            "{#short kind",
            "{#Short kind",
            expect![[r#"
            dossier.md:8:1 error[bad-id] `Short` is not an id; ids are up to 63 of `a-z`, `0-9` and inner `-`
        "#]],
        ),
        (
            "{at: p0, role",
            "{at: p9, role",
            expect![[r#"
            flood.yaml:8:13 error[bad-place] the article has no block `p9`; its last one is `p1`
            flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p0.s1`, and it is not marked
        "#]],
        ),
        (
            "normalization: dossier-norm/1",
            "normalization: dossier-norm/9",
            expect![[r#"
                flood.yaml:10:18 error[unknown-method] `dossier-norm/9` is not a method that this version knows; it knows `dossier-norm/1`
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn evidence_stands_where_it_says() {
    for (from, to, expected) in [
        // Of a version of the text that nobody holds.
        (
            "at: p1.s1\n",
            "at: p1.s1\n      text_digest: '0000000000000000000000000000000000000000000000000000000000000000'\n",
            expect![[r#"
                facts.yaml:13:20 warning[other-version] the evidence is on another version of the text than the article's skeleton
            "#]],
        ),
        (
            "at: p1.s1\n",
            "at: p1.s1\n      text_digest: bogus\n",
            expect![[r#"
                facts.yaml:13:20 error[bad-digest] `bogus` is not a SHA-256 in 64 lower-case hexadecimal digits
                facts.yaml:13:20 warning[other-version] the evidence is on another version of the text than the article's skeleton
            "#]],
        ),
        (
            "      at: p1.s1\n",
            "      selectors: {block: p1, first_sentence: 1, last_sentence: 1, start: 0, end: 32, digest: '0000000000000000000000000000000000000000000000000000000000000000'}\n",
            expect![[r#"
                facts.yaml:12:18 error[digest-mismatch] the digest is not that of `p1`[0,32)
            "#]],
        ),
        (
            "      at: p1.s1\n",
            "      text_digest: '0000000000000000000000000000000000000000000000000000000000000000'\n      selectors: {block: p1, start: 0, end: 500, digest: '0000000000000000000000000000000000000000000000000000000000000000'}\n",
            expect![[r#"
                flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s1`, and it is not marked
                facts.yaml:12:20 warning[other-version] the evidence is on another version of the text than the article's skeleton
                facts.yaml:13:18 warning[moved-evidence] the article has no `p1`[0,500)
            "#]],
        ),
        (
            "      at: p1.s1\n",
            "      selectors: {block: p1, first_sentence: 2, last_sentence: 9, start: 0, end: 5, digest: '0000000000000000000000000000000000000000000000000000000000000000'}\n",
            expect![[r#"
                facts.yaml:12:18 error[sentence-range] `p1` has no sentences 2 to 9; it has 3
                flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s1`, and it is not marked
            "#]],
        ),
        (
            "attribution: {agent: engineer, role: origin, cue: warned}",
            "attribution: [{agent: daily, role: relay}, {agent: engineer, role: origin}]",
            expect![[r#"
                facts.yaml:25:50 error[origin-first] the origin of a statement stands first in its chain
            "#]],
        ),
        (
            "attribution: {agent: engineer, role: origin, cue: warned}",
            "attribution: {agent: daily, role: relay}",
            expect![[r#"
                facts.yaml:23:7 warning[no-origin] the attribution names nobody as its `origin`
            "#]],
        ),
        (
            "period: 2024-06-17",
            "period: {edtf: 2024-06-17, verbatim: one two three four five six}",
            expect![[r#"
                facts.yaml:10:44 error[too-many-words] 6 words; a `verbatim` has at most 5
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn counts_and_verdicts_are_borne_out() {
    let words =
        "    quote:\n      speakers: engineer\n      form: fragment\n      words: it may rise\n";
    for (claim, expected) in [
        (
            "{claimants: engineer, kind: count, count: '>1 {river}', instances: [facts/rise]}",
            expect![[r#"
                facts.yaml:28:54 error[count] the count is >1, but `instances` lists 1
            "#]],
        ),
        (
            "{claimants: engineer, kind: count, count: '>=1 {river}', instances: [facts/rise]}",
            expect![[r#""#]],
        ),
        (
            "{claimants: engineer, kind: count, count: '3 {river}', out_of: '2 {river}'}",
            expect![[r#"
                facts.yaml:28:54 error[count] 3 out of 2 is more than there are
            "#]],
        ),
        (
            "{claimants: engineer, kind: count, count: '2..3 {river}', instances: [facts/rise]}",
            expect![[r#"
                facts.yaml:28:54 error[count] the count is 2..3, but `instances` lists 1
            "#]],
        ),
    ] {
        broken(words, &format!("    claim: {claim}\n"), expected);
    }
    // Two articles of one publication are one origin, and one article twice is too.
    broken(
        "    evidence:\n      at: p1.s1\n      voice: reported_as_fact\n",
        "    evidence:\n    - {at: p1.s1, voice: reported_as_fact}\n    - {at: p1.s1, voice: reported_as_fact}\n    verification: corroborated\n",
        expect![[r#"
            facts.yaml:14:19 error[not-corroborated] corroboration takes two supporting evidences with different origins
        "#]],
    );
}

#[test]
fn times_of_every_field_need_a_dated_article() {
    broken(
        "published: 2024-06-18\n",
        "",
        expect![[r#"
        facts.yaml:19:16 error[no-published] a relative date cannot be resolved: `articles/flood` has no `published`
    "#]],
    );
    broken(
        "made_on: {edtf: 2024-06-18, basis: resolved}",
        "made_on: {absence: unknown}\n      window: 2024-06-19/2024-06-21",
        expect![[r#"
            facts.yaml:20:15 error[no-made-on] a window needs a `made_on`: without it nobody can tell what it counts from
        "#]],
    );
}

#[test]
fn what_is_named_is_of_a_kind_that_fits() {
    for (from, to, expected) in [
        (
            "words: it may rise",
            "words: it may rise\n      place: engineer\n      first_published_in: vale",
            expect![[r#"
                facts.yaml:32:14 error[wrong-kind] `entities/engineer` is a `person`; wanted is `place` or `state`
                facts.yaml:33:27 error[wrong-kind] `entities/vale` is a `place`; wanted is `work` or `publication`
            "#]],
        ),
        (
            "cue: warned}\n  words",
            "cue: warned, work: vale}\n  words",
            expect![[r#"
                facts.yaml:25:71 error[wrong-kind] `entities/vale` is a `place`; wanted is `work` or `publication`
            "#]],
        ),
        (
            "    quote:\n      speakers: engineer\n      form: fragment\n      words: it may rise\n",
            "    definition: {term: pump, definition: A machine., coined_by: engineer}\n",
            expect![[r#"
                facts.yaml:28:24 error[wrong-kind] `entities/pump` is a `product`; wanted is `concept` or `collective`
            "#]],
        ),
        (
            "    quote:\n      speakers: engineer\n      form: fragment\n      words: it may rise\n",
            "    event: {kind: disaster, participants: {entity: vale, role: target}, part_of: rise}\n",
            expect![[r#"
                facts.yaml:28:82 error[wrong-kind] `facts/rise` is not an event
            "#]],
        ),
        (
            "form: fragment",
            "form: indirect",
            expect![[r#"
            facts.yaml:31:14 error[indirect-words] indirect speech has no words of its own; the form may be `fragment`
        "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn statements_and_sections_say_what_they_hold() {
    let long = format!(
        "statement: The river {} by 3 metres.",
        "rose and ".repeat(40)
    );
    broken(
        "statement: The river in the Vale rose by 3 metres.",
        &long,
        expect![[r#"
            facts.yaml:5:16 warning[long-statement] the statement has 383 characters; more than 300 are seldom one fact
        "#]],
    );
    // Names with digits are no figures.
    broken(
        "rose by 3 metres.",
        "rose by 3 metres, a G7 gauge with an F-16 dial says.",
        expect![[r#""#]],
    );
    // Topics and the fact's own id hold no figure.
    broken(
        "  rise:\n    statement: The river in the Vale rose by 3",
        "  rise:\n    topics: level-7\n    statement: The river in the Vale rose by 7",
        expect![[r#"
            facts.yaml:6:16 warning[figure-not-held] the figure 7 stands in the statement, but not in the fact's fields
        "#]],
    );
    broken(
        "kind=key_points}",
        "kind=key_points query=\"kind = nonsense\"}",
        expect![[r#"
            dossier.md:8:1 error[bad-query] at 7: unknown kind `nonsense`; known: event, agreement, transfer, role, membership, capability, measurement, quote, claim, forecast, definition
        "#]],
    );
    broken(
        "kind=key_points}",
        "kind=key_points facts=rise query=\"kind = quote\"}",
        expect![[r#"
            dossier.md:8:1 error[bad-query] a section has `facts` or a `query`, not both
        "#]],
    );
    broken(
        "(entity:vale).",
        "(entity:vale). ![x](javascript:x)",
        expect![[r#"
            dossier.md:10:71 warning[dropped-picture] pictures are not shown, only their description
        "#]],
    );
    broken(
        "    measurement:\n      subject: vale\n      property: water level\n      quantity: 3 m\n      period: 2024-06-17\n",
        "",
        expect![[r#"
            facts.yaml:4:3 error[missing-body] the fact has no body: `event`, `transfer`, `claim` or another kind
            facts.yaml:5:16 warning[figure-not-held] the figure 3 stands in the statement, but not in the fact's fields
        "#]],
    );
    broken(
        "links: {kind: supports, fact: warning}",
        "links: {kind: supports, fact: entities/vale}",
        expect![[r#"
            facts.yaml:14:35 error[bad-reference] `entities/vale` is not in `facts`, where this field refers to
        "#]],
    );
}

#[test]
fn a_retracted_fact_is_not_told_in_markdown() {
    broken(
        "    statement: The river in the Vale rose by 3 metres.\n",
        "    state: retracted\n    state_reason: The gauge was broken.\n    statement: The river in the Vale rose by 3 metres.\n",
        expect![[r#"
            dossier.md:10:13 error[retracted-reference] `facts/rise` is retracted, so nothing that stands may rest on it
            flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s1`, and it is not marked
        "#]],
    );
}

#[test]
fn files_that_are_missing_or_too_large_are_told() {
    let large = "#".repeat(8 * 1024 * 1024 + 1);
    assert!(survives("entities.yaml", large.as_bytes()).contains("file-too-large"));
    let facts = b"facts: {a: {statement: A., evidence: {at: p1}}}";
    assert!(survives("dossiers/d/facts.yaml", facts).contains("missing-article"));
    assert!(survives("dossiers/d/facts.yaml", facts).contains("no-dossier"));
    broken(
        "skeleton:",
        "unused: x\nmarks:",
        expect![[r#"
        flood.yaml:8:13 error[bad-place] the article has no skeleton whose sentences could be marked
        flood.yaml:9:1 error[unknown-key] unknown key `unused`
          help: known keys: state, state_reason, superseded_by, former_ids, title, headline, publication, authors, published, language_code, translation, genre, url, archive_urls, rights, skeleton, marks
        flood.yaml:10:1 error[duplicate-key] `marks` is written twice
        facts.yaml:12:11 error[missing-skeleton] `articles/flood` has no skeleton to find a place in
        facts.yaml:23:11 error[missing-skeleton] `articles/flood` has no skeleton to find a place in
        facts.yaml:33:11 error[missing-skeleton] `articles/flood` has no skeleton to find a place in
    "#]],
    );
}

#[test]
fn many_unknown_names_cost_no_more_than_they_are() {
    let mut facts = String::from("language: en\nfacts:\n");
    for number in 0..2000 {
        facts += &format!(
            "  f{number}:\n    statement: A.\n    capability: {{holder: gone-{number}, capability: gone-{number}, level: seeking}}\n    derivation: {{facts: f{number}, method: inference}}\n"
        );
    }
    let folder = tempfile::tempdir().expect("a folder");
    let dossier = folder.path().join("dossiers/d");
    fs::create_dir_all(&dossier).expect("a folder");
    fs::write(dossier.join("facts.yaml"), facts).expect("written");
    fs::write(
        dossier.join("dossier.md"),
        "---\ntitle: D\nstandfirst: D.\n---\n",
    )
    .expect("written");
    let assessment = assess(folder.path(), "2024-07-01").expect("readable");
    let unknown = |finding: &&Finding| finding.rule == Rule::UnknownReference;
    assert_eq!(assessment.findings.iter().filter(unknown).count(), 4000);
}
