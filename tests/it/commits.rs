//! Writing from outside: what is acknowledged stays, what is refused changes nothing, and the past
//! can be read.

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::{
    ChangeType, CommitRequest, CommitResponse, Edit, Fact, GetFactRequest, LifecycleState,
    ListCommitsRequest, ListRevisionsRequest, Resource, Restoration, Retraction,
    WatchCommitsRequest, WatchCommitsResponse, edit, resource, watch_commits_response::News,
};
use tonic::transport::Channel;
use tonic::{Code, Status, Streaming};

use crate::support::{CONTENT, Server, run, stdout, token_line};

pub(crate) struct Desk {
    server: Server,
    pub(crate) data: tempfile::TempDir,
    editor: EditorialServiceClient<Channel>,
    pub(crate) facts: FactServiceClient<Channel>,
    pub(crate) sync: SyncServiceClient<Channel>,
}

impl Desk {
    /// A server on a store that [`CONTENT`] was imported into: revision 1.
    pub(crate) async fn new() -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let import = run(
            "dossier-server",
            &[
                "import",
                CONTENT,
                "--data",
                &data.path().display().to_string(),
            ],
        );
        assert!(import.status.success(), "{import:?}");
        assert!(
            stdout(&import).starts_with("committed revision 1: "),
            "{import:?}"
        );
        Self::on(data).await
    }

    async fn on(data: tempfile::TempDir) -> Self {
        let server = Server::with(&["serve", "--data", &data.path().display().to_string()]);
        let url = server.url.clone();
        Self {
            editor: EditorialServiceClient::connect(url.clone())
                .await
                .expect("a connection"),
            facts: FactServiceClient::connect(url.clone())
                .await
                .expect("a connection"),
            sync: SyncServiceClient::connect(url).await.expect("a connection"),
            server,
            data,
        }
    }

    /// The server's address.
    pub(crate) fn url(&self) -> &str {
        &self.server.url
    }

    /// Kills the server as the power would, and starts it again.
    pub(crate) async fn crash(self) -> Self {
        drop(self.server);
        Self::on(self.data).await
    }

    pub(crate) async fn fact(&mut self, name: &str, read_revision: i64) -> Result<Fact, Status> {
        let request = GetFactRequest {
            name: name.to_owned(),
            read_revision,
            ..GetFactRequest::default()
        };
        Ok(self.facts.get_fact(request).await?.into_inner())
    }

    pub(crate) async fn commit(
        &mut self,
        request: CommitRequest,
    ) -> Result<CommitResponse, Status> {
        Ok(self.editor.commit(request).await?.into_inner())
    }

    pub(crate) async fn watch(
        &mut self,
        request: WatchCommitsRequest,
    ) -> Streaming<WatchCommitsResponse> {
        self.sync
            .watch_commits(request)
            .await
            .expect("a watch")
            .into_inner()
    }
}

pub(crate) fn edits(edits: Vec<edit::Edit>) -> CommitRequest {
    let edits = edits.into_iter().map(|edit| Edit {
        edit: Some(edit),
        ..Edit::default()
    });
    CommitRequest {
        edits: edits.collect(),
        author: "Mara Lind".to_owned(),
        message: "a test".to_owned(),
        ..CommitRequest::default()
    }
}

pub(crate) fn put(fact: Fact) -> edit::Edit {
    edit::Edit::Put(Resource {
        resource: Some(resource::Resource::Fact(Box::new(fact))),
    })
}

pub(crate) fn restore(name: &str, revision: i64) -> CommitRequest {
    let name = name.to_owned();
    edits(vec![edit::Edit::Restore(Restoration { name, revision })])
}

fn reason(status: &Status) -> String {
    use tonic_types::StatusExt as _;
    let details = status.get_error_details();
    details.error_info().expect("an ErrorInfo").reason.clone()
}

fn fields(status: &Status) -> Vec<String> {
    use tonic_types::StatusExt as _;
    let details = status.get_error_details();
    let violations = details
        .bad_request()
        .map(|bad_request| bad_request.field_violations.clone());
    violations
        .unwrap_or_default()
        .into_iter()
        .map(|violation| violation.field)
        .collect()
}

fn revision(response: &CommitResponse) -> i64 {
    response.commit.as_ref().expect("a commit").revision
}

