//! How the server fares with a million facts, many writers and many watchers.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use dossier::Collection;
use dossier::v1::{
    ExportSnapshotRequest, ListFactsRequest, Resource, WatchCommitsRequest, resource,
};
use dossier_check::filter::Filter;
use dossier_server::commit::{Commit, Sight, Signature};
use dossier_server::ledger::{Action, Edit, Ledger, Proposal, Proposed};
use dossier_server::search::{Query, Search, Slice};
use dossier_server::service::select::candidates;
use dossier_server::store::Store as _;
use dossier_server::store::sqlite::{FILE, SqliteStore};
use imbl::Vector;
use prost::Message as _;
use prost_types::Timestamp;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;

use dossier_benches::measure::{Row, median, seconds};
use dossier_benches::rates::Call;
use dossier_benches::raw::RawCodec;
use dossier_benches::scale;

use crate::{Outcome, Process, ROUNDS, WHILE};

/// How many facts make a large store.
const FACTS: usize = 1_000_000;

/// How many watchers wait at once.
const WATCHERS: usize = 10_000;

fn row(what: &str, result: String, baseline: String, ratio: Option<f64>) -> Row {
    Row {
        what: what.to_owned(),
        result,
        baseline,
        ratio,
    }
}

/// The memory of a process in bytes, as the system counts it.
fn memory(pid: &str) -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line
        .and_then(|line| line.split_whitespace().next())
        .ok_or("VmRSS")?;
    Ok(kilobytes.parse::<f64>()? * 1024.0)
}

fn clock() -> Timestamp {
    Timestamp {
        seconds: 1_718_755_200,
        nanos: 0,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn per(total: f64, count: usize) -> f64 {
    total / count as f64
}

/// A million facts: loaded, held, changed, searched, exported.
pub(crate) fn large() -> Outcome {
    let folder = tempfile::tempdir()?;
    scale::fill(&mut SqliteStore::open(folder.path(), "bench")?, FACTS)?;
    let mut rows = Vec::new();

    let start = Instant::now();
    let bytes = scan(folder.path())?;
    let scanned = start.elapsed().as_secs_f64();
    let before = memory("self")?;
    let start = Instant::now();
    let store = SqliteStore::open(folder.path(), "bench")?;
    let ledger = Ledger::open(Box::new(store), Arc::new(clock))?;
    let loaded = start.elapsed().as_secs_f64();
    let held = memory("self")? - before;
    rows.push(row(
        "load a store of 1,000,000 facts",
        seconds(loaded),
        format!("read its rows with SQLite: {}", seconds(scanned)),
        Some(loaded / scanned),
    ));
    rows.push(row(
        "memory of a fact, without search",
        format!("{:.0} B", per(held, FACTS)),
        format!("its encoded bytes: {:.0} B", per(bytes, FACTS)),
        Some(held / bytes),
    ));
    rows.push(apply(&ledger));
    rows.extend(filters(&ledger)?);
    rows.extend(search(&ledger, before)?);
    ledger.close();
    rows.extend(served(folder.path())?);
    Ok(rows)
}

/// The size of all bodies, read as plainly as SQLite can.
fn scan(folder: &Path) -> Result<f64, Box<dyn Error>> {
    let connection = rusqlite::Connection::open(folder.join(FILE))?;
    let mut statement = connection.prepare("SELECT name, body, refs FROM changes ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        bytes += row.get_ref(1)?.as_blob()?.len();
    }
    Ok(per(1.0, 1) * f64::from(u32::try_from(bytes)?))
}

/// One change among a million facts.
fn apply(ledger: &Ledger) -> Row {
    let snapshot = ledger.snapshot();
    let mut taken = Vec::new();
    for number in 0..1_000 {
        let commit = Commit {
            revision: snapshot.revision() + 1,
            time: clock(),
            author: String::new(),
            message: String::new(),
            changes: vec![scale::fact(number * 997, FACTS / 50)],
        };
        let start = Instant::now();
        let next = snapshot.apply(&commit);
        taken.push(start.elapsed().as_secs_f64());
        assert!(next.revision() > snapshot.revision());
    }
    let typical = median(taken);
    row(
        "apply a commit of 1 change to 1,000,000 facts",
        format!("{:.1} µs", typical * 1e6),
        String::new(),
        None,
    )
}

/// What a list with a filter looks through.
fn filters(ledger: &Ledger) -> Result<Vec<Row>, Box<dyn Error>> {
    let snapshot = ledger.snapshot();
    let descriptor =
        dossier_check::model::contract::message_type(Collection::Facts).ok_or("a type")?;
    let mut rows = Vec::new();
    let mut taken = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let seen = snapshot.facts().filter(|fact| fact.revision == 0).count();
        taken.push(start.elapsed().as_secs_f64());
        assert_eq!(seen, 0);
    }
    let whole = median(taken);
    for filter in [
        "kind = \"measurement\"",
        "topics:\"turbine\"",
        "measurement.quantity.value > 999000",
        "overlaps(\"2024-07\", \"2025\")",
        "mentions(\"entities/actor-7\")",
    ] {
        let parsed = Filter::parse(filter, &descriptor)?;
        let mut taken = Vec::new();
        let mut found = 0;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let candidates = candidates(&parsed, &snapshot, Collection::Facts);
            found = candidates.filter(|record| parsed.matches(record)).count();
            taken.push(start.elapsed().as_secs_f64());
        }
        let typical = median(taken);
        rows.push(row(
            &format!("filter 1,000,000 facts by {filter}: {found} found"),
            seconds(typical),
            format!("decode all of them: {}", seconds(whole)),
            Some(typical / whole),
        ));
    }
    Ok(rows)
}

