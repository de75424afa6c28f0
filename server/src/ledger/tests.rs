//! The ledger against a plain model of what it promises.

mod faults;

use std::collections::BTreeMap;
use std::sync::Arc;

use dossier::v1::{Entity, EntityKind, EntityName, LifecycleState, Resource, resource};
use proptest::prelude::*;
use prost_types::Timestamp;

use super::{Action, Edit, Ledger, Proposal, Proposed, Refusal};
use crate::commit::{Commit, Signature};
use crate::states::Published;
use crate::store::memory::MemoryStore;
use crate::store::sqlite::SqliteStore;
use crate::store::{Extent, Store, verify};

fn clock() -> Timestamp {
    Timestamp {
        seconds: 1_718_755_200,
        nanos: 0,
    }
}

fn ledger(store: Box<dyn Store>) -> Ledger {
    Ledger::open(store, Arc::new(clock)).unwrap()
}

/// An entity whose parent, if it has one, must be there.
fn entity(id: &str, parent: Option<&str>, text: &str) -> Resource {
    Resource {
        resource: Some(resource::Resource::Entity(Box::new(Entity {
            name: format!("entities/{id}"),
            state: LifecycleState::Published.into(),
            kind: EntityKind::Organization.into(),
            names: vec![EntityName {
                text: text.to_owned(),
                language_code: "en".to_owned(),
                ..EntityName::default()
            }],
            parent: parent.map_or_else(String::new, |id| format!("entities/{id}")),
            ..Entity::default()
        }))),
    }
}

fn proposal(actions: Vec<Action>, request: Option<(&str, &str)>) -> Proposal {
    let edits = actions.into_iter().map(|action| Edit {
        action,
        etag: String::new(),
        create_only: false,
    });
    Proposal {
        what: Proposed::Edits(edits.collect()),
        signature: Signature::default(),
        request: request.map(|(id, digest)| (id.to_owned(), digest.to_owned())),
        validate_only: false,
        base_revision: None,
    }
}

/// What somebody does to one of a few entities.
#[derive(Clone, Debug)]
enum Step {
    Put(u8, Option<u8>, u8),
    Delete(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..5_u8, prop::option::of(0..5_u8), 0..3_u8)
            .prop_map(|(id, parent, text)| Step::Put(id, parent, text)),
        1 => (0..5_u8).prop_map(Step::Delete),
    ]
}

fn id(number: u8) -> String {
    format!("e{number}")
}

/// The state as a plain map: from ids to parents and texts.
type Model = BTreeMap<u8, (Option<u8>, u8)>;

/// What the model says of a commit: the next state, or nothing where it must be refused.
fn next(model: &Model, steps: &[Step]) -> Option<Model> {
    let mut next = model.clone();
    let mut touched = Vec::new();
    for step in steps {
        let (Step::Put(id, ..) | Step::Delete(id)) = step;
        if touched.contains(id) {
            return None;
        }
        touched.push(*id);
        match step {
            Step::Put(id, parent, text) => {
                next.insert(*id, (*parent, *text));
            }
            Step::Delete(id) => {
                model.get(id)?;
                next.remove(id);
            }
        }
    }
    let dangles = next
        .values()
        .any(|(parent, _)| parent.is_some_and(|id| !next.contains_key(&id)));
    let circle = next.keys().any(|start| {
        let mut at = *start;
        (0..=next.len()).all(|_| match next.get(&at).and_then(|(parent, _)| *parent) {
            Some(parent) => {
                at = parent;
                true
            }
            None => false,
        })
    });
    (!dangles && !circle).then_some(next)
}

fn read(snapshot: &crate::snapshot::Snapshot) -> Model {
    let number = |name: &str| name.trim_start_matches("entities/e").parse().ok();
    let entities = snapshot.records().filter_map(|record| record.entity());
    let found = entities.filter_map(|entity| {
        let text = entity.names.first()?.text.parse().ok()?;
        Some((number(&entity.name)?, (number(&entity.parent), text)))
    });
    found.collect()
}

proptest! {
    #![proptest_config(crate::fuzz::cases(48))]

    /// Whatever is proposed: the ledger takes what the model takes, and every revision reads as the
    /// model had it, now and after everything is loaded again.
    #[test]
    fn commits_and_reads_agree_with_a_plain_map(
        commits in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..12),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let open = || SqliteStore::open(folder.path(), "uid").unwrap();
        let desk = ledger(Box::new(open()));
        let mut model = Model::new();
        let mut states = vec![model.clone()];
        for steps in &commits {
            let actions = steps.iter().map(|step| match step {
                Step::Put(number, parent, text) => {
                    let parent = parent.map(id);
                    Action::Put(Box::new(entity(&id(*number), parent.as_deref(), &text.to_string())))
                }
                Step::Delete(number) => Action::Delete(format!("entities/{}", id(*number))),
            });
            let answer = desk.propose_blocking(proposal(actions.collect(), None));
            let expected = next(&model, steps);
            prop_assert_eq!(answer.is_ok(), expected.is_some(), "{:?} on {:?}: {:?}", steps, model, answer);
            if let Some(next) = expected {
                if next != model {
                    states.push(next.clone());
                }
                model = next;
            }
        }
        let check = |desk: &Ledger| {
            for (revision, state) in (0_i64..).zip(&states) {
                let snapshot = desk.history().states(revision).unwrap();
                assert_eq!(&read(snapshot.all()), state, "revision {revision}");
                if let Some(recent) = desk.recent(revision) {
                    assert_eq!(&read(recent.all()), state, "recent revision {revision}");
                }
            }
            assert_eq!(&read(&desk.snapshot()), states.last().unwrap());
        };
        check(&desk);
        desk.close();
        prop_assert_eq!(verify(&mut open()).unwrap(), i64::try_from(states.len()).unwrap() - 1);
        check(&ledger(Box::new(open())));
    }
}