pub(crate) async fn next_commit(
    watch: &mut Streaming<WatchCommitsResponse>,
) -> dossier::v1::Commit {
    loop {
        let message = watch.message().await.expect("a message").expect("news");
        if let Some(News::Commit(commit)) = message.news {
            return commit;
        }
    }
}

pub(crate) const TREATY: &str = "facts/canal-treaty";

#[tokio::test]
async fn a_commit_is_kept_and_every_earlier_state_with_it() {
    let mut desk = Desk::new().await;
    let before = desk.fact(TREATY, 0).await.expect("the fact");
    let mut changed = before.clone();
    changed.topics.push("defence".to_owned());
    let mut request = edits(vec![put(changed)]);
    request.request_id = "first".to_owned();
    let answer = desk.commit(request.clone()).await.expect("a commit");
    assert_eq!(revision(&answer), 2);

    let mut desk = desk.crash().await;
    let after = desk.fact(TREATY, 0).await.expect("the fact");
    assert!(after.topics.contains(&"defence".to_owned()));
    assert_eq!((after.revision, &after.uid), (2, &before.uid));
    assert_eq!(after.create_time, before.create_time);
    assert_ne!(after.etag, before.etag);
    assert_eq!(desk.fact(TREATY, 1).await.expect("the past"), before);

    // The same request again gets the same answer, also after a restart; another one is refused.
    assert_eq!(
        desk.commit(request.clone()).await.expect("the answer"),
        answer
    );
    request.message = "another".to_owned();
    let refused = desk.commit(request).await.expect_err("a refusal");
    assert_eq!(reason(&refused), "REQUEST_ID_REUSED");

    let listed = desk
        .sync
        .list_commits(ListCommitsRequest::default())
        .await
        .expect("commits");
    let listed = listed.into_inner();
    assert_eq!(listed.total_size, 2);
    let newest = listed.commits.first().expect("a commit");
    assert_eq!((newest.revision, newest.author.as_str()), (2, "Mara Lind"));
    assert_eq!(newest.changes.first().expect("a change").name, TREATY);

    let history = ListRevisionsRequest {
        name: TREATY.to_owned(),
        ..ListRevisionsRequest::default()
    };
    let history = desk
        .facts
        .list_revisions(history)
        .await
        .expect("a history")
        .into_inner();
    let listed: Vec<(i64, ChangeType)> = history
        .revisions
        .iter()
        .map(|revision| (revision.revision, revision.r#type()))
        .collect();
    assert_eq!(listed, [(2, ChangeType::Updated), (1, ChangeType::Created)]);
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_whole_and_all_of_it_is_named() {
    let mut desk = Desk::new().await;
    let mut good = desk.fact("facts/brandt-visit", 0).await.expect("the fact");
    good.topics.push("journey".to_owned());
    let mut bad = desk.fact(TREATY, 0).await.expect("the fact");
    bad.statement.clear();
    bad.superseded_by = "facts/nowhere".to_owned();
    let request = edits(vec![
        put(good),
        put(bad),
        edit::Edit::Delete("entities/gravel".to_owned()),
    ]);
    let refused = desk.commit(request).await.expect_err("a refusal");
    assert_eq!(refused.code(), Code::InvalidArgument);
    assert_eq!(reason(&refused), "CHECK_FAILED");
    let fields = fields(&refused);
    assert!(
        fields.contains(&"edits[1].put.fact.statement".to_owned()),
        "{fields:?}"
    );
    assert!(
        fields.contains(&"edits[1].put.fact.superseded_by".to_owned()),
        "{fields:?}"
    );
    // Everything that rests on the deleted entity would dangle.
    assert!(
        fields
            .iter()
            .any(|field| field.starts_with("facts/gravel-barges")),
        "{fields:?}"
    );

    let listed = desk
        .sync
        .list_commits(ListCommitsRequest::default())
        .await
        .expect("commits");
    assert_eq!(listed.into_inner().total_size, 1);
    assert!(
        desk.fact("facts/brandt-visit", 0)
            .await
            .expect("the fact")
            .topics
            .iter()
            .all(|topic| topic != "journey")
    );
}

#[tokio::test]
async fn preconditions_hold_or_nothing_happens() {
    let mut desk = Desk::new().await;
    let mut fact = desk.fact(TREATY, 0).await.expect("the fact");
    fact.topics.push("defence".to_owned());

    let mut stale = edits(vec![put(fact.clone())]);
    stale.edits[0].etag = "\"another\"".to_owned();
    let refused = desk.commit(stale).await.expect_err("a refusal");
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::Aborted, "PRECONDITION_FAILED")
    );

    let mut taken = edits(vec![put(fact.clone())]);
    taken.edits[0].create_only = true;
    let refused = desk.commit(taken).await.expect_err("a refusal");
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::AlreadyExists, "RESOURCE_EXISTS")
    );

    let mut late = edits(vec![put(fact.clone())]);
    late.base_revision = 7;
    let refused = desk.commit(late).await.expect_err("a refusal");
    assert_eq!(refused.code(), Code::Aborted);

    let missing = edits(vec![edit::Edit::Delete("facts/nowhere".to_owned())]);
    let refused = desk.commit(missing).await.expect_err("a refusal");
    assert_eq!(refused.code(), Code::NotFound);

    let mut checked = edits(vec![put(fact.clone())]);
    checked.validate_only = true;
    let answer = desk.commit(checked).await.expect("a check");
    assert_eq!(revision(&answer), 1);
    assert_eq!(answer.commit.expect("a commit").change_count, 1);

    let mut right = edits(vec![put(fact.clone())]);
    right.edits[0].etag = fact.etag.clone();
    right.base_revision = 1;
    assert_eq!(revision(&desk.commit(right).await.expect("a commit")), 2);

    // The same again differs in nothing, and makes no revision.
    let nothing = desk
        .commit(edits(vec![put(fact)]))
        .await
        .expect("an answer");
    assert_eq!(revision(&nothing), 2);
    assert_eq!(nothing.commit.expect("a commit").change_count, 0);
}

