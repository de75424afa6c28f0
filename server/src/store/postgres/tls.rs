//! TLS to the database, with the modes of libpq's `sslmode`.

use std::path::Path;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};
use tokio_postgres::config::SslMode;

use crate::store::StoreError;

/// What `sslrootcert` is where the system's certificates are asked for by name.
const SYSTEM: &str = "system";

/// What of the database's certificate must hold.
#[derive(Debug)]
pub(super) enum Trust {
    /// Nothing: the bytes are hidden from who only listens.
    Anything,
    /// That one of these vouches for it.
    Chain(RootCertStore),
    /// That, and that it is of the host.
    ChainAndHost(RootCertStore),
}

impl Trust {
    /// What the two options of an address ask for. As with libpq, `prefer` is meant where nothing is
    /// said, and `require` looks at the certificate where one is named that vouches for it. Without
    /// `sslrootcert` the system's certificates vouch. Where they are asked for by name, only
    /// `verify-full` will do, and is meant where nothing is said: anybody can get a certificate that they
    /// vouch for (PostgreSQL's manual, 34.1.2, `sslrootcert`, since version 16).
    pub(super) fn from_mode(
        mode: Option<&str>,
        roots: Option<&str>,
    ) -> Result<(SslMode, Self), StoreError> {
        let usual = match roots {
            Some(SYSTEM) => "verify-full",
            _ => "prefer",
        };
        Ok(match (mode.unwrap_or(usual), roots) {
            (weak @ ("disable" | "prefer" | "require" | "verify-ca"), Some(SYSTEM)) => {
                let message = format!(
                    "`sslmode={weak}` is too weak for `sslrootcert=system`; use `verify-full`"
                );
                return Err(StoreError::Engine(message.into()));
            }
            ("disable", _) => (SslMode::Disable, Self::Anything),
            ("prefer", _) => (SslMode::Prefer, Self::Anything),
            ("require", None) => (SslMode::Require, Self::Anything),
            ("require" | "verify-ca", roots) => (SslMode::Require, Self::Chain(read(roots)?)),
            ("verify-full", roots) => (SslMode::Require, Self::ChainAndHost(read(roots)?)),
            (other, _) => {
                let message = format!(
                    "`sslmode` must be `disable`, `prefer`, `require`, `verify-ca` or `verify-full`, not `{other}`"
                );
                return Err(StoreError::Engine(message.into()));
            }
        })
    }
}

fn read(roots: Option<&str>) -> Result<RootCertStore, StoreError> {
    let mut store = RootCertStore::empty();
    match roots {
        None | Some(SYSTEM) => {
            let found = rustls_native_certs::load_native_certs();
            store.add_parsable_certificates(found.certs);
        }
        Some(file) => {
            let wrong =
                |what: String| StoreError::Engine(format!("`sslrootcert`: `{file}` {what}").into());
            let certificates = CertificateDer::pem_file_iter(Path::new(file))
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .map_err(|error| wrong(format!("cannot be read: {error}")))?;
            store.add_parsable_certificates(certificates);
            if store.is_empty() {
                return Err(wrong("contains no certificate in PEM".to_owned()));
            }
        }
    }
    Ok(store)
}

/// How connections to the database are encrypted.
pub(super) fn client_config(trust: Trust) -> Result<ClientConfig, StoreError> {
    let provider = Arc::new(ring::default_provider());
    let failed = |error: Error| StoreError::Engine(error.into());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(failed)?;
    let chain = match trust {
        Trust::ChainAndHost(roots) => {
            return Ok(config.with_root_certificates(roots).with_no_client_auth());
        }
        Trust::Chain(roots) => {
            let chain =
                WebPkiServerVerifier::builder_with_provider(roots.into(), Arc::clone(&provider));
            let chain = chain.build();
            Some(chain.map_err(|error| StoreError::Engine(error.into()))?)
        }
        Trust::Anything => None,
    };
    let config = config
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Lenient { provider, chain }));
    Ok(config.with_no_client_auth())
}

/// Asks less of a certificate than the library does, as the modes below `verify-full` are defined. That
/// the peer holds the certificate's key is looked at all the same.
#[derive(Debug)]
struct Lenient {
    provider: Arc<CryptoProvider>,
    /// Who has to vouch for a certificate, of whatever host (`verify-ca`); where there is nobody, any
    /// will do (`prefer`, `require`).
    chain: Option<Arc<WebPkiServerVerifier>>,
}

impl ServerCertVerifier for Lenient {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(chain) = &self.chain else {
            return Ok(ServerCertVerified::assertion());
        };
        // The chain is looked at before the name, so a wrong name is all that is wrong.
        match chain.verify_server_cert(certificate, intermediates, host, response, now) {
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let algorithms = self.provider.signature_verification_algorithms;
        algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_certificates_of_the_system_are_asked_for_in_full_or_not_by_name() {
        let outcome = |mode, roots| match Trust::from_mode(mode, roots) {
            Ok((SslMode::Disable, _)) => "no TLS".to_owned(),
            Ok((_, Trust::Anything)) => "anything".to_owned(),
            Ok((_, Trust::Chain(_))) => "the chain".to_owned(),
            Ok((_, Trust::ChainAndHost(_))) => "the chain and the host".to_owned(),
            Err(error) => error.to_string(),
        };
        for (mode, by_default, by_name) in [
            (None, "anything", "the chain and the host"),
            (Some("disable"), "no TLS", "too weak"),
            (Some("prefer"), "anything", "too weak"),
            (Some("require"), "anything", "too weak"),
            (Some("verify-ca"), "the chain", "too weak"),
            (
                Some("verify-full"),
                "the chain and the host",
                "the chain and the host",
            ),
            (Some("allow"), "must be `disable`", "must be `disable`"),
        ] {
            for (roots, expected) in [(None, by_default), (Some("system"), by_name)] {
                let outcome = outcome(mode, roots);
                assert!(outcome.contains(expected), "{mode:?}, {roots:?}: {outcome}");
            }
        }
    }
}
