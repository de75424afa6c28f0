//! Makes every URL of the site: which pages there are, where each lies, and how one links to another.
//!
//! Links are relative and name the file, so that the site works from a folder, below any path and on
//! any host.

mod base;
mod edition;
mod route;

use std::fmt::Write as _;

use dossier::name::{id, is_id};
use dossier::{Collection, web_address};

pub(crate) use self::base::BaseUrl;
pub(crate) use self::edition::Edition;
pub(crate) use self::route::{
    Figure, FigureForm, MANIFEST, Route, View, is_page, may_be_figure, served,
};

/// The page of a Wikidata item.
pub(crate) fn wikidata(item: &str) -> Option<String> {
    let number = item.strip_prefix('Q')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("https://www.wikidata.org/wiki/{item}"))
}

/// An article's address, with the passage that a browser shall show (W3C text fragments).
pub(crate) fn passage(article: &str, fragment: &str) -> Option<String> {
    let article = web_address(article)?;
    if fragment.is_empty() {
        return Some(article.to_owned());
    }
    let mut url = format!(
        "{article}{}:~:text=",
        if article.contains('#') { "" } else { "#" }
    );
    for byte in fragment.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // `-` and `,` have a meaning of their own inside a text fragment.
            // Writing to a string does not fail.
            write!(url, "%{byte:02X}").ok();
        }
    }
    Some(url)
}

/// The place of a fact or an entity on a page that tells it: `facts/treaty` → `fact-treaty`.
pub(crate) fn card(name: &str) -> String {
    let kind = match Collection::from_name(name) {
        Some(Collection::Entities) => Collection::Entities,
        _ => Collection::Facts,
    };
    let kind = kind.singular();
    format!("{kind}-{}", id(name))
}

/// The place of a correction of a fact, below its card: `fact-treaty.correction-gauge-broken`.
pub(crate) fn correction(card: &str, id: &str) -> String {
    format!("{card}.correction-{id}")
}

/// A place on a page that no editor named: `said.voice-attributed`. Ids of editors have no full stop.
pub(crate) fn anchor(kind: &str, name: &str) -> String {
    format!("{kind}.{}", name.to_ascii_lowercase().replace('_', "-"))
}

/// The link to a place on the same page.
pub(crate) fn fragment(anchor: &str) -> String {
    format!("#{anchor}")
}

/// A link that changes with what it leads to, so that no browser keeps an old copy.
pub(crate) fn stamped(href: &str, stamp: &str) -> String {
    format!("{href}?{stamp}")
}

/// Whether a resource's name can be a folder of the site: an id of its collection, and so never a path
/// that leads out of it.
pub(crate) fn is_page_name(collection: Collection, name: &str) -> bool {
    collection.id(name).is_some_and(is_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_the_file() {
        let link = |from, to| Edition::default().link(from, (Edition::default(), to));
        let fact = Route::Fact("facts/treaty");
        assert_eq!(link(fact, Route::Home), "../../index.html");
        assert_eq!(link(fact, Route::Fact("facts/war")), "../war/index.html");
        assert_eq!(link(fact, Route::Facts), "../index.html");
        assert_eq!(link(fact, fact), "index.html");
        assert_eq!(link(Route::Home, fact), "facts/treaty/index.html");
        let flows = Route::View("dossiers/axis", View::Flows);
        assert_eq!(
            link(flows, Route::Dossier("dossiers/axis")),
            "../index.html"
        );
        assert_eq!(link(flows, Route::Style), "../../../style.css");
    }

    #[test]
    fn editions_lie_in_folders_and_share_what_has_no_language() {
        let (main, french) = (Edition::default(), Edition::in_folder("fr"));
        let fact = Route::Fact("facts/treaty");
        assert_eq!(french.path(fact), "fr/facts/treaty/index.html");
        assert_eq!(french.link(fact, (french, Route::Home)), "../../index.html");
        assert_eq!(
            french.link(fact, (main, fact)),
            "../../../facts/treaty/index.html"
        );
        assert_eq!(
            main.link(fact, (french, fact)),
            "../../fr/facts/treaty/index.html"
        );
        let style = french.link(fact, (french, Route::Style));
        assert_eq!(style, "../../../style.css");
        let base: BaseUrl = "https://example.org/axis".parse().expect("a base URL");
        let base = base.of_edition(french);
        assert_eq!(
            base.absolute(fact),
            "https://example.org/axis/fr/facts/treaty/"
        );
        assert_eq!(
            base.absolute(Route::Sitemap),
            "https://example.org/axis/sitemap.xml"
        );
        assert_eq!(
            base.join(fact, "../war/index.html"),
            "https://example.org/axis/fr/facts/war/"
        );
    }

    #[test]
    fn only_web_addresses_are_linked() {
        assert_eq!(
            web_address("https://example.org/a?b#c"),
            Some("https://example.org/a?b#c")
        );
        for hostile in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "https://",
            "https://a b",
            "https://a\"onclick=",
            "//example.org",
            "\u{1}javascript:x",
        ] {
            assert_eq!(web_address(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn a_base_url_ends_in_a_slash_and_pages_are_folders() {
        let base: BaseUrl = "https://example.org/axis".parse().expect("a base URL");
        assert_eq!(
            base.absolute(Route::Fact("facts/a")),
            "https://example.org/axis/facts/a/"
        );
        assert_eq!(
            base.absolute(Route::NotFound),
            "https://example.org/axis/404.html"
        );
        let error = "axis".parse::<BaseUrl>().expect_err("not a URL");
        assert_eq!(
            error.to_string(),
            "`axis` is not a base URL; one is written `https://facts.example.org/axis/`"
        );
    }

    #[test]
    fn names_cannot_lead_out_of_the_site() {
        assert!(is_page_name(Collection::Facts, "facts/shahed-launches"));
        for hostile in [
            "facts/..",
            "facts/a/b",
            "facts/",
            "entities/a",
            "facts/A",
            "facts/.",
            "/etc",
        ] {
            assert!(!is_page_name(Collection::Facts, hostile), "{hostile}");
        }
    }

    #[test]
    fn a_text_fragment_is_encoded() {
        assert_eq!(
            passage("https://example.org/a", "two-fold, twice").as_deref(),
            Some("https://example.org/a#:~:text=two%2Dfold%2C%20twice")
        );
        assert_eq!(passage("javascript:x", "a"), None);
    }
}
