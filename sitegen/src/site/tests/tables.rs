//! The table of a dossier, its descriptions, and the page of all facts.

use std::fmt::Write as _;

use dossier::v1::{Comparator, Measurement};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::context::look::Twins;
use crate::export::dataset::COLUMNS;

fn quantity(comparator: Comparator, value: &str, (lower, upper): (&str, &str)) -> Quantity {
    Quantity {
        value: value.to_owned(),
        lower: lower.to_owned(),
        upper: upper.to_owned(),
        comparator: comparator.into(),
        unit: "km".to_owned(),
        ..Default::default()
    }
}

/// A dossier with a fact for each of these amounts, in their order.
fn measured(quantities: Vec<Quantity>) -> Catalog {
    let mut all = vec![article("Title, with a comma"), entity("Ada Poole")];
    let mut names = Vec::new();
    for (number, quantity) in quantities.into_iter().enumerate() {
        let measurement = Measurement {
            subject: "entities/a".to_owned(),
            quantity: Some(quantity),
            ..Default::default()
        };
        let body = Body::Measurement(Box::new(measurement));
        let mut fact = fact(&format!("f{number}"), "Text", body);
        if let Some(Kind::Fact(fact)) = &mut fact.resource {
            names.push(fact.name.clone());
        }
        all.push(fact);
    }
    let mut dossier = dossier("Story", "Words.");
    if let Some(Kind::Dossier(dossier)) = &mut dossier.resource {
        dossier.facts = names;
    }
    all.push(dossier);
    Catalog::new(1, all).expect("names are slugs")
}

/// The cells of a line without quotation marks inside of quoted cells.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for character in line.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            other => cells.last_mut().expect("a cell").push(other),
        }
    }
    cells
}

#[test]
fn a_table_has_a_row_for_each_fact_with_its_amount_as_numbers() {
    let amounts = [
        (
            Comparator::Unspecified,
            "5",
            ("", ""),
            ["5", "", "km", "exact"],
        ),
        (
            Comparator::MoreThan,
            "7.5",
            ("", ""),
            ["7.5", "", "km", "more than"],
        ),
        (
            Comparator::Between,
            "",
            ("2", "9"),
            ["2", "9", "km", "between"],
        ),
        (Comparator::Between, "", ("", ""), ["", "", "", ""]),
        (Comparator::Exact, "-3", ("", ""), ["-3", "", "km", "exact"]),
    ];
    let quantities = amounts.iter();
    let quantities = quantities.map(|amount| quantity(amount.0, amount.1, amount.2));
    let catalog = measured(quantities.collect());
    let table = page(&catalog, Route::Table("dossiers/a"));
    let table = table.strip_prefix('\u{FEFF}').expect("a byte order mark");
    let mut lines = table.split_terminator("\r\n");
    assert_eq!(
        lines.next().map(cells),
        Some(COLUMNS.map(str::to_owned).to_vec())
    );
    for (number, amount) in amounts.iter().enumerate() {
        let row = cells(lines.next().expect("a row"));
        assert_eq!(row.len(), COLUMNS.len(), "{row:?}");
        assert_eq!(row[1], format!("f{number}"));
        assert_eq!(row[12..16], amount.3.map(str::to_owned), "{row:?}");
        let place = COLUMNS.iter().position(|column| *column == "article");
        assert_eq!(row[place.expect("a column")], "Title, with a comma");
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn the_descriptions_are_those_of_the_table() {
    let catalog = measured(vec![quantity(Comparator::Exact, "5", ("", ""))]);
    let table = page(&catalog, Route::Table("dossiers/a"));
    let json = |place| -> Value { serde_json::from_str(&page(&catalog, place)).expect("JSON") };
    let package = json(Route::Package("dossiers/a"));
    let resource = &package["resources"][0];
    assert_eq!(resource["bytes"], table.len());
    let croissant = json(Route::Croissant("dossiers/a"));
    let file = &croissant["distribution"][0];
    assert_eq!(file["contentSize"], format!("{} B", table.len()));
    let digest = file["sha256"].as_str().expect("a digest");
    assert_eq!(resource["hash"], format!("sha256:{digest}"));
    let own = Sha256::digest(table.as_bytes());
    let own = own.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").ok();
        text
    });
    assert_eq!(digest, own);
    let names = |fields: &Value| -> Vec<String> {
        let fields = fields.as_array().expect("fields").iter();
        let names = fields.map(|field| field["name"].as_str().expect("a name").to_owned());
        names.collect()
    };
    assert_eq!(names(&resource["schema"]["fields"]), COLUMNS);
    assert_eq!(names(&croissant["recordSet"][0]["field"]), COLUMNS);
}

#[test]
fn every_language_says_what_each_column_means() {
    for words in Words::ALL {
        let meanings = words.columns.meanings();
        assert!(
            meanings.iter().all(|meaning| !meaning.is_empty()),
            "{}",
            words.code
        );
        let distinct: BTreeSet<_> = meanings.iter().collect();
        assert_eq!(distinct.len(), COLUMNS.len(), "{}", words.code);
    }
}

#[test]
fn a_site_without_data_has_no_tables() {
    let catalog = measured(vec![quantity(Comparator::Exact, "5", ("", ""))]);
    for (twins, has_table) in [
        (Twins::All, true),
        (Twins::Json, true),
        (Twins::None, false),
    ] {
        let setting = Setting {
            base: None,
            editions: Vec::new(),
            look: Look {
                twins,
                ..Look::default()
            },
        };
        let site = Site::new(&catalog, setting, (Words::ALL[0], Edition::default()));
        let assets = site.assets();
        for place in [
            Route::Table("dossiers/a"),
            Route::Package("dossiers/a"),
            Route::Croissant("dossiers/a"),
        ] {
            assert_eq!(assets.contains(&place), has_table, "{twins:?}: {place:?}");
        }
        for place in [
            Route::Dossier("dossiers/a"),
            Route::View("dossiers/a", View::Facts),
        ] {
            let page = String::from_utf8(site.page(place).expect("printed").bytes);
            assert_eq!(
                page.expect("UTF-8").contains("facts.csv"),
                has_table,
                "{place:?}"
            );
        }
    }
}

#[test]
fn facts_are_listed_by_dossier_and_kind_and_none_is_left_out() {
    for (count, is_open) in [(3, true), (250, false)] {
        let amounts = (0..count).map(|_| quantity(Comparator::Exact, "5", ("", "")));
        let catalog = measured(amounts.collect());
        let listed = page(&catalog, Route::Facts);
        for number in 0..count {
            assert!(
                listed.contains(&format!("=\"f{number}/index.html\"")),
                "f{number}"
            );
        }
        assert_eq!(
            listed.contains("<details class=\"said\" id=\"a.measurement\" open>"),
            is_open
        );
        assert_eq!(listed.contains("href=\"#a.measurement\""), is_open);
        assert!(!listed.contains("In no dossier"));
    }
    // Those that no dossier tells come last.
    let mut all = vec![article("Title"), entity("Ada Poole")];
    all.extend(facts("Text"));
    let catalog = Catalog::new(1, all).expect("names are slugs");
    let listed = page(&catalog, Route::Facts);
    assert!(listed.contains("In no dossier"), "{listed}");
    assert!(listed.contains("id=\"no.dossier\""), "{listed}");
}
