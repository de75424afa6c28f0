//! What people get wrong while they write: one mistake, one finding, and what to write instead.

use super::*;

#[test]
fn fields_at_a_wrong_place_are_told_once_with_the_place_where_they_belong() {
    for (from, to, expected) in [
        (
            "      subject: vale\n      property: water level\n      quantity: 3 m\n      period: 2024-06-17\n",
            "    subject: vale\n    property: water level\n    quantity: 3 m\n    period: 2024-06-17\n",
            expect![[r#"
                facts.yaml:7:5 error[misplaced-key] `subject`, `property`, `quantity`, `period` are not fields of `Fact`
                  help: indent it below `measurement`, where it belongs
            "#]],
        ),
        (
            "    measurement:\n      subject: vale\n      property: water level\n      quantity: 3 m\n      period: 2024-06-17\n",
            "    subject: vale\n    property: water level\n    quantity: 3 m\n    period: 2024-06-17\n",
            expect![[r#"
                facts.yaml:6:5 error[misplaced-key] `subject`, `property`, `quantity`, `period` are not fields of `Fact`
                  help: write a body for it, such as `measurement`, and indent this below it
            "#]],
        ),
        (
            "    evidence:\n      at: p1.s1\n      voice: reported_as_fact\n",
            "      evidence:\n        at: p1.s1\n        voice: reported_as_fact\n",
            expect![[r#"
                facts.yaml:11:7 error[misplaced-key] `evidence` is not a field of `Measurement`
                  help: indent it less: it belongs to the fact itself
            "#]],
        ),
        (
            "    evidence:\n      at: p1.s1\n      voice: reported_as_fact\n",
            "    evidence:\n    at: p1.s1\n    voice: reported_as_fact\n",
            expect![[r#"
                facts.yaml:12:5 error[misplaced-key] `at`, `voice` are not fields of `Fact`
                  help: indent it below `evidence`, where it belongs
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn a_text_that_a_comment_cuts_is_told() {
    for (from, to, expected) in [
        (
            "statement: An engineer expected the river to rise further.",
            "statement: An engineer expected the river to rise # 1 further.",
            expect![[r#"
                facts.yaml:16:55 warning[cut-by-comment] the text ends here, because ` #` begins a comment
                  help: quote the text, or put the comment on a line of its own
            "#]],
        ),
        (
            "statement: An engineer expected the river to rise further.",
            "statement: {en: An engineer expected the river to rise. # 1\n      }",
            expect![[r#"
                facts.yaml:16:61 warning[cut-by-comment] the text ends here, because ` #` begins a comment
                  help: quote the text, or put the comment on a line of its own
            "#]],
        ),
        (
            "names: Pump",
            "names: Pump #1",
            expect![[r#"
            entities.yaml:18:17 warning[cut-by-comment] the text ends here, because ` #` begins a comment
              help: quote the text, or put the comment on a line of its own
        "#]],
        ),
        (
            "names: Pump",
            "names: \"Pump #1\" # a comment",
            expect![[r#""#]],
        ),
        (
            "kind: place",
            "kind: place # in the north",
            expect![[r#""#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn texts_that_need_quotes_are_told() {
    for (from, to, expected) in [
        (
            "statement: An engineer expected the river to rise further.",
            "statement: An engineer expected: the river rises.",
            expect![[r#"
                facts.yaml:16:36 error[yaml] not YAML: the value contains another `: `
                  help: quote the value: `statement: "…"`
            "#]],
        ),
        (
            "cue: warned}",
            "cue: warned, as the board, did}",
            expect![[r#"
                facts.yaml:25:65 error[unknown-key] a comma ends the text before `as the board`
                  help: put quotes around a text that contains a comma
            "#]],
        ),
        (
            "quantity: 3 m",
            "quantity: “3 m”",
            expect![[r#"
                facts.yaml:9:17 error[bad-value] `“3 m”` is not an amount
                  help: write `3 m`
            "#]],
        ),
        (
            "kind: place",
            "kind: “place”",
            expect![[r#"
                entities.yaml:11:11 error[unknown-value] unknown entity kind `“place”`
                  help: `“` is not a quotation mark in YAML; write `"`
            "#]],
        ),
        (
            "quantity: 3 m",
            "quantity: >3 m",
            expect![[r#"
                facts.yaml:9:17 error[yaml] not YAML: a value cannot start with `>`
                  help: quote the value: `quantity: "…"`
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn characters_that_no_text_has_are_told() {
    for (from, to, expected) in [
        (
            "statement: An engineer expected the river to rise further.",
            "statement: \"An engineer expected the river to rise\\x10 further.\"",
            expect![[r#"
                facts.yaml:16:16 error[bad-text] U+0010 is a control character, which does not belong in text
            "#]],
        ),
        (
            "names: Pump",
            "names: \"Pu\\uFFFFmp\"",
            expect![[r#"
            entities.yaml:18:12 error[bad-text] U+FFFF is a noncharacter, which does not belong in text
        "#]],
        ),
        (
            "names: Pump",
            "names: \"\\u200B\"",
            expect![[r#"
            entities.yaml:18:12 error[bad-text] the text has no visible characters
        "#]],
        ),
        (
            "description: Measures the rivers.",
            "description: |\n      Measures\n      the rivers.",
            expect![[r#"
                entities.yaml:7:7 error[bad-text] a line break in a text of one line; write a space
            "#]],
        ),
        (
            "- The river [rose",
            "- The\u{1b} river [rose",
            expect![[r#"
                dossier.md:10:6 error[bad-text] U+001B is a control character, which does not belong in text
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn codes_are_looked_up() {
    for (from, to, expected) in [
        (
            "names: Pump",
            "names: {text: Pump, language_code: EN}",
            expect![[r#"
                entities.yaml:18:40 warning[language-form] `EN` is usually written `en`
            "#]],
        ),
        (
            "names: Pump",
            "names: {text: Pump, language_code: french}",
            expect![[r#"
                entities.yaml:18:40 error[bad-language] `french` is not a registered language tag (BCP 47); write `fr`
            "#]],
        ),
        (
            "names: Pump",
            "names: {text: Pump, language_code: en-QQ-abcde}",
            expect![[r#"
                entities.yaml:18:40 warning[language-form] `en-QQ-abcde`: a variant is not in the IANA Language Subtag Registry
            "#]],
        ),
        (
            "names: Pump",
            "names: Pump\n    identifiers: {scheme: issn, value: 2049-3631}",
            expect![[r#"
                entities.yaml:19:40 error[bad-identifier] `2049-3631` is not an ISSN: its check digit would be `0`
            "#]],
        ),
        (
            "names: Pump",
            "names: Pump\n    identifiers: {scheme: iso_3166, value: RUS}",
            expect![[r#"
                entities.yaml:19:44 error[bad-identifier] `RUS` is not a code of ISO 3166; write `RU`
            "#]],
        ),
        (
            "names: Pump",
            "names: Pump\n    identifiers: {scheme: url, value: \"https://example.org/wiki/People's_Paper\"}",
            expect![[r#""#]],
        ),
        (
            "{text_policy: no_text}",
            "{text_policy: no_text, license: 'https://example.org/a b'}",
            expect![[r#"
                flood.yaml:7:41 error[bad-url] `https://example.org/a b` is not an address (RFC 3986): write `%20` for ` `
            "#]],
        ),
        (
            "quantity: 3 m",
            "quantity: DEM 3",
            expect![[r#"
            facts.yaml:5:16 error[contradicts-body] the statement says `3 metres`, but the fact says `DEM 3`; correct one of the two
        "#]],
        ),
        (
            "quantity: 3 m",
            "quantity: {value: '3', currency_code: eur}",
            expect![[r#"
                facts.yaml:9:45 error[bad-unit] `eur` is not a currency (ISO 4217); write `EUR`
            "#]],
        ),
        (
            "  pump:",
            "  con:",
            expect![[r#"
            entities.yaml:16:3 warning[reserved-id] Windows reserves the name `con`, so the site cannot be copied there
        "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn markdown_that_says_something_else_than_it_shows_is_told() {
    for (from, to, expected) in [
        (
            "(fact:rise)",
            "(fact: rise)",
            expect![[r#"
            dossier.md:10:30 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
        "#]],
        ),
        (
            "[rose by 3 metres](fact:rise)",
            "(rose by 3 metres)[fact:rise]",
            expect![[r#"
                dossier.md:10:31 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
            "#]],
        ),
        (
            "[rose by 3 metres](fact:rise)",
            "[rose by 3 metres][fact:rise]",
            expect![[r#"
                dossier.md:10:30 error[broken-link] this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses
            "#]],
        ),
        (
            "[rose by 3 metres](fact:rise)",
            "\\[rose\\](by 3 metres)",
            expect![[r#""#]],
        ),
        (
            "[rose by 3 metres](fact:rise)",
            "`[rose](fact: rise)`",
            expect![[r#""#]],
        ),
        (
            "## In short",
            "### In short",
            expect![[r#"
                dossier.md:8:1 error[heading-level] this heading has an id but starts no section; a section starts with `##`, outside of quotes and lists
            "#]],
        ),
        (
            "- The river",
            "# More {#more}\n\n- The river",
            expect![[r#"
                dossier.md:10:8 error[heading-level] this heading has an id but starts no section; a section starts with `##`, outside of quotes and lists
            "#]],
        ),
        (
            "reviewed_on: 2024-07-01\n---",
            "reviewed_on: 2024-07-01",
            expect![[r#"
                dossier.md:1:1 error[front-matter] the front matter that starts here is not closed: a second line `---` is missing
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}
