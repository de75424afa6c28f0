//! What the engine for several replicas does beyond what all do.

use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use dossier_check::text::hex;

use super::damage::{DAMAGE, append_four, names};
use super::{all, change, conforms, entry, purge};
use crate::store::postgres::PostgresStore;
use crate::store::{Format, GENESIS, Store as _, StoreError, look_over, verify};

/// One test has the database at a time.
pub(in crate::store) fn alone() -> MutexGuard<'static, ()> {
    static DATABASE: Mutex<()> = Mutex::new(());
    DATABASE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A database of its own, which `scripts/with-postgres.sh` gives; emptied before.
pub(in crate::store) fn postgres() -> PostgresStore {
    let url = std::env::var("DOSSIER_TEST_POSTGRES").expect("scripts/with-postgres.sh sets it");
    operate(&url, "DROP SCHEMA IF EXISTS dossier CASCADE");
    let missing = PostgresStore::open_existing(&url).unwrap_err();
    assert!(matches!(missing, StoreError::Missing(_)), "{missing}");
    PostgresStore::open(&url, "uid").unwrap()
}

/// Does something to the database behind the store's back.
pub(in crate::store) fn operate(url: &str, sql: &str) {
    let done = std::process::Command::new("psql")
        .args(["--quiet", "--no-psqlrc", url, "--command", sql])
        .status();
    assert!(done.unwrap().success(), "{sql}");
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn the_log_in_postgresql_conforms_and_opens_again() {
    let _alone = alone();
    let mut store = postgres();
    conforms(&mut store);
    let url = std::env::var("DOSSIER_TEST_POSTGRES").unwrap();
    let mut again = PostgresStore::open_existing(&url).unwrap();
    again.try_write().unwrap();
    assert_eq!(again.uid(), "uid");
    assert_eq!(all(&mut again), all(&mut store));

    operate(
        &url,
        "UPDATE dossier.changes SET body = '' WHERE revision = 1",
    );
    assert!(matches!(
        verify(&mut store),
        Err(StoreError::Corrupt { revision: 1 })
    ));
    operate(
        &url,
        "UPDATE dossier.store SET value = '99' WHERE key = 'schema'",
    );
    let newer = PostgresStore::open(&url, "uid");
    assert!(matches!(
        newer,
        Err(StoreError::NewerSchema {
            found: 99,
            known: 3
        })
    ));
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn the_log_in_postgresql_conforms_behind_a_pool_of_connections() {
    let _alone = alone();
    drop(postgres());
    let url = std::env::var("DOSSIER_TEST_PGBOUNCER").unwrap();
    let mut store = PostgresStore::open_existing(&url).unwrap();
    conforms(&mut store);
    // More handles than the pool has connections, in turn.
    let mut readers: Vec<_> = (0..8).map(|_| store.reader().unwrap()).collect();
    for round in 4..20 {
        let one = entry(round, vec![change("facts/a", "more")]);
        store.append(round - 1, &[one]).unwrap();
        for reader in &mut readers {
            assert_eq!(reader.newest().unwrap(), round);
            assert_eq!(all(reader.as_mut()).len(), usize::try_from(round).unwrap());
        }
    }
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn a_row_of_postgresql_that_was_changed_is_named_and_never_given() {
    let _alone = alone();
    let url = std::env::var("DOSSIER_TEST_POSTGRES").unwrap();
    for (sql, wrong) in DAMAGE {
        let mut store = postgres();
        append_four(&mut store);
        // Without what ties the tables together.
        let sql =
            format!("SET search_path = dossier; SET session_replication_role = replica; {sql}");
        operate(&url, &sql);
        names(&mut store, &sql, wrong);
    }
}

/// A certificate that has nothing to do with the database.
fn certificate(file: &std::path::Path) {
    let made = std::process::Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=other",
        ])
        .args([
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            "/dev/null",
            "-out",
        ])
        .arg(file)
        .stderr(std::process::Stdio::null())
        .status();
    assert!(made.unwrap().success());
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn postgresql_is_reached_by_tls_as_sslmode_says_and_errors_say_what_is_wrong() {
    let _alone = alone();
    drop(postgres());
    let url = std::env::var("DOSSIER_TEST_POSTGRES").unwrap();
    let ca = std::env::var("DOSSIER_TEST_POSTGRES_CA").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.pem");
    certificate(&other);
    let other = other.display().to_string();
    let localhost = url.replace("127.0.0.1", "localhost");
    let opened = |url: &str, options: &str| match PostgresStore::open_existing(&format!(
        "{url}?{options}"
    )) {
        Ok(mut store) => store.newest().unwrap().to_string(),
        Err(error) => error.to_string(),
    };
    let ours = format!("sslrootcert={ca}");
    let others = format!("sslrootcert={other}");
    for (url, options, expected) in [
        (&url, "sslmode=disable".to_owned(), "0"),
        (&url, "sslmode=prefer".to_owned(), "0"),
        (&url, "sslmode=require".to_owned(), "0"),
        (&url, format!("sslmode=verify-ca&{ours}"), "0"),
        (&url, format!("sslmode=verify-full&{ours}"), "0"),
        (&localhost, format!("sslmode=verify-ca&{ours}"), "0"),
        (
            &localhost,
            format!("sslmode=verify-full&{ours}"),
            "not valid for name",
        ),
        (&url, format!("sslmode=require&{others}"), "UnknownIssuer"),
        (&url, format!("sslmode=verify-ca&{others}"), "UnknownIssuer"),
        (
            &url,
            format!("sslmode=verify-full&{others}"),
            "UnknownIssuer",
        ),
        (&url, "sslmode=verify-full".to_owned(), "UnknownIssuer"),
        (&url, "sslrootcert=system".to_owned(), "UnknownIssuer"),
        (
            &url,
            format!("sslmode=verify-full&sslrootcert={other}x"),
            "cannot be read",
        ),
        (
            &url.replace("dossier@", "nobody@"),
            String::new(),
            "SQLSTATE 28000",
        ),
        (
            &url.replace("/postgres", "/nowhere"),
            String::new(),
            "SQLSTATE 3D000",
        ),
    ] {
        let message = opened(url, &options);
        assert!(message.contains(expected), "{options}: {message}");
    }
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn what_goes_to_postgresql_by_tls_is_encrypted() {
    let _alone = alone();
    drop(postgres());
    let url = std::env::var("DOSSIER_TEST_POSTGRES").unwrap();
    let (_, place) = url.rsplit_once("127.0.0.1:").unwrap();
    let (port, _) = place.split_once('/').unwrap();
    let pairs = format!("hostaddr=127.0.0.1 port = {port} user=dossier dbname=postgres");
    let ca = std::env::var("DOSSIER_TEST_POSTGRES_CA").unwrap();
    for address in [
        format!("{url}?sslmode=require"),
        format!("{url}?%73slmode=require"),
        format!("{pairs} sslmode=require"),
        format!("host=127.0.0.1 {pairs} sslmode = 'require'"),
        // Without a name, the certificate has to be one of the address.
        format!("sslmode = verify-full sslrootcert = '{ca}' {pairs}"),
    ] {
        let mut store = PostgresStore::open_existing(&address).unwrap();
        store.newest().unwrap();
        // The database tells.
        operate(
            &url,
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
               WHERE ssl AND application_name = 'dossier-server') THEN RAISE 'in the clear'; END IF; END $$",
        );
    }
}

/// A store as the first schema had it, with two commits.
fn of_the_first_schema(url: &str) {
    let mut store = postgres();
    let entries = [
        entry(1, vec![change("facts/a", "one")]),
        entry(2, vec![change("facts/a", "two")]),
    ];
    store.append(0, &entries).unwrap();
    to_schema_2(url, &mut store);
    operate(
        url,
        "ALTER TABLE dossier.requests DROP COLUMN seal;
         UPDATE dossier.store SET value = '1' WHERE key = 'schema'",
    );
}

/// Makes a store one of the second schema, whose checksums are made of the words themselves.
fn to_schema_2(url: &str, store: &mut PostgresStore) {
    let mut digest = GENESIS;
    let mut sql = String::from(
        "ALTER TABLE dossier.commits RENAME COLUMN checksum TO digest; DROP TABLE dossier.purged;
         UPDATE dossier.store SET value = '2' WHERE key = 'schema'",
    );
    for commit in all(store) {
        digest = Format::Words.chain(&digest, &commit);
        let (digest, revision) = (hex(&digest), commit.revision);
        let set = format!("SET digest = '\\x{digest}' WHERE revision = {revision}");
        write!(sql, "; UPDATE dossier.commits {set}").unwrap();
    }
    operate(url, &sql);
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn what_was_purged_from_postgresql_is_in_no_file_of_its_tables() {
    let _alone = alone();
    let url = std::env::var("DOSSIER_TEST_POSTGRES").unwrap();
    let mut store = postgres();
    purge::purges_for_ever(&mut store);
    operate(&url, "CHECKPOINT");
    let process = std::env::var("DOSSIER_TEST_POSTGRES_PID").unwrap();
    let tables = std::path::Path::new(&process).with_file_name("base");
    assert_eq!(purge::files_with(&tables, "stole"), Vec::<String>::new());
    assert!(!purge::files_with(&tables, "acquitted").is_empty());
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn a_store_in_postgresql_of_the_second_schema_is_taken_on_whole() {
    let _alone = alone();
    let url = std::env::var("DOSSIER_TEST_POSTGRES").unwrap();
    let mut store = postgres();
    // More than is read at once.
    let entries: Vec<_> = (1..=150)
        .map(|revision| entry(revision, vec![change("facts/a", &format!("x{revision}"))]))
        .collect();
    store.append(0, &entries).unwrap();
    let commits = all(&mut store);
    to_schema_2(&url, &mut store);
    let mut read = PostgresStore::open_to_read(&url).unwrap();
    assert_eq!(look_over(&mut read).unwrap(), 150);
    assert_eq!(
        (all(&mut read), read.purges().unwrap()),
        (commits.clone(), 0)
    );
    assert_eq!(read.changes_of("facts/a").unwrap().len(), 150);
    let mut taken = PostgresStore::open_existing(&url).unwrap();
    assert_eq!(look_over(&mut taken).unwrap(), 150);
    assert_eq!(all(&mut taken), commits);
    has_schema(&url, 3);

    // What was altered before is not sealed anew.
    to_schema_2(&url, &mut taken);
    let sql = "UPDATE dossier.changes SET body = 'y' WHERE revision = 77";
    operate(&url, sql);
    let error = PostgresStore::open_existing(&url).unwrap_err();
    assert!(
        matches!(error, StoreError::Corrupt { revision: 77 }),
        "{error}"
    );
    has_schema(&url, 2);
}

/// Fails if the store's schema is another one.
fn has_schema(url: &str, schema: i64) {
    operate(
        url,
        &format!(
            "DO $$ BEGIN IF (SELECT value FROM dossier.store WHERE key = 'schema') <> '{schema}'
               THEN RAISE 'another schema'; END IF; END $$"
        ),
    );
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn a_store_in_postgresql_that_is_read_stays_as_it_is() {
    let _alone = alone();
    let url = std::env::var("DOSSIER_TEST_POSTGRES").unwrap();
    of_the_first_schema(&url);
    operate(
        &url,
        "DROP ROLE IF EXISTS looker; CREATE ROLE looker LOGIN;
         GRANT USAGE ON SCHEMA dossier TO looker;
         GRANT SELECT ON ALL TABLES IN SCHEMA dossier TO looker",
    );
    // Whoever writes is not waited for.
    let mut writer = locked(&url, "SELECT pg_sleep(3)");
    let start = std::time::Instant::now();
    let mut store = PostgresStore::open_to_read(&url.replace("dossier@", "looker@")).unwrap();
    assert_eq!((look_over(&mut store).unwrap(), store.uid()), (2, "uid"));
    let refused = store.append(2, &[entry(3, vec![change("facts/a", "three")])]);
    for refused in [refused, store.try_write()] {
        let message = refused.unwrap_err().to_string();
        assert!(message.ends_with("opened to read only"), "{message}");
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(2));
    assert!(writer.wait().unwrap().success());
    has_schema(&url, 1);
    operate(&url, "DROP OWNED BY looker; DROP ROLE looker");
    drop(PostgresStore::open_existing(&url).unwrap());
    has_schema(&url, 3);
}

/// Takes the lock of all writers, and does something that they see once it is over.
fn locked(url: &str, sql: &str) -> std::process::Child {
    let sql = format!("BEGIN; SELECT pg_advisory_xact_lock(1146311506); {sql}; COMMIT");
    let child = std::process::Command::new("psql")
        .args(["--quiet", "--no-psqlrc", url, "--command", &sql])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    child
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn a_store_in_postgresql_that_a_newer_version_takes_on_meanwhile_is_left_to_it() {
    let _alone = alone();
    let url = std::env::var("DOSSIER_TEST_POSTGRES").unwrap();
    of_the_first_schema(&url);
    let newer = "SELECT pg_sleep(2); UPDATE dossier.store SET value = '99' WHERE key = 'schema'";
    let mut newer = locked(&url, newer);
    let error = PostgresStore::open_existing(&url).unwrap_err();
    assert!(
        matches!(error, StoreError::NewerSchema { found: 99, .. }),
        "{error}"
    );
    assert!(newer.wait().unwrap().success());
    has_schema(&url, 99);
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn a_role_that_may_not_write_to_postgresql_is_told_before_the_first_commit() {
    let _alone = alone();
    drop(postgres());
    let url = std::env::var("DOSSIER_TEST_POSTGRES").unwrap();
    operate(
        &url,
        "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN;
         GRANT USAGE ON SCHEMA dossier TO reader;
         GRANT SELECT ON ALL TABLES IN SCHEMA dossier TO reader;
         GRANT INSERT ON dossier.commits TO reader",
    );
    let reader = url.replace("dossier@", "reader@");
    let mut store = PostgresStore::open_existing(&reader).unwrap();
    let error = store.try_write().unwrap_err();
    assert!(error.to_string().contains("SQLSTATE 42501"), "{error}");
    assert_eq!(store.newest().unwrap(), 0);
    operate(
        &url,
        "GRANT INSERT, DELETE ON ALL TABLES IN SCHEMA dossier TO reader",
    );
    store.try_write().unwrap();
    operate(&url, "DROP OWNED BY reader; DROP ROLE reader");
}
