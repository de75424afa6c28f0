//! How dates are said in French.

use super::number::is_day;
use crate::locale::values::Dates;

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
