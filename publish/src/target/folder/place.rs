//! Puts files where they belong, and makes way for them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use crate::site::LITTER;
use crate::target::TargetError;

/// What the names of packed forms end in.
pub(super) const FORMS: [&str; 2] = [".br", ".gz"];

/// What goes before anything is moved: files where a folder has to be, and those below what becomes a file.
pub(super) fn in_the_way<'g>(new: &BTreeSet<&str>, gone: &'g [String]) -> BTreeSet<&'g str> {
    let folders: BTreeSet<&str> = new.iter().flat_map(|path| above(path)).collect();
    let paths = gone.iter().map(String::as_str);
    let old = paths.filter(|path| !new.contains(path));
    old.filter(|path| folders.contains(path) || above(path).any(|folder| new.contains(folder)))
        .collect()
}

/// Names what is still in the way of files: it was put there by somebody since, and a link could lead out of the
/// folder.
pub(super) fn expect_way(root: &Path, new: &BTreeSet<&str>) -> Result<(), TargetError> {
    for path in new {
        let file = root.join(path);
        if is_kind(&file, fs::FileType::is_dir) && remove_empty(&file).is_err() {
            return Err(blocked(&file, "a file"));
        }
    }
    let is_other = |kind: &fs::FileType| !kind.is_dir();
    let folders: BTreeSet<&str> = new.iter().flat_map(|path| above(path)).collect();
    let mut folders = folders.into_iter().map(|path| root.join(path));
    folders
        .find(|folder| is_kind(folder, is_other))
        .map_or(Ok(()), |folder| Err(blocked(&folder, "a folder")))
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

fn is_kind(path: &Path, is_meant: impl Fn(&fs::FileType) -> bool) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| is_meant(&about.file_type()))
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

/// Moves a file to where it belongs, whose folder is made. Packed forms of what stood there before go first:
/// nobody shall be given an old page packed.
pub(super) fn move_into_place(from: &Path, to: &Path, had_forms: bool) -> io::Result<()> {
    let is_form = FORMS
        .iter()
        .any(|end| to.as_os_str().as_encoded_bytes().ends_with(end.as_bytes()));
    for end in FORMS.iter().filter(|_| had_forms && !is_form) {
        let mut beside = to.as_os_str().to_owned();
        beside.push(end);
        match fs::remove_file(&beside) {
            Err(error) if !is_absent(&error) => return Err(error),
            _ => {}
        }
    }
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
