//! What is known by an address keeps it, whatever happens to its neighbours.

use std::collections::BTreeMap;

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
    if let Some(Kind::Fact(fact)) = all.first_mut().and_then(|one| one.resource.as_mut()) {
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
