//! Where a command reads what it renders: the arguments that say it, and how they are followed.

use std::path::{Path, PathBuf};

use clap::Args;

use super::settings::{Settings, SettingsError};
use crate::context::look::Look;
use crate::source::catalog::Catalog;
use crate::source::fetch::{Address, Drafts, FetchError, Wanted, fetch};
use crate::source::launch::{LaunchError, Server};
use crate::url::BaseUrl;

/// Where content is, if nothing says otherwise.
const CONTENT: &str = "content";

/// What a site is made of, and for whom.
#[derive(Clone, Debug, Args)]
pub(super) struct SiteArguments {
    #[command(flatten)]
    pub(super) source: SourceArguments,
    /// The file of the site's settings; every flag stands above it. By default `sitegen.toml` in the working
    /// directory, if there is one.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where the site will be published; for the sitemap, canonical addresses and citations.
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<BaseUrl>,
    /// The languages of the site as BCP 47 tags, the main one first. By default those that the dossiers
    /// are written in.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub(super) language: Vec<String>,
    /// What the settings say that no flag does.
    #[arg(skip)]
    pub(super) look: Look,
}

impl SiteArguments {
    /// Takes from the settings what no flag says, and returns them for what else is in them.
    pub(super) fn settle(&mut self) -> Result<Settings, SettingsError> {
        let mut settings = Settings::read(self.config.as_deref())?;
        self.base_url = self.base_url.take().or_else(|| settings.base_url.take());
        if self.language.is_empty() {
            self.language = std::mem::take(&mut settings.languages);
        }
        self.source.content = self
            .source
            .content
            .take()
            .or_else(|| settings.content.take());
        self.look = std::mem::take(&mut settings.look);
        Ok(settings)
    }
}

/// Which revision is read.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct RevisionArguments {
    /// The revision of the server to read, and not the newest.
    #[arg(long, value_name = "NUMBER", requires = "server", value_parser = clap::value_parser!(i64).range(1..))]
    pub(super) revision: Option<i64>,
}

/// Where to read from.
#[derive(Clone, Debug, Args)]
pub(super) struct SourceArguments {
    /// The server to read from, such as `http://127.0.0.1:50051`.
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// A file with the certificate (PEM) to trust for a server at `https`; by default those that this
    /// machine trusts.
    #[arg(long, value_name = "FILE", requires = "server")]
    tls_ca: Option<PathBuf>,
    /// A file with the token to send to the server. By default the token in `SITEGEN_TOKEN`, if any. A
    /// site shows only what is published, whatever the token.
    #[arg(long, value_name = "FILE", requires = "server")]
    token_file: Option<PathBuf>,
    /// The content directory, if no server is named; by default `content`.
    #[arg(long, value_name = "DIR", conflicts_with = "server")]
    content: Option<PathBuf>,
}

/// Why nothing could be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum SourceError {
    #[error(transparent)]
    Launch(#[from] LaunchError),
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error("`{}` cannot be read: {source}", .path.display())]
    File {
        path: PathBuf,
        source: std::io::Error,
    },
}

impl SourceError {
    /// Whether the content has errors, which the server has told.
    pub(super) fn is_of_content(&self) -> bool {
        matches!(self, Self::Launch(LaunchError::Content(_)))
    }

    /// Whether the same may work later.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Self::Fetch(error) if error.may_pass())
    }
}

impl SourceArguments {
    /// The content directory, where no server is named.
    pub(super) fn content(&self) -> Option<&Path> {
        self.server.is_none().then(|| self.directory())
    }

    /// The content directory, for where no server is named.
    pub(super) fn directory(&self) -> &Path {
        self.content.as_deref().unwrap_or(Path::new(CONTENT))
    }

    /// The server that is named, with who asks.
    pub(super) fn address(&self) -> Result<Option<Address>, SourceError> {
        let Some(url) = &self.server else {
            return Ok(None);
        };
        let read = |path: &Path| {
            std::fs::read_to_string(path).map_err(|source| SourceError::File {
                path: path.to_owned(),
                source,
            })
        };
        let token = match &self.token_file {
            Some(path) => Some(read(path)?.trim().to_owned()),
            None => std::env::var("SITEGEN_TOKEN").ok(),
        };
        Ok(Some(Address {
            url: url.clone(),
            authority: self.tls_ca.as_deref().map(read).transpose()?,
            token,
            lasts: true,
        }))
    }

    /// Reads what is published, of one revision or of the newest; nothing where it is the state that is known
    /// already.
    pub(super) async fn read(
        &self,
        revision: Option<i64>,
        known: Option<&str>,
    ) -> Result<Option<Catalog>, SourceError> {
        let wanted = Wanted {
            drafts: Drafts::Hidden,
            revision,
            known,
        };
        if let Some(address) = self.address()? {
            return Ok(fetch(&address, wanted).await?);
        }
        let server = Server::start(self.directory()).await?;
        let catalog = fetch(&Address::of_own(&server.url), wanted).await;
        server.stop().await;
        Ok(catalog?)
    }
}