fn search(ledger: &Ledger, before: f64) -> Result<Vec<Row>, Box<dyn Error>> {
    let snapshot = ledger.snapshot();
    let search = Search::default();
    let start = Instant::now();
    let view = search.view(&snapshot, &Vector::new(), Sight::All)?;
    let built = start.elapsed().as_secs_f64();
    let held = memory("self")? - before;
    let mut rows = vec![
        row(
            "build the search index of 1,000,000 facts",
            seconds(built),
            String::new(),
            None,
        ),
        row(
            "memory of a fact, search included",
            format!("{:.0} B", per(held, FACTS)),
            String::new(),
            None,
        ),
    ];
    for (label, query) in [
        ("a rare word", "turbine"),
        ("two words", "reactor pipeline"),
        ("a phrase", "\"came with the navy\""),
        ("a word that all facts have", "delivered"),
    ] {
        let query = Query::parse(query)?;
        let mut taken = Vec::new();
        let mut total = 0;
        for _ in 0..51 {
            let start = Instant::now();
            let slice = Slice {
                offset: 0,
                size: 20,
            };
            total = view.search(&query, &[2], slice)?.total;
            taken.push(start.elapsed().as_secs_f64());
        }
        rows.push(row(
            &format!("search 1,000,000 facts for {label}: {total} found"),
            format!("{:.2} ms", median(taken) * 1e3),
            String::new(),
            None,
        ));
    }
    Ok(rows)
}

/// A million facts over the wire: all of them, and a page of them.
fn served(folder: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let data = folder.to_str().ok_or("the path is UTF-8")?;
    let server = Process::start(
        "dossier-server",
        &["serve", "--data", data, "--listen", "127.0.0.1:0"],
    )?;
    let runtime = tokio::runtime::Runtime::new()?;
    let mut taken = Vec::new();
    let mut size = 0;
    for _ in 0..3 {
        let start = Instant::now();
        size = runtime.block_on(received(&server.url))?;
        taken.push(start.elapsed().as_secs_f64());
    }
    let typical = median(taken);
    let list = Call {
        url: server.url.clone(),
        method: "/dossier.v1.FactService/ListFacts",
        request: Bytes::from(
            ListFactsRequest {
                page_size: 100,
                ..Default::default()
            }
            .encode_to_vec(),
        ),
    };
    let rate = runtime.block_on(list.rate(WHILE))?;
    let pages = row(
        "ListFacts of 100 among 1,000,000, calls a second",
        format!("{rate:.0}"),
        String::new(),
        None,
    );
    let export = row(
        "export 1,000,000 facts",
        format!(
            "{:.0} facts/s, {:.0} MB/s",
            1e6 / typical,
            per(f64::from(u32::try_from(size)?), 1) / typical / 1e6
        ),
        String::new(),
        None,
    );
    Ok(vec![export, pages])
}

