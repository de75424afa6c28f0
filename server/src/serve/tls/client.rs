//! Certificates of clients: who vouches for them, and which names they have.
//!
//! Nobody needs one. Whoever shows one must be vouched for, or is not let in; what its names stand for is
//! in the file of tokens (`access`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::{RootCertStore, ServerConnection};
use x509_cert::Certificate;
use x509_cert::der::Decode as _;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

use super::files::{TlsError, certificates};
use crate::access::same_case;

/// Who vouches for clients, as a file says it.
#[derive(Debug)]
pub(super) struct Authorities {
    file: PathBuf,
    present: ArcSwap<Vec<CertificateDer<'static>>>,
}

impl Authorities {
    /// Reads certificates of authorities in PEM.
    pub(super) fn load(file: &Path) -> Result<Self, TlsError> {
        let found = certificates(file)?;
        roots(file, &found)?;
        Ok(Self {
            file: file.to_owned(),
            present: ArcSwap::from_pointee(found),
        })
    }

    /// Reads the file again; where it cannot be used, nothing changes. Says whether anything is new.
    pub(super) fn renew(&self) -> Result<bool, TlsError> {
        let found = certificates(&self.file)?;
        roots(&self.file, &found)?;
        let new = found != **self.present.load();
        if new {
            self.present.store(Arc::new(found));
        }
        Ok(new)
    }

    /// Lets in whom they vouch for, and who shows nothing.
    pub(super) fn verifier(
        &self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ClientCertVerifier>, TlsError> {
        let roots = Arc::new(roots(&self.file, &self.present.load())?);
        let builder = WebPkiClientVerifier::builder_with_provider(roots, Arc::clone(provider));
        let verifier = builder.allow_unauthenticated().build();
        verifier.map_err(|error| bad(&self.file, &error))
    }
}

fn roots(file: &Path, certificates: &[CertificateDer<'static>]) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        let added = roots.add(certificate.clone());
        added.map_err(|error| bad(file, &error))?;
    }
    Ok(roots)
}

fn bad(file: &Path, error: &dyn std::fmt::Display) -> TlsError {
    TlsError::BadAuthority {
        path: file.to_owned(),
        reason: error.to_string(),
    }
}

/// The names of the certificate that a client has shown, as the file of tokens writes them; none where it
/// has shown none.
pub(in crate::serve) fn names(connection: &ServerConnection) -> Arc<[String]> {
    let shown = connection.peer_certificates().unwrap_or_default();
    shown.first().map_or_else(Arc::default, |own| names_in(own))
}

fn names_in(certificate: &[u8]) -> Arc<[String]> {
    let Ok(certificate) = Certificate::from_der(certificate) else {
        return Arc::default();
    };
    let Ok(Some((_, names))) = certificate.tbs_certificate.get::<SubjectAltName>() else {
        return Arc::default();
    };
    let names = names.0.iter().filter_map(|name| match name {
        GeneralName::DnsName(name) => Some(same_case("dns", name.as_str())),
        GeneralName::UniformResourceIdentifier(name) => Some(same_case("uri", name.as_str())),
        GeneralName::Rfc822Name(name) => Some(same_case("email", name.as_str())),
        _ => None,
    });
    names.collect()
}
