//! What kinds of failures there are, for whoever counts them: where to look, not what exactly went wrong.

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
