#![expect(
    clippy::needless_pass_by_value,
    reason = "expectations are data, written by the test runner"
)]

use dossier::v1::fact::Body;
use dossier::v1::{
    Fact, LifecycleState, LocalizedText, Quantity, TimeExpression, Transfer, TransferStage,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use prost::Message as _;

use super::*;
use crate::model::contract;

fn fact() -> Record {
    let quantity = Quantity {
        value: "2.5e6".to_owned(),
        ..Quantity::default()
    };
    let transfer = Transfer {
        suppliers: vec!["entities/iran".to_owned()],
        stage: TransferStage::Delivered.into(),
        quantity: Some(quantity),
        period: Some(TimeExpression {
            edtf: "2024-06".to_owned(),
            earliest: "2024-06-01".to_owned(),
            latest: "2024-06-30".to_owned(),
            ..TimeExpression::default()
        }),
        ..Transfer::default()
    };
    let fact = Fact {
        name: "facts/drones".to_owned(),
        statement: vec![LocalizedText {
            text: "Iran sent drones.".to_owned(),
            language_code: "en".to_owned(),
        }],
        body: Some(Body::Transfer(Box::new(transfer))),
        topics: vec!["arms".to_owned(), "drones".to_owned()],
        ..Fact::default()
    };
    Record {
        name: "facts/drones".into(),
        bytes: fact.encode_to_vec().into(),
        state: LifecycleState::Published,
        revision: 1,
        references: ["entities/iran".into()].into(),
    }
}

fn parse(text: &str) -> Result<Filter, FilterError> {
    Filter::parse(
        text,
        &contract::descriptor("dossier.v1.Fact").expect("a message"),
    )
}

#[test]
fn a_filter_lets_through_what_it_says() {
    for (text, wanted) in [
        ("", true),
        ("kind = transfer", true),
        ("kind != transfer", false),
        ("kind = quote OR kind = transfer", true),
        ("kind = transfer AND transfer.stage = delivered", true),
        ("transfer.stage = TRANSFER_STAGE_DELIVERED", true),
        ("transfer.stage = used", false),
        ("NOT transfer.stage = used", true),
        ("-(kind = transfer)", false),
        ("transfer.quantity.value > 2000000", true),
        ("transfer.quantity.value >= 2500000.0", true),
        ("transfer.quantity.value < 3000", false),
        ("transfer.suppliers = 'entities/iran'", true),
        ("topics:drones", true),
        ("topics:*", true),
        ("corrections:*", false),
        ("statement:SENT", true),
        ("name = facts/dr*", true),
        ("name = *drones", true),
        ("name = *s/dr*", true),
        ("name = *rockets", false),
        ("kind = quote OR kind = transfer AND topics:none", false),
        ("mentions(\"entities/iran\")", true),
        ("mentions(entities/iran) AND transfer.stage = used", false),
        ("NOT mentions('entities/russia')", true),
        ("overlaps(\"2024-06\", \"2025\")", true),
        ("overlaps(2023, 2024-06-01)", true),
        ("overlaps(2024)", true),
        ("overlaps(2024-07/..)", false),
        ("overlaps(../2024-05-31)", false),
    ] {
        let filter = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(filter.matches(&fact()), wanted, "{text}");
    }
}

fn refused(text: &str, expected: Expect) {
    expected.assert_eq(&parse(text).expect_err(text).to_string());
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    refused(
        "kind = nonsense",
        expect![
            "at 7: unknown kind `nonsense`; known: event, agreement, transfer, role, membership, capability, measurement, quote, claim, forecast, definition"
        ],
    );
    refused(
        "kind",
        expect!["at 4: expected `=`, `!=`, `<`, `<=`, `>`, `>=` or `:`, found the end"],
    );
    refused("kind =", expect!["at 6: expected a value, found the end"]);
    refused(
        "((kind = quote)",
        expect!["at 15: expected `)`, found the end"],
    );
    refused(
        "kind = quote quote",
        expect!["at 13: expected `AND`, `OR` or the end, found `quote`"],
    );
    refused(
        "transfr.stage = used",
        expect!["at 0: unknown field `transfr`; did you mean `transfer`?"],
    );
    refused(
        "transfer.stage = usd",
        expect!["at 17: unknown TransferStage `usd`; did you mean `used`?"],
    );
    refused(
        "name.x = 1",
        expect!["at 0: `name` has no fields of its own"],
    );
    refused(
        "name = 'x",
        expect!["at 7: the quotation mark is never closed"],
    );
    refused("name ! x", expect!["at 5: expected `!=`, found `!`"]);
    refused(
        &"(".repeat(40),
        expect!["at 17: more than 16 levels of parentheses"],
    );
    refused(
        &"x".repeat(3000),
        expect!["at 0: the filter has 3000 bytes; at most 2048"],
    );
}

#[test]
fn what_is_wrong_with_a_function_is_told_with_its_place() {
    refused(
        "mentions(iran)",
        expect!["at 9: `iran` is no name; write `entities/iran`"],
    );
    refused(
        "overlaps(2024-13)",
        expect!["at 9: `2024-13` is not in the calendar"],
    );
    refused(
        "overlap(2024)",
        expect!["at 0: unknown function `overlap`; did you mean `overlaps`?"],
    );
    refused(
        "mentions(a/b, c/d)",
        expect!["at 14: `mentions` takes one name"],
    );
    refused(
        "mentions(a/b",
        expect!["at 12: expected `)`, found the end"],
    );
    refused(
        &["kind = quote"; 65].join(" OR "),
        expect!["at 1024: more than 64 conditions"],
    );
}

proptest! {
    #[test]
    fn no_filter_makes_it_panic(text in "(kind|name|transfer.stage|=|!=|<|:|AND|OR|NOT|-|\\(|\\)|,|mentions|overlaps|2024|a/b|'|\"| |\\PC){0,40}") {
        if let Ok(filter) = parse(&text) {
            filter.matches(&fact());
        }
    }
}