/// An entity in a state that readers see, or do not.
fn entity_in(state: LifecycleState, text: &str) -> Resource {
    let mut entity = entity("one", None, text);
    if let Some(resource::Resource::Entity(entity)) = &mut entity.resource {
        entity.state = state.into();
    }
    entity
}

proptest! {
    #![proptest_config(crate::fuzz::cases(48))]

    /// However a history is cut into pieces and pages: readers see what they saw when it happened.
    #[test]
    fn what_readers_see_of_a_history_does_not_hang_on_how_it_is_read(
        steps in prop::collection::vec(prop::option::weighted(0.8, (any::<bool>(), 0..4_usize)), 1..14),
        (held, page, bytes) in (1..4_usize, 1..4_usize, 1..900_usize),
    ) {
        let desk = ledger(Box::new(MemoryStore::new("uid".to_owned())));
        for step in steps {
            let action = match step {
                Some((true, text)) => {
                    let text = "x".repeat(text * 100 + 1);
                    Action::Put(Box::new(entity_in(LifecycleState::Published, &text)))
                }
                Some((false, _)) => {
                    Action::Put(Box::new(entity_in(LifecycleState::Draft, "draft")))
                }
                None => Action::Delete("entities/one".to_owned()),
            };
            // What changes nothing, and the deletion of what is not there, makes no revision.
            desk.propose_blocking(proposal(vec![action], None)).ok();
        }
        let history = desk.history();
        let all = Extent { count: usize::MAX, bytes: usize::MAX };
        let name = "entities/one";
        let mut expected = history.revisions(name, i64::MAX, all).unwrap().commits;
        expected.reverse();
        let mut seen = Published::default();
        let mut expected: Vec<Commit> = expected.iter().filter_map(|commit| seen.follow(commit)).collect();
        expected.reverse();
        let (held, page) = (Extent { count: held, bytes }, Extent { count: page, bytes });
        let (mut found, mut before) = (Vec::new(), i64::MAX);
        loop {
            let past = history.published_by(held, (name, before), page).unwrap();
            prop_assert!(past.commits.len() <= page.count);
            let Some(oldest) = past.commits.last() else {
                prop_assert!(!past.more);
                break;
            };
            before = oldest.revision;
            found.extend(past.commits);
            if !past.more {
                break;
            }
        }
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn many_writers_get_one_revision_each_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = ledger(Box::new(SqliteStore::open(folder.path(), "uid").unwrap()));
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let desk = desk.clone();
            std::thread::spawn(move || {
                let commit = |number| {
                    let resource = entity(&format!("w{writer}-{number}"), None, "text");
                    let answer = desk
                        .propose_blocking(proposal(vec![Action::Put(Box::new(resource))], None));
                    answer.unwrap().commit.unwrap().revision
                };
                (0..10).map(commit).collect::<Vec<i64>>()
            })
        })
        .collect();
    let revisions = writers
        .into_iter()
        .flat_map(|writer| writer.join().unwrap());
    let mut revisions: Vec<i64> = revisions.collect();
    revisions.sort_unstable();
    assert_eq!(revisions, (1..=160).collect::<Vec<_>>());
    assert_eq!(desk.snapshot().len(), 160);
}

#[test]
fn the_same_request_at_the_same_time_is_carried_out_once() {
    let desk = ledger(Box::new(MemoryStore::new("uid".to_owned())));
    let askers: Vec<_> = (0..8)
        .map(|_| {
            let desk = desk.clone();
            std::thread::spawn(move || {
                let put = Action::Put(Box::new(entity("one", None, "text")));
                desk.propose_blocking(proposal(vec![put], Some(("id", "digest"))))
                    .unwrap()
            })
        })
        .collect();
    let answers: Vec<_> = askers
        .into_iter()
        .map(|asker| asker.join().unwrap())
        .collect();
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(desk.snapshot().revision(), 1);
    let other = proposal(
        vec![Action::Delete("entities/one".to_owned())],
        Some(("id", "another")),
    );
    assert!(matches!(
        desk.propose_blocking(other),
        Err(Refusal::RequestReused)
    ));
}

#[test]
fn of_two_proposals_for_a_store_without_commits_the_second_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let open = || ledger(Box::new(SqliteStore::open(folder.path(), "uid").unwrap()));
    let (desk, other) = (open(), open());
    let propose = |desk: &Ledger, id: &str, base_revision| {
        let put = Action::Put(Box::new(entity(id, None, "text")));
        let answer = desk.propose_blocking(Proposal {
            base_revision,
            ..proposal(vec![put], None)
        });
        answer.map(|response| response.commit.unwrap().revision)
    };
    assert_eq!(propose(&desk, "one", Some(0)).unwrap(), 1);
    // Whether it knows of the first commit already or meets it as a conflict.
    for desk in [&desk, &other] {
        let refused = propose(desk, "two", Some(0));
        assert!(
            matches!(refused, Err(Refusal::Base { newest: 1 })),
            "{refused:?}"
        );
    }
    assert_eq!(propose(&other, "two", Some(1)).unwrap(), 2);
    assert_eq!(propose(&desk, "three", None).unwrap(), 3);
}
