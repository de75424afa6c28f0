//! What is wrong with an address of the web, and which one is meant?

use std::fmt::Write as _;

use dossier::{web_address, web_address_fault};

/// Marks that people copy together with an address, and that belong to none.
const AROUND: &[char] = &[
    '<', '>', '"', '\'', '“', '”', '„', '‘', '’', '«', '»', ' ', '\t', '\u{A0}',
];

/// Last parts of names of files, which are not the end of a host: `about.html` is a page of a site.
const ENDINGS: &[&str] = &[
    "asp", "htm", "html", "jpeg", "jpg", "markdown", "md", "pdf", "php", "png", "svg", "txt",
    "webp", "yaml", "yml",
];

/// The fewest digits of a registrant in a DOI, as in `10.1000/182`.
const REGISTRANT_DIGITS: usize = 4;

/// What is wrong with an address, as a message: what is probably meant, or the first character that
/// must be written otherwise, or why it is none. `wanted` says what belongs there.
pub(super) fn wrong_address(text: &str, wanted: &str) -> Option<String> {
    if web_address(text).is_some() {
        return None;
    }
    if text.matches("://").count() > 1 && text.contains(char::is_whitespace) {
        return Some(format!("`{text}` contains several addresses; write one"));
    }
    if let Some(meant) = meant(text) {
        return Some(format!("`{text}` is not {wanted}; write `{meant}`"));
    }
    let lower = text.to_ascii_lowercase();
    if !lower.starts_with("https://") && !lower.starts_with("http://") {
        return Some(format!("`{text}` is not {wanted}"));
    }
    let Some((character, is_of_host)) = unescaped(text) else {
        return Some(format!("`{text}` {}", web_address_fault(text)?));
    };
    if is_of_host {
        return Some(format!(
            "`{text}` is not an address (RFC 3986): there is no `{character}` in the name of a host"
        ));
    }
    let mut escaped = String::new();
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        write!(escaped, "%{byte:02X}").ok();
    }
    Some(format!(
        "`{text}` is not an address (RFC 3986): write `{escaped}` for `{character}`"
    ))
}

/// The first character of an address that may only be in it as a code, and whether it is in the host, where
/// no code stands for it. The brackets around a host of digits are none.
fn unescaped(text: &str) -> Option<(char, bool)> {
    let refused = |character: char| {
        character.is_whitespace() || character.is_control() || "<>[]\"`\\{}|^".contains(character)
    };
    let host = text.find("://").map_or(0, |end| end + 3);
    let path = text
        .get(host..)
        .and_then(|rest| rest.find(['/', '?', '#']))
        .map_or(text.len(), |length| host + length);
    text.char_indices()
        .filter(|(_, character)| refused(*character))
        .find(|(at, character)| !(matches!(character, '[' | ']') && *at < path))
        .map(|(at, character)| (character, at < path))
}

/// The address that a text without one probably means: its scheme is missing or misspelt, a slash is
/// missing, or marks around it were copied with it.
fn meant(text: &str) -> Option<String> {
    let bare = text.trim_matches(AROUND);
    let inside = bare
        .strip_prefix('(')
        .map(|rest| rest.trim_end_matches(')'));
    let bare = inside.unwrap_or(bare);
    let whole = match scheme_and_rest(bare) {
        Some((scheme, rest)) => format!("{scheme}://{}", rest.trim_start_matches(AROUND)),
        None => without_scheme(bare)?,
    };
    (whole != text && web_address(&whole).is_some() && has_domain(&whole)).then_some(whole)
}

/// An address that begins with its host, or a DOI.
fn without_scheme(bare: &str) -> Option<String> {
    let doi = bare.get(..4).map_or(bare, |start| {
        let is_labelled = start.eq_ignore_ascii_case("doi:");
        let rest = bare.get(4..).filter(|_| is_labelled);
        rest.unwrap_or(bare).trim_start()
    });
    let registrant = doi.strip_prefix("10.").unwrap_or_default();
    let suffix = registrant.trim_start_matches(|digit: char| digit.is_ascii_digit());
    if suffix.starts_with('/') && registrant.len() - suffix.len() >= REGISTRANT_DIGITS {
        return Some(format!("https://doi.org/{doi}"));
    }
    let start = bare.split(['/', '?', '#']).next().unwrap_or_default();
    (!start.ends_with(':')).then(|| format!("https://{}", bare.trim_start_matches('/')))
}

