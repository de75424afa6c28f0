//! Nobody sees what is not theirs: all methods by roles, and two stores that differ in drafts only.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use bytes::{Buf as _, BufMut as _, Bytes};
use dossier::v1::{ChangeType, LifecycleState, LocalizedText, Resource, resource::Resource as One};
use dossier::{Collection, Metadata};
use dossier_check::assess::assess;
use dossier_check::model::resource::decode;
use dossier_check::text::digest_bytes;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use prost::Message as _;
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MethodDescriptor, Value};
use tokio::sync::watch;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::transport::Channel;
use tonic::{Code, Request, Status};

use super::Api;
use crate::access::{Access, Role, Tokens};
use crate::commit::{Change, Commit, uid};
use crate::ledger::Ledger;
use crate::serve::{Listeners, Settings, serve};
use crate::store::memory::MemoryStore;
use crate::store::{Entry, Store as _};

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/content");

/// A word that stands in drafts only.
const SECRET: &str = "quincunx";

/// How many commits a store has.
const COMMITS: usize = 40;

/// How many calls are compared.
const CALLS: usize = 1500;

static RESOURCES: LazyLock<Vec<Resource>> = LazyLock::new(|| {
    let checked = assess(std::path::Path::new(CONTENT), "2024-07-01").unwrap();
    let checked = checked.checked.unwrap();
    checked
        .puts()
        .iter()
        .map(|put| put.resource().clone())
        .collect()
});

/// What a commit does to one of the resources: which one, and its state; nothing: it is deleted.
type Step = (usize, Option<LifecycleState>);

fn steps(runner: &mut TestRunner) -> Vec<Vec<Step>> {
    let states = prop_oneof![
        3 => Just(Some(LifecycleState::Draft)),
        3 => Just(Some(LifecycleState::Published)),
        1 => Just(Some(LifecycleState::Retracted)),
        1 => Just(None),
    ];
    let count = RESOURCES.len();
    let one = prop::collection::btree_map(0..count, states, 1..30);
    let all = prop::collection::vec(one, COMMITS);
    let all = all.new_tree(runner).unwrap().current();
    let listed = |commit: BTreeMap<_, _>| commit.into_iter().collect();
    all.into_iter().map(listed).collect()
}

/// A resource in a state; a draft holds a word of its own, in what it says and what it is about.
fn written(which: usize, state: LifecycleState, draft: &str) -> Resource {
    let mut resource = RESOURCES[which].clone();
    resource.set_state(state);
    if state != LifecycleState::Draft {
        return resource;
    }
    let text = format!("{SECRET} {draft}");
    let english = LocalizedText {
        language_code: "en".to_owned(),
        text: text.clone(),
    };
    match resource.resource.as_mut().unwrap() {
        One::Entity(entity) => entity.names[0].text = text,
        One::Article(article) => article.title = vec![english],
        One::Fact(fact) => {
            fact.statement = vec![english];
            fact.topics.push(format!("{SECRET}-{draft}"));
        }
        One::Dossier(dossier) => dossier.title = vec![english],
    }
    resource
}

/// What a step changes in what there is now.
fn change(
    now: &mut BTreeMap<usize, Resource>,
    (which, state): &Step,
    (revision, time): (i64, prost_types::Timestamp),
    draft: &str,
) -> Option<Change> {
    let name: Arc<str> = RESOURCES[*which].name().into();
    let before = now.remove(which).map(|was| was.metadata());
    let previous_etag = before.clone().map(|old| old.etag).unwrap_or_default();
    let Some(state) = state else {
        return before.map(|_| Change {
            name,
            kind: ChangeType::Deleted,
            etag: String::new(),
            previous_etag,
            body: Bytes::new(),
            references: Vec::new(),
            purge: None,
        });
    };
    let mut resource = written(*which, *state, draft);
    let etag = digest_bytes(&resource.encode_message());
    let create_time = before.as_ref().and_then(|old| old.create_time);
    let own = before.as_ref().map(|old| old.uid.clone());
    resource.set_metadata(Metadata {
        uid: own.unwrap_or_else(|| uid(&name, revision)),
        etag: etag.clone(),
        revision,
        create_time: create_time.or(Some(time)),
        update_time: Some(time),
    });
    let body = resource.encode_message().into();
    now.insert(*which, resource);
    Some(Change {
        kind: before.map_or(ChangeType::Created, |_| ChangeType::Updated),
        etag,
        previous_etag,
        body,
        references: Vec::new(),
        purge: None,
        name,
    })
}

