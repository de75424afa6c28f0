//! Tells systemd that the server stands, and that it stops, where a unit has `Type=notify` (sd_notify(3)).

use sd_notify::NotifyState;
use tracing::warn;

/// Tells it, where it waits for word. That it cannot be told ends nothing.
pub(super) fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        warn!(cause = %error, "systemd could not be told");
    }
}
