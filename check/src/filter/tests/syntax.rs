//! How filters are written: logic, places of errors, limits.

use expect_test::expect;
use proptest::prelude::*;

use super::*;

#[test]
fn logic() {
    table(
        &fact(),
        &[
            ("", true),
            ("  ", true),
            ("kind = quote OR kind = transfer", true),
            ("kind = transfer AND transfer.stage = delivered", true),
            ("NOT transfer.stage = used", true),
            ("-transfer.stage = used", true),
            ("- transfer.stage = used", true),
            ("-(kind = transfer)", false),
            ("NOT NOT kind = transfer", true),
            // `OR` binds tighter than `AND`.
            ("kind = quote OR kind = transfer AND topics:none", false),
            ("kind = transfer OR kind = quote AND topics:none", false),
            ("kind = transfer OR (kind = quote AND topics:none)", true),
            ("(((kind=transfer)))", true),
            ("kind=transfer AND -kind=quote", true),
            ("mentions(entities/iran) AND transfer.stage = used", false),
            ("NOT mentions('entities/russia')", true),
        ],
    );
}

#[test]
fn quotation_marks() {
    let quoted = record(Fact {
        name: "facts/quoted".to_owned(),
        topics: vec![
            "a\"b".to_owned(),
            "c'd\"e".to_owned(),
            "f\\g".to_owned(),
            "h*i".to_owned(),
        ],
        ..Fact::default()
    });
    table(
        &quoted,
        &[
            (r#"topics = "a\"b""#, true),
            (r#"topics = 'a"b'"#, true),
            (r#"topics = 'c\'d"e'"#, true),
            (r#"topics = "c'd\"e""#, true),
            (r#"topics = "f\\g""#, true),
            (r#"topics = "h\*i""#, true),
            (r#"topics = "h\*""#, false),
            (r#"topics = "h\**""#, true),
            (r#"topics = "*\*i""#, true),
        ],
    );
    refused(
        &[r#"topics = "a\nb""#, r#"topics = "a\"#, "name = 'x"],
        expect![[r#"
            topics = "a\nb"
                at 11: a backslash is only allowed before `"`, `'`, `*` or `\`
            topics = "a\
                at 11: a backslash is only allowed before `"`, `'`, `*` or `\`
            name = 'x
                at 7: the quotation mark is never closed
        "#]],
    );
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    refused(
        &[
            "kind",
            "kind =",
            "= transfer",
            "'kind' = transfer",
            "1 > 0",
            "-30",
            "((kind = quote)",
            "kind = (quote",
            "kind = quote quote",
            "kind = quote and kind = event",
        ],
        expect![[r"
            kind
                at 4: expected `=`, `!=`, `<`, `<=`, `>`, `>=` or `:`, found the end
            kind =
                at 6: expected a value, found the end
            = transfer
                at 0: expected a field, found `=`
            'kind' = transfer
                at 0: expected a field, found `kind`
            1 > 0
                at 0: unknown field `1`; known: name, uid, etag, revision, create_time, update_time, state, state_reason, superseded_by, former_ids, statement, valid, as_of, evidence, derivation, verification, verification_note, links, corrections, topics, event, agreement, transfer, role, membership, capability, measurement, quote, claim, forecast, definition
            -30
                at 3: expected `=`, `!=`, `<`, `<=`, `>`, `>=` or `:`, found the end
            ((kind = quote)
                at 15: expected `)`, found the end
            kind = (quote
                at 13: expected `)`, found the end
            kind = quote quote
                at 13: expected `AND`, `OR` or the end, found `quote`
            kind = quote and kind = event
                at 13: expected `AND`, `OR` or the end, found `and`
        "]],
    );
}

#[test]
fn unknown_fields_functions_and_too_much_are_refused() {
    refused(
        &[
            "transfr.stage = used",
            "transfer.stag = used",
            "evidence.0.article = articles/x",
            "evidence[0].article = articles/x",
            "name.x = 1",
            "transfer. = 1",
            "name ! x",
            "regex(name, 'x')",
            "overlap(2024)",
            "mentions()",
            "mentions(entities/x",
            &"(".repeat(40),
            &"x".repeat(3000),
            &["kind = quote"; 65].join(" OR "),
        ],
        expect![[r"
            transfr.stage = used
                at 0: unknown field `transfr`; did you mean `transfer`?
            transfer.stag = used
                at 0: unknown field `stag`; did you mean `stage`?
            evidence.0.article = articles/x
                at 0: unknown field `0`; known: article, text_digest, selectors, text_fragment, passage, voice, certainty, polarity, stance, attribution, rendering, note, anchor_state, grounding
            evidence[0].article = articles/x
                at 0: unknown field `evidence[0]`; did you mean `evidence`?
            name.x = 1
                at 0: `name` has no fields of its own
            transfer. = 1
                at 0: unknown field ``; known: suppliers, recipients, makers, item, category, stage, quantity, rate, period, agreement, purpose, place
            name ! x
                at 5: expected `!=`, found `!`
            regex(name, 'x')
                at 0: unknown function `regex`; known: mentions, overlaps
            overlap(2024)
                at 0: unknown function `overlap`; did you mean `overlaps`?
            mentions()
                at 9: expected a value, found `)`
            mentions(entities/x
                at 19: expected `)`, found the end
            ((((((((((((((((((((((((((((((((((((((((
                at 17: more than 16 levels of parentheses
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                at 0: the filter has 3000 bytes; the limit is 2048
            kind = quote OR kind = quote OR kind = quote OR ki
                at 1024: more than 64 conditions
        "]],
    );
}

#[test]
fn what_belongs_to_facts_is_refused_elsewhere() {
    for (text, expected) in [
        ("overlaps(2024)", expect!["at 0: `overlaps` is for facts"]),
        (
            "kind = transfer",
            expect![
                "at 7: unknown EntityKind `transfer`; known: person, organization, state, government_body, collective, publication, place, product, work, concept"
            ],
        ),
        (
            "transfer.stage = used",
            expect![
                "at 0: unknown field `transfer`; known: name, uid, etag, revision, create_time, update_time, state, state_reason, superseded_by, former_ids, kind, names, description, identifiers, parent, reliability"
            ],
        ),
    ] {
        let error = read(Collection::Entities, text).expect_err(text);
        expected.assert_eq(&error.to_string());
    }
    assert!(read(Collection::Entities, "kind = state").is_ok());
    assert!(
        read(
            Collection::Articles,
            "published >= 2024 AND genre = analysis"
        )
        .is_ok()
    );
    assert!(read(Collection::Dossiers, "reviewed_on < 2025").is_ok());
}

proptest! {
    #[test]
    fn no_filter_makes_it_panic(text in "(kind|name|transfer.stage|create_time|transfer.quantity|=|!=|<|:|AND|OR|NOT|-|\\(|\\)|,|mentions|overlaps|2024|-2.4|a/b|\\*|\\\\|'|\"| |\\PC){0,40}") {
        if let Ok(filter) = parse(&text) {
            filter.matches(&fact());
        }
    }
}