/// The log of a store. What it holds is committed as it stands, so that also what the rules forbid by
/// now, such as a reference to a draft, is met.
fn log(steps: &[Vec<Step>], draft: &str) -> Vec<Entry> {
    let mut now: BTreeMap<usize, Resource> = BTreeMap::new();
    let mut entries = Vec::new();
    for (revision, step) in (1..).zip(steps) {
        let time = prost_types::Timestamp {
            seconds: 1_700_000_000 + revision * 60,
            nanos: 0,
        };
        let changes: Vec<Change> = step
            .iter()
            .filter_map(|step| change(&mut now, step, (revision, time), draft))
            .collect();
        let hidden = changes.iter().any(|change| {
            decode(&change.name, &change.body)
                .is_some_and(|resource| resource.state() == LifecycleState::Draft)
        });
        let message = if hidden {
            format!("{SECRET} {draft}")
        } else {
            "open".to_owned()
        };
        let author = "Ada <ada@example.org>".to_owned();
        let commit = Commit {
            revision,
            time,
            author,
            message,
            changes,
        };
        entries.push(Entry {
            commit,
            request: None,
        });
    }
    entries
}

/// A server in this process, on a thread of its own, until `stop` is dropped.
struct Served {
    channel: Channel,
    _stop: watch::Sender<bool>,
}

async fn served(entries: &[Entry], anonymous: Option<Role>) -> Served {
    let mut store = MemoryStore::new("one-uid".to_owned());
    store.append(0, entries).unwrap();
    let clock: crate::ledger::Clock = Arc::new(prost_types::Timestamp::default);
    let ledger = Ledger::open(Box::new(store), Arc::clone(&clock)).unwrap();
    let line = |role: Role| {
        format!(
            "{role} sha256={} {role}\n",
            digest_bytes(role.as_str().as_bytes())
        )
    };
    let tokens = Tokens::parse(&Role::ALL.map(line).concat()).unwrap();
    let access = Arc::new(Access::new(tokens, anonymous, clock));
    let (stop, stopping) = watch::channel(false);
    let api = Api::new(ledger, access, stopping.clone());
    let listeners = Listeners::bind("127.0.0.1:0".parse().unwrap(), 1).unwrap();
    let url = format!("http://{}", listeners.address());
    std::thread::spawn(move || serve(listeners, &api, &Settings::default(), &stopping));
    let channel = Channel::from_shared(url).unwrap().connect().await.unwrap();
    Served {
        channel,
        _stop: stop,
    }
}

/// Calls a method; gives its replies and status as bytes. A stream is read until it is silent.
async fn call(
    served: &Served,
    method: &MethodDescriptor,
    request: Bytes,
    role: Option<&str>,
) -> (Vec<Bytes>, Option<Status>) {
    let mut client = tonic::client::Grpc::new(served.channel.clone());
    client.ready().await.unwrap();
    let mut request = Request::new(request);
    if let Some(role) = role {
        let value = format!("Bearer {role}").parse().unwrap();
        request.metadata_mut().insert("authorization", value);
    }
    let path = format!("/{}/{}", method.parent_service().full_name(), method.name());
    let streaming = client
        .server_streaming(request, path.parse().unwrap(), Raw)
        .await;
    let mut replies = match streaming {
        Ok(response) => response.into_inner(),
        Err(status) => return (Vec::new(), Some(status)),
    };
    let mut all = Vec::new();
    loop {
        match tokio::time::timeout(Duration::from_millis(400), replies.message()).await {
            Ok(Ok(Some(reply))) => all.push(reply),
            Ok(Ok(None)) | Err(_) => return (all, None),
            Ok(Err(status)) => return (all, Some(status)),
        }
    }
}

