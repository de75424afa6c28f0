//! Amounts in French: what units, counted things and currencies are called.

use dossier::counted::PluralCategory;

use crate::locale::money::{Money, Place};
use crate::locale::values::Amounts;

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
    noun,
    plural: str::to_owned,
    governed: str::to_owned,
    per_time,
    per_thing: "par",
    money: MONEY,
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
    (
        "battle cruiser",
        "croiseur de bataille",
        "croiseurs de bataille",
    ),
    ("battleship", "cuirassé", "cuirassés"),
    ("city", "ville", "villes"),
    ("clock", "horloge", "horloges"),
    ("company", "entreprise", "entreprises"),
    ("country", "pays", "pays"),
    ("death", "mort", "morts"),
    ("cruiser", "croiseur", "croiseurs"),
    ("destroyer", "contre-torpilleur", "contre-torpilleurs"),
    ("drone", "drone", "drones"),
    ("fact", "fait", "faits"),
    ("flight", "vol", "vols"),
    ("house", "maison", "maisons"),
    ("laboratory", "laboratoire", "laboratoires"),
    ("launch", "lancement", "lancements"),
    (
        "leap second",
        "seconde intercalaire",
        "secondes intercalaires",
    ),
    ("member", "membre", "membres"),
    ("missile", "missile", "missiles"),
    ("officer", "officier", "officiers"),
    ("person", "personne", "personnes"),
    ("round", "munition", "munitions"),
    ("sailor", "marin", "marins"),
    ("satellite", "satellite", "satellites"),
    ("ship", "navire", "navires"),
    ("shell", "obus", "obus"),
    ("soldier", "soldat", "soldats"),
    ("state", "État", "États"),
    ("tank", "char", "chars"),
    ("time", "fois", "fois"),
    ("truck", "camion", "camions"),
    ("vote", "voix", "voix"),
    ("warhead", "ogive", "ogives"),
    ("weapon", "arme", "armes"),
    ("Zeppelin", "zeppelin", "zeppelins"),
];

const MONEY: Money = Money {
    place: Place::Behind,
    signs: &[
        ("USD", "$US"),
        ("GBP", "£GB"),
        ("CAD", "$CA"),
        ("AUD", "$AU"),
        ("NZD", "$NZ"),
        ("HKD", "$HK"),
        ("MXN", "$MX"),
    ],
};

/// Units that are said in words, for one and for many.
const UNITS: &[(&str, &str, &str)] = &[
    ("a", "an", "ans"),
    ("mo", "mois", "mois"),
    ("wk", "semaine", "semaines"),
    ("d", "jour", "jours"),
    ("h", "heure", "heures"),
    ("min", "minute", "minutes"),
    ("s", "seconde", "secondes"),
    ("[bbl_us]", "baril", "barils"),
    ("[mi_i]", "mille", "milles"),
    ("[nmi_i]", "mille marin", "milles marins"),
    ("[kn_i]", "nœud", "nœuds"),
    ("[ft_i]", "pied", "pieds"),
    ("[acr_us]", "acre", "acres"),
];

fn noun(unit: &str, category: PluralCategory) -> Option<&'static str> {
    let counted = unit
        .strip_prefix('{')
        .and_then(|unit| unit.strip_suffix('}'));
    let (table, key) = counted.map_or((UNITS, unit), |counted| (COUNTED, counted));
    let (_, one, many) = table.iter().find(|(code, _, _)| *code == key)?;
    let one_of_it = category == PluralCategory::One;
    Some(if one_of_it { *one } else { *many })
}

fn per_time(code: &str) -> Option<&'static str> {
    Some(match code {
        "a" => "par an",
        "mo" => "par mois",
        "wk" => "par semaine",
        "d" => "par jour",
        "h" => "par heure",
        "min" => "par minute",
        "s" => "par seconde",
        _ => return None,
    })
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
