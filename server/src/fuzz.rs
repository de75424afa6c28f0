//! Input that nobody meant: whatever comes, the answer is an error and never a panic. More cases with
//! `PROPTEST_CASES=100000 cargo test hostile`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use dossier::v1::{CommitRequest, Resource, edit};
use proptest::prelude::*;
use prost::Message as _;

use crate::assess::assess;
use crate::commit::Signature;
use crate::filter::Filter;
use crate::ledger::draft;
use crate::model::contract;
use crate::model::resource::{resource, without_metadata};
use crate::rules::{check, check_edits};
use crate::search::Query;
use crate::snapshot::Snapshot;

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");

/// The project's own content, checked and committed.
static STATE: LazyLock<Snapshot> = LazyLock::new(|| {
    let assessment = assess(Path::new(CONTENT), "2024-07-01").unwrap();
    let empty = Snapshot::empty("uid");
    let checked = assessment.checked.unwrap();
    let time = prost_types::Timestamp::default();
    empty.apply(&draft(&empty, &checked, &Signature::default(), time))
});

/// The files of the project's content.
static FILES: LazyLock<Vec<(std::path::PathBuf, Vec<u8>)>> = LazyLock::new(|| {
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
    fn hostile_content_is_told_and_not_fatal(
        file in 0..16_usize,
        mutations in prop::collection::vec(mutation(), 1..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let chosen = file % FILES.len();
        for (number, (name, bytes)) in FILES.iter().enumerate() {
            let mut bytes = bytes.clone();
            if number == chosen {
                for one in &mutations {
                    mutate(&mut bytes, one);
                }
            }
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let assessment = assess(folder.path(), "2024-07-01").unwrap();
        let told = crate::diagnostic::render::text(&assessment.findings, crate::diagnostic::render::Colour::Off);
        prop_assert!(assessment.checked.is_some() || !told.is_empty());
    }

    #[test]
    fn hostile_commits_are_told_and_not_fatal(
        which in 0..200_usize,
        mutations in prop::collection::vec(mutation(), 1..6),
        deletes in prop::collection::vec(0..200_usize, 0..3),
    ) {
        let record = STATE.records().nth(which % STATE.len()).unwrap();
        let mut bytes = record.bytes.to_vec();
        for one in &mutations {
                    mutate(&mut bytes, one);
                }
        let Some(resource) = resource(&record.name, &bytes.into()) else {
            return Ok(());
        };
        let deletes: BTreeSet<String> = deletes
            .into_iter()
            .filter_map(|one| STATE.records().nth(one % STATE.len()))
            .map(|record| record.name.to_string())
            .collect();
        let report = check_edits(vec![resource], &deletes, &*STATE, "2024-07-01");
        // What is taken as an edit is also taken as a part of the whole.
        if let Some(checked) = &report.checked {
            let time = prost_types::Timestamp::default();
            let next = STATE.apply(&draft(&STATE, checked, &Signature::default(), time));
            let whole: Vec<Resource> = next
                .records()
                .filter_map(|record| record.resource())
                .map(|one| without_metadata(&one))
                .collect();
            let whole = check(whole, "2024-07-01");
            prop_assert!(whole.checked.is_some(), "{:?}", whole.findings);
        }
    }

    #[test]
    fn hostile_requests_decode_or_do_not(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(request) = CommitRequest::decode(bytes.as_slice()) {
            let puts = request.edits.into_iter().filter_map(|edit| match edit.edit {
                Some(edit::Edit::Put(resource)) => Some(resource),
                _ => None,
            });
            check_edits(puts.collect(), &BTreeSet::new(), &*STATE, "2024-07-01");
        }
    }

    #[test]
    fn hostile_filters_and_queries_are_told(text in "[ -~äß北\"()*-]{0,60}") {
        let facts = contract::resource_type("facts").unwrap();
        Filter::parse(&text, &facts).ok();
        Query::parse(&text).ok();
    }
}
