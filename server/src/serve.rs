//! How the services stand on a socket: limits, health, reflection, an orderly end.

use std::net::SocketAddr;
use std::time::Duration;

use dossier::serve::editorial_service_server::EditorialServiceServer;
use dossier::serve::fact_service_server::FactServiceServer;
use dossier::serve::query_service_server::QueryServiceServer;
use dossier::serve::sync_service_server::SyncServiceServer;
use tokio::net::TcpListener;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;

use crate::service::Reader;

/// tonic sets no limit of its own, and takes away hyper's. 256 is more than one client needs.
const STREAMS_MAX: u32 = 256;

/// The limit that closes RUSTSEC-2024-0003, which tonic leaves out.
const RESETS_MAX: usize = 1024;

/// The largest request of the reading services: a name, a filter, a batch of 500 names.
const REQUEST_BYTES_MAX: usize = 64 * 1024;

/// The largest commit.
const COMMIT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The largest request that carries a text: 1 MiB and what surrounds it.
const TEXT_REQUEST_BYTES_MAX: usize = 2 * 1024 * 1024;

/// How long open calls may go on once the server is told to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Why a server could not stand or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, or not ours.
    #[error("`{address}` cannot be listened on: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The contract's descriptors do not read.
    #[error("reflection cannot be served")]
    Reflection(#[from] tonic_reflection::server::Error),
    /// There are no threads to run on.
    #[error("the runtime could not start: {0}")]
    Runtime(std::io::Error),
    /// The transport failed.
    #[error("the transport failed")]
    Transport(#[from] tonic::transport::Error),
}

/// Listens on an address.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| ServeError::Listen { address, source })
}

/// Serves until `stop` comes, then lets open calls go on for a while.
pub async fn serve(
    listener: TcpListener,
    reader: Reader,
    stop: impl Future<Output = ()> + Send,
) -> Result<(), ServeError> {
    let descriptors = dossier::descriptors::FILE_DESCRIPTOR_SET;
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(descriptors)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let (health, health_service) = tonic_health::server::health_reporter();
    health.set_serving::<FactServiceServer<Reader>>().await;
    health.set_serving::<QueryServiceServer<Reader>>().await;
    health.set_serving::<SyncServiceServer<Reader>>().await;

    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = Server::builder()
        .max_concurrent_streams(Some(STREAMS_MAX))
        .http2_max_local_error_reset_streams(Some(RESETS_MAX))
        .http2_keepalive_interval(Some(Duration::from_secs(30)))
        .http2_keepalive_timeout(Some(Duration::from_secs(10)))
        .add_service(health_service)
        .add_service(reflection().build_v1()?)
        .add_service(reflection().build_v1alpha()?)
        .add_service(
            EditorialServiceServer::new(reader.clone()).max_decoding_message_size(COMMIT_BYTES_MAX),
        )
        .add_service(
            FactServiceServer::new(reader.clone()).max_decoding_message_size(REQUEST_BYTES_MAX),
        )
        .add_service(
            QueryServiceServer::new(reader.clone())
                .max_decoding_message_size(TEXT_REQUEST_BYTES_MAX),
        )
        .add_service(SyncServiceServer::new(reader).max_decoding_message_size(REQUEST_BYTES_MAX))
        .serve_with_incoming_shutdown(
            TcpIncoming::from(listener).with_nodelay(Some(true)),
            async move {
                stop.await;
                health
                    .set_service_status("", tonic_health::ServingStatus::NotServing)
                    .await;
                stopping.send(()).ok();
            },
        );
    // Without a bound one open stream would keep the process for ever.
    let bound = async move {
        stopped.await.ok();
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        result = serving => Ok(result?),
        () = bound => Ok(()),
    }
}
