//! The service, as a client in another package calls it.

use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::query_service_client::QueryServiceClient;
use dossier::v1::{CoverageReportRequest, GetFactRequest, ListFactsRequest};
use tonic::Code;

use crate::support::{FACTS, Server};

#[tokio::test]
async fn a_client_reads_facts_and_pages_through_lists() {
    let server = Server::start();
    let mut facts = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");

    let name = "facts/gravel-barges".to_owned();
    let request = GetFactRequest {
        name: name.clone(),
        ..GetFactRequest::default()
    };
    let reply = facts.get_fact(request).await.expect("the fact");
    assert!(reply.metadata().contains_key(dossier::REVISION_METADATA));
    assert_eq!(reply.into_inner().name, name);

    let mut request = ListFactsRequest {
        page_size: 9,
        ..ListFactsRequest::default()
    };
    let mut names = Vec::new();
    loop {
        let page = facts
            .list_facts(request.clone())
            .await
            .expect("a page")
            .into_inner();
        names.extend(page.facts.into_iter().map(|fact| fact.name));
        if page.next_page_token.is_empty() {
            assert_eq!(
                names.len(),
                usize::try_from(page.total_size).expect("a count")
            );
            break;
        }
        request.page_token = page.next_page_token;
    }
    assert_eq!(names.len(), FACTS);
    assert!(names.is_sorted_by(|left, right| left < right));
}

#[tokio::test]
async fn every_sentence_of_the_article_is_dealt_with() {
    let server = Server::start();
    let mut queries = QueryServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");
    let request = CoverageReportRequest {
        article: "articles/canal".to_owned(),
        ..Default::default()
    };
    let report = queries
        .coverage_report(request)
        .await
        .expect("a report")
        .into_inner();
    assert_eq!(
        (
            report.sentence_count,
            report.covered_count,
            report.marked_count,
            report.uncovered_count
        ),
        (20, 18, 2, 0),
        "{report:?}"
    );
}

#[tokio::test]
async fn nonsense_is_refused_with_a_reason() {
    let server = Server::start();
    let mut facts = FactServiceClient::connect(server.url.clone())
        .await
        .expect("a connection");

    let request = GetFactRequest {
        name: "facts/none".to_owned(),
        ..Default::default()
    };
    let status = facts.get_fact(request).await.expect_err("no such fact");
    assert_eq!(status.code(), Code::NotFound);
    assert!(!status.details().is_empty());

    for (filter, code) in [
        ("kind = nonsense", Code::InvalidArgument),
        ("((", Code::InvalidArgument),
    ] {
        let request = ListFactsRequest {
            filter: filter.to_owned(),
            ..Default::default()
        };
        let status = facts.list_facts(request).await.expect_err(filter);
        assert_eq!(status.code(), code, "{filter}: {status}");
    }

    let request = ListFactsRequest {
        page_token: "nonsense".to_owned(),
        ..Default::default()
    };
    let status = facts.list_facts(request).await.expect_err("a forged token");
    assert_eq!(status.code(), Code::InvalidArgument);

    let request = ListFactsRequest {
        read_revision: 99,
        ..Default::default()
    };
    let status = facts.list_facts(request).await.expect_err("the future");
    assert_eq!(status.code(), Code::OutOfRange);
}