/// `http` or `https` where the text begins with it, or with what is one letter from it, and what
/// follows the colon and the slashes. Other schemes are none: `ftp` is two letters from `http`.
fn scheme_and_rest(bare: &str) -> Option<(&'static str, &str)> {
    let (word, behind) = bare.split_at(bare.find(|letter: char| !letter.is_ascii_alphabetic())?);
    let rest = behind.trim_start_matches([':', ';', '/', '\\', ' ']);
    let signs = behind.len() - rest.len();
    if !behind.starts_with([':', ';']) && signs < 2 {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let distance = |scheme: &&str| strsim::osa_distance(&word, scheme);
    let nearest = ["https", "http"].into_iter().min_by_key(distance)?;
    (distance(&nearest) <= 1).then_some((nearest, rest))
}

/// Whether the host of a whole address ends as names of the web do: a dot, and letters that are not
/// the ending of a file.
fn has_domain(whole: &str) -> bool {
    let (_, rest) = whole.split_once("://").unwrap_or(("", whole));
    let (authority, path) = rest
        .find(['/', '?', '#'])
        .map_or((rest, ""), |at| rest.split_at(at));
    let host = authority.split(':').next().unwrap_or_default();
    let Some((_, last)) = host.trim_end_matches('.').rsplit_once('.') else {
        return false;
    };
    let is_file = path.is_empty() && ENDINGS.contains(&last.to_ascii_lowercase().as_str());
    last.chars().count() > 1 && last.starts_with(char::is_alphabetic) && !is_file
}

#[cfg(test)]
mod tests {
    use super::wrong_address;

    #[test]
    fn an_address_that_is_none_says_which_is_meant() {
        for (text, meant) in [
            ("example.org", "https://example.org"),
            ("www.example.org/a?b#c", "https://www.example.org/a?b#c"),
            ("example.org:8080/a", "https://example.org:8080/a"),
            ("//example.org/a", "https://example.org/a"),
            ("река.example/река", "https://река.example/река"),
            ("http:/example.org", "http://example.org"),
            ("http:example.org", "http://example.org"),
            ("https//example.org", "https://example.org"),
            ("https;//example.org", "https://example.org"),
            ("https:///example.org", "https://example.org"),
            ("https:// example.org", "https://example.org"),
            ("https:\\\\example.org", "https://example.org"),
            ("htps://example.org", "https://example.org"),
            ("htttp://example.org", "http://example.org"),
            ("ttps://example.org", "https://example.org"),
            ("htpts://example.org/a", "https://example.org/a"),
            (" https://example.org/ ", "https://example.org/"),
            ("<https://example.org/>", "https://example.org/"),
            ("“https://example.org/”", "https://example.org/"),
            ("(example.org)", "https://example.org"),
            (" https://example.org/a_(b)", "https://example.org/a_(b)"),
            ("10.1000/182", "https://doi.org/10.1000/182"),
            ("doi:10.1000/a.b", "https://doi.org/10.1000/a.b"),
            ("DOI: 10.1000/182", "https://doi.org/10.1000/182"),
        ] {
            let message = wrong_address(text, "an address").expect(text);
            let wanted = format!("`{text}` is not an address; write `{meant}`");
            assert_eq!(message, wanted);
        }
    }

    #[test]
    fn no_other_scheme_and_no_file_becomes_an_address() {
        for text in [
            "ftp://example.org/a",
            "file:///etc/a.b",
            "mailto:a@example.org",
            "javascript:alert(1)",
            "javascript:a.b",
            "data:text/html,a.b",
            "tel:+49.30",
            "urn:isbn:1.2",
            "about.html",
            "picture.png",
            "../a.md",
            "/about",
            "CC-BY-4.0x",
            "1.5",
            "none",
            ".",
            "://",
            "http",
            "https:",
            "",
            "“”",
        ] {
            let message = wrong_address(text, "an address").expect(text);
            assert!(!message.contains("write"), "{message}");
        }
    }

    #[test]
    fn an_address_with_one_wrong_part_says_which() {
        for (text, why) in [
            ("https://example.org/a b", "write `%20` for ` `"),
            ("https://example.org/[a]", "write `%5B` for `[`"),
            ("https://example.org/a\\b", "write `%5C` for `\\`"),
            ("https://[::1]/a|b", "write `%7C` for `|`"),
            ("https://exa mple.org/", "no ` ` in the name of a host"),
            ("https://exa|mple.org", "no `|` in the name of a host"),
            ("https://a b.org?c d", "no ` ` in the name of a host"),
            ("https://[::1", "without the other"),
            ("https://", "has no host"),
            ("https://example..org", "neither a name nor an address"),
            (
                "https://example.org https://example.com",
                "several addresses; write one",
            ),
        ] {
            let message = wrong_address(text, "an address").expect(text);
            assert!(message.contains(why), "{message}");
        }
    }
}
