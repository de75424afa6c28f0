//! An enum that is left out counts as the contract says, wherever it is asked for.

use dossier::v1::{Event, EventStatus, Forecast, Membership, Resolution};
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, Value};

use expect_test::expect;

use super::*;

#[test]
fn what_says_nothing_counts_as_the_contract_says() {
    table(
        &fact(),
        &[
            ("verification = unverified", true),
            ("verification != unverified", false),
            ("verification:unverified", true),
            ("verification = disputed", false),
            // Whether something is given is another question.
            ("verification:*", false),
            ("evidence.certainty = certain", true),
            ("evidence.stance = supports", true),
            ("evidence.polarity != affirmed", false),
            ("evidence.attribution.endorsement = neutral", false),
            ("transfer.period.basis = stated", true),
            ("transfer.quantity.comparator = exact", false),
            ("transfer.rate.quantity.comparator = exact", true),
            // Nothing is said, and nothing is made of it.
            ("evidence.rendering = verbatim", false),
            ("evidence.rendering = unspecified", true),
        ],
    );
    let open = bare(Body::Forecast(Box::default()));
    table(
        &open,
        &[
            ("forecast.resolution = open", true),
            ("forecast.resolution != open", false),
            ("forecast.likelihood = unspecified", true),
            ("membership.status = current", false),
        ],
    );
    let expired = bare(Body::Forecast(Box::new(Forecast {
        resolution: Resolution::Expired.into(),
        ..Forecast::default()
    })));
    table(&expired, &[("forecast.resolution = open", false)]);
    let member = bare(Body::Membership(Box::<Membership>::default()));
    table(&member, &[("membership.status = current", true)]);
    let planned = bare(Body::Event(Box::new(Event {
        status: EventStatus::Planned.into(),
        ..Event::default()
    })));
    table(
        &planned,
        &[
            ("event.status = occurred", false),
            ("event.status = planned", true),
        ],
    );
    refused(
        &["verification = unspecified"],
        expect![[r"
        verification = unspecified
            at 15: unknown Verification `unspecified`; did you mean `unverified`?
    "]],
    );
}

/// Every path from a message to an enum that counts as something where it is left out.
fn paths(message: &MessageDescriptor, depth: usize) -> Vec<Vec<FieldDescriptor>> {
    let mut found = Vec::new();
    for field in message.fields() {
        match field.kind() {
            Kind::Enum(_) if contract::rules(&field).default_value.is_some() => {
                found.push(vec![field]);
            }
            Kind::Message(inner) if inner.package_name() == "dossier.v1" && depth > 0 => {
                for mut rest in paths(&inner, depth - 1) {
                    rest.insert(0, field.clone());
                    found.push(rest);
                }
            }
            _ => {}
        }
    }
    found
}

/// A message in which the messages on the way to a field are there, and the field is not.
fn with(message: &MessageDescriptor, path: &[FieldDescriptor]) -> DynamicMessage {
    let mut made = DynamicMessage::new(message.clone());
    if let [field, rest @ ..] = path
        && let Kind::Message(inner) = field.kind()
    {
        let value = Value::Message(with(&inner, rest));
        let value = if field.is_list() {
            Value::List(vec![value])
        } else {
            value
        };
        made.set_field(field, value);
    }
    made
}

#[test]
fn every_enum_of_every_resource_counts_so() {
    let mut tried = 0;
    for collection in Collection::ALL {
        let message = contract::message_type(collection).expect("a message");
        for path in paths(&message, 4) {
            let field = path.last().expect("a field");
            let kind = field.kind();
            let values = kind.as_enum().expect("an enum");
            let default = contract::rules(field).default_value.expect("a default");
            let names: Vec<&str> = path.iter().map(FieldDescriptor::name).collect();
            let record = Record {
                bytes: with(&message, &path).encode_to_vec().into(),
                ..fact()
            };
            for value in values.values().filter(|value| value.number() != 0) {
                let text = format!("{} = {}", names.join("."), value.name());
                let filter =
                    read(collection, &text).unwrap_or_else(|error| panic!("{text}: {error}"));
                assert_eq!(filter.matches(&record), value.number() == default, "{text}");
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "{tried}");
}
