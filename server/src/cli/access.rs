//! Who may do what on a server, as its operator says it.

use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::clock::now;
use crate::access::{Access, Role, TokenError, Tokens};

/// Why it cannot be said who may do what.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AccessError {
    #[error("`{}` cannot be read: {source}", .file.display())]
    File {
        file: PathBuf,
        source: std::io::Error,
    },
    #[error("`{}`, {source}", .file.display())]
    Token { file: PathBuf, source: TokenError },
    #[error(
        "`--editor-tokens` is now `--token-file`, whose lines hold a role, a digest and a name instead of the token; `dossier-server token --role editor --name NAME --stdin` reads a token and makes its line"
    )]
    EditorTokens,
    #[error(
        "`--trust-loopback` needs a loopback address; {0} can be reached from elsewhere, so clients need tokens"
    )]
    NotLoopback(IpAddr),
}

/// Whether or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum YesNo {
    Yes,
    No,
}

/// The arguments that say who may do what.
#[derive(Debug, Args)]
pub(crate) struct AccessArguments {
    /// A file with a line for each token: `ROLE sha256=DIGEST [until=DATE] NAME`. The command `token`
    /// makes such lines. With `--tls-client-ca` also for certificates: `ROLE san=dns:HOST NAME`, or `uri:`
    /// or `email:`. Read again when it changes.
    #[arg(long, value_name = "FILE", env = "DOSSIER_TOKEN_FILE")]
    token_file: Option<PathBuf>,
    /// Whether clients without a token may read what was published.
    #[arg(
        long,
        value_name = "YES|NO",
        default_value = "yes",
        env = "DOSSIER_PUBLIC_READS"
    )]
    public_reads: YesNo,
    /// What everybody on this machine may do without a token, if the server listens on a loopback
    /// address: `reader`, `editor` or `operator`. By default `editor` without `--token-file`, and with
    /// it no more than from elsewhere.
    #[arg(long, value_name = "ROLE", env = "DOSSIER_TRUST_LOOPBACK")]
    trust_loopback: Option<Role>,
    /// Gone: `--token-file` took its place.
    #[arg(long, value_name = "FILE", hide = true)]
    editor_tokens: Option<PathBuf>,
}

impl AccessArguments {
    /// Who may do what on a server that listens on an address; `files`: whose state is a directory.
    pub(crate) fn access(&self, address: IpAddr, files: bool) -> Result<Access, AccessError> {
        if self.editor_tokens.is_some() {
            return Err(AccessError::EditorTokens);
        }
        if self.trust_loopback.is_some() && !address.is_loopback() {
            return Err(AccessError::NotLoopback(address));
        }
        let tokens = self.token_file.as_deref().map(read).transpose()?;
        let trusted = address.is_loopback() && tokens.is_none();
        let trusted = self.trust_loopback.or(trusted.then_some(Role::Editor));
        let public = self.reads_are_public().then_some(Role::Reader);
        let access = Access::new(tokens.unwrap_or_default(), public, Arc::new(now));
        let access = access.trusting(trusted);
        Ok(if files { access.of_files() } else { access })
    }

    /// Whether clients without a token may read.
    pub(crate) fn reads_are_public(&self) -> bool {
        self.public_reads == YesNo::Yes
    }

    /// The file of tokens.
    pub(crate) fn token_file(&self) -> Option<&Path> {
        self.token_file.as_deref()
    }
}

/// Reads a file of tokens.
pub(crate) fn read(file: &Path) -> Result<Tokens, AccessError> {
    let text = fs::read_to_string(file).map_err(|source| AccessError::File {
        file: file.to_owned(),
        source,
    })?;
    Tokens::parse(&text).map_err(|source| AccessError::Token {
        file: file.to_owned(),
        source,
    })
}
