//! Which database, how it is reached, and how long that may take.

use std::time::Duration;

use futures_util::future::poll_fn;
use tokio::sync::mpsc;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, NoTls, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::failed::Failed;
use super::tls::{Trust, client_config};
use crate::error_chain::chain;
use crate::store::StoreError;

/// How long a connection may take to come about: the name, the path, TLS and the greeting together.
const CONNECT: Duration = Duration::from_secs(5);

/// How long sent bytes may stay unacknowledged before the connection counts as lost.
const UNACKNOWLEDGED: Duration = Duration::from_secs(10);

/// After how long a silent connection is probed, how often, and how many probes may be lost.
const KEEPALIVE: (Duration, Duration, u32) = (Duration::from_secs(10), Duration::from_secs(3), 3);

/// What `keepalives_idle` is where nobody says.
const LIBRARY_IDLE: Duration = Duration::from_hours(2);

/// A database that an address names.
pub(super) struct Target {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Target {
    /// Reads an address as libpq has it, a URL or `key=value` pairs, with all modes of `sslmode`, and
    /// `sslrootcert`: a file with certificates, or `system`.
    pub(super) fn parse(address: &str) -> Result<Self, StoreError> {
        let (address, options) = split(address);
        let mut config = address
            .parse::<Config>()
            .map_err(|error| StoreError::Engine(chain(&error).into()))?;
        let (mode, trust) = Trust::of(options.mode.as_deref(), options.roots.as_deref())?;
        config.ssl_mode(mode).application_name("dossier-server");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(UNACKNOWLEDGED);
        }
        if config.get_keepalives_idle() == LIBRARY_IDLE {
            config.keepalives_idle(KEEPALIVE.0);
        }
        if config.get_keepalives_interval().is_none() {
            config.keepalives_interval(KEEPALIVE.1);
        }
        if config.get_keepalives_retries().is_none() {
            config.keepalives_retries(KEEPALIVE.2);
        }
        let tls = match mode {
            SslMode::Disable => None,
            _ => Some(MakeRustlsConnect::new(client_config(trust)?)),
        };
        Ok(Self { config, tls })
    }

    /// Connects. `told` is told of notifications.
    pub(super) async fn connect(&self, told: Option<mpsc::Sender<()>>) -> Result<Client, Failed> {
        let limit = self.config.get_connect_timeout().copied();
        // Each of several hosts is given its time.
        let hosts = u32::try_from(self.config.get_hosts().len()).unwrap_or(1);
        let limit = limit.unwrap_or(CONNECT) * hosts.max(1);
        let connecting = async {
            match &self.tls {
                Some(tls) if !self.is_local() => self.connect_by(tls.clone(), told).await,
                _ => self.connect_by(NoTls, told).await,
            }
        };
        match tokio::time::timeout(limit, connecting).await {
            Ok(connected) => Ok(connected?),
            Err(_) => Err(Failed::timed_out(limit, "no connection could be made")),
        }
    }

    /// Whether only sockets of this machine are named, which have no TLS.
    fn is_local(&self) -> bool {
        let mut hosts = self.config.get_hosts().iter();
        hosts.all(|host| matches!(host, Host::Unix(_)))
    }

    async fn connect_by<T>(
        &self,
        tls: T,
        told: Option<mpsc::Sender<()>>,
    ) -> Result<Client, tokio_postgres::Error>
    where
        T: MakeTlsConnect<Socket>,
        T::Stream: Send + 'static,
    {
        let (client, connection) = self.config.connect(tls).await?;
        tokio::spawn(drive(connection, told));
        Ok(client)
    }
}

/// Carries what goes between the client and the database, until the connection ends.
async fn drive<T>(mut connection: Connection<Socket, T>, told: Option<mpsc::Sender<()>>)
where
    T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
        if let (AsyncMessage::Notification(_), Some(told)) = (message, &told) {
            // One that is told already is enough.
            told.try_send(()).ok();
        }
    }
}

/// What of an address the library does not read.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    mode: Option<String>,
    roots: Option<String>,
}

impl Options {
    /// Takes an option, if it is one of ours.
    fn take(&mut self, option: &str) -> bool {
        let Some((key, value)) = option.split_once('=') else {
            return false;
        };
        let value = value.trim_matches('\'').to_owned();
        match key {
            "sslmode" => self.mode = Some(value),
            "sslrootcert" => self.roots = Some(value.replace("%2F", "/").replace("%20", " ")),
            _ => return false,
        }
        true
    }
}

/// An address without the options that are ours.
fn split(address: &str) -> (String, Options) {
    let mut options = Options::default();
    if !address.starts_with("postgres://") && !address.starts_with("postgresql://") {
        let pairs = address.split_whitespace();
        let others: Vec<&str> = pairs.filter(|pair| !options.take(pair)).collect();
        return (others.join(" "), options);
    }
    let Some((place, query)) = address.split_once('?') else {
        return (address.to_owned(), options);
    };
    let pairs = query.split('&');
    let others: Vec<&str> = pairs.filter(|pair| !options.take(pair)).collect();
    let address = match others.as_slice() {
        [] => place.to_owned(),
        others => format!("{place}?{}", others.join("&")),
    };
    (address, options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_of_tls_are_read_from_both_forms_of_an_address() {
        let read = |address: &str| {
            let (rest, options) = split(address);
            let told = |option: Option<String>| option.unwrap_or_default();
            (rest, told(options.mode), told(options.roots))
        };
        let of = |rest: &str, mode: &str, roots: &str| {
            (rest.to_owned(), mode.to_owned(), roots.to_owned())
        };
        for (address, expected) in [
            ("postgres://a@b/c", of("postgres://a@b/c", "", "")),
            (
                "postgres://a@b/c?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem",
                of("postgres://a@b/c", "verify-full", "/etc/ca.pem"),
            ),
            (
                "postgres://a@b/c?target_session_attrs=any&sslmode=require",
                of("postgres://a@b/c?target_session_attrs=any", "require", ""),
            ),
            (
                "host=b user=a sslrootcert='ca.pem' sslmode=verify-ca",
                of("host=b user=a", "verify-ca", "ca.pem"),
            ),
        ] {
            assert_eq!(read(address), expected);
        }
    }

    #[test]
    fn what_an_address_leaves_out_is_bounded_and_what_it_says_stays() {
        let target =
            Target::parse("postgres://a@b/c?connect_timeout=7&keepalives_idle=60").unwrap();
        let config = &target.config;
        assert_eq!(config.get_connect_timeout(), Some(&Duration::from_secs(7)));
        assert_eq!(config.get_keepalives_idle(), Duration::from_mins(1));
        assert_eq!(config.get_tcp_user_timeout(), Some(&UNACKNOWLEDGED));
        let wrong = |address: &str| Target::parse(address).err().unwrap().to_string();
        assert_eq!(
            wrong("postgres://b/c?sslmode=verified"),
            "the store failed: `sslmode` must be `disable`, `prefer`, `require`, `verify-ca` or `verify-full`, not `verified`"
        );
        assert!(
            wrong("postgres://b/c?sslmode=verify-ca&sslrootcert=/none.pem").contains("none.pem")
        );
    }
}
