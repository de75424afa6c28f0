//! Records of grounding from outside: the log keeps them and replicas receive them, and yet no fact has
//! changed.

use dossier::v1::{
    ChangeType, ExportSnapshotRequest, Fact, Grounding, ListRevisionsRequest, PartKind,
    PartVerdict, Verdict, WatchCommitsRequest, export_snapshot_response::Part,
    watch_commits_response::News,
};

use crate::commits::{Desk, TREATY, edits, put, restore};
use crate::support::{run, stdout};

/// A record of the first evidence of a fact, as somebody who has the text would make it.
fn record(fact: &Fact, day: &str) -> Grounding {
    let evidence = fact.evidence.first().expect("evidence");
    let digests = evidence
        .selectors
        .iter()
        .map(|selector| selector.digest.clone());
    Grounding {
        method: "dossier-ground/1".to_owned(),
        text_digest: evidence.text_digest.clone(),
        selector_digests: digests.collect(),
        parts_digest: "0".repeat(64),
        parts: vec![PartVerdict {
            field: "statement[0]".to_owned(),
            kind: PartKind::Statement.into(),
            verdict: Verdict::Found.into(),
            place: String::new(),
        }],
        recorded_by: "Mara Lind".to_owned(),
        record_date: day.to_owned(),
    }
}

fn recorded(mut fact: Fact, day: &str) -> Fact {
    let record = record(&fact, day);
    if let Some(evidence) = fact.evidence.first_mut() {
        evidence.grounding = Some(record);
    }
    fact
}

fn records(fact: &Fact) -> Vec<Option<String>> {
    let records = fact
        .evidence
        .iter()
        .map(|evidence| evidence.grounding.as_ref());
    let dates = records.map(|record| record.map(|record| record.record_date.clone()));
    dates.collect()
}

/// The revisions that the history of the treaty tells of, newest first.
async fn history(desk: &mut Desk) -> Vec<i64> {
    let request = ListRevisionsRequest {
        name: TREATY.to_owned(),
        ..ListRevisionsRequest::default()
    };
    let response = desk.facts.list_revisions(request).await;
    let revisions = response.expect("a history").into_inner().revisions;
    revisions.iter().map(|revision| revision.revision).collect()
}

