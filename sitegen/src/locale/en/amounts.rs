//! Amounts in English: what units, counted things and currencies are called.

use dossier::counted::PluralCategory;

use crate::locale::money::{Money, Place};
use crate::locale::values::Amounts;

pub(super) const AMOUNTS: Amounts = Amounts {
    about: "about",
    more_than: "more than",
    at_least: "at least",
    less_than: "less than",
    at_most: "at most",
    span: |one, other| format!("{one} to {other}"),
    millions: |number| format!("{number}\u{a0}million"),
    billions: |number| format!("{number}\u{a0}billion"),
    joined: |amount, unit| match unit {
        "%" => format!("{amount}%"),
        unit => format!("{amount}\u{a0}{unit}"),
    },
    noun,
    plural: super::plural::plural,
    governed: str::to_owned,
    per_time,
    per_thing: "per",
    money: MONEY,
    per,
    unknown: "an unknown amount",
    none: "none",
    within: |span| format!("within {span}"),
};

const MONEY: Money = Money {
    place: Place::Before,
    signs: &[
        ("USD", "US$"),
        ("JPY", "¥"),
        ("CNY", "CN¥"),
        ("CAD", "CA$"),
        ("AUD", "A$"),
        ("NZD", "NZ$"),
        ("HKD", "HK$"),
        ("TWD", "NT$"),
        ("MXN", "MX$"),
    ],
};

/// Units that are said in words, for one and for many.
const UNITS: &[(&str, &str, &str)] = &[
    ("a", "year", "years"),
    ("mo", "month", "months"),
    ("wk", "week", "weeks"),
    ("d", "day", "days"),
    ("h", "hour", "hours"),
    ("min", "minute", "minutes"),
    ("s", "second", "seconds"),
    ("[bbl_us]", "barrel", "barrels"),
    ("[mi_i]", "mile", "miles"),
    ("[nmi_i]", "nautical mile", "nautical miles"),
    ("[kn_i]", "knot", "knots"),
    ("[ft_i]", "foot", "feet"),
    ("[acr_us]", "acre", "acres"),
];

fn noun(unit: &str, category: PluralCategory) -> Option<&'static str> {
    let (_, one, many) = UNITS.iter().find(|(code, _, _)| *code == unit)?;
    let one_of_it = category == PluralCategory::One;
    Some(if one_of_it { *one } else { *many })
}

fn per_time(code: &str) -> Option<&'static str> {
    Some(match code {
        "a" => "per year",
        "mo" => "per month",
        "wk" => "per week",
        "d" => "per day",
        "h" => "per hour",
        "min" => "per minute",
        "s" => "per second",
        _ => return None,
    })
}

fn per(amount: &str, period: &str) -> String {
    let words = match period {
        "P1Y" => "a year",
        "P1M" => "a month",
        "P1W" | "P7D" => "a week",
        "P1D" => "a day",
        "PT1H" => "an hour",
        other => return format!("{amount} in {other}"),
    };
    format!("{amount} {words}")
}
