//! Which addresses may become links?

/// An absolute `http` or `https` address with a host and no character that could end an attribute, a
/// line or a link; the address itself where it is one. Nothing for `javascript:`, `data:` and the
/// like, so what passes here may stand in a page as a link.
pub fn web_address(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_refused = |character: char| {
        character.is_whitespace() || character.is_control() || "<>\"'`\\{}|^".contains(character)
    };
    (!host.is_empty() && !text.contains(is_refused)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn only_absolute_addresses_of_the_web_become_links() {
        for good in ["https://example.org", "http://example.org/a?b=c#d"] {
            assert_eq!(web_address(good), Some(good));
        }
        for bad in [
            "",
            "example.org",
            "//example.org",
            "https://",
            "https:///path",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://example.org/\"onclick",
            "https://example.org/a b",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }
}
