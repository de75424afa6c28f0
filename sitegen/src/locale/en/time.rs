//! Words of the figures of time in English.

use dossier::v1::Resolution;

use super::number::number;
use crate::locale::time::{Share, Time};

pub(super) const TIME: Time = Time {
    timeline,
    since: |date| format!("since {date}"),
    day: "a known day",
    span: "exact day unknown",
    lasting: "all of this time",
    open: "no end known",
    planned_day: "planned for a day",
    planned_span: "planned, exact day unknown",
    planned_open: "planned, end unknown",
    many: "number of facts that begin then",
    many_planned: "planned",
    forecasts: |count| number(count, "forecast", "forecasts"),
    some_timed: |timed, all| match timed {
        1 => format!("1 of {all} forecasts names a time"),
        timed => format!("{timed} of {all} forecasts name a time"),
    },
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
    dated: "made on a known day",
    undated: "day not given",
    endless: "no end given",
    goes_on: "ends beyond the axis",
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
    format!("{facts}, {time}{planned}")
}

/// Some of so many, with the verb for one and for more: `both are`, `1 is`.
fn subject(some: usize, all: usize, [one, more]: [&str; 2]) -> String {
    match (some, all) {
        (1, 1) => format!("it {one}"),
        // "All are not" may mean that some are.
        _ if some == all && one.contains(" not ") => {
            let none = if all == 2 { "neither" } else { "none" };
            match one.strip_prefix("did not come") {
                Some(rest) => format!("{none} came{rest}"),
                None => one.replacen("is not", &format!("{none} is"), 1),
            }
        }
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
        Share::Outcome(_) => ["is not settled yet", "are not settled yet"],
        Share::NoDay => ["was made on an unknown day", "were made on unknown days"],
    };
    subject(some, all, verbs)
}

/// `24 statements reached us in 9 ways, at most one step removed`.
fn chains(facts: usize, ways: usize, hands: usize) -> String {
    let steps = match hands {
        0 => "reported directly".to_owned(),
        1 => "one step removed".to_owned(),
        hands => format!("{hands} steps removed"),
    };
    if (facts, ways) == (1, 1) {
        return format!("One statement, {steps}");
    }
    let most = if ways == 1 || hands == 0 {
        ""
    } else {
        "at most "
    };
    let facts = number(facts, "fact", "facts");
    let ways = match ways {
        1 => "in one way".to_owned(),
        ways => format!("in {ways} ways"),
    };
    format!("{facts} reached us {ways}, {most}{steps}")
}