#[tokio::test]
async fn a_record_is_no_change_of_the_fact() {
    let mut desk = Desk::new().await;
    let before = desk.fact(TREATY, 0).await.expect("the fact");
    let first = recorded(before.clone(), "2026-11-25");
    let committed = desk.commit(edits(vec![put(first.clone())])).await;
    let commit = committed.expect("a commit").commit.expect("a commit");
    assert_eq!(commit.revision, 2);
    let change = commit.changes.first().expect("a change");
    assert_eq!(change.r#type(), ChangeType::Recorded);
    assert_eq!(change.etag, change.previous_etag);

    // Only the record is new: etag, revision and times stay.
    assert_eq!(desk.fact(TREATY, 0).await.expect("the fact"), first);
    assert_eq!(desk.fact(TREATY, 1).await.expect("the past"), before);
    assert_eq!(history(&mut desk).await, [1]);

    // Who read the fact before it was recorded may still change it, and the record stays.
    let mut changed = before.clone();
    changed.topics.push("defence".to_owned());
    let mut request = edits(vec![put(changed)]);
    if let Some(edit) = request.edits.first_mut() {
        edit.etag.clone_from(&before.etag);
    }
    desk.commit(request).await.expect("a commit");
    let after = desk.fact(TREATY, 0).await.expect("the fact");
    assert_eq!(records(&after), records(&first));
    assert_eq!((after.revision, history(&mut desk).await), (3, vec![3, 1]));

    // The same once more is nothing, and a later day is a record again.
    let same = desk.commit(edits(vec![put(after.clone())])).await;
    let same = same.expect("an answer").commit.expect("a commit");
    assert_eq!((same.revision, same.change_count), (3, 0));
    let second = recorded(after, "2026-11-26");
    desk.commit(edits(vec![put(second.clone())]))
        .await
        .expect("a commit");
    let mut desk = desk.crash().await;
    assert_eq!(desk.fact(TREATY, 0).await.expect("the fact"), second);
    assert_eq!(history(&mut desk).await, [3, 1]);

    // A restoration brings back the record of then.
    desk.commit(restore(TREATY, 2)).await.expect("a commit");
    let back = desk.fact(TREATY, 0).await.expect("the fact");
    assert_eq!((records(&back), back.etag), (records(&first), first.etag));
}

#[tokio::test]
async fn a_record_goes_with_its_places() {
    let mut desk = Desk::new().await;
    let fact = desk.fact(TREATY, 0).await.expect("the fact");
    let first = recorded(fact.clone(), "2026-11-25");
    desk.commit(edits(vec![put(first)]))
        .await
        .expect("a commit");
    let mut moved = fact;
    let other = desk.fact("facts/brandt-visit", 0).await.expect("a fact");
    let place = other.evidence.first().expect("evidence").selectors.clone();
    if let Some(evidence) = moved.evidence.first_mut() {
        evidence.selectors = place;
    }
    desk.commit(edits(vec![put(moved)]))
        .await
        .expect("a commit");
    let after = desk.fact(TREATY, 0).await.expect("the fact");
    assert!(records(&after).iter().all(Option::is_none));
}

#[tokio::test]
async fn watches_differences_and_copies_have_the_records() {
    let mut desk = Desk::new().await;
    let fact = desk.fact(TREATY, 0).await.expect("the fact");
    let first = recorded(fact, "2026-11-25");
    desk.commit(edits(vec![put(first.clone())]))
        .await
        .expect("a commit");
    let mut desk = desk.crash().await;

    let after = WatchCommitsRequest {
        after_revision: 1,
        ..WatchCommitsRequest::default()
    };
    let mut watch = desk.watch(after).await;
    let message = watch.message().await.expect("a message").expect("news");
    let Some(News::Commit(commit)) = message.news else {
        panic!("not a commit: {message:?}");
    };
    let change = commit.changes.first().expect("a change");
    assert_eq!(change.r#type(), ChangeType::Recorded);
    assert_eq!(change.resource, Some(first.clone().into()));

    let difference = ExportSnapshotRequest {
        base_revision: 1,
        ..ExportSnapshotRequest::default()
    };
    let stream = desk.sync.export_snapshot(difference).await;
    let mut stream = stream.expect("a stream").into_inner();
    let mut brought = Vec::new();
    while let Some(part) = stream.message().await.expect("a part") {
        if let Some(Part::Batch(batch)) = part.part {
            brought.extend(batch.records);
        }
    }
    assert_eq!(brought, [first.into()]);

    let data = desk.data.path().display().to_string();
    let verified = run("dossier-server", &["verify-store", "--data", &data]);
    assert!(verified.status.success(), "{verified:?}");
    let backup = desk.data.path().join("copy.backup");
    let backup = backup.display().to_string();
    let copied = run("dossier-server", &["backup", &backup, "--data", &data]);
    assert!(stdout(&copied).contains("revision 2"), "{copied:?}");
}

#[tokio::test]
async fn files_of_records_come_out_and_go_in_again() {
    let mut desk = Desk::new().await;
    let fact = desk.fact(TREATY, 0).await.expect("the fact");
    let first = recorded(fact, "2026-11-25");
    desk.commit(edits(vec![put(first)]))
        .await
        .expect("a commit");
    let data = desk.data.path().display().to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (files, again, other) = (path("files"), path("again"), path("other"));
    let command = |arguments: &[&str]| {
        let output = run("dossier-server", arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        stdout(&output)
    };
    command(&["export", &files, "--data", &data]);
    let records = folder.path().join("files/grounding/canal.yaml");
    let text = std::fs::read_to_string(&records).expect("the records");
    assert!(text.contains("  canal-treaty:\n"), "{text}");
    let summary = command(&["import", &files, "--data", &data]);
    assert_eq!(summary, "nothing differs from revision 2\n");

    command(&["import", &files, "--data", &other]);
    command(&["export", &again, "--data", &other]);
    let copied = std::fs::read_to_string(folder.path().join("again/grounding/canal.yaml"));
    assert_eq!(copied.expect("the records"), text);

    // The state is as the files have it, and the facts stay as they are.
    std::fs::remove_file(&records).expect("removed");
    let summary = command(&["import", &files, "--data", &other]);
    assert!(
        summary.ends_with("  1 fact recorded anew: canal-treaty\n"),
        "{summary}"
    );
    let checked = command(&["check", "--data", &other]);
    assert!(checked.contains("22 facts"), "{checked}");
}
