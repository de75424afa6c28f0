//! A store of any size, made without the detour over files.

use std::sync::Arc;

use bytes::Bytes;
use dossier::v1::{
    ChangeType, Entity, EntityKind, EntityName, Fact, LifecycleState, LocalizedText, Measurement,
    Quantity, TimeExpression, fact::Body,
};
use dossier_server::commit::{Change, Commit};
use dossier_server::store::{Entry, Store, StoreError};
use prost::Message as _;
use prost_types::Timestamp;

/// How many changes one commit has.
const COMMIT: usize = 10_000;

/// Facts for each entity.
const FACTS_PER_ENTITY: usize = 50;

/// Words of which statements are made; the later ones are rarer.
const WORDS: [&str; 24] = [
    "delivered",
    "agreement",
    "shells",
    "drones",
    "minister",
    "statement",
    "signed",
    "visit",
    "exports",
    "factory",
    "satellite",
    "summit",
    "navy",
    "harvest",
    "pipeline",
    "reactor",
    "embassy",
    "turbine",
    "vaccine",
    "glacier",
    "orchard",
    "zeppelin",
    "quartz",
    "obelisk",
];

/// Appends so many facts, and the entities that they are about, to an empty store.
pub fn fill(store: &mut dyn Store, facts: usize) -> Result<(), StoreError> {
    let entities = (facts / FACTS_PER_ENTITY).max(1);
    let mut changes: Vec<Change> = Vec::with_capacity(COMMIT);
    let mut revision = 0;
    let all = (0..entities)
        .map(entity)
        .chain((0..facts).map(|number| fact(number, entities)));
    for change in all {
        changes.push(change);
        if changes.len() == COMMIT {
            append(store, &mut revision, std::mem::take(&mut changes))?;
        }
    }
    append(store, &mut revision, changes)
}

fn append(
    store: &mut dyn Store,
    revision: &mut i64,
    changes: Vec<Change>,
) -> Result<(), StoreError> {
    let commit = Commit {
        revision: *revision + 1,
        time: Timestamp {
            seconds: 1_718_755_200 + *revision,
            nanos: 0,
        },
        author: "bench".to_owned(),
        message: String::new(),
        changes,
    };
    store.append(
        *revision,
        &[Entry {
            commit,
            request: None,
        }],
    )?;
    *revision += 1;
    Ok(())
}

fn text(text: String) -> Vec<LocalizedText> {
    vec![LocalizedText {
        text,
        language_code: "en".to_owned(),
    }]
}

fn change(name: &str, body: Vec<u8>, references: Vec<String>) -> Change {
    Change {
        name: Arc::from(name),
        kind: ChangeType::Created,
        etag: String::new(),
        previous_etag: String::new(),
        body: Bytes::from(body),
        references,
        purge: None,
    }
}

fn entity(number: usize) -> Change {
    let name = format!("entities/actor-{number}");
    let entity = Entity {
        name: name.clone(),
        uid: format!("{number:032x}"),
        etag: format!("\"{number:032x}\""),
        revision: 1,
        state: LifecycleState::Published.into(),
        kind: EntityKind::Organization.into(),
        names: vec![EntityName {
            text: format!("Actor {number}"),
            language_code: "en".to_owned(),
            ..EntityName::default()
        }],
        ..Entity::default()
    };
    change(&name, entity.encode_to_vec(), Vec::new())
}

/// A measurement by an actor; the same for the same number.
pub fn fact(number: usize, entities: usize) -> Change {
    // A multiplier that shares no factor with the count walks through all entities.
    let (one, other) = (number * 7 % entities, (number * 11 + 1) % entities);
    // Every word comes up half as often as the one before it.
    let word = |salt: usize| {
        let mixed = (number + salt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let rank = (mixed >> 20 | 1 << 23).trailing_zeros() as usize;
        WORDS.get(rank).copied().unwrap_or_default()
    };
    let name = format!("facts/fact-{number}");
    let subject = format!("entities/actor-{one}");
    let fact = Fact {
        name: name.clone(),
        uid: format!("{number:032x}"),
        etag: format!("\"{number:032x}\""),
        revision: 1,
        create_time: Some(Timestamp::default()),
        update_time: Some(Timestamp::default()),
        state: LifecycleState::Published.into(),
        statement: text(format!(
            "The {} of actor {one} came with the {} of actor {other}, and a {} in case {number}.",
            word(1),
            word(2),
            word(3)
        )),
        topics: vec![word(4).to_owned()],
        body: Some(Body::Measurement(Box::new(Measurement {
            subject: subject.clone(),
            property: text(word(5).to_owned()),
            quantity: Some(Quantity {
                value: number.to_string(),
                unit: "t".to_owned(),
                ..Quantity::default()
            }),
            period: Some(TimeExpression {
                edtf: "2024-06".to_owned(),
                earliest: "2024-06-01".to_owned(),
                latest: "2024-06-30".to_owned(),
                ..TimeExpression::default()
            }),
            about: vec![format!("entities/actor-{other}")],
            ..Measurement::default()
        }))),
        ..Fact::default()
    };
    let references = vec![subject, format!("entities/actor-{other}")];
    change(&name, fact.encode_to_vec(), references)
}
