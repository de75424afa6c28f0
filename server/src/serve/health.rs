//! `grpc.health.v1`: whether the server, or one of its services, takes calls (gRFC A90).
//!
//! Each service tells what it can do itself. Where commits fail, EditorialService does not serve and
//! the rest does. Where the log is damaged, SyncService does not serve either: a copy or a watch would
//! wait for what never comes, and another replica may have it. The reading services and the server as
//! a whole go on: what they answer is sound and says its revision, and a probe that restarted the
//! server would end that, because a damaged store is not loaded.

use std::pin::Pin;

use dossier::serve::editorial_service_server::EditorialServiceServer;
use dossier::serve::fact_service_server::FactServiceServer;
use dossier::serve::query_service_server::QueryServiceServer;
use dossier::serve::sync_service_server::SyncServiceServer;
use futures_util::{Stream, stream};
use tokio::sync::watch;
use tonic::server::NamedService as _;
use tonic::{Request, Response, Status};
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::{HealthCheckRequest, HealthCheckResponse};

use crate::error::ServiceError;
use crate::ledger::Condition;

/// The services that can be asked about.
const SERVICES: [&str; 5] = [
    SERVER,
    FactServiceServer::<()>::NAME,
    QueryServiceServer::<()>::NAME,
    SYNC,
    EDITORIAL,
];

/// The server as a whole.
const SERVER: &str = "";

const EDITORIAL: &str = EditorialServiceServer::<()>::NAME;
const SYNC: &str = SyncServiceServer::<()>::NAME;

/// Tells the health of the services.
#[derive(Clone, Debug)]
pub(super) struct Health {
    condition: watch::Receiver<Condition>,
    stopping: watch::Receiver<bool>,
}

impl Health {
    pub(super) fn new(
        condition: watch::Receiver<Condition>,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        Self {
            condition,
            stopping,
        }
    }

    fn status(&self, service: &str) -> ServingStatus {
        let condition = *self.condition.borrow();
        let able = match service {
            EDITORIAL => condition.takes_commits(),
            SYNC => condition.follows(),
            _ => true,
        };
        let serves = able && !*self.stopping.borrow();
        match serves {
            _ if !SERVICES.contains(&service) => ServingStatus::ServiceUnknown,
            true => ServingStatus::Serving,
            false => ServingStatus::NotServing,
        }
    }
}

fn response(status: ServingStatus) -> HealthCheckResponse {
    HealthCheckResponse {
        status: status.into(),
    }
}

struct Watching {
    health: Health,
    service: String,
    last_sent: Option<ServingStatus>,
}

impl Watching {
    /// The next state that differs from the one that was told.
    async fn next(&mut self) -> Option<HealthCheckResponse> {
        loop {
            let status = self.health.status(&self.service);
            if self.last_sent != Some(status) {
                self.last_sent = Some(status);
                return Some(response(status));
            }
            if *self.health.stopping.borrow() {
                return None;
            }
            tokio::select! {
                changed = self.health.stopping.changed() => changed.ok()?,
                changed = self.health.condition.changed() => changed.ok()?,
            }
        }
    }
}

#[tonic::async_trait]
impl tonic_health::pb::health_server::Health for Health {
    type WatchStream = Pin<Box<dyn Stream<Item = Result<HealthCheckResponse, Status>> + Send>>;

    async fn check(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<HealthCheckResponse>, Status> {
        let service = request.into_inner().service;
        match self.status(&service) {
            ServingStatus::ServiceUnknown => Err(ServiceError::NotFound(service).into()),
            status => Ok(Response::new(response(status))),
        }
    }

    async fn watch(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<Self::WatchStream>, Status> {
        let watching = Watching {
            health: self.clone(),
            service: request.into_inner().service,
            last_sent: None,
        };
        let states = stream::unfold(watching, |mut watching| async move {
            watching.next().await.map(|state| (Ok(state), watching))
        });
        Ok(Response::new(Box::pin(states)))
    }
}
