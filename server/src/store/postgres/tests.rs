//! What a transaction leaves behind, and how much is read at a time.

use std::process::Command;
use std::time::{Duration, Instant};

use tokio_postgres::Client;

use super::read::{piece, revisions};
use super::rows::Layout;
use super::session::{batch, rows};
use super::transaction::{BEGIN, look};
use super::{GENESIS, PostgresStore};
use crate::commit::{Change, size};
use crate::store::tests::postgres::{alone, operate, postgres};
use crate::store::tests::{all, change, entry};
use crate::store::{Extent, Store as _, StoreError};

fn address() -> String {
    std::env::var("DOSSIER_TEST_POSTGRES").expect("scripts/with-postgres.sh sets it")
}

/// A commit after the newest.
fn append(store: &mut PostgresStore) -> Result<(), StoreError> {
    let newest = store.newest()?;
    store.append(newest, &[entry(newest + 1, vec![change("facts/a", "x")])])
}

/// What came of a commit that was never sent.
fn settle(store: &mut PostgresStore) -> Result<(), StoreError> {
    let cause = StoreError::Full;
    match store.settle((0, 1), GENESIS, &cause) {
        Err(StoreError::Unavailable(reason)) if reason.contains("was aborted") => Ok(()),
        settled => settled,
    }
}

type Act = fn(&mut PostgresStore) -> Result<(), StoreError>;

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn a_refusal_in_postgresql_leaves_a_connection_that_can_be_used() {
    let _alone = alone();
    let mut store = postgres();
    let acts: [(&str, Act); 3] = [
        ("settle", settle),
        ("try_write", |store| store.try_write()),
        ("append", append),
    ];
    for (name, act) in acts {
        for (harm, mend) in [
            (
                "RENAME TO gone",
                "ALTER TABLE dossier.gone RENAME TO commits",
            ),
            (
                "ADD CONSTRAINT none CHECK (revision IS NULL) NOT VALID",
                "ALTER TABLE dossier.commits DROP CONSTRAINT none",
            ),
        ] {
            operate(&address(), &format!("ALTER TABLE dossier.commits {harm}"));
            let refused = act(&mut store);
            operate(&address(), mend);
            assert!(refused.is_err() || harm.contains("CONSTRAINT"), "{name}");
            act(&mut store).unwrap();
            store.newest().unwrap();
        }
    }
    // A number that was altered is damage, which does not pass.
    let counted = store
        .session
        .ask(async |client: &Client| batch(client, "SELECT 9223372036854775807 + 1::int8").await);
    assert!(counted.unwrap_err().error.is_damage());
    // Whoever left it so, and however.
    let aborted = store.session.ask(async |client: &Client| {
        batch(client, "BEGIN").await?;
        batch(client, "SELECT 1 / 0").await
    });
    aborted.unwrap_err();
    store.newest().unwrap();
    append(&mut store).unwrap();
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn postgresql_is_told_to_ask_whether_its_peer_is_there() {
    let _alone = alone();
    let mut store = postgres();
    let sql =
        "SELECT current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'),
         current_setting('tcp_keepalives_count'), current_setting('tcp_user_timeout')";
    let asked = store.session.ask(async |client: &Client| {
        let found = look(client, async || rows(client, sql, &[]).await).await?;
        let row = found.first().unwrap();
        Ok((0..4).map(|place| row.get(place)).collect::<Vec<String>>())
    });
    assert_eq!(asked.unwrap(), ["5", "2", "3", "10000"]);
}

/// Begins a transaction and a statement, and is gone without a word: no packet tells of it.
const GONE: &str = r#"
import socket, struct, sys, time
port, begin = int(sys.argv[1]), sys.argv[2]
peer = socket.create_connection(("127.0.0.1", port))
def message(kind, body): return kind + struct.pack("!i", len(body) + 4) + body
def ready():
    while True:
        head = peer.recv(5, socket.MSG_WAITALL)
        body = peer.recv(struct.unpack("!i", head[1:])[0] - 4, socket.MSG_WAITALL)
        if head[:1] == b"E": sys.exit(repr(body))
        if head[:1] == b"Z": return
pairs = b"user\0dossier\0database\0postgres\0\0"
peer.sendall(message(b"", struct.pack("!i", 196608) + pairs))
ready()
peer.sendall(message(b"Q", begin.encode() + b"\0"))
ready()
peer.sendall(message(b"P", b"\0SELECT 1\0\0\0"))
# Until it is acknowledged, which nobody would answer.
time.sleep(0.5)
try:
    peer.setsockopt(socket.IPPROTO_TCP, 19, 1)
except OSError:
    sys.exit(77)
"#;

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn a_peer_of_postgresql_that_is_gone_without_a_word_holds_the_lock_for_seconds() {
    let _alone = alone();
    let mut store = postgres();
    let address = address();
    let (_, place) = address.rsplit_once(':').unwrap();
    let (port, _) = place.split_once('/').unwrap();
    let gone = Command::new("python3")
        .args(["-c", GONE, port, BEGIN])
        .status()
        .unwrap();
    if gone.code() == Some(77) {
        eprintln!("left out: this machine lets nobody close a connection in silence");
        return;
    }
    assert!(gone.success());
    let start = Instant::now();
    let mut refusals = 0;
    while let Err(error) = append(&mut store) {
        assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
        assert!(start.elapsed() < Duration::from_secs(20), "{error}");
        refusals += 1;
    }
    // It was held at first.
    assert!(refusals > 0 || start.elapsed() > Duration::from_secs(2));
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn postgresql_is_read_a_few_megabytes_at_a_time() {
    let _alone = alone();
    let mut store = postgres();
    let large = "x".repeat(1 << 20);
    for revision in 1..=12 {
        let large = Change {
            etag: revision.to_string(),
            ..change("facts/a", &large)
        };
        let commit = entry(revision, vec![large, change("facts/b", "small")]);
        store.append(revision - 1, &[commit]).unwrap();
    }
    let (read, past) = store
        .session
        .ask(async |client: &Client| {
            let read = piece(client, Layout::NEW, (0, 12), 0).await?;
            let extent = Extent {
                count: 10,
                bytes: 3 << 20,
            };
            Ok((
                read,
                revisions(client, Layout::NEW, ("facts/a", i64::MAX), extent).await?,
            ))
        })
        .unwrap();
    let bytes: usize = read.iter().map(|head| size(&head.commit)).sum();
    assert!((2..=4).contains(&read.len()), "{} commits", read.len());
    assert!(bytes < 5 << 20, "{bytes} bytes");
    assert_eq!((past.commits.len(), past.more), (3, true));
    assert_eq!(all(&mut store).len(), 12);
}
