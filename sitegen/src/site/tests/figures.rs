//! Figures that readers take along: pictures, tables and pages to embed.

use super::*;
use crate::context::look::{FIGURES_FACTS_MAX, Figures};
use crate::export::dataset::COLUMNS;
use crate::site::build::{Extent, Order};

/// A made-up dossier with figures.
fn catalog(facts_beside: usize) -> Catalog {
    let mut all = vec![
        entity("Ada Poole"),
        article("Title"),
        dossier("Story", "Words."),
    ];
    all.extend(facts("They & \"others\" <met>"));
    let quote = || Body::Quote(Box::default());
    all.extend((0..facts_beside).map(|number| fact(&format!("beside-{number}"), "Text", quote())));
    Catalog::new(1, all).expect("names are slugs")
}

fn site<'c>(catalog: &'c Catalog, figures: Figures, words: &'static Words) -> Site<'c> {
    let setting = Setting {
        base: Some("https://example.org/".parse().expect("a base URL")),
        editions: Words::ALL.map(|words| (words, Edition::default())).into(),
        look: Look {
            figures,
            ..Look::default()
        },
    };
    Site::new(catalog, setting, (words, Edition::default()))
}

/// The files of figures that a site has, each with what it holds.
fn printed(site: &Site<'_>) -> Vec<(Figure, String)> {
    let places = site.assets().into_iter();
    let figures = places.filter_map(|place| match place {
        Route::Figure(_, figure) => {
            let file = site.page(place).expect("printed");
            Some((figure, String::from_utf8(file.bytes).expect("UTF-8")))
        }
        _ => None,
    });
    figures.collect()
}

/// What keeps a text from being XML; nothing where it is well formed.
fn xml_problem(text: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        for entity in before.split('&').skip(1) {
            let name = entity.split(';').next().unwrap_or_default();
            if !name.starts_with('#') {
                return Some(format!("`&{name}` is unknown to XML"));
            }
        }
        let (tag, after) = behind.split_once('>')?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("`</{name}>` ends nothing"));
            }
        } else if !tag.ends_with('/') {
            open.extend(tag.split(' ').next());
        }
    }
    let unfinished = open.pop();
    unfinished.map(|name| format!("`<{name}>` has no end"))
}

#[test]
fn problems_of_xml_are_noticed() {
    assert_eq!(xml_problem("<a><b/>x &#38; y</a>"), None);
    for wrong in ["<a>", "<a></b>", "<a>x &nbsp; y</a>"] {
        assert!(xml_problem(wrong).is_some(), "{wrong}");
    }
}

#[test]
fn a_picture_needs_nothing_that_is_not_in_it() {
    let catalog = catalog(0);
    for words in Words::ALL {
        let site = site(&catalog, Figures::Auto, words);
        let pictures = printed(&site).into_iter();
        let pictures: Vec<_> = pictures
            .filter(|(figure, _)| figure.form == FigureForm::Svg)
            .collect();
        assert!(!pictures.is_empty(), "{}", words.code);
        for (figure, picture) in pictures {
            let about = format!("{} {figure:?}: {picture}", words.code);
            assert_eq!(xml_problem(&picture), None, "{about}");
            assert!(picture.starts_with("<svg xmlns="), "{about}");
            for missing in ["var(", "url(", "@import", ":hover", "transparent"] {
                assert!(!picture.contains(missing), "{missing}: {about}");
            }
            let mut links = picture.split("href=\"").skip(1).peekable();
            assert!(links.peek().is_some(), "{about}");
            assert!(
                links.all(|link| link.starts_with("https://example.org/facts/")),
                "{about}"
            );
            let (style, drawing) = picture.split_once("</style>").expect("a style");
            let (_, style) = style.split_once("<style>").expect("a style");
            let rules: Vec<&str> = style.lines().collect();
            for classes in drawing.split("class=\"").skip(1) {
                let classes = classes.split('"').next().expect("classes").split(' ');
                for class in classes.filter(|class| !class.is_empty()) {
                    let sheet_has = STYLE.contains(&format!(".chart .{class} {{"));
                    let rule = format!(".{class} {{");
                    assert!(
                        !sheet_has || rules.iter().any(|line| line.starts_with(&rule)),
                        "{class}: {about}"
                    );
                }
            }
            assert!(drawing.contains(words.charts.credit), "{about}");
            let mirrored = picture.contains("direction=\"rtl\"");
            assert_eq!(mirrored, words.direction == "rtl", "{about}");
        }
    }
}

