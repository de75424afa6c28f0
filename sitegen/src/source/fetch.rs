//! Reads one whole revision from a server, through the API that every other client uses.

mod connection;
mod error;
mod snapshot;

use std::collections::BTreeSet;

use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::query_service_client::QueryServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::watch_commits_response::News;
use dossier::v1::{
    CoverageReportRequest, LifecycleState, ListFactsRequest, ListRevisionsRequest, Resource,
    ResourceRevision, WatchCommitsRequest,
};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

pub(crate) use self::connection::{Address, Drafts};
use self::connection::{MESSAGE_BYTES_MAX, Wire};
pub(crate) use self::error::FetchError;
use self::error::refused;
pub(crate) use self::snapshot::Wanted;
use self::snapshot::snapshot;
use crate::source::catalog::Catalog;

/// How many calls are under way at once: enough to hide the way to a server that is far, and few
/// enough that one build takes no more of it than a reader who opens a page.
const CALLS_MAX: usize = 16;

/// Reads one revision of a server. Nothing where that is the state that is known already: one call finds that
/// out.
pub(crate) async fn fetch(
    address: &Address,
    wanted: Wanted<'_>,
) -> Result<Option<Catalog>, FetchError> {
    let channel = address.connect(wanted.drafts).await?;
    let Some((header, resources)) = snapshot(channel.clone(), wanted).await? else {
        return Ok(None);
    };
    let shown = wanted.drafts;
    let (drafts, resources) = as_published(resources);
    let catalog = Catalog::new(header.revision, resources)?;
    let store = Some(header.store_uid).filter(|_| address.lasts);
    let catalog = catalog.of_store(store.unwrap_or_default());
    let mut catalog = catalog.with_drafts(drafts);
    coverage(channel.clone(), &mut catalog).await?;
    queries(channel.clone(), &mut catalog, shown).await?;
    histories(channel, &mut catalog).await?;
    Ok(Some(catalog))
}

/// Waits until a server has a commit after a revision, of which something is seen; the revision of that commit.
///
/// # Errors
///
/// Also where the server ends the stream, as one that stops does: whoever waits asks again.
pub(crate) async fn wait_for_news(
    address: &Address,
    drafts: Drafts,
    revision: i64,
) -> Result<i64, FetchError> {
    let refused = |status| refused("WatchCommits", status);
    let channel = address.connect(drafts).await?;
    let mut client = SyncServiceClient::new(channel).max_decoding_message_size(MESSAGE_BYTES_MAX);
    let request = WatchCommitsRequest {
        after_revision: revision,
        ..Default::default()
    };
    let stream = client.watch_commits(request).await.map_err(refused)?;
    let mut stream = stream.into_inner();
    while let Some(reply) = stream.message().await.map_err(refused)? {
        if let Some(News::Commit(commit)) = reply.news {
            return Ok(commit.revision);
        }
    }
    Err(FetchError::Cut)
}

/// Drafts as they will be once they are published, and their names.
fn as_published(mut resources: Vec<Resource>) -> (BTreeSet<String>, Vec<Resource>) {
    let mut drafts = BTreeSet::new();
    for resource in &mut resources {
        if resource.state() == LifecycleState::Draft {
            drafts.insert(resource.name().to_owned());
            resource.set_state(LifecycleState::Published);
        }
    }
    (drafts, resources)
}

/// Asks for every article which of its sentences are covered.
async fn coverage(channel: Wire, catalog: &mut Catalog) -> Result<(), FetchError> {
    let client = QueryServiceClient::new(channel).max_decoding_message_size(MESSAGE_BYTES_MAX);
    let names: Vec<String> = catalog
        .articles()
        .filter(|article| article.skeleton.is_some())
        .map(|article| article.name.clone())
        .collect();
    let revision = catalog.revision();
    let reports = names.into_iter().map(|article| {
        let mut client = client.clone();
        async move {
            let request = CoverageReportRequest {
                article: article.clone(),
                read_revision: revision,
            };
            let report = client.coverage_report(request).await;
            report
                .map(|report| (article, report.into_inner()))
                .map_err(|status| refused("CoverageReport", status))
        }
    });
    let mut reports = stream::iter(reports).buffered(CALLS_MAX);
    while let Some((article, report)) = reports.try_next().await? {
        catalog.add_coverage(article, report);
    }
    Ok(())
}

