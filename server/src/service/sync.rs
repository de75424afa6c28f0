//! `SyncService`: whole states and differences, for copies; commits as a list and as they come.

use std::pin::Pin;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use dossier::Collection;
use dossier::serve::Encoded;
use dossier::serve::sync_service_server::SyncService;
use dossier::v1::{
    ExportSnapshotRequest, ExportSnapshotResponse, ListCommitsRequest, ListCommitsResponse,
    SnapshotHeader, SnapshotTrailer, WatchCommitsRequest, WatchCommitsResponse,
    export_snapshot_response::Part,
};
use dossier_check::model::record::Record;
use dossier_check::text::hex;
use futures_util::{Stream, stream};
use sha2::{Digest as _, Sha256};
use tonic::{Request, Response, Status};

use super::list::put_message;
use super::view::{caller, opened};
use super::{Api, reply};
use crate::error::ServiceError;
use crate::snapshot::Snapshot;

/// A batch is sent once it holds this much: large enough to decode in bulk, small enough to stream.
const BATCH_BYTES: usize = 64 * 1024;

/// A stream of encoded replies.
type Replies<M> = Pin<Box<dyn Stream<Item = Result<Encoded<M>, Status>> + Send>>;

/// What an export has still to send.
struct Export {
    records: std::vec::IntoIter<(u32, Arc<Record>)>,
    deleted: Vec<String>,
    count: i64,
    digest: Sha256,
    header: Option<SnapshotHeader>,
    done: bool,
}

impl Export {
    /// What changed after `base`, in the states of `show`. What left those states is deleted for who
    /// copies only them.
    fn new(snapshot: &Snapshot, base: i64, show: &[i32]) -> Self {
        let mut records = Vec::new();
        let mut deleted = Vec::new();
        // The fields of `Resource` are numbered in the order of the collections.
        for (collection, field) in Collection::ALL.into_iter().zip(1..) {
            let changed = snapshot
                .collection(collection)
                .filter(|collection| collection.revision > base);
            for record in changed {
                if show.is_empty() || show.contains(&record.state.into()) {
                    records.push((field, Arc::clone(record)));
                } else if base > 0 {
                    deleted.push(record.name.to_string());
                }
            }
        }
        if base > 0 {
            let gone = snapshot.deleted().filter(|(_, revision)| *revision > base);
            deleted.extend(gone.map(|(name, _)| name.to_string()));
        }
        let header = SnapshotHeader {
            store_uid: snapshot.store_uid().to_owned(),
            revision: snapshot.revision(),
            commit_time: Some(snapshot.commit_time()),
            record_count: i64::try_from(records.len()).unwrap_or(i64::MAX),
            base_revision: base,
        };
        Self {
            records: records.into_iter(),
            deleted,
            count: 0,
            digest: Sha256::new(),
            header: Some(header),
            done: false,
        }
    }

    fn next(&mut self) -> Option<Encoded<ExportSnapshotResponse>> {
        if let Some(header) = self.header.take() {
            return Some(part(Part::Header(header)));
        }
        let mut batch = BytesMut::with_capacity(BATCH_BYTES + 4096);
        while batch.len() < BATCH_BYTES
            && let Some(name) = self.deleted.pop()
        {
            put_message(&mut batch, 2, name.as_bytes());
        }
        let mut resource = BytesMut::new();
        while batch.len() < BATCH_BYTES
            && let Some((field, record)) = self.records.next()
        {
            resource.clear();
            put_message(&mut resource, field, &record.bytes);
            self.digest.update((resource.len() as u64).to_be_bytes());
            self.digest.update(&resource);
            self.count += 1;
            put_message(&mut batch, 1, &resource);
        }
        if !batch.is_empty() {
            return Some(Encoded::from_bytes(wrap(2, &batch)));
        }
        if self.done {
            return None;
        }
        self.done = true;
        let digest = hex(&self.digest.clone().finalize());
        Some(part(Part::Trailer(SnapshotTrailer {
            record_count: self.count,
            digest,
        })))
    }
}

fn part(part: Part) -> Encoded<ExportSnapshotResponse> {
    Encoded::from(&ExportSnapshotResponse { part: Some(part) })
}

fn wrap(field: u32, bytes: &[u8]) -> Bytes {
    let mut out = BytesMut::with_capacity(bytes.len() + 8);
    put_message(&mut out, field, bytes);
    out.freeze()
}

#[tonic::async_trait]
impl SyncService for Api {
    type ExportSnapshotStream = Replies<ExportSnapshotResponse>;
    type WatchCommitsStream = Replies<WatchCommitsResponse>;

    async fn export_snapshot(
        &self,
        request: Request<ExportSnapshotRequest>,
    ) -> Result<Response<Self::ExportSnapshotStream>, Status> {
        let (sight, request) = opened(request)?;
        let base = request.base_revision;
        if base < 0 {
            let message = format!("must not be negative, got {base}");
            return Err(ServiceError::field("base_revision", message).into());
        }
        self.reached("base_revision", base).await?;
        let snapshot = self.at(sight, request.read_revision).await?;
        if base > snapshot.revision() {
            let message = "must not be newer than the revision that is read";
            return Err(ServiceError::field("base_revision", message).into());
        }
        let export = Export::new(&snapshot, base, &request.show);
        let parts = stream::unfold(export, |mut export| async move {
            export.next().map(|part| (Ok(part), export))
        });
        let parts: Self::ExportSnapshotStream = Box::pin(parts);
        Ok(reply(&snapshot, parts))
    }

    async fn list_commits(
        &self,
        request: Request<ListCommitsRequest>,
    ) -> Result<Response<Encoded<ListCommitsResponse>>, Status> {
        let (sight, request) = opened(request)?;
        Ok(self.commits(sight, &request).await?)
    }

    async fn watch_commits(
        &self,
        request: Request<WatchCommitsRequest>,
    ) -> Result<Response<Self::WatchCommitsStream>, Status> {
        let caller = caller(&request)?;
        Ok(self.watch(caller, request.into_inner()).await?)
    }
}
