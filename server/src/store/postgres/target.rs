//! Which database, how it is reached, and how long that may take.

use std::time::Duration;

use futures_util::future::poll_fn;
use tokio::sync::mpsc;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, NoTls, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address::split;
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
        let (address, options) = split(address)?;
        let mut config = address
            .parse::<Config>()
            .map_err(|error| StoreError::Engine(chain(&error).into()))?;
        if config.get_hosts().is_empty() {
            // A certificate is then one of the address, and is asked for as of any other machine.
            for address in config.get_hostaddrs().to_vec() {
                config.host(address.to_string());
            }
        }
        let (mode, trust) = Trust::from_mode(options.mode.as_deref(), options.roots.as_deref())?;
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

    /// Connects. `listener` is told of notifications.
    pub(super) async fn connect(
        &self,
        listener: Option<mpsc::Sender<()>>,
    ) -> Result<Client, Failed> {
        let limit = self.config.get_connect_timeout().copied();
        // Each of several hosts is given its time.
        let hosts = u32::try_from(self.config.get_hosts().len()).unwrap_or(1);
        let limit = limit.unwrap_or(CONNECT) * hosts.max(1);
        let connecting = async {
            match &self.tls {
                Some(tls) if !self.is_local() => self.connect_by(tls.clone(), listener).await,
                _ => self.connect_by(NoTls, listener).await,
            }
        };
        match tokio::time::timeout(limit, connecting).await {
            Ok(connected) => Ok(connected?),
            Err(_) => Err(Failed::timed_out(limit, "no connection could be made")),
        }
    }

    /// Whether only sockets of this machine are named, which have no TLS.
    fn is_local(&self) -> bool {
        let hosts = self.config.get_hosts();
        let mut local = hosts.iter().map(|host| matches!(host, Host::Unix(_)));
        !hosts.is_empty() && self.config.get_hostaddrs().is_empty() && local.all(|local| local)
    }

    async fn connect_by<T>(
        &self,
        tls: T,
        listener: Option<mpsc::Sender<()>>,
    ) -> Result<Client, tokio_postgres::Error>
    where
        T: MakeTlsConnect<Socket>,
        T::Stream: Send + 'static,
    {
        let (client, connection) = self.config.connect(tls).await?;
        tokio::spawn(drive(connection, listener));
        Ok(client)
    }
}

/// Carries what goes between the client and the database, until the connection ends.
async fn drive<T>(mut connection: Connection<Socket, T>, listener: Option<mpsc::Sender<()>>)
where
    T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
        if let (AsyncMessage::Notification(_), Some(listener)) = (message, &listener) {
            // One that is told already is enough.
            listener.try_send(()).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn an_address_without_a_name_is_still_one_of_another_machine() {
        for (address, local, hosts) in [
            ("hostaddr=10.0.0.1 user=a sslmode=require", false, 1),
            ("hostaddr=10.0.0.1,10.0.0.2 user=a", false, 2),
            ("postgres:///c?hostaddr=10.0.0.1", false, 1),
            ("host=b hostaddr=10.0.0.1 user=a", false, 1),
            ("host=/run hostaddr=10.0.0.1 user=a", false, 1),
            ("host=/run user=a", true, 1),
            ("host=/run,b user=a", false, 2),
            ("user=a", false, 0),
        ] {
            let target = Target::parse(address).unwrap();
            let found = (target.is_local(), target.config.get_hosts().len());
            assert_eq!(found, (local, hosts), "{address}");
        }
    }
}
