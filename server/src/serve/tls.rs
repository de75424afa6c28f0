//! TLS on accepted connections, with certificates that can be renewed while connections are open.

use std::fs;
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
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem};
use rustls::server::{Acceptor, ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a client may take for its part of the handshake.
const HANDSHAKE: Duration = Duration::from_secs(5);

/// How many handshakes may be computed between two rounds of a thread. Each costs a signature, and
/// whoever floods a server with them shall not keep it from the calls that it has. Nobody waits for
/// the network with one of these: a silent client holds nothing that others need.
const SIGNATURES_MAX: usize = 4;

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file that is missing or may not be read.
    #[error("`{path}` cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that is not PEM, or holds something else.
    #[error("`{path}` contains no {wanted} in PEM: {source}")]
    NotPem {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        wanted: &'static str,
        /// What was met.
        source: pem::Error,
    },
    /// A key of another certificate, or of a kind that nobody uses.
    #[error("the certificate in `{path}` does not match this key: {source}")]
    Unusable {
        /// The file with the certificate.
        path: PathBuf,
        /// What is wrong.
        source: rustls::Error,
    },
}

/// The certificate of a server and its key, read from files.
#[derive(Clone)]
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    provider: Arc<CryptoProvider>,
    present: Arc<Present>,
    config: Arc<ServerConfig>,
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
    /// Reads a chain of certificates, the server's own first, and its private key, both in PEM.
    pub fn load(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let read = read(certificate, key, &provider)?;
        let present = Arc::new(Present(ArcSwap::from_pointee(read)));
        let unusable = |source| TlsError::Unusable {
            path: certificate.to_owned(),
            source,
        };
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(unusable)?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&present) as Arc<dyn ResolvesServerCert>);
        // RFC 9113, 3.2: HTTP/2 is agreed on in the handshake, and preferred.
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
            provider,
            present,
            config: Arc::new(config),
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

    /// Shakes hands.
    pub(super) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        tokio::time::timeout(HANDSHAKE, self.shake(stream)).await?
    }

    async fn shake(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let hello = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
        let closed = |_| io::Error::other("no more handshakes");
        let permit = self.signatures.acquire().await.map_err(closed)?;
        let mut rest = pin!(hello.into_stream(Arc::clone(&self.config)));
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

fn read(
    certificate: &Path,
    key: &Path,
    provider: &CryptoProvider,
) -> Result<CertifiedKey, TlsError> {
    let bytes = |path: &Path| {
        fs::read(path).map_err(|source| TlsError::Unreadable {
            path: path.to_owned(),
            source,
        })
    };
    let not_pem = |path: &Path, wanted| {
        let path = path.to_owned();
        move |source| TlsError::NotPem {
            path,
            wanted,
            source,
        }
    };
    let text = bytes(certificate)?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    let some = |chain: &Vec<_>| !chain.is_empty();
    let chain = chain.and_then(|chain| Some(chain).filter(some).ok_or(pem::Error::NoItemsFound));
    let chain = chain.map_err(not_pem(certificate, "certificate"))?;
    let private = PrivateKeyDer::from_pem_slice(&bytes(key)?);
    let private = private.map_err(not_pem(key, "private key"))?;
    CertifiedKey::from_der(chain, private, provider).map_err(|source| TlsError::Unusable {
        path: certificate.to_owned(),
        source,
    })
}
