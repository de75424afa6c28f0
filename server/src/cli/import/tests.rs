//! Imports that meet in one store.

use std::sync::Arc;

use super::*;
use crate::store::sqlite::SqliteStore;

/// A state of so many people.
fn people(count: usize) -> Checked {
    let folder = tempfile::tempdir().unwrap();
    let people = (0..count).map(|n| format!("  p{n:02}: {{kind: person, names: P{n}}}\n"));
    let text = format!("entities:\n{}", people.collect::<String>());
    std::fs::write(folder.path().join("entities.yaml"), text).unwrap();
    let checked = assess(folder.path(), "2026-06-30").unwrap().checked;
    checked.unwrap()
}

#[test]
fn an_import_never_deletes_what_another_one_brought_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let open = || {
        let store = SqliteStore::open(folder.path(), "uid").unwrap();
        Ledger::open(Box::new(store), Arc::new(clock::now)).unwrap()
    };
    // Both begin with an empty store.
    let (first, second) = (open(), open());
    let import = |ledger: &Ledger, count| {
        let (signature, large) = (Signature::default(), LargeDeletions::Refused);
        commit(ledger, people(count), signature, large)
    };
    import(&first, 30).unwrap();
    // It has seen the other's commit by now, or meets it.
    let error = import(&second, 1).unwrap_err().to_string();
    assert!(
        error == "revision 1 was committed meanwhile; run the import again"
            || error.contains("29 of 30 entities would be deleted"),
        "{error}"
    );
    assert_eq!(first.snapshot().len(), 30);
    assert_eq!(open().snapshot().len(), 30);
}
