//! Files that go away under a store that has them open, and paths that cannot be read or written.

use super::{change, entry};
use crate::store::sqlite::{FILE, SqliteStore};
use crate::store::{Store as _, StoreError, verify};

#[test]
fn nothing_is_acknowledged_that_the_named_directory_does_not_hold() {
    let folder = tempfile::tempdir().unwrap();
    let (data, moved) = (folder.path().join("data"), folder.path().join("moved"));
    let mut store = SqliteStore::open(&data, "uid").unwrap();
    let put = |revision| [entry(revision, vec![change("facts/a", "one")])];
    store.append(0, &put(1)).unwrap();
    let away = |store: &mut SqliteStore| {
        let error = store.append(1, &put(2)).unwrap_err();
        assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    };
    std::fs::rename(&data, &moved).unwrap();
    away(&mut store);
    // Another one in its place is not the one that was opened either.
    drop(SqliteStore::open(&data, "other").unwrap());
    away(&mut store);
    std::fs::remove_dir_all(&data).unwrap();
    std::fs::rename(&moved, &data).unwrap();
    store.append(1, &put(2)).unwrap();
    std::fs::remove_dir_all(&data).unwrap();
    let error = store.append(2, &put(3)).unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
}

/// What is deleted under a server is still written to, and is gone when it ends; what is put there in
/// its place is not what is written.
#[test]
fn nothing_is_acknowledged_that_goes_to_a_log_which_was_deleted() {
    for ending in ["-wal", "-shm"] {
        for replaced in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let beside = folder.path().join(format!("{FILE}{ending}"));
            let moved = folder.path().join("moved");
            let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
            let put = |revision| [entry(revision, vec![change("facts/a", "one")])];
            store.append(0, &put(1)).unwrap();
            // Readers come and go, and keep the files.
            drop(SqliteStore::open_directory_to_read(folder.path()).unwrap());
            store.append(1, &put(2)).unwrap();
            std::fs::rename(&beside, &moved).unwrap();
            if replaced {
                std::fs::write(&beside, "").unwrap();
            }
            let expected = format!(
                "the store cannot be used now: `{}` is no longer the file that was opened; put that file back, or restart the server",
                beside.display()
            );
            for refused in [store.append(2, &put(3)), store.try_write()] {
                assert_eq!(refused.unwrap_err().to_string(), expected);
            }
            std::fs::rename(&moved, &beside).unwrap();
            store.append(2, &put(3)).unwrap();
            // Whoever closes it takes what was acknowledged into the file.
            std::fs::remove_file(&beside).unwrap();
            let refused = store.append(3, &put(4)).unwrap_err();
            assert_eq!(refused.to_string(), expected);
            drop(store);
            let mut again = SqliteStore::open_existing(folder.path()).unwrap();
            assert_eq!(verify(&mut again).unwrap(), 3);
        }
    }
}

#[test]
fn what_the_file_system_refuses_is_not_taken_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("file"), "text").unwrap();
    std::os::unix::fs::symlink("loop", path("loop")).unwrap();
    std::fs::create_dir_all(path("directory").join(FILE)).unwrap();
    let shown = |name: &str| path(name).display().to_string();
    for (name, expected) in [
        ("file", format!("`{}` is not a directory", shown("file"))),
        (
            "file/under/it",
            format!("`{}` is not a directory", shown("file")),
        ),
        (
            "directory",
            format!("`{}/{FILE}` is a directory", shown("directory")),
        ),
        (
            "loop",
            format!(
                "`{}/{FILE}` cannot be read: too many levels of symbolic links",
                shown("loop")
            ),
        ),
    ] {
        for opened in [
            SqliteStore::open_existing(&path(name)),
            SqliteStore::open_directory_to_read(&path(name)),
        ] {
            assert_eq!(opened.unwrap_err().to_string(), expected);
        }
        let made = SqliteStore::open(&path(name), "uid").unwrap_err();
        assert!(matches!(made, StoreError::File(_)), "{made}");
    }
    let store = SqliteStore::open(&path("data"), "uid").unwrap();
    for (target, expected) in [
        (
            "none/copy",
            format!("`{}` cannot be written: no such directory", shown("none")),
        ),
        (
            "file/copy",
            format!("`{}` is not a directory", shown("file")),
        ),
        ("file", format!("`{}` already exists", shown("file"))),
    ] {
        let error = store.backup(&path(target)).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}
