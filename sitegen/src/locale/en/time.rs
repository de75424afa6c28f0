//! Words of the figures of time in English.

use dossier::v1::Resolution;

use super::number::number;
use crate::locale::time::{Share, Time};

pub(super) const TIME: Time = Time {
    timeline,
    since: |date| format!("since {date}"),
    day: "a known day",
    span: "a day within this time",
    lasting: "all of this time",
    open: "no end is known",
    planned_day: "planned for a day",
    planned_span: "planned within this time",
    planned_open: "planned, no end is known",
    many: "how many facts begin in that time",
    many_planned: "planned",
    forecasts: |count| number(count, "forecast", "forecasts"),
    ahead: |from, to| match from {
        None => format!("the furthest {to} ahead"),
        Some(from) if from == to => format!("{to} ahead"),
        Some(from) => format!("from {from} to {to} ahead"),
    },
    share,
    length: |count, unit| match unit {
        "a" => number(count, "year", "years"),
        "mo" => number(count, "month", "months"),
        "wk" => number(count, "week", "weeks"),
        _ => number(count, "day", "days"),
    },
    said: "said",
    beyond: "later",
    made_on: |day| format!("said {day}"),
    by: |day| format!("by {day}"),
    dated: "counted from a known day",
    undated: "the source names no day",
    endless: "no end is named",
    goes_on: "ends beyond the axis",
    untimed: "No time is named",
    chains,
};

fn timeline(count: usize, [from, to]: [&str; 2], planned: usize) -> String {
    let facts = number(count, "dated fact", "dated facts");
    let time = if from == to {
        format!("in {to}")
    } else {
        format!("from {from} to {to}")
    };
    let planned = match planned {
        0 => String::new(),
        planned => format!("; {} planned", subject(planned, count, ["is", "are"])),
    };
    format!("{facts}, {time}{planned}.")
}

/// Some of so many, with the verb for one and for more: `both are`, `1 is`.
fn subject(some: usize, all: usize, [one, more]: [&str; 2]) -> String {
    match (some, all) {
        (1, 1) => format!("it {one}"),
        (2, 2) => format!("both {more}"),
        _ if some == all => format!("all {more}"),
        _ => format!("{some} {}", if some == 1 { one } else { more }),
    }
}

fn share(share: Share, some: usize, all: usize) -> String {
    let verbs = match share {
        Share::Outcome(Resolution::Occurred) => ["came true", "came true"],
        Share::Outcome(Resolution::NotOccurred) => ["did not come true", "did not come true"],
        Share::Outcome(Resolution::Partly) => ["came true in part", "came true in part"],
        Share::Outcome(Resolution::Expired) => ["has run out", "have run out"],
        Share::Outcome(_) => ["is open", "are open"],
        Share::NoDay => ["names no day", "name no day"],
        Share::NoTime => ["names no time", "name no time"],
    };
    subject(some, all, verbs)
}

fn chains(facts: usize, ways: usize, hands: usize) -> String {
    if (facts, ways) == (1, 1) {
        return match hands {
            0 => "It came straight from the origin to the publication.".to_owned(),
            hands => format!(
                "It came through {} between the origin and the publication.",
                number(hands, "hand", "hands")
            ),
        };
    }
    let came = number(facts, "fact", "facts");
    let by = number(ways, "way", "ways");
    let most = if ways == 1 { "" } else { "up to " };
    let through = match hands {
        0 => "straight from the origin to the publication".to_owned(),
        hands => {
            let hands = number(hands, "hand", "hands");
            format!("with {most}{hands} between the origin and the publication")
        }
    };
    format!("{came} came by {by}, {through}.")
}
