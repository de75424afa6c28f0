//! How many bytes of requests and answers may be in memory at once: of a connection, of a peer, in all.
//!
//! A request counts as soon as its length is declared, because that much is set aside for it; an
//! answer from when it is there until the client has taken it. What is beyond a limit is refused at
//! once, with a time to wait: whoever was served before goes on, and nobody fills the memory.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::error::ServiceError;

/// How many bytes a connection may have in flight: four of the largest commits, or sixteen pages of
/// the largest size.
pub(super) const CONNECTION_BYTES_MAX: usize = 32 * 1024 * 1024;

/// How many bytes a peer may have in flight over all of its connections.
const PEER_BYTES_MAX: usize = 96 * 1024 * 1024;

/// How many bytes may be in flight in all.
const BYTES_MAX: usize = 256 * 1024 * 1024;

/// How many handshakes a peer may have under way; some 13 new connections a second of a slow one.
const PEER_HANDSHAKES_MAX: usize = 64;

/// How many peers are known before those that are gone are looked for.
const SWEEP: usize = 64;

/// An amount that may not pass a limit.
#[derive(Debug)]
struct Account {
    used: AtomicUsize,
    most: usize,
}

impl Account {
    fn new(most: usize) -> Self {
        let used = AtomicUsize::new(0);
        Self { used, most }
    }

    fn take(&self, amount: usize) -> bool {
        let used = |used: usize| used.checked_add(amount).filter(|used| *used <= self.most);
        let taken = self
            .used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, used);
        taken.is_ok()
    }

    fn give(&self, amount: usize) {
        self.used.fetch_sub(amount, Ordering::Relaxed);
    }
}

/// Everybody who has a connection.
#[derive(Clone, Debug)]
pub(super) struct Peers {
    all: Arc<Account>,
    known: Arc<Mutex<Known>>,
}

#[derive(Debug)]
struct Known {
    peers: BTreeMap<IpAddr, Weak<Peer>>,
    /// Look for those that are gone when there are so many.
    sweep: usize,
}

impl Peers {
    pub(super) fn new() -> Self {
        let known = Known {
            peers: BTreeMap::new(),
            sweep: SWEEP,
        };
        Self {
            all: Arc::new(Account::new(BYTES_MAX)),
            known: Arc::new(Mutex::new(known)),
        }
    }

    /// How many bytes are in flight, and how many may be.
    pub(super) fn in_flight(&self) -> (usize, usize) {
        (self.all.used.load(Ordering::Relaxed), self.all.most)
    }

    /// A new connection from an address.
    pub(super) fn connection(&self, address: IpAddr) -> Line {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.peers.len() >= known.sweep {
            known.peers.retain(|_, peer| peer.strong_count() > 0);
            known.sweep = SWEEP.max(known.peers.len() * 2);
        }
        let key = of_one(address);
        let peer = known.peers.get(&key).and_then(Weak::upgrade);
        let peer = peer.unwrap_or_else(|| {
            let peer = Arc::new(Peer {
                bytes: Account::new(PEER_BYTES_MAX),
                handshakes: Account::new(PEER_HANDSHAKES_MAX),
            });
            known.peers.insert(key, Arc::downgrade(&peer));
            peer
        });
        Line(Arc::new(Accounts {
            own: Account::new(CONNECTION_BYTES_MAX),
            peer,
            all: Arc::clone(&self.all),
        }))
    }
}

/// What one peer has in use.
#[derive(Debug)]
struct Peer {
    bytes: Account,
    handshakes: Account,
}

/// The address that stands for a peer: who has one IPv6 address mostly has its whole /64.
fn of_one(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// What a connection is charged to: itself, its peer, and all.
#[derive(Clone)]
pub(super) struct Line(Arc<Accounts>);

#[derive(Debug)]
struct Accounts {
    own: Account,
    peer: Arc<Peer>,
    all: Arc<Account>,
}

impl fmt::Debug for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Line").finish_non_exhaustive()
    }
}

impl Line {
    /// Nothing yet, to be charged to this line.
    pub(super) fn lease(&self) -> Lease {
        Lease {
            line: self.clone(),
            held: AtomicUsize::new(0),
        }
    }

    /// A place among the handshakes that the peer may have under way, if one is left.
    pub(super) fn handshake(&self) -> Option<Handshake> {
        let free = self.0.peer.handshakes.take(1);
        free.then(|| Handshake(self.clone()))
    }

