//! What an operator may set, and what is the same for everybody.

use std::time::Duration;

use super::cors::CorsOrigin;
use super::tls::Tls;

/// How long open calls may go on once the server is told to stop.
pub const DRAIN: Duration = Duration::from_secs(10);

/// How many threads of a runtime may wait for the disk, or work for long: old revisions, a whole check,
/// large messages of JSON.
pub(super) const BLOCKING_THREADS_MAX: usize = 4;

/// What an operator may set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The certificate to speak TLS with; without it connections are open to whoever listens.
    pub tls: Option<Tls>,
    /// When a connection is ended in good order, so that its client looks for another server: so long
    /// after it was opened, give or take a tenth. A call that is still open ten seconds later is cut.
    pub connection_age: Option<Duration>,
    /// How long a client may leave the next part of a stream unread.
    pub send_timeout: Duration,
    /// From when on a call that is no stream is told to be slow.
    pub slow_call: Duration,
    /// How long connections are still taken and served once the server is told to stop.
    pub lame_duck: Duration,
    /// The origins whose pages may ask.
    pub cors_origins: Vec<CorsOrigin>,
    /// Whether a revision has the same number after a restart. Without it answers at a revision are not
    /// for caches.
    pub keeps_revisions: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tls: None,
            connection_age: None,
            send_timeout: Duration::from_secs(30),
            slow_call: Duration::from_secs(1),
            lame_duck: Duration::ZERO,
            cors_origins: Vec::new(),
            keeps_revisions: true,
        }
    }
}
