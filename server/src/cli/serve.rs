//! The command `serve`: answers from a store, from a content directory, or from both.

use std::fs;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use tokio::io::AsyncReadExt as _;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::import::{self, LargeDeletions};
use super::open::StoreArguments;
use super::output::{counted, fail};
use crate::commit::Signature;
use crate::ledger::Ledger;
use crate::serve::{Listeners, ServeError, Settings, Tls, TlsError, serve};
use crate::service::{Api, Editors};

/// How often to look whether the certificate was renewed.
const RENEWAL: Duration = Duration::from_secs(30);

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
    /// Import the content again whenever it changes; what has errors, or would delete much, is told
    /// and passed over.
    #[arg(long, requires = "content")]
    watch: bool,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50051")]
    listen: SocketAddr,
    /// A file with the server's certificate in PEM, and behind it those that vouch for it. Read again
    /// when it changes. Without it connections are not encrypted.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// A file with the certificate's private key in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// End connections in good order after about so many seconds, so that clients spread over the
    /// servers that there are by then.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    connection_age: Option<u64>,
    /// For how many seconds a client may leave the next part of a stream unread.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    send_timeout: u64,
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
    let settings = match settings(arguments) {
        Ok(settings) => settings,
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
        && let Err(error) = import::commit(&ledger, checked, signature(), LargeDeletions::Refused)
    {
        ledger.close();
        return error.exit_code();
    }
    let directory = arguments.content.as_deref().filter(|_| arguments.watch);
    let watcher =
        directory.map(|directory| super::watch::start(directory, ledger.clone(), signature()));
    let watcher = match watcher.transpose() {
        Ok(watcher) => watcher,
        Err(error) => return fail(&error),
    };
    let served = stand(arguments, &settings, ledger.clone(), editors);
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

fn settings(arguments: &Arguments) -> Result<Settings, TlsError> {
    let files = arguments.tls_certificate.as_deref();
    let files = files.zip(arguments.tls_key.as_deref());
    let tls = files.map(|(certificate, key)| Tls::load(certificate, key));
    Ok(Settings {
        tls: tls.transpose()?,
        connection_age: arguments.connection_age.map(Duration::from_secs),
        send_timeout: Duration::from_secs(arguments.send_timeout),
    })
}

fn stand(
    arguments: &Arguments,
    settings: &Settings,
    ledger: Ledger,
    editors: Editors,
) -> Result<(), ServeError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let listeners = Listeners::bind(arguments.listen, threads)?;
    let address = listeners.address();
    let snapshot = ledger.snapshot();
    let (revision, count) = (snapshot.revision(), snapshot.len());
    let mut out = io::stdout();
    let scheme = if settings.tls.is_some() {
        "https"
    } else {
        "http"
    };
    let resources = counted(count, "resource", "resources");
    let line =
        format!("serving dossier.v1 on {scheme}://{address}, revision {revision}, {resources}");
    // Whoever started the program may have stopped reading.
    writeln!(out, "{line}").and_then(|()| out.flush()).ok();

    let (stop, stopping) = watch::channel(false);
    let api = Api::new(ledger, editors, stopping.clone());
    let (exit_with_stdin, tls) = (arguments.exit_with_stdin, settings.tls.clone());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = told_to_stop(exit_with_stdin) => {}
                    () = renewals(tls) => {}
                }
            });
            stop.send_replace(true);
            // A read of standard input cannot be taken back, and must not hold the process.
            runtime.shutdown_background();
        })?;
    serve(listeners, &api, settings, &stopping)
}

/// Looks whether the certificate was renewed, now and then and at every SIGHUP. Never ends.
async fn renewals(tls: Option<Tls>) {
    let (Some(tls), Ok(mut hangup)) = (tls, signal(SignalKind::hangup())) else {
        return std::future::pending().await;
    };
    loop {
        tokio::time::timeout(RENEWAL, hangup.recv()).await.ok();
        let outcome = match tls.renew() {
            Ok(false) => continue,
            Ok(true) => "the certificate was renewed".to_owned(),
            Err(error) => format!("error: the certificate stays as it was: {error}"),
        };
        writeln!(io::stderr().lock(), "{outcome}").ok();
    }
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
