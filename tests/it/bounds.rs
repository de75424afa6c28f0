//! However large resources are, a client as it comes from its package reads all of them.

use dossier::v1::editorial_service_client::EditorialServiceClient;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::query_service_client::QueryServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::{
    BatchGetEntitiesRequest, CommitRequest, ExploreNeighborhoodRequest, ExportSnapshotRequest,
    ListCommitsRequest, ListEntitiesRequest, ListRevisionsRequest, LocalizedText,
    ResolveEntitiesRequest, WatchCommitsRequest, edit, export_snapshot_response::Part,
    resource::Resource as One, watch_commits_response::News,
};
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::support::{Server, person};

const COUNT: usize = 6;

/// A commit that puts an entity with a description of so many bytes.
fn large(id: &str, bytes: usize) -> CommitRequest {
    let mut request = person(&format!("entities/{id}"), "Ada Large");
    "Mara Lind".clone_into(&mut request.author);
    for edit in &mut request.edits {
        if let Some(edit::Edit::Put(put)) = &mut edit.edit
            && let Some(One::Entity(entity)) = &mut put.resource
        {
            entity.description = vec![LocalizedText {
                language_code: "en".to_owned(),
                text: "x".repeat(bytes),
            }];
        }
    }
    request
}

/// A server that holds several resources of nearly the largest size, put at once.
async fn server() -> (tempfile::TempDir, Server) {
    let data = tempfile::tempdir().expect("a folder");
    let server = Server::with(&["serve", "--data", &data.path().display().to_string()]);
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let mut all = large("e0", 1_000_000);
    for number in 1..COUNT {
        all.edits
            .extend(large(&format!("e{number}"), 1_000_000).edits);
    }
    editor.commit(all).await.expect("a commit");
    let refused = editor.commit(large("e0", 1 << 20)).await;
    let refused = refused.expect_err("a refusal");
    let details = refused.get_error_details();
    let rules = details.error_info().map(|info| info.metadata.get("rules"));
    assert_eq!(
        (refused.code(), rules.flatten().map(String::as_str)),
        (Code::InvalidArgument, Some("resource-too-large")),
        "{refused}"
    );
    assert!(
        refused.message().contains("the limit of 1048576"),
        "{refused}"
    );
    (data, server)
}

#[tokio::test]
async fn pages_and_batches_are_cut_by_bytes() {
    let (_data, server) = server().await;
    let mut facts = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    for order_by in ["", "display_name desc"] {
        let mut request = ListEntitiesRequest {
            page_size: 500,
            order_by: order_by.to_owned(),
            ..ListEntitiesRequest::default()
        };
        let (mut names, mut pages) = (Vec::new(), 0);
        loop {
            let page = facts.list_entities(request.clone()).await;
            let page = page.expect("a page").into_inner();
            assert_eq!(page.total_size, 6);
            names.extend(page.entities.into_iter().map(|entity| entity.name));
            pages += 1;
            if page.next_page_token.is_empty() {
                break;
            }
            request.page_token = page.next_page_token;
        }
        let all: Vec<String> = (0..COUNT)
            .map(|number| format!("entities/e{number}"))
            .collect();
        assert_eq!((names, pages), (all, COUNT / 2), "{order_by}");
    }
    let names = |count: usize| BatchGetEntitiesRequest {
        names: (0..count)
            .map(|number| format!("entities/e{number}"))
            .collect(),
        ..BatchGetEntitiesRequest::default()
    };
    let refused = facts.batch_get_entities(names(COUNT)).await;
    let details = refused.expect_err("a refusal").get_error_details();
    let info = details.error_info().expect("a reason");
    assert_eq!(info.reason, "BATCH_TOO_LARGE");
    assert_eq!(info.metadata.get("fitting").map(String::as_str), Some("2"));
    facts.batch_get_entities(names(2)).await.expect("a batch");

    let mut queries = QueryServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let request = ExploreNeighborhoodRequest {
        entity: "entities/e0".to_owned(),
        ..ExploreNeighborhoodRequest::default()
    };
    queries.explore_neighborhood(request).await.expect("itself");
    let request = |count| ResolveEntitiesRequest {
        names: vec!["Ada Large".to_owned()],
        max_candidates: count,
        ..ResolveEntitiesRequest::default()
    };
    queries.resolve_entities(request(2)).await.expect("two");
}

#[tokio::test]
async fn exports_watches_and_histories_are_cut_by_bytes() {
    let (_data, server) = server().await;
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    for number in 0..4 {
        let again = large("e0", 1_000_001 + number);
        editor.commit(again).await.expect("a commit");
    }
    let mut sync = SyncServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let export = sync.export_snapshot(ExportSnapshotRequest::default()).await;
    let mut export = export.expect("an export").into_inner();
    let mut count = 0;
    while let Some(part) = export.message().await.expect("a part") {
        if let Some(Part::Batch(batch)) = part.part {
            count += batch.records.len();
        }
    }
    assert_eq!(count, COUNT);

    let watch = sync.watch_commits(WatchCommitsRequest::default()).await;
    let mut watch = watch.expect("a watch").into_inner();
    let mut revisions = Vec::new();
    while revisions.last() != Some(&5) {
        let news = watch.message().await.expect("a message").expect("news");
        if let Some(News::Commit(commit)) = news.news {
            revisions.push(commit.revision);
        }
    }
    assert_eq!(revisions, [1, 1, 1, 1, 1, 1, 2, 3, 4, 5]);
    let commits = sync.list_commits(ListCommitsRequest::default()).await;
    assert_eq!(commits.expect("commits").into_inner().commits.len(), 5);

    let mut facts = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let mut request = ListRevisionsRequest {
        name: "entities/e0".to_owned(),
        page_size: 500,
        ..ListRevisionsRequest::default()
    };
    let mut revisions = Vec::new();
    loop {
        let page = facts.list_revisions(request.clone()).await;
        let page = page.expect("a page").into_inner();
        revisions.extend(page.revisions.iter().map(|revision| revision.revision));
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    assert_eq!(revisions, [5, 4, 3, 2, 1]);
}

/// Pages that bytes cut lose nothing, also where what was read just fits.
#[tokio::test]
async fn a_history_of_many_small_revisions_is_listed_whole() {
    const REVISIONS: i64 = 520;
    let data = tempfile::tempdir().expect("a folder");
    let server = Server::with(&["serve", "--data", &data.path().display().to_string()]);
    let mut editor = EditorialServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    for number in 1..=REVISIONS {
        let request = CommitRequest {
            author: "Mara Lind".to_owned(),
            message: "m".repeat(4_000),
            ..person("entities/e0", &format!("Ada {number}"))
        };
        editor.commit(request).await.expect("a commit");
    }
    let mut facts = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let mut request = ListRevisionsRequest {
        name: "entities/e0".to_owned(),
        page_size: 500,
        ..ListRevisionsRequest::default()
    };
    let mut revisions = Vec::new();
    loop {
        let page = facts.list_revisions(request.clone()).await;
        let page = page.expect("a page").into_inner();
        revisions.extend(page.revisions.iter().map(|revision| revision.revision));
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    assert_eq!(revisions, (1..=REVISIONS).rev().collect::<Vec<i64>>());
}
