//! Waits until a server has something newer than what was built.

use dossier::v1::WatchCommitsRequest;
use dossier::v1::sync_service_client::SyncServiceClient;
use dossier::v1::watch_commits_response::News;

use super::fetch::{FetchError, MESSAGE_BYTES_MAX, Wire, refused};

/// Waits for a commit after a revision. Commits of which readers see nothing do not count.
///
/// # Errors
///
/// Also where the server ends the stream, as one that stops does: whoever waits asks again.
pub(crate) async fn news(wire: Wire, after_revision: i64) -> Result<(), FetchError> {
    let failed = |status| refused("WatchCommits", status);
    let mut client = SyncServiceClient::new(wire).max_decoding_message_size(MESSAGE_BYTES_MAX);
    let request = WatchCommitsRequest {
        after_revision,
        ..WatchCommitsRequest::default()
    };
    let mut stream = client
        .watch_commits(request)
        .await
        .map_err(failed)?
        .into_inner();
    while let Some(message) = stream.message().await.map_err(failed)? {
        if matches!(message.news, Some(News::Commit(_))) {
            return Ok(());
        }
    }
    Err(FetchError::Ended)
}
