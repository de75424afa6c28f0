//! Who gave what to whom: a panel for each stage, in it a ribbon for each transfer.
//!
//! Ribbons are of one width. Amounts of shells, drones and dollars cannot be compared, and a width that
//! said otherwise would lie; an amount is written where it is known, and the ribbon is hollow where not.
//! What was offered, delivered and used are different counts, so stages never share a panel.

pub(crate) mod narrow;
pub(crate) mod ribbon;
pub(crate) mod row;
pub(crate) mod wide;

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::Fact;

use crate::chart::draw::{Chart, Key, ROOMS, ROWS_MAX, path};
use crate::chart::flows::narrow::slim;
use crate::chart::flows::row::{End, Row, row, together};
use crate::chart::flows::wide::broad;
use crate::context::PageContext;
use crate::locale::charts::Flows;

/// The transfers among some facts.
pub(crate) fn flows(context: &PageContext<'_>, facts: &[&Fact]) -> Option<Chart> {
    let mut rows: Vec<Row> = facts.iter().filter_map(|fact| row(context, fact)).collect();
    if rows.is_empty() {
        return None;
    }
    rows.sort_unstable();
    let words = &context.words.charts;
    let reading = reading(context, &rows);
    let key = key(context, &rows);
    let mut note = words.flows.to_owned();
    if rows.len() <= ROWS_MAX {
        // Beside the name of the goods their kind says little.
        for row in &mut rows {
            row.category = "";
        }
    } else {
        let (joined, more) = together(context, &rows);
        rows = joined;
        if more > 0 {
            note.push(' ');
            note.push_str(&(words.more)(more));
        }
    }
    let panels: Vec<&[Row]> = rows
        .chunk_by(|left, right| left.stage == right.stage)
        .collect();
    let drawings = ROOMS.iter().map(|room| {
        if room.narrow {
            slim(*room, &panels)
        } else {
            broad(*room, &panels)
        }
    });
    Some(Chart {
        title: words.flows_title,
        finding: reading,
        key,
        note,
        drawings: drawings.collect(),
        ..Chart::default()
    })
}

/// What goes from whom to whom, in a headline.
fn reading(context: &PageContext<'_>, rows: &[Row]) -> String {
    // What is made at home or fired at somebody goes to nobody.
    let moved: Vec<&Row> = rows.iter().filter(|row| row.moves).collect();
    if moved.is_empty() {
        return (context.words.facts)(rows.len());
    }
    let suppliers = moved.iter().map(|row| &row.from).filter(|end| end.said);
    let suppliers: BTreeSet<&End> = suppliers.collect();
    let mut takers: BTreeMap<&End, usize> = BTreeMap::new();
    for taker in moved.iter().filter_map(|row| row.to.as_ref()) {
        *takers.entry(taker).or_default() += 1;
    }
    let mut takers: Vec<(usize, &End)> = takers.into_iter().map(|(end, n)| (n, end)).collect();
    takers.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let most = match takers.as_slice() {
        // Of several who get as much, none is the one.
        [(first, _), (second, _), ..] if first == second => None,
        [(count, taker), ..] if taker.said => Some((*count, taker.name.as_str())),
        _ => None,
    };
    (context.words.charts.flows_reading)(Flows {
        count: moved.len(),
        delivered: moved.iter().all(|row| row.delivered),
        suppliers: suppliers.len(),
        most,
    })
}

fn key(context: &PageContext<'_>, rows: &[Row]) -> Vec<Key> {
    let words = &context.words.charts;
    let samples = [
        (true, path("M2 8H30".to_owned(), "ribbon"), words.stated),
        (
            false,
            path("M2 4H30V12H2Z".to_owned(), "hollow"),
            words.not_stated,
        ),
    ];
    let met = |known| rows.iter().any(|row| row.known == known);
    let met = samples.into_iter().filter(|(known, ..)| met(*known));
    met.map(|(_, shape, word)| Key { shape, word }).collect()
}
