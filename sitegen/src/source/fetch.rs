//! Reads one whole revision from a server, through the API that every other client uses.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dossier::v1::export_snapshot_response::Part;
use dossier::v1::fact_service_client::FactServiceClient;
use dossier::v1::query_service_client::QueryServiceClient;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::watch_commits_response::News;
use dossier::v1::{
    CoverageReportRequest, ExportSnapshotRequest, LifecycleState, ListFactsRequest,
    ListRevisionsRequest, Resource, ResourceRevision, SnapshotHeader, SnapshotTrailer,
    WatchCommitsRequest,
};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use prost::Message as _;
use sha2::{Digest as _, Sha256};
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint};
use tonic::{Code, Request, Status};

use crate::source::catalog::{Catalog, NameError, state};

/// A batch of a snapshot is far below this; a single resource may be as large as the server takes.
const MESSAGE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Why a revision could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("`{0}` is not the address of a server; write one such as `http://127.0.0.1:50051`")]
    Address(String),
    #[error("no server answers at {url}: {}", root(.source))]
    Connect {
        url: String,
        source: tonic::transport::Error,
    },
    #[error("the server refused {call}: {} ({:?})", .status.message(), .status.code())]
    Refused {
        call: &'static str,
        status: Box<Status>,
    },
    #[error("the token cannot be sent; a token is one line of letters, digits and signs")]
    Token,
    #[error("the snapshot ended before its trailer; nothing was built")]
    Cut,
    #[error("the snapshot is incomplete: {came} records arrived, the server sent {sent}")]
    Count { came: i64, sent: i64 },
    #[error(
        "the snapshot's digest differs from the server's; sitegen and server may be of different versions"
    )]
    Digest,
    #[error(transparent)]
    Name(#[from] NameError),
}

impl FetchError {
    /// Whether the same may work later: the server did not answer, or was cut off.
    pub(crate) fn may_pass(&self) -> bool {
        let passing = [
            Code::Unavailable,
            Code::DeadlineExceeded,
            Code::Aborted,
            Code::Cancelled,
            Code::ResourceExhausted,
            // A connection that breaks in the middle of an answer.
            Code::Unknown,
        ];
        match self {
            Self::Connect { .. } | Self::Cut => true,
            Self::Refused { status, .. } => passing.contains(&status.code()),
            _ => false,
        }
    }
}

fn root(error: &dyn std::error::Error) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

/// How many calls are under way at once: enough to hide the way to a server that is far, and few
/// enough that one build takes no more of it than a reader who opens a page.
const CALLS_MAX: usize = 16;

fn refused(call: &'static str, status: Status) -> FetchError {
    FetchError::Refused {
        call,
        status: Box::new(status),
    }
}

/// A connection that says with each call who asks.
type Wire = InterceptedService<Channel, Bearer>;

/// Says with each call who asks, and what of it they want to see.
#[derive(Clone, Debug)]
struct Bearer {
    /// The value that brings a token; nothing where there is none.
    token: Option<MetadataValue<Ascii>>,
    drafts: Drafts,
}

impl Bearer {
    fn new(token: Option<&str>, drafts: Drafts) -> Result<Self, FetchError> {
        let value = token.map(|token| format!("Bearer {token}").parse());
        let mut value = value.transpose().map_err(|_| FetchError::Token)?;
        if let Some(value) = &mut value {
            MetadataValue::set_sensitive(value, true);
        }
        Ok(Self {
            token: value,
            drafts,
        })
    }
}

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let metadata = request.metadata_mut();
        if let Some(value) = &self.token {
            metadata.insert("authorization", value.clone());
        }
        // An editor sees more than drafts: what covers an article, and why something was committed.
        if self.drafts == Drafts::Hidden {
            metadata.insert("dossier-view", MetadataValue::from_static("published"));
        }
        Ok(request)
    }
}

/// Where a server is, and who asks.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    /// Such as `http://127.0.0.1:50051`.
    pub(crate) url: String,
    /// The certificate (PEM) that vouches for the server's, where `https` is spoken; without it those that
    /// this machine trusts do.
    pub(crate) authority: Option<String>,
    /// Says who asks.
    pub(crate) token: Option<String>,
    /// Whether its store is there when this program has ended.
    pub(crate) lasts: bool,
}

