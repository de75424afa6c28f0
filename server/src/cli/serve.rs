//! The command `serve`: answers from a store, from a content directory, or from both.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use dossier_check::content::ReadError;
use sd_notify::NotifyState;
use tokio::io::AsyncReadExt as _;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing::{error, info};

use super::access::{AccessArguments, AccessError, read};
use super::content::{self, Content};
use super::import::ImportError;
use super::log::{Log, LogArguments};
use super::open::{Missing, StoreArguments};
use super::output::counted;
use super::supervisor;
use crate::access::Access;
use crate::ledger::Ledger;
use crate::serve::{CorsOrigin, Listeners, ServeError, Settings, Tls, TlsError, serve};
use crate::service::Api;
use crate::store::StoreError;

/// How often to look whether the certificate was renewed.
const RENEWAL: Duration = Duration::from_secs(30);

/// The longest time that may be set, in seconds: what is longer was mistyped.
const YEAR: u64 = 366 * 24 * 60 * 60;

/// Serve facts over gRPC and HTTP, from a store, a content directory, or both.
///
/// With `--content` alone nothing is written to disk. With both, the directory is imported into the
/// store first. A server with `--content` takes no commits: edit its files instead. Exit codes: 0
/// stopped gracefully, 1 the content has errors, 2 the server could not start.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag that a person or a program types"
)]
pub(crate) struct Arguments {
    /// A file of settings in TOML: the names of these arguments as keys, such as `listen = "0.0.0.0:50051"`.
    /// What is given here or by a variable counts before what is in it.
    #[arg(long, value_name = "FILE", env = "DOSSIER_SETTINGS")]
    settings: Option<PathBuf>,
    /// The directory with `entities.yaml`, `articles/` and `dossiers/`.
    #[arg(long, value_name = "DIR", env = "DOSSIER_CONTENT")]
    content: Option<PathBuf>,
    #[command(flatten)]
    store: StoreArguments,
    /// Make the store if there is none. With `--content` it is made anyway.
    #[arg(long)]
    create: bool,
    /// Import the content again whenever it changes; content that has errors, or would delete much, is
    /// reported and skipped.
    #[arg(long, requires = "content")]
    watch: bool,
    /// Where to listen; port 0 takes a free one.
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:50051",
        env = "DOSSIER_LISTEN"
    )]
    listen: SocketAddr,
    /// A file with the server's certificate in PEM, followed by its chain. Read again when it changes.
    /// Without it connections are not encrypted.
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_key",
        env = "DOSSIER_TLS_CERTIFICATE"
    )]
    tls_certificate: Option<PathBuf>,
    /// A file with the certificate's private key in PEM.
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_certificate",
        env = "DOSSIER_TLS_KEY"
    )]
    tls_key: Option<PathBuf>,
    /// A file with the certificates, in PEM, of the authorities that vouch for clients. Whoever shows a
    /// certificate of theirs has the role of the line `ROLE san=NAME` in `--token-file` that names it;
    /// nobody needs one. Read again when it changes.
    #[arg(long, value_name = "FILE", requires_all = ["tls_certificate", "token_file"], env = "DOSSIER_TLS_CLIENT_CA")]
    tls_client_ca: Option<PathBuf>,
    /// Close connections gracefully after about this many seconds, so that clients rebalance over
    /// replicas.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=YEAR), env = "DOSSIER_CONNECTION_AGE")]
    connection_age: Option<u64>,
    /// For how many seconds a client may leave the next part of a stream unread.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=YEAR), env = "DOSSIER_SEND_TIMEOUT")]
    send_timeout: u64,
    /// How many seconds a stopping server still accepts connections, while health and `/readyz` already
    /// say that it stops: as long as balancers take to notice.
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=3600), env = "DOSSIER_LAME_DUCK")]
    lame_duck: u64,
    /// An origin whose pages may call this server from a browser, such as `https://example.org`;
    /// separate several by commas. `*`: all, if clients without a token may read. No page of another
    /// origin may commit.
    #[arg(
        long,
        value_name = "URL",
        value_delimiter = ',',
        env = "DOSSIER_CORS_ORIGIN"
    )]
    cors_origin: Vec<CorsOrigin>,
    /// Where to serve metrics and probes over plain HTTP, to whoever can reach it: `/metrics`,
    /// `/healthz`, `/readyz`, `/buildinfo`. Nowhere by default.
    #[arg(long, value_name = "ADDRESS", env = "DOSSIER_ADMIN_LISTEN")]
    admin_listen: Option<SocketAddr>,
    /// From how many milliseconds on a call is logged as slow; streams never are.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..=YEAR), env = "DOSSIER_SLOW_CALL")]
    slow_call: u64,
    #[command(flatten)]
    access: AccessArguments,
    /// Stop when standard input closes, so that this program ends with the one that started it.
    #[arg(long)]
    exit_with_stdin: bool,
    /// Read the content when a line on standard input asks for it, and print what is wrong as one line of JSON.
    /// For `sitegen preview`.
    #[arg(long, hide = true, requires_all = ["content", "exit_with_stdin"], conflicts_with = "watch")]
    for_preview: bool,
    #[command(flatten)]
    log: LogArguments,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let log = arguments.log.start();
    if arguments.content.is_none() && !arguments.store.named() {
        let where_from = arguments.settings.as_deref().map(Path::display);
        let also = where_from.map_or_else(String::new, |file| format!(", here or in `{file}`"));
        return log.fail(&format!(
            "say what to serve: `--content DIR`, `--data DIR` or both{also}"
        ));
    }
    match start(arguments, log) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Content) => ExitCode::from(1),
        Err(failure) => log.fail(&failure),
    }
}

