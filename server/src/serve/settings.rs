//! What an operator may set, and what is the same for everybody.

use std::time::Duration;

use super::cors::CorsOrigin;
use super::tls::Tls;

/// How long open calls may go on once the server is told to stop.
pub const DRAIN: Duration = Duration::from_secs(10);

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
    /// The origins whose pages may ask.
    pub cors_origins: Vec<CorsOrigin>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tls: None,
            connection_age: None,
            send_timeout: Duration::from_secs(30),
            slow_call: Duration::from_secs(1),
            cors_origins: Vec::new(),
        }
    }
}
