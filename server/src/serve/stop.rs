//! The end of a server: told to stop, it says so to whoever asks for its health, and goes on with calls and
//! connections until balancers had time to ask (the lame-duck time).

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// When connections are to end.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    signal: watch::Receiver<bool>,
    lame_duck: Duration,
    /// The moment, once it is known; the same for all who wait for it.
    at: Arc<OnceLock<Instant>>,
}

impl Stop {
    /// So long after `signal` turns true.
    pub(super) fn new(signal: watch::Receiver<bool>, lame_duck: Duration) -> Self {
        Self {
            signal,
            lame_duck,
            at: Arc::default(),
        }
    }

    /// Waits until connections are to end.
    pub(super) async fn comes(&mut self) {
        // If nobody is left to tell, that is the end too.
        self.signal.wait_for(|signal| *signal).await.ok();
        let at = self.at.get_or_init(|| Instant::now() + self.lame_duck);
        sleep_until(*at).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_end_at_the_same_moment_a_while_after_they_are_told() {
        let lame_duck = Duration::from_millis(400);
        let (tell, signal) = watch::channel(false);
        let mut stop = Stop::new(signal, lame_duck);
        let mut late = stop.clone();
        let early = tokio::time::timeout(Duration::from_millis(20), stop.comes());
        assert!(early.await.is_err(), "nobody was told");
        let start = Instant::now();
        tell.send_replace(true);
        stop.comes().await;
        assert!(start.elapsed() >= lame_duck);
        // Who asks later waits no longer.
        let at_once = tokio::time::timeout(lame_duck / 2, late.comes()).await;
        assert!(at_once.is_ok());
    }
}
