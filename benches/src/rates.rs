//! How many calls a second a server answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

use crate::raw::RawCodec;

/// Connections, and calls that are under way on each at a time: enough to keep two cores busy.
const CONNECTIONS: usize = 4;
const CALLS: usize = 16;

/// A call that is made over and over: method and encoded request.
#[derive(Clone, Debug)]
pub struct Call {
    /// The server's address.
    pub url: String,
    /// The method, such as `/dossier.v1.FactService/GetFact`.
    pub method: &'static str,
    /// The request's bytes.
    pub request: Bytes,
}

impl Call {
    async fn once(&self, channel: &Channel) -> Result<Bytes, Status> {
        let mut client = Grpc::new(channel.clone()).max_decoding_message_size(64 << 20);
        client
            .ready()
            .await
            .map_err(|error| Status::unavailable(error.to_string()))?;
        let path = PathAndQuery::from_static(self.method);
        let request = Request::new(self.request.clone());
        client
            .unary(request, path, RawCodec)
            .await
            .map(tonic::Response::into_inner)
    }

    async fn connect(&self) -> Result<Channel, Status> {
        let endpoint = Endpoint::from_shared(self.url.clone());
        let endpoint = endpoint.map_err(|error| Status::invalid_argument(error.to_string()))?;
        let connected = endpoint.connect().await;
        connected.map_err(|error| Status::unavailable(error.to_string()))
    }

    /// The reply's bytes.
    pub async fn reply(&self) -> Result<Bytes, Status> {
        self.once(&self.connect().await?).await
    }

    /// Calls a second, over a while.
    pub async fn rate(&self, during: Duration) -> Result<f64, Status> {
        let done = Arc::new(AtomicU64::new(0));
        let mut workers = Vec::new();
        let until = Instant::now() + during;
        for _ in 0..CONNECTIONS {
            let channel = self.connect().await?;
            for _ in 0..CALLS {
                let worker = self
                    .clone()
                    .again(channel.clone(), until, Arc::clone(&done));
                workers.push(tokio::spawn(worker));
            }
        }
        for worker in workers {
            worker
                .await
                .map_err(|error| Status::internal(error.to_string()))??;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "a count of calls is far below 2^52"
        )]
        Ok(done.load(Ordering::Relaxed) as f64 / during.as_secs_f64())
    }

    async fn again(
        self,
        channel: Channel,
        until: Instant,
        done: Arc<AtomicU64>,
    ) -> Result<(), Status> {
        while Instant::now() < until {
            self.once(&channel).await?;
            done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }
}
