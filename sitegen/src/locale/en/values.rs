//! How dates are said in English.

use crate::locale::values::Dates;

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
