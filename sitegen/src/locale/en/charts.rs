//! Words of the figures in English.

use super::number::number;
use super::time;
use crate::locale::charts::Charts;

pub(super) const CHARTS: Charts = Charts {
    timeline_title: "What happened when",
    forecasts_title: "What is predicted, and for when",
    flows_title: "Who supplies what to whom",
    network_title: "Who is connected to whom",
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
    time: time::TIME,
};

fn flows_reading(flows: usize, givers: usize, most: Option<(usize, &str)>) -> String {
    if let (1, Some((_, to))) = (flows, most) {
        return format!("One delivery, to {to}");
    }
    match most {
        None => format!(
            "{} from {}",
            number(flows, "delivery", "deliveries"),
            number(givers, "supplier", "suppliers")
        ),
        Some((many, to)) if many == flows => format!("All {flows} deliveries go to {to}"),
        Some((1, to)) => format!("One of {flows} deliveries goes to {to}"),
        Some((many, to)) => format!("{many} of {flows} deliveries go to {to}"),
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
        Some((name, many)) => format!("{name} has {many} of {ties} connections, the most"),
    }
}
