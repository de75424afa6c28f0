//! What is known by an address keeps it, whatever happens to its neighbours.

use super::*;

fn correction(id: &str, date: &str, note: &str) -> Correction {
    Correction {
        id: id.to_owned(),
        date: date.to_owned(),
        note: vec![LocalizedText {
            text: note.to_owned(),
            language_code: "en".to_owned(),
        }],
        ..Default::default()
    }
}

fn corrected(corrections: &[Correction]) -> Catalog {
    let mut all = facts("Text");
    if let Some(Kind::Fact(fact)) = all
        .first_mut()
        .and_then(|resource| resource.resource.as_mut())
    {
        fact.corrections = corrections.to_vec();
    }
    Catalog::new(1, all).expect("names are slugs")
}

/// The addresses of the corrections by their days and notes, as the feed has them; the fact's page has them too.
fn addresses(corrections: &[Correction]) -> BTreeMap<String, String> {
    let catalog = corrected(corrections);
    let setting = Setting {
        base: Some("https://example.org/".parse().expect("a base URL")),
        editions: Vec::new(),
        look: Look::default(),
    };
    let site = Site::new(&catalog, setting, (Words::ALL[0], Edition::default()));
    let bytes = site.page(Route::JsonFeed(None)).expect("printed").bytes;
    let feed: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let page = page(&catalog, Route::Fact("facts/a"));
    let all = self::page(&catalog, Route::Corrections);
    let items = feed["items"].as_array().expect("a list").iter();
    let items = items.filter(|item| item["id"].as_str().is_some_and(|id| id.contains("facts/a")));
    let found = items.map(|item| {
        let address = item["id"].as_str().expect("an address").to_owned();
        let (_, anchor) = address.split_once('#').expect("an anchor");
        assert!(page.contains(&format!("id=\"{anchor}\"")), "no {anchor}");
        assert!(all.contains(&format!("#{anchor}\"")), "no link to {anchor}");
        let what = format!("{} {}", item["date_modified"], item["content_text"]);
        (what, address)
    });
    found.collect()
}

#[test]
fn a_correction_keeps_its_address_when_others_come_go_or_move() {
    let all = [
        correction("", "2026-01-02", "The gauge was broken."),
        correction("", "2026-01-02", "The day was wrong."),
        correction("", "2026-03-04", "The gauge was broken."),
        correction("gauge", "2026-03-04", "Feet were read as metres."),
    ];
    let [first, second, third, fourth] = &all;
    let known = addresses(&all);
    for some in [
        vec![fourth, third, second, first],
        vec![second, first, fourth, third],
        vec![second, fourth],
        vec![third],
        vec![first, second, third],
    ] {
        let some: Vec<Correction> = some.into_iter().cloned().collect();
        let found = addresses(&some);
        assert_eq!(found.len(), some.len());
        for (what, address) in found {
            assert_eq!(known.get(&what), Some(&address), "{what}");
        }
    }
}

#[test]
fn a_correction_with_an_id_keeps_its_address_when_it_is_reworded() {
    let address = |correction: Correction| {
        let found = addresses(&[correction]);
        found.into_values().next().expect("an address")
    };
    let known = address(correction(
        "gauge",
        "2026-03-04",
        "Feet were read as metres.",
    ));
    assert!(
        known.ends_with("/facts/a/#fact-a.correction-gauge"),
        "{known}"
    );
    let reworded = correction("gauge", "2026-03-05", "Feet had been read as metres.");
    assert_eq!(address(reworded), known);
    // What is no id, and came from a server that does not check, makes no markup.
    let hostile = address(correction("a b\"", "2026-03-04", "Feet."));
    assert!(!hostile.contains(['"', ' ']), "{hostile}");
}