#[tokio::test]
async fn a_retracted_fact_answers_and_says_why_and_a_rollback_brings_all_back() {
    let mut desk = Desk::new().await;
    let name = "facts/brandt-visit";
    let retraction = || {
        edit::Edit::Retract(Retraction {
            name: name.to_owned(),
            reason: "It was somebody else.".to_owned(),
            ..Retraction::default()
        })
    };
    // What is told in the explainer cannot be retracted alone.
    let refused = desk
        .commit(edits(vec![retraction()]))
        .await
        .expect_err("a refusal");
    assert_eq!(reason(&refused), "CHECK_FAILED");
    let fields = fields(&refused);
    assert!(
        fields
            .iter()
            .any(|field| field.starts_with("dossiers/canal")),
        "{fields:?}"
    );

    // A new fact that nothing leans on can.
    let mut fresh = desk.fact(name, 0).await.expect("the fact");
    fresh.name = "facts/another-visit".to_owned();
    desk.commit(edits(vec![put(fresh)]))
        .await
        .expect("a commit");
    let retraction = edit::Edit::Retract(Retraction {
        name: "facts/another-visit".to_owned(),
        reason: "It was told twice.".to_owned(),
        ..Retraction::default()
    });
    desk.commit(edits(vec![retraction]))
        .await
        .expect("a commit");
    let retracted = desk
        .fact("facts/another-visit", 0)
        .await
        .expect("it answers");
    assert_eq!(retracted.state(), LifecycleState::Retracted);
    assert_eq!(retracted.state_reason[0].text, "It was told twice.");

    desk.commit(restore("facts/another-visit", 2))
        .await
        .expect("a commit");
    let back = desk.fact("facts/another-visit", 0).await.expect("the fact");
    assert_eq!(
        (back.state(), back.revision),
        (LifecycleState::Published, 4)
    );

    let answer = desk.commit(restore("*", 1)).await.expect("a commit");
    assert_eq!(revision(&answer), 5);
    let gone = desk
        .fact("facts/another-visit", 0)
        .await
        .expect_err("it is gone");
    assert_eq!(gone.code(), Code::NotFound);
    assert!(desk.fact("facts/another-visit", 4).await.is_ok());
}