/// Why a server could not stand.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("the content has errors")]
    Content,
    #[error(transparent)]
    Files(#[from] ReadError),
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(
        "`--cors-origin *` needs public reads; list the origins, or leave `--public-reads` at `yes`"
    )]
    AnyOrigin,
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Watch(#[from] notify::Error),
    #[error(transparent)]
    Serve(#[from] ServeError),
}

/// Serves until the server is told to stop.
fn start(arguments: &Arguments, log: Log) -> Result<(), Failure> {
    let files = arguments.content.is_some();
    let access = arguments.access.access(arguments.listen.ip(), files)?;
    let access = Arc::new(access);
    if arguments.cors_origin.contains(&CorsOrigin::Any) && !arguments.access.reads_are_public() {
        return Err(Failure::AnyOrigin);
    }
    let settings = settings(arguments)?;
    let content = arguments.content.clone();
    let content = content.map(|directory| Content { directory, log });
    let read = if arguments.for_preview {
        if !content.as_ref().is_some_and(Content::is_asked_for) {
            return Ok(());
        }
        Content::previewed
    } else {
        Content::checked
    };
    let checked = content.as_ref().map(read).transpose()?;
    if matches!(checked, Some(None)) {
        return Err(Failure::Content);
    }
    let makes = arguments.create || arguments.content.is_some();
    let missing = if makes {
        Missing::IsMade
    } else {
        Missing::IsRefused
    };
    let ledger = arguments.store.ledger(missing)?;
    let mut watcher = None;
    if let (Some(served), Some(checked)) = (content, checked.flatten()) {
        content::import(&ledger, checked)?;
        if arguments.watch {
            watcher = Some(served.watch(ledger.clone())?);
        }
    }
    let served = stand(arguments, &settings, ledger.clone(), access);
    drop(watcher);
    ledger.close();
    served?;
    info!("stopped");
    Ok(())
}

fn settings(arguments: &Arguments) -> Result<Settings, TlsError> {
    let files = arguments.tls_certificate.as_deref();
    let files = files.zip(arguments.tls_key.as_deref());
    let tls = files
        .map(|(certificate, key)| Tls::load(certificate, key, arguments.tls_client_ca.as_deref()));
    Ok(Settings {
        tls: tls.transpose()?,
        connection_age: arguments.connection_age.map(Duration::from_secs),
        send_timeout: Duration::from_secs(arguments.send_timeout),
        slow_call: Duration::from_millis(arguments.slow_call),
        lame_duck: Duration::from_secs(arguments.lame_duck),
        cors_origins: arguments.cors_origin.clone(),
        keeps_revisions: arguments.store.named(),
    })
}

fn stand(
    arguments: &Arguments,
    settings: &Settings,
    ledger: Ledger,
    access: Arc<Access>,
) -> Result<(), ServeError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut listeners = Listeners::bind(arguments.listen, threads)?;
    if let Some(address) = arguments.admin_listen {
        let address = listeners.bind_admin(address)?;
        info!(%address, "metrics and probes are served");
    }
    announce(listeners.address(), settings, &ledger);
    let (stop, stopping) = watch::channel(false);
    let api = Api::new(ledger, Arc::clone(&access), stopping.clone());
    let exit_with_stdin = arguments.exit_with_stdin;
    let renewed = Renewed {
        tls: settings.tls.clone(),
        tokens: arguments
            .access
            .token_file()
            .map(|file| (file.to_owned(), access)),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    by = told_to_stop(exit_with_stdin) => {
                        info!(by, "stopping");
                        supervisor::tell(NotifyState::Stopping);
                    }
                    () = renewals(renewed) => {}
                }
            });
            stop.send_replace(true);
            // A read of standard input cannot be taken back, and must not hold the process.
            runtime.shutdown_background();
        })?;
    // Whoever connects from now on is answered.
    supervisor::tell(NotifyState::Ready);
    serve(listeners, &api, settings, &stopping)
}