/// The same resource, with an id that it had before.
fn renamed(mut resource: Resource, former: &str) -> Resource {
    let ids = vec![former.to_owned()];
    match resource.resource.as_mut().expect("a resource") {
        Kind::Entity(one) => one.former_ids = ids,
        Kind::Article(one) => one.former_ids = ids,
        Kind::Fact(one) => one.former_ids = ids,
        Kind::Dossier(one) => one.former_ids = ids,
    }
    resource
}

/// A site in two languages, in which everything had the id `old` before.
fn moved() -> Vec<Resource> {
    let prose = "[one](fact:old) and [two](entity:old), [gone](fact:older)";
    let mut resources = vec![
        renamed(entity("Name"), "old"),
        renamed(article("Title"), "old"),
        renamed(dossier("Story", prose), "old"),
    ];
    // An id that another has leads to that one; one that is no id leads nowhere.
    let former = ["old", "a", "../x"];
    let facts = facts("Text").into_iter().zip(former);
    resources.extend(facts.map(|(fact, former)| renamed(fact, former)));
    resources
}

/// All files of an edition by their paths in it.
fn files(catalog: &Catalog, edition: Edition) -> BTreeMap<String, String> {
    let editions = [
        (Words::ALL[0], Edition::default()),
        (Words::ALL[1], Edition::in_folder("fr")),
    ];
    let base: crate::url::BaseUrl = "https://example.org/".parse().expect("a base URL");
    let setting = Setting {
        base: Some(base.of_edition(edition)),
        editions: editions.into(),
        look: Look::default(),
    };
    let words = if edition.is_main() {
        Words::ALL[0]
    } else {
        Words::ALL[1]
    };
    let site = Site::new(catalog, setting, (words, edition));
    let places = site.places().into_iter().chain(site.assets());
    let files = places.map(|place| site.page(place).expect("printed"));
    let files = files.map(|file| {
        let path = file.path.strip_prefix("fr/").unwrap_or(&file.path);
        (
            path.to_owned(),
            String::from_utf8_lossy(&file.bytes).into_owned(),
        )
    });
    files.collect()
}

#[test]
fn a_site_with_former_addresses_is_sound() {
    assert_eq!(problems(moved()).0, Vec::<String>::new());
}

#[test]
fn pages_at_former_addresses_lead_to_the_present_ones_in_every_edition() {
    let catalog = Catalog::new(1, moved()).expect("names are slugs");
    for (edition, folder) in [(Edition::default(), ""), (Edition::in_folder("fr"), "fr/")] {
        let files = files(&catalog, edition);
        for (page, canonical) in [
            ("facts/old/index.html", "facts/a/"),
            ("entities/old/index.html", "entities/a/"),
            ("articles/old/index.html", "articles/a/"),
            ("dossiers/old/index.html", "dossiers/a/"),
            ("dossiers/old/facts/index.html", "dossiers/a/facts/"),
        ] {
            let html = files.get(page).expect(page);
            let address =
                format!("rel=\"canonical\" href=\"https://example.org/{folder}{canonical}\"");
            assert!(html.contains(&address), "{html}");
            assert!(
                html.contains("http-equiv=\"refresh\" content=\"0; url=../"),
                "{html}"
            );
            assert!(!html.contains("<script"), "{html}");
        }
        assert!(!files.keys().any(|path| path.contains("..")));
    }
}

#[test]
fn data_at_former_addresses_is_that_of_the_present_ones() {
    let catalog = Catalog::new(1, moved()).expect("names are slugs");
    for edition in [Edition::default(), Edition::in_folder("fr")] {
        let files = files(&catalog, edition);
        for (former, present) in [
            ("facts/old.md", "facts/a.md"),
            ("dossiers/old.md", "dossiers/a.md"),
            ("dossiers/old/feed.xml", "dossiers/a/feed.xml"),
            ("dossiers/old/feed.json", "dossiers/a/feed.json"),
            ("facts/old.json", "facts/a.json"),
        ] {
            assert!(
                present.ends_with("json") || files.contains_key(present),
                "{present}"
            );
            assert_eq!(files.get(former), files.get(present), "{former}");
        }
    }
}