#[tokio::test]
async fn a_watch_tells_every_commit_once_and_goes_on_after_a_crash() {
    let mut desk = Desk::new().await;
    let after = |after_revision| WatchCommitsRequest {
        after_revision,
        ..WatchCommitsRequest::default()
    };
    let mut watch = desk.watch(after(0)).await;
    // The import is larger than one message may be, or comes as one; either way it is revision 1.
    assert_eq!(next_commit(&mut watch).await.revision, 1);
    let mut fact = desk.fact(TREATY, 0).await.expect("the fact");
    for number in 2..=5 {
        fact.topics = vec![format!("topic-{number}")];
        desk.commit(edits(vec![put(fact.clone())]))
            .await
            .expect("a commit");
        let commit = next_commit(&mut watch).await;
        assert_eq!(commit.revision, number);
        let change = commit.changes.first().expect("a change");
        assert_eq!(
            (change.name.as_str(), change.r#type()),
            (TREATY, ChangeType::Updated)
        );
        assert!(!change.previous_etag.is_empty() && change.previous_etag != change.etag);
        assert!(change.resource.is_some());
    }
    let mut desk = desk.crash().await;
    let mut watch = desk.watch(after(3)).await;
    assert_eq!(next_commit(&mut watch).await.revision, 4);
    assert_eq!(next_commit(&mut watch).await.revision, 5);

    let narrow = WatchCommitsRequest {
        names: vec!["entities".to_owned()],
        ..after(1)
    };
    let mut watch = desk.watch(narrow).await;
    let message = watch.message().await.expect("a message").expect("news");
    let Some(News::Progress(progress)) = message.news else {
        panic!("nothing of the kind was committed: {message:?}");
    };
    assert_eq!(progress.revision, 5);

    let refused = desk
        .sync
        .watch_commits(after(6))
        .await
        .expect_err("a refusal");
    assert_eq!(reason(&refused), "REVISION_IN_FUTURE");
}

#[tokio::test]
async fn a_difference_brings_a_copy_up_to_date() {
    use dossier::v1::{ExportSnapshotRequest, export_snapshot_response::Part};
    let mut desk = Desk::new().await;
    let mut fresh = desk.fact("facts/brandt-visit", 0).await.expect("the fact");
    fresh.name = "facts/another-visit".to_owned();
    desk.commit(edits(vec![put(fresh.clone())]))
        .await
        .expect("a commit");
    desk.commit(edits(vec![edit::Edit::Delete(fresh.name.clone())]))
        .await
        .expect("a commit");
    let mut fact = desk.fact(TREATY, 0).await.expect("the fact");
    fact.topics.push("defence".to_owned());
    desk.commit(edits(vec![put(fact)])).await.expect("a commit");

    let request = ExportSnapshotRequest {
        base_revision: 2,
        ..ExportSnapshotRequest::default()
    };
    let mut stream = desk
        .sync
        .export_snapshot(request)
        .await
        .expect("a stream")
        .into_inner();
    let (mut records, mut deleted) = (0, Vec::new());
    while let Some(part) = stream.message().await.expect("a part") {
        match part.part {
            Some(Part::Header(header)) => {
                assert_eq!((header.base_revision, header.revision), (2, 4));
            }
            Some(Part::Batch(batch)) => {
                records += batch.records.len();
                deleted.extend(batch.deleted);
            }
            _ => {}
        }
    }
    assert_eq!(
        (records, deleted),
        (1, vec!["facts/another-visit".to_owned()])
    );
}

#[tokio::test]
async fn who_may_not_write_is_told_so() {
    let server = Server::start();
    let mut files = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let delete = || edits(vec![edit::Edit::Delete(TREATY.to_owned())]);
    let refused = files.commit(delete()).await.expect_err("a refusal");
    assert_eq!(reason(&refused), "CONTENT_IS_FILES");

    let data = tempfile::tempdir().expect("a folder");
    let tokens = data.path().join("tokens");
    let line = token_line("editor", "open-sesame", "Mara Lind <mara@example.org>");
    std::fs::write(&tokens, line).expect("a file");
    let server = Server::with(&[
        "serve",
        "--data",
        &data.path().display().to_string(),
        "--token-file",
        &tokens.display().to_string(),
    ]);
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let refused = editor.commit(delete()).await.expect_err("a refusal");
    assert_eq!(refused.code(), Code::Unauthenticated);
    let mut request = tonic::Request::new(delete());
    let token = "Bearer open-sesame".parse().expect("a value");
    request.metadata_mut().insert("authorization", token);
    let refused = editor
        .commit(request)
        .await
        .expect_err("there is no such fact");
    assert_eq!(refused.code(), Code::NotFound);
}