/// Says on standard output and in the log what is served where.
fn announce(address: SocketAddr, settings: &Settings, ledger: &Ledger) {
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
    let version = env!("CARGO_PKG_VERSION");
    info!(version, %address, scheme, revision, resources = count, "serving");
}

/// What may be renewed while the server runs.
struct Renewed {
    tls: Option<Tls>,
    tokens: Option<(PathBuf, Arc<Access>)>,
}

/// Looks whether the certificate or the tokens were renewed, now and then and at every SIGHUP. Never
/// ends.
async fn renewals(renewed: Renewed) {
    let Ok(mut hangup) = signal(SignalKind::hangup()) else {
        return std::future::pending().await;
    };
    let (mut certificate, mut authorities, mut tokens) = (None, None, None);
    loop {
        let asked = tokio::time::timeout(RENEWAL, hangup.recv()).await.is_ok();
        if asked {
            supervisor::reloading();
        }
        if let Some(tls) = &renewed.tls {
            renew_certificate(tls, &mut certificate);
            renew_authorities(tls, &mut authorities);
        }
        if let Some((file, access)) = &renewed.tokens {
            renew_tokens(file, access, &mut tokens);
        }
        if asked {
            supervisor::tell(NotifyState::Ready);
        }
    }
}

/// Reads the certificate again; tells a failure once. `known`: the one that was told last.
fn renew_certificate(tls: &Tls, known: &mut Option<String>) {
    let failure = match tls.renew() {
        Ok(false) => None,
        Ok(true) => {
            info!("the certificate was renewed");
            None
        }
        Err(error) => Some(error.to_string()),
    };
    if let Some(cause) = failure.as_ref().filter(|_| failure != *known) {
        error!(cause, "the certificate stays as it was");
    }
    *known = failure;
}

/// Reads the authorities again that vouch for clients; tells a failure once. `known`: the one that was
/// told last.
fn renew_authorities(tls: &Tls, known: &mut Option<String>) {
    let failure = match tls.renew_clients() {
        Ok(false) => None,
        Ok(true) => {
            info!("the authorities of clients were read again");
            None
        }
        Err(error) => Some(error.to_string()),
    };
    if let Some(cause) = failure.as_ref().filter(|_| failure != *known) {
        error!(cause, "the authorities of clients stay as they were");
    }
    *known = failure;
}

/// Reads the tokens again; tells a failure once. `known`: the one that was told last.
fn renew_tokens(file: &Path, access: &Access, known: &mut Option<String>) {
    let failure = match read(file) {
        Ok(tokens) => {
            if access.replace(tokens) {
                info!("the tokens were read again");
            }
            None
        }
        Err(error) => Some(error.to_string()),
    };
    if let Some(cause) = failure.as_ref().filter(|_| failure != *known) {
        error!(cause, "the tokens stay as they were");
    }
    *known = failure;
}

/// Waits for SIGINT, SIGTERM or, where asked for, the end of standard input; says which it was.
async fn told_to_stop(exit_with_stdin: bool) -> &'static str {
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
        _ = tokio::signal::ctrl_c() => "SIGINT",
        () = terminated => "SIGTERM",
        () = closed => "end of standard input",
    }
}