impl Address {
    /// The address of a server of our own, which is asked by nobody in particular and ends with us.
    pub(crate) fn of_own(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            authority: None,
            token: None,
            lasts: false,
        }
    }

    /// Connects to the server, to read with drafts or as readers do.
    async fn connect(&self, drafts: Drafts) -> Result<Wire, FetchError> {
        let unreached = |source| FetchError::Connect {
            url: self.url.clone(),
            source,
        };
        let mut endpoint = Endpoint::from_shared(self.url.clone())
            .ok()
            .filter(|endpoint| matches!(endpoint.uri().scheme_str(), Some("http" | "https")))
            .ok_or_else(|| FetchError::Address(self.url.clone()))?;
        if endpoint.uri().scheme_str() == Some("https") {
            let tls = match &self.authority {
                Some(pem) => ClientTlsConfig::new().ca_certificate(Certificate::from_pem(pem)),
                None => ClientTlsConfig::new().with_native_roots(),
            };
            endpoint = endpoint.tls_config(tls).map_err(unreached)?;
        }
        let bearer = Bearer::new(self.token.as_deref(), drafts)?;
        let channel = endpoint.connect().await.map_err(unreached)?;
        Ok(InterceptedService::new(channel, bearer))
    }
}

/// Whether what is not published yet is read as well, by those who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drafts {
    Hidden,
    Shown,
}

/// What of a server's store is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'w> {
    pub(crate) drafts: Drafts,
    /// The revision; without it the newest.
    pub(crate) revision: Option<i64>,
    /// The state that is known already ([`Catalog::state`]).
    pub(crate) known: Option<&'w str>,
}

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

/// Waits until a server has a commit after a revision, of which something is seen.
///
/// # Errors
///
/// Also where the server ends the stream, as one that stops does: whoever waits asks again.
pub(crate) async fn wait_for_news(
    address: &Address,
    drafts: Drafts,
    revision: i64,
) -> Result<(), FetchError> {
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
        if matches!(reply.news, Some(News::Commit(_))) {
            return Ok(());
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

/// All resources of one revision; nothing where that is known already.
async fn snapshot(
    channel: Wire,
    wanted: Wanted<'_>,
) -> Result<Option<(SnapshotHeader, Vec<Resource>)>, FetchError> {
    let refused = |status| FetchError::Refused {
        call: "ExportSnapshot",
        status: Box::new(status),
    };
    let mut show = vec![
        LifecycleState::Published.into(),
        LifecycleState::Superseded.into(),
        LifecycleState::Retracted.into(),
    ];
    if wanted.drafts == Drafts::Shown {
        show.push(LifecycleState::Draft.into());
    }
    let request = ExportSnapshotRequest {
        show,
        // Zero is the newest.
        read_revision: wanted.revision.unwrap_or_default(),
        ..Default::default()
    };
    let mut client = SyncServiceClient::new(channel).max_decoding_message_size(MESSAGE_BYTES_MAX);
    let mut stream = client
        .export_snapshot(request)
        .await
        .map_err(refused)?
        .into_inner();
    let (mut header, mut resources) = (SnapshotHeader::default(), Vec::new());
    while let Some(reply) = stream.message().await.map_err(refused)? {
        match reply.part {
            Some(Part::Header(part))
                if wanted.known == Some(&state(&part.store_uid, part.revision)) =>
            {
                return Ok(None);
            }
            Some(Part::Header(part)) => header = part,
            Some(Part::Batch(batch)) => resources.extend(batch.records),
            Some(Part::Trailer(trailer)) => {
                whole(&resources, &trailer)?;
                return Ok(Some((header, resources)));
            }
            None => {}
        }
    }
    Err(FetchError::Cut)
}

/// Compares what came with what the server says it sent.
fn whole(resources: &[Resource], trailer: &SnapshotTrailer) -> Result<(), FetchError> {
    let came = i64::try_from(resources.len()).unwrap_or(i64::MAX);
    if came != trailer.record_count {
        return Err(FetchError::Count {
            came,
            sent: trailer.record_count,
        });
    }
    let mut digest = Sha256::new();
    for resource in resources {
        let bytes = resource.encode_to_vec();
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(&bytes);
    }
    let mut hexadecimal = String::new();
    for byte in digest.finalize() {
        // Writing to a string does not fail.
        write!(hexadecimal, "{byte:02x}").ok();
    }
    if hexadecimal == trailer.digest {
        Ok(())
    } else {
        Err(FetchError::Digest)
    }
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
