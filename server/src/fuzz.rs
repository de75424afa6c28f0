//! No input panics: commits and queries that nobody meant are carried out or refused. More cases with
//! `PROPTEST_CASES=100000 cargo test hostile`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use dossier::v1::{CommitRequest, Resource, edit};
use dossier_check::assess::assess;
use dossier_check::model::resource::{decode, without_metadata};
use dossier_check::rules::{Edits, Today, check, check_edits};
use proptest::prelude::*;
use prost::Message as _;

use crate::commit::Signature;
use crate::ledger::draft;
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

/// A mutation of an encoded message: at a place (in thousandths), so many bytes go, and these come.
fn mutation() -> impl Strategy<Value = (usize, usize, Vec<u8>)> {
    let values = prop_oneof![
        Just(b"\xff".to_vec()),
        Just("\u{202E}".as_bytes().to_vec()),
        Just(b"99999999999999999999".to_vec()),
        Just(b"2024-13-41".to_vec()),
        Just(b"[x](javascript:y)".to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    (0..1000_usize, 0..40_usize, values)
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
    fn hostile_commits_are_refused_or_leave_a_sound_state(
        which in 0..200_usize,
        mutations in prop::collection::vec(mutation(), 1..6),
        deletes in prop::collection::vec(0..200_usize, 0..3),
    ) {
        let record = STATE.records().nth(which % STATE.len()).unwrap();
        let mut bytes = record.bytes.to_vec();
        for mutation in &mutations {
            mutate(&mut bytes, mutation);
        }
        let Some(resource) = decode(&record.name, &bytes.into()) else {
            return Ok(());
        };
        let deletes: BTreeSet<String> = deletes
            .into_iter()
            .filter_map(|number| STATE.records().nth(number % STATE.len()))
            .map(|record| record.name.to_string())
            .collect();
        let edits = Edits {
            puts: vec![resource],
            deletes,
            ..Edits::default()
        };
        let report = check_edits(edits, &*STATE, Today::from_text("2024-07-01"));
        // What is taken as an edit is also taken as a part of the whole.
        if let Some(checked) = &report.checked {
            let time = prost_types::Timestamp::default();
            let next = STATE.apply(&draft(&STATE, checked, &Signature::default(), time));
            let whole: Vec<Resource> = next
                .records()
                .filter_map(|record| record.resource())
                .map(|resource| without_metadata(&resource))
                .collect();
            let whole = check(whole, Today::from_text("2024-07-01"));
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
            let edits = Edits {
                puts: puts.collect(),
                ..Edits::default()
            };
            check_edits(edits, &*STATE, Today::from_text("2024-07-01"));
        }
    }

    #[test]
    fn hostile_queries_are_read_or_refused(text in "[ -~äß北\"()*-]{0,60}") {
        Query::parse(&text).ok();
    }
}
