//! TLS on accepted connections, with certificates that can be renewed while connections are open, and
//! certificates of clients, where an authority is given that vouches for them.

mod client;
mod files;

use std::future::poll_fn;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use arc_swap::ArcSwap;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::server::{Acceptor, ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

use client::Authorities;
use files::{bytes, certificates, not_pem};

pub(super) use client::names;
pub use files::TlsError;

/// How long a client may take for its part of the handshake.
const HANDSHAKE: Duration = Duration::from_secs(5);

/// How many handshakes may be computed between two rounds of a thread. Each costs a signature, and
/// whoever floods a server with them shall not keep it from the calls that it has. Nobody waits for
/// the network with one of these: a silent client holds nothing that others need.
const SIGNATURES_MAX: usize = 4;

/// The certificate of a server and its key, read from files.
#[derive(Clone)]
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    provider: Arc<CryptoProvider>,
    present: Arc<Present>,
    clients: Option<Arc<Authorities>>,
    /// Replaced with the authorities, so that no session of a client is resumed which they vouched for.
    config: Arc<ArcSwap<ServerConfig>>,
    signatures: Arc<Semaphore>,
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Tls")
            .field("certificate", &self.certificate)
            .finish_non_exhaustive()
    }
}

/// The certificate that new connections get.
#[derive(Debug)]
struct Present(ArcSwap<CertifiedKey>);

impl ResolvesServerCert for Present {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

impl Tls {
    /// Reads a chain of certificates, the server's own first, and its private key, both in PEM; and the
    /// certificates of authorities that vouch for clients, where there are some.
    pub fn load(certificate: &Path, key: &Path, clients: Option<&Path>) -> Result<Self, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let read = read(certificate, key, &provider)?;
        let present = Arc::new(Present(ArcSwap::from_pointee(read)));
        let clients = clients.map(Authorities::load).transpose()?;
        let config = config(certificate, (&provider, &present), clients.as_ref())?;
        Ok(Self {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
            provider,
            present,
            clients: clients.map(Arc::new),
            config: Arc::new(ArcSwap::from_pointee(config)),
            signatures: Arc::new(Semaphore::new(SIGNATURES_MAX)),
        })
    }

    /// Reads the files again. New connections get what they hold now; where that cannot be used, they
    /// get what they got before. Says whether anything is new.
    pub fn renew(&self) -> Result<bool, TlsError> {
        let read = read(&self.certificate, &self.key, &self.provider)?;
        let new = read.cert != self.present.0.load().cert;
        if new {
            self.present.0.store(Arc::new(read));
        }
        Ok(new)
    }

    /// Reads the authorities again that vouch for clients, for new connections. Says whether anything is
    /// new.
    pub fn renew_clients(&self) -> Result<bool, TlsError> {
        let Some(clients) = &self.clients else {
            return Ok(false);
        };
        let new = clients.renew()?;
        if new {
            let parts = (&self.provider, &self.present);
            let config = config(&self.certificate, parts, Some(clients))?;
            self.config.store(Arc::new(config));
        }
        Ok(new)
    }

    /// Shakes hands.
    pub(super) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        tokio::time::timeout(HANDSHAKE, self.shake(stream)).await?
    }

    async fn shake(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let hello = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
        let closed = |_| io::Error::other("no more handshakes");
        let permit = self.signatures.acquire().await.map_err(closed)?;
        let mut rest = pin!(hello.into_stream(self.config.load_full()));
        // All that is computed is computed before the client is waited for the first time.
        let computed = poll_fn(|context| Poll::Ready(rest.as_mut().poll(context))).await;
        tokio::task::yield_now().await;
        drop(permit);
        match computed {
            Poll::Ready(shaken) => shaken,
            Poll::Pending => rest.await,
        }
    }
}

fn config(
    certificate: &Path,
    (provider, present): (&Arc<CryptoProvider>, &Arc<Present>),
    clients: Option<&Authorities>,
) -> Result<ServerConfig, TlsError> {
    let unusable = |source| TlsError::Unusable {
        path: certificate.to_owned(),
        source,
    };
    let builder = ServerConfig::builder_with_provider(Arc::clone(provider))
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(clients) => builder.with_client_cert_verifier(clients.verifier(provider)?),
    };
    let mut config = builder.with_cert_resolver(Arc::clone(present) as Arc<dyn ResolvesServerCert>);
    // RFC 9113, 3.2: HTTP/2 is agreed on in the handshake, and preferred.
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn read(
    certificate: &Path,
    key: &Path,
    provider: &CryptoProvider,
) -> Result<CertifiedKey, TlsError> {
    let chain = certificates(certificate)?;
    let private = PrivateKeyDer::from_pem_slice(&bytes(key)?);
    let private = private.map_err(|source| not_pem(key, "private key", source))?;
    CertifiedKey::from_der(chain, private, provider).map_err(|source| TlsError::Unusable {
        path: certificate.to_owned(),
        source,
    })
}
