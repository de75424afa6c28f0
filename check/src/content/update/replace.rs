//! Replaces several files, all or none.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Replaces files. What is new is written beside each first, so that a full disk is known before
/// anything is replaced; should one then not be replaced, those before it get their old bytes back.
pub(super) fn all(files: &[(PathBuf, String)]) -> io::Result<()> {
    let mut ready = Vec::new();
    for (path, text) in files {
        match prepare(path, text) {
            Ok(file) => ready.push(file),
            Err(error) => {
                discard(&ready);
                return Err(named(path, &error));
            }
        }
    }
    for (index, file) in ready.iter().enumerate() {
        if let Err(error) = fs::rename(&file.temporary, &file.target) {
            for done in ready.iter().take(index) {
                fs::write(&done.target, &done.before).ok();
            }
            discard(&ready);
            return Err(named(&file.target, &error));
        }
    }
    Ok(())
}

/// A file that is written and not yet at its place.
struct Prepared {
    target: PathBuf,
    temporary: PathBuf,
    before: Vec<u8>,
}

fn prepare(path: &Path, text: &str) -> io::Result<Prepared> {
    // A link keeps leading to its file.
    let target = fs::canonicalize(path)?;
    let before = fs::read(&target)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    // Hidden, so that whoever reads the folder meanwhile passes it over.
    let temporary = target.with_file_name(format!(".{name}.scan"));
    let written = fs::File::create(&temporary).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.set_permissions(fs::metadata(&target)?.permissions())?;
        file.sync_all()
    });
    if let Err(error) = written {
        fs::remove_file(&temporary).ok();
        return Err(error);
    }
    Ok(Prepared {
        target,
        temporary,
        before,
    })
}

fn discard(ready: &[Prepared]) {
    for prepared in ready {
        fs::remove_file(&prepared.temporary).ok();
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    let message = format!("`{}` could not be written: {error}", path.display());
    io::Error::new(error.kind(), message)
}
