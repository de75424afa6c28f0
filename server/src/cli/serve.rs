//! The command `serve`: checks a content directory and answers from it.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use tokio::io::AsyncReadExt as _;
use tokio::signal::unix::{SignalKind, signal};

use super::check::colour;
use super::{clock, fail};
use crate::commit::difference;
use crate::content;
use crate::diagnostic::render;
use crate::serve::{ServeError, listen, serve};
use crate::service::{Reader, TokenKey};
use crate::snapshot::Snapshot;
use crate::text::digest;

/// Check a content directory, load it into memory and serve it over gRPC.
///
/// Exit codes: 0 stopped in good order, 1 the content has errors, 2 the server could not start.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The directory with `entities.yaml`, `articles/` and `dossiers/`.
    #[arg(long, value_name = "DIR")]
    content: PathBuf,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50051")]
    listen: SocketAddr,
    /// Stop when standard input closes, so that a program which started this one takes it along.
    #[arg(long)]
    exit_with_stdin: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let assessment = match content::assess(&arguments.content, &clock::today()) {
        Ok(assessment) => assessment,
        Err(error) => return fail(&error),
    };
    let told = render::text(&assessment.findings, colour());
    io::stderr().lock().write_all(told.as_bytes()).ok();
    let Some(checked) = assessment.checked else {
        return ExitCode::from(1);
    };

    let now = clock::now();
    let empty = Snapshot::empty(digest(&now.to_string()).chars().take(32).collect());
    let commit = difference(&empty, &checked, now);
    let snapshot = commit.map_or_else(|| empty.clone(), |commit| empty.apply(&commit));
    let key = match TokenKey::random() {
        Ok(key) => key,
        Err(error) => return fail(&error),
    };
    let reader = Reader::new(Arc::new(snapshot.clone()), key);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    let served = runtime.block_on(stand(arguments, reader, &snapshot));
    // A read of standard input cannot be taken back, and must not hold the process.
    runtime.shutdown_background();
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

async fn stand(
    arguments: &Arguments,
    reader: Reader,
    snapshot: &Snapshot,
) -> Result<(), ServeError> {
    let listener = listen(arguments.listen).await?;
    let address = listener.local_addr().unwrap_or(arguments.listen);
    let (revision, count) = (snapshot.revision(), snapshot.names().count());
    let mut out = io::stdout();
    writeln!(
        out,
        "serving dossier.v1 on http://{address}, revision {revision}, {count} resources"
    )
    .ok();
    out.flush().ok();
    serve(listener, reader, told_to_stop(arguments.exit_with_stdin)).await
}

/// Waits for SIGINT, SIGTERM or, where asked for, the end of standard input.
async fn told_to_stop(exit_with_stdin: bool) {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    let closed = async {
        if !exit_with_stdin {
            std::future::pending::<()>().await;
        }
        let mut sink = [0; 64];
        while tokio::io::stdin()
            .read(&mut sink)
            .await
            .is_ok_and(|read| read > 0)
        {}
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
        () = closed => {}
    }
}
