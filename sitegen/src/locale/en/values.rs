//! How dates are said in English.

use crate::locale::values::Dates;

pub(super) const DATES: Dates = Dates {
    seasons: ["spring", "summer", "autumn", "winter"],
    possibly: |date| format!("possibly {date}"),
    about: |date| format!("about {date}"),
    until: |date| format!("until {date}"),
    from: |date| format!("from {date} on"),
    span: |one, other| format!("{one} to {other}"),
    winter: |winter, year, next| format!("{winter} {year}–{next}"),
    year: |year| match year {
        ..=0 => format!("{} BC", 1 - year),
        1..=999 => format!("AD {year}"),
        _ => year.to_string(),
    },
    decade: |first| format!("the {first}s"),
    century: |first| format!("the {first}s"),
    years: |first, last| format!("the years {first} to {last}"),
    unknown: "unknown",
    unknown_date: "an unknown date",
    endless: "without beginning or end",
    source_says: |words| format!("the source says “{words}”"),
};
