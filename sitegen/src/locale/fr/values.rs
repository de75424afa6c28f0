//! How dates and amounts are said in French.

use super::number::is_day;
use crate::locale::values::{Amounts, Dates};

pub(super) const DATES: Dates = Dates {
    seasons: ["printemps", "été", "automne", "hiver"],
    possibly: |date| format!("peut-être {date}"),
    about: |date| format!("vers {date}"),
    until: |date| {
        let to = if is_day(date) { "au" } else { "à" };
        format!("jusqu’{to} {date}")
    },
    from: |date| {
        let of = if is_day(date) { "du" } else { "de" };
        format!("à partir {of} {date}")
    },
    span: |one, other| format!("{one} – {other}"),
    decade: |digits| format!("les années {digits}0"),
    unknown: "inconnu",
    worked_out: "établi par la rédaction",
    source_says: |words| format!("la source dit «\u{a0}{words}\u{a0}»"),
};

pub(super) const AMOUNTS: Amounts = Amounts {
    about: "environ",
    more_than: "plus de",
    at_least: "au moins",
    less_than: "moins de",
    at_most: "au plus",
    span: |one, other| format!("{one} à {other}"),
    millions: |number| large(number, "million"),
    billions: |number| large(number, "milliard"),
    joined: |amount, unit| {
        let large = ["million", "millions", "milliard", "milliards"];
        if !large.iter().any(|word| amount.ends_with(word)) {
            return format!("{amount}\u{a0}{unit}");
        }
        let vowel = unit.starts_with(['a', 'e', 'é', 'É', 'h', 'i', 'o', 'u']);
        format!("{amount} {}{unit}", if vowel { "d’" } else { "de " })
    },
    unit,
    per,
    unknown: "une quantité inconnue",
    none: "aucun",
    within: |span| format!("d’ici {span}"),
};

/// A noun like `million`, in the singular below two.
fn large(number: &str, noun: &str) -> String {
    let one = number.split(',').next() == Some("1") || number.starts_with("0,");
    format!("{number}\u{a0}{noun}{}", if one { "" } else { "s" })
}

/// Counted things are English nouns in the contract; those that occur in news have a French one.
const COUNTED: &[(&str, &str, &str)] = &[
    ("article", "article", "articles"),
    ("barrel", "baril", "barils"),
    ("city", "ville", "villes"),
    ("clock", "horloge", "horloges"),
    ("company", "entreprise", "entreprises"),
    ("country", "pays", "pays"),
    ("death", "mort", "morts"),
    ("drone", "drone", "drones"),
    ("fact", "fait", "faits"),
    ("flight", "vol", "vols"),
    ("house", "maison", "maisons"),
    ("laboratory", "laboratoire", "laboratoires"),
    ("launch", "lancement", "lancements"),
    (
        "leap_second",
        "seconde intercalaire",
        "secondes intercalaires",
    ),
    ("member", "membre", "membres"),
    ("missile", "missile", "missiles"),
    ("person", "personne", "personnes"),
    ("round", "munition", "munitions"),
    ("satellite", "satellite", "satellites"),
    ("ship", "navire", "navires"),
    ("shell", "obus", "obus"),
    ("soldier", "soldat", "soldats"),
    ("state", "État", "États"),
    ("tank", "char", "chars"),
    ("time", "fois", "fois"),
    ("vote", "voix", "voix"),
    ("warhead", "ogive", "ogives"),
    ("weapon", "arme", "armes"),
];

fn unit(unit: &str, many: bool) -> String {
    let choose = |one: &str, more: &str| if many { more } else { one }.to_owned();
    match unit {
        "1" | "" => String::new(),
        "a" => choose("an", "ans"),
        "mo" => "mois".to_owned(),
        "wk" => choose("semaine", "semaines"),
        "d" => choose("jour", "jours"),
        "h" => choose("heure", "heures"),
        "min" => choose("minute", "minutes"),
        "s" => choose("seconde", "secondes"),
        counted if counted.starts_with('{') => {
            let word = counted.trim_matches(['{', '}']);
            let known = COUNTED.iter().find(|(english, _, _)| *english == word);
            known.map_or_else(
                || word.replace('_', " "),
                |(_, one, more)| choose(one, more),
            )
        }
        code => code.to_owned(),
    }
}

fn per(amount: &str, period: &str) -> String {
    let words = match period {
        "P1Y" => "par an",
        "P1M" => "par mois",
        "P1W" | "P7D" => "par semaine",
        "P1D" => "par jour",
        "PT1H" => "par heure",
        other => return format!("{amount} en {other}"),
    };
    format!("{amount} {words}")
}
