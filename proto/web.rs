//! Which addresses may become links?

use std::net::Ipv4Addr;

use iri_string::types::IriStr;

/// Returns the text if it is an absolute `http` or `https` address by RFC 3987 (an IRI: RFC 3986, and
/// letters of all scripts), with a valid host. `None` for `javascript:`, `data:` and the like, and for
/// an address that contains a password.
///
/// No accepted character can end a double-quoted attribute, a line or a link in angle brackets; an
/// apostrophe and brackets are accepted, and must be escaped wherever they have a meaning. Invisible
/// characters are refused (RFC 3987, section 4.1).
pub fn web_address(text: &str) -> Option<&str> {
    web_address_fault(text).is_none().then_some(text)
}

/// Why a text is not an address for [`web_address`], as the end of a sentence that begins with the
/// text; `None` if it is one. Example: `has the port 99999, but ports end at 65535`.
pub fn web_address_fault(text: &str) -> Option<String> {
    let is_none = || Some("is not an absolute http or https address".to_owned());
    let Ok(address) = IriStr::new(text) else {
        return malformed(text).or_else(is_none);
    };
    let scheme = address.scheme_str();
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let Some(authority) = address.authority_components().filter(|_| is_web) else {
        return is_none();
    };
    let host = authority.host();
    if host.is_empty() {
        return Some("has no host behind the `//`".to_owned());
    }
    if text.contains(is_unseen) {
        return is_none();
    }
    // RFC 3986, section 3.2.1, deprecates it, and the secret would be published.
    if authority.userinfo().is_some_and(|user| user.contains(':')) {
        return Some("contains a password before the `@`, which would be published".to_owned());
    }
    if let Some(port) = authority.port()
        && !port.is_empty()
        && port.parse::<u16>().is_err()
    {
        return Some(format!("has the port {port}, but ports end at 65535"));
    }
    (!is_host(host))
        .then(|| format!("has the host `{host}`, which is neither a name nor an address"))
}

/// Why an address of the web is none by its form; nothing where no known reason is found.
fn malformed(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    if !["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web))
    {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('[') != authority.contains(']') {
        return Some("has a `[` or `]` in its host without the other".to_owned());
    }
    let is_code = |rest: &str| {
        let mut digits = rest.bytes().take(2).filter(u8::is_ascii_hexdigit);
        digits.next().is_some() && digits.next().is_some()
    };
    if rest.split('%').skip(1).any(|behind| !is_code(behind)) {
        return Some("has a `%` without two hexadecimal digits behind it; write `%25` for the character itself".to_owned());
    }
    (rest.matches('#').count() > 1)
        .then(|| "has a second `#`; write `%23` for the character itself".to_owned())
}

/// Whether a host may be one: labels of up to 63 letters, none of them empty (RFC 1034), or an address. A
/// name whose last label is a number is an IPv4 address, or none (URL Standard, "ends in a number").
fn is_host(host: &str) -> bool {
    if host.starts_with('[') {
        return true;
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    let is_number =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    if name.rsplit('.').next().is_some_and(is_number) {
        return name.parse::<Ipv4Addr>().is_ok();
    }
    let is_label = |label: &str| (1..=LABEL_MAX).contains(&label.chars().count());
    name.chars().count() <= HOST_MAX && name.split('.').all(is_label)
}

/// The longest label of a host, in characters (RFC 1035, section 2.3.4; of other scripts each counts as
/// one, though it becomes more).
const LABEL_MAX: usize = 63;

/// The longest host.
const HOST_MAX: usize = 253;

/// Whether a character takes no room or only room, or turns the direction of those around it.
fn is_unseen(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(character, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::{web_address, web_address_fault};

    #[test]
    fn only_absolute_addresses_of_the_web_become_links() {
        for good in [
            "https://example.org",
            "http://example.org/a?b=c#d",
            "HTTPS://example.org/",
            "Http://EXAMPLE.org",
            "https://example.org/wiki/People's_Paper",
            "https://example.org/a_(b)!$&'()*+,;=:@~",
            "https://example.org:8080/%E2%82%AC",
            "https://bücher.example/straße?q=ä#ö",
            "https://пример.example/река",
            "https://[2001:db8::1]/a",
            "https://192.0.2.1/",
            "https://user@example.org/",
            "https://example.org./",
            "https://example.org:/",
            "https://example.org:65535/",
            "https://localhost/",
            "https://a_b.example/",
            "https://4chan.example/",
            "https://example.org?q",
            "https://example.org/a/../b//c",
        ] {
            assert_eq!(web_address(good), Some(good));
        }
    }

    #[test]
    fn what_is_no_address_of_the_web_becomes_no_link() {
        for bad in [
            "",
            "example.org",
            "//example.org",
            "https://",
            "https:///path",
            "https://:80/",
            "https:example.org",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.org/",
            "https://example.org/\"onclick",
            "https://example.org/a b",
            " https://example.org",
            "https://example.org/<b>",
            "https://example.org/a\\b",
            "https://example.org/{a}",
            "https://example.org/a|b",
            "https://example.org/`",
            "https://example.org/100%",
            "https://example.org/%zz",
            "https://example.org/[a]",
            "https://example.org:port/",
            "https://example.org/a#b#c",
            "https://[::1",
            "https://..",
            "https://../",
            "https://./",
            "https://example..org/",
            "https://.example.org/",
            "https://example.org../",
            "https://256.0.2.1/",
            "https://1.2.3/",
            "https://example.org:65536/",
            "https://example.org:99999/",
            "https://user:pass@example.org/",
            "https://user:@example.org/",
            "https://:pass@example.org/",
            "https://@/",
            "https://example.org/\n",
            "https://example.org/\u{A0}",
            "https://example.org/\u{202E}gro",
            "https://example.org/\u{200B}",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_address_that_is_refused_says_why() {
        for (text, why) in [
            ("https://example.org/100%", "write `%25`"),
            ("https://example.org/%zz", "write `%25`"),
            ("https://example.org/%4", "write `%25`"),
            ("https://example.org/?a=%g0", "write `%25`"),
            ("https://example.org/a#b#c", "write `%23`"),
            ("HTTPS://example.org/#a#", "write `%23`"),
            ("https://[::1", "without the other"),
            ("https://::1]/a", "without the other"),
            ("https:///path", "has no host"),
            ("https://@", "has no host"),
            ("https://", "has no host"),
            ("ftp://example.org/%zz", "is not an absolute http"),
            ("https://example.org/a b", "is not an absolute http"),
        ] {
            let fault = web_address_fault(text).expect(text);
            assert!(fault.contains(why), "{text} {fault}");
        }
    }
}