#[test]
fn nothing_but_what_others_keep_leads_to_former_addresses() {
    let catalog = Catalog::new(1, moved()).expect("names are slugs");
    let files = files(&catalog, Edition::default());
    let telling = files.get("dossiers/a/index.html").expect("a page");
    for kept in ["href=\"#fact-a\"", "href=\"#entity-a\""] {
        assert!(telling.contains(kept), "{telling}");
    }
    let fact = files.get("facts/a/index.html").expect("a page");
    assert!(fact.contains("dossiers/a/index.html#one"), "{fact}");
    // The id of a fact that there is leads to that fact, whoever had it before.
    assert!(fact.contains("Text"), "{fact}");
    // The id of a feed or of its entry is a name that stays, and no link.
    let is_id = |line: &str| line.starts_with("<id>") || line.trim().starts_with("\"id\":");
    let leads = |text: &str| {
        let mut lines = text.lines().filter(|line| !is_id(line));
        lines.any(|line| line.contains("/old") || line.contains("#old"))
    };
    for (path, text) in files.iter().filter(|(path, _)| !path.contains("/old")) {
        assert!(!leads(text), "{path} leads to a former address");
    }
}

/// The entries of a feed: from the id of each to the address that it leads to.
fn entries(resources: Vec<Resource>, place: Route<'_>) -> (String, BTreeMap<String, String>) {
    let catalog = Catalog::new(1, resources).expect("names are slugs");
    let setting = Setting {
        base: Some("https://example.org/".parse().expect("a base URL")),
        editions: Vec::new(),
        look: Look::default(),
    };
    let site = Site::new(&catalog, setting, (Words::ALL[0], Edition::default()));
    let bytes = site.page(place).expect("printed").bytes;
    let text = String::from_utf8(bytes).expect("text");
    let between = |text: &str, start: &str, end: &str| {
        let (_, rest) = text.split_once(start).expect("a start");
        rest.split_once(end).expect("an end").0.to_owned()
    };
    let found = text.split("<entry>").skip(1).map(|entry| {
        let id = between(entry, "<id>", "</id>");
        (id, between(entry, "<link href=\"", "\""))
    });
    (between(&text, "<id>", "</id>"), found.collect())
}

#[test]
fn entries_of_feeds_keep_their_ids_when_what_they_are_of_is_renamed() {
    let named = |id: &str, former: &[&str]| {
        let mut all = facts("Text");
        all.truncate(1);
        all.push(dossier("Story", "Text."));
        for resource in &mut all {
            let former: Vec<String> = former
                .iter()
                .map(|former_id| (*former_id).to_owned())
                .collect();
            match resource.resource.as_mut() {
                Some(Kind::Fact(fact)) => {
                    fact.name = format!("facts/{id}");
                    fact.former_ids = former;
                    fact.corrections = vec![correction("", "2026-01-02", "It was six.")];
                }
                Some(Kind::Dossier(story)) => {
                    story.name = format!("dossiers/{id}");
                    story.former_ids = former;
                    story.facts = vec![format!("facts/{id}")];
                }
                _ => {}
            }
        }
        all
    };
    for whole in [true, false] {
        let feed = |id: &str, former: &[&str]| {
            let name = format!("dossiers/{id}");
            let place = Route::Atom((!whole).then_some(name.as_str()));
            entries(named(id, former), place)
        };
        let (own, known) = feed("first", &[]);
        assert_eq!(known.len(), 2, "{known:?}");
        assert!(known.iter().all(|(id, link)| id == link), "{known:?}");
        for (id, former) in [
            ("second", vec!["first"]),
            ("third", vec!["first", "second"]),
        ] {
            let (still, found) = feed(id, &former);
            assert_eq!(still, own);
            assert!(known.keys().eq(found.keys()), "{found:?}");
            let leads = |link: &String| link.contains(&format!("/{id}/"));
            assert!(found.values().all(leads), "{found:?}");
        }
    }
}
