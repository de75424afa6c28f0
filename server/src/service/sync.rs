//! `SyncService`: whole states, for copies.

use std::pin::Pin;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use dossier::serve::Encoded;
use dossier::serve::sync_service_server::SyncService;
use dossier::v1::{
    ExportSnapshotRequest, ExportSnapshotResponse, SnapshotHeader, SnapshotTrailer,
    export_snapshot_response::Part,
};
use futures_util::{Stream, stream};
use sha2::{Digest as _, Sha256};
use tonic::{Request, Response, Status};

use super::list::put_message;
use super::{Reader, reply};
use crate::snapshot::{Record, Snapshot};
use crate::text::hex;

/// A batch is sent once it holds this much: large enough to decode in bulk, small enough to stream.
const BATCH_BYTES: usize = 64 * 1024;

/// The collections in the order of dependency, with their field numbers in `Resource`.
const COLLECTIONS: [(&str, u32); 4] = [
    ("entities", 1),
    ("articles", 2),
    ("facts", 3),
    ("dossiers", 4),
];

type Reply = Encoded<ExportSnapshotResponse>;

/// What an export has still to send.
struct Export {
    records: std::vec::IntoIter<(u32, Arc<Record>)>,
    count: i64,
    digest: Sha256,
    header: Option<SnapshotHeader>,
    done: bool,
}

impl Export {
    fn new(snapshot: &Snapshot, show: &[i32]) -> Self {
        let mut records = Vec::new();
        for (collection, field) in COLLECTIONS {
            let all = snapshot.collection(collection);
            let shown = all.filter(|record| show.is_empty() || show.contains(&record.state.into()));
            records.extend(shown.map(|record| (field, Arc::clone(record))));
        }
        let header = SnapshotHeader {
            store_uid: snapshot.store_uid().to_owned(),
            revision: snapshot.revision(),
            commit_time: Some(snapshot.commit_time()),
            record_count: i64::try_from(records.len()).unwrap_or(i64::MAX),
        };
        Self {
            records: records.into_iter(),
            count: 0,
            digest: Sha256::new(),
            header: Some(header),
            done: false,
        }
    }

    fn next(&mut self) -> Option<Reply> {
        if let Some(header) = self.header.take() {
            return Some(part(Part::Header(header)));
        }
        let mut batch = BytesMut::new();
        while batch.len() < BATCH_BYTES {
            let Some((field, record)) = self.records.next() else {
                break;
            };
            let mut resource = BytesMut::new();
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

fn part(part: Part) -> Reply {
    Encoded::from(&ExportSnapshotResponse { part: Some(part) })
}

fn wrap(field: u32, bytes: &[u8]) -> Bytes {
    let mut out = BytesMut::new();
    put_message(&mut out, field, bytes);
    out.freeze()
}

#[tonic::async_trait]
impl SyncService for Reader {
    type ExportSnapshotStream = Pin<Box<dyn Stream<Item = Result<Reply, Status>> + Send>>;

    async fn export_snapshot(
        &self,
        request: Request<ExportSnapshotRequest>,
    ) -> Result<Response<Self::ExportSnapshotStream>, Status> {
        let asked = request.into_inner();
        let snapshot = self.at(asked.read_revision)?;
        let export = Export::new(snapshot, &asked.show);
        let parts = stream::unfold(export, |mut export| async move {
            export.next().map(|part| (Ok(part), export))
        });
        Ok(reply(
            snapshot,
            Box::pin(parts) as Self::ExportSnapshotStream,
        ))
    }
}
