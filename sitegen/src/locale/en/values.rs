//! How dates and amounts are said in English.

use crate::locale::values::{Amounts, Dates};

pub(super) const DATES: Dates = Dates {
    seasons: ["spring", "summer", "autumn", "winter"],
    possibly: |date| format!("possibly {date}"),
    about: |date| format!("about {date}"),
    until: |date| format!("until {date}"),
    from: |date| format!("from {date} on"),
    span: |one, other| format!("{one} to {other}"),
    decade: |digits| format!("the {digits}0s"),
    unknown: "unknown",
    worked_out: "worked out by the editor",
    source_says: |words| format!("the source says “{words}”"),
};

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
    unit,
    per,
    unknown: "an unknown amount",
    none: "none",
    within: |span| format!("within {span}"),
};

/// Counted things stand in braces and get an English plural; measured ones are UCUM codes.
fn unit(unit: &str, many: bool) -> String {
    let word = match unit {
        "1" | "" => return String::new(),
        "a" => "year",
        "mo" => "month",
        "wk" => "week",
        "d" => "day",
        "h" => "hour",
        "min" => "minute",
        "s" => "second",
        counted if counted.starts_with('{') => counted.trim_matches(['{', '}']),
        code => return code.to_owned(),
    };
    let word = word.replace('_', " ");
    if many { plural(&word) } else { word }
}

fn plural(word: &str) -> String {
    let vowel_before_y = ["ay", "ey", "oy", "uy"]
        .iter()
        .any(|end| word.ends_with(end));
    if ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        format!("{word}es")
    } else if let (false, Some(stem)) = (vowel_before_y, word.strip_suffix('y')) {
        format!("{stem}ies")
    } else {
        format!("{word}s")
    }
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