/// Asks for the earlier states of the facts that changed.
async fn histories(channel: Wire, catalog: &mut Catalog) -> Result<(), FetchError> {
    let client = FactServiceClient::new(channel).max_decoding_message_size(MESSAGE_BYTES_MAX);
    let changed = catalog
        .facts()
        .filter(|fact| fact.create_time != fact.update_time);
    let names: Vec<String> = changed.map(|fact| fact.name.clone()).collect();
    let revision = catalog.revision();
    let histories = names
        .into_iter()
        .map(|name| history(client.clone(), name, revision));
    let mut histories = stream::iter(histories).buffered(CALLS_MAX);
    while let Some((name, states)) = histories.try_next().await? {
        catalog.add_history(name, states);
    }
    Ok(())
}

/// The states of one fact up to a revision.
async fn history(
    mut client: FactServiceClient<Wire>,
    name: String,
    read_revision: i64,
) -> Result<(String, Vec<ResourceRevision>), FetchError> {
    let mut request = ListRevisionsRequest {
        name: name.clone(),
        page_size: 500,
        read_revision,
        ..Default::default()
    };
    let mut states = Vec::new();
    loop {
        let page = client.list_revisions(request.clone()).await;
        let page = page
            .map_err(|status| refused("ListRevisions", status))?
            .into_inner();
        states.extend(page.revisions);
        if page.next_page_token.is_empty() {
            return Ok((name, states));
        }
        request.page_token = page.next_page_token;
    }
}

/// The sections whose facts are found by a query: dossier, id of the section, filter.
fn sections_with_queries(catalog: &Catalog) -> Vec<(String, String, String)> {
    let sections = catalog.dossiers().flat_map(|dossier| {
        let sections = dossier.sections.iter();
        sections.map(move |section| (&dossier.name, section))
    });
    sections
        .filter(|(_, section)| !section.query.is_empty())
        .map(|(dossier, section)| (dossier.clone(), section.id.clone(), section.query.clone()))
        .collect()
}

/// Asks for the facts of sections that name them by a query.
async fn queries(channel: Wire, catalog: &mut Catalog, drafts: Drafts) -> Result<(), FetchError> {
    // Left out, a list has what is published alone.
    let show = match drafts {
        Drafts::Shown => vec![
            LifecycleState::Published.into(),
            LifecycleState::Draft.into(),
        ],
        Drafts::Hidden => Vec::new(),
    };
    let mut client = FactServiceClient::new(channel).max_decoding_message_size(MESSAGE_BYTES_MAX);
    for (dossier, section, filter) in sections_with_queries(catalog) {
        let mut request = ListFactsRequest {
            filter,
            show: show.clone(),
            page_size: 500,
            read_revision: catalog.revision(),
            ..Default::default()
        };
        let mut found = BTreeSet::new();
        loop {
            let page =
                client
                    .list_facts(request.clone())
                    .await
                    .map_err(|status| FetchError::Refused {
                        call: "ListFacts for a section's query",
                        status: Box::new(status),
                    })?;
            let page = page.into_inner();
            found.extend(page.facts.into_iter().map(|fact| fact.name));
            if page.next_page_token.is_empty() {
                break;
            }
            request.page_token = page.next_page_token;
        }
        // A query is over the dossier's own facts, in their editor's order.
        let own = catalog
            .dossier(&dossier)
            .map(|dossier| dossier.facts.clone())
            .unwrap_or_default();
        let found = own
            .into_iter()
            .filter(|name| found.contains(name))
            .collect();
        catalog.add_query((dossier, section), found);
    }
    Ok(())
}
