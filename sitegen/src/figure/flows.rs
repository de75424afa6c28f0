//! Who gave what to whom: a line each, from giver to taker.
//!
//! Lines are of one width. Amounts of shells, drones and dollars cannot be compared, and a width that
//! said otherwise would lie; an amount is written where it is known, and the line is broken where not.

use std::collections::BTreeMap;

use dossier::v1::Fact;
use dossier::v1::fact::Body;

use super::{Chart, Drawing, Mark, ROOMS, ROWS_MAX, Room, Shape, fit, path, text};
use crate::desk::{Desk, Line};
use crate::part::figure_of;
use crate::url::Place;

struct Row {
    category: &'static str,
    from: String,
    to: String,
    what: String,
    stage: &'static str,
    known: bool,
    href: String,
    title: String,
}

/// The transfers among some facts.
pub(super) fn flows(desk: &Desk<'_>, facts: &[&Fact]) -> Option<Chart> {
    let mut rows: Vec<(i32, Row)> = facts.iter().filter_map(|fact| row(desk, fact)).collect();
    if rows.is_empty() {
        return None;
    }
    rows.sort_by(|(one_kind, one), (other_kind, other)| {
        (one_kind, &one.from, &one.to).cmp(&(other_kind, &other.from, &other.to))
    });
    let count = rows.len();
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    let rows = if count > ROWS_MAX {
        together(desk, &rows)
    } else {
        rows
    };
    Some(Chart {
        title: desk.words.charts.flows_title,
        reading: (desk.words.facts)(count),
        key: Vec::new(),
        note: desk.words.charts.flows.to_owned(),
        drawings: ROOMS.iter().map(|room| drawing(*room, &rows)).collect(),
    })
}

fn words(line: &Line) -> String {
    line.iter().map(|run| run.text.as_str()).collect()
}

fn row(desk: &Desk<'_>, fact: &Fact) -> Option<(i32, Row)> {
    let Some(Body::Transfer(transfer)) = &fact.body else {
        return None;
    };
    let givers = if transfer.suppliers.is_empty() {
        &transfer.makers
    } else {
        &transfer.suppliers
    };
    let amount = figure_of(desk, fact);
    let item = desk.entity(&transfer.item).text;
    let takers = words(&desk.entities(&transfer.recipients));
    let row = Row {
        category: desk.words.term(transfer.category().as_str_name()),
        from: words(&desk.entities(givers)),
        to: if takers.is_empty() {
            desk.words.label.not_said.to_owned()
        } else {
            takers
        },
        what: match &amount {
            Some(amount) => desk.labelled(&item, amount),
            None => item,
        },
        stage: desk.words.term(transfer.stage().as_str_name()),
        known: amount.is_some(),
        href: desk.link(Place::Fact(&fact.name)),
        title: desk.text(&fact.statement).text,
    };
    Some((transfer.category, row))
}

/// Too many to name each: one line for each pair, the most first.
fn together(desk: &Desk<'_>, rows: &[Row]) -> Vec<Row> {
    let mut pairs: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        pairs.entry((&row.from, &row.to)).or_default().push(row);
    }
    let mut pairs: Vec<Vec<&Row>> = pairs.into_values().collect();
    pairs.sort_by_key(|of| std::cmp::Reverse(of.len()));
    let joined = pairs.iter().take(ROWS_MAX).filter_map(|of| {
        let first = of.first()?;
        Some(Row {
            category: "",
            from: first.from.clone(),
            to: first.to.clone(),
            what: (desk.words.facts)(of.len()),
            stage: "",
            known: true,
            href: first.href.clone(),
            title: first.title.clone(),
        })
    });
    joined.collect()
}

fn drawing(room: Room, rows: &[Row]) -> Drawing {
    let mut y = 0;
    let mut ground = Vec::new();
    let mut marks = Vec::new();
    let (mut category, mut from) = ("", "");
    for row in rows {
        if row.category != category {
            category = row.category;
            from = "";
            y += 30;
            ground.push(text(0, y - 6, "group", capital(category)));
            ground.push(path(format!("M0 {y}H{}", room.width), "grid"));
        }
        let (shapes, height) = if room.narrow {
            narrow(room, row, y)
        } else {
            wide(room, row, y, from == row.from)
        };
        from = &row.from;
        y += height;
        marks.push(Mark {
            href: row.href.clone(),
            title: row.title.clone(),
            shapes,
        });
    }
    Drawing {
        class: room.class,
        width: room.width,
        height: y + 6,
        ground,
        marks,
    }
}

/// A heading starts with a capital letter where the script has them.
fn capital(word: &str) -> String {
    let mut rest = word.chars();
    let first = rest.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(rest).collect()
}

fn class(row: &Row) -> &'static str {
    if row.known { "flow" } else { "flow unknown" }
}

fn arrow(from: i32, to: i32, y: i32) -> String {
    let tip = to - 9;
    format!("M{from} {y}H{to}M{tip} {}L{to} {y}L{tip} {}", y - 5, y + 5)
}

fn wide(room: Room, row: &Row, y: i32, again: bool) -> (Vec<Shape>, i32) {
    const HEIGHT: i32 = 54;
    let (left, right) = (150, room.width - 150);
    let middle = y + 34;
    let mut shapes = Vec::new();
    // A giver is named once, and their lines hang together.
    if again {
        shapes.push(path(
            format!("M{left} {}V{middle}", middle - HEIGHT),
            class(row),
        ));
    } else {
        shapes.push(text(0, middle + 5, "label", fit(&row.from, left - 10)));
    }
    shapes.push(path(arrow(left, right - 8, middle), class(row)));
    shapes.push(text(
        left + 12,
        middle - 8,
        "what",
        fit(&row.what, right - left - 24),
    ));
    shapes.push(text(left + 12, middle + 17, "aside", row.stage));
    shapes.push(text(right, middle + 5, "label", fit(&row.to, 148)));
    (shapes, HEIGHT)
}

fn narrow(room: Room, row: &Row, y: i32) -> (Vec<Shape>, i32) {
    let pair = format!("{} → {}", row.from, row.to);
    let shapes = vec![
        text(0, y + 20, "label", fit(&pair, room.width)),
        text(0, y + 40, "what", fit(&row.what, room.width)),
        text(0, y + 59, "aside", row.stage),
        path(arrow(0, room.width - 2, y + 68), class(row)),
    ];
    (shapes, 82)
}
