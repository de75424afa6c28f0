//! Each kind of value: what compares, and what is refused.

use expect_test::expect;

use super::*;

#[test]
fn texts_and_words() {
    table(
        &fact(),
        &[
            ("topics = arms", true),
            ("topics:arms", true),
            ("topics:arm", false),
            ("topics:a", false),
            ("topics:ARMS", false),
            ("topics:arm*", true),
            ("topics:*rms", true),
            ("topics = *r*", true),
            ("topics != arms", false),
            ("topics != oil", true),
            ("topics > aaa", true),
            ("topics < arms", false),
            ("topics <= arms", true),
            ("topics:*", true),
            ("topics = '*'", true),
            ("topics = \"ar\\*\"", false),
        ],
    );
    refused(
        &["topics < arm*"],
        expect![[r"
        topics < arm*
            at 9: `*` is a wildcard only after `=`, `!=` and `:`
    "]],
    );
}

#[test]
fn words_for_people() {
    table(
        &fact(),
        &[
            ("statement:SENT", true),
            ("statement.text:sent", true),
            ("statement:received", false),
            ("statement:'sent \"DRONES\"'", true),
            ("statement = 'Iran sent'", false),
            ("statement = 'Iran sent*'", true),
            ("statement = 'iran sent*'", false),
            ("statement.language_code = en", true),
            ("statement:*", true),
            ("corrections:*", false),
            ("topics = \"null\"", false),
            ("uid = ''", false),
            ("uid:*", false),
            ("uid != x", true),
        ],
    );
    refused(
        &[
            "topics = a*b",
            "topics = \"*a*b*\"",
            "transfer.suppliers:null",
            "topics < arm*",
            "statement.text = null",
        ],
        expect![[r#"
            topics = a*b
                at 9: `a*b` has a `*` inside; a `*` may be at either end of a value, and `\*` is the character itself
            topics = "*a*b*"
                at 9: `*a*b*` has a `*` inside; a `*` may be at either end of a value, and `\*` is the character itself
            transfer.suppliers:null
                at 19: there is no `null`; write `NOT transfer.suppliers:*` for a missing `transfer.suppliers`, or `"null"` for the word
            topics < arm*
                at 9: `*` is a wildcard only after `=`, `!=` and `:`
            statement.text = null
                at 17: there is no `null`; write `NOT statement.text:*` for a missing `statement.text`, or `"null"` for the word
        "#]],
    );
}

#[test]
fn names() {
    table(
        &fact(),
        &[
            ("name = facts/drones", true),
            ("name = facts/dr*", true),
            ("name = *drones", true),
            ("name = *s/dr*", true),
            ("name = *rockets", false),
            ("name:facts/drones", true),
            ("name:facts/drone", false),
            ("name != facts/drone", true),
            ("transfer.suppliers = 'entities/iran'", true),
            ("transfer.suppliers:\"entities/iran\"", true),
            ("transfer.suppliers:\"entities/ira\"", false),
            ("transfer.suppliers:entities/nk-2", true),
            ("transfer.suppliers != entities/iran", false),
            ("transfer.recipients != entities/iran", true),
            ("transfer.recipients:*", false),
            ("transfer.suppliers = 'entities/*'", true),
            ("transfer.suppliers = 'ent*'", true),
            ("transfer.suppliers = 'entities/ir*'", true),
            ("transfer.suppliers = '*ies/ir*'", true),
            ("transfer.suppliers = '*ies/iran'", true),
            ("transfer.suppliers = '*an'", true),
            ("transfer.suppliers = '*ra*'", true),
            ("transfer.suppliers = '*tit*'", true),
            ("transfer.suppliers = '*'", true),
            ("evidence.article = articles/site-48", true),
            ("evidence:*", true),
            ("mentions(\"entities/iran\")", true),
            ("mentions(entities/nobody)", false),
        ],
    );
    refused(
        &[
            "name = drones",
            "name < facts/e",
            "transfer.suppliers = iran",
            "transfer.suppliers = 'facts/iran'",
            "transfer.suppliers = 'North Korea'",
            "transfer.suppliers = 'entities/*an'",
            "name = 'entities/*'",
            "name != 'entities/*'",
            "transfer.suppliers = 'articles/*'",
            "transfer.suppliers:'articles/*'",
            "transfer.suppliers = 'iran*'",
            "transfer.suppliers = 'entities/Iran*'",
            "transfer.suppliers = '*cles/*'",
            "transfer.suppliers = '*s/iran/*'",
            "transfer.suppliers = '*-'",
            "evidence.article = '*facts/site-48'",
            "name = '*North Korea*'",
            "mentions(iran)",
            "mentions(nosuch/x)",
            "mentions(a/b, c/d)",
        ],
        expect![[r"
            name = drones
                at 7: `drones` is not a name; names are written `facts/drones`
            name < facts/e
                at 5: `name` is a name, which has no order; write `=` or `!=`
            transfer.suppliers = iran
                at 21: `iran` is not a name; names are written `entities/iran`
            transfer.suppliers = 'facts/iran'
                at 21: `facts/iran` can never match: the field refers to entities
            transfer.suppliers = 'North Korea'
                at 21: `North Korea` is not a name; names are written `entities/iran`
            transfer.suppliers = 'entities/*an'
                at 21: `entities/*an` has a `*` inside; a `*` may be at either end of a value, and `\*` is the character itself
            name = 'entities/*'
                at 7: `entities/*` can never match: the field refers to facts
            name != 'entities/*'
                at 8: `entities/*` can never match: the field refers to facts
            transfer.suppliers = 'articles/*'
                at 21: `articles/*` can never match: the field refers to entities
            transfer.suppliers:'articles/*'
                at 19: `articles/*` can never match: the field refers to entities
            transfer.suppliers = 'iran*'
                at 21: `iran*` can never match: names are written `entities/iran`, with small letters, digits and hyphens
            transfer.suppliers = 'entities/Iran*'
                at 21: `entities/Iran*` can never match: names are written `entities/iran`, with small letters, digits and hyphens
            transfer.suppliers = '*cles/*'
                at 21: `*cles/*` can never match: names are written `entities/iran`, with small letters, digits and hyphens
            transfer.suppliers = '*s/iran/*'
                at 21: `*s/iran/*` can never match: names are written `entities/iran`, with small letters, digits and hyphens
            transfer.suppliers = '*-'
                at 21: `*-` can never match: names are written `entities/iran`, with small letters, digits and hyphens
            evidence.article = '*facts/site-48'
                at 19: `*facts/site-48` can never match: names are written `articles/iran`, with small letters, digits and hyphens
            name = '*North Korea*'
                at 7: `*North Korea*` can never match: names are written `facts/iran`, with small letters, digits and hyphens
            mentions(iran)
                at 9: `iran` is not a name; names are written `entities/iran`
            mentions(nosuch/x)
                at 9: `nosuch/x` is not a name; names are written `entities/x`
            mentions(a/b, c/d)
                at 14: `mentions` takes one name
        "]],
    );
}

#[test]
fn enums_and_booleans() {
    table(
        &fact(),
        &[
            ("transfer.stage = delivered", true),
            ("transfer.stage = TRANSFER_STAGE_DELIVERED", true),
            ("transfer.stage = DELIVERED", true),
            ("transfer.stage:delivered", true),
            ("transfer.stage = used", false),
            ("transfer.stage != used", true),
            ("transfer.stage:*", true),
            ("event.status != occurred", true),
            ("event.status = occurred", false),
            ("kind = transfer", true),
            ("kind:transfer", true),
            ("kind:event", false),
            ("kind = Transfer", true),
            ("kind != transfer", false),
            ("kind:*", true),
            ("state = published", true),
        ],
    );
    refused(
        &[
            "transfer.stage < delivered",
            "transfer.stage = usd",
            "transfer.stage = deliver*",
            "transfer.stage = null",
            "kind >= event",
            "kind = nonsense",
            "kind = tr*",
        ],
        expect![[r#"
            transfer.stage < delivered
                at 15: `transfer.stage` is an enum, which has no order; write `=` or `!=`
            transfer.stage = usd
                at 17: unknown TransferStage `usd`; did you mean `used`?
            transfer.stage = deliver*
                at 17: `transfer.stage` is not a text, so `*` is no wildcard; `transfer.stage:*` tests whether it is set
            transfer.stage = null
                at 17: there is no `null`; write `NOT transfer.stage:*` for a missing `transfer.stage`, or `"null"` for the word
            kind >= event
                at 5: `kind` has no order; write `=` or `!=`
            kind = nonsense
                at 7: unknown kind `nonsense`; known: event, agreement, transfer, role, membership, capability, measurement, quote, claim, forecast, definition
            kind = tr*
                at 7: unknown kind `tr*`; known: event, agreement, transfer, role, membership, capability, measurement, quote, claim, forecast, definition
        "#]],
    );
}

#[test]
fn numbers() {
    table(
        &fact(),
        &[
            ("revision = 7", true),
            ("revision = 7.0", true),
            ("revision > 6", true),
            ("revision > 10", false),
            ("revision >= -2", true),
            ("revision >= (-2)", true),
            ("revision <= 70e-1", true),
            ("revision < 99999999999999999999999", true),
            ("revision:7", true),
            ("transfer.quantity.value > 2000000", true),
            ("transfer.quantity.value >= -2.4", true),
            ("transfer.quantity.value = 2500000.0", true),
            ("transfer.quantity.value < 3000", false),
            ("transfer.quantity.value != 3000", true),
            ("transfer.quantity.lower > 0", false),
        ],
    );
    refused(
        &[
            "revision > abc",
            "revision = 1.5",
            "revision = 7*",
            "revision = ''",
            "transfer.quantity.value > 'many'",
            "transfer.quantity.value > 2,000",
        ],
        expect![[r"
            revision > abc
                at 11: `abc` is not a whole number
            revision = 1.5
                at 11: `1.5` is not a whole number
            revision = 7*
                at 11: `revision` is not a text, so `*` is no wildcard; `revision:*` tests whether it is set
            revision = ''
                at 11: `` is not a whole number
            transfer.quantity.value > 'many'
                at 26: `many` is not a decimal number
            transfer.quantity.value > 2,000
                at 27: expected `AND`, `OR` or the end, found `,`
        "]],
    );
}

#[test]
fn amounts_and_rates() {
    // At least 2.5 million drones.
    table(
        &fact(),
        &[
            ("transfer.quantity > 2000000", true),
            ("transfer.quantity > 2500000", false),
            ("transfer.quantity >= 2500000", true),
            ("transfer.quantity < 9e9", false),
            ("transfer.quantity = 2500000", false),
            ("transfer.quantity >= '2500000 {drone}'", true),
            ("transfer.quantity >= '2500000 {tank}'", false),
            ("transfer.quantity >= 'EUR 1'", false),
            ("transfer.quantity:*", true),
            ("transfer.quantity:value", true),
            ("transfer.quantity:lower", false),
            ("transfer.rate = '300 {drone} / P1M'", true),
            ("transfer.rate > '299 {drone} / P1M'", true),
            ("transfer.rate = '300 {drone} / P30D'", false),
            ("transfer.rate.period = P1M", true),
            ("transfer.rate.quantity = '200..300 {drone}'", true),
        ],
    );
    refused(
        &[
            "transfer.quantity > many",
            "transfer.quantity > '>300 {drone}'",
            "transfer.quantity = 3*",
            "transfer.rate > 300",
            "transfer.rate > '300 / P1M'",
        ],
        expect![[r"
            transfer.quantity > many
                at 20: `many` is not an amount; amounts are written `3700 {drone}`, `>300 km`, `5..8 a`, `~GBP 160e6`
            transfer.quantity > '>300 {drone}'
                at 20: `>300 {drone}` has two comparisons; write only one, before the amount: `> 300`
            transfer.quantity = 3*
                at 20: `transfer.quantity` is not a text, so `*` is no wildcard; `transfer.quantity:*` tests whether it is set
            transfer.rate > 300
                at 16: `300` is not a rate; rates are written `>300 {drone} / P1M`
            transfer.rate > '300 / P1M'
                at 16: `300 / P1M` has no unit; write `300 {drone} / P1M`
        "]],
    );
}

#[test]
fn dates() {
    // Some time in June 2024.
    table(
        &fact(),
        &[
            ("transfer.period = 2024-06", true),
            ("transfer.period = 2024", true),
            ("transfer.period = 2024-06-19", false),
            ("transfer.period = 2024-05/2024-07", true),
            ("transfer.period = 2024/..", true),
            ("transfer.period != 2023", true),
            ("transfer.period >= 2024", true),
            ("transfer.period >= 2024-06-19", false),
            ("transfer.period > 2024-05", true),
            ("transfer.period > 2024-06", false),
            ("transfer.period > 2024-05-31", true),
            ("transfer.period < 2025", true),
            ("transfer.period < 2024-06-30", false),
            ("transfer.period <= 2024-06-30", true),
            ("transfer.period <= \"2024-06~\"", true),
            ("transfer.period > -0043-03-15", true),
            ("transfer.period < 2024-07-01T12:00:00Z", true),
            ("transfer.period.edtf = 2024", true),
            ("transfer.period.earliest = 2024-06-01", true),
            ("transfer.period.latest < 2024-07", true),
            ("transfer.period:*", true),
            ("transfer.period:verbatim", false),
            ("valid > 2000", false),
            ("valid != 2000", true),
        ],
    );
    refused(
        &[
            "transfer.period > yesterday",
            "transfer.period > 2024-13",
            "transfer.period = 2024*",
            "transfer.period:2024",
            "transfer.period >= 2024-06-19T25:00:00Z",
        ],
        expect![[r"
            transfer.period > yesterday
                at 18: `yesterday` is not a date (EDTF level 0 or 1); dates are written `2024-06-19`, `2024-06`, `2022/2024`, `2024?`
            transfer.period > 2024-13
                at 18: `2024-13` is not in the calendar
            transfer.period = 2024*
                at 18: `transfer.period` is not a text, so `*` is no wildcard; `transfer.period:*` tests whether it is set
            transfer.period:2024
                at 16: unknown field `2024`; known: edtf, verbatim, basis, earliest, latest, absence (`:` tests whether a message has a field)
            transfer.period >= 2024-06-19T25:00:00Z
                at 19: `2024-06-19T25:00:00Z` has an invalid time of day; write `T23:20`, `T23:20:30`, `T23:20:30Z` or `T23:20:30+04:30`
        "]],
    );
}

#[test]
fn overlaps() {
    table(
        &fact(),
        &[
            ("overlaps(\"2024-06\", \"2025\")", true),
            ("overlaps(2023, 2024-06-01)", true),
            ("overlaps(2024)", true),
            ("overlaps(2024-07/..)", false),
            ("overlaps(../2024-05-31)", false),
        ],
    );
    refused(
        &[
            "overlaps(2024-13)",
            "overlaps('2025', '2024')",
            "overlaps(2024-06-19, 2024-06-18)",
        ],
        expect![[r"
            overlaps(2024-13)
                at 9: `2024-13` is not in the calendar
            overlaps('2025', '2024')
                at 17: `2024` ends before `2025` starts
            overlaps(2024-06-19, 2024-06-18)
                at 21: `2024-06-18` ends before `2024-06-19` starts
        "]],
    );
}

#[test]
fn points_in_time() {
    table(
        &fact(),
        &[
            ("create_time > \"2020-01-01T00:00:00Z\"", true),
            ("create_time > 2020-01-01T00:00:00Z", true),
            ("create_time < 2020-01-01T00:00:00Z", false),
            ("create_time = 2024-06-19T12:00:00.5Z", true),
            ("create_time = 2024-06-19T12:00:00Z", false),
            ("create_time = 2024-06-19T14:00:00.500+02:00", true),
            ("create_time >= 2024-06-19T07:00:00-05:00", true),
            ("create_time:2024-06-19T12:00:00.5Z", true),
            ("create_time:*", true),
            ("update_time:*", false),
            ("update_time > 0001-01-01T00:00:00Z", false),
            ("update_time < 9999-01-01T00:00:00Z", false),
            ("update_time != 2024-06-19T12:00:00Z", true),
        ],
    );
    refused(
        &[
            "create_time > INVALID",
            "create_time > yesterday",
            "create_time > 2024-06-19",
            "create_time = '2022-08-12 22:22:22'",
            "create_time.seconds > 5",
        ],
        expect![[r"
            create_time > INVALID
                at 14: `INVALID` is not a point in time (RFC 3339); write it like `2024-06-19T12:00:00Z`
            create_time > yesterday
                at 14: `yesterday` is not a point in time (RFC 3339); write it like `2024-06-19T12:00:00Z`
            create_time > 2024-06-19
                at 14: `2024-06-19` is not a point in time (RFC 3339); write it like `2024-06-19T12:00:00Z`
            create_time = '2022-08-12 22:22:22'
                at 14: `2022-08-12 22:22:22` is not a point in time (RFC 3339); write it like `2024-06-19T12:00:00Z`
            create_time.seconds > 5
                at 0: `create_time` has no fields of its own
        "]],
    );
}

#[test]
fn lengths_of_time() {
    use dossier::v1::{Forecast, Horizon};
    let horizon = Horizon {
        minimum: "P5Y".to_owned(),
        maximum: "P8Y".to_owned(),
        ..Horizon::default()
    };
    let forecast = bare(Body::Forecast(Box::new(Forecast {
        horizon: Some(horizon),
        ..Forecast::default()
    })));
    table(
        &forecast,
        &[
            ("forecast.horizon.minimum = P5Y", true),
            ("forecast.horizon.minimum = P60M", true),
            ("forecast.horizon.minimum > P59M", true),
            ("forecast.horizon.minimum > P9M", true),
            ("forecast.horizon.minimum > PT0.5H", true),
            ("forecast.horizon.maximum <= P10Y", true),
            ("forecast.horizon.maximum <= P100D", false),
            ("forecast.horizon:maximum", true),
            ("forecast.horizon:*", true),
        ],
    );
    refused(
        &[
            "forecast.horizon.minimum > 5",
            "forecast.horizon.minimum > 20s",
            "forecast.horizon > P5Y",
        ],
        expect![[r"
            forecast.horizon.minimum > 5
                at 27: `5` is not a duration (ISO 8601); durations are written `P5Y`, `P1M`, `P10D`, `PT6H`
            forecast.horizon.minimum > 20s
                at 27: `20s` is not a duration (ISO 8601); durations are written `P5Y`, `P1M`, `P10D`, `PT6H`
            forecast.horizon > P5Y
                at 17: `forecast.horizon` is not a single value; write one of its fields, such as `forecast.horizon.minimum`, or `forecast.horizon:*`
        "]],
    );
}

#[test]
fn messages() {
    table(
        &fact(),
        &[
            ("transfer:*", true),
            ("transfer:quantity", true),
            ("transfer:agreement", false),
            ("event:status", false),
            ("derivation:*", false),
            ("evidence.selectors:*", false),
        ],
    );
    refused(
        &[
            "transfer = x",
            "transfer > 5",
            "transfer:nosuch",
            "transfer:*stage",
            "evidence = x",
            "evidence:article",
        ],
        expect![[r"
            transfer = x
                at 11: `transfer` is not a single value; write one of its fields, such as `transfer.suppliers`, or `transfer:*`
            transfer > 5
                at 9: `transfer` is not a single value; write one of its fields, such as `transfer.suppliers`, or `transfer:*`
            transfer:nosuch
                at 9: unknown field `nosuch`; known: suppliers, recipients, makers, item, category, stage, quantity, rate, period, agreement, purpose, place (`:` tests whether a message has a field)
            transfer:*stage
                at 9: unknown field `*stage`; did you mean `stage`? (`:` tests whether a message has a field)
            evidence = x
                at 11: `evidence` is not a single value; write one of its fields, such as `evidence.article`, or `evidence:*`
            evidence:article
                at 9: `evidence` is not a single value; write one of its fields, such as `evidence.article`, or `evidence:*`
        "]],
    );
}

#[test]
fn a_plural_and_how_a_unit_is_typed_make_no_other_unit() {
    for (stored, asked, same) in [
        ("{truck}", "{truck|trucks}", true),
        ("{truck|trucks}", "{truck}", true),
        ("{truck|trucks}", "{truck|few:lorries}", true),
        ("{truck}", "{trucks}", false),
        ("{truck}", "{lorry}", false),
        ("{véhicule}", "{ve\u{301}hicule}", true),
        ("{a b}", "{a  b}", true),
        ("{a_b}", "{a b}", true),
        ("{a\u{a0}b}", "{a b}", true),
        ("{a\u{200b}b}", "{ab}", true),
        ("{death|deaths}/{person}", "{death}/{person|people}", true),
        ("{death|deaths}/{person}", "{death}/{child}", false),
        ("km", "km", true),
        ("km", "m", false),
    ] {
        for (quantity_of, rate) in [(stored, false), (asked, false), (stored, true)] {
            let other = if quantity_of == stored { asked } else { stored };
            let amount = quantity("40", quantity_of);
            let transfer = if rate {
                Transfer {
                    rate: Some(Rate {
                        quantity: Some(amount),
                        period: "P1M".to_owned(),
                        ..Rate::default()
                    }),
                    ..Transfer::default()
                }
            } else {
                Transfer {
                    quantity: Some(amount),
                    ..Transfer::default()
                }
            };
            let field = if rate { "rate" } else { "quantity" };
            let per = if rate { " / P1M" } else { "" };
            let fact = bare(Body::Transfer(Box::new(transfer)));
            let inner = if rate { "rate.quantity" } else { "quantity" };
            table(
                &fact,
                &[
                    (&format!("transfer.{field} = '40 {other}{per}'"), same),
                    (&format!("transfer.{inner}.unit = '{other}'"), same),
                ],
            );
        }
    }
}