fn methods() -> Vec<MethodDescriptor> {
    let services: Vec<_> = dossier::descriptors::pool().services().collect();
    let ours = services
        .into_iter()
        .filter(|service| service.package_name() == "dossier.v1");
    ours.flat_map(|service| service.methods().collect::<Vec<_>>())
        .collect()
}

/// A value for a field of a request, chosen among those that may tell something.
fn value(field: &FieldDescriptor, pick: &mut impl FnMut(usize) -> usize) -> Value {
    let name = RESOURCES[pick(RESOURCES.len())].name().to_owned();
    let words = [
        "signed",
        "canal treaty",
        SECRET,
        "\"timber\"",
        "brandt*",
        "treety",
    ];
    let filters = [
        "",
        "state = DRAFT",
        "kind = \"transfer\"",
        "create_time > \"2023-11-14T22:20:00Z\"",
        "revision > 10",
    ];
    let text = match field.name() {
        "filter" => filters[pick(filters.len())].to_owned(),
        "order_by" => ["", "name", "update_time desc", "create_time"][pick(4)].to_owned(),
        "query" | "text" => words[pick(words.len())].to_owned(),
        "page_token" | "from" | "until" => String::new(),
        "names" if pick(3) == 0 => ["facts", "entities", "Brandt", SECRET][pick(4)].to_owned(),
        _ => name,
    };
    match field.kind() {
        Kind::String => Value::String(text),
        Kind::Int32 if field.name() == "page_size" => Value::I32([0, 1, 3, 500][pick(4)]),
        Kind::Int32 => Value::I32([0, 1, 2][pick(3)]),
        // One that has not happened would be waited for.
        Kind::Int64 => Value::I64([0, 0, i64::try_from(pick(COMMITS + 1)).unwrap()][pick(3)]),
        Kind::Bool => Value::Bool(pick(2) == 0),
        Kind::Enum(kind) => {
            let numbers: Vec<i32> = kind.values().map(|kind| kind.number()).collect();
            Value::EnumNumber(numbers[pick(numbers.len())])
        }
        kind => kind.as_message().map_or(Value::I32(0), |message| {
            Value::Message(DynamicMessage::new(message.clone()))
        }),
    }
}

fn request(method: &MethodDescriptor, pick: &mut impl FnMut(usize) -> usize) -> DynamicMessage {
    let mut message = DynamicMessage::new(method.input());
    for field in method.input().fields() {
        if field.name() == "read_mask" || field.kind().as_message().is_some() {
            continue;
        }
        if field.is_list() {
            let values = (0..pick(3)).map(|_| value(&field, pick)).collect();
            message.set_field(&field, Value::List(values));
        } else {
            message.set_field(&field, value(&field, pick));
        }
    }
    message
}

