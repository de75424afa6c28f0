//! The command `serve`: answers from a store, from a content directory, or from both.

use std::fs;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use tokio::io::AsyncReadExt as _;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::open::StoreArguments;
use super::{fail, import};
use crate::commit::Signature;
use crate::ledger::Ledger;
use crate::serve::{Listeners, ServeError, serve};
use crate::service::{Editors, Reader};

/// Serve facts over gRPC: of a store, of a content directory, or of both.
///
/// With `--content` alone nothing is written to disk. With both, the directory is imported into the
/// store first. A server with `--content` takes no commits: its files are what is edited. Exit codes:
/// 0 stopped in good order, 1 the content has errors, 2 the server could not start.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The directory with `entities.yaml`, `articles/` and `dossiers/`.
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    #[command(flatten)]
    store: StoreArguments,
    /// Import the content again whenever it changes; what has errors is told and passed over.
    #[arg(long, requires = "content")]
    watch: bool,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50051")]
    listen: SocketAddr,
    /// A file with the tokens of those who may commit, a line each. Without it everybody on this
    /// machine may, and nobody where the address can be reached from elsewhere.
    #[arg(long, value_name = "FILE")]
    editor_tokens: Option<PathBuf>,
    /// Stop when standard input closes, so that a program which started this one takes it along.
    #[arg(long)]
    exit_with_stdin: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if arguments.content.is_none() && !arguments.store.named() {
        return fail(&"say what to serve: `--content DIR`, `--data DIR` or both");
    }
    let editors = match editors(arguments) {
        Ok(editors) => editors,
        Err(error) => return fail(&error),
    };
    let checked = match arguments
        .content
        .as_deref()
        .map(import::checked)
        .transpose()
    {
        Ok(checked) => checked,
        Err(code) => return code,
    };
    let ledger = match arguments.store.ledger() {
        Ok(ledger) => ledger,
        Err(error) => return fail(&error),
    };
    if let Some(checked) = checked
        && let Err(error) = import::commit(&ledger, checked, signature())
    {
        return fail(&error);
    }
    let directory = arguments.content.as_deref().filter(|_| arguments.watch);
    let watcher =
        directory.map(|directory| super::watch::start(directory, ledger.clone(), signature()));
    let watcher = match watcher.transpose() {
        Ok(watcher) => watcher,
        Err(error) => return fail(&error),
    };
    let served = stand(arguments, ledger.clone(), editors);
    drop(watcher);
    ledger.close();
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn signature() -> Signature {
    Signature {
        author: "serve --content".to_owned(),
        message: String::new(),
    }
}

fn editors(arguments: &Arguments) -> io::Result<Editors> {
    if arguments.content.is_some() {
        return Ok(Editors::Files);
    }
    match &arguments.editor_tokens {
        Some(file) => {
            let text = fs::read_to_string(file)
                .map_err(|error| io::Error::other(format!("`{}`: {error}", file.display())))?;
            let lines = text.lines().map(str::trim);
            Ok(Editors::with_tokens(lines.filter(|line| !line.is_empty())))
        }
        None if arguments.listen.ip().is_loopback() => Ok(Editors::Local),
        None => Ok(Editors::Nobody),
    }
}

fn stand(arguments: &Arguments, ledger: Ledger, editors: Editors) -> Result<(), ServeError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let listeners = Listeners::bind(arguments.listen, threads)?;
    let address = listeners.address();
    let snapshot = ledger.snapshot();
    let (revision, count) = (snapshot.revision(), snapshot.len());
    let mut out = io::stdout();
    let line =
        format!("serving dossier.v1 on http://{address}, revision {revision}, {count} resources");
    // Whoever started the program may have stopped reading.
    writeln!(out, "{line}").and_then(|()| out.flush()).ok();

    let (stop, stopping) = watch::channel(false);
    let reader = Reader::new(ledger, editors, stopping.clone());
    let exit_with_stdin = arguments.exit_with_stdin;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            runtime.block_on(told_to_stop(exit_with_stdin));
            stop.send_replace(true);
            // A read of standard input cannot be taken back, and must not hold the process.
            runtime.shutdown_background();
        })?;
    serve(listeners, &reader, &stopping)
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
