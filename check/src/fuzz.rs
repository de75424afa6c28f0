//! Property tests: no input panics, and malformed files and filters get a finding or an error. More
//! cases with `PROPTEST_CASES=100000 cargo test hostile`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use dossier::Collection;
use proptest::prelude::*;

use crate::assess::assess;
use crate::diagnostic::render::{Colour, text};
use crate::filter::Filter;
use crate::model::contract;

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");

/// The files of the project's content.
static FILES: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
    let mut folders = vec![Path::new(CONTENT).to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(CONTENT).unwrap().to_owned();
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
});

/// A mutation of bytes: at a place (in thousandths), so many go, and these come.
fn mutation() -> impl Strategy<Value = (usize, usize, Vec<u8>)> {
    let words = prop_oneof![
        Just(b": ".to_vec()),
        Just(b"\n- ".to_vec()),
        Just(b"{".to_vec()),
        Just(b"]".to_vec()),
        Just(b"&a *a".to_vec()),
        Just(b"\xff".to_vec()),
        Just("\u{202E}".as_bytes().to_vec()),
        Just(b"99999999999999999999".to_vec()),
        Just(b"2024-13-41".to_vec()),
        Just(b"---\n".to_vec()),
        Just(b"[x](javascript:y)".to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    (0..1000_usize, 0..40_usize, words)
}

fn mutate(bytes: &mut Vec<u8>, (place, gone, come): &(usize, usize, Vec<u8>)) {
    let start = bytes.len() * place / 1000;
    let end = (start + gone).min(bytes.len());
    bytes.splice(start..end, come.iter().copied());
}

/// So many cases, or as many as `PROPTEST_CASES` says.
pub(crate) fn cases(few: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    let many = asked.and_then(|count| count.parse().ok());
    ProptestConfig::with_cases(many.unwrap_or(few))
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn hostile_content_gets_findings_and_does_not_panic(
        file in 0..16_usize,
        mutations in prop::collection::vec(mutation(), 1..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let chosen = file % FILES.len();
        for (number, (name, bytes)) in FILES.iter().enumerate() {
            let mut bytes = bytes.clone();
            if number == chosen {
                for mutation in &mutations {
                    mutate(&mut bytes, mutation);
                }
            }
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let assessment = assess(folder.path(), "2024-07-01").unwrap();
        let findings = text(&assessment.findings, Colour::Off);
        prop_assert!(assessment.checked.is_some() || !findings.is_empty());
    }

    #[test]
    fn hostile_filters_are_read_or_refused(text in "[ -~äß北\"()*-]{0,60}") {
        let facts = contract::message_type(Collection::Facts).unwrap();
        Filter::parse(&text, &facts).ok();
    }
}
