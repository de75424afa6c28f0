//! How much of a call's time it waited on purpose, for a revision that another replica may be about to
//! bring: such a call is not slow.
//!
//! The service that waits knows nothing of what is counted of its call, and what counts sees nothing but a
//! future. But one thread works on a call at a time: whoever polls the call finds here what it noted.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::time::{Duration, Instant};

/// What a call has waited on purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Waited {
    /// In waits that ended since it was last asked.
    pub(crate) ended: Duration,
    /// In the one that goes on.
    pub(crate) goes_on: Duration,
}

impl Waited {
    const NOT: Self = Self {
        ended: Duration::ZERO,
        goes_on: Duration::ZERO,
    };
}

thread_local! {
    static NOTED: Cell<Waited> = const { Cell::new(Waited::NOT) };
}

/// Waits for something, and notes for how long.
pub(crate) async fn on_purpose<F: Future>(awaited: F) -> F::Output {
    let start = Instant::now();
    let mut awaited = pin!(awaited);
    poll_fn(|context| {
        let polled = awaited.as_mut().poll(context);
        let (time, before) = (start.elapsed(), NOTED.take().ended);
        NOTED.set(if polled.is_pending() {
            Waited {
                ended: before,
                goes_on: time,
            }
        } else {
            Waited {
                ended: before + time,
                goes_on: Duration::ZERO,
            }
        });
        polled
    })
    .await
}

/// What was noted on this thread since it was last asked.
pub(crate) fn noted() -> Waited {
    NOTED.take()
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Waker};

    use super::*;

    #[test]
    fn waits_are_noted_while_they_go_on_and_when_they_end() {
        let (go_on, signal) = tokio::sync::oneshot::channel::<()>();
        let mut call = Box::pin(async {
            on_purpose(async { std::thread::sleep(Duration::from_millis(1)) }).await;
            on_purpose(signal).await.ok();
        });
        let mut context = Context::from_waker(Waker::noop());
        assert!(call.as_mut().poll(&mut context).is_pending());
        std::thread::sleep(Duration::from_millis(5));
        assert!(call.as_mut().poll(&mut context).is_pending());
        let waited = noted();
        assert!(waited.goes_on >= Duration::from_millis(5), "{waited:?}");
        assert!(waited.ended >= Duration::from_millis(1), "{waited:?}");
        go_on.send(()).unwrap();
        assert!(call.as_mut().poll(&mut context).is_ready());
        let waited = noted();
        assert!(waited.ended >= Duration::from_millis(5), "{waited:?}");
        assert_eq!(waited.goes_on, Duration::ZERO);
        assert_eq!(noted(), Waited::default());
    }
}