/// The bytes of a whole export.
async fn received(url: &str) -> Result<usize, Box<dyn Error>> {
    let endpoint = tonic::transport::Endpoint::from_shared(url.to_owned())?
        .initial_stream_window_size(8 << 20)
        .initial_connection_window_size(16 << 20);
    let mut client = Grpc::new(endpoint.connect().await?);
    client.ready().await?;
    let path = PathAndQuery::from_static("/dossier.v1.SyncService/ExportSnapshot");
    let request = Bytes::from(ExportSnapshotRequest::default().encode_to_vec());
    let stream = client
        .server_streaming(tonic::Request::new(request), path, RawCodec)
        .await?;
    let mut stream = stream.into_inner();
    let mut size = 0;
    while let Some(part) = stream.message().await? {
        size += part.len();
    }
    Ok(size)
}

fn put(number: usize, salt: usize) -> Proposal {
    let change = scale::fact(number, 20);
    let mut fact = dossier::v1::Fact::decode(change.body).unwrap_or_default();
    fact.topics = vec![format!("topic-{salt}")];
    fact.derivation = Some(dossier::v1::Derivation {
        facts: vec!["facts/fact-0".to_owned()],
        method: dossier::v1::DerivationMethod::Inference.into(),
        note: Vec::new(),
    });
    let resource = Resource {
        resource: Some(resource::Resource::Fact(Box::new(fact))),
    };
    Proposal {
        what: Proposed::Edits(vec![Edit {
            action: Action::Put(Box::new(resource)),
            etag: String::new(),
            create_only: false,
        }]),
        signature: Signature {
            author: "bench".to_owned(),
            message: String::new(),
        },
        request: None,
        validate_only: false,
        base_revision: None,
    }
}

/// Commits: one writer by a bare transaction, and many writers together.
pub(crate) fn commits() -> Outcome {
    let folder = tempfile::tempdir()?;
    let mut store = SqliteStore::open(folder.path(), "bench")?;
    scale::fill(&mut store, 1_000)?;
    assert!(store.newest()? > 0);
    let ledger = Ledger::open(Box::new(store), Arc::new(clock))?;
    let mut rows = alone(&ledger, folder.path())?;
    rows.push(together(&ledger)?);
    Ok(rows)
}

