//! Reads certificates and keys from files, and says what is wrong with them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, pem};

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
    /// Certificates that are no authorities.
    #[error("the certificates in `{path}` cannot vouch for clients: {reason}")]
    BadAuthority {
        /// The file with them.
        path: PathBuf,
        /// What is wrong.
        reason: String,
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

/// The certificates of a file in PEM; at least one.
pub(super) fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let text = bytes(file)?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    let some = |chain: &Vec<_>| !chain.is_empty();
    let chain = chain.and_then(|chain| Some(chain).filter(some).ok_or(pem::Error::NoItemsFound));
    chain.map_err(|source| not_pem(file, "certificate", source))
}

/// What is in a file.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, TlsError> {
    fs::read(path).map_err(|source| TlsError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

/// That a file does not hold what it should.
pub(super) fn not_pem(path: &Path, wanted: &'static str, source: pem::Error) -> TlsError {
    TlsError::NotPem {
        path: path.to_owned(),
        wanted,
        source,
    }
}
