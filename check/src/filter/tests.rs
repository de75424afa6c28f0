#![expect(
    clippy::needless_pass_by_value,
    reason = "expectations are data, written by the test runner"
)]

mod encoded;
mod kinds;
mod left_out;
mod patterns;
mod sorted;
mod syntax;

use dossier::Collection;
use dossier::v1::fact::Body;
use dossier::v1::{
    Comparator, Evidence, Fact, LifecycleState, LocalizedText, Quantity, Rate, TimeExpression,
    Transfer, TransferStage,
};
use expect_test::Expect;
use prost::Message as _;
use prost_types::Timestamp;

use super::*;
use crate::model::contract;

fn words(text: &str) -> LocalizedText {
    LocalizedText {
        text: text.to_owned(),
        language_code: "en".to_owned(),
    }
}

fn date(edtf: &str) -> TimeExpression {
    TimeExpression {
        edtf: edtf.to_owned(),
        ..TimeExpression::default()
    }
}

fn quantity(value: &str, unit: &str) -> Quantity {
    Quantity {
        value: value.to_owned(),
        unit: unit.to_owned(),
        ..Quantity::default()
    }
}

/// A fact with this body and nothing else.
fn bare(body: Body) -> Record {
    record(Fact {
        name: "facts/bare".to_owned(),
        body: Some(body),
        ..Fact::default()
    })
}

fn record(fact: Fact) -> Record {
    Record {
        name: fact.name.as_str().into(),
        bytes: fact.encode_to_vec().into(),
        state: LifecycleState::Published,
        revision: fact.revision,
        references: ["entities/iran".into()].into(),
    }
}

/// A fact that has a value of each kind.
fn fact() -> Record {
    let transfer = Transfer {
        suppliers: vec!["entities/iran".to_owned(), "entities/nk-2".to_owned()],
        stage: TransferStage::Delivered.into(),
        quantity: Some(Quantity {
            comparator: Comparator::AtLeast.into(),
            ..quantity("2.5e6", "{drone}")
        }),
        rate: Some(Rate {
            quantity: Some(quantity("300", "{drone}")),
            period: "P1M".to_owned(),
            ..Rate::default()
        }),
        period: Some(TimeExpression {
            earliest: "2024-06-01".to_owned(),
            latest: "2024-06-30".to_owned(),
            ..date("2024-06")
        }),
        ..Transfer::default()
    };
    record(Fact {
        name: "facts/drones".to_owned(),
        revision: 7,
        create_time: Some(Timestamp {
            seconds: 1_718_798_400,
            nanos: 500_000_000,
        }),
        state: LifecycleState::Published.into(),
        statement: vec![words("Iran sent \"drones\".")],
        body: Some(Body::Transfer(Box::new(transfer))),
        evidence: vec![Evidence {
            article: "articles/site-48".to_owned(),
            ..Evidence::default()
        }],
        topics: vec!["arms".to_owned(), "drones".to_owned()],
        ..Fact::default()
    })
}

fn read(collection: Collection, text: &str) -> Result<Filter, FilterError> {
    Filter::parse(
        text,
        &contract::message_type(collection).expect("a message"),
    )
}

fn parse(text: &str) -> Result<Filter, FilterError> {
    read(Collection::Facts, text)
}

/// Tries filters on a record: each with whether it lets the record through.
fn table(record: &Record, rows: &[(&str, bool)]) {
    for (text, wanted) in rows {
        let filter = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(filter.matches(record), *wanted, "{text}");
        let negated = parse(&format!("NOT ({text})"));
        if !text.trim().is_empty() {
            let negated = negated.unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(negated.matches(record), !wanted, "NOT ({text})");
        }
    }
}

/// Compares filters that are refused, each with why.
fn refused(texts: &[&str], expected: Expect) {
    let reasons = texts.iter().map(|text| {
        let error = parse(text).expect_err(text);
        let start: String = text.chars().take(50).collect();
        format!("{start}\n    {error}\n")
    });
    expected.assert_eq(&reasons.collect::<String>());
}
