//! Hears of other writers' commits.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tracing::info;

use super::failed::{Failed, Kind};
use super::session::{batch, runtime};
use super::target::Target;
use crate::store::{Notify, StoreError};

/// How long to wait before a lost connection is tried again.
const AGAIN: Duration = Duration::from_millis(500);

/// How long to wait before a database that does not tell is asked again.
const REFUSED: Duration = Duration::from_mins(1);

/// How long to listen before looking whether the connection still stands, and whether anybody wants
/// to know.
const LISTEN: Duration = Duration::from_secs(5);

/// Calls `notify` at every notification, on a thread of its own, until it says that nobody wants to
/// know. The ledger looks twice a second anyway: a lost connection, a database that cannot tell, and a
/// pool of connections that swallows what is told only cost time.
pub(super) fn listen(target: Arc<Target>, notify: Notify) -> Result<(), StoreError> {
    let runtime = runtime()?;
    let thread = std::thread::Builder::new().name("listen".to_owned());
    let spawned = thread.spawn(move || {
        let mut is_logged = false;
        loop {
            let wait = match runtime.block_on(hear(&target, &notify)) {
                Ok(()) => return,
                Err(failed) if failed.kind == Kind::Unknown => {
                    if !is_logged {
                        let cause = failed.error.to_string();
                        info!(
                            cause,
                            "the database sends no notifications of commits; it is polled"
                        );
                    }
                    is_logged = true;
                    REFUSED
                }
                Err(_) => AGAIN,
            };
            if !notify() {
                return;
            }
            std::thread::sleep(wait);
        }
    });
    spawned.map_err(|error| StoreError::Engine(error.into()))?;
    Ok(())
}

/// Listens on one connection. Returns when nobody wants to know any more.
async fn hear(target: &Target, notify: &Notify) -> Result<(), Failed> {
    let (sender, mut notified) = mpsc::channel(1);
    let client = target.connect(Some(sender)).await?;
    batch(&client, "LISTEN dossier_commits").await?;
    // Something may have come while nobody listened.
    while notify() {
        match tokio::time::timeout(LISTEN, notified.recv()).await {
            Ok(Some(())) => {}
            Ok(None) => return Err(Failed::lost("the connection was lost".to_owned())),
            // A path that swallows packets tells nothing by itself.
            Err(_) => batch(&client, "SELECT 1").await?,
        }
    }
    Ok(())
}