/// A commit by the only writer, beside what SQLite takes for one row, and for the same rows.
fn alone(ledger: &Ledger, folder: &Path) -> Outcome {
    let bare = rusqlite::Connection::open(folder.join("bare.sqlite"))?;
    bare.pragma_update(None, "journal_mode", "wal")?;
    bare.pragma_update(None, "synchronous", "full")?;
    // A commit is a row in each of two tables, one of which has an index by name.
    bare.execute_batch(
        "CREATE TABLE log (id INTEGER PRIMARY KEY, body BLOB);
         CREATE TABLE heads (id INTEGER PRIMARY KEY, body BLOB);
         CREATE TABLE bodies (id INTEGER PRIMARY KEY, name TEXT, body BLOB);
         CREATE UNIQUE INDEX names ON bodies (name, id);",
    )?;
    let (head, body) = (vec![7_u8; 100], vec![7_u8; 500]);
    let (mut ours, mut single, mut same) = (Vec::new(), Vec::new(), Vec::new());
    let mut checked = Vec::new();
    for number in 1..400 {
        let proposal = put(number, number);
        let start = Instant::now();
        let answer = ledger.propose_blocking(proposal)?;
        ours.push(start.elapsed().as_secs_f64());
        assert!(answer.commit.is_some_and(|commit| commit.change_count == 1));
        let proposal = Proposal {
            validate_only: true,
            ..put(number, number + 1000)
        };
        let start = Instant::now();
        ledger.propose_blocking(proposal)?;
        checked.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        bare.execute("INSERT INTO log (body) VALUES (?1)", [&body])?;
        single.push(start.elapsed().as_secs_f64());
        let name = format!("facts/fact-{}", number * 7919 % 1000);
        let start = Instant::now();
        bare.execute_batch("BEGIN IMMEDIATE")?;
        bare.execute("INSERT INTO heads (body) VALUES (?1)", [&head])?;
        let values = rusqlite::params![name, body];
        bare.execute("INSERT INTO bodies (name, body) VALUES (?1, ?2)", values)?;
        bare.execute_batch("COMMIT")?;
        same.push(start.elapsed().as_secs_f64());
    }
    let ours = median(ours);
    let beside = |baseline: &str, theirs: f64| {
        row(
            "commit of one fact, one writer",
            format!("{:.2} ms", ours * 1e3),
            format!("{baseline}: {:.2} ms", theirs * 1e3),
            Some(ours / theirs),
        )
    };
    Ok(vec![
        beside(
            "bare SQLite transaction of a row, full sync",
            median(single),
        ),
        beside("the same rows in bare SQLite, full sync", median(same)),
        beside("its check alone, and the hand-over", median(checked)),
    ])
}

/// Commits by many writers at once.
fn together(ledger: &Ledger) -> Result<Row, Box<dyn Error>> {
    let writers: Vec<_> = (0..64)
        .map(|writer: usize| {
            let ledger = ledger.clone();
            std::thread::spawn(move || {
                let until = Instant::now() + Duration::from_secs(3);
                let mut count = 0;
                while Instant::now() < until {
                    let done = ledger.propose_blocking(put(writer + 1, count + 1_000_000));
                    count += usize::from(done.is_ok());
                }
                count
            })
        })
        .collect();
    let mut total = 0;
    for writer in writers {
        total += writer.join().map_err(|_| "a writer panicked")?;
    }
    let rate = per(per(1.0, 1) * f64::from(u32::try_from(total)?), 3);
    Ok(row(
        "commits a second, 64 writers",
        format!("{rate:.0}"),
        String::new(),
        None,
    ))
}

/// Watchers that wait.
pub(crate) fn watchers() -> Outcome {
    let server = Process::start(
        "dossier-server",
        &["serve", "--content", "content", "--listen", "127.0.0.1:0"],
    )?;
    let pid = server.pid().to_string();
    let runtime = tokio::runtime::Runtime::new()?;
    let before = memory(&pid)?;
    let held = runtime.block_on(async {
        let mut streams = Vec::new();
        let endpoint = tonic::transport::Endpoint::from_shared(server.url.clone())?;
        let mut client = None;
        for number in 0..WATCHERS {
            if number % 200 == 0 {
                client = Some(Grpc::new(endpoint.connect().await?));
            }
            let Some(client) = client.as_mut() else {
                continue;
            };
            client.ready().await?;
            let path = PathAndQuery::from_static("/dossier.v1.SyncService/WatchCommits");
            let request = WatchCommitsRequest {
                from_newest: true,
                ..Default::default()
            };
            let request = tonic::Request::new(Bytes::from(request.encode_to_vec()));
            let stream = client.server_streaming(request, path, RawCodec).await?;
            let mut stream = stream.into_inner();
            stream.message().await?;
            streams.push(stream);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        let held = memory(&pid)? - before;
        drop(streams);
        Ok::<f64, Box<dyn Error>>(held)
    })?;
    Ok(vec![row(
        "memory of 10,000 idle watchers",
        format!(
            "{:.0} MB, {:.1} KB each",
            held / 1e6,
            per(held, WATCHERS) / 1e3
        ),
        String::new(),
        None,
    )])
}
