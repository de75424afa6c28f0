//! Searches over small states, in several languages.

use std::sync::Arc;

use dossier::v1::{Fact, LifecycleState, LocalizedText};
use imbl::Vector;
use prost::Message as _;

use super::{Query, Search, Slice, snippets};
use crate::commit::{Change, Commit, Sight};
use crate::snapshot::Snapshot;
use crate::states::News;

fn fact(id: &str, language: &str, statement: &str) -> Fact {
    Fact {
        name: format!("facts/{id}"),
        state: LifecycleState::Published.into(),
        statement: vec![LocalizedText {
            text: statement.to_owned(),
            language_code: language.to_owned(),
        }],
        topics: vec!["arms".to_owned()],
        ..Fact::default()
    }
}

fn commit(revision: i64, facts: &[Fact], deletes: &[&str]) -> Commit {
    let put = |fact: &Fact| Change {
        name: fact.name.as_str().into(),
        kind: dossier::v1::ChangeType::Updated,
        etag: String::new(),
        previous_etag: String::new(),
        body: fact.encode_to_vec().into(),
        references: Vec::new(),
        purge: None,
    };
    let delete = |name: &&str| Change {
        name: (*name).into(),
        kind: dossier::v1::ChangeType::Deleted,
        etag: String::new(),
        previous_etag: String::new(),
        body: bytes::Bytes::new(),
        references: Vec::new(),
        purge: None,
    };
    Commit {
        revision,
        time: prost_types::Timestamp::default(),
        author: String::new(),
        message: String::new(),
        changes: facts
            .iter()
            .map(put)
            .chain(deletes.iter().map(delete))
            .collect(),
    }
}

fn sample() -> Commit {
    let facts = [
        fact(
            "shells",
            "en",
            "North Korea has sent artillery shells to Russia.",
        ),
        fact(
            "drones",
            "en",
            "Iran has sent Russia drones, and drones again.",
        ),
        fact("elysee", "fr", "L'Élysée s'inquiète des obus nord-coréens."),
        fact("korean", "ko", "북한은 러시아에 포탄을 보냈다."),
        fact("chinese", "zh", "朝鲜向俄罗斯运送炮弹。"),
        fact("arabic", "ar", "أرسلت كوريا الشماليّة قذائف إلى روسيا."),
        Fact {
            state: LifecycleState::Draft.into(),
            ..fact("draft", "en", "Artillery that nobody may know of.")
        },
    ];
    commit(1, &facts, &[])
}

fn found(search: &Search, snapshot: &Snapshot, news: &[Commit], query: &str) -> Vec<String> {
    let news = news.iter().cloned().map(Arc::new).map(|commit| News {
        all: Arc::clone(&commit),
        published: commit,
    });
    let view = search.view(snapshot, &news.collect(), Sight::All).unwrap();
    let query = Query::parse(query).unwrap();
    let found = view
        .search(
            &query,
            &[LifecycleState::Published.into()],
            Slice {
                offset: 0,
                size: 10,
            },
        )
        .unwrap();
    assert_eq!(found.total, found.hits.len());
    let names = found.hits.into_iter().map(|(name, _)| name);
    names
        .map(|name| name.trim_start_matches("facts/").to_owned())
        .collect()
}

#[test]
fn facts_are_found_in_every_language() {
    let snapshot = Snapshot::empty("uid").apply(&sample());
    let search = Search::default();
    for (query, facts) in [
        ("shell", vec!["shells"]),
        // A draft is not shown.
        ("artillery", vec!["shells"]),
        ("drone", vec!["drones"]),
        ("elysee", vec!["elysee"]),
        ("obus", vec!["elysee"]),
        ("inquiété", vec!["elysee"]),
        ("coreen*", vec!["elysee"]),
        ("북한", vec!["korean"]),
        ("포탄", vec!["korean"]),
        ("俄罗斯", vec!["chinese"]),
        ("الشمالية", vec!["arabic"]),
        ("روسيا", vec!["arabic"]),
        ("\"artillery shells\"", vec!["shells"]),
        ("\"shells artillery\"", vec![]),
        ("Russia -Iran", vec!["shells"]),
        ("art*", vec!["shells"]),
        // The rarer word weighs more.
        ("Russia drones", vec!["drones", "shells"]),
    ] {
        assert_eq!(found(&search, &snapshot, &[], query), facts, "{query}");
    }
}

