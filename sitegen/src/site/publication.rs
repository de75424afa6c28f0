//! What the package that publishes has to know of a built site: when each file is sent, what it was built
//! from, and how addresses follow from paths.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dossier_publish::{Origin, Outcome, Site, SiteError, SiteFile, Stage};
use serde_json::{Value, json};

use crate::site::output::{Changes, OWN_PREFIX};
use crate::url::{BaseUrl, MANIFEST, is_page};

/// Files that lead to others: sent when those are there.
const LEADING: [&str; 6] = [
    "feed.xml",
    "feed.json",
    "head.js",
    "llms.txt",
    "robots.txt",
    "sitemap.xml",
];

/// A name in the folder of a search's index that ends in so many hexadecimal digits changes with what the file
/// holds. Elsewhere it may be the id of a resource.
const STAMP_DIGITS: usize = 12;

/// Why a folder cannot be published.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FolderError {
    #[error("`{}` holds no site: {source}; build one, or name its folder with --site", .path.display())]
    NoSite { path: PathBuf, source: io::Error },
    #[error("`{}` does not say of which revision the site is; build it anew", .0.display())]
    NoRevision(PathBuf),
    #[error("`{}` is inside the content folder; name a folder outside of it", .0.display())]
    Content(PathBuf),
    #[error(transparent)]
    Files(#[from] SiteError),
}

/// Refuses a folder to publish into, which need not be there yet, where it is of the content.
pub(crate) fn expect_outside(folder: &Path, content: Option<&Path>) -> Result<(), FolderError> {
    let content = content.and_then(|path| fs::canonicalize(path).ok());
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let mut above = whole.ancestors();
    let there = above.find_map(|path| fs::canonicalize(path).ok());
    match content.zip(there) {
        Some((content, there)) if there.starts_with(&content) => {
            Err(FolderError::Content(folder.to_owned()))
        }
        _ => Ok(()),
    }
}

/// The site in a folder.
pub(crate) fn read(folder: &Path) -> Result<Site, FolderError> {
    Ok(Site::read(folder, OWN_PREFIX, origin(folder)?, stage)?)
}

/// The site in a folder, where it is known how it was before it was brought up to date.
pub(crate) fn read_changes(
    mut site: Site,
    folder: &Path,
    changes: &Changes,
) -> Result<Site, FolderError> {
    site.origin = origin(folder)?;
    for path in &changes.removed {
        site.files.remove(path);
    }
    for path in &changes.written {
        let file = SiteFile::read(folder.join(path), stage(path))?;
        site.files.insert(path.clone(), file);
    }
    Ok(site)
}

/// What the site in a folder was built from.
fn origin(folder: &Path) -> Result<Origin, FolderError> {
    let path = folder.join(MANIFEST);
    let text = fs::read(&path).map_err(|source| FolderError::NoSite {
        path: folder.to_owned(),
        source,
    })?;
    let built: Value = serde_json::from_slice(&text).unwrap_or_default();
    let revision = built.get("revision").and_then(Value::as_i64);
    let store = built.get("store").and_then(Value::as_str);
    Ok(Origin {
        store: store.map(str::to_owned),
        revision: revision.ok_or(FolderError::NoRevision(path))?,
    })
}

/// Whether a file is one that no page leads to, but a head that is looked at each time: a part of the search.
/// Where such a file goes, links hold.
pub(crate) fn is_part(path: &str) -> bool {
    stage(path) == Stage::Hashed
}

/// When a file is sent.
fn stage(path: &str) -> Stage {
    let below = path.split('/').collect::<Vec<_>>();
    let is_in_index = matches!(below.as_slice(), [.., "search", "index", _]);
    let path = Path::new(path);
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.unwrap_or_default();
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    let stamp = stem.and_then(|stem| stem.rsplit_once('-'));
    let is_stamp = |text: &str| {
        text.len() == STAMP_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if is_page(name) {
        Stage::Page
    } else if name == MANIFEST || LEADING.contains(&name) {
        Stage::Last
    } else if is_in_index && stamp.is_some_and(|(_, stamp)| is_stamp(stamp)) {
        Stage::Hashed
    } else {
        Stage::File
    }
}

/// Keeps search engines away from a site that is not for the public: by what they ask for first (RFC 9309),
/// and by a header where the host reads `_headers` (Netlify, Cloudflare Pages).
pub(crate) fn hidden(mut site: Site) -> Site {
    for (path, text, stage) in [
        ("robots.txt", "User-agent: *\nDisallow: /\n", Stage::Last),
        ("_headers", "/*\n  X-Robots-Tag: noindex\n", Stage::File),
    ] {
        let file = SiteFile::of_bytes(text.into(), stage);
        site.files.insert(path.to_owned(), file);
    }
    site
}

/// What changed by a publication, for whoever purges caches or tells others: addresses where it is known
/// where the site is, paths elsewhere. What a publication has sent that was interrupted counts too.
pub(crate) fn news(site: &Site, outcome: &Outcome, target: &str, base: Option<&BaseUrl>) -> Value {
    let address = |path: &String| base.map_or_else(|| path.clone(), |base| base.of_path(path));
    let changed = outcome.plan.changed.iter().map(address);
    json!({
        "target": target,
        "store": site.origin.store,
        "revision": site.origin.revision,
        "revision_before": outcome.before.as_ref().map(|origin| origin.revision),
        "changed": changed.collect::<Vec<_>>(),
        "removed": outcome.plan.deletes.iter().map(address).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_published_into_the_content() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("content/articles")).expect("made");
        std::os::unix::fs::symlink("content/articles", at("link")).expect("linked");
        for (path, is_inside) in [
            ("content", true),
            ("content/site", true),
            ("content/articles/a/b", true),
            ("link/site", true),
            ("other/../content/site", true),
            ("site", false),
            ("content-site/a", false),
        ] {
            fs::create_dir_all(at("other")).expect("made");
            let found = expect_outside(&at(path), Some(&at("content")));
            assert_eq!(found.is_err(), is_inside, "{path}");
            assert!(expect_outside(&at(path), None).is_ok());
        }
    }

    #[test]
    fn what_a_file_leads_to_is_sent_before_it() {
        for (path, sent) in [
            ("search/index/words-0123456789ab.js", Stage::Hashed),
            ("fr/search/index/texts-0123456789ab.js", Stage::Hashed),
            ("style.css", Stage::File),
            ("facts/treaty.json", Stage::File),
            // An id and no stamp.
            ("facts/treaty-of-2024.json", Stage::File),
            ("facts/summit-202611301200.json", Stage::File),
            ("fr/facts/summit-0123456789ab.json", Stage::File),
            ("entities/search-0123456789ab/card.png", Stage::File),
            ("assets/logo-0123456789ab.svg", Stage::File),
            ("facts/treaty/index.html", Stage::Page),
            ("404.html", Stage::Page),
            ("search/index/head.js", Stage::Last),
            ("dossiers/axis/feed.xml", Stage::Last),
            ("sitemap.xml", Stage::Last),
            ("build.json", Stage::Last),
        ] {
            assert_eq!(stage(path), sent, "{path}");
        }
    }
}
