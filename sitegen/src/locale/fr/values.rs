//! How dates are said in French.

use super::article::{from, until, with_article};
use crate::locale::values::Dates;

pub(super) const DATES: Dates = Dates {
    seasons: ["printemps", "été", "automne", "hiver"],
    possibly: |date| format!("peut-être {date}"),
    about: |date| format!("vers {}", with_article(date)),
    until,
    from,
    span: |one, other| format!("{one} – {other}"),
    winter: |winter, year, next| format!("{winter} {year}-{next}"),
    year: |year| match year {
        ..=0 => format!("{} av. J.-C.", 1 - year),
        1..=999 => format!("{year} apr. J.-C."),
        _ => year.to_string(),
    },
    decade: |first| format!("les années {first}"),
    // Without its end it would be the decade.
    century: |first| format!("les années {first} à {}", first + 99),
    years: |first, last| format!("les années {first} à {last}"),
    unknown: "inconnu",
    unknown_date: "une date inconnue",
    endless: "sans début ni fin",
    source_says: |words| format!("la source dit «\u{a0}{words}\u{a0}»"),
};
