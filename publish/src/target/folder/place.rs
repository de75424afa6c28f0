//! Puts files where they belong, and makes way for them.

use std::collections::BTreeSet;
use std::fs::{self, File, FileType};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::site::LITTER;
use crate::target::TargetError;

/// A file that is written, and waits beside the site until it is moved into it.
#[derive(Debug)]
pub(super) struct Staged {
    /// Where it waits.
    pub(super) from: PathBuf,
    /// Where it belongs, below the folder of the site.
    pub(super) path: String,
    /// Whether it is the packed form of the file that was staged before.
    pub(super) is_form: bool,
}

/// What goes before anything is moved: files where a folder has to be, and those below what becomes a file.
pub(super) fn in_the_way<'g>(staged: &[Staged], gone: &'g BTreeSet<String>) -> BTreeSet<&'g str> {
    let (new, folders) = (paths(staged), folders(staged));
    let old = gone.iter().map(String::as_str);
    old.filter(|path| folders.contains(path) || above(path).any(|folder| new.contains(folder)))
        .collect()
}

fn paths(staged: &[Staged]) -> BTreeSet<&str> {
    staged.iter().map(|file| file.path.as_str()).collect()
}

/// The folders that have to be there.
pub(super) fn folders(staged: &[Staged]) -> BTreeSet<&str> {
    let paths = staged.iter().map(|file| file.path.as_str());
    paths.flat_map(above).collect()
}

/// Names what will be in the way of files when these are deleted: it was put there by somebody since, and a link
/// could lead out of the folder. Nothing is deleted before that is known.
pub(super) fn expect_way(
    root: &Path,
    staged: &[Staged],
    first: &BTreeSet<&str>,
) -> Result<(), TargetError> {
    for path in paths(staged) {
        let file = root.join(path);
        if is_folder(root, path) && !will_be_empty(&file, path, first) {
            return Err(blocked(&file, "a file"));
        }
    }
    let is_other = |path: &&str| {
        let kind = kind_below(root, path).ok().flatten();
        kind.is_some_and(|kind| !kind.is_dir()) && !first.contains(path)
    };
    let found = folders(staged).into_iter().find(is_other);
    found.map_or(Ok(()), |path| Err(blocked(&root.join(path), "a folder")))
}

/// Removes what is left of folders whose places files take.
pub(super) fn make_way(root: &Path, staged: &[Staged]) -> io::Result<()> {
    let paths = paths(staged).into_iter();
    let mut folders = paths.filter(|path| is_folder(root, path));
    folders.try_for_each(|path| remove_empty(&root.join(path)))
}

fn blocked(path: &Path, wanted: &str) -> TargetError {
    TargetError::refused(
        format_args!("`{}` is in the way of {wanted} of the site", path.display()),
        "move it away, or use `--reconcile` to delete it",
    )
}

/// The folders above a path.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// What lies at a path, no matter where it leads.
pub(super) fn kind(path: &Path) -> io::Result<Option<FileType>> {
    match fs::symlink_metadata(path) {
        Ok(about) => Ok(Some(about.file_type())),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What lies at a path below a folder. Beyond a link nothing does.
pub(super) fn kind_below(root: &Path, path: &str) -> io::Result<Option<FileType>> {
    for folder in above(path) {
        if !kind(&root.join(folder))?.is_some_and(|kind| kind.is_dir()) {
            return Ok(None);
        }
    }
    kind(&root.join(path))
}

fn is_folder(root: &Path, path: &str) -> bool {
    kind_below(root, path).is_ok_and(|kind| kind.is_some_and(|kind| kind.is_dir()))
}

/// Whether nothing is left in a folder when some files of it are deleted, but folders of the same kind, and what
/// operating systems leave there.
fn will_be_empty(folder: &Path, path: &str, gone: &BTreeSet<&str>) -> bool {
    let Ok(mut entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.all(|entry| {
        let Ok(entry) = entry else { return false };
        let Ok(name) = entry.file_name().into_string() else {
            return false;
        };
        let below = format!("{path}/{name}");
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => will_be_empty(&entry.path(), &below, gone),
            Ok(_) => LITTER.contains(&name.as_str()) || gone.contains(below.as_str()),
            Err(_) => false,
        }
    })
}

/// Removes a file or a link. Where there is none nothing is done, nor where a folder with something in it has
/// taken its place.
pub(super) fn remove(root: &Path, path: &str) -> io::Result<()> {
    let file = root.join(path);
    match kind_below(root, path)? {
        None => Ok(()),
        Some(kind) if kind.is_dir() => {
            remove_empty(&file).ok();
            Ok(())
        }
        Some(_) => fs::remove_file(file),
    }
}

/// Removes a folder with nothing in it but folders of the same kind, and what operating systems leave there.
fn remove_empty(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_litter = entry
            .file_name()
            .to_str()
            .is_some_and(|name| LITTER.contains(&name));
        if entry.file_type()?.is_dir() {
            remove_empty(&entry.path())?;
        } else if is_litter {
            fs::remove_file(entry.path())?;
        } else {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
    }
    fs::remove_dir(folder)
}

/// Moves a file to where it belongs, whose folder is made.
pub(super) fn move_into_place(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::rename(from, to)
}

/// Writes a file.
pub(super) fn write(path: &Path, bytes: &[u8], flush: bool) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    if flush { file.sync_data() } else { Ok(()) }
}

/// Brings everything that was written to the disk, so that a cut of power leaves no empty page behind a
/// head that names it. Best effort: where it cannot be done, the system does it in its own time.
#[cfg(target_os = "linux")]
pub(super) fn flush_all(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        rustix::fs::syncfs(folder).ok();
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn flush_all(_: &Path) {}

/// Whether there is no such file.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
