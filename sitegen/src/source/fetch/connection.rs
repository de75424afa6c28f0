//! How is a server reached, and how is it told who asks?

use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint};
use tonic::{Request, Status};

use super::error::FetchError;

/// A batch of a snapshot is far below this; a single resource may be as large as the server takes.
pub(super) const MESSAGE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// A connection that says with each call who asks.
pub(super) type Wire = InterceptedService<Channel, Bearer>;

/// Says with each call who asks, and what of it they want to see.
#[derive(Clone, Debug)]
pub(super) struct Bearer {
    /// The value that brings a token; nothing where there is none.
    token: Option<MetadataValue<Ascii>>,
    drafts: Drafts,
}

impl Bearer {
    fn new(token: Option<&str>, drafts: Drafts) -> Result<Self, FetchError> {
        let value = token.map(|token| format!("Bearer {token}").parse());
        let mut value = value.transpose().map_err(|_| FetchError::Token)?;
        if let Some(value) = &mut value {
            MetadataValue::set_sensitive(value, true);
        }
        Ok(Self {
            token: value,
            drafts,
        })
    }
}

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let metadata = request.metadata_mut();
        if let Some(value) = &self.token {
            metadata.insert("authorization", value.clone());
        }
        // An editor sees more than drafts: what covers an article, and why something was committed.
        if self.drafts == Drafts::Hidden {
            metadata.insert("dossier-view", MetadataValue::from_static("published"));
        }
        Ok(request)
    }
}

/// Where a server is, and who asks.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    /// Such as `http://127.0.0.1:50051`.
    pub(crate) url: String,
    /// The certificate (PEM) that vouches for the server's, where `https` is spoken; without it those that
    /// this machine trusts do.
    pub(crate) authority: Option<String>,
    /// Says who asks.
    pub(crate) token: Option<String>,
    /// Whether its store is there when this program has ended.
    pub(crate) lasts: bool,
}

impl Address {
    /// The address of a server of our own, which is asked by nobody in particular and ends with us.
    pub(crate) fn of_own(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            authority: None,
            token: None,
            lasts: false,
        }
    }

    /// Connects to the server, to read with drafts or as readers do.
    pub(super) async fn connect(&self, drafts: Drafts) -> Result<Wire, FetchError> {
        let unreached = |source| FetchError::Connect {
            url: self.url.clone(),
            source,
        };
        let mut endpoint = Endpoint::from_shared(self.url.clone())
            .ok()
            .filter(|endpoint| matches!(endpoint.uri().scheme_str(), Some("http" | "https")))
            .ok_or_else(|| FetchError::Address(self.url.clone()))?;
        if endpoint.uri().scheme_str() == Some("https") {
            let tls = match &self.authority {
                Some(pem) => ClientTlsConfig::new().ca_certificate(Certificate::from_pem(pem)),
                None => ClientTlsConfig::new().with_native_roots(),
            };
            endpoint = endpoint.tls_config(tls).map_err(unreached)?;
        }
        let bearer = Bearer::new(self.token.as_deref(), drafts)?;
        let channel = endpoint.connect().await.map_err(unreached)?;
        Ok(InterceptedService::new(channel, bearer))
    }
}

/// Whether what is not published yet is read as well, by those who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drafts {
    Hidden,
    Shown,
}
