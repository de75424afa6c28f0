//! What a file is to a browser: its type, how long it may be kept, and whether it packs well.

use std::io::Write as _;
use std::path::Path;

use crate::site::Stage;

/// The media types of what sites hold, by how names end (IANA's registry; WHATWG for scripts).
const TYPES: [(&str, &str); 17] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("xml", "application/xml"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("pdf", "application/pdf"),
    ("webmanifest", "application/manifest+json"),
];

/// Types that are packed already.
const PACKED: [&str; 6] = ["png", "jpg", "webp", "avif", "woff2", "pdf"];

/// Smaller files do not get smaller by packing: they fit into one packet of the network as they are.
const PACKED_BYTES_MIN: u64 = 1_000;

fn end(path: &str) -> &str {
    let end = Path::new(path).extension();
    end.and_then(|end| end.to_str()).unwrap_or_default()
}

/// The media type of a file, by the end of its name; feeds have types of their own.
pub(crate) fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "feed.xml" => return "application/atom+xml; charset=utf-8",
        "feed.json" => return "application/feed+json",
        _ => {}
    }
    let end = end(path);
    let known = TYPES.iter().find(|(known, _)| *known == end);
    known.map_or("application/octet-stream", |(_, media)| media)
}

/// How long browsers and caches may keep a file without asking. A page is asked for each time, which costs
/// a few bytes where it has not changed, so nothing has to be purged after a publication.
pub(crate) fn cache_control(stage: Stage) -> &'static str {
    match stage {
        Stage::Hashed => "public, max-age=31536000, immutable",
        Stage::File | Stage::NewPage | Stage::Page | Stage::Last => {
            "public, max-age=0, must-revalidate"
        }
    }
}

/// Whether a file gets smaller by packing.
pub(crate) fn packs(path: &str, size: u64) -> bool {
    size >= PACKED_BYTES_MIN && !PACKED.contains(&end(path))
}

/// Bytes packed by gzip, as small as it can.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing to memory does not fail.
    encoder.write_all(bytes).ok();
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_type_of_its_name() {
        for (path, media) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a/feed.xml", "application/atom+xml; charset=utf-8"),
            ("feed.json", "application/feed+json"),
            ("a.b/c", "application/octet-stream"),
            ("facts/x.json", "application/json"),
            ("_headers", "application/octet-stream"),
        ] {
            assert_eq!(content_type(path), media, "{path}");
        }
        assert!(packs("a.html", 1_000) && !packs("a.html", 999) && !packs("a.png", 9_999));
    }
}
