//! What kinds of failures there are, for whoever counts them: where to look, not what exactly went wrong.

use dossier_publish::PublishError;
use dossier_publish::target::address::OpenError;

use super::{Failure, build};

/// Where to look when something failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Reason {
    /// The server that is read from.
    Server,
    /// The target, or what it says of itself.
    Target,
    /// A limit refused the publication.
    Refused,
    /// Other publishers were faster.
    Crowded,
    /// The command that is told of a publication.
    Command,
    /// Content, links, folders, settings: what does not pass by waiting.
    Site,
}

impl Reason {
    /// Those of failures after which a watch goes on.
    pub(in crate::cli) const PASSING: [Self; 5] = [
        Self::Server,
        Self::Target,
        Self::Refused,
        Self::Crowded,
        Self::Command,
    ];

    /// The name that it has as a label.
    pub(in crate::cli) fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Target => "target",
            Self::Refused => "refused",
            Self::Crowded => "crowded",
            Self::Command => "command",
            Self::Site => "site",
        }
    }
}

impl Failure {
    /// Where to look.
    pub(in crate::cli) fn reason(&self) -> Reason {
        match self {
            Self::Build(build::Failure::Source(error)) if !error.is_of_content() => Reason::Server,
            Self::Open(OpenError::Target(_))
            | Self::Publish(PublishError::Target(_) | PublishError::Manifest(_)) => Reason::Target,
            Self::Publish(PublishError::Refused(_)) => Reason::Refused,
            Self::Publish(PublishError::Crowded) => Reason::Crowded,
            Self::Notified { .. } => Reason::Command,
            _ => Reason::Site,
        }
    }
}
