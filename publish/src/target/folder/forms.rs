//! Packed forms beside files: which there are, and which go.

use std::collections::{BTreeMap, BTreeSet};

use super::place::{Staged, folders};
use crate::media::{gzip, packs};
use crate::site::SiteFile;
use crate::target::{Gone, TargetError, Upload};

/// What the names of packed forms end in.
pub(super) const FORMS: [&str; 2] = [".br", ".gz"];

/// Whether packed forms lie beside files that get smaller by it (`index.html.br`, `index.html.gz`), as
/// caddy's `precompressed` and nginx's `gzip_static` take them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precompress {
    /// Files lie there as they are.
    No,
    /// Each has its packed forms beside, unless the site has something else of that name.
    Yes,
}

impl Precompress {
    /// A file as it lies there: itself, and its packed forms by what their names end in.
    pub(super) fn forms(
        self,
        upload: &Upload,
    ) -> Result<Vec<(&'static str, Vec<u8>)>, TargetError> {
        let bytes = upload.bytes()?;
        let packed = if self == Self::Yes && packs(&upload.path, upload.file.size) {
            let [br, gz] = FORMS;
            vec![(br, brotli(&bytes)), (gz, gzip(&bytes))]
        } else {
            Vec::new()
        };
        Ok([("", bytes)].into_iter().chain(packed).collect())
    }
}

/// The paths of a file's packed forms.
pub(super) fn forms_of(path: &str) -> impl Iterator<Item = String> {
    FORMS.into_iter().map(move |end| format!("{path}{end}"))
}

/// The path of the file whose packed form this would be.
pub(super) fn plain(path: &str) -> Option<&str> {
    FORMS.into_iter().find_map(|end| path.strip_suffix(end))
}

/// Whether a site has a file or a folder of this name, in whose place no packed form may be.
pub(super) fn is_of_site(site: &BTreeMap<String, SiteFile>, path: &str) -> bool {
    let below = format!("{path}/");
    let mut next = site.range(below.clone()..);
    site.contains_key(path)
        || next
            .next()
            .is_some_and(|(path, _)| path.starts_with(&below))
}

/// Every file that goes: those of the site before, and where it had packed forms those of each file that goes or
/// is replaced, or that has one where a folder has to be.
pub(super) fn deletions(staged: &[Staged], gone: Gone<'_>, had_forms: bool) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = gone.files.iter().cloned().collect();
    if had_forms {
        let put = staged.iter().filter(|file| !file.is_form);
        let put = put.map(|file| &file.path);
        all.extend(gone.files.iter().chain(put).flat_map(|path| forms_of(path)));
        let is_form = |path: &&str| plain(path).is_some_and(|path| gone.site.contains_key(path));
        let in_the_way = folders(staged).into_iter().filter(is_form);
        all.extend(in_the_way.map(str::to_owned));
    }
    for file in staged {
        all.remove(&file.path);
    }
    all.retain(|path| !gone.site.contains_key(path));
    all
}

/// Brotli at a step from which on more time gains little.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 9,
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    // Reading from and writing to memory does not fail.
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters).ok();
    packed
}
