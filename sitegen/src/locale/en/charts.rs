//! Words of the figures in English.

use super::number::number;
use super::time;
use crate::locale::charts::{Charts, Flows};

pub(super) const CHARTS: Charts = Charts {
    timeline_title: "What happened when",
    forecasts_title: "What is predicted, and for when",
    flows_title: "Who supplies what to whom",
    network_title: "Who is connected to whom",
    numbers_by_subject: "The same figure, compared",
    numbers_by_source: "What each source says, by date",
    numbers_over_time: "The same figure over time",
    numbers_most: |most, count| format!("{most}, the most of {count}"),
    numbers_or_more: "or more",
    numbers_or_less: "or less",
    numbers_range: "anywhere in this range",
    flows: "All bands have the same width: shells, drones and money cannot be compared.",
    flows_reading,
    stated: "amount stated",
    not_stated: "amount not stated",
    network_reading,
    agreement: "agreement",
    transfer: "transfer, to the recipient",
    office: "office",
    membership: "membership",
    chains_title: "How it reached us",
    more: |count| format!("{count} more in the table."),
    table: "Show as a table",
    take_along: "Take this figure along",
    as_picture: "picture (SVG)",
    as_table: "table (CSV)",
    as_page: "page to embed",
    credit: "Source",
    time: time::TIME,
};

fn flows_reading(flows: Flows<'_>) -> String {
    let [one, many] = if flows.delivered {
        ["delivery", "deliveries"]
    } else {
        ["transfer", "transfers"]
    };
    let count = flows.count;
    match flows.most {
        None if flows.suppliers == 0 => number(count, one, many),
        None => format!(
            "{} from {}",
            number(count, one, many),
            number(flows.suppliers, "supplier", "suppliers")
        ),
        Some((_, to)) if count == 1 => format!("One {one}, to {to}"),
        Some((some, to)) if !flows.delivered => {
            let of = match (some == count, count) {
                (true, 2) => "both".to_owned(),
                (true, _) => format!("all {count}"),
                _ => format!("{some} of {count}"),
            };
            format!("{to} is the recipient of {of} {many}")
        }
        Some((2, to)) if count == 2 => format!("Both {many} go to {to}"),
        Some((some, to)) if some == count => format!("All {count} {many} go to {to}"),
        Some((1, to)) => format!("One of {count} {many} goes to {to}"),
        Some((some, to)) => format!("{some} of {count} {many} go to {to}"),
    }
}

fn network_reading(names: usize, ties: usize, most: Option<(&str, usize)>) -> String {
    let all = format!(
        "{} between {}",
        number(ties, "connection", "connections"),
        number(names, "name", "names")
    );
    match most {
        None => all,
        Some((name, 2)) if ties == 2 => format!("Both connections are with {name}"),
        Some((name, many)) if many == ties => format!("All {ties} connections are with {name}"),
        Some((name, many)) => format!("{name} has {many} of {ties} connections, the most"),
    }
}