    fn take(&self, amount: usize) -> bool {
        let accounts = [&self.0.own, &self.0.peer.bytes, &*self.0.all];
        for (number, account) in accounts.iter().enumerate() {
            if !account.take(amount) {
                for taken in accounts.iter().take(number) {
                    taken.give(amount);
                }
                return false;
            }
        }
        true
    }

    fn give(&self, amount: usize) {
        for account in [&self.0.own, &self.0.peer.bytes, &*self.0.all] {
            account.give(amount);
        }
    }
}

/// A handshake under way.
pub(super) struct Handshake(Line);

impl Drop for Handshake {
    fn drop(&mut self) {
        self.0.0.peer.handshakes.give(1);
    }
}

/// Bytes that are charged to a connection until this is dropped.
#[derive(Debug)]
pub(super) struct Lease {
    line: Line,
    held: AtomicUsize,
}

impl Lease {
    /// Holds so many bytes from now on. Where that is too much, it holds what it held.
    ///
    /// # Errors
    ///
    /// [`ServiceError::Overloaded`] where the connection, the peer or all would have too much.
    pub(super) fn set(&self, amount: usize) -> Result<(), ServiceError> {
        // One task works on a call at a time; the atomic is for the lender only.
        let held = self.held.load(Ordering::Relaxed);
        if amount > held && !self.line.take(amount - held) {
            return Err(ServiceError::Overloaded);
        }
        self.held.store(amount, Ordering::Relaxed);
        if held > amount {
            self.line.give(held - amount);
        }
        Ok(())
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.line.give(*self.held.get_mut());
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    use super::{BYTES_MAX, CONNECTION_BYTES_MAX, PEER_BYTES_MAX, PEER_HANDSHAKES_MAX, Peers};

    fn address(last: u8) -> IpAddr {
        IpAddr::V4(Ipv4Addr::new(192, 0, 2, last))
    }

    #[test]
    fn each_limit_holds_and_what_is_given_back_can_be_had_again() {
        let peers = Peers::new();
        let line = peers.connection(address(1));
        let (first, second) = (line.lease(), line.lease());
        assert!(first.set(CONNECTION_BYTES_MAX).is_ok());
        assert!(second.set(1).is_err());
        assert!(first.set(CONNECTION_BYTES_MAX - 1).is_ok());
        assert!(second.set(1).is_ok());
        drop((first, second));

        let mut leases = Vec::new();
        let mut fill = |last: u8, most: usize| {
            let before = leases.len();
            loop {
                let lease = peers.connection(address(last)).lease();
                if lease.set(CONNECTION_BYTES_MAX).is_err() {
                    break;
                }
                leases.push(lease);
            }
            assert_eq!(leases.len() - before, most / CONNECTION_BYTES_MAX);
        };
        fill(1, PEER_BYTES_MAX);
        fill(2, PEER_BYTES_MAX);
        fill(3, BYTES_MAX - 2 * PEER_BYTES_MAX);
        leases.clear();
        let lease = peers.connection(address(3)).lease();
        assert!(lease.set(CONNECTION_BYTES_MAX).is_ok());
    }

    #[test]
    fn handshakes_of_a_peer_are_counted_over_its_connections() {
        let peers = Peers::new();
        let under_way: Vec<_> = (0..PEER_HANDSHAKES_MAX)
            .filter_map(|_| peers.connection(address(1)).handshake())
            .collect();
        assert_eq!(under_way.len(), PEER_HANDSHAKES_MAX);
        assert!(peers.connection(address(1)).handshake().is_none());
        assert!(peers.connection(address(2)).handshake().is_some());
        drop(under_way);
        assert!(peers.connection(address(1)).handshake().is_some());
    }

    #[test]
    fn a_network_is_one_peer_and_those_that_left_are_forgotten() {
        let peers = Peers::new();
        let of = |network: u16, host: u16| {
            IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, network, 0, 0, 0, host))
        };
        let line = peers.connection(of(1, 1));
        let _all: Vec<_> = std::iter::repeat_with(|| line.handshake())
            .take(PEER_HANDSHAKES_MAX)
            .collect();
        assert!(peers.connection(of(1, 2)).handshake().is_none());
        assert!(peers.connection(of(2, 1)).handshake().is_some());
        for number in 0..10_000 {
            peers.connection(of(number, 1));
        }
        let known = peers.known.lock().map(|known| known.peers.len());
        assert!(known.is_ok_and(|known| known <= 128));
    }
}