fn holds(answer: &(Vec<Bytes>, Option<Status>), word: &str) -> bool {
    let shown = |bytes: &[u8]| {
        bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    answer.0.iter().any(|reply| shown(reply))
        || answer
            .1
            .as_ref()
            .is_some_and(|status| shown(status.message().as_bytes()) || shown(status.details()))
}

/// The bytes of an answer.
type Comparable = (Vec<Bytes>, Option<(Code, String, Vec<u8>)>);

fn comparable(answer: &(Vec<Bytes>, Option<Status>)) -> Comparable {
    let status = answer.1.as_ref();
    let status = status.map(|status| {
        (
            status.code(),
            status.message().to_owned(),
            status.details().to_vec(),
        )
    });
    (answer.0.clone(), status)
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_of_stores_that_differ_in_drafts_only_get_equal_bytes() {
    let mut runner = TestRunner::deterministic();
    let steps = steps(&mut runner);
    let (one, other) = (log(&steps, "alpha"), log(&steps, "omega"));
    let one = served(&one, Some(Role::Reader)).await;
    let other = served(&other, Some(Role::Reader)).await;
    let methods: Vec<_> = methods()
        .into_iter()
        .filter(|method| method.name() != "Commit")
        .collect();
    let mut pick = |most: usize| (0..most.max(1)).new_tree(&mut runner).unwrap().current();
    let mut editors_differ = 0;
    for number in 0..CALLS {
        // Watches wait for silence, so fewer of them.
        let method = &methods[number % methods.len()];
        if method.name() == "WatchCommits" && number > 10 * methods.len() {
            continue;
        }
        let message = request(method, &mut pick);
        let bytes = Bytes::from(message.encode_to_vec());
        let asked = format!("{} {message}", method.full_name());
        let first = call(&one, method, bytes.clone(), None).await;
        let second = call(&other, method, bytes.clone(), None).await;
        assert!(comparable(&first) == comparable(&second), "{asked}");
        // A word that is asked for comes back in the answer.
        let is_asked = message.to_string().contains(SECRET);
        assert!(is_asked || !holds(&first, SECRET), "{asked}");
        assert!(!holds(&first, "ada@example.org"), "{asked}");
        let known = call(&one, method, bytes, Some("editor")).await;
        editors_differ += usize::from(comparable(&known) != comparable(&first));
    }
    assert!(
        editors_differ > CALLS / 10,
        "{editors_differ} answers to editors differ"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_method_asks_who_calls_it() {
    let closed = served(&[], None).await;
    let open = served(&[], Some(Role::Reader)).await;
    for method in methods() {
        let commits = match method.parent_service().name() {
            "FactService" | "QueryService" | "SyncService" => false,
            "EditorialService" => true,
            other => panic!("say who may call the methods of {other}"),
        };
        for (served, public) in [(&closed, false), (&open, true)] {
            for (token, reads, writes) in [
                (None, public, false),
                (Some("nobody"), false, false),
                (Some("reader"), true, false),
                (Some("operator"), true, false),
                (Some("editor"), true, true),
            ] {
                let (_, status) = call(served, &method, Bytes::new(), token).await;
                let code = status.map_or(Code::Ok, |status| status.code());
                let denied = matches!(code, Code::Unauthenticated | Code::PermissionDenied);
                let allowed = [reads, writes][usize::from(commits)];
                let asked = format!("{} {token:?} {public}", method.full_name());
                assert_eq!(!denied, allowed, "{asked}: {code:?}");
                let is_known = matches!(token, Some("reader" | "operator"));
                assert_eq!(
                    code == Code::PermissionDenied,
                    commits && is_known,
                    "{asked}: {code:?}"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_and_unknown_names_answer_alike() {
    let hidden = RESOURCES
        .iter()
        .position(|resource| resource.collection() == Some(Collection::Facts))
        .unwrap();
    let entries = log(&[vec![(hidden, Some(LifecycleState::Draft))]], "alpha");
    let served_hidden = served(&entries, Some(Role::Reader)).await;
    let empty = log(&[vec![]], "alpha");
    let unknown = served(&empty, Some(Role::Reader)).await;
    let name = RESOURCES[hidden].name();
    for method in methods() {
        for field in ["name", "names", "entity", "article"] {
            let mut message = DynamicMessage::new(method.input());
            let Some(field) = method.input().get_field_by_name(field) else {
                continue;
            };
            let text = Value::String(name.to_owned());
            let value = if field.is_list() {
                Value::List(vec![text])
            } else {
                text
            };
            message.set_field(&field, value);
            if let Some(show) = method.input().get_field_by_name("show") {
                let draft = Value::EnumNumber(LifecycleState::Draft.into());
                message.set_field(&show, Value::List(vec![draft]));
            }
            let bytes = Bytes::from(message.encode_to_vec());
            let first = call(&served_hidden, &method, bytes.clone(), None).await;
            let second = call(&unknown, &method, bytes, None).await;
            assert_eq!(
                comparable(&first),
                comparable(&second),
                "{}",
                method.full_name()
            );
        }
    }
}

/// Messages as bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Raw;

impl Codec for Raw {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put(item);
        Ok(())
    }
}

impl Decoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        let length = buffer.remaining();
        Ok(Some(buffer.copy_to_bytes(length)))
    }
}
