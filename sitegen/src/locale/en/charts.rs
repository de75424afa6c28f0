//! Words of the figures in English.

use super::number::number;
use super::time;
use crate::locale::charts::Charts;

pub(super) const CHARTS: Charts = Charts {
    timeline_title: "What happened when",
    forecasts_title: "How far ahead people look",
    flows_title: "Who gives what to whom",
    network_title: "Who is tied to whom",
    flows: "All ribbons are of one width: shells, drones and money cannot be compared.",
    flows_reading,
    stated: "amount stated",
    not_stated: "amount not stated",
    network_reading,
    agreement: "agreement",
    transfer: "transfer, to the recipient",
    office: "office",
    membership: "membership",
    chains_title: "Through whom it came",
    more: |count| format!("{count} more in the table."),
    table: "The same as a table",
    time: time::TIME,
};

fn flows_reading(flows: usize, givers: usize, most: Option<(usize, &str)>) -> String {
    if let (1, Some((_, to))) = (flows, most) {
        return format!("One flow, to {to}.");
    }
    let all = format!(
        "{} from {}",
        number(flows, "flow", "flows"),
        number(givers, "giver", "givers")
    );
    match most {
        None => format!("{all}."),
        Some((many, to)) if many == flows => format!("{all}, all to {to}."),
        Some((1, to)) => format!("{all}; one of them leads to {to}."),
        Some((many, to)) => format!("{all}; {many} of them lead to {to}."),
    }
}

fn network_reading(names: usize, ties: usize, most: Option<(&str, usize)>) -> String {
    let all = format!(
        "{} and {}",
        number(names, "name", "names"),
        number(ties, "tie", "ties")
    );
    match most {
        None => format!("{all}."),
        Some((name, many)) => format!("{all}; {name} has the most, {many}."),
    }
}
