//! Dates, amounts, addresses and other values in one field.

use super::*;

#[test]
fn dates_and_durations_have_their_forms() {
    for (from, to, expected) in [
        (
            "period: 2024-06-17",
            "period: 2024-06-31",
            expect![[r#"
                facts.yaml:10:15 error[bad-date] `2024-06-31` is not in the calendar
            "#]],
        ),
        (
            "period: 2024-06-17",
            "period: last Monday",
            expect![[r#"
                facts.yaml:10:15 error[bad-date] `last Monday` is not a date (EDTF level 0 or 1); dates are written `2024-06-19`, `2024-06`, `2022/2024`, `2024?`
            "#]],
        ),
        (
            "period: 2024-06-17",
            "period: 2024-06-17/2024-06-16",
            expect![[r#"
                facts.yaml:10:15 error[bad-date] `2024-06-17/2024-06-16` ends before it starts
            "#]],
        ),
        (
            "reviewed_on: 2024-07-01",
            "reviewed_on: 2024-07",
            expect![[r#"
                dossier.md:5:14 error[bad-date] `2024-07` is not a day such as `2024-06-19`
            "#]],
        ),
        (
            "maximum: P3D",
            "maximum: P3X",
            expect![[r#"
                facts.yaml:20:40 error[bad-duration] `P3X` is not a duration (ISO 8601); durations are written `P5Y`, `P1M`, `P10D`, `PT6H`, without a sign, and half a year is `P6M`
            "#]],
        ),
        (
            "maximum: P3D",
            "maximum: PT0H",
            expect![[r#"
                facts.yaml:20:16 error[bad-duration] the horizon's `minimum` is longer than its `maximum`
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn an_amount_is_a_number_or_has_two_bounds() {
    for (amount, expected) in [
        (
            "{lower: 4, upper: 2, comparator: between, unit: m}",
            expect![[r#"
                facts.yaml:9:17 error[bad-quantity] the lower bound `4` is above the upper bound `2`
            "#]],
        ),
        (
            "{value: 3, upper: 2, unit: m}",
            expect![[r#"
            facts.yaml:9:17 error[bad-quantity] only `between` takes `lower` and `upper`; write `comparator: between`, or a `value`
        "#]],
        ),
        (
            "{value: 3, lower: 2, upper: 4, comparator: between, unit: m}",
            expect![[r#"
                facts.yaml:9:17 error[bad-quantity] `between` takes `lower` and `upper`, but no `value`
            "#]],
        ),
        (
            "{value: three, unit: m}",
            expect![[r#"
                facts.yaml:9:25 error[bad-value] `three` is not a decimal number
                  help: numbers are written `3700`, `2.5`, `2.5e6`
            "#]],
        ),
        (
            "{value: 3, unit: m, currency_code: EUR}",
            expect![[r#"
            facts.yaml:9:17 error[bad-quantity] a quantity has either a `unit` or a `currency_code`; remove one
        "#]],
        ),
        (
            "{value: 3, unit: m, absence: unknown}",
            expect![[r#"
            facts.yaml:9:17 error[bad-quantity] the quantity is given, but `absence` says that it is not; remove one
        "#]],
        ),
        (
            "{unit: m}",
            expect![[r#"
                facts.yaml:9:17 error[bad-quantity] the quantity has no `value`; write a number, or `absence`
            "#]],
        ),
    ] {
        broken("quantity: 3 m", &format!("quantity: {amount}"), expected);
    }
}

#[test]
fn units_are_those_of_ucum_and_currencies_those_of_iso_4217() {
    for (amount, expected) in [
        (
            "{value: '3', unit: drone}",
            expect![[r#"
                facts.yaml:9:36 error[bad-unit] `drone` is not a unit (UCUM)
                  help: write `{drone}`
            "#]],
        ),
        (
            "{value: '3', unit: '{}'}",
            expect![[r#"
                facts.yaml:9:36 error[bad-unit] `{}` does not name what is counted
                  help: write what is counted in braces, in the singular: `{drone}`; an irregular plural after a bar: `{child|children}`
            "#]],
        ),
        (
            "{value: '3', unit: '(m'}",
            expect![[r#"
                facts.yaml:9:36 error[bad-unit] `(m` is not a unit (UCUM)
                  help: write what is counted in braces: `{drone}`
            "#]],
        ),
        (
            "{value: '3', currency_code: XYZ}",
            expect![[r#"
                facts.yaml:9:45 error[bad-unit] `XYZ` is not a currency (ISO 4217)
            "#]],
        ),
        (
            "'3 {m'",
            expect![[r#"
                facts.yaml:9:17 error[bad-unit] `{m` is not a unit (UCUM)
                  help: write what is counted in braces: `{drone}`
            "#]],
        ),
        (
            "3 mph",
            expect![[r#"
                facts.yaml:9:17 warning[doubtful-unit] the unit `mph` means milliphot (UCUM)
                  help: write `[mi_i]/h` for miles per hour
            "#]],
        ),
        (
            "3",
            expect![[r#"
                facts.yaml:9:17 warning[no-unit] the quantity has no unit; write one, or what is counted, as in `3700 {drone}`
            "#]],
        ),
    ] {
        broken("quantity: 3 m", &format!("quantity: {amount}"), expected);
    }
}

#[test]
fn identifiers_addresses_and_languages_have_their_forms() {
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
                entities.yaml:19:44 error[bad-identifier] `159` is not a Wikidata item such as `Q159`
            "#]],
        ),
        (
            "names: Pump",
            "names: Pump\n    identifiers: {scheme: issn, value: '2049-363'}",
            expect![[r#"
                entities.yaml:19:40 error[bad-identifier] `2049-363` is not an ISSN such as `2049-3630`
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
            "genre: reportage\n",
            "genre: reportage\nurl: javascript:alert(1)\n",
            expect![[r#"
                flood.yaml:7:6 error[bad-url] `javascript:alert(1)` is not an absolute http or https address
            "#]],
        ),
        (
            "language_code: en\n",
            "language_code: english_language\n",
            expect![[r#"
                flood.yaml:5:16 error[bad-language] `english_language` is not a language tag (BCP 47)
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

#[test]
fn what_the_contract_requires_is_there() {
    for (from, to, expected) in [
        (
            "    names: Pump\n",
            "",
            expect![[r#"
                entities.yaml:16:3 error[missing-field] the entity has no `names`
            "#]],
        ),
        (
            "    measurement:\n      subject: vale\n      property: water level\n      quantity: 3 m\n      period: 2024-06-17\n",
            "",
            expect![[r#"
                facts.yaml:4:3 error[missing-body] the fact states nothing; write an `event`, a `transfer`, a `claim` or another body
                facts.yaml:5:16 warning[figure-not-held] the figure `3 metres` is in the statement, but in none of the fact's fields; add it to one of them
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

/// Of two texts in one language, one would be on no page; fragments of a quotation are no translations.
#[test]
fn a_field_has_one_text_per_language() {
    for (from, to, expected) in [
        (
            "description: Measures the rivers.",
            "description: [{language_code: en, text: A.}, {language_code: en, text: B.}]",
            expect![[r#"
                entities.yaml:6:50 error[duplicate-language] `description[0]` is the text in this language already
            "#]],
        ),
        (
            "description: Measures the rivers.",
            "description: {en: A., EN: B.}",
            expect![[r#"
                entities.yaml:6:27 error[duplicate-language] `description[0]` is the text in this language already
                entities.yaml:6:27 warning[language-form] `EN` is usually written `en`
            "#]],
        ),
        (
            "description: Measures the rivers.",
            "description: {he: A., iw: B.}",
            expect![[r#"
                entities.yaml:6:27 error[duplicate-language] `description[0]` is the text in this language already
                entities.yaml:6:27 warning[language-form] `iw` is usually written `he`
            "#]],
        ),
        (
            "description: Measures the rivers.",
            "description: {en: A., en-GB: B., fr: C.}",
            expect![[r#""#]],
        ),
    ] {
        broken(from, to, expected);
    }
}

/// What stands in a list twice would be counted or shown twice.
#[test]
fn a_list_has_each_value_once() {
    for (from, to, expected) in [
        (
            "      forecasters: engineer\n",
            "      forecasters: [engineer, vale, engineer]\n",
            expect![[r#"
                facts.yaml:18:37 warning[repeated-value] `entities/engineer` is in this list already; remove one of the two
            "#]],
        ),
        (
            "    links: {kind: supports, fact: warning}\n",
            "    links: [{kind: supports, fact: warning}, {kind: supports, fact: warning}]\n    topics: [water, air, water]\n",
            expect![[r#"
                facts.yaml:14:46 warning[repeated-value] the same element is in this list already; remove one of the two
                facts.yaml:15:26 warning[repeated-value] `water` is in this list already; remove one of the two
            "#]],
        ),
        (
            "      attribution: {agent: engineer, role: origin, cue: warned}\n  words",
            "      attribution: [{agent: engineer, role: origin, cue: warned}, {agent: engineer, role: origin, cue: warned}]\n  words",
            expect![[r#"
                facts.yaml:25:67 error[origin-first] the origin is the first step of an attribution; move this step to the top, or give it another `role`
                facts.yaml:25:67 warning[repeated-value] the same element is in this list already; remove one of the two
            "#]],
        ),
    ] {
        broken(from, to, expected);
    }
}
