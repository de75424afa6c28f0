//! Listening and accepting, also when the system has nothing left to give.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, TcpKeepalive, Type};
use tokio::sync::Semaphore;
use tokio::time::{Instant, MissedTickBehavior};

use super::budget::Peers;
use super::connection;
use super::metrics::Event;
use super::routes::Routes;
use super::settings::{DRAIN, Settings};
use super::stop::Stop;
use crate::coalesced::Coalesced;
use crate::error_chain::chain;

/// How many connections may wait to be accepted.
const BACKLOG: i32 = 1024;

/// How long to wait when there are no file descriptors left. Without it the loop would spin.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// Whether nobody listens on an address yet. Sockets that share a port take anybody in who shares it
/// too, and a second server on it would answer every other call from another store.
pub(super) fn probe(address: SocketAddr) -> io::Result<()> {
    let socket = socket(address)?;
    socket.bind(&address.into())
}

fn socket(address: SocketAddr) -> io::Result<Socket> {
    let domain = Domain::for_address(address);
    let socket = Socket::new(domain, Type::STREAM, Some(Protocol::TCP))?;
    // Without it a restart would have to wait until old connections are forgotten.
    socket.set_reuse_address(true)?;
    Ok(socket)
}

/// Opens a listening socket; `shared`: others may listen on the same port beside it.
pub(super) fn bind(address: SocketAddr, shared: bool) -> io::Result<TcpListener> {
    let socket = socket(address)?;
    socket.set_reuse_port(shared)?;
    socket.set_tcp_keepalive(&TcpKeepalive::new().with_time(Duration::from_mins(1)))?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// Accepts connections until told to stop, then waits for those that are open, for a while.
pub(super) async fn accept(
    socket: TcpListener,
    (routes, settings): (Routes, Settings),
    (connections, peers): (Arc<Semaphore>, Peers),
    stop: Stop,
) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(socket)?;
    let mut open = tokio::task::JoinSet::new();
    let mut trouble = Trouble::new();
    let mut waits = stop.clone();
    let mut stops = pin!(waits.comes());
    let mut reaps = tokio::time::interval(routes.reaper().interval());
    reaps.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = open.join_next() => continue,
            _ = reaps.tick() => {
                routes.reaper().reap();
                continue;
            }
            () = stops.as_mut() => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) if of_the_peer(&error) => continue,
            Err(error) => {
                trouble.failed(&error);
                tokio::time::sleep(EXHAUSTED).await;
                continue;
            }
        };
        trouble.passed();
        routes.counters().connection(Event::Accepted);
        // Beyond the limit the connection is closed at once: a client that is told so can go
        // elsewhere, and one that waits in the backlog cannot.
        let Ok(permit) = Arc::clone(&connections).try_acquire_owned() else {
            routes.counters().connection(Event::TurnedAway);
            trouble.turned_away();
            continue;
        };
        let (routes, stop, settings) = (routes.clone(), stop.clone(), settings.clone());
        let counters = Arc::clone(routes.counters());
        let line = peers.connection(peer.ip());
        open.spawn(async move {
            tracing::debug!(%peer, "a connection was opened");
            let ended = connection::open(stream, (routes, line), &settings, stop).await;
            // A connection that ends in an error concerns nobody but its client.
            let cause = ended.err().map(|error| chain(&*error));
            if cause.is_some() {
                counters.connection(Event::Failed);
            }
            tracing::debug!(%peer, cause, "a connection has ended");
            drop(permit);
        });
    }
    drop(listener);
    drain(open).await;
    Ok(())
}

/// Waits for the connections that are open, for a while.
async fn drain(mut open: tokio::task::JoinSet<()>) {
    let drained = async { while open.join_next().await.is_some() {} };
    tokio::time::timeout(DRAIN, drained).await.ok();
}

/// What keeps connections out, and whether it was told: the loop would tell it ten times a second.
struct Trouble {
    failing: bool,
    start: Instant,
    turned_away: Coalesced<()>,
}

impl Trouble {
    fn new() -> Self {
        Self {
            failing: false,
            start: Instant::now(),
            turned_away: Coalesced::default(),
        }
    }

    fn failed(&mut self, error: &io::Error) {
        if !self.failing {
            tracing::warn!(cause = %error, "connections cannot be accepted");
        }
        self.failing = true;
    }

    fn passed(&mut self) {
        if self.failing {
            tracing::info!("connections are accepted again");
        }
        self.failing = false;
    }

    fn turned_away(&mut self) {
        let now = i64::try_from(self.start.elapsed().as_secs());
        if let Some(count) = self.turned_away.count((), now.unwrap_or(i64::MAX)) {
            tracing::warn!(
                count,
                "more connections than the limit allows are turned away"
            );
        }
    }
}

/// Whether an error of `accept` is about the connection that was to be accepted.
fn of_the_peer(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    let kind = error.kind();
    matches!(
        kind,
        ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted
    )
}