/// What is indexed is what is written; only who asks may mean a plural.
#[test]
fn abbreviations_are_found_however_they_are_typed() {
    let texts = [
        ("hms", "HMS Warspite sailed."),
        ("cbs", "CBS reported it."),
        ("sms", "They sent an SMS."),
        ("pbs", "The pbs said so."),
        ("gps", "GPS was jammed."),
        ("mps", "Two MPs voted."),
        ("mp", "An MP voted."),
        ("mr", "Mr Jones spoke."),
        ("mrs", "Mrs Brandt spoke."),
    ];
    let facts = texts.map(|(id, statement)| fact(id, "en", statement));
    let snapshot = Snapshot::empty("uid").apply(&commit(1, &facts, &[]));
    let search = Search::default();
    for (queries, expected) in [
        (["hms", "HMS", "Hms"], vec!["hms"]),
        (["cbs", "CBS", "\"cbs reported\""], vec!["cbs"]),
        (["sms", "SMS", "\"an sms\""], vec!["sms"]),
        (["pbs", "PBS", "\"the PBS\""], vec!["pbs"]),
        (["gps", "GPS", "\"gps was\""], vec!["gps"]),
        (["mps", "MPs", "MP"], vec!["mp", "mps"]),
        (["\"two mps\"", "\"two MPs\"", "\"two mp\""], vec!["mps"]),
        (["mr", "Mr", "MR"], vec!["mr"]),
        (["mrs", "Mrs", "MRS"], vec!["mrs"]),
    ] {
        for query in queries {
            let mut names = found(&search, &snapshot, &[], query);
            names.sort();
            assert_eq!(names, expected, "{query}");
        }
    }
}

#[test]
fn the_index_follows_commits_and_keeps_older_states() {
    let first = Snapshot::empty("uid").apply(&sample());
    let search = Search::default();
    assert_eq!(found(&search, &first, &[], "drone"), ["drones"]);
    let change = commit(
        2,
        &[fact(
            "shells",
            "en",
            "North Korea has sent rockets to Russia.",
        )],
        &["facts/drones"],
    );
    let second = first.apply(&change);
    assert_eq!(
        found(&search, &second, std::slice::from_ref(&change), "rocket"),
        ["shells"]
    );
    assert_eq!(
        found(
            &search,
            &second,
            std::slice::from_ref(&change),
            "drone shell"
        )
        .len(),
        0
    );
    let third = second.apply(&commit(3, &[fact("more", "en", "More rockets.")], &[]));
    // Without the news the snapshot itself tells what changed.
    assert_eq!(found(&search, &third, &[], "rocket").len(), 2);
    assert_eq!(
        found(&search, &first, &[], "drone"),
        ["drones"],
        "the past is as it was"
    );
}

#[test]
fn snippets_show_where_words_stand() {
    let long = format!(
        "{} Then a drône fell. {}",
        "So it went. ".repeat(30),
        "And on. ".repeat(30)
    );
    let fact = fact("long", "en", &long);
    let query = Query::parse("drone").unwrap();
    let found = snippets(&fact, &query);
    let snippet = &found[0];
    assert_eq!((snippet.field.as_str(), found.len()), ("statement[0]", 1));
    assert!(snippet.text.chars().count() <= 200);
    let range = &snippet.matches[0];
    let start = usize::try_from(range.start).unwrap();
    let length = usize::try_from(range.end - range.start).unwrap();
    let word: String = snippet.text.chars().skip(start).take(length).collect();
    assert_eq!(word, "drône");
}

#[test]
fn callers_at_two_revisions_share_one_index_and_one_list_of_names_each() {
    let old = Snapshot::empty("uid").apply(&sample());
    let newer = old.apply(&commit(2, &[fact("late", "en", "A late word.")], &[]));
    let (search, news) = (Search::default(), Vector::new());
    search.view(&newer, &news, Sight::All).unwrap();
    let start = std::sync::Barrier::new(8);
    let ask = || {
        start.wait();
        (
            search.view(&old, &news, Sight::All).unwrap(),
            search.names(&old),
        )
    };
    let answers: Vec<_> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        let answers = asking.into_iter().map(|thread| thread.join().unwrap());
        answers.collect()
    });
    let (view, names) = &answers[0];
    // Who asks for the newest names takes nobody's away.
    search.names(&newer);
    for (other_view, other_names) in &answers {
        assert!(Arc::ptr_eq(view, other_view) && Arc::ptr_eq(names, other_names));
    }
    assert!(Arc::ptr_eq(names, &search.names(&old)));
}

/// A word with one letter left out, doubled, replaced, or changed with the next.
fn mistyped(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut found = Vec::new();
    for at in 0..letters.len() {
        let (before, after) = letters.split_at(at);
        let (letter, rest) = after.split_first().expect("a letter");
        let with = |middle: &[char], rest: &[char]| -> String {
            before.iter().chain(middle).chain(rest).collect()
        };
        found.extend([
            with(&[], rest),
            with(&[*letter, *letter], rest),
            with(&['z'], rest),
        ]);
        if let Some((next, last)) = rest.split_first() {
            found.push(with(&[*next, *letter], last));
        }
    }
    found
}

#[test]
fn a_word_is_found_with_one_wrong_letter_wherever_it_stands() {
    let words = ["missile"];
    let facts = words.map(|word| fact(word, "en", &format!("{word} beside us.")));
    let snapshot = Snapshot::empty("uid").apply(&commit(1, &facts, &[]));
    let search = Search::default();
    for word in words {
        for form in [word, &format!("{word}s")] {
            for typed in mistyped(form) {
                let hits = found(&search, &snapshot, &[], &typed);
                assert!(
                    hits.iter().any(|hit| hit == word),
                    "{typed} does not find {word}: {hits:?}"
                );
            }
        }
    }
}
