//! Tells systemd that the server stands, and that it stops, where a unit has `Type=notify` (sd_notify(3)).

use sd_notify::NotifyState;
use tracing::warn;

/// Tells it that files are read again, and since when, as `Type=notify-reload` wants it.
pub(super) fn reloading() {
    let told = NotifyState::monotonic_usec_now()
        .and_then(|since| sd_notify::notify(&[NotifyState::Reloading, since]));
    if let Err(error) = told {
        warn!(cause = %error, "systemd could not be told");
    }
}

/// Tells it, where it waits for word. That it cannot be told ends nothing.
pub(super) fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        warn!(cause = %error, "systemd could not be told");
    }
}
