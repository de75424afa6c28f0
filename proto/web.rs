//! Which addresses may become links?

use iri_string::types::IriStr;

/// An absolute `http` or `https` address as RFC 3987 has it (an IRI: RFC 3986, and letters of all
/// scripts), with a host; the address itself where it is one. Nothing for `javascript:`, `data:` and
/// the like.
///
/// No character that passes could end an attribute in double quotes, a line or a link in angle
/// brackets; an apostrophe and brackets may stand in it, and whoever writes it where they mean
/// something escapes them. Marks that nobody sees are refused (RFC 3987, section 4.1).
pub fn web_address(text: &str) -> Option<&str> {
    let address = IriStr::new(text).ok()?;
    let scheme = address.scheme_str();
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let has_host = !address.authority_components()?.host().is_empty();
    (is_web && has_host && !text.contains(is_unseen)).then_some(text)
}

/// Whether a character takes no room or only room, or turns the direction of those around it.
fn is_unseen(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(character, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::web_address;

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
            "https://example.org?q",
            "https://example.org/a/../b//c",
        ] {
            assert_eq!(web_address(good), Some(good));
        }
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
            "https://example.org/\n",
            "https://example.org/\u{A0}",
            "https://example.org/\u{202E}gro",
            "https://example.org/\u{200B}",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }
}
