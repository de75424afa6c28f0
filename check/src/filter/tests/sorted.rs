//! `order_by`: what comes first, and what no list is ordered by.

use dossier::v1::{Event, Forecast, Resolution, Verification};
use expect_test::expect;

use super::*;

fn order(text: &str) -> Result<Order, OrderError> {
    let facts = contract::message_type(Collection::Facts).expect("a message");
    Order::parse(text, &facts)
}

/// The names of facts in an order, without `facts/`.
fn sorted(facts: &[Fact], text: &str) -> String {
    let order = order(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let mut ranked: Vec<_> = facts
        .iter()
        .map(|fact| (order.rank(&fact.encode_to_vec().into()), fact))
        .collect();
    ranked.sort_by(|(left, _), (right, _)| order.compare(left, right));
    let names = ranked
        .iter()
        .map(|(_, fact)| fact.name.trim_start_matches("facts/"));
    names.collect::<Vec<_>>().join(" ")
}

fn named(name: &str) -> Fact {
    Fact {
        name: format!("facts/{name}"),
        ..Fact::default()
    }
}

fn event(name: &str, when: &str) -> Fact {
    let event = Event {
        when: (!when.is_empty()).then(|| {
            let day = |text: &str| text.to_owned();
            TimeExpression {
                earliest: day("2024-01-01"),
                latest: day("2024-12-31"),
                ..date(when)
            }
        }),
        ..Event::default()
    };
    Fact {
        body: Some(Body::Event(Box::new(event))),
        ..named(name)
    }
}

#[test]
fn points_in_time_numbers_and_names() {
    let times = [("a", 20), ("b", 3), ("c", 100)].map(|(name, seconds)| Fact {
        revision: seconds,
        update_time: Some(Timestamp { seconds, nanos: 0 }),
        ..named(name)
    });
    assert_eq!(sorted(&times, "update_time"), "b a c");
    assert_eq!(sorted(&times, "update_time desc"), "c a b");
    assert_eq!(sorted(&times, "revision"), "b a c");
    assert_eq!(sorted(&times, "name desc"), "c b a");
    assert_eq!(sorted(&times, ""), "a b c");
    assert_eq!(sorted(&times, "  "), "a b c");
}

#[test]
fn dates() {
    let dates = [
        ("a", "2024-06"),
        ("b", "2023"),
        ("c", "2024-06-19"),
        ("d", ""),
        ("e", "../2020"),
    ];
    let dates = dates.map(|(name, when)| event(name, when));
    assert_eq!(sorted(&dates, "event.when"), "d e b a c");
    assert_eq!(sorted(&dates, "event.when desc"), "c a b e d");
    assert_eq!(sorted(&dates, "when"), "d e b a c");
    assert_eq!(sorted(&dates, " when  desc , name"), "c a b e d");
}

#[test]
fn amounts() {
    let amounts = [("a", "9"), ("b", "1e3"), ("c", "-5"), ("d", "70.5")];
    let amounts = amounts.map(|(name, value)| {
        let transfer = Transfer {
            quantity: Some(quantity(value, "t")),
            ..Transfer::default()
        };
        Fact {
            body: Some(Body::Transfer(Box::new(transfer))),
            ..named(name)
        }
    });
    assert_eq!(sorted(&amounts, "transfer.quantity"), "c a d b");
    assert_eq!(sorted(&amounts, "transfer.quantity.value desc"), "b d a c");
}

#[test]
fn enums_come_as_the_contract_lists_them() {
    let verdicts = [
        ("a", Verification::Refuted),
        ("b", Verification::Unspecified),
        ("c", Verification::SingleSource),
        ("d", Verification::Unverified),
    ];
    let verdicts = verdicts.map(|(name, verdict)| Fact {
        verification: verdict.into(),
        ..named(name)
    });
    assert_eq!(sorted(&verdicts, "verification"), "b d c a");
    assert_eq!(sorted(&verdicts, "verification desc, name desc"), "a c d b");

    let forecasts =
        [("a", Resolution::Occurred), ("b", Resolution::Unspecified)].map(|(name, resolution)| {
            Fact {
                body: Some(Body::Forecast(Box::new(Forecast {
                    resolution: resolution.into(),
                    ..Forecast::default()
                }))),
                ..named(name)
            }
        });
    assert_eq!(sorted(&forecasts, "forecast.resolution"), "b a");
}

#[test]
fn texts_come_by_the_one_that_the_editor_wrote() {
    let statements = [("a", "Beta"), ("b", "Alpha")].map(|(name, text)| Fact {
        statement: vec![words(text)],
        ..named(name)
    });
    assert_eq!(sorted(&statements, "statement"), "b a");
}

fn refused(texts: &[&str], expected: Expect) {
    let reasons = texts.iter().map(|text| {
        let error = order(text).expect_err(text);
        format!("{text}\n    {error}\n")
    });
    expected.assert_eq(&reasons.collect::<String>());
}

#[test]
fn what_no_list_is_ordered_by_is_refused() {
    refused(
        &[
            ",",
            "name,",
            ",name",
            "name,,revision",
            "name revision",
            "name DESC",
            "name desc desc",
        ],
        expect![[r"
            ,
                a field is missing between the commas
            name,
                a field is missing between the commas
            ,name
                a field is missing between the commas
            name,,revision
                a field is missing between the commas
            name revision
                `name revision` is not a field, optionally followed by ` desc`
            name DESC
                `name DESC` is not a field, optionally followed by ` desc`
            name desc desc
                `name desc desc` is not a field, optionally followed by ` desc`
        "]],
    );
}

#[test]
fn fields_without_one_value_are_refused_with_those_that_have_one() {
    refused(
        &[
            "evidence",
            "evidence.article",
            "topics",
            "transfer",
            "transfer.suppliers",
            "transfer.suplier",
            "nosuch",
            "forecast.horizon",
            "name/x",
            "-name",
            "*",
            "create_time.seconds",
            &["name"; 9].join(","),
        ],
        expect![[r"
            evidence
                lists cannot be ordered by `evidence`, only by name, uid, etag, revision, create_time, update_time, state, state_reason, superseded_by, statement, valid, as_of, verification, verification_note, when
            evidence.article
                lists cannot be ordered by `evidence.article`, only by name, uid, etag, revision, create_time, update_time, state, state_reason, superseded_by, statement, valid, as_of, verification, verification_note, when
            topics
                lists cannot be ordered by `topics`, only by name, uid, etag, revision, create_time, update_time, state, state_reason, superseded_by, statement, valid, as_of, verification, verification_note, when
            transfer
                lists cannot be ordered by `transfer`, only by transfer.item, transfer.category, transfer.stage, transfer.quantity, transfer.rate, transfer.period, transfer.agreement, transfer.purpose, transfer.place
            transfer.suppliers
                lists cannot be ordered by `transfer.suppliers`, only by transfer.item, transfer.category, transfer.stage, transfer.quantity, transfer.rate, transfer.period, transfer.agreement, transfer.purpose, transfer.place
            transfer.suplier
                unknown field `suplier`; did you mean `suppliers`?
            nosuch
                unknown field `nosuch`; known: name, uid, etag, revision, create_time, update_time, state, state_reason, superseded_by, statement, valid, as_of, verification, verification_note, when
            forecast.horizon
                lists cannot be ordered by `forecast.horizon`, only by forecast.horizon.minimum, forecast.horizon.maximum, forecast.horizon.verbatim
            name/x
                unknown field `name/x`; did you mean `name`?
            -name
                unknown field `-name`; did you mean `name`?
            *
                unknown field `*`; known: name, uid, etag, revision, create_time, update_time, state, state_reason, superseded_by, statement, valid, as_of, verification, verification_note, when
            create_time.seconds
                `create_time` has no fields of its own
            name,name,name,name,name,name,name,name,name
                9 fields; an order has at most 8
        "]],
    );
}

#[test]
fn each_collection_has_its_own_fields() {
    for (collection, fields) in [
        (
            Collection::Entities,
            &["display_name", "names", "kind", "parent"][..],
        ),
        (
            Collection::Articles,
            &["published desc", "title", "genre", "headline"],
        ),
        (
            Collection::Facts,
            &["when", "statement", "verification", "as_of"],
        ),
        (
            Collection::Dossiers,
            &["reviewed_on", "title", "standfirst"],
        ),
    ] {
        let message = contract::message_type(collection).expect("a message");
        for field in fields.iter().chain(&[
            "name",
            "update_time desc",
            "create_time",
            "revision",
            "state",
            "etag",
            "uid",
        ]) {
            let found = Order::parse(field, &message);
            assert!(found.is_ok(), "{collection} {field}: {found:?}");
        }
        let when = Order::parse("when", &message);
        assert_eq!(
            when.is_ok(),
            collection == Collection::Facts,
            "{collection}"
        );
    }
}
