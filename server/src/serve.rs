//! Runs the services: sockets, threads, limits, health, reflection, graceful shutdown.
//!
//! One runtime of one thread for each core, each with a listener of its own on the same port: a call
//! is answered on the thread that read it, and the answers of many calls leave in one write. tonic's
//! own server has defaults that do not suit a public service (docs/decisions/0007), so connections
//! are accepted here, and tonic does what it is best at: the protocol.

mod admin;
mod budget;
mod call;
mod connect;
mod connection;
mod cors;
mod health;
mod listener;
mod method;
mod metrics;
mod openapi;
mod page;
mod plain;
mod reflection;
mod request;
mod request_id;
mod routes;
mod scrape;
mod sender;
mod services;
mod settings;
mod stall;
mod stop;
mod tls;
mod translation;
mod web;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::runtime;
use tokio::sync::{Semaphore, watch};

use crate::service::Api;
use budget::Peers;
use metrics::Metrics;
use routes::Routes;
use scrape::Sources;
use settings::BLOCKING_THREADS_MAX;
use stop::Stop;

pub use cors::{CorsOrigin, CorsOriginError};
pub use settings::{DRAIN, Settings};
pub use tls::{Tls, TlsError};

/// How many connections may be open at once. Each costs some 20 KB and a file descriptor.
const CONNECTIONS_MAX: usize = 10_000;

/// Why a server could not stand or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, or not ours.
    #[error("cannot listen on `{address}`: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// There are no threads to run on.
    #[error("the runtime could not start: {0}")]
    Runtime(#[from] io::Error),
}

/// Listeners on one address, one for each thread.
#[derive(Debug)]
pub struct Listeners {
    address: SocketAddr,
    sockets: Vec<TcpListener>,
    /// Where the operator listens.
    admin: Option<TcpListener>,
}

impl Listeners {
    /// Listens on an address with so many sockets; port 0 takes a free one.
    pub fn bind(address: SocketAddr, count: usize) -> Result<Self, ServeError> {
        let wrong = |source| ServeError::Listen { address, source };
        listener::probe(address).map_err(wrong)?;
        let first = listener::bind(address, count > 1).map_err(wrong)?;
        let bound = first.local_addr().map_err(wrong)?;
        let mut sockets = vec![first];
        for _ in 1..count {
            sockets.push(listener::bind(bound, true).map_err(wrong)?);
        }
        Ok(Self {
            address: bound,
            sockets,
            admin: None,
        })
    }

    /// Listens for the operator too, on an address of its own, which is given back with its port.
    pub fn bind_admin(&mut self, address: SocketAddr) -> Result<SocketAddr, ServeError> {
        let wrong = |source| ServeError::Listen { address, source };
        let socket = listener::bind(address, false).map_err(wrong)?;
        let bound = socket.local_addr().map_err(wrong)?;
        self.admin = Some(socket);
        Ok(bound)
    }

    /// The sockets, for who serves something else on them.
    pub fn into_sockets(self) -> Vec<TcpListener> {
        self.sockets
    }

    /// The address, with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Serves until `stopping` turns true, then lets open calls go on for a while. Blocks.
///
/// # Errors
///
/// [`ServeError::Runtime`] where there are no threads, or one of them ended in a panic.
pub fn serve(
    listeners: Listeners,
    api: &Api,
    settings: &Settings,
    stopping: &watch::Receiver<bool>,
) -> Result<(), ServeError> {
    let connections = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let peers = Peers::new();
    let metrics = Metrics::default();
    // Dropped when this function ends, whatever its end: the operator is answered until then.
    let (ends, ended) = watch::channel(false);
    let mut operator = None;
    if let Some(socket) = listeners.admin {
        let sources = Sources {
            metrics: metrics.clone(),
            api: api.clone(),
            peers: peers.clone(),
            connections: (Arc::clone(&connections), CONNECTIONS_MAX),
        };
        let stopping = stopping.clone();
        let thread = std::thread::Builder::new().name("admin".to_owned());
        operator = Some(thread.spawn(move || admin::serve(socket, sources, (stopping, ended)))?);
    }
    let stop = Stop::new(stopping.clone(), settings.lame_duck);
    let mut threads = Vec::new();
    for (number, socket) in listeners.sockets.into_iter().enumerate() {
        let routes = Routes::new(api, settings, metrics.thread(), stopping);
        let settings = settings.clone();
        let (stop, limits) = (stop.clone(), (Arc::clone(&connections), peers.clone()));
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(BLOCKING_THREADS_MAX)
            .build()?;
        let thread = std::thread::Builder::new().name(format!("serve-{number}"));
        threads.push(thread.spawn(move || {
            let accepted = listener::accept(socket, (routes, settings), limits, stop);
            let served = runtime.block_on(accepted);
            // Who waits for the disk still must not hold the process.
            runtime.shutdown_background();
            served
        })?);
    }
    threads.into_iter().try_for_each(joined)?;
    drop(ends);
    operator.map_or(Ok(()), joined)
}

/// Waits for the end of a thread.
fn joined(thread: JoinHandle<io::Result<()>>) -> Result<(), ServeError> {
    let ended = thread.join();
    ended.map_err(|_| io::Error::other("a thread ended in a panic"))??;
    Ok(())
}
