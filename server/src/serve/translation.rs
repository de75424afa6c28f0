//! Where messages are translated between JSON and protobuf: what is small at once, what is large on a
//! thread that may take its time, a few at a time, and charged to its connection until it is done.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tracing::Span;

use super::budget::Lease;
use super::settings::BLOCKING_THREADS_MAX;
use crate::error::{Bug, ServiceError};

/// What is translated on a thread that answers calls.
const AT_ONCE_BYTES_MAX: usize = 64 * 1024;

/// How many large messages are translated at once beside a thread that answers calls: half of what may
/// wait there, so that translations never hold up a search or a check.
const PLACES: usize = BLOCKING_THREADS_MAX / 2;

/// How many of them are translated at once for all threads. The fields of a page that are taken apart are
/// some fourteen times as large as the page in protobuf, more than a connection may be charged for: eight
/// pages of the largest size come to about as much as all that may be in flight beside them.
static ALL_PLACES: Semaphore = Semaphore::const_new(8);

/// What is charged for a translation, in messages of the size that it reads: that one, and one of JSON,
/// which is up to twice as long.
const HELD: usize = 3;

/// The places of one thread that answers calls.
#[derive(Clone, Debug)]
pub(super) struct Translations {
    places: Arc<Semaphore>,
}

impl Translations {
    /// Places that are free.
    pub(super) fn new() -> Self {
        Self {
            places: Arc::new(Semaphore::new(PLACES)),
        }
    }

    /// Does some work on a message of `size` bytes, which `lease` is charged for until the work has
    /// ended, also where nobody waits for it any more.
    ///
    /// # Errors
    ///
    /// What the work fails with, and [`ServiceError::Overloaded`] where the connection has too much in
    /// flight already.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        size: usize,
        lease: &Arc<Lease>,
        work: impl FnOnce() -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        if size <= AT_ONCE_BYTES_MAX {
            lease.set(size * HELD)?;
            return work();
        }
        // Who waits holds no more than what it read.
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| ServiceError::NotServing)?;
        let one_of_all = ALL_PLACES.acquire().await;
        let one_of_all = one_of_all.map_err(|_| ServiceError::NotServing)?;
        lease.set(size * HELD)?;
        let (call, lease) = (Span::current(), Arc::clone(lease));
        let done = tokio::task::spawn_blocking(move || {
            let done = call.in_scope(work);
            drop((place, one_of_all, lease));
            done
        });
        done.await.map_err(|error| {
            if error.is_panic() {
                Bug::Panic.into()
            } else {
                ServiceError::NotServing
            }
        })?
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};
    use std::sync::mpsc;
    use std::time::Duration;

    use super::super::budget::{CONNECTION_BYTES_MAX, Peers};
    use super::super::method;
    use super::*;

    const LARGE: usize = 4 * AT_ONCE_BYTES_MAX;

    fn lease(peers: &Peers) -> Arc<Lease> {
        let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Arc::new(peers.connection(address).lease())
    }

    #[tokio::test]
    async fn a_translation_is_charged_before_it_begins() {
        let (peers, translations) = (Peers::new(), Translations::new());
        let lease = lease(&peers);
        for size in [1, AT_ONCE_BYTES_MAX, LARGE] {
            let counted = peers.clone();
            let during = translations.run(size, &lease, move || Ok(counted.in_flight().0));
            assert_eq!(during.await.unwrap(), size * HELD);
        }
        let never = translations.run(CONNECTION_BYTES_MAX, &lease, || Ok("done"));
        assert!(matches!(never.await, Err(ServiceError::Overloaded)));
    }

    /// Else nobody could send the largest message, or get it.
    #[test]
    fn the_largest_messages_have_room_on_a_connection() {
        for method in method::all() {
            assert!(method.kind.request_bytes_max() * HELD <= CONNECTION_BYTES_MAX);
        }
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_charged_until_it_ends_and_no_more_begins() {
        let (peers, translations) = (Peers::new(), Translations::new());
        let (go_on, signal) = mpsc::channel::<()>();
        let signal = Arc::new(std::sync::Mutex::new(signal));
        for _ in 0..PLACES {
            let signal = Arc::clone(&signal);
            let lease = lease(&peers);
            let work = move || Ok(signal.lock().unwrap().recv().ok());
            let left = translations.run(LARGE, &lease, work);
            let soon = Duration::from_millis(10);
            assert!(tokio::time::timeout(soon, left).await.is_err());
        }
        assert_eq!(peers.in_flight().0, PLACES * LARGE * HELD);
        let caller = lease(&peers);
        let waiting = Arc::clone(&caller);
        let waits = translations.run(LARGE, &waiting, || Ok("at last"));
        let mut waits = Box::pin(waits);
        let soon = Duration::from_millis(10);
        assert!(tokio::time::timeout(soon, &mut waits).await.is_err());
        // What is small, and what else may take long, goes on.
        assert_eq!(
            translations.run(1, &caller, || Ok("small")).await.unwrap(),
            "small"
        );
        assert_eq!(
            tokio::task::spawn_blocking(|| "search").await.unwrap(),
            "search"
        );
        for _ in 0..PLACES {
            go_on.send(()).unwrap();
        }
        assert_eq!((&mut waits).await.unwrap(), "at last");
        drop(waits);
        drop((caller, waiting));
        // The other threads may still be on their way out.
        let ended = async {
            while peers.in_flight().0 > 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let soon = Duration::from_secs(30);
        tokio::time::timeout(soon, ended).await.unwrap();
    }
}
