//! Names, states and references.

use super::*;

#[test]
fn names_are_ids_that_nothing_else_has() {
    for (from, to, expected) in [
        (
            "names: Pump",
            "names: Pump\n    former_ids: Old Pump",
            expect![[r#"
                entities.yaml:19:17 error[bad-id] `Old Pump` is not a slug: up to 63 characters, `a-z`, `0-9` and inner `-`
            "#]],
        ),
        (
            "    links: {kind: supports",
            "    topics: Some Words\n    links: {kind: supports",
            expect![[r#"
                facts.yaml:14:13 error[bad-id] `Some Words` is not a slug: up to 63 characters, `a-z`, `0-9` and inner `-`
            "#]],
        ),
        (
            "{#short kind",
            "{#Short kind",
            expect![[r#"
                dossier.md:8:1 error[bad-id] `Short` is not an id; ids have up to 63 characters: `a-z`, `0-9` and inner `-`
            "#]],
        ),
        (
            "  pump:",
            "  Pump_1:",
            expect![[r#"
                entities.yaml:16:3 error[bad-id] `Pump_1` is not an id; ids have up to 63 characters: `a-z`, `0-9` and inner `-`
            "#]],
        ),
        (
            "    names: Pump\n",
            "    names: Pump\n    former_ids: vale\n",
            expect![[r#"
                entities.yaml:19:17 error[duplicate-name] `vale` is the id of another resource, so it cannot be a former id of this one
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn a_state_says_what_readers_need() {
    for (from, to, expected) in [
        (
            "    names: Pump\n",
            "    names: Pump\n    state: retracted\n",
            expect![[r#"
                entities.yaml:16:3 error[no-reason] a retraction needs a public reason; write one in `state_reason`
            "#]],
        ),
        (
            "    names: Pump\n",
            "    names: Pump\n    state: superseded\n",
            expect![[r#"
                entities.yaml:16:3 error[no-successor] a superseded resource needs a successor; name it in `superseded_by`
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn references_lead_to_what_may_be_cited() {
    for (from, to, expected) in [
        (
            "links: {kind: supports, fact: warning}",
            "links: {kind: supports, fact: entities/vale}",
            expect![[r#"
                facts.yaml:14:35 error[bad-reference] `entities/vale` is not in `facts`, which this field refers to; name one of those
            "#]],
        ),
        (
            "    statement: The river in the Vale rose by 3 metres.\n",
            "    state: retracted\n    state_reason: The gauge was broken.\n    statement: The river in the Vale rose by 3 metres.\n",
            expect![[r#"
                dossier.md:10:13 error[retracted-reference] `facts/rise` is retracted, so nothing published may refer to it; refer to another, or retract this too
                flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s1`; write one, or say in `marks` why there is none
            "#]],
        ),
        (
            "names: [Vale, The Vale]",
            "names: Vale\n    state: retracted\n    state_reason: It was another valley.",
            expect![[r#"
                dossier.md:10:46 error[retracted-reference] `entities/vale` is retracted, so nothing published may refer to it; refer to another, or retract this too
                facts.yaml:7:16 error[retracted-reference] `entities/vale` is retracted, so nothing published may refer to it; refer to another, or retract this too
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn nothing_leads_back_to_itself() {
    for (from, to, expected) in [
        (
            "    names: Pump\n",
            "    names: Pump\n    parent: pump\n",
            expect![[r#"
                entities.yaml:19:13 error[cycle] `entities/pump` belongs to `entities/pump`, which leads back to it; remove one of the references in between
            "#]],
        ),
        (
            "    links: {kind: supports, fact: warning}",
            "    links: {kind: causes, fact: rise}",
            expect![[r#"
                facts.yaml:14:12 error[cycle] `facts/rise` causes `facts/rise`, which leads back to it; remove one of the references in between
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn what_is_published_refers_to_no_draft() {
    let fact = "    statement: The river in the Vale";
    let draft = "    state: draft\n    statement: The river in the Vale";
    for (from, to, expected) in [
        // An entity that facts and sections name.
        (
            "names: [Vale, The Vale]",
            "names: Vale\n    state: draft",
            expect![[r#"
                dossier.md:10:46 error[draft-reference] `entities/vale` is a draft, which readers do not see; publish it, or make this a draft too
                facts.yaml:7:16 error[draft-reference] `entities/vale` is a draft, which readers do not see; publish it, or make this a draft too
            "#]],
        ),
        // A dossier does not list what is a draft in its folder, and its sections may not show it.
        (
            fact,
            draft,
            expect![[r#"
            dossier.md:10:13 error[draft-reference] `facts/rise` is a draft, which readers do not see; publish it, or make this a draft too
            flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s1`; write one, or say in `marks` why there is none
        "#]],
        ),
        // What an editor drafts beside published facts is in nobody's way.
        (
            "  warning:\n",
            "  sketch:\n    state: draft\n    statement: The river may rise again.\n    claim: {kind: factual}\n    evidence: {at: p1.s2, voice: author_analysis}\n  warning:\n",
            expect![[""]],
        ),
        // A successor that readers cannot open.
        (
            "    names: Pump\n",
            "    names: Pump\n    state: superseded\n    superseded_by: bilge\n  bilge:\n    kind: product\n    names: Bilge\n    state: draft\n",
            expect![[r#"
                entities.yaml:20:20 error[draft-reference] `entities/bilge` is a draft, which readers do not see; publish it, or make this a draft too
            "#]],
        ),
        // Drafts may refer to drafts.
        (
            "    names: Pump\n",
            "    names: Pump\n    state: draft\n    parent: bilge\n  bilge:\n    kind: product\n    names: Bilge\n    state: draft\n",
            expect![[""]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn a_former_id_leads_to_what_has_another_now() {
    let fact = "  rise:\n";
    let cases = [
        // Markdown is read on, and says what to write.
        (
            fact,
            "  rise:\n    former_ids: old-rise\n",
            "(fact:rise)",
            "(fact:old-rise)",
        ),
        // So are names in it.
        (
            "names: [Vale, The Vale]",
            "names: Vale\n    former_ids: dale",
            "(entity:vale)",
            "(entity:dale)",
        ),
        // What was retracted is not, whatever it is called.
        (
            fact,
            "  rise:\n    former_ids: old-rise\n    state: retracted\n    state_reason: Wrong.\n",
            "(fact:rise)",
            "(fact:old-rise)",
        ),
        // A field names what there is, and is told the present id.
        (
            fact,
            "  rise:\n    former_ids: old-rise\n",
            "{#short kind=key_points}",
            "{#short kind=key_points facts=old-rise}",
        ),
        (
            "names: [Vale, The Vale]",
            "names: Vale\n    former_ids: dale",
            "subject: vale",
            "subject: dale",
        ),
    ];
    let mut found = String::new();
    for (from, to, from_too, to_too) in cases {
        let (_, assessment) = assess_with_all(&[(from, to), (from_too, to_too)]);
        found += &lines(&assessment);
    }
    expect![[r#"
        dossier.md:10:13 warning[former-name] `old-rise` is a former id of `facts/rise`; write `fact:rise`
        dossier.md:10:46 warning[former-name] `dale` is a former id of `entities/vale`; write `entity:vale`
        dossier.md:10:13 error[retracted-reference] `facts/rise` is retracted, so nothing published may refer to it; refer to another, or retract this too
        flood.yaml:10:3 warning[uncovered-sentence] no fact rests on `p1.s1`; write one, or say in `marks` why there is none
        dossier.md:8:1 error[unknown-reference] unknown fact `old-rise`
          help: its id is now `rise`
        facts.yaml:7:16 error[unknown-reference] unknown entity `dale`
          help: its id is now `vale`
    "#]].assert_eq(&found);
}

#[test]
fn a_former_id_leads_to_one_thing_only() {
    for (from, to, expected) in [
        (
            "    names: Pump\n",
            "    names: Pump\n    former_ids: pump\n",
            expect![[r#"
                entities.yaml:19:17 error[duplicate-name] `pump` is the resource's current id; remove it
            "#]],
        ),
        (
            "    names: Pump\n",
            "    names: Pump\n    former_ids: [bilge, bilge]\n",
            expect![[r#"
                entities.yaml:19:25 error[duplicate-name] `bilge` occurs twice; remove one of the two
            "#]],
        ),
        (
            "    names: Pump\n",
            "    names: Pump\n    former_ids: bilge\n  sump:\n    kind: product\n    names: Sump\n    former_ids: bilge\n",
            expect![[r#"
                entities.yaml:23:17 error[duplicate-name] `bilge` is already a former id of `entities/pump`, so it cannot be one of this resource too
            "#]],
        ),
        (
            "    names: Pump\n",
            "    names: Pump\n    former_ids: con\n",
            expect![[r#"
                entities.yaml:19:17 warning[reserved-id] Windows reserves the name `con`, so the site cannot be copied there
            "#]],
        ),
        // Each collection has names of its own.
        (
            "    names: Pump\n",
            "    names: Pump\n    former_ids: rise\n",
            expect![[""]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn corrections_are_told_apart() {
    let from = "    links: {kind: supports";
    for (corrections, expected) in [
        (
            "{date: 2024-06-20, kind: error, note: It was 2 m.}",
            expect![[""]],
        ),
        (
            "[{date: 2024-06-20, kind: error, note: A.}, {date: 2024-06-21, kind: error, note: A.}]",
            expect![[""]],
        ),
        (
            "[{date: 2024-06-20, kind: error, note: A.}, {date: 2024-06-20, kind: update, note: A.}]",
            expect![[r#"
                facts.yaml:14:62 error[duplicate-name] this correction occurs twice, with the same date and words; remove one of the two
            "#]],
        ),
        (
            "[{id: a, date: 2024-06-20, kind: error, note: A.}, {id: a, date: 2024-06-21, kind: error, note: B.}]",
            expect![[r#"
                facts.yaml:14:69 error[duplicate-name] two corrections have the id `a`; give each its own
            "#]],
        ),
        (
            "{id: A b, date: 2024-06-20, kind: error, note: A.}",
            expect![[r#"
                facts.yaml:14:23 error[bad-id] `A b` is not an id; ids have up to 63 characters: `a-z`, `0-9` and inner `-`
            "#]],
        ),
    ] {
        broken(
            from,
            &format!("    corrections: {corrections}\n{from}"),
            expected,
        );
    }
}
