//! Files that go away under a store that has them open, and paths that cannot be read or written.

use super::{change, entry};
use crate::store::sqlite::{FILE, SqliteStore};
use crate::store::{Store as _, StoreError};

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
