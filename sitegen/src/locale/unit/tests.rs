use octofhir_ucum::{get_all_prefixes, get_all_units};

use super::*;

fn words_for(code: &str) -> &'static Words {
    Words::for_language(code).expect("a language of the site")
}

/// A unit behind a number, with plain spaces.
fn unit_said(language: &str, number: &str, unit: &str) -> String {
    let words = words_for(language);
    said(words, unit, category(words, number)).replace('\u{a0}', " ")
}

#[test]
fn units_are_said_in_words_and_signs() {
    for (unit, english, french) in [
        ("Cel", "°C", "°C"),
        ("m2", "m²", "m²"),
        ("km2", "km²", "km²"),
        ("kW.h", "kWh", "kWh"),
        ("TW.h/a", "TWh per year", "TWh par an"),
        ("t/a", "t per year", "t par an"),
        ("/wk", "per week", "par semaine"),
        ("/s", "per second", "par seconde"),
        ("km/h", "km/h", "km/h"),
        ("[mi_i]/h", "mi/h", "mi/h"),
        ("m/s2", "m/s²", "m/s²"),
        ("l/(100.km)", "L/100 km", "L/100 km"),
        ("g/(kW.h)", "g/kWh", "g/kWh"),
        ("har", "ha", "ha"),
        ("t/har", "t/ha", "t/ha"),
        ("[lb_av]", "lb", "lb"),
        ("[bbl_us]", "barrels", "barils"),
        ("[bbl_us]/d", "barrels per day", "barils par jour"),
        ("GBy", "GB", "GB"),
        ("Mbit/s", "Mbit/s", "Mbit/s"),
        ("um", "µm", "µm"),
        ("ug/m3", "µg/m³", "µg/m³"),
        ("mm[Hg]", "mmHg", "mmHg"),
        ("[ppm]", "ppm", "ppm"),
        ("N.m", "N m", "N m"),
        ("10*3", "× 10³", "× 10³"),
        ("10*6.har", "× 10⁶ ha", "× 10⁶ ha"),
        ("1000", "× 1000", "× 1000"),
        ("1", "", ""),
        ("{1}", "", ""),
        ("{}", "", ""),
        ("{soldier}/d", "soldiers per day", "soldats par jour"),
        (
            "{death}/{person}",
            "deaths per person",
            "morts par personne",
        ),
        ("kg{dry}", "kg (dry)", "kg (dry)"),
        ("{child|children}", "children", "children"),
        (
            "{véhicule|véhicules}/d",
            "véhicules per day",
            "véhicules par jour",
        ),
        ("{truck}", "trucks", "camions"),
    ] {
        assert_eq!(unit_said("en", "5", unit), english, "{unit}");
        assert_eq!(unit_said("fr", "5", unit), french, "{unit}");
    }
}

#[test]
fn english_plurals_are_those_of_english() {
    for (one, many) in [
        ("drone", "drones"),
        ("aircraft", "aircraft"),
        ("passer-by", "passers-by"),
        ("hanger-on", "hangers-on"),
        ("runner-up", "runners-up"),
        ("son-in-law", "sons-in-law"),
        ("man-of-war", "men-of-war"),
        ("coat-of-arms", "coats-of-arms"),
        ("grown-up", "grown-ups"),
        ("take-off", "take-offs"),
        ("sit-in", "sit-ins"),
        ("fighter-bomber", "fighter-bombers"),
        ("spacecraft", "spacecraft"),
        ("child", "children"),
        ("troops", "troops"),
        ("person", "people"),
        ("sheep", "sheep"),
        ("army", "armies"),
        ("policewoman", "policewomen"),
        ("wife", "wives"),
        ("series", "series"),
        ("crisis", "crises"),
        ("fighter_jet", "fighter jets"),
        ("prisoner of war", "prisoners of war"),
        ("MP", "MPs"),
        ("F-16", "F-16s"),
        ("bus", "buses"),
        ("staff", "staff"),
    ] {
        assert_eq!(unit_said("en", "2", &format!("{{{one}}}")), many);
        assert_eq!(
            unit_said("en", "1", &format!("{{{one}}}")),
            one.replace('_', " ")
        );
    }
}

#[test]
fn nouns_follow_the_number_as_the_language_has_it() {
    for (language, unit, forms) in [
        (
            "en",
            "{child}",
            [
                ("0", "children"),
                ("1", "child"),
                ("1.0", "children"),
                ("0.5", "children"),
            ],
        ),
        (
            "fr",
            "s",
            [
                ("0", "seconde"),
                ("1", "seconde"),
                ("1.5", "seconde"),
                ("2", "secondes"),
            ],
        ),
        (
            "ar",
            "{truck}",
            [
                ("2", "شاحنتان"),
                ("3", "شاحنات"),
                ("11", "شاحنة"),
                ("100", "شاحنة"),
            ],
        ),
        (
            "ar",
            "d",
            [
                ("2", "يومان"),
                ("5", "أيام"),
                ("11", "يومًا"),
                ("100", "يوم"),
            ],
        ),
        (
            "ar",
            "{خروف|two:خروفان|few:خراف|many:خروفًا|خروف}",
            [
                ("2", "خروفان"),
                ("103", "خراف"),
                ("40", "خروفًا"),
                ("0", "خروف"),
            ],
        ),
    ] {
        for (number, form) in forms {
            assert_eq!(unit_said(language, number, unit), form, "{number} {unit}");
        }
    }
}

/// Every code of UCUM, with every prefix that it may have, alone and in expressions.
fn all_units() -> Vec<String> {
    let mut units = Vec::new();
    for unit in get_all_units() {
        units.push(unit.code.to_owned());
        if unit.is_metric {
            let prefixes = get_all_prefixes().iter();
            units.extend(prefixes.map(|prefix| format!("{}{}", prefix.symbol, unit.code)));
        }
    }
    let shapes = |unit: &String| {
        [
            unit.clone(),
            format!("{unit}2"),
            format!("{{thing}}/{unit}"),
            format!("10*3.{unit}/d"),
            format!("{unit}{{dry_weight}}.s-1"),
        ]
    };
    units.iter().flat_map(shapes).collect()
}

#[test]
fn no_code_reaches_a_reader() {
    let units = all_units();
    assert!(units.len() > 1_000, "{}", units.len());
    for words in Words::ALL {
        for unit in &units {
            for category in PluralCategory::ALL {
                let said = said(words, unit, category);
                let raw = said.contains(['[', ']', '{', '}', '*', '_', '^']);
                assert!(!raw && !said.is_empty(), "{} {unit}: {said}", words.code);
            }
        }
    }
}
