//! All resources of one revision, and whether all of them came.

use std::fmt::Write as _;

use dossier::v1::export_snapshot_response::Part;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::{
    ExportSnapshotRequest, LifecycleState, Resource, SnapshotHeader, SnapshotTrailer,
};
use prost::Message as _;
use sha2::{Digest as _, Sha256};

use super::connection::{Drafts, MESSAGE_BYTES_MAX, Wire};
use super::error::{FetchError, refused};
use crate::source::catalog::state;

/// What of a server's store is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'w> {
    pub(crate) drafts: Drafts,
    /// The revision; without it the newest.
    pub(crate) revision: Option<i64>,
    /// The state that is known already ([`Catalog::state`]).
    pub(crate) known: Option<&'w str>,
}

/// All resources of one revision; nothing where that is known already.
pub(super) async fn snapshot(
    channel: Wire,
    wanted: Wanted<'_>,
) -> Result<Option<(SnapshotHeader, Vec<Resource>)>, FetchError> {
    let refused = |status| refused("ExportSnapshot", status);
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
pub(super) fn whole(resources: &[Resource], trailer: &SnapshotTrailer) -> Result<(), FetchError> {
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
