//! Under which names browsers may ask for the preview.
//!
//! Any page on the web can let its own name lead to this machine, and then read what a server here answers to
//! that name (DNS rebinding). So the preview answers to numbers, which nobody can rebind, to `localhost`, which
//! browsers resolve themselves, and to the names that whoever started it allowed.

use std::net::IpAddr;

/// The names that are answered to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hosts {
    allowed: Vec<String>,
}

impl Hosts {
    /// Numbers, `localhost`, and these names.
    pub(crate) fn new(allowed: &[String]) -> Self {
        let allowed = allowed.iter().map(|name| name.to_ascii_lowercase());
        Self {
            allowed: allowed.collect(),
        }
    }

    /// Whether a request may be answered whose `Host` is this, with or without a port.
    pub(super) fn admits(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        // An IPv6 address stands in brackets (RFC 3986, 3.2.2).
        let (name, port) = if let Some(rest) = host.strip_prefix('[') {
            rest.split_once(']').unwrap_or_default()
        } else {
            let end = host.find(':').unwrap_or(host.len());
            host.split_at_checked(end).unwrap_or_default()
        };
        let port = port.strip_prefix(':').unwrap_or(port);
        let is_number = name.parse::<IpAddr>().is_ok();
        let is_own = name == "localhost" || name.ends_with(".localhost");
        let is_allowed = self.allowed.iter().any(|allowed| allowed == name);
        port.bytes().all(|byte| byte.is_ascii_digit()) && (is_number || is_own || is_allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_nobody_else_can_lead_here_are_answered_to() {
        let hosts = Hosts::new(&["Desk.Example".to_owned()]);
        for host in [
            "127.0.0.1:4000",
            "127.0.0.1",
            "[::1]:4000",
            "192.168.7.7:80",
            "localhost:4000",
            "LOCALHOST",
            "site.localhost:1",
            "desk.example:4000",
        ] {
            assert!(hosts.admits(host), "{host}");
        }
        for host in [
            "",
            "evil.example:4000",
            "127.0.0.1.evil.example",
            "localhost.evil.example:80",
            "notlocalhost",
            "[::1",
            "127.0.0.1:evil",
            "a@127.0.0.1:80",
            "desk.example.evil.example",
        ] {
            assert!(!hosts.admits(host), "{host}");
        }
    }
}
