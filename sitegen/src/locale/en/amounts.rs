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
    plural,
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

/// The library knows irregular plurals (`child`, `aircraft`); what it does not know are names and the
/// noun that carries the plural: MPs, F-16s, prisoners of war.
fn plural(word: &str) -> String {
    if let Some((head, tail)) = word.split_once(" of ") {
        return format!("{} of {tail}", plural(head));
    }
    let name = |one: char| one.is_uppercase() || one.is_ascii_digit();
    if word.ends_with(name) {
        return format!("{word}s");
    }
    if let Some((head, tail)) = word.split_once('-')
        && carries_plural(head, tail)
    {
        return format!("{}-{tail}", plural(head));
    }
    if word.ends_with("craft") {
        return word.to_owned();
    }
    pluralizer::pluralize(word, 2, false)
}

/// Whether the first part of a compound carries the plural: passers-by, sons-in-law, men-of-war; but
/// grown-ups, take-offs.
fn carries_plural(head: &str, tail: &str) -> bool {
    let is_agent = head.ends_with("er") && matches!(tail, "by" | "on" | "up" | "in" | "out");
    let inner = tail.split_once('-').map(|(first, _)| first);
    is_agent || inner.is_some_and(|first| matches!(first, "in" | "of" | "at" | "de" | "to"))
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