#[test]
fn a_table_of_a_figure_has_the_facts_that_it_is_drawn_from() {
    let catalog = catalog(0);
    let site = site(&catalog, Figures::Auto, Words::ALL[0]);
    let all = printed(&site);
    let table = all.iter().find(|(figure, _)| {
        (figure.view, figure.place, figure.form) == (View::Flows, 0, FigureForm::Csv)
    });
    let (_, table) = table.expect("the table of the flows");
    let lines: Vec<&str> = table.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 2, "{table}");
    assert_eq!(lines[0].trim_start_matches('\u{FEFF}'), COLUMNS.join(","));
    assert!(
        lines[1].starts_with("https://example.org/facts/a/,a,"),
        "{table}"
    );
}

#[test]
fn a_page_to_embed_has_its_figure_and_nothing_of_the_site_around_it() {
    let catalog = catalog(0);
    for words in Words::ALL {
        let site = site(&catalog, Figures::Auto, words);
        let pages = printed(&site).into_iter();
        let pages: Vec<_> = pages
            .filter(|(figure, _)| figure.form == FigureForm::Embed)
            .collect();
        assert!(!pages.is_empty(), "{}", words.code);
        for (figure, page) in pages {
            let about = format!("{} {figure:?}: {page}", words.code);
            assert_eq!(page.matches("<figure").count(), 1, "{about}");
            for wanted in [
                "content=\"noindex\"",
                "<base target=\"_top\">",
                words.charts.credit,
            ] {
                assert!(page.contains(wanted), "{wanted}: {about}");
            }
            for unwanted in ["<header", "<footer", "<nav", words.charts.take_along] {
                assert!(!page.contains(unwanted), "{unwanted}: {about}");
            }
        }
        let sitemap = site.page(Route::Sitemap).expect("printed").bytes;
        let sitemap = String::from_utf8(sitemap).expect("UTF-8");
        assert!(!sitemap.contains("/figure-"), "{sitemap}");
    }
}

#[test]
fn a_site_that_grows_too_large_for_its_figures_is_another_one() {
    let origin = |catalog: &Catalog, figures: Figures| {
        let look = Look {
            figures,
            ..Look::default()
        };
        let order = Order {
            catalog,
            editions: &[(Words::ALL[0], Edition::default())],
            base: None,
            look: &look,
            made_by: Some("a test"),
            extent: Extent::Changes,
        };
        order.origin().expect("an origin").editions
    };
    let (small, large) = (catalog(0), catalog(FIGURES_FACTS_MAX));
    for (figures, is_same) in [
        (Figures::Auto, false),
        (Figures::Yes, true),
        (Figures::No, true),
    ] {
        let origins = (origin(&small, figures), origin(&large, figures));
        assert_eq!(origins.0 == origins.1, is_same, "{figures:?}: {origins:?}");
        let site = site(&large, figures, Words::ALL[0]);
        let page = site.page(Route::View("dossiers/a", View::Flows));
        let page = String::from_utf8(page.expect("printed").bytes).expect("UTF-8");
        let is_wanted = figures == Figures::Yes;
        assert_eq!(page.contains("figure-1.svg"), is_wanted, "{figures:?}");
        let place = |place: &Route<'_>| matches!(place, Route::Figure(..));
        assert_eq!(site.figures().iter().any(place), is_wanted, "{figures:?}");
    }
}
